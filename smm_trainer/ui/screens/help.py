"""Help: what can be done on the screen below, and with which keys."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.content import Content
from textual.widget import Widget

from smm_trainer.ui.draw.basics import BLANK, choice, heading, paragraph, styled
from smm_trainer.ui.screens.base import BaseScreen
from smm_trainer.ui.widgets.page import Page
from smm_trainer.ui.widgets.row import Row

_KEYS = ("move", "enter", "space", "tab", "pages", "esc", "f1", "f2", "palette", "quit")


class HelpScreen(BaseScreen):
    """A page about the screen that it was called from."""

    def __init__(self, about: BaseScreen) -> None:
        super().__init__()
        self._about = about

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield Page(id="help")

    def title_text(self) -> str:
        """Help on what."""
        return f"{self.words('help.title')} · {self._about.title_text()}"

    def hints(self) -> Iterable[tuple[str, str, str]]:
        """Keys."""
        yield "Esc", "key.back", "back"

    def draw(self) -> None:
        """The screen in words, then the keys."""
        words = self.words
        rows = [BLANK, paragraph(words(f"help.{self._about.HELP_KEY}")), BLANK, heading(words("help.keys"))]
        width = max(Content(words(f"keys.{key}.key")).cell_length for key in _KEYS)
        for key in _KEYS:
            name = words(f"keys.{key}.key")
            gap = " " * (width - Content(name).cell_length + 2)
            rows.append(Row(Content(words(f"keys.{key}.text")), first=styled(name + gap, "bold $accent")))
        rows += [BLANK, choice("back", words("help.back"), before="→ ")]
        self.query_one(Page).show(rows)

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        self.trainer.go_back()
