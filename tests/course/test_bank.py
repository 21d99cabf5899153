"""Planted bad banks: the bank that we ship, spoilt in one way each, fails the check that it was spoilt for, and that alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from smm_trainer.course.check import check_course
from smm_trainer.course.check.bank import cramers_v
from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.course.mistakes import Mistake
from smm_trainer.course.problems import Problem
from smm_trainer.course.scenario import Scenario
from smm_trainer.locale import LANGUAGES, catalogue

pytestmark = pytest.mark.anywhere

BANK = Course(built_in_folder()).scenarios


def file_of(root: Path, scenario: Scenario) -> Path:
    """Where a scenario stands in a copy of the course."""
    return root / "quizzes" / f"form-{scenario.form}" / f"{scenario.id}.toml"


def rewrite(root: Path, scenario: Scenario, change: Callable[[str], str]) -> None:
    """Change a scenario's file; it has to change."""
    file = file_of(root, scenario)
    old = file.read_text(encoding="utf-8")
    new = change(old)
    assert new != old
    file.write_text(new, encoding="utf-8")


def first_single(mistake: Mistake, *, twin: bool | None = None) -> Scenario:
    """A scenario that commits one mistake."""
    return next(s for s in BANK.values() if s.mistakes == {mistake} and (twin is None or bool(s.twin) is twin))


def _key_without_evidence(root: Path) -> None:
    scenario = first_single(Mistake.WRONG_AUDIENCE, twin=False)
    rewrite(root, scenario, lambda text: re.sub(r"^wrong-audience = \[.*\]$", "wrong-audience = []", text, flags=re.MULTILINE))


def _give_away_word(root: Path) -> None:
    for scenario in BANK.values():
        if Mistake.DELETING_COMMENTS in scenario.mistakes:
            # On the first line of the campaign, in both languages.
            rewrite(root, scenario, lambda text: re.sub(r'^(  (hy|en) = ")', r"\1Kwyjibo ", text, count=2, flags=re.MULTILINE))


def _line_in_one_language(root: Path) -> None:
    rewrite(
        root, first_single(Mistake.LONG_CONTENT, twin=False), lambda text: re.sub(r"^  en = .*\n", "", text, count=1, flags=re.MULTILINE)
    )


def _form_out_of_balance(root: Path) -> None:
    clean = next(s for s in BANK.values() if s.clean)
    shutil.move(file_of(root, clean), file_of(root, clean).with_name("x"))
    file = file_of(root, clean).with_name("x")
    other = next(s.form for s in BANK.values() if s.form not in (clean.form, BANK[clean.twin].form))
    file.write_text(file.read_text(encoding="utf-8").replace(f'form = "{clean.form}"', f'form = "{other}"', 1), encoding="utf-8")
    file.rename(root / "quizzes" / f"form-{other}" / f"{clean.id}.toml")


def _twins_in_one_form(root: Path) -> None:
    # A guilty twin changes places with the single of the same mistake in its sibling's form: both forms stay in balance.
    for guilty in (s for s in BANK.values() if s.twin and len(s.mistakes) == 1):
        clean = BANK[guilty.twin]
        other = next(s for s in BANK.values() if s.mistakes == guilty.mistakes and s.form == clean.form)
        if not other.twin or BANK[other.twin].form != guilty.form:
            break
    for one, form in ((guilty, clean.form), (other, guilty.form)):
        rewrite(root, one, lambda text, one=one, form=form: text.replace(f'form = "{one.form}"', f'form = "{form}"', 1))  # type: ignore[misc]


def _one_network_for_one_mistake(root: Path) -> None:
    for scenario in BANK.values():
        if Mistake.SAME_EVERYWHERE in scenario.mistakes:
            rewrite(root, scenario, lambda text: re.sub(r"^platforms = .*$", 'platforms = ["youtube"]', text, count=1, flags=re.MULTILINE))


def _too_few_twins(root: Path) -> None:
    for scenario in BANK.values():
        if scenario.twin:
            rewrite(root, scenario, lambda text: re.sub(r"^twin = .*\n", "", text, flags=re.MULTILINE))


@dataclass(frozen=True)
class Bad:
    """A spoilt bank."""

    code: str
    """The check that has to fail."""
    spoil: Callable[[Path], None]
    """Spoils a copy of the course."""
    also: frozenset[str] = frozenset()
    """The checks that may fail in consequence."""


BAD = [
    Bad("too-few", _key_without_evidence, frozenset({"form-balance", "bank-association"})),
    Bad("bank-tell", _give_away_word),
    Bad("missing-language", _line_in_one_language, frozenset({"form-balance", "bank-association"})),
    Bad("form-balance", _form_out_of_balance),
    Bad("twins-in-one-form", _twins_in_one_form),
    Bad("bank-association", _one_network_for_one_mistake, frozenset({"bank-margin"})),
    Bad("bank-margin", _too_few_twins, frozenset({"overlap"})),
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.code)
def test_a_spoilt_bank_fails_the_check_that_it_was_spoilt_for(bad: Bad, tmp_path: Path) -> None:
    shutil.copytree(built_in_folder() / "lessons", tmp_path / "lessons")
    shutil.copytree(built_in_folder() / "quizzes", tmp_path / "quizzes")
    bad.spoil(tmp_path)
    report = check_course(tmp_path)
    codes = {problem.code for problem in report.problems}
    assert bad.code in codes
    assert codes <= {bad.code} | bad.also
    assert not report.ok
    for language in LANGUAGES:
        for problem in report.problems:
            assert isinstance(problem, Problem)
            assert problem.sentence(catalogue(language)).isprintable()
            assert not re.search(r"\{[a-z]+\}", problem.message(catalogue(language)))


def test_cramers_v() -> None:
    assert cramers_v([(True, "a")] * 5 + [(False, "b")] * 5) == pytest.approx(1.0)
    assert cramers_v([(True, "a"), (True, "b"), (False, "a"), (False, "b")] * 3) == pytest.approx(0.0)
    assert cramers_v([(True, "a")] * 5) == 0.0
    # 30 and 10 against 20 and 20: χ² = 80·(30·20 − 10·20)² ÷ (40·40·50·30), so V = √(χ²/80).
    pairs = [(True, "a")] * 30 + [(True, "b")] * 10 + [(False, "a")] * 20 + [(False, "b")] * 20
    assert cramers_v(pairs) == pytest.approx((400**2 / (40 * 40 * 50 * 30)) ** 0.5)
