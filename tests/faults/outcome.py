"""What came of trying one fault."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

KEPT_REMARKS = 5
"""How many failures are described; the others are only counted."""


@dataclass(slots=True)
class Outcome:
    """The figures of one fault; all but the first three have to be 0."""

    rounds: int = 0
    """How often it was tried."""
    accepted: int = 0
    """Answers that were accepted meanwhile."""
    inputs: int = 0
    """Files that were read meanwhile."""
    lost: int = 0
    """Accepted answers that are not in the journal afterwards, or not once."""
    unread: int = 0
    """Journals that tomllib, tomli or rtoml does not read afterwards."""
    untold: int = 0
    """Times that the learner was not told what happened, or was told something else."""
    crashes: int = 0
    """Tracebacks."""
    hangs: int = 0
    """Inputs that took more than two seconds."""
    remarks: list[str] = field(default_factory=list)
    """What went wrong, the first few times."""
    skipped: str = ""
    """Why it could not be tried here."""

    @property
    def good(self) -> bool:
        """Nothing was lost, and nothing got in."""
        return not (self.lost or self.unread or self.untold or self.crashes or self.hangs)

    def remark(self, text: str) -> None:
        """Describe a failure."""
        if len(self.remarks) < KEPT_REMARKS:
            self.remarks.append(text)

    def expect(self, true: bool, what: str) -> None:
        """The learner was told ``what``, or not."""
        if not true:
            self.untold += 1
            self.remark(f"untold: {what}")

    @contextmanager
    def watched(self, what: str) -> Iterator[None]:
        """A traceback inside is a crash, and described."""
        try:
            yield
        except Exception:
            self.crashes += 1
            self.remark(f"{what}: {traceback.format_exc(limit=-4)}")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that can be tried."""

    name: str
    """What it is, in the table."""
    attempt: Callable[[Path, int, Outcome], None]
    """Tries it in an empty folder, so many times, and notes what comes of it."""
    short: int
    """How many times in the tests."""
    long: int
    """How many times in the long form."""

    def tried(self, folder: Path, times: int) -> tuple[Outcome, float]:
        """What came of trying it, and how long that took."""
        outcome = Outcome()
        start = time.monotonic()
        with outcome.watched("the harness"):
            self.attempt(folder, times, outcome)
        return outcome, time.monotonic() - start
