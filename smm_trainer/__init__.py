"""SMM Trainer: social-media marketing taught in a terminal, and an eye trained for its five classic mistakes."""

__version__ = "0.1.0"
