"""kill -9 at random moments: through ``quiz --plain``, where a verdict counts once its line is printed, and through the app in a
pseudo-terminal, where it counts once it is painted."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from smm_trainer.progress.journal import Journal
from tests.faults.learner import read_by_all
from tests.faults.outcome import Outcome
from tests.terminal import Terminal

COUNT = 10
"""Scenarios in a quiz."""

ROUNDS_ON_ONE = 40
"""Rounds on one journal; a longer one would only take longer to read."""

VERDICTS = ("All five judgements are right", "Not all five are right")


def _answers(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [dict(event.fields) for event in Journal(path).load().events if event.kind == "answer"]


def kill_plain(folder: Path, rounds: int, outcome: Outcome) -> None:
    """Kill a plain quiz whose input never waits, so that it is always about to write."""
    chance = random.Random(1)
    for number in range(rounds):
        path = folder / f"plain-{number // ROUNDS_ON_ONE}.toml"
        before = len(_answers(path))
        command = [sys.executable, "-m", "smm_trainer", "--progress", str(path), "quiz", "--plain", "--count", str(COUNT)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ)
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"1 3\n\n2\n" * COUNT)
        process.stdin.flush()
        printed: list[bytes] = []
        wanted = chance.randrange(COUNT)
        while len(_verdicts(printed)) < wanted and (line := process.stdout.readline()):
            printed.append(line)
        # Within the next answer or two: one takes about a millisecond.
        time.sleep(chance.uniform(0, 0.003) if wanted else chance.uniform(0, 0.6))
        process.kill()
        rest, errors = process.stdout.read(), process.stderr.read()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            stream.close()
        accepted = _verdicts([*printed, *rest.splitlines(keepends=True)])
        there = [(str(answer["scenario"]), f"{answer['score']:.2f}") for answer in _answers(path)[before:]]
        outcome.rounds += 1
        outcome.accepted += len(accepted)
        if there[: len(accepted)] != accepted:
            outcome.lost += len(set(accepted) - set(there)) or 1
            outcome.remark(f"round {number}: {accepted} were accepted, and {there} are there")
        if b"Traceback" in errors:
            outcome.crashes += 1
            outcome.remark(errors.decode("utf-8", "replace")[-600:])
        if path.exists():
            read_by_all(path, outcome, f"round {number}")


def _verdicts(lines: list[bytes]) -> list[tuple[str, str]]:
    """Scenario and score of every verdict whose line came whole."""
    found, scenario = [], ""
    for line in lines:
        words = line.decode().split()
        if line.startswith(b"# scenario "):
            scenario = words[2]
        elif line.startswith(b"# verdict ") and line.endswith(b"\n"):
            found.append((scenario, words[3]))
    return found


def kill_app(folder: Path, rounds: int, outcome: Outcome) -> None:
    """Kill the app around the moment at which an answer is handed in."""
    chance = random.Random(2)
    for number in range(rounds):
        path = folder / f"app-{number // ROUNDS_ON_ONE}.toml"
        if not path.exists():
            Journal(path).begin("Ani")
        before = len(_answers(path))
        environment = {"SMM_TRAINER_CONFIG": str(folder / "config"), "SMM_TRAINER_PROGRESS": str(path), "LC_ALL": "en_GB.UTF-8"}
        with Terminal(["--lang", "en", "quiz"], environment) as terminal:
            terminal.until("Diagnosis")
            terminal.press("enter")
            terminal.type(*["down"] * 5, "space", "down", "space", "down", "enter")
            # From a thread: taking in what is painted takes longer than painting it.
            killer = threading.Timer(chance.uniform(0, 0.06), terminal.kill, [signal.SIGKILL])
            killer.start()
            terminal.wait()
            killer.join()
            painted = any(text in terminal.text for text in VERDICTS)
        there = len(_answers(path)) - before
        outcome.rounds += 1
        outcome.accepted += painted
        if painted and there != 1:
            outcome.lost += 1
            outcome.remark(f"round {number}: the verdict was painted, and {there} answers are there")
        read_by_all(path, outcome, f"round {number}")
