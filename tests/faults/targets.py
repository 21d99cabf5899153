"""What reads texts that nobody vouches for: the readers of course files and of journals, each with something to begin with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from smm_trainer.course.course import Course
from smm_trainer.course.lesson_file import read_lesson
from smm_trainer.course.problems import CourseError, Problem
from smm_trainer.course.reference import read_claims, read_glossary
from smm_trainer.course.scenario_file import read_scenario
from smm_trainer.locale import LANGUAGES, catalogue
from smm_trainer.progress.errors import JournalError
from smm_trainer.progress.glance import load_glance, save_glance
from smm_trainer.progress.progress import Progress
from smm_trainer.reports.summary import summary_lines
from smm_trainer.reports.wording import campaign_lines, journal_sentence
from tests.conftest import NOW
from tests.course.small import CLAIMS, EN, GLOSSARY, HY, LESSON, SCENARIO, problems_of, write_course
from tests.faults.learner import Learner

LONGEST = 2_000
"""Characters of a sentence, at most."""


@dataclass(frozen=True, slots=True)
class Target:
    """One reader."""

    name: str
    """What it reads."""
    seed: bytes
    """A good file, to be mutated."""
    read: Callable[[bytes], None]
    """Reads a file; what it may not do is end in an exception."""


def say(problems: Iterable[Problem]) -> None:
    """Every problem has a path, a line and a sentence that may be printed, in both languages."""
    for problem in problems:
        assert problem.line >= 1
        for language in LANGUAGES:
            sentence = problem.sentence(catalogue(language))
            assert sentence.startswith(f"{problem.path}:{problem.line}: ")
            assert sentence.isprintable()
            assert len(sentence) < LONGEST


def read_course(root: Path) -> None:
    """Read a course as `check` does, and as the app does, and show it as plain lines."""
    say(problems_of(root))
    try:
        course = Course(root)
        for id in course.outlines:
            course.lesson(id)
        _ = course.claims, course.glossary
        for scenario in course.scenarios.values():
            for language in LANGUAGES:
                "\n".join(campaign_lines(scenario, catalogue(language))).encode()
    except CourseError as error:
        say(error.problems)


def read_journal(path: Path) -> None:
    """Open a journal, and do with it what the app does."""
    for language in LANGUAGES:
        words = catalogue(language)
        try:
            progress = Progress(path)
        except JournalError as error:
            sentence = journal_sentence(error, words)
            assert sentence.isprintable()
            assert len(sentence) < LONGEST
            continue
        lines = list(summary_lines(progress.record, (), NOW, words))
        assert all(line.isprintable() for line in lines)
        json.dumps(progress.record.as_json(NOW), ensure_ascii=False).encode()
        save_glance(progress, path.parent / "glances")
        load_glance(path, path.parent / "glances")


def targets(folder: Path) -> Mapping[str, Target]:
    """All of them, on files in ``folder``."""
    root = write_course(folder / "course")
    lesson = (root / LESSON).parent

    def one(file: str, read: Callable[[], Iterable[Problem]]) -> Target:
        seed = (root / file).read_bytes()

        def put(data: bytes) -> None:
            try:
                (root / file).write_bytes(data)
                say(read())
            finally:
                (root / file).write_bytes(seed)

        return Target(file, seed, put)

    def whole(file: str) -> Target:
        seed = (root / file).read_bytes()

        def put(data: bytes) -> None:
            try:
                (root / file).write_bytes(data)
                read_course(root)
            finally:
                (root / file).write_bytes(seed)

        return Target(f"course by {file}", seed, put)

    journal = folder / "progress.toml"
    learner = Learner(journal)
    for _ in range(3):
        learner.answer()

    def put_journal(data: bytes) -> None:
        for beside in folder.glob("progress.toml.*-*"):
            beside.unlink()
        journal.write_bytes(data)
        read_journal(journal)

    found = [
        *(one(file, lambda: read_lesson(lesson, root)[1]) for file in (LESSON, EN, HY)),
        one(CLAIMS, lambda: read_claims(root / CLAIMS, root)[1]),
        one(GLOSSARY, lambda: read_glossary(root / GLOSSARY, root)[1]),
        one(SCENARIO, lambda: read_scenario(root / SCENARIO, root)[1]),
        Target("journal", journal.read_bytes(), put_journal),
        *(whole(file) for file in (LESSON, EN, HY, CLAIMS, GLOSSARY, SCENARIO)),
    ]
    return {target.name: target for target in found}
