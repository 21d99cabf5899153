"""Faults that are tried on journals and courses, time and again; ``python -m tests.faults`` runs them all and prints a table."""
