"""A class that is served, for tests, and browsers made of aiohttp."""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType
from aiohttp.test_utils import TestServer

from smm_trainer.serving.learners import Learners
from smm_trainer.serving.server import Server

COMMAND = [sys.executable, "-m", "smm_trainer", "--lang", "en"]
ACCESS = "135790"
PATIENCE = 20.0


class Class:
    """A served class under test."""

    def __init__(self, folder: Path, most: int, *, learners: int = 100) -> None:
        self.folder = folder
        self.complaints: list[str] = []
        self.server = Server(
            COMMAND, Learners(folder, learners), ACCESS, most=most, names=["class.example"], complain=self.complaints.append
        )
        self.http = TestServer(self.server.application(), host="127.0.0.1")

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.http.port}"

    def browser(self) -> ClientSession:
        """A browser of its own, with cookies of its own."""
        return ClientSession(cookie_jar=CookieJar(unsafe=True))

    async def enrol(self, browser: ClientSession) -> str:
        """Come in with the access code; returns the learner's own."""
        async with browser.post(f"{self.base}/enter", data={"access": ACCESS}, headers={"Origin": self.base}) as response:
            assert response.status == 200
            found = re.search(r'class="code">([A-Z0-9-]+)<', await response.text())
            assert found is not None
            return found[1]

    async def open(self, browser: ClientSession, origin: str = "") -> ClientWebSocketResponse:
        """Open the app."""
        return await browser.ws_connect(f"{self.base}/ws?width=80&height=24", headers={"Origin": origin or self.base})


async def read_until(socket: ClientWebSocketResponse, wanted: str) -> str:
    """What the app paints, until something stands in it."""
    seen = ""
    while wanted not in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen):
        message = await asyncio.wait_for(socket.receive(), PATIENCE)
        assert message.type in (WSMsgType.BINARY, WSMsgType.TEXT), (message, seen[-300:])
        if message.type is WSMsgType.BINARY:
            seen += message.data.decode("utf-8", "replace")
    return seen


async def press(socket: ClientWebSocketResponse, keys: str) -> None:
    await socket.send_json(["stdin", keys])


async def all_ended(served: Class, count: int = 0) -> None:
    """Wait until no more than ``count`` sessions are left."""
    async with asyncio.timeout(PATIENCE):
        while len(served.server.sessions) > count:
            await asyncio.sleep(0.05)
