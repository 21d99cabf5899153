"""Rules for a whole bank of scenarios: margins of the blueprint, independence of key and outside, overlap, words that give a key away.

Margins, independence and give-away words say something from `ENOUGH` scenarios on; a small course is not held to them.
Source: the scenario guide's blueprint and its "checks that catch a bad bank". The surface-cue audit (``python -m tools.audit``)
goes further, with statistics that a check of every course should not need.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from smm_trainer.course.check.gather import Located
from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.course.problems import Problem
from smm_trainer.course.scenario import DIFFICULTIES, INDUSTRIES, Platform, Scenario
from smm_trainer.course.source import shown_path

ENOUGH = 60
"""Scenarios from which a bank has margins: six forms."""

MAX_ASSOCIATION = 0.2
"""Cramér's V of a mistake with platform, industry or number of blocks, at most."""

MAX_OVERLAP = 0.3
"""Jaccard overlap of the word 5-grams of two scenarios that are no twins, at most."""

MAX_TELL = 0.5
"""Share of a mistake's scenarios with a word, less its share of the others, at most: that word alone would have an AUC of 0.75."""

SLACK = 0.15
"""How far a margin may be off, as a share of what is asked; one scenario is always forgiven."""

LEADS: Mapping[tuple[Platform, ...], float] = {
    (Platform.FACEBOOK,): 30 / 120,
    (Platform.INSTAGRAM,): 30 / 120,
    (Platform.TIKTOK,): 15 / 120,
    (Platform.LINKEDIN,): 12 / 120,
    (Platform.TELEGRAM,): 12 / 120,
    (Platform.YOUTUBE,): 9 / 120,
    (Platform.X, Platform.THREADS, Platform.PINTEREST): 12 / 120,
}
"""Lead platforms and their share of a bank (scenario guide, blueprint)."""

TWIN_SHARE = 20 / 120
"""Pairs of twins ÷ scenarios, at least."""

TWINS_EACH = 4 / 120
"""Of those, pairs that a single mistake parts, for each of the five."""

PAIRS_EACH = 2 / 120
"""Scenarios that commit both of two mistakes and no other, for each of the ten pairs."""

_WORD = re.compile(r"[^\W\d_]+")


def bank_problems(scenarios: Sequence[Located[Scenario]], root: Path) -> Iterator[Problem]:
    """What the scenarios together break."""
    yield from _overlap(scenarios)
    if len(scenarios) >= ENOUGH:
        bank = [scenario.value for scenario in scenarios]
        folder = shown_path(root / "quizzes")
        for code, values in (*_margins(bank), *_associations(bank), *_tells(bank)):
            yield Problem(folder, 1, code, values)


Finding = tuple[str, dict[str, object]]


def _margins(bank: Sequence[Scenario]) -> Iterator[Finding]:
    total = len(bank)

    def margin(what: str, found: int, asked: float, *, least: bool = False) -> Iterator[Finding]:
        if found < asked - 1e-9 if least else abs(found - asked) > max(1.0, SLACK * asked):
            yield "bank-margin", {"what": what, "found": found, "asked": f"≥ {asked:.0f}" if least else f"{asked:.0f}"}

    leads = Counter(scenario.platforms[0] for scenario in bank)
    for platforms, share in LEADS.items():
        yield from margin(" + ".join(platforms), sum(leads[platform] for platform in platforms), share * total)
    industries = Counter(scenario.industry for scenario in bank)
    for industry in INDUSTRIES:
        yield from margin(industry, industries[industry], total / len(INDUSTRIES))
    singles = Counter((next(iter(s.mistakes)), s.difficulty) for s in bank if len(s.mistakes) == 1)
    for mistake, difficulty in itertools.product(MISTAKES, DIFFICULTIES):
        yield from margin(f"{mistake} {difficulty}", sum(n for (m, d), n in singles.items() if (m, d) == (mistake, difficulty)), total / 30)
    doubles = Counter(scenario.mistakes for scenario in bank)
    for pair in itertools.combinations(MISTAKES, 2):
        yield from margin(" + ".join(pair), doubles[frozenset(pair)], math.floor(PAIRS_EACH * total), least=True)
    keys = {scenario.id: scenario.mistakes for scenario in bank}
    parted = [s.mistakes ^ keys[s.twin] for s in bank if s.twin in keys and s.id < s.twin]
    yield from margin("twins", len(parted), math.floor(TWIN_SHARE * total), least=True)
    for mistake in MISTAKES:
        yield from margin(f"twins {mistake}", parted.count(frozenset({mistake})), math.floor(TWINS_EACH * total), least=True)


def _associations(bank: Sequence[Scenario]) -> Iterator[Finding]:
    sides: Mapping[str, Callable[[Scenario], object]] = {
        "platform": lambda scenario: scenario.platforms[0],
        "industry": lambda scenario: scenario.industry,
        "blocks": lambda scenario: len(scenario.blocks),
    }
    guilty = {mistake.value: frozenset(s.id for s in bank if mistake in s.mistakes) for mistake in MISTAKES}
    guilty["clean"] = frozenset(scenario.id for scenario in bank if scenario.clean)
    for mistake, ids in guilty.items():
        for name, side in sides.items():
            v = cramers_v([(scenario.id in ids, side(scenario)) for scenario in bank])
            # To two places: of 29 in twelve industries one campaign more or less moves V by 0.01.
            if round(v, 2) > MAX_ASSOCIATION:
                yield "bank-association", {"mistake": mistake, "side": name, "found": f"{v:.2f}", "most": MAX_ASSOCIATION}


def cramers_v(pairs: Sequence[tuple[object, object]]) -> float:
    """Cramér's V of two attributes, from 0 (independent) to 1 (Cramér 1946, without bias correction)."""
    cells = Counter(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    if min(len(left), len(right)) < 2:
        return 0.0
    chi2 = sum((cells[a, b] - left[a] * right[b] / len(pairs)) ** 2 / (left[a] * right[b] / len(pairs)) for a in left for b in right)
    return math.sqrt(chi2 / (len(pairs) * (min(len(left), len(right)) - 1)))


def campaign_text(scenario: Scenario, language: str) -> str:
    """Everything that the campaign itself says in ``language``: its lines, without title, key and reasons."""
    return "\n".join(line.text(language) for line in scenario.lines)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _tells(bank: Sequence[Scenario]) -> Iterator[Finding]:
    """A word that stands in most scenarios of a mistake and in few others."""
    for language in ("hy", "en"):
        words = [frozenset(_words(campaign_text(scenario, language))) for scenario in bank]
        everywhere = Counter(word for found in words for word in found)
        for mistake in MISTAKES:
            guilty = [found for scenario, found in zip(bank, words, strict=True) if mistake in scenario.mistakes]
            if not guilty or len(guilty) == len(bank):
                continue
            for word, count in sorted(Counter(word for found in guilty for word in found).items()):
                others = (everywhere[word] - count) / (len(bank) - len(guilty))
                if count / len(guilty) - others > MAX_TELL:
                    yield (
                        "bank-tell",
                        {"mistake": mistake, "word": word, "found": count, "of": len(guilty), "others": f"{100 * others:.0f}"},
                    )


def _overlap(scenarios: Sequence[Located[Scenario]]) -> Iterator[Problem]:
    found: dict[tuple[int, int], float] = {}
    for language in ("hy", "en"):
        for pair, jaccard in _shared(scenarios, language):
            found[pair] = max(jaccard, found.get(pair, 0.0))
    for (one, two), jaccard in sorted(found.items()):
        first, second = scenarios[one].value, scenarios[two].value
        if jaccard >= MAX_OVERLAP and second.twin != first.id:
            yield scenarios[two].problem("overlap", ("id",), other=first.id, found=f"{jaccard:.2f}", most=MAX_OVERLAP)


def _shared(scenarios: Sequence[Located[Scenario]], language: str) -> Iterator[tuple[tuple[int, int], float]]:
    """The pairs of scenarios that share a run of five words, and how much of all their runs."""
    grams: list[frozenset[tuple[str, ...]]] = []
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    shared: Counter[tuple[int, int]] = Counter()
    for place, scenario in enumerate(scenarios):
        words = _words(campaign_text(scenario.value, language))
        grams.append(frozenset(zip(*(words[start:] for start in range(5)), strict=False)))
        # Only pairs that share a run are looked at: of 7,140 pairs in a bank of 120, a few hundred.
        for gram in grams[-1]:
            shared.update((other, place) for other in where[gram])
            where[gram].append(place)
    for (one, two), common in shared.items():
        yield (one, two), common / (len(grams[one]) + len(grams[two]) - common)
