"""Twenty browsers at once on one machine: first paint, key to painted, memory of a session.

python -m benchmarks.serving    measures this alone: it takes the whole machine, so it is no part of the usual run
"""

from __future__ import annotations

import asyncio
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType, web

from smm_trainer.serving.learners import Learners
from smm_trainer.serving.server import Server

SESSIONS = 20
KEYS = 10
ACCESS = "000000"


async def painted(socket: ClientWebSocketResponse, wanted: str = "") -> None:
    """Wait for something to be painted: for ``wanted`` to stand in it, where that is given."""
    seen = ""
    while True:
        message = await socket.receive(timeout=120)
        if message.type is WSMsgType.BINARY:
            seen += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", message.data.decode("utf-8", "replace"))
            if wanted in seen:
                return
        elif message.type is not WSMsgType.TEXT:
            raise ConnectionError(message)


async def quiet(socket: ClientWebSocketResponse) -> float:
    """Wait until nothing is painted any more; returns when the last of it came."""
    last = time.perf_counter()
    while True:
        try:
            await socket.receive(timeout=0.4)
            last = time.perf_counter()
        except TimeoutError:
            return last


async def learner(base: str) -> tuple[ClientSession, ClientWebSocketResponse, float]:
    """Come in and open the app; returns the seconds to its first picture."""
    browser = ClientSession(cookie_jar=CookieJar(unsafe=True))
    async with browser.post(f"{base}/enter", data={"access": ACCESS}) as response:
        response.raise_for_status()
    start = time.perf_counter()
    socket = await browser.ws_connect(f"{base}/ws?width=100&height=30", headers={"Origin": base})
    await painted(socket, "Begin")
    return browser, socket, time.perf_counter() - start


async def press(socket: ClientWebSocketResponse) -> list[float]:
    """Milliseconds from a key to the last of what it paints, some keys after another."""
    times = []
    for number in range(KEYS):
        start = time.perf_counter()
        await socket.send_json(["stdin", "\x1b[B" if number % 2 else "\x1b[A"])
        await painted(socket)
        # What a key paints may come in several pieces: the last one counts.
        times.append(1000 * (await quiet(socket) - start))
    return times


def memory(pid: int) -> float:
    """A process's share of memory, in MB: what several processes share counts once."""
    return int(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").split("Pss:")[1].split()[0]) / 1024


async def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server([sys.executable, "-m", "smm_trainer", "--lang", "en"], Learners(Path(folder)), ACCESS, most=SESSIONS)
        runner = web.AppRunner(server.application())
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        alone = await learner(base)
        print(f"first paint, alone            {alone[2]:6.2f} s")
        together = await asyncio.gather(*(learner(base) for _ in range(SESSIONS - 1)))
        first = sorted(took for _, _, took in together)
        print(f"first paint, 19 at once       {statistics.median(first):6.2f} s median, {first[-1]:.2f} s the last")
        everybody = [alone, *together]
        await asyncio.gather(*(quiet(socket) for _, socket, _ in everybody))
        times = sorted(each for found in await asyncio.gather(*(press(socket) for _, socket, _ in everybody)) for each in found)
        print(f"key to painted, 20 pressing   {statistics.median(times):6.0f} ms median, {times[int(0.95 * len(times))]:.0f} ms p95")
        sizes = [memory(session.pid) for session in server.sessions]
        print(f"memory of a session           {statistics.mean(sizes):6.0f} MB, {sum(sizes):.0f} MB all {len(sizes)}")
        for browser, socket, _ in everybody:
            await socket.close()
            await browser.close()
        await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
