"""The bank as CSV: a row per scenario and language."""

from __future__ import annotations

from collections.abc import Collection

from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.course.scenario import Scenario
from smm_trainer.locale import content_catalogue
from smm_trainer.reports.export.question import languages_of
from smm_trainer.reports.spreadsheet import csv_text
from smm_trainer.reports.wording import campaign_lines

HEAD = (
    "id", "language", "form", "difficulty", "industry", "platforms", "title", "brand", "campaign", "mistakes", "evidence", "clearing",
    *(f"reason {mistake}" for mistake in MISTAKES), "mended", "discussion",
)  # fmt: skip
"""The columns: the words of the course's own files, the same in every language."""


def bank_csv(scenarios: Collection[Scenario]) -> str:
    """The file. Lists are parted by blanks; evidence is ``mistake:line,line``, the lines by their numbers."""
    rows = []
    for language in languages_of(scenarios):
        words = content_catalogue(language)
        for scenario in sorted(scenarios, key=lambda scenario: (scenario.form, scenario.id)):
            if language not in dict(scenario.title):
                continue
            numbers = scenario.numbers
            evidence = " ".join(f"{mistake}:{_numbered(lines, numbers)}" for mistake, lines in scenario.evidence.items())
            rows.append(
                (
                    scenario.id,
                    language,
                    scenario.form,
                    scenario.difficulty,
                    scenario.industry,
                    " ".join(scenario.platforms),
                    scenario.title(language),
                    scenario.brand(language),
                    "\n".join(list(campaign_lines(scenario, words))[2:]),
                    " ".join(mistake for mistake in MISTAKES if mistake in scenario.mistakes) or "clean",
                    evidence,
                    _numbered(scenario.clearing, numbers),
                    *(scenario.reason(mistake, language) for mistake in MISTAKES),
                    scenario.mended(language),
                    scenario.discussion(language),
                )
            )
    return csv_text(HEAD, rows)


def _numbered(lines: Collection[str], numbers: object) -> str:
    assert hasattr(numbers, "__getitem__")
    return ",".join(str(numbers[line]) for line in lines)
