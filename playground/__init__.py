"""The window of the Recurrent Playground: everything that shows, and nothing that computes."""
