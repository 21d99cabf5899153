"""What an assessment says, as rows: passed or not, the gain with its interval, and what the numbers cannot carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.locale import Catalogue, format_number
from smm_trainer.training.assessment import PASS_MARK, Assessment, Gain, gains
from smm_trainer.training.draw import Mode
from smm_trainer.ui.draw.basics import BLANK, heading, paragraph, styled
from smm_trainer.ui.widgets.row import Row


def assessment_rows(assessment: Assessment, all: Sequence[Assessment], words: Catalogue) -> Iterator[Row]:
    """The outcome of one assessment, beside the first one where there is one."""
    if assessment.mode is Mode.FIRST:
        yield paragraph(words("assessment.first"))
    else:
        style = "bold $good" if assessment.passed else "bold $bad"
        key = "assessment.passed" if assessment.passed else "assessment.not-passed"
        yield Row(styled(("✓ " if assessment.passed else "× ") + words(key), style))
        yield paragraph(words("assessment.mark", mark=round(100 * PASS_MARK)), "$muted")
    if not assessment.fresh:
        yield paragraph(words("assessment.not-fresh"), "$muted")
    first = next((each for each in all if each.mode is Mode.FIRST and each.at < assessment.at), None)
    if first is not None and assessment.mode is not Mode.FIRST:
        yield BLANK
        yield from gain_rows(first, assessment, words)


def gain_rows(first: Assessment, later: Assessment, words: Catalogue) -> Iterator[Row]:
    """What changed since the first assessment, in all and for each mistake, in words and with intervals."""
    whole, each = gains(first, later)
    yield heading(words("gain.title"))
    yield paragraph(gain_in_words(whole, words))
    yield paragraph(words("gain.interval", low=_points(whole.low, words), high=_points(whole.high, words)), "$muted")
    for mistake in MISTAKES:
        gain = each[mistake]
        values = {"before": round(100 * gain.before), "after": round(100 * gain.after)}
        yield paragraph(f"{words(f'mistake.{mistake}')} – {words('gain.judged', **values)}", indent=2)
    yield paragraph(words("gain.means"), "$muted")


def gain_in_words(gain: Gain, words: Catalogue) -> str:
    """Better, worse, or not to be told: only what the interval leaves no doubt about is called a gain."""
    values = {"before": round(100 * gain.before), "after": round(100 * gain.after)}
    if gain.low > 0:
        return words("gain.better", **values)
    if gain.high < 0:
        return words("gain.worse", **values)
    return words("gain.open", **values)


def _points(share: float, words: Catalogue) -> str:
    points = round(100 * share)
    return ("+" if points > 0 else "−" if points < 0 else "") + format_number(abs(points), words.language)
