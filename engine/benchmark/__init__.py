"""How fast training is, side by side with PyTorch, the bare matrix products and the book's code."""
