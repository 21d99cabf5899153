"""How a command ends that cannot do what was asked for."""

from __future__ import annotations

OK, FAILED, USAGE = 0, 1, 2
"""Exit statuses: fine; the thing asked for failed; wrong usage."""


class Failure(Exception):
    """What was asked for cannot be done: sentences for standard error, and the exit status."""

    def __init__(self, status: int, *sentences: str) -> None:
        self.status = status
        self.sentences = sentences
        super().__init__(*sentences)
