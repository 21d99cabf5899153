"""Rules of thumb that look at one cue, and how often each is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from audit.features import longest_post, seen_text
from smm_trainer.course.mistakes import Mistake
from smm_trainer.course.scenario import BlockKind, Scenario

_CONTEST = re.compile(
    r"\b(contests?|giveaways?|raffles?|draws?|prizes?|wins?|winners?|tag (a|your|two|three)|lucky)\b"
    r"|մրցույթ|խաղարկ|մրցանակ|շահ(ի|եք|ող|եց)|նշե(ք|լ)|բախտավոր",
    re.IGNORECASE,
)
_BROAD = re.compile(r"18–65\+|13–65\+|whole (of|country)|all (of )?Armenia\b|^Armenia$|^Հայաստան$|ողջ|ամբողջ", re.IGNORECASE)


def contest_word(bank: Sequence[Scenario]) -> list[bool]:
    """A word of contests stands in the campaign, in either language."""
    return [bool(_CONTEST.search(seen_text(s, "en")) or _CONTEST.search(seen_text(s, "hy"))) for s in bank]


def removal_mark(bank: Sequence[Scenario]) -> list[bool]:
    """The page removed a comment."""
    return [any(line.removed for line in scenario.lines) for scenario in bank]


def several_platforms(bank: Sequence[Scenario]) -> list[bool]:
    """Two networks or more."""
    return [len(scenario.platforms) >= 2 for scenario in bank]


def broad_settings(bank: Sequence[Scenario]) -> list[bool]:
    """An ad setting as wide as the platform lets it be."""
    ads = [[line for block in s.blocks if block.kind is BlockKind.ADS for line in block.lines] for s in bank]
    return [any(_BROAD.search(line.text("en")) for line in lines) for lines in ads]


def long_post(bank: Sequence[Scenario]) -> list[bool]:
    """The longest post is among the longest quarter of the bank's."""
    lengths = [longest_post(scenario, "en") for scenario in bank]
    limit = sorted(lengths, reverse=True)[max(0, len(bank) // 4 - 1)]
    return [length >= limit for length in lengths]


RULES: Mapping[str, tuple[Mistake, Callable[[Sequence[Scenario]], list[bool]]]] = {
    "a contest word": (Mistake.LIKE_HARVESTING, contest_word),
    "a removal mark": (Mistake.DELETING_COMMENTS, removal_mark),
    "two platforms or more": (Mistake.SAME_EVERYWHERE, several_platforms),
    "broad settings": (Mistake.WRONG_AUDIENCE, broad_settings),
    "the longest posts": (Mistake.LONG_CONTENT, long_post),
}
"""Rule → the mistake that it would say, and where it would say it."""


def precision(bank: Sequence[Scenario], mistake: Mistake, said: Sequence[bool]) -> float:
    """How often a rule that says ``mistake`` is right; 0 where it never says it."""
    named = [mistake in scenario.mistakes for scenario, says in zip(bank, said, strict=True) if says]
    return sum(named) / len(named) if named else 0.0
