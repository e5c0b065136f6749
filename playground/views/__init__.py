"""One file per picture of what a network does; views alone see arrays."""
