"""Journals and courses of any size to measure with."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

from smm_trainer.course.course import Course, built_in_folder, scenario_files
from smm_trainer.progress.events import Event
from smm_trainer.progress.journal import Journal


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
