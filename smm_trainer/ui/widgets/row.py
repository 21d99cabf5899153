"""Rows: what a page is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from textual.content import Content

EMPTY = Content("")
"""Nothing."""

_NUMBER_GAP = re.compile(r"(?<=\d) (?=\d{3}(?!\d)|%)")
# Textual wraps at any white space, no-break spaces among it. While a text is wrapped they are stood in for by a private
# character that is one cell wide and no space.
_STAND_IN = "\ue000"

_DISPLAYED = str.maketrans({"\N{ONE DOT LEADER}": "."})


def displayed(text: str) -> str:
    """``text`` as a terminal shows it: the Armenian mijaket, U+2024, is missing in common terminal fonts (DejaVu Sans Mono among them);
    a full stop looks the same."""
    return text.translate(_DISPLAYED)


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph of a page, wrapped to its width; a row with a key can be walked to and chosen."""

    content: Content = field(default=EMPTY)
    """What it says."""
    key: str = ""
    """What choosing it means; empty for a row that cannot be chosen."""
    first: Content = field(default=EMPTY)
    """Stands before its first screen line."""
    rest: Content | None = None
    """Stands before its other screen lines; spaces as wide as `first` when None."""
    edge: Content = field(default=EMPTY)
    """Stands at the right end of each screen line."""

    def lines(self, width: int) -> list[Content]:
        """The row as screen lines, each exactly ``width`` cells where there is an `edge`, at most that elsewhere."""
        rest = self.rest if self.rest is not None else Content(" " * self.first.cell_length)
        space = max(4, width - self.first.cell_length - self.edge.cell_length)
        wrapped = wrap(self.content, space) or [EMPTY]
        lines = []
        for number, line in enumerate(wrapped):
            before = self.first if number == 0 else rest
            if self.edge:
                line = line.pad_right(max(0, space - line.cell_length))
            lines.append(Content.assemble(before, line, self.edge))
        return lines


def wrap(content: Content, width: int) -> list[Content]:
    """``content`` as lines of at most ``width`` cells; what no-break spaces hold together stays together."""
    plain = content.plain
    guarded = _NUMBER_GAP.sub(_STAND_IN, displayed(plain)).replace("\N{NO-BREAK SPACE}", _STAND_IN)
    if guarded == plain:
        return [line.rstrip() for line in content.wrap(width)]
    lines = Content(guarded, list(content.spans)).wrap(width)
    return [Content(line.plain.replace(_STAND_IN, "\N{NO-BREAK SPACE}"), list(line.spans)).rstrip() for line in lines]
