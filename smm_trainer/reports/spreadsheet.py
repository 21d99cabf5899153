"""CSV that opens right in a spreadsheet: Armenian intact, and no cell that is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
"""Tells Excel that the file is UTF-8; without it Armenian letters come out as others."""

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: str | int | None) -> str | int:
    """``value`` as a cell: words that a spreadsheet would take for a formula get an apostrophe before them (OWASP, CSV injection)."""
    if value is None:
        return ""
    if isinstance(value, int):
        return value
    return f"'{value}" if value.lstrip(" ").startswith(_STARTS_FORMULA) else value


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> str:
    """A table as CSV: comma, quotes where needed, CRLF (RFC 4180), with a byte-order mark."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe_cell(name) for name in head])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return BOM + out.getvalue()
