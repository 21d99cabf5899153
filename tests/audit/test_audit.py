"""The surface-cue audit: the shipped bank is within its limits, and a bank that gives itself away is not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

pytest.importorskip("sklearn", reason="needs scikit-learn (a development dependency)")
pytest.importorskip("audit", reason="the audit is a developers' tool and not in the wheel")

from audit.features import seen_text
from audit.models import auc, words_scores
from audit.report import MAX_WORDS_AUC, audit
from audit.rules import precision
from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.course.mistakes import Mistake
from smm_trainer.course.scenario import Scenario
from smm_trainer.course.text import Text

BANK = tuple(Course(built_in_folder()).scenarios.values())


def test_surface_cues_do_not_give_the_bank_away() -> None:
    over = [str(row) for row in audit(BANK) if row.over]
    assert over == []


def with_word(scenario: Scenario, word: str) -> Scenario:
    """The scenario with a word more on its first line."""
    first, *rest = scenario.blocks
    line = first.lines[0]
    said = replace(line, text=Text({language: f"{text} {word}" for language, text in line.text}))
    return replace(scenario, blocks=(replace(first, lines=(said, *first.lines[1:])), *rest))


def test_a_give_away_word_is_noticed() -> None:
    told = tuple(with_word(s, "kwyjibo kwyjibo") if Mistake.WRONG_AUDIENCE in s.mistakes else s for s in BANK)
    assert auc(told, Mistake.WRONG_AUDIENCE, words_scores(told, Mistake.WRONG_AUDIENCE, "en", seeds=(1,))) > MAX_WORDS_AUC


def test_names_are_masked() -> None:
    for scenario in BANK:
        text = seen_text(scenario, "en")
        for name in (line.by("en") for line in scenario.lines if line.by is not None):
            assert not re.search(rf"(?<!\w){re.escape(name)}\b", text), (scenario.id, name)


def test_precision_counts_what_a_rule_says() -> None:
    guilty = [Mistake.LONG_CONTENT in scenario.mistakes for scenario in BANK]
    assert precision(BANK, Mistake.LONG_CONTENT, guilty) == 1.0
    assert precision(BANK, Mistake.LONG_CONTENT, [False] * len(BANK)) == 0.0
