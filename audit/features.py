"""What a guesser sees of a campaign: its words, or its outside."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from smm_trainer.course.scenario import BlockKind, Platform, Role, Scenario
from smm_trainer.locale import Language, catalogue
from smm_trainer.reports.wording import line_text

Matrix = npt.NDArray[np.float64]


def seen_text(scenario: Scenario, language: Language) -> str:
    """The campaign as it stands on screen, line by line with its marks, the organisation's name and people's names masked."""
    words = catalogue(language)
    brand = scenario.brand(language)
    text = "\n".join(line_text(line, words, brand) for line in scenario.lines)
    names = {brand, *_pieces(brand), *(line.by(language) for line in scenario.lines if line.by is not None)}
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}", "@", text)
    return text


def _pieces(brand: str) -> list[str]:
    """The name proper of «Ութ գանգուր» սրահ, and each word of three letters or more that begins with a capital."""
    quoted = re.findall("«([^»]+)»", brand)
    return [*quoted, *(word for word in re.findall(r"\w{3,}", brand) if word[0].isupper())]


def longest_post(scenario: Scenario, language: str) -> int:
    """Characters of the longest post, without what its picture shows."""
    posts = [block for block in scenario.blocks if block.kind is BlockKind.POST]
    return max((sum(len(line.text(language)) for line in post.lines if line.role is not Role.MEDIA) for post in posts), default=0)


def outside(bank: Sequence[Scenario], language: str) -> Matrix:
    """Scenarios × features: blocks of each kind, all blocks, lines, platforms, lead platform, characters in all and of the longest post."""
    rows = []
    for scenario in bank:
        kinds = [sum(block.kind is kind for block in scenario.blocks) for kind in BlockKind]
        lead = [float(scenario.platforms[0] is platform) for platform in Platform]
        lengths = [sum(len(line.text(language)) for line in scenario.lines), longest_post(scenario, language)]
        rows.append([*kinds, len(scenario.blocks), len(scenario.lines), len(scenario.platforms), *lead, *np.log1p(lengths)])
    return np.array(rows, dtype=np.float64)
