"""A scenario as a question for other tools: which of the five mistakes are made here, several of several, with partial credit."""

from __future__ import annotations

import html
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.course.scenario import Block, Scenario
from smm_trainer.locale import Catalogue, content_catalogue
from smm_trainer.reports.wording import block_heading, labels, line_text
from smm_trainer.training.skills import CLEAN


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the six answers: the five mistakes, and that there is none."""

    id: str
    """The mistake's id, or ``clean``."""
    text: str
    """What it says."""
    fraction: str
    """Percent of the score that ticking it adds or takes, as Moodle writes it."""
    feedback: str
    """Why it is right or wrong."""

    @property
    def right(self) -> bool:
        """It belongs to the key."""
        return not self.fraction.startswith("-")


@dataclass(frozen=True, slots=True)
class Question:
    """A scenario in one language."""

    id: str
    """The scenario's id."""
    language: str
    """Which language."""
    form: str
    """The assessment form that it belongs to; empty for none."""
    title: str
    """The scenario's title."""
    campaign: str
    """The campaign and what is asked, as HTML in which everything is escaped."""
    choices: tuple[Choice, ...]
    """What can be ticked: the five, then ``clean``."""
    better: str
    """What should have been done, or was done right, and a question to talk about, as HTML."""
    tags: tuple[str, ...]
    """Difficulty, industry, lead platform, form."""

    @property
    def key(self) -> frozenset[str]:
        """The ids of the choices that are right."""
        return frozenset(choice.id for choice in self.choices if choice.right)


def fractions(scenario: Scenario) -> dict[str, str]:
    """Choice id → percent, so that what is ticked adds up to our own score, `training.grading.plus_minus_score`.

    With ``t`` mistakes a right one adds 1 ÷ t and a wrong one takes 1 ÷ (5 − t); these tools too count no less than nothing. "Clean" takes
    all where it is wrong; where it is right, it gives all, and any mistake takes all. Every such share is one that Moodle allows.
    """
    true = len(scenario.mistakes)
    plus = _percent(1 / true) if true else ""
    minus = f"-{_percent(1 / (len(MISTAKES) - true))}" if 0 < true < len(MISTAKES) else "-100"
    found = {mistake.value: plus if mistake in scenario.mistakes else minus for mistake in MISTAKES}
    return found | {CLEAN: "-100" if true else "100"}


def _percent(share: float) -> str:
    """A share as Moodle writes it: five decimals, and no zeros at the end."""
    return f"{100 * share:.5f}".rstrip("0").rstrip(".")


def question_of(scenario: Scenario, words: Catalogue) -> Question:
    """The scenario in the language of ``words``."""
    language, shares = words.language, fractions(scenario)
    choices = [Choice(mistake, words(f"mistake.{mistake}"), shares[mistake], scenario.reason(mistake, language)) for mistake in MISTAKES]
    why = scenario.mended(language) if scenario.clean else words("export.not-clean", mistakes=labels(scenario.mistakes, words))
    choices.append(Choice(CLEAN, words("mistake.clean"), shares[CLEAN], why))
    tags = (f"smm-trainer-{scenario.id}", scenario.difficulty, scenario.industry, scenario.platforms[0].value)
    return Question(
        id=scenario.id,
        language=language,
        form=scenario.form,
        title=scenario.title(language),
        campaign=campaign_html(scenario, words) + f"<p><strong>{escape_html(words('quiz.question'))}</strong></p>",
        choices=tuple(choices),
        better=_better(scenario, words),
        tags=(*tags, *([f"form-{scenario.form}"] if scenario.form else [])),
    )


def _better(scenario: Scenario, words: Catalogue) -> str:
    language = words.language
    parts = (
        (words("verdict.mended-clean" if scenario.clean else "verdict.mended"), scenario.mended(language)),
        (words("verdict.discussion"), scenario.discussion(language)),
    )
    return "".join(f"<p><strong>{escape_html(title)}</strong><br>{html_text(text)}</p>" for title, text in parts)


def html_text(text: str) -> str:
    """``text`` as HTML that shows it as it is, its line ends kept; not for an attribute's value."""
    return escape_html(text).replace("\n", "<br>")


def escape_html(text: str) -> str:
    """``text`` as HTML takes it between tags: quotation marks stay as they are, because some readers show ``&#x27;`` letter by letter."""
    return html.escape(text, quote=False)


def campaign_html(scenario: Scenario, words: Catalogue) -> str:
    """The campaign with its lines numbered through, as the app numbers them; nothing but a few plain tags."""
    brand = scenario.brand(words.language)
    parts = [f"<p><strong>{escape_html(brand)}</strong></p>"]
    number = 1
    for block in scenario.blocks:
        parts.append(_block_html(block, number, brand, words))
        number += len(block.lines)
    return "".join(parts)


def _block_html(block: Block, number: int, brand: str, words: Catalogue) -> str:
    lines = "".join(f"<li>{html_text(line_text(line, words, brand))}</li>" for line in block.lines)
    return f'<p><em>{escape_html(block_heading(block, words))}</em></p><ol start="{number}">{lines}</ol>'


def languages_of(scenarios: Iterable[Scenario]) -> tuple[str, ...]:
    """The languages that there are scenarios in, as they come."""
    return tuple(dict.fromkeys(language for scenario in scenarios for language, _ in scenario.title))


def questions(scenarios: Collection[Scenario]) -> Iterator[tuple[Catalogue, list[Question]]]:
    """For each language of the scenarios its words and their questions, by form and id; who has no text in a language is left out there."""
    for language in languages_of(scenarios):
        words = content_catalogue(language)
        own = [scenario for scenario in scenarios if language in dict(scenario.title)]
        yield words, [question_of(scenario, words) for scenario in sorted(own, key=lambda scenario: (scenario.form, scenario.id))]
