"""A learner who answers, remembers what was accepted, and looks whether it is still there."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import rtoml
import tomli

from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.course.scenario import Scenario
from smm_trainer.progress.clock import Clock, utc_now
from smm_trainer.progress.errors import JournalError
from smm_trainer.progress.events import Kind
from smm_trainer.progress.journal import Journal, Notice
from smm_trainer.progress.progress import Progress
from smm_trainer.training.draw import Mode
from smm_trainer.training.grading import Confidence, Diagnosis
from tests.faults.outcome import Outcome

SCENARIOS: Mapping[str, Scenario] = Course(built_in_folder()).scenarios
"""The shipped bank."""

IDS = sorted(SCENARIOS)


class Learner:
    """Answers one scenario after the other; an answer that could not be written is tried again before the next."""

    def __init__(self, path: Path, clock: Clock = utc_now) -> None:
        """
        Raises:
            JournalError: the journal cannot be used.
        """
        self.progress = Progress(path, clock)
        self.told: list[str] = []
        """The codes of what was said about the file, refusals among them."""
        self.progress.tell = self._hear
        self.quiz, error = self.progress.begin_quiz(Mode.PRACTICE, 1, IDS)
        if error:
            self.told.append(error.code)
        self.accepted: list[str] = []
        """The scenarios whose answers were accepted, in order."""

    def _hear(self, notice: Notice) -> None:
        self.told.append(notice.code)

    def answer(self) -> bool:
        """Answer the next scenario; says whether that was accepted."""
        scenario = SCENARIOS[IDS[len(self.accepted) % len(IDS)]]
        try:
            self.progress.answer(self.quiz, scenario, Diagnosis(scenario.mistakes, Confidence.GUESSING))
        except JournalError as error:
            self.told.append(error.code)
            return False
        self.accepted.append(scenario.id)
        return True


def look(path: Path, learners: list[Learner], outcome: Outcome, what: str) -> None:
    """Every accepted answer stands in the journal once, and the journal is TOML for everybody."""
    for learner in learners:
        outcome.accepted += len(learner.accepted)
    with outcome.watched(what):
        events = Journal(path).load().events
        there = Counter((str(event.fields["quiz"]), str(event.fields["scenario"])) for event in events if event.kind == Kind.ANSWER)
        for learner in learners:
            for id, count in Counter(learner.accepted).items():
                if missing := abs(count - there[learner.quiz.id, id]):
                    outcome.lost += missing
                    outcome.remark(f"{what}: {id} was accepted {count} times and stands there {there[learner.quiz.id, id]} times")
    read_by_all(path, outcome, what)


def read_by_all(path: Path, outcome: Outcome, what: str) -> dict[str, Any]:
    """The journal as TOML, for each of three parsers."""
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    tables: list[dict[str, Any]] = []
    for parser in (tomllib, tomli, rtoml):
        try:
            tables.append(parser.loads(text))
        except (ValueError, RecursionError) as error:
            outcome.unread += 1
            outcome.remark(f"{what}: {parser.__name__} says {error}")
    return tables[0] if tables else {}
