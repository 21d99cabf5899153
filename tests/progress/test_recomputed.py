"""``progress --json`` against a recomputation from the raw TOML that shares no code with the program."""

from __future__ import annotations

import contextlib
import io
import json
import random
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from smm_trainer.cli import main
from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.progress.events import Kind
from smm_trainer.progress.progress import Progress
from smm_trainer.training.draw import Mode
from smm_trainer.training.grading import Confidence, Diagnosis
from tests.conftest import NOW

BANK = Course(built_in_folder()).scenarios
FIVE = ["long-content", "like-harvesting", "deleting-comments", "wrong-audience", "same-everywhere"]


def said_by_the_program(path: Path) -> dict[str, Any]:
    """What ``progress --json`` prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(["--lang", "en", "--progress", str(path), "progress", "--json"]) == 0
    found = json.loads(out.getvalue())
    assert isinstance(found, dict)
    return found


def recomputed(path: Path) -> dict[str, Any]:
    """The same from the raw tables."""
    events = tomllib.loads(path.read_text(encoding="utf-8"))["event"]
    answers = [event for event in events if event["kind"] == "answer"]
    lessons: dict[str, dict[str, Any]] = {}
    for event in events:
        if event["kind"] in ("section", "check", "lesson"):
            lesson = lessons.setdefault(event["lesson"], {"sections": set(), "done": False})
            lesson["sections"] |= {event["section"]} if event["kind"] == "section" else set()
            lesson["done"] |= event["kind"] == "lesson"
    confusion = {row: dict.fromkeys([*FIVE, "clean"], 0) for row in [*FIVE, "clean"]}
    for answer in answers:
        truth, said = set(answer["key"]), set(answer["mistakes"])
        for row in truth:
            for column in {row} if row in said else (said - truth or {"clean"}):
                confusion[row][column] += 1
        if truth <= said:
            for column in said - truth:
                confusion["clean"][column] += 1
        if not truth and not said:
            confusion["clean"]["clean"] += 1
    levels = {1: "guessing", 2: "fairly_sure", 3: "certain"}
    return {
        "answers": len(answers),
        "lessons": {id: {"sections": len(each["sections"]), "done": each["done"]} for id, each in lessons.items()},
        "skills": {
            mistake: {
                "present": sum(mistake in a["key"] for a in answers),
                "found": sum(mistake in a["key"] and mistake in a["mistakes"] for a in answers),
                "absent": sum(mistake not in a["key"] for a in answers),
                "false_alarms": sum(mistake not in a["key"] and mistake in a["mistakes"] for a in answers),
            }
            for mistake in FIVE
        },
        "confusion": confusion,
        "calibration": {
            name: {
                "answers": Counter(a["confidence"] for a in answers)[level],
                "exact": sum(a["confidence"] == level and set(a["key"]) == set(a["mistakes"]) for a in answers),
            }
            for level, name in levels.items()
        },
    }


def test_the_record_is_what_the_raw_file_adds_up_to(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    progress = Progress(path, clock=lambda: NOW)
    progress.introduce("Անի")
    rng = random.Random(8)
    for mode in (Mode.FIRST, Mode.PRACTICE, Mode.REVIEW, Mode.FINAL):
        ids = rng.sample(sorted(BANK), 25)
        quiz, _ = progress.begin_quiz(mode, 1, ids)
        for id in ids:
            said = frozenset(m for m in BANK[id].mistakes if rng.random() < 0.7) | frozenset(
                m for m in BANK[id].reasons if rng.random() < 0.15
            )
            marked = frozenset(line.id for line in BANK[id].lines if rng.random() < 0.2)
            progress.answer(quiz, BANK[id], Diagnosis(said, Confidence(rng.randint(1, 3)), marked))
    for lesson in ("sales", "long-content", "gone-from-the-course"):
        progress.note(Kind.SECTION, lesson=lesson, section="a")
        progress.note(Kind.CHECK, lesson=lesson, check="c", answer=["x"], right=True)
    progress.note(Kind.LESSON, lesson="sales")
    with path.open("ab") as file:
        file.write(b'[[event]]\nat = 2026-11-23T09:00:00Z\nkind = "hologram"\nlesson = "sales"\nsaved = true\n\n')
    before = path.read_bytes()
    printed, raw = said_by_the_program(path), recomputed(path)
    assert {key: printed[key] for key in raw} == raw
    assert path.read_bytes() == before


def test_an_answer_in_a_mode_that_this_version_does_not_know_counts_as_practice(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    progress = Progress(path, clock=lambda: NOW)
    quiz, _ = progress.begin_quiz(Mode.PRACTICE, 1, sorted(BANK)[:2])
    progress.answer(quiz, BANK[sorted(BANK)[0]], Diagnosis(frozenset(), Confidence.CERTAIN))
    path.write_text(path.read_text(encoding="utf-8").replace('mode = "practice"', 'mode = "duel"'), encoding="utf-8")
    again = Progress(path, clock=lambda: NOW)
    assert len(again.record.answers) == 1
    assert again.record.standing(NOW).practised == 1
    assert said_by_the_program(path)["answers"] == 1


def test_strange_histories_crash_nothing_and_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    times = [NOW, NOW.replace(year=1999), NOW.replace(year=2090), NOW]
    progress = Progress(path, clock=lambda: times[0])
    progress.introduce("Ani")
    quiz, _ = progress.begin_quiz(Mode.FIRST, 1, ["gone-from-the-bank", *sorted(BANK)[:2]])
    for _ in range(3):
        times.append(times.pop(0))
        progress.answer(quiz, BANK[sorted(BANK)[0]], Diagnosis(frozenset(), Confidence.CERTAIN))
    progress.note(Kind.SECTION, lesson="gone", section="gone")
    assert progress.record.unfinished(Mode.FIRST) is not None
    again = Progress(path, clock=lambda: NOW)
    assert again.record.answers == progress.record.answers
    assert again.record.standing(NOW) == progress.record.standing(NOW)
    assert said_by_the_program(path)["answers"] == 3
