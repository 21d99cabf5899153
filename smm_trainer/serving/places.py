"""The places: how many learners have the app open at once, and one tab each."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path


class NoPlaceError(Exception):
    """All places are taken."""


class TakenOverError(Exception):
    """While this tab waited for the one before it to end, yet another was opened."""


@dataclass(slots=True)
class _Place:
    holders: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    latest: Callable[[], Awaitable[object]] | None = None
    leaving: set[asyncio.Future[object]] = field(default_factory=set)


class Places:
    """Who has the app open. A learner who opens it again, in another tab or by a reload, has the same place: the tab before gives way.

    So nobody can take up more than one place, and a reload finds its own even where all are taken.
    """

    def __init__(self, most: int) -> None:
        """
        Args:
            most: places.
        """
        self.most = most
        self._taken: dict[Path, _Place] = {}

    def __len__(self) -> int:
        return len(self._taken)

    def room_for(self, learner: Path) -> bool:
        """Whether a learner can come in."""
        return learner in self._taken or len(self._taken) < self.most

    @asynccontextmanager
    async def taken(self, learner: Path, give_way: Callable[[], Awaitable[object]]) -> AsyncIterator[None]:
        """Have a learner's place, once whoever had it before has left it.

        Args:
            learner: whose.
            give_way: is called when the same learner comes again; it has this one leave.

        Raises:
            NoPlaceError: all are taken.
            TakenOverError: somebody else came for it while this one waited.
        """
        # Counted before anything is waited for: two that come together are two.
        if not self.room_for(learner):
            raise NoPlaceError
        place = self._taken.setdefault(learner, _Place())
        place.holders += 1
        # Made anew each time, so that it is this one's alone.
        mine = functools.partial(give_way)
        try:
            before, place.latest = place.latest, mine
            if before is not None:
                going: asyncio.Future[object] = asyncio.ensure_future(before())
                place.leaving.add(going)
                going.add_done_callback(place.leaving.discard)
            async with place.lock:
                if place.latest is not mine:
                    raise TakenOverError
                yield
        finally:
            place.holders -= 1
            if place.latest is mine:
                place.latest = None
            if not place.holders:
                del self._taken[learner]
