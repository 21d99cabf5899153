"""From a key to what it paints, in a real pseudo-terminal: from writing the key to the last byte of the first frame that follows.

The first frame holds the new text whole; scroll bars and focus may settle in a later one, which is waited for and not counted.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import termios
import time
from pathlib import Path

from benchmarks.row import Row
from benchmarks.samples import make_journal
from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.progress.journal import Journal

FRAME = 0.012
"""Seconds of silence after which a frame is complete: Textual writes one at most every 16 ms."""

SETTLED = 0.15
"""Seconds of silence after which nothing more will come."""

KEYS = {"down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "enter": "\r", "tab": "\t", "space": " ", "home": "\x1b[H", "end": "\x1b[F"}


class Program:
    """The app on a pseudo-terminal of 120×40."""

    def __init__(self, arguments: list[str], config: Path) -> None:
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            for name in ("COLUMNS", "LINES"):
                os.environ.pop(name, None)
            os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor", "SMM_TRAINER_CONFIG": str(config)})
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            os.execv(sys.executable, [sys.executable, "-m", "smm_trainer", *arguments])
        self._settle(1.0)

    def _settle(self, quiet: float) -> float:
        """Read until it is quiet; returns when the last byte came."""
        last = time.perf_counter()
        while select.select([self._file], [], [], quiet)[0]:
            os.read(self._file, 65536)
            last = time.perf_counter()
        return last

    def press(self, key: str) -> float:
        """Milliseconds from the key to the last byte that it painted."""
        start = time.perf_counter()
        os.write(self._file, KEYS.get(key, key).encode())
        select.select([self._file], [], [], 1.0)
        painted = 1000 * (self._settle(FRAME) - start)
        self._settle(SETTLED)
        return painted

    def close(self) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._file)


def measure(folder: Path, repeats: int) -> list[Row]:
    """The 95th percentile of each kind of key, in milliseconds."""
    course = Course(built_in_folder())
    longest = max(course.outlines, key=lambda id: max(len(str(s.nodes("hy"))) for s in course.lesson(id).sections))
    config = folder / "config"
    times: dict[str, list[float]] = {name: [] for name in ("section", "line", "mark", "answer", "verdict")}
    path = folder / "keys.toml"
    Journal(path).begin("Bench")
    lesson = Program(["--lang", "hy", "--progress", str(path), "learn", longest], config)
    for _ in range(repeats):
        for key in ("right", "right", "right", "left", "left", "left"):
            times["section"].append(lesson.press(key))
    lesson.close()
    quiz = Program(["--lang", "hy", "--progress", str(path), "quiz", "--count", "15", "--seed", "1"], config)
    for _ in range(min(repeats, 14)):
        _one_scenario(quiz, times)
    quiz.close()
    times["progress screen, 10,000 events"] = _progress_screen(folder, config, min(repeats, 7))
    limits = {"progress screen, 10,000 events": 500, "section": 50, "line": 16, "mark": 50, "answer": 50, "verdict": 50}
    return [Row(f"key to painted, p95: {name}", statistics.quantiles(found, n=20)[-1], limits[name], "ms") for name, found in times.items()]


def _progress_screen(folder: Path, config: Path, repeats: int) -> list[float]:
    """From Enter on "Progress" to its first frame, each time in a new program: the first drawing works the reviews out."""
    path = make_journal(folder / "progress-10000.toml", 10_000)
    times = []
    for _ in range(max(2, repeats // 2)):
        program = Program(["--lang", "en", "--progress", str(path)], config)
        program.press("end")
        for _ in range(3):
            program.press("\x1b[A")
        times.append(program.press("enter"))
        program.close()
    return times


def _one_scenario(quiz: Program, times: dict[str, list[float]]) -> None:
    for _ in range(5):
        times["line"].append(quiz.press("down"))
    times["mark"].append(quiz.press("space"))
    for key in ("1", "3"):
        times["answer"].append(quiz.press(key))
    quiz.press("tab")
    quiz.press("end")
    for _ in range(2):
        quiz.press("\x1b[A")
    quiz.press("space")
    quiz.press("end")
    times["verdict"].append(quiz.press("enter"))
    quiz.press("end")
    quiz.press("enter")
