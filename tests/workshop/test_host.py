"""The host: what it has acknowledged is on disk, whatever the disk does meanwhile."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from smm_trainer.progress.clock import utc_now
from smm_trainer.progress.errors import JournalError
from smm_trainer.training.grading import Confidence
from smm_trainer.workshop.happenings import Closed, Happening, Joined, Moved, Phase, Voted
from smm_trainer.workshop.host import Host, Running
from smm_trainer.workshop.log import SessionLog, session_in
from smm_trainer.workshop.rules import Refused
from tests.workshop.serving import new_session

PEOPLE = 60


class Moody(SessionLog):
    """A log whose disk is full now and then, and which counts its writes."""

    chance = random.Random(0)
    share = 0.0
    writes = 0

    def record(self, happenings: Sequence[Happening]) -> None:
        """Write, or not."""
        self.writes += 1
        # Slow enough for others to come while it is being written.
        time.sleep(0.02 * bool(self.share))
        if self.chance.random() < self.share:
            raise JournalError("unwritable", self.path, why="No space left on device")
        super().record(happenings)


async def voting(host: Host) -> None:
    """Everybody in, and a vote open."""
    now = utc_now()
    await asyncio.gather(*(host.submit(Joined(now, str(n), "", False, f"t{n}")) for n in range(PEOPLE)))
    await host.submit(Moved(now, Phase.CAMPAIGN))
    await host.submit(Moved(now, Phase.FIRST))


def vote(who: int, number: int) -> Voted:
    """A vote of somebody's."""
    return Voted(utc_now(), str(who), 0, Phase.FIRST, frozenset(), Confidence.CERTAIN, number)


@pytest.mark.parametrize("seed", range(5))
async def test_a_disk_that_fails_now_and_then(tmp_path: Path, seed: int) -> None:
    plain, session = new_session(tmp_path / "s.toml")
    plain.close()
    log = Moody(tmp_path / "s.toml")
    log.chance = random.Random(seed)
    host = Host(session, log)
    running = asyncio.create_task(host.run())
    await voting(host)
    log.share = 0.4
    acknowledged: dict[int, int] = {}

    async def one(who: int) -> None:
        chance = random.Random(1000 * seed + who)
        for number in range(1, 6):
            while acknowledged.get(who) != number:
                await asyncio.sleep(chance.uniform(0, 0.03))
                try:
                    await host.submit(vote(who, number))
                except JournalError:
                    continue
                acknowledged[who] = number
                on_disk = session_in(SessionLog(log.path))[0] if who == 0 else host.session
                assert on_disk.rounds[(0, Phase.FIRST)].votes[str(who)].number == number

    await asyncio.wait_for(asyncio.gather(*map(one, range(PEOPLE))), 30)
    log.share = 1.0
    with pytest.raises(JournalError):
        await host.submit(Closed(utc_now()))
    # It was not closed, then; and what may not be is refused for what it is, not for the disk's sake.
    with pytest.raises(Refused):
        await host.submit(Moved(utc_now(), Phase.DISCUSSION))
    log.share = 0.0
    await host.submit(Closed(utc_now()))
    with pytest.raises(Refused):
        await host.submit(vote(1, 9))
    assert session_in(SessionLog(log.path))[0] == host.session
    assert host.unwritten is None
    running.cancel()


async def test_what_came_during_a_failed_write_fails_with_it_and_then_all_goes_on(tmp_path: Path) -> None:
    plain, session = new_session(tmp_path / "s.toml")
    plain.close()
    log = Moody(tmp_path / "s.toml")
    host = Host(session, log)
    running = asyncio.create_task(host.run())
    await voting(host)
    log.share, log.writes = 1.0, 0
    first = asyncio.create_task(host.submit(vote(1, 1)))
    while log.writes == 0:
        await asyncio.sleep(0.001)
    second = asyncio.create_task(host.submit(vote(2, 1)))
    failed = await asyncio.gather(first, second, return_exceptions=True)
    assert [type(each) for each in failed] == [JournalError, JournalError]
    log.share = 0.0
    await asyncio.sleep(0.1)
    assert not running.done()
    await asyncio.wait_for(host.submit(vote(2, 1)), 5)
    assert set(host.session.rounds[(0, Phase.FIRST)].votes) == {"2"}
    running.cancel()


async def test_many_votes_are_few_writes(tmp_path: Path) -> None:
    plain, session = new_session(tmp_path / "s.toml")
    plain.close()
    log = Moody(tmp_path / "s.toml")
    host = Host(session, log)
    running = asyncio.create_task(host.run())
    await voting(host)
    log.writes = 0
    await asyncio.gather(*(host.submit(vote(n, 1)) for n in range(PEOPLE)))
    assert log.writes <= 2
    running.cancel()


def test_a_host_in_its_thread_ends_with_it(tmp_path: Path) -> None:
    log, session = new_session(tmp_path / "s.toml")
    with Running(session, log) as running:
        assert running.session == session
        assert running.here() == 0
        names = {thread.name for thread in threading.enumerate()}
        assert "workshop" in names
    assert "workshop" not in {thread.name for thread in threading.enumerate()}
    log.close()
