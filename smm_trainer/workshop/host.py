"""The host of a session: takes what happens, has it written, and only then says that it has happened.

While one write is on its way to the disk whatever comes is put by; the next write takes all of it, with one fsync. A thousand votes of one
second so cost some tens of fsyncs, and each is acknowledged when it is on disk.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from threading import Event, Thread
from typing import Self

from smm_trainer.progress.clock import Clock, utc_now
from smm_trainer.progress.errors import JournalError
from smm_trainer.workshop.happenings import Closed, Happening
from smm_trainer.workshop.log import SessionLog
from smm_trainer.workshop.rules import Refused, Session, happen

GATHER_SECONDS = 0.01
"""How long a write waits for company: twice this and two fsyncs are the most that one acknowledgement adds by itself."""

HERE_SECONDS = 45.0
"""A phone that has not asked for so long is asleep or gone; one that is awake asks every 25 seconds."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Something that has happened but for being written."""

    what: Happening
    after: Session
    done: asyncio.Future[Session]


class Host:
    """A session that is running. All but `session` belongs to the event loop that runs it."""

    def __init__(self, session: Session, log: SessionLog, clock: Clock = utc_now) -> None:
        """
        Args:
            session: the session as its log has it.
            log: where whatever happens is written.
            clock: the time of what happens.
        """
        self.session = session
        """The session as it is on disk. Frozen: any thread may look at it."""
        self.unwritten: JournalError | None = None
        """Why the last write failed; None when it did not."""
        self.seen: dict[str, float] = {}
        """Person → when their phone last asked, by the loop's clock."""
        self.clock = clock
        self._ahead = session
        self._log = log
        self._waiting: list[_Waiting] = []
        self._last: asyncio.Future[Session] | None = None
        self._something = asyncio.Event()
        self.on_news: list[Callable[[], None]] = []
        """Called when there is something that phones have to be told."""

    async def run(self) -> None:
        """Write what happens, and close votes whose time is up; until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._write())
            group.create_task(self._watch_time())

    async def submit(self, what: Happening) -> Session:
        """Let ``what`` happen; returns the session when it is on disk.

        Raises:
            Refused: it may not happen now; said only when the reason is on disk, as the closing of a vote whose time is up.
            JournalError: it could not be written, and so has not happened.
        """
        try:
            after = happen(self._ahead, what)
        except Refused:
            await self._close_if_due()
            if self._last is not None:
                await asyncio.shield(self._last)
            raise
        done: asyncio.Future[Session] = asyncio.get_running_loop().create_future()
        self._ahead, self._last = after, done
        self._waiting.append(_Waiting(what, after, done))
        self._something.set()
        return await done

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._something.wait()
            await asyncio.sleep(GATHER_SECONDS)
            self._something.clear()
            batch, self._waiting = self._waiting, []
            if not batch:
                continue
            try:
                await loop.run_in_executor(None, self._log.record, [waiting.what for waiting in batch])
            except JournalError as error:
                self._give_up(batch, error)
                continue
            self.unwritten = None
            self._take(batch[-1].after)
            for waiting in batch:
                if not waiting.done.done():
                    waiting.done.set_result(self.session)

    def _give_up(self, batch: list[_Waiting], error: JournalError) -> None:
        """Nothing of ``batch`` has happened, nor what was built upon it since."""
        self.unwritten = error
        batch, self._waiting, self._ahead, self._last = batch + self._waiting, [], self.session, None
        for waiting in batch:
            if not waiting.done.done():
                waiting.done.set_exception(error)

    def _take(self, session: Session) -> None:
        told = session.revision != self.session.revision
        self.session = session
        if told:
            for tell in self.on_news:
                tell()

    async def _watch_time(self) -> None:
        while True:
            await asyncio.sleep(0.05)
            try:
                await self._close_if_due()
            except (Refused, JournalError):
                await asyncio.sleep(1)

    async def _close_if_due(self) -> None:
        vote, now = self._ahead.round, self.clock()
        if vote is not None and not vote.closed and not self._ahead.open_at(now):
            await self.submit(Closed(now))


Serve = Callable[[Host], AbstractAsyncContextManager[None]]
"""What puts a host on the network while it is entered."""


class Running:
    """A host in a thread of its own, so that a thousand phones do not hold up the facilitator's keys, nor the keys the phones."""

    def __init__(self, session: Session, log: SessionLog, serve: Serve | None = None, clock: Clock = utc_now) -> None:
        """
        Args:
            session: the session as its log has it.
            log: where whatever happens is written.
            serve: puts it on the network; None where there is none.
            clock: the time of what happens.
        """
        self._start = session
        self._log = log
        self._serve = serve
        self._clock = clock
        self._up = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._run()), name="workshop", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._failed: BaseException | None = None
        self._host: Host | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        self._up.wait()
        if self._failed is not None:
            self._thread.join()
            raise self._failed
        return self

    def __exit__(self, *exc: object) -> None:
        if self._loop is not None and self._stop is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(timeout=5)

    @property
    def session(self) -> Session:
        """The session as it is on disk."""
        return self.host.session

    @property
    def host(self) -> Host:
        """The host; but for `Host.session` and `Host.unwritten` another thread has no business with it."""
        assert self._host is not None
        return self._host

    def now(self) -> dt.datetime:
        """The time by the host's clock."""
        return self._clock()

    async def submit(self, what: Happening) -> Session:
        """As `Host.submit`, from another thread's event loop."""
        assert self._loop is not None
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self.host.submit(what), self._loop))

    def here(self) -> int:
        """How many phones are awake."""
        assert self._loop is not None
        now = self._loop.time()
        return sum(now - seen < HERE_SECONDS for seen in list(self.host.seen.values()))

    async def _run(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._host = Host(self._start, self._log, self._clock)
        running = asyncio.create_task(self._host.run())
        try:
            if self._serve is None:
                self._up.set()
                await self._stop.wait()
            else:
                async with self._serve(self._host):
                    self._up.set()
                    await self._stop.wait()
        except Exception as error:  # said by whoever entered
            self._failed = error
        finally:
            running.cancel()
            self._up.set()
