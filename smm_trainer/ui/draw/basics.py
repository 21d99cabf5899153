"""The rows that everything else is drawn with: blanks, headings, paragraphs, choices, cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from textual.content import Content

from smm_trainer.ui.widgets.row import Row, wrap

BLANK = Row()
"""An empty line."""

BOX = {True: "[x] ", False: "[ ] "}
"""A box that is ticked, or not: several may be."""

CIRCLE = {True: "(•) ", False: "( ) "}
"""A circle that is filled, or not: one of several is."""


def styled(text: str, style: str = "") -> Content:
    """``text`` in one style. Never markup: what stands in brackets is shown in brackets."""
    content = Content(text)
    return content.stylize(style) if style else content


def paragraph(text: str, style: str = "", *, indent: int = 0) -> Row:
    """A paragraph of plain text."""
    return Row(styled(text, style), first=Content(" " * indent))


def heading(text: str) -> Row:
    """A heading."""
    return Row(styled(text, "bold $accent"))


def choice(key: str, text: Content | str, *, before: str = "", style: str = "") -> Row:
    """A row that can be chosen."""
    content = Content(text) if isinstance(text, str) else text
    return Row(content.stylize(style) if style else content, key=key, first=Content(before))


@dataclass(frozen=True, slots=True)
class Rule(Row):
    """A card's upper or lower edge, as wide as the page, with a label in the upper one."""

    corners: str = "╭╮"
    """Its two ends."""
    style: str = "$rule"
    """The style of the line."""

    def lines(self, width: int) -> list[Content]:
        """The edge: one line, and one more for each that a long label takes."""
        left, right = self.corners[0], self.corners[1]
        wrapped = wrap(self.content, max(1, width - 6)) if self.content else []
        label = Content.assemble(" ", wrapped[0].rstrip(), " ") if wrapped else Content("")
        fill = max(0, width - label.cell_length - 3)
        edge = Content.assemble((left + "─", self.style), label, ("─" * fill + right, self.style))
        # What does not fit into the edge goes on below it, inside the card.
        rest = [line.rstrip() for line in wrapped[1:]]
        padded = [line.pad_right(max(0, width - 4 - line.cell_length)) for line in rest]
        return [edge, *(Content.assemble(("│  ", self.style), line, ("│", self.style)) for line in padded)]


def card(label: Content, rows: Iterable[Row], style: str = "$rule") -> Iterator[Row]:
    """``rows`` in a frame with ``label`` in its upper edge."""
    left, right = styled("│ ", style), styled(" │", style)
    yield Rule(label, corners="╭╮", style=style)
    for row in rows:
        rest = row.rest if row.rest is not None else Content(" " * row.first.cell_length)
        yield replace(row, first=Content.assemble(left, row.first), rest=Content.assemble(left, rest), edge=right)
    yield Rule(corners="╰╯", style=style)


def bar(share: float, width: int) -> str:
    """A bar of ``width`` cells, filled to ``share`` (0 to 1)."""
    filled = round(max(0.0, min(1.0, share)) * width)
    return "▰" * filled + "▱" * (width - filled)
