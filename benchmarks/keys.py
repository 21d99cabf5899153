"""From a key to what it paints: the time until the app is idle again with the new frame written, driven by Textual's Pilot."""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path

from textual.pilot import Pilot

from benchmarks.row import Row
from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.progress.progress import Progress
from smm_trainer.progress.settings import Settings
from smm_trainer.training.draw import Mode
from smm_trainer.ui.app import SmmTrainer, Start
from smm_trainer.ui.screens.quiz import QuizScreen
from smm_trainer.ui.widgets.page import Page


def measure(folder: Path, repeats: int) -> list[Row]:
    """The 95th percentile of each kind of key, in milliseconds."""
    return asyncio.run(_measure(folder, repeats))


async def _timed(pilot: Pilot[int], key: str) -> float:
    """Milliseconds from handing the app a key to the next frame: the screen's layout and repaint are done."""
    app = pilot.app
    start = time.perf_counter()
    await app._press_keys([key])
    app.screen._on_timer_update()
    return 1000 * (time.perf_counter() - start)


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


async def _measure(folder: Path, repeats: int) -> list[Row]:
    course = Course(built_in_folder())
    longest = max(course.outlines, key=lambda id: sum(len(str(s.nodes("hy"))) for s in course.lesson(id).sections))
    progress = Progress(folder / "keys.toml")
    progress.introduce("Bench")
    app = SmmTrainer(course, progress, Settings(motion=False), folder / "settings.toml", language="hy", start=Start(longest))
    times: dict[str, list[float]] = {name: [] for name in ("section", "line", "mark", "answer", "verdict")}
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(repeats):
            for key in ("right", "right", "right", "left", "left", "left"):
                times["section"].append(await _timed(pilot, key))
        for number in range(repeats):
            quiz, _ = progress.begin_quiz(Mode.PRACTICE, number, sorted(course.scenarios)[number % 10 : number % 10 + 2])
            app.open_quiz(quiz)
            await pilot.pause()
            await _one_quiz(pilot, times)
    limits = {"section": 50, "line": 16, "mark": 50, "answer": 50, "verdict": 50}
    return [Row(f"key to painted, p95: {name}", _p95(found), limits[name], "ms") for name, found in times.items()]


async def _one_quiz(pilot: Pilot[int], times: dict[str, list[float]]) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, QuizScreen)
    for _ in range(8):
        times["line"].append(await _timed(pilot, "down"))
    times["mark"].append(await _timed(pilot, "space"))
    for key in ("1", "3"):
        times["answer"].append(await _timed(pilot, key))
    panel = screen.query_one("#diagnosis", Page)
    panel.focus()
    panel.move_to("sure:2")
    await pilot.press("space")
    panel.move_to("submit")
    await pilot.pause()
    times["verdict"].append(await _timed(pilot, "enter"))
    assert screen.has_class("-verdict")
    await pilot.press("escape")
