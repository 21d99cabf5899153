"""One learner's app behind one websocket: a process of its own, which ends when its tab does.

The process runs Textual's driver for browsers, which speaks in packets over its standard input and output: a letter ("D" for what a
terminal reads and writes, "M" for everything around it), four bytes of length, and so many bytes.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import IntEnum

PATIENCE = 5.0
"""Seconds that an app gets to end by itself. Nothing is lost when it does not: an answer is on disk before it is accepted."""

WIDEST, TALLEST = 500, 200
"""Columns and rows of a terminal, at most."""

DRIVER = "smm_trainer.ui.browser:BrowserDriver"
"""What the app paints with."""

KEPT_COMPLAINT = 4_096
"""Bytes kept of what an app writes to standard error: its last words."""


class Ending(IntEnum):
    """Why a websocket is closed, as its close code."""

    LEFT = 1000
    """The learner has left the app."""
    TAKEN_OVER = 4001
    """The same learner has opened the app elsewhere."""
    STOPPED = 4002
    """The app's process has ended without being asked."""


class Session:
    """An app's process, and what goes in and out of it."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        paint: Callable[[bytes], Awaitable[None]],
        tell: Callable[[str], Awaitable[None]],
        close: Callable[[Ending], Awaitable[object]],
    ) -> None:
        """
        Args:
            command: what the process runs.
            environment: what is different in its environment.
            paint: sends the browser what a terminal would be sent.
            tell: sends the browser a message.
            close: closes the websocket.
        """
        self._command = tuple(command)
        self._environment = dict(environment)
        self._paint, self._tell, self._close = paint, tell, close
        self._process: Process | None = None
        self._reading: list[asyncio.Task[None]] = []
        self._asked = False
        self.stopped = False
        """Whether the process has ended unasked."""
        self.complaint = b""
        """The end of what the process has written to standard error."""

    @property
    def pid(self) -> int:
        """The process's number; 0 before it is started."""
        return self._process.pid if self._process else 0

    async def start(self, width: int, height: int) -> None:
        """Start the app in a terminal of that size.

        Raises:
            OSError: it cannot be started.
        """
        size = {"COLUMNS": str(width), "ROWS": str(height)}
        textual = {"TEXTUAL_DRIVER": DRIVER, "TEXTUAL_FPS": "60", "TEXTUAL_COLOR_SYSTEM": "truecolor"}
        self._process = await asyncio.create_subprocess_exec(
            *self._command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env={**os.environ, **textual, **size, **self._environment}
        )
        self._reading = [asyncio.create_task(self._read()), asyncio.create_task(self._listen())]

    async def keys(self, typed: str) -> None:
        """What a terminal would read."""
        await self._send(b"D", typed.encode("utf-8", "replace"))

    async def resize(self, width: int, height: int) -> None:
        """The window has another size."""
        await self._send_meta({"type": "resize", "width": width, "height": height})

    async def focus(self, focused: bool) -> None:
        """The window has got or lost the keyboard."""
        await self._send_meta({"type": "focus" if focused else "blur"})

    async def stop(self) -> None:
        """End the app: asked first, then told."""
        process = self._process
        if process is None:
            return
        self._asked = True
        # What still comes has to be read, or the app would wait for that for ever and never end.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self._send_meta({"type": "quit"})
        for end in (process.terminate, process.kill):
            if await _ended(process):
                break
            with contextlib.suppress(ProcessLookupError):
                end()
        await process.wait()
        for task in self._reading:
            task.cancel()
        await asyncio.gather(*self._reading, return_exceptions=True)

    async def _send_meta(self, meta: Mapping[str, str | int]) -> None:
        await self._send(b"M", json.dumps(meta).encode())

    async def _send(self, kind: bytes, payload: bytes) -> None:
        assert self._process is not None
        pipe = self._process.stdin
        assert pipe is not None
        # A process that has ended reads no more; that it has is found out where it is read from.
        with contextlib.suppress(ConnectionError, RuntimeError):
            pipe.write(kind + len(payload).to_bytes(4, "big") + payload)
            await pipe.drain()

    async def _listen(self) -> None:
        """Hand on what the app paints, to its end."""
        assert self._process is not None
        pipe = self._process.stdout
        assert pipe is not None
        with contextlib.suppress(asyncio.IncompleteReadError, ValueError):
            # Before the first packet comes one line that says so.
            while (line := await pipe.readline()) and line != b"__GANGLION__\n":
                continue
            while True:
                head = await pipe.readexactly(5)
                payload = await pipe.readexactly(int.from_bytes(head[1:], "big"))
                # The tab may have gone.
                with contextlib.suppress(ConnectionError, RuntimeError):
                    if head[:1] == b"D":
                        await self._paint(payload)
                    elif head[:1] == b"M":
                        await self._on_meta(json.loads(payload))
        if not self._asked:
            self.stopped = True
            with contextlib.suppress(ConnectionError, RuntimeError):
                await self._close(Ending.STOPPED)

    async def _on_meta(self, meta: Mapping[str, object]) -> None:
        if meta.get("type") == "exit":
            self._asked = True
            await self._close(Ending.LEFT)
        elif meta.get("type") == "open_url" and meta.get("url") == CERTIFICATE:
            await self._tell(json.dumps(["open_url", {"url": CERTIFICATE, "new_tab": True}]))

    async def _read(self) -> None:
        """Take in what the process complains of."""
        assert self._process is not None
        pipe = self._process.stderr
        assert pipe is not None
        while more := await pipe.read(4_096):
            self.complaint = (self.complaint + more)[-KEPT_COMPLAINT:]


CERTIFICATE = "/certificate"
"""Where a learner's certificate is shown: the only address that an app can have opened."""


async def _ended(process: Process) -> bool:
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(process.wait(), PATIENCE)
    return process.returncode is not None


def size_of(width: object, height: object) -> tuple[int, int]:
    """A terminal's size that somebody has asked for, within reason."""
    return _within(width, 80, WIDEST), _within(height, 24, TALLEST)


def _within(value: object, usual: int, most: int) -> int:
    try:
        return max(1, min(most, int(str(value)[:6])))
    except ValueError:
        return usual
