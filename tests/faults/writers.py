"""Several programs on one journal at once."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

from smm_trainer.progress.journal import Journal
from tests.faults.learner import read_by_all
from tests.faults.outcome import Outcome

WRITERS = 4
"""As many programs as write at once."""


def four_writers(folder: Path, answers: int, outcome: Outcome) -> None:
    """Each writes as many answers, as fast as it can, and says what was accepted."""
    path = folder / "progress.toml"
    command = [sys.executable, "-m", "tests.faults.writers", str(path), str(answers)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(WRITERS)]
    accepted: Counter[str] = Counter()
    for process in processes:
        said, errors = process.communicate()
        accepted.update(said.split())
        outcome.rounds += 1
        if process.returncode or errors:
            outcome.crashes += 1
            outcome.remark(errors[-600:])
    there = Counter(str(event.fields["quiz"]) for event in Journal(path).load().events if event.kind == "answer")
    outcome.accepted += accepted.total()
    outcome.lost += sum(abs(count - there[quiz]) for quiz, count in accepted.items())
    outcome.expect(accepted.total() == WRITERS * answers, f"{WRITERS * answers} answers were given, and {accepted.total()} accepted")
    read_by_all(path, outcome, "after all")


def main(path: Path, answers: int) -> None:
    """Answer so often; print the quiz's id for each answer that was accepted."""
    from tests.faults.learner import Learner

    learner = Learner(path)
    while len(learner.accepted) < answers:
        if learner.answer():
            print(learner.quiz.id)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
