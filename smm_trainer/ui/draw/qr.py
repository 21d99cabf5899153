"""A QR code in half blocks: dark on light whatever the theme, as cameras expect it."""

from __future__ import annotations

from itertools import groupby

from textual.color import Color
from textual.content import Content
from textual.style import Style

QUIET = 2
"""Modules of light around it. The standard's four cost lines that a small terminal has not; phones read two."""

_LIGHT, _DARK = Color(255, 255, 255), Color(0, 0, 0)

_STYLES = {
    (upper, lower): Style(foreground=(_LIGHT, _DARK)[upper], background=(_LIGHT, _DARK)[lower]) for upper in (0, 1) for lower in (0, 1)
}
"""Two modules of a cell, 1 for dark → the cell's colours. A cell of one colour is painted by its background alone: in many fonts a full
block leaves a hair of the background around it, which a scanner takes for a line."""


def qr_code(text: str) -> Content | None:
    """``text`` as a QR code, two modules a cell; None where segno is not installed."""
    try:
        import segno
    except ModuleNotFoundError:
        return None
    rows = [list(row) for row in segno.make(text, error="l", micro=False, boost_error=True).matrix_iter(border=QUIET)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    parts: list[tuple[str, Style] | str] = []
    for pair in zip(rows[::2], rows[1::2], strict=True):
        for cell, run in groupby(zip(*pair, strict=True)):
            parts.append(((" " if cell[0] == cell[1] else "▀") * len(list(run)), _STYLES[cell]))
        parts.append("\n")
    return Content.assemble(*parts[:-1])
