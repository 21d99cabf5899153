"""A session that is served, for tests: a host with a log in a folder, on a free port of loopback, and phones made of aiohttp."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.progress.clock import Clock, utc_now
from smm_trainer.workshop.happenings import Began, Moved, Phase, Resumed
from smm_trainer.workshop.host import Host
from smm_trainer.workshop.log import SessionLog
from smm_trainer.workshop.material import Material
from smm_trainer.workshop.rules import Session, happen
from smm_trainer.workshop.server import serve

COURSE = Course(built_in_folder())
SCENARIOS = COURSE.scenarios
MATERIAL = Material(SCENARIOS, COURSE.outlines)
PROGRAMME = ("raffle-friday", "very-clean-page")
QUESTIONS = ("wrong-audience/1", "wrong-audience/2")
CODE = "314159"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def new_session(path: Path, clock: Clock = utc_now, *, id: str = "abc123") -> tuple[SessionLog, Session]:
    """A session that has just begun, or the one in the log at ``path``."""
    log = SessionLog(path)
    if path.exists():
        session, _ = log.resume()
        resumed = Resumed(clock())
        log.record([resumed])
        return log, happen(session, resumed)
    log.start(Began(clock(), id, CODE, PROGRAMME, questions=QUESTIONS, talk=300))
    log.close()
    session, _ = log.resume()
    return log, session


@asynccontextmanager
async def served(path: Path, port: int, clock: Clock = utc_now, bind: str = "127.0.0.1", id: str = "abc123") -> AsyncIterator[Host]:
    """A host on the network."""
    log, session = new_session(path, clock, id=id)
    host = Host(session, log, clock)
    running = asyncio.create_task(host.run())
    try:
        async with serve(MATERIAL, "en", bind, port)(host):
            yield host
    finally:
        running.cancel()
        log.close()


async def to_vote(host: Host, phase: Phase = Phase.FIRST) -> None:
    """On to a vote without a countdown."""
    way = {Phase.FIRST: (Phase.CAMPAIGN, Phase.FIRST), Phase.SECOND: (Phase.DISCUSSION, Phase.SECOND)}[phase]
    for step in way:
        await host.submit(Moved(host.clock(), step))


@dataclass
class Answer:
    """What the server answered."""

    status: int
    body: Any
    headers: Any


class Phone:
    """A phone: it keeps its cookie, and says where it comes from as a browser would."""

    def __init__(self, port: int, http: aiohttp.ClientSession) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.http = http

    async def get(self, path: str, **headers: str) -> Answer:
        """Ask for something."""
        async with self.http.get(self.base + path, headers=headers) as answer:
            body = await answer.read()
            return Answer(answer.status, await answer.json() if answer.content_type == "application/json" else body, answer.headers)

    async def post(self, path: str, body: object, **headers: str) -> Answer:
        """Hand something in."""
        async with self.http.post(self.base + path, json=body, headers={"Origin": self.base, **headers}) as answer:
            return Answer(answer.status, await answer.json(), answer.headers)

    async def join(self, name: str = "", code: str = CODE) -> Answer:
        """Come in."""
        return await self.post("/join", {"code": code, "name": name, "agrees": False})

    async def vote(self, *mistakes: str, number: int = 1, place: int = 0, round: str = "first") -> Answer:
        """Vote."""
        return await self.post("/vote", {"place": place, "round": round, "mistakes": list(mistakes), "confidence": 2, "number": number})


def new_http() -> aiohttp.ClientSession:
    """A browser of its own: cookies of numeric addresses are kept."""
    return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
