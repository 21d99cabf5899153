"""One typed line, asked for above the screen that needs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from smm_trainer.course.text import forbidden_character
from smm_trainer.locale import Catalogue
from smm_trainer.ui.widgets.line import Line
from smm_trainer.ui.widgets.row import displayed

if TYPE_CHECKING:
    from smm_trainer.ui.trainer import Stage


class AskScreen(ModalScreen[str | None]):
    """Asks for a line; returns it, or None when the user turned back."""

    DEFAULT_CSS = """
    AskScreen { align: center middle; background: $background 60%; }
    AskScreen Vertical { width: 60; max-width: 90%; height: auto; padding: 1 2; background: $cursor; border: round $accent; }
    AskScreen Input {
        border: none; height: 1; padding: 0 1; background: $background; color: $foreground; margin-top: 1;
        &:focus { border: none; }  /* Textual's own frame would leave a line of height 1 no room for its text */
    }
    AskScreen .hint { color: $muted; margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(self, question: Callable[[Catalogue], str], value: str = "") -> None:
        """
        Args:
            question: what is asked, in the language of a catalogue.
            value: what stands on the line at first.
        """
        super().__init__()
        self._question, self._value = question, value

    def compose(self) -> ComposeResult:
        """The question, a line to type on, what Enter and Esc do."""
        with Vertical():
            yield Static(id="question", markup=False)
            yield Line(self._value)
            yield Static(markup=False, classes="hint")

    def on_mount(self) -> None:
        """In the language of the moment."""
        self.translate()

    def translate(self) -> None:
        """Ask in the language of the moment; what was typed stays."""
        words = cast("Stage", self.app).words
        self.query_one("#question", Static).update(displayed(self._question(words)))
        self.query_one(".hint", Static).update(displayed(words("ask.hint")))

    def dismiss(self, result: str | None = None) -> AwaitComplete:
        """Go away, once: a second press of a key that is held down would take away the screen below."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        value = " ".join(event.value.split())
        self.dismiss("".join(character for character in value if not forbidden_character(character)))

    def action_cancel(self) -> None:
        """Turn back."""
        self.dismiss(None)
