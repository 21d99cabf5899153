"""A verdict as rows: how it came out, every reason with its proof, the mended version, where to go from here."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.course.scenario import Line, Scenario
from smm_trainer.locale import Catalogue
from smm_trainer.reports.wording import line_text
from smm_trainer.training.grading import Diagnosis, Verdict
from smm_trainer.ui.draw.basics import BLANK, heading, paragraph, styled
from smm_trainer.ui.draw.campaign import NO_MARK, Mark
from smm_trainer.ui.widgets.row import Row

_GOOD, _BAD, _QUIET = "bold $good", "bold $bad", "$muted"


def judgement_style(mistake: Mistake, verdict: Verdict) -> tuple[str, str]:
    """The catalogue's key and the style of how one judgement came out."""
    if mistake in verdict.hits:
        return "verdict.hit", _GOOD
    if mistake in verdict.misses:
        return "verdict.miss", _BAD
    if mistake in verdict.false_alarms:
        return "verdict.false-alarm", _BAD
    return "verdict.rightly-not", _QUIET


def headline(verdict: Verdict, words: Catalogue) -> Row:
    """Right or not, and the score."""
    if verdict.exact:
        return Row(styled(words("verdict.exact"), _GOOD))
    return Row(Content.assemble((words("verdict.wrong"), _BAD), f"  {words('verdict.score', score=round(100 * verdict.score))}"))


def verdict_rows(scenario: Scenario, diagnosis: Diagnosis, verdict: Verdict, words: Catalogue) -> Iterator[Row]:
    """Everything that a verdict says, but for the rows that lead on."""
    yield headline(verdict, words)
    if verdict.overlap is not None:
        yield paragraph(words("verdict.overlap", percent=round(100 * verdict.overlap)), "$muted")
    yield BLANK
    # What was got wrong comes first, then what is committed, then what is not.
    order = sorted(MISTAKES, key=lambda m: (m not in verdict.misses, m not in verdict.false_alarms, m not in scenario.mistakes, m.number))
    for mistake in order:
        yield from _judgement(mistake, scenario, verdict, words)
    yield from closing_rows(scenario, words)


def closing_rows(scenario: Scenario, words: Catalogue) -> Iterator[Row]:
    """What ends every verdict, on one screen or on the wall: what clears a clean campaign, the mended version, the discussion."""
    if scenario.clean:
        yield heading(words("verdict.clearing"))
        yield from proof_rows(scenario.clearing, scenario, words)
        yield BLANK
    yield heading(words("verdict.mended-clean" if scenario.clean else "verdict.mended"))
    for text in scenario.mended(words.language).split("\n"):
        yield paragraph(text)
    yield BLANK
    yield heading(words("verdict.discussion"))
    yield paragraph(scenario.discussion(words.language))


def _judgement(mistake: Mistake, scenario: Scenario, verdict: Verdict, words: Catalogue) -> Iterator[Row]:
    key, style = judgement_style(mistake, verdict)
    # Where the name does not fit beside the word, it goes on under the word, not under the sign before it.
    sign, _, word = words(key).partition(" ")
    first = styled(f"{sign} ", style)
    yield Row(Content.assemble((word, style), "  ", (words(f"mistake.{mistake}"), "bold")), first=first)
    yield paragraph(scenario.reason(mistake, words.language), indent=2)
    if mistake in scenario.evidence:
        yield from proof_rows(scenario.evidence[mistake], scenario, words)
    yield BLANK


def proof_rows(ids: tuple[str, ...], scenario: Scenario, words: Catalogue) -> Iterator[Row]:
    """The lines ``ids`` of a campaign, as proof."""
    for line in scenario.lines:
        if line.id in ids:
            first = Content.assemble(("  ★ ", "$accent"), (f"{scenario.numbers[line.id]} ", "$muted"))
            yield Row(Content(line_text(line, words, scenario.brand(words.language))), first=first)


def evidence_mark(line: Line, scenario: Scenario, diagnosis: Diagnosis) -> Mark:
    """The sign beside a line once the verdict is known: ✓ marked and proof, ★ proof, × marked and none."""
    proof, marked = line.id in scenario.key_lines, line.id in diagnosis.evidence
    if proof and marked:
        return "✓", _GOOD
    if proof:
        return "★", "bold $accent"
    return ("×", _BAD) if marked else NO_MARK
