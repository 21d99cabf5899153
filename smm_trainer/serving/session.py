"""One learner's app behind one websocket: a process of its own, which ends when its tab does."""

from __future__ import annotations

import asyncio
import contextlib
import os
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

PATIENCE = 5.0
"""Seconds that an app gets to end by itself. Nothing is lost when it does not: an answer is on disk before it is accepted."""

WIDEST, TALLEST = 500, 200
"""Columns and rows of a terminal, at most."""


class Session(AppService):
    """textual-serve's service, without a shell, in an environment of the learner's own, and with an end."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        write_bytes: Callable[[bytes], Awaitable[None]],
        write_str: Callable[[str], Awaitable[None]],
        close: Callable[[], Awaitable[object]],
    ) -> None:
        async def closed() -> None:
            await close()

        super().__init__("", write_bytes=write_bytes, write_str=write_str, close=closed, download_manager=DownloadManager())
        self._command = tuple(command)
        self._own = dict(environment)

    @property
    def pid(self) -> int:
        """The process's number; 0 before it is started."""
        return self._process.pid if self._process else 0

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        return {**super()._build_environment(width, height), **self._own}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = await asyncio.create_subprocess_exec(
            *self._command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=self._build_environment(width, height)
        )
        self._stdin = self._process.stdin
        return self._process

    async def on_data(self, payload: bytes) -> None:
        """Paint; when the tab has gone, what comes still has to be read, or the app would wait for that for ever and never end."""
        with contextlib.suppress(ConnectionError, RuntimeError):
            await super().on_data(payload)

    async def stop(self) -> None:
        """End the app: asked first, then told."""
        process, task = self._process, self._task
        if process is None or task is None:
            return
        with contextlib.suppress(OSError, RuntimeError):
            await self.send_meta({"type": "quit"})
        if not await _ended(process):
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            if not await _ended(process):
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        self._task = None


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


def statics() -> Path:
    """The folder of textual-serve's script and style."""
    import textual_serve

    return Path(os.fspath(next(iter(textual_serve.__path__)))) / "static"
