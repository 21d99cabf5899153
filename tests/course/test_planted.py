"""Every rule of `check` finds its fault: which rule, in which file, on which line."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from smm_trainer.course.source import shown_path
from smm_trainer.locale import LANGUAGES, catalogue
from tests.course.planted import PLANTED, Plant, Planted
from tests.course.slips import HARMLESS, SLIPS
from tests.course.small import line_of, problems_of, write_course, write_form

pytestmark = pytest.mark.anywhere

BESIDE_CODES = {"same-form"}
"""Rules that one course alone cannot break; `test_courses` plants their faults."""

BANK_CODES = {"bank-margin", "bank-association", "bank-tell"}
"""Rules that a small course is not held to; `test_bank` plants their faults."""

CODES = {key.removeprefix("problem.") for key in catalogue("en").texts if key.startswith("problem.")}


def test_the_small_course_is_good(tmp_path: Path) -> None:
    root = write_course(tmp_path / "course")
    write_form(root)
    assert problems_of(root) == ()


@pytest.mark.parametrize("planted", [pytest.param(planted, id=f"{n}-{planted.code}") for n, planted in enumerate((*PLANTED, *SLIPS))])
def test_a_planted_fault_is_found(planted: Planted, tmp_path: Path) -> None:
    root = write_course(tmp_path / "course")
    planted.plant(root)
    problems = problems_of(root)
    english = catalogue("en")
    said = "\n".join(f"{problem.code}: {problem.sentence(english)}"[:300] for problem in problems)
    assert Counter(problem.code for problem in problems) == Counter((planted.code, *planted.also)), said

    path = shown_path(root / planted.file)
    found = [problem for problem in problems if problem.code == planted.code and problem.path == path]
    assert len(found) == 1, said
    first = planted.at if isinstance(planted.at, int) else line_of(root, planted.file, planted.at, nth=planted.nth)
    last = line_of(root, planted.file, planted.upto, after=first) if planted.upto else first
    assert first <= found[0].line <= last, f"expected {first} to {last}:\n{said}"
    assert found[0].severity == "error"

    for language in LANGUAGES:
        for problem in problems:
            sentence = problem.sentence(catalogue(language))
            assert sentence.startswith(f"{problem.path}:{problem.line}: ")
            assert sentence.isprintable()
            assert not re.search(r"\{\{|\}\}|\{[a-z]+\}", problem.message(catalogue(language)))


@pytest.mark.parametrize("plant", [pytest.param(plant, id=name) for name, plant in HARMLESS.items()])
def test_what_editors_do_beside_does_no_harm(plant: Plant, tmp_path: Path) -> None:
    root = write_course(tmp_path / "course")
    plant(root)
    assert problems_of(root) == ()


def test_a_fault_is_planted_for_every_rule() -> None:
    assert {planted.code for planted in (*PLANTED, *SLIPS)} | BANK_CODES | BESIDE_CODES == CODES
