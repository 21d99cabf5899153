"""Pictures of terminal screens: the app itself, driven by keys, drawn by Textual's own export, made fit for a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain

from textual.app import App

from pictures.picture import Picture
from pictures.shapes import with_shapes
from smm_trainer.locale import Language
from tests.ui.walking import Walk

NARROW = (80, 24)
"""Columns and rows of a small window."""

WIDE = (110, 32)
"""Columns and rows of one with two panes, still readable on a page."""

FONTS = "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono', monospace"
"""What the reader's machine has; nothing is fetched. Each text says how long it is, so that columns stand in any of these."""

Open = Callable[[Language], AbstractContextManager[App[int]]]
"""Makes an app in a language, which ends with the context."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen of the app, and how it is come to."""

    picture: Picture
    """Its picture."""
    open: Open
    """Makes the app, which ends with the context."""
    walk: Walk
    """Leads to the screen."""
    size: tuple[int, int] = NARROW
    """Columns and rows."""


async def draw(screen: Screen) -> str:
    """The picture of a screen, as SVG."""
    with screen.open(screen.picture.language) as app:
        async with app.run_test(size=screen.size) as pilot:
            await pilot.pause()
            await screen.walk(pilot)
            app.clear_notifications()
            await pilot.pause(0.3)
            return fit(app.export_screenshot(simplify=True))


GROUND = re.compile(r'<rect fill="(?P<fill>#\w+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" width="(?P<width>[\d.]+)" height="24.65"[^>]*/>')
"""The ground of a text, as Textual's export draws it."""


def fit(svg: str) -> str:
    """Textual's SVG without the fonts that it would fetch, and without what only makes it longer.

    Its names are made of a checksum of the whole picture: with a short one, a changed word is a changed line. Its frame, cut off here,
    ends above the feet of the last line's letters.
    """
    svg = re.sub(r"<!--.*?-->|@font-face \{.*?\}|<defs>.*?</defs>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+", "t", svg)
    svg = re.sub(r' clip-path="[^"]*"', "", svg)
    svg = svg.replace("Fira Code, monospace", FONTS).replace("font-family: arial", "font-family: sans-serif")
    svg = svg.replace("&#160;", "\N{NO-BREAK SPACE}").replace("<text", "\n<text").replace("<rect", "\n<rect")
    lines = (line.strip() for line in with_shapes(svg).splitlines())
    return "\n".join(_grounds_joined(line for line in lines if line)) + "\n"


def _grounds_joined(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a picture, grounds of one colour that touch made one."""
    wide: tuple[str, float, float, float] | None = None
    for line in chain(lines, ("",)):
        ground = GROUND.fullmatch(line)
        if ground:
            fill, x, y, width = ground["fill"], float(ground["x"]), float(ground["y"]), float(ground["width"])
            if wide and wide[0] == fill and wide[2] == y and abs(wide[1] + wide[3] - x) < 0.01:
                wide = (fill, wide[1], y, wide[3] + width)
                continue
        if wide:
            place = f'x="{wide[1]:g}" y="{wide[2]:g}" width="{wide[3]:g}" height="24.65"'
            yield f'<rect fill="{wide[0]}" {place} shape-rendering="crispEdges"/>'
        wide = (fill, x, y, width) if ground else None
        if line and not ground:
            yield line
