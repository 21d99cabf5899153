"""``quiz --plain``: a quiz as plain lines, for screen readers, pipes and dumb terminals. No Textual."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TextIO, TypeVar

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.course.scenario import Scenario
from smm_trainer.locale import Catalogue
from smm_trainer.progress.progress import Progress
from smm_trainer.progress.record import QuizProgress
from smm_trainer.reports.wording import campaign_lines
from smm_trainer.training.grading import Confidence, Diagnosis, Verdict, grade

TRIES = 3
"""How often a wrong line is asked for again when no person sits at the input."""

Answer = TypeVar("Answer")


class WrongInput(Exception):
    """Input that is no terminal was wrong `TRIES` times."""


class EndOfInput(Exception):
    """There is no more input."""


@dataclass(frozen=True, slots=True)
class PlainQuiz:
    """A quiz on a pair of text streams."""

    progress: Progress
    """Where answers go."""
    scenarios: Mapping[str, Scenario]
    """What the quiz's ids mean."""
    words: Catalogue
    """The language of everything that is printed."""
    source: TextIO
    """Where answers come from."""
    sink: TextIO
    """Where everything is printed."""
    patient: bool
    """A person sits at the input: wrong lines are asked again without end."""

    def run(self, quiz: QuizProgress) -> None:
        """Go through what remains of ``quiz``, to its end or to the end of the input.

        Raises:
            WrongInput: the input was wrong too often.
            JournalError: an answer could not be written; it was not accepted.
        """
        total = len(quiz.scenarios)
        try:
            for id in quiz.remaining:
                if id in self.scenarios:
                    number = quiz.scenarios.index(id) + 1
                    self._ask(quiz, self.scenarios[id], number, total)
        except EndOfInput:
            self._print("", self.words("plain.stopped"))
        if quiz.mode.assessment and not quiz.remaining:
            self._look_back(quiz)
        exact = sum(answer.exact for answer in quiz.answered.values())
        self._print("", self.words("plain.end", exact=exact, answered=len(quiz.answered)))

    def _print(self, *lines: str) -> None:
        for line in lines:
            print(line, file=self.sink)
        self.sink.flush()

    def _ask(self, quiz: QuizProgress, scenario: Scenario, number: int, total: int) -> None:
        self._print(f"# scenario {scenario.id} ({number} of {total})", *campaign_lines(scenario, self.words), "")
        self._print(*(f"{mistake.number} {self.words(f'mistake.{mistake}')}" for mistake in MISTAKES))
        mistakes = self._input("mistakes", read_mistakes)
        evidence = self._input("evidence", lambda line: read_numbers(line, len(scenario.lines)))
        confidence = self._input("confidence", read_confidence)
        marked = frozenset(scenario.lines[n - 1].id for n in evidence)
        verdict = self.progress.answer(quiz, scenario, Diagnosis(mistakes, confidence, marked))
        if quiz.mode.assessment:
            # Behind the last one the verdicts follow at once.
            self._print(*([self.words("quiz.saved", left=len(quiz.remaining))] if quiz.remaining else []), "")
        else:
            self._print(*verdict_lines(scenario, verdict, self.words), "")

    def _look_back(self, quiz: QuizProgress) -> None:
        """The verdicts of an assessment, all at its end."""
        total = len(quiz.scenarios)
        for number, (id, answer) in enumerate(quiz.answered.items(), 1):
            if id in self.scenarios:
                scenario = self.scenarios[id]
                self._print(f"{number}/{total} {scenario.title(self.words.language)} – {scenario.brand(self.words.language)}")
                verdict = grade(scenario, Diagnosis(answer.said, answer.confidence, frozenset(answer.evidence)))
                self._print(*verdict_lines(scenario, verdict, self.words), "")

    def _input(self, what: str, read: Callable[[str], Answer | None]) -> Answer:
        tries = 0
        while True:
            print(self.words(f"plain.ask.{what}"), end=" ", file=self.sink, flush=True)
            line = self.source.readline()
            if not line:
                raise EndOfInput
            if not self.patient:
                # A program sees no echo of what it typed; the next prompt starts on a line of its own.
                self._print("")
            if (answer := read(line.strip())) is not None:
                return answer
            tries += 1
            if tries == TRIES and not self.patient:
                raise WrongInput(self.words(f"plain.wrong.{what}"))
            self._print(self.words(f"plain.wrong.{what}"))


def read_numbers(line: str, most: int) -> frozenset[int] | None:
    """The numbers from 1 to ``most`` in ``line``, parted by spaces or commas; None where it says anything else."""
    parts = line.replace(",", " ").split()
    if not all(part.isdecimal() and len(part) < 5 and 1 <= int(part) <= most for part in parts):
        return None
    return frozenset(int(part) for part in parts)


def read_mistakes(line: str) -> frozenset[Mistake] | None:
    """The mistakes whose numbers ``line`` gives; ``0`` for none; None where it says neither."""
    if line == "0":
        return frozenset()
    numbers = read_numbers(line, len(MISTAKES))
    return frozenset(MISTAKES[number - 1] for number in numbers) if numbers else None


def read_confidence(line: str) -> Confidence | None:
    """The confidence whose number ``line`` gives."""
    return Confidence(int(line)) if line in ("1", "2", "3") else None


def verdict_lines(scenario: Scenario, verdict: Verdict, words: Catalogue) -> Iterator[str]:
    """The verdict, every reason, the proof and the mended version."""
    yield f"# verdict {'exact' if verdict.exact else 'wrong'} {verdict.score:.2f}"
    for mistake in MISTAKES:
        yield f"{judgement(mistake, verdict, words)} {mistake.number} {words(f'mistake.{mistake}')}"
        yield f"    {scenario.reason(mistake, words.language)}"
    key = ", ".join(str(scenario.numbers[id]) for id in sorted(scenario.key_lines, key=scenario.numbers.__getitem__))
    yield words("plain.proof", lines=key)
    if verdict.overlap is not None:
        yield words("verdict.overlap", percent=round(100 * verdict.overlap))
    yield words("verdict.mended-clean" if scenario.clean else "verdict.mended")
    yield from (f"    {line}" for line in scenario.mended(words.language).split("\n"))


def judgement(mistake: Mistake, verdict: Verdict, words: Catalogue) -> str:
    """How the learner's judgement of ``mistake`` came out, in a mark and a word."""
    if mistake in verdict.hits:
        return words("verdict.hit")
    if mistake in verdict.misses:
        return words("verdict.miss")
    if mistake in verdict.false_alarms:
        return words("verdict.false-alarm")
    return words("verdict.rightly-not")
