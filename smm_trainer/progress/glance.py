"""What a list of lessons shows of a record, kept beside the settings so that the first picture needs no journal.

Reading 10,000 events takes 0.2 s and more; a glance takes 1 ms. It is only ever a picture of the journal: it is used when the file is,
by size, time and tail, the one that it was made from, the journal is read right behind the first picture, and nothing is ever decided
by a glance alone.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smm_trainer.course.source import NotRegular, read_regular
from smm_trainer.progress.seal import SEAL_LINE
from smm_trainer.training.next_step import Standing

if TYPE_CHECKING:
    from smm_trainer.progress.progress import Progress
    from smm_trainer.progress.record import Record

VERSION = 2
"""A glance that another version has made is not looked at."""


MAX_BYTES = 1024 * 1024
"""As much as is read of a glance; one of twelve lessons has two thousand bytes."""


@dataclass(frozen=True)
class Glance:
    """A record, as far as a list of lessons shows it."""

    learner: str
    """The learner's name."""
    lessons: Mapping[str, tuple[tuple[str, ...], bool]]
    """Lesson id → the sections read, and whether it is done."""
    answers: int
    """How many scenarios were answered."""
    skills: Mapping[str, tuple[int, int, int]]
    """Mistake → how often it was found, how often it was there, and the false alarms."""
    open_quiz: tuple[str, int, int] | None
    """Of the quiz that can be gone on with: its kind, how many are answered, and of how many."""
    standing: Standing
    """What the next step depends on."""
    assessments: Mapping[str, tuple[float, bool]]
    """Kind of assessment → the mean score when it was last taken, and whether it was passed."""


def glance_of(record: Record, now: dt.datetime) -> Glance:
    """What a list of lessons shows of ``record``, as seen from ``now``."""
    from smm_trainer.training.skills import skills

    quiz = record.open_quiz
    return Glance(
        learner=record.learner,
        lessons={id: (tuple(lesson.sections), lesson.done) for id, lesson in record.lessons.items()},
        answers=len(record.answers),
        skills={mistake.value: (skill.found, skill.present, skill.false_alarms) for mistake, skill in skills(record.answers).items()},
        open_quiz=(quiz.mode.value, len(quiz.answered), len(quiz.scenarios)) if quiz else None,
        standing=record.standing(now),
        assessments={assessment.mode.value: (assessment.mean, assessment.passed) for assessment in record.assessments},
    )


class Unopened:
    """A journal not read yet, and the glance that was kept of it."""

    def __init__(self, path: Path, glance: Glance) -> None:
        self.path = path
        self.glance = glance

    def open(self) -> Progress:
        """Read it.

        Raises:
            JournalError: it cannot be used after all.
        """
        from smm_trainer.progress.progress import Progress

        return Progress(self.path)


def load_glance(journal: Path, folder: Path) -> Unopened | None:
    """The glance kept in ``folder`` of the journal at ``journal``; None when there is none of the file as it is now."""
    import json

    try:
        kept = json.loads(read_regular(_file(journal, folder), MAX_BYTES))
        if kept["version"] != VERSION or kept["journal"] != _state(journal):
            return None
        quiz = kept["open_quiz"]
        glance = Glance(
            learner=str(kept["learner"]),
            lessons={str(id): (tuple(map(str, sections)), done is True) for id, (sections, done) in kept["lessons"].items()},
            answers=int(kept["answers"]),
            skills={str(mistake): (int(found), int(present), int(alarms)) for mistake, (found, present, alarms) in kept["skills"].items()},
            open_quiz=(str(quiz[0]), int(quiz[1]), int(quiz[2])) if quiz else None,
            standing=_standing(kept["standing"]),
            assessments={str(mode): (float(mean), passed is True) for mode, (mean, passed) in kept["assessments"].items()},
        )
    except (OSError, NotRegular, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        # Whatever is wrong with it, the journal knows better.
        return None
    return Unopened(journal, glance)


def _standing(kept: Mapping[str, Any]) -> Standing:
    return Standing(
        open_quiz=kept["open_quiz"] is True,
        first=kept["first"] is True,
        weak=tuple(map(str, kept["weak"])),
        final=str(kept["final"]),
        final_at=dt.datetime.fromisoformat(kept["final_at"]) if kept["final_at"] else None,
        delayed=kept["delayed"] is True,
        practised=int(kept["practised"]),
        due={str(mistake): dt.datetime.fromisoformat(at) for mistake, at in kept["due"].items()},
        begun=kept["begun"] is True,
    )


def _kept(glance: Glance) -> dict[str, object]:
    """``glance`` as JSON can hold it."""
    standing = vars(glance.standing) | {
        "final_at": glance.standing.final_at.isoformat() if glance.standing.final_at else None,
        "due": {mistake: at.isoformat() for mistake, at in (glance.standing.due or {}).items()},
    }
    return vars(glance) | {"standing": standing}


def save_glance(progress: Progress, folder: Path, glance: Glance | None = None) -> None:
    """Keep a glance of ``progress`` in ``folder`` for the next start; where that fails, the next start takes longer, and that is all."""
    import json

    try:
        state = _state(progress.path)
        if state is None or state[0] != progress.journal.read_to or progress.unsaved:
            return
        file = _file(progress.path, folder)
        fresh = file.with_name(f"{file.name}.new-{os.getpid()}")
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(
            json.dumps({"version": VERSION, "journal": state, **_kept(glance or glance_of(progress.record, progress.clock()))}),
            encoding="utf-8",
        )
        os.replace(fresh, file)
    except OSError:
        return


def _file(journal: Path, folder: Path) -> Path:
    """Where the glance of a journal is kept: one file per journal, named after a checksum of its path."""
    import zlib

    return folder / f"glance-{zlib.crc32(os.fsencode(journal.absolute())):08x}.json"


def _state(journal: Path) -> list[object] | None:
    """What tells one state of a file from another: size, time, number, its last bytes; None for a file that does not end whole."""
    # A pipe in the file's place is not waited for.
    with os.fdopen(os.open(journal, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
        status = os.fstat(file.fileno())
        file.seek(max(0, status.st_size - 512))
        tail = file.read(512)
    if not tail.rstrip(b"\n").endswith(SEAL_LINE.rstrip(b"\n")):
        return None
    return [status.st_size, status.st_mtime_ns, status.st_ino, tail.decode("utf-8", "replace")]
