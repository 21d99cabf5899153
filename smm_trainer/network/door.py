"""The door of the server: how many connections there may be, in all and from one address. Before a word is read."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Collection
from typing import Any, cast

from smm_trainer.network.rate import address_key

CONNECTIONS = 5_000
"""All connections: two a phone for as many people as there may be, and some."""

CONNECTIONS_EACH = 300
"""Connections from one address: two a phone for a class behind one router, and some that are being closed."""

SILENCE = 10.0
"""Seconds that a connection has for its first request; browsers that open one for later open it again."""

FILES = 8_192
"""Open files that the system is asked for: many give 256 or 1,024, which 100 phones and 500 exceed."""


class Door(asyncio.Protocol):
    """Lets a connection in to the server's own protocol, or hangs up at once: idle connections cost files, and without files nothing can be
    written."""

    def __init__(
        self,
        make: Callable[[], asyncio.Protocol],
        inside: Callable[[], Collection[object]],
        silent: Callable[[asyncio.BaseTransport], bool] = lambda _: False,
    ) -> None:
        """
        Args:
            make: makes the protocol that serves a connection.
            inside: the protocols that serve one now.
            silent: whether nothing has been asked for over a connection so far; such a one is hung up after `SILENCE`.
        """
        self._make, self._inside, self._silent = make, inside, silent

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody is at the door."""
        wire = cast("asyncio.Transport", transport)
        inside = self._inside()
        address = _address(wire)
        if len(inside) >= CONNECTIONS or sum(_address(getattr(each, "transport", None)) == address for each in inside) >= CONNECTIONS_EACH:
            wire.abort()
            return
        protocol = self._make()
        wire.set_protocol(protocol)
        protocol.connection_made(wire)
        asyncio.get_running_loop().call_later(SILENCE, self._hang_up, wire)

    def _hang_up(self, wire: asyncio.Transport) -> None:
        if self._silent(wire):
            wire.abort()


def _address(transport: Any) -> str:
    peer = transport.get_extra_info("peername") if transport is not None else None
    return _key(peer[0]) if peer else ""


# Asked for every connection that there is, whenever one comes.
_key = functools.lru_cache(maxsize=CONNECTIONS)(address_key)


def ask_for_files() -> None:
    """Raise the limit of open files as far as the system lets us."""
    try:
        import resource
    except ModuleNotFoundError:  # not POSIX
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
