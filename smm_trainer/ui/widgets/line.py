"""A line to type on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.widgets import Input

from smm_trainer.ui.widgets.row import displayed

if TYPE_CHECKING:
    from smm_trainer.ui.trainer import Stage

MAX_TYPED = 80
"""Characters of a typed line: a name, or a term."""


class Line(Input):
    """A line of at most `MAX_TYPED` characters; of what is pasted it takes as much as there is room for, and says so."""

    def __init__(self, value: str = "") -> None:
        """
        Args:
            value: what stands on it at first.
        """
        super().__init__(value[:MAX_TYPED], max_length=MAX_TYPED, select_on_focus=False)
        self.cursor_blink = False

    def replace(self, text: str, start: int, end: int) -> None:
        """Put ``text`` in the place of what stands from ``start`` to ``end``."""
        room = MAX_TYPED - len(self.value) + abs(end - start)
        super().replace(text[:room], start, end)
        if len(text) > room:
            words = cast("Stage", self.app).words
            self.app.clear_notifications()
            self.app.notify(displayed(words("ask.full", count=MAX_TYPED)), markup=False, timeout=6)
