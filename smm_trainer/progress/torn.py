"""Where a journal's last whole event ends: what a crash leaves behind it is torn."""

from __future__ import annotations

from collections.abc import Collection

import tomli

from smm_trainer.progress.seal import SEAL_LINE


def torn_at(data: bytes) -> int:
    """Where the last whole event ends; what stands after it was either not written whole, or not by this program."""
    seal = data.rfind(SEAL_LINE)
    while seal > 0 and data[seal - 1 : seal] != b"\n":
        seal = data.rfind(SEAL_LINE, 0, seal)
    if seal >= 0:
        end = seal + len(SEAL_LINE)
        end = end + 1 if data[end : end + 1] == b"\n" else end
    else:
        end = 0
    # Events whose seals an editor has written otherwise count as whole too: only the last one can be torn.
    last = data.rfind(b"\n[[event]]") + 1
    if end or last:
        return max(end, last)
    # No event yet: behind the head's empty line may stand the beginning of one, or what a power loss made of it.
    head = data.rfind(b"\n\n") + 2
    return head if head >= 2 and b"[[event]]".startswith(data[head:].rstrip(b"\0")) else len(data)


def last_is_torn(tail: bytes, kinds: Collection[str]) -> bool:
    """Whether ``tail``, which is TOML and follows the last seal, is the beginning of an event of our ``kinds`` that was cut short.

    A table without a seal that a hand has added is left alone when it says what it is and ends with its line.
    """
    if not tail.strip():
        return False
    try:
        table = tomli.loads(tail.decode())
    except ValueError:
        return True
    events = table.get("event")
    if not isinstance(events, list) or not events or set(table) != {"event"}:
        return False
    last = events[-1]
    if not isinstance(last, dict):
        return False
    if last.get("saved") is True:
        return False
    return last.get("kind") is None or "at" not in last or last["kind"] in kinds or not tail.endswith(b"\n")
