"""Serving until it is ended."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable

from aiohttp import web

from smm_trainer.network.door import Door, ask_for_files
from smm_trainer.serving.server import Server


async def serve_until_ended(server: Server, bind: str, port: int, begun: Callable[[int], None]) -> None:
    """Serve at ``bind`` until Ctrl+C, or until the process is told to end; then end every app.

    Args:
        server: the class.
        bind: the address.
        port: the port; 0 for any that is free.
        begun: is told the port, once it is served on.

    Raises:
        OSError, OverflowError: it cannot be served there.
    """
    # aiohttp tells of every request that makes no sense, with a traceback; anybody in the network could fill the terminal with them.
    silent = logging.getLogger("smm_trainer.serving")
    silent.disabled = True
    runner = web.AppRunner(
        server.application(), logger=silent, access_log=None, keepalive_timeout=75, shutdown_timeout=1, handle_signals=False
    )
    ask_for_files()
    await runner.setup()
    try:
        inside = runner.server
        assert inside is not None
        loop = asyncio.get_running_loop()
        door = await loop.create_server(lambda: Door(inside, lambda: inside.connections, server.silent), bind, port, backlog=1024)
        try:
            begun(door.sockets[0].getsockname()[1])
            await _told_to_end()
        finally:
            # Not waited for: from Python 3.12 on that would be until everybody has hung up.
            door.close()
    finally:
        await runner.cleanup()


async def _told_to_end() -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        # Windows has no such handlers; there Ctrl+C cancels.
        with contextlib.suppress(NotImplementedError, AttributeError):
            loop.add_signal_handler(getattr(signal, name), ended.set)
    await ended.wait()
