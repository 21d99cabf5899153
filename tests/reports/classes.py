"""Journals of a class, written as the program writes them, for the tests of its report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from smm_trainer.course.mistakes import Mistake
from smm_trainer.progress.events import Event
from smm_trainer.progress.journal import Journal
from smm_trainer.training.grading import plus_minus_score
from smm_trainer.workshop.happenings import Began, Joined
from smm_trainer.workshop.log import SessionLog
from tests.conftest import NOW
from tests.ui.walls import PROGRAMME, until

Said = tuple[str, Iterable[Mistake], Iterable[Mistake]]
"""A scenario's id, its key, and what was answered."""


def write_journal(
    path: Path, name: str, quizzes: Mapping[str, Iterable[Said]], *, ago: dt.timedelta = dt.timedelta(days=1), lessons: Iterable[str] = ()
) -> Path:
    """A journal of quizzes (mode → its answers), a minute between answers, the last one ``ago`` before `NOW`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Journal(path).begin(name)
    taken = {mode: list(answers) for mode, answers in quizzes.items()}
    count = sum(len(answers) for answers in taken.values())
    at = NOW - ago - dt.timedelta(minutes=count)
    events = [Event(at, "lesson", {"lesson": lesson}) for lesson in lessons]
    for number, (mode, answers) in enumerate(taken.items()):
        quiz = {"quiz": f"q{number}", "mode": mode}
        events.append(Event(at, "quiz", {**quiz, "seed": 1, "scenarios": [id for id, _, _ in answers]}))
        for id, key, said in answers:
            at += dt.timedelta(minutes=1)
            truth, seen = frozenset(key), frozenset(said)
            fields = {"scenario": id, "key": sorted(truth), "mistakes": sorted(seen), "evidence": ["p1"], "confidence": 2}
            events.append(Event(at, "answer", {**quiz, **fields, "score": round(plus_minus_score(truth, seen), 4), "overlap": 0.5}))
    with path.open("ab") as file:
        file.write(b"".join(event.toml() for event in events))
    return path


def write_workshop(path: Path, *, networked: bool = True, agree: Collection[str] = ()) -> Path:
    """The log of a workshop of twelve, led to its end; those in ``agree`` have agreed to be named."""
    log = SessionLog(path, lambda: NOW)
    log.start(Began(NOW, path.stem, "314159", PROGRAMME, networked))
    steps = until("end", networked=networked)
    log.record([replace(what, agrees=what.who in agree) if isinstance(what, Joined) else what for what in steps])
    log.close()
    return path
