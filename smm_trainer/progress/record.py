"""The record: what a journal's events add up to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.progress.events import Event, Kind
from smm_trainer.training.assessment import Assessment
from smm_trainer.training.draw import Mode
from smm_trainer.training.grading import Confidence
from smm_trainer.training.next_step import Standing
from smm_trainer.training.review import review_order
from smm_trainer.training.skills import Answered, calibration, confusion, mean_overlap, skills

_ASSESSMENTS = {mode.value for mode in Mode if mode.assessment}

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
    begun: dt.datetime
    """When it was begun."""
    fresh: bool = True
    """None of its scenarios had been met before it was begun."""
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
    """Scenario id → the place in `answers` behind which it was last seen."""

    size: int = 0
    """How many events were added: the same size is the same record."""
    _review: tuple[tuple[int, int], tuple[tuple[Mistake, dt.datetime], ...]] = field(default=((0, 0), ()), repr=False, compare=False)

    def review(self, now: dt.datetime) -> tuple[tuple[Mistake, dt.datetime], ...]:
        """The mistakes met so far and when each is due, the most pressing first; worked out once for so many answers (0.2 s for 7,500)."""
        # Times ahead of ``now`` are not believed: for each number of them the order is another.
        known = (len(self.answers), sum(answer.at > now for answer in self.answers))
        if self._review[0] != known:
            self._review = (known, review_order(self.answers, now))
        return self._review[1]

    def due(self, now: dt.datetime) -> tuple[Mistake, ...]:
        """The mistakes whose review is due by ``now``, the most pressing first."""
        return tuple(mistake for mistake, at in self.review(now) if at <= now)

    def add(self, event: Event) -> None:
        """Add what ``event`` says; one that says nothing to this version is passed over."""
        self.size += 1
        handler = _HANDLERS.get(event.kind)
        if handler is not None:
            try:
                handler(self, event.at, event.fields)
            except (KeyError, TypeError, ValueError, OverflowError, RecursionError):
                # A field is missing or is not what it should be: a hand, or another version. It stays in the file.
                return

    @property
    def open_quiz(self) -> QuizProgress | None:
        """The quiz to go on with: an assessment that was not ended, else the practice or review begun last, when it was not.

        A single campaign, opened for itself, is no quiz to come back to.
        """
        quizzes = [quiz for quiz in self.quizzes.values() if len(quiz.scenarios) > 1]
        assessment = next((quiz for quiz in reversed(quizzes) if quiz.mode.assessment and quiz.open), None)
        latest = next((quiz for quiz in reversed(quizzes) if not quiz.mode.assessment), None)
        return assessment or (latest if latest is not None and latest.open else None)

    def unfinished(self, mode: Mode) -> QuizProgress | None:
        """The last quiz of a kind, when it can be gone on with."""
        last = next((quiz for quiz in reversed(self.quizzes.values()) if quiz.mode is mode and len(quiz.scenarios) > 1), None)
        return last if last is not None and last.open else None

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """The assessments that were answered to their end, in order."""
        ended = [quiz for quiz in self.quizzes.values() if quiz.mode.assessment and quiz.answered and not quiz.remaining]
        found = [
            Assessment(
                quiz=quiz.id,
                mode=quiz.mode,
                at=max(answer.at for answer in quiz.answered.values()),
                answers=tuple(quiz.answered[id] for id in quiz.scenarios if id in quiz.answered),
                fresh=quiz.fresh,
            )
            for quiz in ended
        ]
        return tuple(sorted(found, key=lambda assessment: assessment.at))

    def standing(self, now: dt.datetime) -> Standing:
        """What the next step depends on, as seen from ``now``."""
        assessments = self.assessments
        finals = [assessment for assessment in assessments if assessment.mode is Mode.FINAL]
        final = finals[-1] if finals else None
        last = max((self._place(a) for a in assessments), default=0)
        return Standing(
            open_quiz=self.open_quiz is not None,
            first=bool(assessments),
            weak=tuple(mistake.value for mistake in assessments[-1].weak()) if assessments else (),
            final="" if final is None else "passed" if any(each.passed for each in finals) else "failed",
            final_at=final.at if final else None,
            delayed=final is not None and any(a.mode is Mode.DELAYED and a.at >= final.at for a in assessments),
            practised=sum(answer.mode not in _ASSESSMENTS for answer in self.answers[last:]),
            due={mistake.value: at for mistake, at in self.review(now)},
            begun=bool(self.lessons or self.answers),
        )

    def _place(self, assessment: Assessment) -> int:
        """The place in `answers` behind an assessment."""
        ids = {id(answer) for answer in assessment.answers}
        return max((place for place, answer in enumerate(self.answers, 1) if id(answer) in ids), default=0)

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
            "sensitivity": {
                mistake.value: {"d_prime": round(skill.sensitivity, 4), "criterion": round(skill.criterion, 4)} if skill.judged else None
                for mistake, skill in skills(self.answers).items()
            },
            "evidence": dict(zip(("overlap", "answers"), mean_overlap(self.answers), strict=True)),
            "assessments": [
                {"mode": a.mode.value, "at": a.at.isoformat(), "mean": round(a.mean, 4), "passed": a.passed, "fresh": a.fresh}
                for a in self.assessments
            ],
            "due": [mistake.value for mistake in self.due(now)],
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
    scenarios = tuple(str(scenario) for scenario in fields["scenarios"])
    fresh = not any(scenario in record.last_seen for scenario in scenarios)
    record.quizzes[id] = QuizProgress(id, Mode(fields["mode"]), scenarios, at, fresh)


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
        evidence=tuple([str(line) for line in fields.get("evidence", ())]),
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


def _seen(record: Record, at: dt.datetime, fields: Mapping[str, Any]) -> None:
    record.last_seen[str(fields["scenario"])] = len(record.answers)


_HANDLERS: Mapping[str, Callable[[Record, dt.datetime, Mapping[str, Any]], None]] = {
    Kind.LEARNER: _learner,
    Kind.SECTION: _section,
    Kind.CHECK: _check,
    Kind.LESSON: _lesson_done,
    Kind.QUIZ: _quiz,
    Kind.ANSWER: _answer,
    Kind.LEFT: _left,
    Kind.SEEN: _seen,
}
