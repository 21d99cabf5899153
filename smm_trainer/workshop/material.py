"""What a session is led with: campaigns to vote on, and the questions that lessons end with for a group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from smm_trainer.course.outline import Outline
from smm_trainer.course.scenario import Scenario
from smm_trainer.locale import Language


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a group talks about; nobody votes on it."""

    lesson: Outline
    """The lesson that ends with it."""
    place: int
    """Which of the lesson's questions, from 0."""

    def text(self, language: Language) -> str:
        """The question."""
        return self.lesson.discussion[self.place](language)


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a programme may name."""

    scenarios: Mapping[str, Scenario]
    """The bank."""
    lessons: Mapping[str, Outline]
    """Lesson id → its outline."""

    def question(self, name: str) -> Question | None:
        """The question that a programme calls ``name``: ``LESSON/NUMBER``, from 1; None where the course has none such."""
        id, _, number = name.rpartition("/")
        lesson = self.lessons.get(id)
        place = int(number) - 1 if number.isdecimal() and len(number) < 4 else -1
        return Question(lesson, place) if lesson is not None and 0 <= place < len(lesson.discussion) else None

    def missing(self, scenarios: Iterable[str], questions: Iterable[str]) -> str | None:
        """The first of a programme's ids that the course does not have."""
        gone = (id for id in scenarios if id not in self.scenarios)
        return next(gone, None) or next((name for name in questions if self.question(name) is None), None)


def question_names(lesson: Outline) -> tuple[str, ...]:
    """What a programme calls the questions of ``lesson``, in order."""
    return tuple(f"{lesson.id}/{number}" for number in range(1, len(lesson.discussion) + 1))
