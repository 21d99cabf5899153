"""The audit's figures, each beside its limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audit.features import seen_text
from audit.models import auc, outside_scores, twins_right, words_model, words_scores, words_vectorizer
from audit.rules import RULES, precision
from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.course.scenario import Scenario
from smm_trainer.locale import LANGUAGES, Language

MAX_WORDS_AUC = 0.70
MAX_OUTSIDE_AUC = 0.62
MAX_TWINS = 0.65
MAX_PRECISION = 0.6


@dataclass(frozen=True, slots=True)
class Row:
    """One figure."""

    what: str
    """What was tried, and on which mistake."""
    value: float
    """How far it got, from 0 to 1."""
    limit: float
    """How far it may get."""

    @property
    def over(self) -> bool:
        """It got further than it may."""
        return self.value > self.limit + 1e-9

    def as_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return {"what": self.what, "value": round(self.value, 4), "limit": self.limit, "ok": not self.over}

    def __str__(self) -> str:
        return f"{self.what:<64} {self.value:>6.3f}  at most {self.limit:.2f}  {'OVER' if self.over else 'ok'}"


def audit(bank: Sequence[Scenario]) -> list[Row]:
    """Every figure for ``bank``."""
    rows: list[Row] = []
    for language in LANGUAGES:
        right, pairs = 0.0, 0
        for mistake in MISTAKES:
            scores = words_scores(bank, mistake, language)
            rows.append(Row(f"AUC of words and characters, {language}: {mistake}", auc(bank, mistake, scores), MAX_WORDS_AUC))
            some, of = twins_right(bank, mistake, scores)
            right, pairs = right + some, pairs + of
        rows.append(Row(f"twins told apart by words, {language} ({pairs} pairs)", right / pairs if pairs else 0.0, MAX_TWINS))
    for mistake in MISTAKES:
        rows.append(Row(f"AUC of the outside alone: {mistake}", auc(bank, mistake, outside_scores(bank, mistake)), MAX_OUTSIDE_AUC))
    for name, (mistake, rule) in RULES.items():
        rows.append(Row(f"precision of “{name}” for {mistake}", precision(bank, mistake, rule(bank)), MAX_PRECISION))
    return rows


def telling_words(bank: Sequence[Scenario], mistake: Mistake, most: int = 30) -> Mapping[Language, list[tuple[str, float]]]:
    """Per language, the words that weigh most for and against ``mistake`` in a model trained on the whole bank."""
    found: dict[Language, list[tuple[str, float]]] = {}
    for language in LANGUAGES:
        vectorizer, model = words_vectorizer(), words_model()
        texts = vectorizer.fit_transform([seen_text(scenario, language) for scenario in bank])
        model.fit(texts, [mistake in scenario.mistakes for scenario in bank])
        weights = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
        words = [(name.split("__", 1)[1], float(weight)) for name, weight in weights if name.startswith("tfidfvectorizer-1")]
        found[language] = sorted(words, key=lambda word: -abs(word[1]))[:most]
    return found
