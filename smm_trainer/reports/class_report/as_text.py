"""The report as tables in a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from smm_trainer.course.problems import printable
from smm_trainer.locale import Catalogue
from smm_trainer.reports.class_report.build import ClassReport
from smm_trainer.reports.class_report.tables import Cell, Table, headline, shown_tables

WIDEST = 28
"""Columns of the terminal that a cell takes, at most, and half of what the last one takes; what is longer ends in an ellipsis."""


def report_lines(report: ClassReport, titles: Mapping[str, str], words: Catalogue) -> Iterator[str]:
    """The whole report, line by line."""
    yield from headline(report, words)
    for table in shown_tables(report, titles, words).values():
        yield ""
        yield from table_lines(table)


def table_lines(table: Table) -> Iterator[str]:
    """A table: its title, its note, its columns as wide as what stands in them; numbers to the right."""
    yield f"== {table.title} =="
    if table.note:
        yield table.note
    if not table.rows:
        return
    last = len(table.head) - 1
    cells = [[_shown(cell, WIDEST if at < last else 2 * WIDEST) for at, cell in enumerate(row)] for row in (table.head, *table.rows)]
    right = [all(not isinstance(row[column], str) for row in table.rows) for column in range(len(table.head))]
    widths = [max(width(row[column]) for row in cells) for column in range(len(table.head))]
    for number, row in enumerate(cells):
        yield "  ".join(_padded(text, wide, to_right) for text, wide, to_right in zip(row, widths, right, strict=True)).rstrip()
        if not number:
            yield "  ".join("-" * wide for wide in widths)


def _shown(cell: Cell, most: int) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, int):
        return str(cell)
    return _cut(printable(cell), most)


def _cut(text: str, most: int) -> str:
    if width(text) <= most:
        return text
    while text and width(text) > most - 1:
        text = text[:-1]
    return f"{text}…"


def width(text: str) -> int:
    """How many columns of a terminal ``text`` takes: East Asian wide letters two, marks on a letter none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, wide: int, to_right: bool) -> str:
    gap = " " * (wide - width(text))
    return gap + text if to_right else text + gap
