"""The record: what a journal's events add up to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.progress.events import Event, Kind
from smm_trainer.training.draw import Mode
from smm_trainer.training.grading import Confidence
from smm_trainer.training.review import due_mistakes
from smm_trainer.training.skills import Answered, calibration, confusion, skills

_MISTAKES = {mistake.value: mistake for mistake in MISTAKES}


@dataclass(slots=True)
class LessonProgress:
    """How far one lesson has come."""

    sections: dict[str, None] = field(default_factory=dict)
    """The sections read, in the order in which they were first read."""
    checks: dict[str, bool] = field(default_factory=dict)
    """Check → whether it has ever been answered rightly."""
    last: str = ""
    """The section read last."""
    done: bool = False
    """It was walked to its end."""


@dataclass(slots=True)
class QuizProgress:
    """One quiz, as far as it has come."""

    id: str
    """Unique in the journal."""
    mode: Mode
    """What it is for."""
    scenarios: tuple[str, ...]
    """The ids of its scenarios, in order."""
    answered: dict[str, Answered] = field(default_factory=dict)
    """Scenario id → its answer."""
    left: bool = False
    """It was left for good."""

    @property
    def remaining(self) -> tuple[str, ...]:
        """The scenarios not answered yet, in order."""
        return tuple(id for id in self.scenarios if id not in self.answered)

    @property
    def open(self) -> bool:
        """It can be gone on with."""
        return not self.left and bool(self.remaining)


@dataclass(slots=True)
class Record:
    """Everything that is known of a learner; grows by `add`, event by event."""

    learner: str = ""
    """Their name."""
    answers: list[Answered] = field(default_factory=list)
    """All answered scenarios, in order."""
    lessons: dict[str, LessonProgress] = field(default_factory=dict)
    """Lesson id → how far it has come."""
    quizzes: dict[str, QuizProgress] = field(default_factory=dict)
    """Quiz id → how far it has come."""
    last_seen: dict[str, int] = field(default_factory=dict)
    """Scenario id → the place of its last answer in `answers`."""

    def add(self, event: Event) -> None:
        """Add what ``event`` says; one that says nothing to this version is passed over."""
        handler = _HANDLERS.get(event.kind)
        if handler is not None:
            try:
                handler(self, event.at, event.fields)
            except (KeyError, TypeError, ValueError, OverflowError, RecursionError):
                # A field is missing or is not what it should be: a hand, or another version. It stays in the file.
                return

    @property
    def open_quiz(self) -> QuizProgress | None:
        """The quiz begun last, when it can be gone on with."""
        quiz = next(reversed(self.quizzes.values()), None)
        return quiz if quiz is not None and quiz.open else None

    def as_json(self, now: dt.datetime) -> dict[str, Any]:
        """The record under the keys that the contract names."""
        return {
            "answers": len(self.answers),
            "lessons": {id: {"sections": len(lesson.sections), "done": lesson.done} for id, lesson in self.lessons.items()},
            "skills": {
                mistake.value: {
                    "present": skill.present,
                    "found": skill.found,
                    "absent": skill.absent,
                    "false_alarms": skill.false_alarms,
                }
                for mistake, skill in skills(self.answers).items()
            },
            "confusion": confusion(self.answers),
            "calibration": {
                level.name.lower(): {"answers": found.answers, "exact": found.exact} for level, found in calibration(self.answers).items()
            },
            "due": [mistake.value for mistake in due_mistakes(self.answers, now)] if self.answers else [],
        }


def record_of(events: Iterable[Event], learner: str = "") -> Record:
    """The record that ``events`` add up to."""
    record = Record(learner)
    for event in events:
        record.add(event)
    return record


MAX_NAME = 80
"""Characters of a learner's name, at most."""


def clean_name(name: object) -> str:
    """A learner's name as it may be shown: a journal may come from anybody, and none of its characters may drive a terminal."""
    return "".join(c for c in name[:MAX_NAME] if c.isprintable()) if isinstance(name, str) else ""


def _learner(record: Record, at: dt.datetime, fields: Mapping[str, Any]) -> None:
    record.learner = clean_name(fields["name"])


def _lesson(record: Record, fields: Mapping[str, Any]) -> LessonProgress:
    return record.lessons.setdefault(str(fields["lesson"]), LessonProgress())


def _section(record: Record, at: dt.datetime, fields: Mapping[str, Any]) -> None:
    section = str(fields["section"])
    lesson = _lesson(record, fields)
    lesson.sections.setdefault(section)
    lesson.last = section


def _check(record: Record, at: dt.datetime, fields: Mapping[str, Any]) -> None:
    check, right = str(fields["check"]), fields["right"] is True
    checks = _lesson(record, fields).checks
    checks[check] = checks.get(check, False) or right


def _lesson_done(record: Record, at: dt.datetime, fields: Mapping[str, Any]) -> None:
    _lesson(record, fields).done = True


def _quiz(record: Record, at: dt.datetime, fields: Mapping[str, Any]) -> None:
    id = str(fields["quiz"])
    record.quizzes[id] = QuizProgress(id, Mode(fields["mode"]), tuple(str(scenario) for scenario in fields["scenarios"]))


def _answer(record: Record, at: dt.datetime, fields: Mapping[str, Any]) -> None:
    answer = Answered(
        at=at,
        scenario=str(fields["scenario"]),
        truth=frozenset([_MISTAKES[name] for name in fields["key"]]),
        said=frozenset([_MISTAKES[name] for name in fields["mistakes"]]),
        confidence=Confidence(fields["confidence"]),
        score=_share(fields["score"]),
        overlap=_share(fields["overlap"]) if "overlap" in fields else None,
        mode=str(fields["mode"]),
        quiz=str(fields["quiz"]),
    )
    record.last_seen[answer.scenario] = len(record.answers)
    record.answers.append(answer)
    if (quiz := record.quizzes.get(answer.quiz)) is not None:
        quiz.answered[answer.scenario] = answer


def _share(value: object) -> float:
    """A number from 0 to 1.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(value, (int, float)) or not 0 <= value <= 1:  # nan fails this too
        raise ValueError
    return float(value)


def _left(record: Record, at: dt.datetime, fields: Mapping[str, Any]) -> None:
    if (quiz := record.quizzes.get(str(fields["quiz"]))) is not None:
        quiz.left = True


_HANDLERS: Mapping[str, Callable[[Record, dt.datetime, Mapping[str, Any]], None]] = {
    Kind.LEARNER: _learner,
    Kind.SECTION: _section,
    Kind.CHECK: _check,
    Kind.LESSON: _lesson_done,
    Kind.QUIZ: _quiz,
    Kind.ANSWER: _answer,
    Kind.LEFT: _left,
}
