"""Ways to a screen, by keys: for its snapshot, and for its picture in the guides."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.pilot import Pilot

Walk = Callable[[Pilot[int]], Awaitable[None]]
"""Leads from an app's first screen to another."""


def keys(*presses: str) -> Walk:
    """A walk that presses keys, one after the other is done."""

    async def walk(pilot: Pilot[int]) -> None:
        for press in presses:
            await pilot.press(press)
            await pilot.pause()

    return walk
