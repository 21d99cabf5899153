"""The lock beside a journal: whoever writes holds it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from smm_trainer.progress.errors import JournalError

LOCK_SECONDS = 10.0
"""How long to wait for another program that is writing: an append takes milliseconds."""

POLL_SECONDS = 0.005
"""How long to wait between two attempts: an append takes less than a millisecond."""


class Locked:
    """Holds the lock of a journal while it is entered; what goes wrong with it is said as a `JournalError`.

    The lock is one on an open descriptor (``filelock.lock_descriptor``), which costs 0.01 ms; filelock's path locks cost 0.05 ms, a
    third of what writing and syncing an answer does.
    """

    def __init__(self, path: Path) -> None:
        """
        Args:
            path: the journal's file.
        """
        self._path = path
        self._file = -1

    def __enter__(self) -> None:
        # Imported at need: 10 ms that a start which finds the journal whole does not have to spend.
        from filelock import lock_descriptor

        try:
            self._file = self._open()
            try:
                until = time.monotonic() + LOCK_SECONDS
                while not lock_descriptor(self._file, blocking=False):
                    if time.monotonic() > until:
                        raise JournalError("locked", self._path)
                    time.sleep(POLL_SECONDS)
            except BaseException:
                os.close(self._file)
                raise
        except OSError as error:
            raise JournalError("unwritable", self._path, why=error.strerror) from None

    def _open(self) -> int:
        # The lock file stays where it is when it is let go: two programs would else lock two files of one name.
        lock, flags = f"{self._path}.lock", os.O_RDWR | os.O_CREAT
        try:
            return os.open(lock, flags, 0o600)
        except FileNotFoundError:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return os.open(lock, flags, 0o600)

    def __exit__(self, *exc: object) -> None:
        os.close(self._file)
