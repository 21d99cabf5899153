"""How much is too much: rates by address and by person, bounded in memory. Pure; the time is passed in."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from dataclasses import dataclass

KEPT = 4_096
"""So many buckets are kept; of more, the one longest unused is forgotten."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Rate:
    """Allows each key a burst, and then so many a second."""

    def __init__(self, burst: float, per_second: float) -> None:
        """
        Args:
            burst: how many at once.
            per_second: how many more with each second.
        """
        self._burst, self._per_second = burst, per_second
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def allows(self, key: str, now: float, count: int = 1) -> bool:
        """Whether ``count`` more are allowed; they are counted when they are."""
        bucket = self._refilled(key, now)
        if bucket.left < count:
            return False
        bucket.left -= count
        return True

    def has(self, key: str, now: float) -> bool:
        """Whether one more would be allowed."""
        return self._refilled(key, now).left >= 1

    def _refilled(self, key: str, now: float) -> _Bucket:
        bucket = self._buckets.setdefault(key, _Bucket(self._burst, now))
        bucket.left = min(self._burst, bucket.left + max(0.0, now - bucket.at) * self._per_second)
        bucket.at = now
        self._buckets.move_to_end(key)
        if len(self._buckets) > KEPT:
            self._buckets.popitem(last=False)
        return bucket


def address_key(address: str | None) -> str:
    """What counts as one address: an IPv6 household has as many as it likes, so its /64 does."""
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
