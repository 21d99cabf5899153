"""Terms as rows: the language of the moment at the left, the other one beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from textual.content import Content

from smm_trainer.course.reference import Term
from smm_trainer.ui.draw.basics import BLANK, styled
from smm_trainer.ui.widgets.row import EMPTY, Row

GAP = 3
"""Cells between the two columns."""


@dataclass(frozen=True, slots=True)
class SideBySide(Row):
    """Two paragraphs, each wrapped to its half."""

    beside: Content = field(default=EMPTY)
    """What stands in the right half; `content` stands in the left one."""

    def lines(self, width: int) -> list[Content]:
        """Both halves, line by line."""
        half = max(4, (width - GAP) // 2)
        halves = (Row(self.content).lines(half), Row(self.beside).lines(half))
        return [
            Content.assemble(left, " " * (half - left.cell_length + GAP), right) for left, right in zip_longest(*halves, fillvalue=EMPTY)
        ]


def term_rows(term: Term, language: str, other: str) -> Iterator[Row]:
    """A term with its other names and its meaning, in both languages."""
    yield SideBySide(_names(term, language), key=f"term:{term.id}", beside=_names(term, other))
    yield SideBySide(Content(term.meaning(language)), beside=styled(term.meaning(other), "$muted"))
    yield BLANK


def _names(term: Term, language: str) -> Content:
    also = ", ".join(term.also.get(language, ()))
    return Content.assemble((term.name(language), "bold $accent"), (f"  {also}" if also else "", "$muted"))
