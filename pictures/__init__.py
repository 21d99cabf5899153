"""Makes the pictures of the guides from the running program, so that they can be made again: ``python -m pictures``."""
