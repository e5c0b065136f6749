"""Measurements of what is promised about speed; run from the checkout, see `__main__`."""
