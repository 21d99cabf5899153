"""A disk that fails: calls that fail one by one, with each errno; a file that may not grow; a disk that is really full; a folder that has
become read-only. Root is not bound by ``chmod``, so that a read-only folder is one in which every opening for writing fails with EROFS or
EACCES."""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from smm_trainer.progress.errors import JournalError
from tests.faults.learner import Learner, look, read_by_all
from tests.faults.outcome import Outcome

CALLS = ("write", "fsync", "open", "ftruncate", "replace", "lseek", "read", "fstat")
"""The calls to the system that keeping an answer makes."""

ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS, errno.EACCES)

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Broken:
    """Calls to the system that fail from one of them on, for a while."""

    def __init__(self, failing: dict[str, int], number: int, *, lasting: int = 1, part: int = 0) -> None:
        """
        Args:
            failing: the calls, and from which one on.
            number: the errno.
            lasting: how many calls fail.
            part: bytes that a failing write still writes.
        """
        self._left = dict(failing)
        self._number = number
        self._lasting = lasting
        self._part = part
        self.failed = 0
        """How often one has failed."""

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """They fail inside."""
        with mock.patch.multiple(os, **{name: self._failing(name, getattr(os, name)) for name in self._left}):
            yield

    def _failing(self, name: str, real: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            if name == "open" and not arguments[1] & WRITING:
                return real(*arguments, **options)
            self._left[name] -= 1
            if -self._lasting <= self._left[name] < 0:
                self.failed += 1
                if name == "write" and self._part and self._left[name] == -1:
                    return real(arguments[0], bytes(arguments[1])[: self._part])
                raise OSError(self._number, os.strerror(self._number))
            return real(*arguments, **options)

        return call


def _session(path: Path, broken: Broken, outcome: Outcome, what: str, *, begun: bool) -> None:
    """Three answers on a disk that breaks meanwhile, and three when it is mended again."""
    outcome.rounds += 1
    with outcome.watched(what):
        learner = None
        if begun:
            learner = Learner(path)
            learner.answer()
        refused = 0
        with broken():
            try:
                learner = learner or Learner(path)
            except JournalError:
                refused += 1
            else:
                for _ in range(3):
                    refused += not learner.answer()
        learner = learner or Learner(path)
        for _ in range(3):
            outcome.expect(learner.answer(), f"{what}: refused on a disk that is whole again: {learner.told}")
        for notice in learner.progress.journal.notices:
            outcome.expect(False, f"{what}: {notice} was never told")
        look(path, [learner], outcome, what)


def failing_calls(folder: Path, rounds: int, outcome: Outcome) -> None:
    """Each call fails in turn: the first, the second, …; with each errno, once or again and again."""
    tried = 0
    for begun in (True, False):
        for name in CALLS:
            for lasting in (1, 3, 10_000):
                for number in ERRORS:
                    nth = 0
                    while tried < rounds:
                        path = folder / f"{tried}" / "progress.toml"
                        broken = Broken({name: nth}, number, lasting=lasting)
                        _session(path, broken, outcome, f"{name} {nth} {errno.errorcode[number]} ×{lasting} begun={begun}", begun=begun)
                        tried += 1
                        nth += 1
                        if not broken.failed:
                            break


def short_writes(folder: Path, rounds: int, outcome: Outcome) -> None:
    """A write that takes so many bytes only, and then a full disk; what stands there already cannot be taken away, or can."""
    for part in range(1, rounds + 1):
        for stuck in (False, True):
            failing = {"write": 0, **({"ftruncate": 0, "fsync": 0} if stuck else {})}
            broken = Broken(failing, errno.ENOSPC, lasting=4, part=part)
            _session(folder / f"{part}-{stuck}" / "progress.toml", broken, outcome, f"{part} bytes, stuck={stuck}", begun=True)
    # Written whole, never synced, and not to be taken away.
    broken = Broken({"fsync": 0, "ftruncate": 0}, errno.EIO, lasting=3)
    _session(folder / "unsynced" / "progress.toml", broken, outcome, "unsynced", begun=True)


def read_only_folder(folder: Path, rounds: int, outcome: Outcome) -> None:
    """A folder that turns read-only after some answers, and back; what opens it for writing fails."""
    for number in range(rounds):
        path = folder / f"{number}" / "progress.toml"
        learner = Learner(path)
        for _ in range(number % 3):
            learner.answer()
        with Broken({"open": 0, "replace": 0}, (errno.EROFS, errno.EACCES)[number % 2], lasting=10_000)():
            outcome.expect(not learner.answer(), "an answer was accepted in a folder that is read-only")
            outcome.expect(learner.told[-1:] == ["unwritable"], f"told {learner.told}")
            outcome.rounds += 1
            with outcome.watched("reading in a read-only folder"):
                Learner(path)
        learner.answer()
        look(path, [learner], outcome, "read-only")


def limited_size(folder: Path, rounds: int, outcome: Outcome) -> None:
    """The file may grow by so many bytes and no more (``setrlimit``): at each byte of an answer."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for room in range(rounds):
        path = folder / f"{room}" / "progress.toml"
        learner = Learner(path)
        learner.answer()
        outcome.rounds += 1
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + room, before[1]))
            taken = learner.answer()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        outcome.expect(taken or learner.told[-1:] == ["unwritable"], f"told {learner.told}")
        learner.answer()
        look(path, [learner], outcome, f"{room} bytes of room")


def limited_program(folder: Path, rounds: int, outcome: Outcome) -> None:
    """The same through ``quiz --plain``: one sentence, exit 1, and no verdict that is not on disk."""
    for number in range(rounds):
        path = folder / f"{number}.toml"
        done = _plain(path, 200 * number)
        outcome.rounds += 1
        verdicts = done.stdout.count("# verdict ")
        outcome.accepted += verdicts
        table = read_by_all(path, outcome, f"{number}") if path.exists() else {}
        there = sum(event["kind"] == "answer" for event in table.get("event", ()))
        outcome.lost += max(0, verdicts - there)
        outcome.crashes += "Traceback" in done.stderr
        whole = done.returncode == 0 and verdicts == 3
        outcome.expect(whole or (done.returncode == 1 and len(done.stderr.splitlines()) == 1), f"{done.returncode} {done.stderr[-300:]}")


def _plain(path: Path, most: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _LIMITED, str(most), "--lang", "en", "--progress", str(path), "quiz", "--plain", "--count", "3"]
    return subprocess.run(command, input="0\n\n1\n" * 3, capture_output=True, encoding="utf-8", check=False, timeout=60)


_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from smm_trainer.cli import main
sys.exit(main(sys.argv[2:]))
"""


def _fill(path: Path) -> None:
    """Write until nothing more can be written."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT)
    with contextlib.suppress(OSError):
        while True:
            os.write(number, b"x" * 4096)
    os.close(number)


def full_disk(folder: Path, rounds: int, outcome: Outcome) -> None:
    """A file system of 64 KB that something else fills up, where one may be mounted."""
    disk = folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True, check=False)
    if mounted.returncode:
        outcome.skipped = "a small file system can only be mounted by root"
        return
    try:
        path, filler = disk / "progress.toml", disk / "filler"
        learner = Learner(path)
        for number in range(rounds):
            outcome.rounds += 1
            _fill(filler)
            while learner.answer() and path.stat().st_size < 40_000:
                pass
            outcome.expect(learner.told[-1:] == ["unwritable"] or path.stat().st_size >= 40_000, f"{number}: told {learner.told[-1:]}")
            filler.unlink()
            if path.stat().st_size >= 40_000:
                break
            outcome.expect(learner.answer(), "refused with room on the disk")
        look(path, [learner], outcome, "full")
    finally:
        subprocess.run(["umount", str(disk)], check=False)
