"""The surface-cue audit: how far a guesser that understands nothing gets with the bank (``python -m audit``)."""
