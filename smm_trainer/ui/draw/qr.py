"""A QR code in half blocks: dark on light whatever the theme, as cameras expect it."""

from __future__ import annotations

from textual.color import Color
from textual.content import Content
from textual.style import Style

QUIET = 2
"""Modules of light around it. The standard's four cost lines that a small terminal has not; phones read two."""

_STYLE = Style(background=Color(255, 255, 255), foreground=Color(0, 0, 0))


def qr_code(text: str) -> Content | None:
    """``text`` as a QR code, two modules a cell; None where segno is not installed."""
    try:
        import segno
    except ModuleNotFoundError:
        return None
    rows = [list(map(bool, row)) for row in segno.make(text, error="l", micro=False, boost_error=True).matrix_iter(border=QUIET)]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    lines = ["".join(" ▄▀█"[2 * upper + lower] for upper, lower in zip(*pair, strict=True)) for pair in pairs]
    return Content("\n".join(lines)).stylize(_STYLE)
