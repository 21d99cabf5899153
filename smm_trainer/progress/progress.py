"""A learner's progress: the journal and the record kept in step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from smm_trainer.progress.clock import Clock, utc_now
from smm_trainer.progress.errors import JournalError
from smm_trainer.progress.events import Event, Kind, Value
from smm_trainer.progress.journal import Journal, Notice
from smm_trainer.progress.record import QuizProgress, Record, clean_name, record_of
from smm_trainer.training.draw import Mode, draw_form, draw_practice, draw_review, practice_pool
from smm_trainer.training.grading import Diagnosis, Verdict, grade

if TYPE_CHECKING:
    from smm_trainer.course.scenario import Scenario


class Progress:
    """What one learner has done, and the only way to add to it."""

    def __init__(self, path: Path, clock: Clock = utc_now) -> None:
        """
        Raises:
            JournalError: the file at ``path`` cannot be used; it is as it was.
        """
        self.clock = clock
        self.journal = Journal(path, clock)
        loaded = self.journal.load()
        self.damaged = loaded.damaged
        self.record: Record = record_of(loaded.events, clean_name(loaded.learner))
        self.unsaved: list[Event] = []
        """What could not be written yet, as it happened; tried again before anything else is."""
        self.tell: Callable[[Notice], None] | None = None
        """Tells the learner what happened to their file."""

    @property
    def path(self) -> Path:
        """Where the journal stands."""
        return self.journal.path

    def introduce(self, name: str) -> None:
        """Keep the learner's name, making the journal if need be.

        Raises:
            JournalError: it could not be written.
        """
        name = clean_name(name)
        self.journal.begin(name)
        self.record.learner = name

    def note(self, kind: Kind, **fields: Value) -> JournalError | None:
        """Keep something that is no answer; what cannot be written now counts at once, and is written as soon as it can be.

        Returns:
            Why it is not on disk yet, or None.
        """
        event = Event(self.clock(), kind, fields)
        try:
            self._write(event)
        except JournalError as error:
            self.unsaved.append(event)
            self.record.add(event)
            return error
        return None

    def begin_quiz(self, mode: Mode, seed: int, scenarios: Sequence[str]) -> tuple[QuizProgress, JournalError | None]:
        """Begin a quiz of ``scenarios``."""
        # Imported at need: 5 ms (hashlib, hmac) that home does not have to spend.
        import secrets

        id = f"{self.clock():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
        error = self.note(Kind.QUIZ, quiz=id, mode=mode, seed=seed, scenarios=list(scenarios))
        return self.record.quizzes[id], error

    def answer(self, quiz: QuizProgress, scenario: Scenario, diagnosis: Diagnosis) -> Verdict:
        """Grade ``diagnosis`` and keep it; when this returns, it is on disk.

        Raises:
            JournalError: it could not be written, and was not accepted.
        """
        verdict = grade(scenario, diagnosis)
        fields: dict[str, Value] = {
            "quiz": quiz.id,
            "mode": quiz.mode.value,
            "scenario": scenario.id,
            "key": sorted(scenario.mistakes),
            "mistakes": sorted(diagnosis.mistakes),
            "evidence": sorted(diagnosis.evidence),
            "confidence": int(diagnosis.confidence),
            "score": round(verdict.score, 4),
        }
        if verdict.overlap is not None:
            fields["overlap"] = round(verdict.overlap, 4)
        self._write(Event(self.clock(), Kind.ANSWER, fields))
        return verdict

    def flush(self) -> JournalError | None:
        """Write what could not be written before; returns why it still cannot, or None."""
        try:
            self._flush()
        except JournalError as error:
            return error
        return None

    def _flush(self) -> None:
        while self.unsaved:
            self._append(self.unsaved[0])
            del self.unsaved[0]

    def _append(self, event: Event) -> None:
        self.journal.write(event)
        if self.tell:
            for notice in self.journal.notices:
                self.tell(notice)
            self.journal.notices.clear()

    def _write(self, event: Event) -> None:
        self._flush()
        for other in self.journal.catch_up():
            self.record.add(other)
        self._append(event)
        self.record.add(event)


def draw_quiz(scenarios: Mapping[str, Scenario], record: Record, mode: Mode, count: int, seed: int, now: dt.datetime) -> tuple[str, ...]:
    """The ids of a new quiz's scenarios; empty when there is nothing to draw (a course without forms, nothing due)."""
    if mode.assessment:
        return draw_form(scenarios.values(), record.last_seen, seed)
    pool = practice_pool(scenarios.values(), record.last_seen)
    if mode is Mode.REVIEW:
        return draw_review(pool, record.due(now), record.last_seen, count, seed)
    return draw_practice(pool, record.answers, record.last_seen, count, seed)
