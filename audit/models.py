"""Statistical guessers, cross-validated: what they score on campaigns that they have not been trained on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import StandardScaler

from audit.features import Matrix, outside, seen_text
from smm_trainer.course.mistakes import Mistake
from smm_trainer.course.scenario import Scenario
from smm_trainer.locale import Language

FOLDS = 10
SEEDS = (1, 2, 3)
"""The folds are drawn three times over: with 29 guilty of 120, one draw moves an AUC by some 0.03."""


def words_features(bank: Sequence[Scenario], language: Language) -> Any:
    """Words, pairs of words and runs of three to five characters, weighted by TF-IDF: scenarios × features, sparse.

    The weights are taken from the whole bank, the labels from none of it: turning 120 texts into features anew for each fold would
    take the audit from seconds to minutes, and can only make the guesser better.
    """
    return words_vectorizer().fit_transform([seen_text(scenario, language) for scenario in bank])


def words_vectorizer() -> Any:
    """Turns texts into `words_features`."""
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"(?u)\b\w+\b")
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True)
    return make_union(words, characters)


def words_model() -> Any:
    """Logistic regression on `words_features`."""
    return LogisticRegression(C=10, class_weight="balanced", solver="liblinear")


def outside_model() -> Any:
    """Logistic regression on kinds and numbers of blocks, platforms and lengths."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=0.3, class_weight="balanced", max_iter=2000))


def groups(bank: Sequence[Scenario]) -> list[str]:
    """A scenario and its twin are one group: they stand in one fold."""
    return [min(scenario.id, scenario.twin) if scenario.twin else scenario.id for scenario in bank]


def scores_out_of_fold(model: Any, inputs: Any, guilty: Sequence[bool], together: Sequence[str], seed: int) -> Matrix:
    """What the model says of each scenario when trained on the folds that it is not in."""
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    labels = np.array(guilty)
    scores = np.zeros(len(labels))
    for train, test in folds.split(labels, labels, together):
        model.fit(inputs[train], labels[train])
        scores[test] = model.decision_function(inputs[test])
    return scores


def words_scores(bank: Sequence[Scenario], mistake: Mistake, language: Language, seeds: Sequence[int] = SEEDS) -> list[Matrix]:
    """Out-of-fold scores of the model on words, one row per draw of folds."""
    features = words_features(bank, language)
    guilty = [mistake in scenario.mistakes for scenario in bank]
    return [scores_out_of_fold(words_model(), features, guilty, groups(bank), seed) for seed in seeds]


def outside_scores(bank: Sequence[Scenario], mistake: Mistake) -> list[Matrix]:
    """Out-of-fold scores of the model on the outside, one row per draw of folds."""
    guilty = [mistake in scenario.mistakes for scenario in bank]
    return [scores_out_of_fold(outside_model(), outside(bank, "en"), guilty, groups(bank), seed) for seed in SEEDS]


def auc(bank: Sequence[Scenario], mistake: Mistake, scores: Sequence[Matrix]) -> float:
    """The mean area under the ROC curve: how often a guilty campaign is ranked above an innocent one."""
    guilty = [mistake in scenario.mistakes for scenario in bank]
    return float(np.mean([roc_auc_score(guilty, row) for row in scores]))


def twins_right(bank: Sequence[Scenario], mistake: Mistake, scores: Sequence[Matrix]) -> tuple[float, int]:
    """Of the pairs of twins that ``mistake`` parts: how many have the guilty one ranked first (mean over the draws); how many there are."""
    place = {scenario.id: number for number, scenario in enumerate(bank)}
    pairs = [
        (place[s.id], place[s.twin])
        for s in bank
        if s.twin in place and mistake in s.mistakes and mistake not in bank[place[s.twin]].mistakes
    ]
    right = [sum(row[guilty] > row[clean] for guilty, clean in pairs) for row in scores]
    return float(np.mean(right)), len(pairs)
