"""Journals and courses of any size to measure with."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from pathlib import Path
from typing import Any

from smm_trainer.course.course import Course, built_in_folder, scenario_files
from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.progress.events import Event
from smm_trainer.progress.journal import Journal
from smm_trainer.training.grading import Confidence, Diagnosis, grade


def make_journal(path: Path, events: int) -> Path:
    """A journal of so many events, as the program writes them: three answers to one section."""
    Journal(path).begin("Bench")
    scenarios = list(Course(built_in_folder()).scenarios.values())
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    parts = []
    for number in range(events):
        at = start + dt.timedelta(minutes=7 * number)
        scenario = scenarios[number % len(scenarios)]
        key = sorted(scenario.mistakes)
        if number % 4 == 0:
            parts.append(Event(at, "section", {"lesson": "sales", "section": f"s{number % 5}"}).toml())
            continue
        fields: dict[str, Any] = {"quiz": f"q{number // 10}", "mode": "practice", "scenario": scenario.id}
        fields |= {"key": key, "mistakes": key[: number % 3]}
        fields |= {"evidence": [scenario.lines[0].id], "confidence": 1 + number % 3, "score": 0.5, "overlap": 0.25}
        parts.append(Event(at, "answer", fields).toml())
    with path.open("ab") as file:
        file.write(b"".join(parts))
    return path


def make_large_course(root: Path, times: int) -> Path:
    """The shipped course with its scenarios ``times`` over, under ids of their own and in no form."""
    shutil.copytree(built_in_folder() / "lessons", root / "lessons")
    for path in scenario_files(built_in_folder()):
        text = path.read_text(encoding="utf-8")
        lines = [line for line in text.split("\n") if not line.startswith(("form =", "twin ="))]
        for copy in range(times):
            id = f"{path.stem}-{copy}"
            target = root / "quizzes" / "many" / f"{id}.toml"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("\n".join(lines).replace(f'id = "{path.stem}"', f'id = "{id}"', 1), encoding="utf-8")
    return root


def make_class(folder: Path, journals: int, answers: int) -> Path:
    """A folder of so many journals of so many answers, as the program writes them: a first assessment, practice, a final one."""
    rng = random.Random(journals)
    scenarios = list(Course(built_in_folder()).scenarios.values())
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    folder.mkdir()
    for number in range(journals):
        path = folder / f"learner-{number:04}.toml"
        Journal(path).begin(f"Սովորող {number}")
        skill = rng.uniform(0.4, 0.95)
        drawn = [rng.choice(scenarios) for _ in range(answers)]
        drawn[:10] = rng.sample(scenarios, 10)
        drawn[-10:] = rng.sample(scenarios, 10)
        parts: list[bytes] = []
        for place, scenario in enumerate(drawn):
            quiz, mode = ("q1", "first") if place < 10 else ("q2", "final") if place >= answers - 10 else ("q3", "practice")
            at = start + dt.timedelta(minutes=7 * place)
            if place in (0, answers - 10):
                ids = [each.id for each in drawn[place : place + 10]]
                parts.append(Event(at, "quiz", {"quiz": quiz, "mode": mode, "seed": 1, "scenarios": ids}).toml())
            said = [mistake for mistake in MISTAKES if (mistake in scenario.mistakes) == (rng.random() < skill)]
            verdict = grade(scenario, Diagnosis(frozenset(said), Confidence(1 + place % 3), frozenset({scenario.lines[0].id})))
            fields: dict[str, Any] = {"quiz": quiz, "mode": mode, "scenario": scenario.id, "key": sorted(scenario.mistakes)}
            fields |= {"mistakes": sorted(said), "evidence": [scenario.lines[0].id], "confidence": 1 + place % 3}
            fields |= {"score": round(verdict.score, 4), "overlap": round(verdict.overlap or 0.0, 4)}
            parts.append(Event(at, "answer", fields).toml())
        with path.open("ab") as file:
            file.write(b"".join(parts))
    return folder
