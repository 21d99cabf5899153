"""The bank as GIFT, Moodle's plain format that many tools read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from smm_trainer.course.scenario import Scenario
from smm_trainer.reports.export.moodle import category_of
from smm_trainer.reports.export.question import Question, html_text, questions

_SPECIAL = re.compile(r"([\\~=#{}:])")


def escaped(text: str) -> str:
    """``text`` as GIFT takes it for text alone: its signs get a backslash, line ends are written ``\\n``."""
    return _SPECIAL.sub(r"\\\1", text).replace("\r", "").replace("\n", "\\n")


def gift(scenarios: Collection[Scenario]) -> str:
    """The file: per language and form a category, then its questions."""
    return "\n".join(_lines(scenarios))


def _lines(scenarios: Collection[Scenario]) -> Iterator[str]:
    for words, own in questions(scenarios):
        category = ""
        for question in own:
            if (fresh := category_of(question, words)) != category:
                category = fresh
                yield f"$CATEGORY: {category}\n"
            yield from _question(question)


def _question(question: Question) -> Iterator[str]:
    # Moodle and gift-pegjs read ids and tags from the comment above a question.
    yield f"// [id:{question.id}] {' '.join(f'[tag:{tag}]' for tag in question.tags)}"
    yield f"::{escaped(question.title)}::[html]{escaped(question.campaign)}{{"
    for choice in question.choices:
        # The format given at the head goes for choices and feedback too, so both are HTML.
        text, why = (escaped(html_text(part)) for part in (choice.text, choice.feedback))
        yield f"\t~%{choice.fraction}%{text}#{why}"
    yield f"\t####{escaped(question.better)}"
    yield "}\n"
