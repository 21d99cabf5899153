"""Who may come in: the page's own origin, whoever knows the access code, and not too many guesses."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import socket
from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

GUESSES = 10
"""Wrong codes from one address within `WINDOW`; then it has to wait."""

WINDOW = 60.0
"""Seconds."""

MOST_ADDRESSES = 10_000
"""Addresses remembered at most: whoever has many does not fill the memory."""


def access_code() -> str:
    """Six digits to be read out to a class."""
    return f"{secrets.randbelow(10**6):06}"


def same_code(typed: str, code: str) -> bool:
    """Whether an access code is right; how far it is right takes no measurable time."""
    return hmac.compare_digest(typed.strip()[:64].encode(), code.encode())


def is_loopback(bind: str) -> bool:
    """Whether an address is this machine's own alone."""
    try:
        return bind == "localhost" or ipaddress.ip_address(bind).is_loopback
    except ValueError:
        return False


def host_is_ours(host: str) -> bool:
    """Whether a Host header names a machine by its address, or this one by its name.

    A stranger's domain that has been made to lead here (DNS rebinding) is neither.
    """
    name = urlsplit(f"//{host}").hostname or ""
    if name in ("localhost", socket.gethostname().lower()):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def origin_is_ours(origin: str | None, host: str) -> bool:
    """Whether a websocket was opened by a page of ours: browsers always say where from, and pages cannot change it."""
    if origin is None or not host_is_ours(host):
        return False
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()


class Guesses:
    """Counts wrong codes by address."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._wrong: dict[str, deque[float]] = {}

    def too_many(self, address: str) -> bool:
        """Whether ``address`` has to wait."""
        return len(self._recent(address)) >= GUESSES

    def wrong(self, address: str) -> None:
        """Note a wrong code."""
        if len(self._wrong) >= MOST_ADDRESSES:
            self._wrong.pop(next(iter(self._wrong)))
        self._wrong.setdefault(address, deque(maxlen=GUESSES)).append(self._clock())

    def _recent(self, address: str) -> deque[float]:
        times = self._wrong.get(address, deque())
        while times and self._clock() - times[0] > WINDOW:
            times.popleft()
        return times
