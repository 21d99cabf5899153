"""Who is in the pictures: simulated learners, with the journals that they would have."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from simulation.learners import Learner, even
from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.locale import Language
from smm_trainer.progress.events import Kind
from smm_trainer.progress.progress import Progress
from smm_trainer.training.draw import Mode
from smm_trainer.training.grading import Diagnosis

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
"""When the pictures were taken, by their own clock."""

COURSE = Course(built_in_folder())
"""What is taught in them."""

NAMES: dict[Language, str] = {"hy": "Անի", "en": "Ani"}
"""Who is learning."""


@dataclass
class Calendar:
    """A clock that is put on by hand."""

    now: dt.datetime = field(default=NOW)
    """What it shows."""

    def __call__(self) -> dt.datetime:
        return self.now


Lived = Callable[[Progress, Calendar], None]
"""What somebody has done."""


def nothing_yet(progress: Progress, calendar: Calendar) -> None:
    """Nothing."""


def read_lessons(progress: Progress, count: int) -> None:
    """So many lessons to their ends, the next one begun."""
    for number, (lesson, outline) in enumerate(COURSE.outlines.items()):
        if number > count:
            break
        for section in outline.sections if number < count else outline.sections[:1]:
            progress.note(Kind.SECTION, lesson=lesson, section=section.id)
        if number < count:
            progress.note(Kind.LESSON, lesson=lesson)


def take(progress: Progress, mode: Mode, ids: list[str], learner: Learner, seed: int) -> None:
    """A quiz taken by a simulated learner, who marks half of the proof."""
    rng = random.Random(seed)
    quiz, _ = progress.begin_quiz(mode, seed, ids)
    for id in quiz.scenarios:
        scenario = COURSE.scenarios[id]
        answer = learner.answer(scenario, rng)
        proof = frozenset(line for line in sorted(scenario.key_lines) if rng.random() < 0.6)
        progress.answer(quiz, scenario, Diagnosis(answer.said, answer.confidence, proof))


def form(name: str) -> list[str]:
    """A form's campaigns."""
    return sorted(scenario.id for scenario in COURSE.scenarios.values() if scenario.form == name)


def beginner(progress: Progress, calendar: Calendar) -> None:
    """Somebody in the second lesson who has taken the first assessment."""
    calendar.now = NOW - dt.timedelta(days=1)
    take(progress, Mode.FIRST, form("k"), even(0.8), 3)
    read_lessons(progress, 1)
    calendar.now = NOW


def finisher(before: float = 0.5, after: float = 3.5, *, practice: str = "abcd", weak: int = -1, gone: int = 0, seed: int = 5) -> Lived:
    """Somebody who has walked the course in a month: first assessment, lessons, practice, final.

    Args:
        before: d′ in the first assessment.
        after: d′ from then on.
        practice: the forms practised.
        weak: the place of a mistake that stays hard.
        gone: for how many days they have not been seen.
        seed: what chance depends on.
    """

    def lived(progress: Progress, calendar: Calendar) -> None:
        last = NOW - dt.timedelta(days=gone)
        skilled = {mistake: 0.6 if number == weak else after for number, mistake in enumerate(MISTAKES)}
        later = Learner(skilled, dict.fromkeys(MISTAKES, 0.0))
        calendar.now = last - dt.timedelta(days=30)
        take(progress, Mode.FIRST, form("k"), even(before), seed)
        for number, name in enumerate(practice):
            calendar.now = last - dt.timedelta(days=24 - 5 * number)
            read_lessons(progress, min(12, 3 * (number + 1)))
            take(progress, Mode.PRACTICE, form(name), later, seed + number)
        calendar.now = last
        if len(practice) > 2:
            take(progress, Mode.FINAL, form("l"), later, seed + 50)
        calendar.now = NOW

    return lived


CLASS: tuple[tuple[str, Lived], ...] = (
    ("Անի", finisher(seed=5)),
    ("Դավիթ", finisher(0.6, 2.4, weak=1, seed=11)),
    ("Հասմիկ", finisher(1.0, 3.0, seed=17)),
    ("Արամ", finisher(0.3, 1.2, practice="ab", weak=3, gone=16, seed=23)),
    ("Lilit", finisher(0.8, 2.8, weak=0, seed=31)),
    ("Գոռ", finisher(0.4, 1.6, practice="abc", seed=37)),
    ("Սոնա", finisher(0.9, 2.6, practice="a", seed=41)),
    ("Tigran", finisher(0.2, 2.2, weak=4, seed=47)),
)
"""A class: names, and what each has done."""


def journal(path: Path, name: str, lived: Lived) -> Progress:
    """The journal at ``path`` of somebody who has lived like that."""
    calendar = Calendar()
    progress = Progress(path, clock=calendar)
    progress.introduce(name)
    lived(progress, calendar)
    return progress
