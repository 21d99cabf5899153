"""Where a report or an export goes: to standard output, or whole into a file that is nobody's journal."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from pathlib import Path

_OURS = (b"# Progress in SMM Trainer", b"# A workshop's session in SMM Trainer")
"""How the files begin that hold what people have done."""


class Refused(Exception):
    """What stands at the place is not to be written over."""


def emit(data: bytes) -> None:
    """Write ``data`` to standard output as it is, whatever the platform does to line ends."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode("utf-8", "replace"))
    else:
        buffer.write(data)
    sys.stdout.flush()


def write_whole(path: Path, data: bytes, keep: Collection[Path] = ()) -> None:
    """Write ``data`` to ``path``, whole or not at all; a file of an earlier run is replaced.

    Args:
        path: where to.
        data: what.
        keep: files that must stay as they are.

    Raises:
        Refused: it is one of these, a journal, or no plain file.
        OSError: it could not be written.
    """
    target = Path(os.path.realpath(path))
    if any(target == Path(os.path.realpath(each)) for each in keep):
        raise Refused
    if target.exists():
        if not target.is_file():
            raise Refused
        with target.open("rb") as file:
            if file.read(64).startswith(_OURS):
                raise Refused
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new-{os.getpid()}")
    try:
        fresh.write_bytes(data)
        os.replace(fresh, target)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
