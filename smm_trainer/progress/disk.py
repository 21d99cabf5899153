"""Bytes on disk, whole and synced; what a journal's promises come down to."""

from __future__ import annotations

import os
from pathlib import Path


def state_of(file: int) -> tuple[int, ...]:
    """What tells whether somebody else has written to an open file since."""
    status = os.fstat(file)
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def piece_of(file: int, start: int, end: int) -> bytes:
    """The bytes of an open file from ``start`` to ``end``."""
    os.lseek(file, start, os.SEEK_SET)
    parts = []
    while start < end and (part := os.read(file, end - start)):
        parts.append(part)
        start += len(part)
    return b"".join(parts)


def write_all(file: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]


def write_new(path: Path, data: bytes) -> None:
    """Write a new file, whole and synced, or leave none."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        write_all(file, data)
        os.fsync(file)
    except OSError:
        os.unlink(path)
        raise
    finally:
        os.close(file)


def sync_folder(folder: Path) -> None:
    """Make a new name in ``folder`` last through a power loss, where the platform can."""
    if os.name != "posix":
        return
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
