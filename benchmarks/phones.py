"""A class of simulated phones on loopback: they come in, wait for news, vote twice, and say how long each acknowledgement took.

python -m benchmarks.phones PORT CODE COUNT SECONDS

Bounded: loopback only, 2,000 phones at most, a minute and a half at most. Each phone has an address of its own (all of 127.0.0.0/8 is this
machine, on Linux), two connections, and speaks HTTP by hand: the phones must not need more of the machine than the server.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections import Counter
from typing import Any

MOST = 2_000
TIMEOUT = 90.0
MISTAKES = ("long-content", "like-harvesting", "deleting-comments", "wrong-audience", "same-everywhere")


class Line:
    """One connection of a phone, kept open."""

    def __init__(self, port: int, address: str) -> None:
        self._port, self._address = port, address
        self._pipes: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.cookie = ""

    async def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """One request and its answer."""
        if self._pipes is None:
            self._pipes = await asyncio.open_connection("127.0.0.1", self._port, local_addr=(self._address, 0))
        reader, writer = self._pipes
        data = b"" if body is None else json.dumps(body).encode()
        host = f"127.0.0.1:{self._port}"
        head = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {self.cookie}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
        writer.write(head.encode() + data)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode()
        fields = dict(line.split(": ", 1) for line in answer.split("\r\n")[1:] if ": " in line)
        content = await reader.readexactly(int(fields["Content-Length"]))
        if "Set-Cookie" in fields:
            self.cookie = fields["Set-Cookie"].split(";")[0]
        return int(answer.split()[1]), json.loads(content)

    def close(self) -> None:
        """Hang up."""
        if self._pipes is not None:
            self._pipes[1].close()


class Class:
    """All phones."""

    def __init__(self, port: int, code: str, seconds: float) -> None:
        self.port, self.code, self.seconds = port, code, seconds
        self.times: dict[str, list[float]] = {"join": [], "first": [], "second": []}
        self.votes: dict[str, Counter[str]] = {"first": Counter(), "second": Counter()}
        self.refused: Counter[str] = Counter()

    async def phone(self, number: int) -> None:
        """One phone, from the door to the reveal."""
        address = f"127.{1 + number // 62_500}.{number // 250 % 250 + 1}.{number % 250 + 1}"
        poll, talk = Line(self.port, address), Line(self.port, address)
        chance = random.Random(number)
        await asyncio.sleep(chance.uniform(0, self.seconds))
        begun = time.perf_counter()
        status, state = await talk.ask("POST", "/join", {"code": self.code, "name": f"phone {number}", "agrees": False})
        self.times["join"].append(time.perf_counter() - begun)
        if status != 200:
            self.refused[f"join {status}"] += 1
            return
        poll.cookie = talk.cookie
        voted: set[str] = set()
        while state["phase"] not in ("reveal", "end"):
            if state["phase"] in self.votes and state["open"] and state["phase"] not in voted:
                voted.add(state["phase"])
                await self.vote(talk, state, chance)
            _, state = await poll.ask("GET", f"/state?after={state['revision']}")
        poll.close()
        talk.close()

    async def vote(self, line: Line, state: dict[str, Any], chance: random.Random) -> None:
        """A vote, some time after it was opened."""
        await asyncio.sleep(chance.uniform(0, self.seconds))
        said = sorted(m for m in MISTAKES if chance.random() < 0.3)
        body = {"place": state["place"], "round": state["phase"], "mistakes": said, "confidence": chance.randint(1, 3), "number": 1}
        begun = time.perf_counter()
        status, _ = await line.ask("POST", "/vote", body)
        self.times[state["phase"]].append(time.perf_counter() - begun)
        if status == 200:
            self.votes[state["phase"]][",".join(said)] += 1
        else:
            self.refused[f"{state['phase']} {status}"] += 1


async def main(port: int, code: str, count: int, seconds: float) -> None:
    """Run the class; prints what it saw."""
    phones = Class(port, code, seconds)
    async with asyncio.timeout(TIMEOUT):
        await asyncio.gather(*(phones.phone(number) for number in range(min(count, MOST))))
    print(json.dumps({"times": phones.times, "votes": phones.votes, "refused": phones.refused}))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])))
