"""The next step: what a learner is led to, and why. It proposes, and locks nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Home's first picture is drawn with this module and without the rest of training.
    from smm_trainer.course.mistakes import Mistake

DELAY = dt.timedelta(days=7)
"""How long after a final the delayed assessment is offered: what is remembered after a week was learnt."""

PRACTISE_FIRST = 20
"""Campaigns to practise on before the final assessment is proposed: two quizzes."""

PRACTISE_AGAIN = 10
"""Campaigns to practise on before it is proposed once more."""


class StepKind(StrEnum):
    """What is proposed."""

    RESUME = "resume"
    """A quiz begun and not ended."""
    FIRST = "first"
    """The first assessment."""
    LESSON = "lesson"
    """A lesson."""
    REVIEW = "review"
    """A review of what is due."""
    PRACTICE = "practice"
    """A practice quiz."""
    FINAL = "final"
    """The final assessment."""
    DELAYED = "delayed"
    """The delayed assessment."""


@dataclass(frozen=True)
class Step:
    """A proposal."""

    kind: StepKind
    """What."""
    why: str
    """Why, as the end of a catalogue key."""
    lesson: str = ""
    """Which lesson, for `StepKind.LESSON`."""


@dataclass(frozen=True)
class Standing:
    """What a proposal depends on, and no more: small enough to be kept beside the settings."""

    open_quiz: bool = False
    """A quiz can be gone on with."""
    first: bool = False
    """The first assessment is done, or was made needless by a final one."""
    weak: tuple[str, ...] = ()
    """The mistakes that the last assessment showed to be weak, the weakest first."""
    final: str = ""
    """``passed``, ``failed``, or empty when it was not taken."""
    final_at: dt.datetime | None = None
    """When the last final was taken."""
    delayed: bool = False
    """The delayed one was taken after the last final."""
    practised: int = 0
    """Campaigns practised on since the last assessment."""
    due: Mapping[str, dt.datetime] | None = None
    """Mistake → when it is due for review, the most pressing first."""
    begun: bool = False
    """Something was read or answered already."""


@dataclass(frozen=True)
class LessonState:
    """A lesson, as far as a proposal looks at it."""

    id: str
    """Its id."""
    mistake: Mistake | None
    """The mistake it is about."""
    begun: bool
    """A section was read."""
    done: bool
    """It was walked to its end."""


def due_by(standing: Standing, now: dt.datetime) -> tuple[str, ...]:
    """The mistakes due by ``now``, the most pressing first."""
    return tuple(mistake for mistake, at in (standing.due or {}).items() if at <= now)


def next_step(standing: Standing, lessons: Sequence[LessonState], forms: bool, now: dt.datetime) -> Step:
    """The one step that is proposed.

    Args:
        standing: how far the learner has come.
        lessons: the course's lessons, in order.
        forms: the course has forms, and so assessments.
        now: the time, for reviews and the delayed assessment.
    """
    if standing.open_quiz:
        return Step(StepKind.RESUME, "resume")
    if started := next((lesson for lesson in lessons if lesson.begun and not lesson.done), None):
        return Step(StepKind.LESSON, "go-on", started.id)
    if forms and not standing.first:
        return Step(StepKind.FIRST, "first-later" if standing.begun else "first")
    if step := _pointed_to(standing.weak, lessons):
        return step
    if due_by(standing, now) and (standing.practised >= PRACTISE_AGAIN or standing.final):
        return Step(StepKind.REVIEW, "review")
    if forms and standing.final != "passed":
        enough = PRACTISE_AGAIN if standing.final else PRACTISE_FIRST
        if standing.practised < enough:
            return Step(StepKind.PRACTICE, "practice-again" if standing.final else "practice")
        return Step(StepKind.FINAL, "final-again" if standing.final else "final")
    if forms and standing.final_at and not standing.delayed and now - standing.final_at >= DELAY:
        return Step(StepKind.DELAYED, "delayed")
    if unread := next((lesson for lesson in lessons if not lesson.done), None):
        return Step(StepKind.LESSON, "next-lesson", unread.id)
    return Step(StepKind.PRACTICE, "keep-sharp")


def _pointed_to(weak: Collection[str], lessons: Sequence[LessonState]) -> Step | None:
    """The lessons about what an assessment showed to be weak, the weakest first."""
    for mistake in weak:
        for lesson in lessons:
            if lesson.mistake == mistake and not lesson.done:
                return Step(StepKind.LESSON, "points-to", lesson.id)
    return None
