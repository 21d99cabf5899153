"""Who may come in: the page's own origin, whoever knows the access code, and not too many guesses."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import socket
import unicodedata
from collections import OrderedDict, deque
from collections.abc import Callable, Collection
from urllib.parse import urlsplit

GUESSES = 10
"""Wrong codes from one address within `WINDOW`; then it has to wait."""

WINDOW = 60.0
"""Seconds."""

MOST_ADDRESSES = 10_000
"""Addresses remembered at most: whoever has many does not fill the memory."""

LONGEST = 64
"""Characters of an access code that count."""


def access_code() -> str:
    """Six digits to be read out to a class."""
    return f"{secrets.randbelow(10**6):06}"


def same_code(typed: str, code: str) -> bool:
    """Whether an access code is right; how far it is right takes no measurable time."""
    return hmac.compare_digest(_plain(typed), _plain(code))


def _plain(code: str) -> bytes:
    return unicodedata.normalize("NFC", code.strip()[:LONGEST]).encode("utf-8", "replace")


def is_loopback(bind: str) -> bool:
    """Whether an address is this machine's own alone."""
    try:
        return bind == "localhost" or ipaddress.ip_address(bind).is_loopback
    except ValueError:
        return False


def host_is_ours(host: str, named: Collection[str] = ()) -> bool:
    """Whether a Host header names a machine by its address, or this one by a name.

    A stranger's domain that has been made to lead here (DNS rebinding) is neither.

    Args:
        host: the header.
        named: names that this machine, or a proxy before it, has besides its own.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    own = socket.gethostname().lower()
    if name in ("localhost", own, f"{own}.local", *named):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def origin_is_ours(origin: str | None, host: str) -> bool:
    """Whether something was sent by a page of ours: browsers always say where from, and pages cannot change it."""
    return origin is not None and origin.lower() in (f"http://{host.lower()}", f"https://{host.lower()}")


class Guesses:
    """Counts wrong codes by address."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()

    def too_many(self, address: str) -> bool:
        """Whether ``address`` has to wait."""
        times = self._wrong.get(address, ())
        return sum(self._clock() - time <= WINDOW for time in times) >= GUESSES

    def wrong(self, address: str) -> None:
        """Note a wrong code."""
        self._wrong.setdefault(address, deque(maxlen=GUESSES)).append(self._clock())
        self._wrong.move_to_end(address)
        if len(self._wrong) > MOST_ADDRESSES:
            self._wrong.popitem(last=False)
