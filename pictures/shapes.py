"""Lines, corners and blocks drawn as shapes: no font fills a cell of the picture to its edge, and a code full of gaps cannot be scanned."""

from __future__ import annotations

import re

WIDTH, HEIGHT = 12.2, 24.4
"""A cell, as Textual's export has it."""

ABOVE = 18.5
"""How far a text's foot is below the top of its cell."""

OVER = 0.25
"""What a block reaches into the next cell, so that nothing shines through."""

HALF_STROKE = 0.75
"""Half the width of a line."""

LEFT, MIDDLE, RIGHT = 0.0, WIDTH / 2, WIDTH
TOP, CENTRE, FOOT = 0.0, HEIGHT / 2, HEIGHT

BLOCKS: dict[str, tuple[float, float, float, float]] = {
    **{chr(0x2580 + eighth): (0, 8 - eighth, 8, 8) for eighth in range(1, 9)},
    **{chr(0x2590 - eighth): (0, 0, eighth, 8) for eighth in range(1, 8)},
    "▀": (0, 0, 8, 4),
    "▐": (4, 0, 8, 8),
    "▔": (0, 0, 8, 1),
    "▕": (7, 0, 8, 8),
}
"""A block → left, top, right and foot in eighths of its cell."""

LINES = {
    "─": (LEFT, CENTRE - HALF_STROKE, RIGHT, CENTRE + HALF_STROKE),
    "│": (MIDDLE - HALF_STROKE, TOP, MIDDLE + HALF_STROKE, FOOT + OVER),
}
"""A line → left, top, right and foot."""

CORNERS = {"╭": (1, 1), "╮": (-1, 1), "╰": (1, -1), "╯": (-1, -1)}
"""A rounded corner → where its arms lead, to the right or left and down or up."""

TEXT = re.compile(r'<text class="(?P<style>[\w-]+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)"(?P<rest>[^>]*)>(?P<text>[^<]*)</text>')


def with_shapes(svg: str) -> str:
    """The picture, what is lines and blocks in its texts drawn."""
    return TEXT.sub(_drawn, svg)


def _drawn(match: re.Match[str]) -> str:
    text, x, y = match["text"], float(match["x"]), float(match["y"]) - ABOVE
    if "&" in text or not any(char in BLOCKS or char in LINES or char in CORNERS for char in text):
        return match[0]
    shapes, left, start = [], "", 0
    while start < len(text):
        char, end = text[start], start + 1
        # What lies side by side and is the same is one shape.
        while end < len(text) and text[end] == char and char not in CORNERS:
            end += 1
        shape = _shape(char, x + start * WIDTH, y, end - start, match["style"])
        shapes.append(shape)
        left += ("\N{NO-BREAK SPACE}" if shape else char) * (end - start)
        start = end
    words = f'<text class="{match["style"]}" x="{match["x"]}" y="{match["y"]}"{match["rest"]}>{left}</text>' if left.strip() else ""
    return "\n".join(filter(None, [words, *shapes]))


def _shape(char: str, x: float, y: float, count: int, style: str) -> str:
    """So many of a character from a cell's corner on; empty where it is no shape."""
    if char in BLOCKS:
        left, top, right, foot = BLOCKS[char]
        over = OVER if foot == 8 else 0
        box = (left * WIDTH / 8, top * HEIGHT / 8, right * WIDTH / 8 + (count - 1) * WIDTH, foot * HEIGHT / 8 + over)
        if count > 1 and (left, right) != (0, 8):
            return "".join(_shape(char, x + number * WIDTH, y, 1, style) for number in range(count))
    elif char in LINES:
        if count > 1 and char == "│":
            return "".join(_shape(char, x + number * WIDTH, y, 1, style) for number in range(count))
        left, top, right, foot = LINES[char]
        box = (left, top, right + (count - 1) * WIDTH, foot)
    elif char in CORNERS:
        return _corner(*CORNERS[char], x + MIDDLE, y + CENTRE, style)
    else:
        return ""
    left, top, right, foot = box
    place = f'x="{x + left:g}" y="{y + top:g}" width="{right - left:g}" height="{foot - top:g}"'
    return f'<rect class="{style}" {place} shape-rendering="crispEdges"/>'


def _corner(across: int, down: int, x: float, y: float, style: str) -> str:
    """A quarter of a ring around a cell's middle, and the rest of the way up or down."""
    stroke, radius, sweep = HALF_STROKE, MIDDLE, int(across * down > 0)
    foot, turn, edge = y + down * (CENTRE + OVER), y + down * radius, x + across * radius
    near, far = x - across * stroke, x + across * stroke
    outer, inner = radius + stroke, radius - stroke
    path = (
        f"M{near:g} {foot:g}V{turn:g}A{outer:g} {outer:g} 0 0 {sweep} {edge:g} {y - down * stroke:g}"
        f"V{y + down * stroke:g}A{inner:g} {inner:g} 0 0 {1 - sweep} {far:g} {turn:g}V{foot:g}Z"
    )
    return f'<path class="{style}" d="{path}"/>'
