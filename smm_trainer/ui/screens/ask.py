"""One typed line, asked for above the screen that needs it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from smm_trainer.course.text import forbidden_character

MAX_TYPED = 80
"""Characters of a typed line: a name, or a term."""


class AskScreen(ModalScreen[str | None]):
    """Asks for a line; returns it, or None when the user turned back."""

    DEFAULT_CSS = """
    AskScreen { align: center middle; background: $background 60%; }
    AskScreen Vertical { width: 60; max-width: 90%; height: auto; padding: 1 2; background: $cursor; border: round $accent; }
    AskScreen Input { border: none; height: 1; padding: 0 1; background: $background; color: $foreground; margin-top: 1; }
    AskScreen .hint { color: $muted; margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(self, question: str, hint: str, value: str = "") -> None:
        super().__init__()
        self._question, self._hint, self._value = question, hint, value

    def compose(self) -> ComposeResult:
        """The question, a line to type on, what Enter and Esc do."""
        with Vertical():
            yield Static(self._question, markup=False)
            line = Input(self._value, max_length=MAX_TYPED, select_on_focus=False)
            line.cursor_blink = False
            yield line
            yield Static(self._hint, markup=False, classes="hint")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        value = " ".join(event.value.split())
        self.dismiss("".join(character for character in value if not forbidden_character(character)))

    def action_cancel(self) -> None:
        """Turn back."""
        self.dismiss(None)
