"""A workshop whose facilitator's program is killed while the class votes, again and again, and taken up from its log."""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.workshop.happenings import Phase
from smm_trainer.workshop.log import look_at
from tests.faults.learner import read_by_all
from tests.faults.outcome import Outcome
from tests.faults.terminals import environment
from tests.terminal import Terminal
from tests.workshop.serving import Phone, free_port, new_http

PHONES = 12
"""Who votes at the same time, as fast as the server takes it."""

WORKSHOP = ("--lang", "en", "workshop")


@dataclass(slots=True)
class Voter:
    """Somebody with a phone, and what the server has acknowledged."""

    name: str
    """Their nickname, by which the log knows them."""
    phone: Phone
    """Their phone."""
    number: int = 0
    """The how-manieth vote was sent last."""
    taken: dict[int, frozenset[str]] = field(default_factory=dict)
    """Number → what was said in it, of the votes that were acknowledged."""

    async def vote_on(self, chance: random.Random) -> None:
        """Vote again and again, until the server is gone."""
        with contextlib.suppress(aiohttp.ClientError, OSError):
            while True:
                self.number += 1
                said = [m.value for m in MISTAKES if chance.random() < 0.4]
                answer = await self.phone.vote(*said, number=self.number)
                if answer.status == 200:
                    self.taken[self.number] = frozenset(said)
                else:
                    await asyncio.sleep(0.1)


def facilitator_killed(folder: Path, times: int, outcome: Outcome) -> None:
    """One session, killed so many times."""
    asyncio.run(_killed(folder, times, outcome))


async def _killed(folder: Path, times: int, outcome: Outcome) -> None:
    port, chance, path = free_port(), random.Random(5), None
    voters = [Voter(f"p{number}", Phone(port, new_http())) for number in range(PHONES)]
    for number in range(times):
        how = ("--resume", str(path)) if path else ("--port", str(port), "--seconds", "0", "--scenarios", "raffle-friday")
        with outcome.watched(f"round {number}"), Terminal([*WORKSHOP, *how], environment(folder)) as terminal:
            if path is None:
                path = await _opened(terminal, folder, voters)
            terminal.until("Close the vote")
            voting = [asyncio.create_task(voter.vote_on(chance)) for voter in voters]
            await asyncio.sleep(chance.uniform(0, 0.4))
            terminal.kill(signal.SIGKILL)
            terminal.wait()
            await asyncio.gather(*voting)
            outcome.rounds += 1
            _compare(path, voters, outcome)
    outcome.accepted += sum(len(voter.taken) for voter in voters)
    for voter in voters:
        await voter.phone.http.close()


async def _opened(terminal: Terminal, folder: Path, voters: list[Voter]) -> Path:
    """The class comes in, and the first vote is opened; returns the log."""
    terminal.until("Begin with")
    path = next((folder / "workshops").glob("*.toml"))
    for voter in voters:
        await voter.phone.join(voter.name, look_at(path).began.code)
    for following in ("Open the first vote", "Close the vote"):
        time.sleep(1)  # a second press at once is not meant for the next step
        terminal.press("enter")
        terminal.until(following)
    return path


def _compare(path: Path, voters: list[Voter], outcome: Outcome) -> None:
    """The last vote of everybody that was acknowledged stands in the log, or a later one that was under way."""
    session = look_at(path)
    votes = {person.name: session.rounds[(0, Phase.FIRST)].votes.get(who) for who, person in session.people.items()}
    for voter in voters:
        vote, last = votes.get(voter.name), max(voter.taken, default=0)
        kept = vote is not None and (vote.number > last or frozenset(m.value for m in vote.mistakes) == voter.taken.get(last))
        if last and (not kept or (vote is not None and vote.number < last)):
            outcome.lost += 1
            outcome.remark(f"{voter.name}: vote {last} was acknowledged; the log has {vote}")
    read_by_all(path, outcome, "a session's log")
