"""What stands above and below every screen: a title, and the keys that do something here."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.widget import Widget

from smm_trainer.ui.widgets.row import displayed

GAP = 3
"""Cells between two hints."""

SPARE = {"Enter": 0, "Esc": 0, "F1": 0, "F2": 2, "^P": 2, "F3": 3, "F4": 4, "← →": 5}
"""How well a key can be done without where not all hints fit; the rest are 1. F1 names them all."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A key of a screen, as the key bar shows it."""

    key: str
    """What is printed on it."""
    text: str
    """What it does."""
    action: str
    """The action that a click runs, as Textual names actions; empty for none."""


class TitleBar(Widget):
    """Where one is, and who one is."""

    DEFAULT_CSS = """
    TitleBar { height: 1; padding: 0 3; background: $bar; color: $muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._left = self._right = ""

    def show(self, left: str, right: str) -> None:
        """Show ``left`` and, where there is room, ``right``."""
        self._left, self._right = displayed(left), displayed(right)
        self.refresh()

    def render(self) -> Content:
        """The line."""
        width = self.size.width
        left, right = Content(self._left), Content(self._right)
        gap = width - left.cell_length - right.cell_length
        if gap < 2:
            return left.truncate(width, ellipsis=True).stylize("bold $foreground")
        return Content.assemble(left.stylize("bold $foreground"), " " * gap, right)


class KeyBar(Widget):
    """The keys that do something here; a click does the same."""

    DEFAULT_CSS = """
    KeyBar { height: 1; padding: 0 3; background: $bar; color: $muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._hints: tuple[Hint, ...] = ()

    def show(self, hints: tuple[Hint, ...]) -> None:
        """Show ``hints``, as many as there is room for."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def _fitting(self) -> list[Hint]:
        hints = list(self._hints)
        while hints and sum(self._width(hint) + GAP for hint in hints) - GAP > self.size.width - 1:
            # The last of those that can best be done without; the way out and the help stay longest.
            hints.remove(max(reversed(hints), key=lambda hint: SPARE.get(hint.key, 1)))
        return hints

    @staticmethod
    def _width(hint: Hint) -> int:
        return Content(f"{hint.key} {hint.text}").cell_length

    def _placed(self) -> list[tuple[int, int, Hint]]:
        placed: list[tuple[int, int, Hint]] = []
        x = 0
        for hint in self._fitting():
            width = self._width(hint)
            placed.append((x, x + width, hint))
            x += width + GAP
        return placed

    def render(self) -> Content:
        """The line."""
        parts: list[str | tuple[str, str]] = []
        for number, (_, _, hint) in enumerate(self._placed()):
            parts += ["   "] if number else []
            parts += [(hint.key, "bold $accent"), f" {hint.text}"]
        return Content.assemble(*parts)

    async def on_click(self, event: events.Click) -> None:
        """Run the action of the hint under the pointer."""
        offset = event.get_content_offset(self)
        for start, end, hint in self._placed():
            if offset is not None and start <= offset.x < end and hint.action:
                await self.screen.run_action(hint.action)
