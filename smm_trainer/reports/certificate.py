"""The certificate of a passed final assessment: one page of HTML in both languages, with nothing from anywhere else."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

from smm_trainer import __version__
from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.course.text import forbidden_character
from smm_trainer.locale import LANGUAGES, Catalogue, catalogue, format_date
from smm_trainer.reports.wording import skill_in_words
from smm_trainer.training.assessment import Assessment
from smm_trainer.training.draw import Mode
from smm_trainer.training.skills import calibration, mean_overlap, skills

MARK = "<!-- SMM Trainer certificate -->"
"""Stands in every certificate, so that a file of ours can be told from somebody else's."""

_STYLE = """
@page { size: A4; margin: 14mm; }
@media print { body { padding: 0 !important; font-size: 10pt !important; } section, footer { break-inside: avoid; } }
* { box-sizing: border-box; }
body { font: 11pt/1.45 "Noto Sans Armenian", "DejaVu Sans", system-ui, sans-serif; color: #1b1d22; }
body { max-width: 178mm; margin: 0 auto; padding: 6mm; }
h1 { font-size: 20pt; margin: 0 0 1mm; }
h2 { font-size: 14pt; margin: 0 0 2mm; }
p { margin: 1.5mm 0; }
.name { font-size: 17pt; font-weight: 700; margin: 4mm 0; padding-bottom: 2mm; border-bottom: 2px solid #b36b00; }
section + section { border-top: 1px solid #c9ccd3; margin-top: 5mm; padding-top: 4mm; }
table { border-collapse: collapse; width: 100%; margin: 3mm 0; font-size: 10pt; }
th { text-align: left; font-weight: 600; padding-right: 4mm; vertical-align: top; white-space: nowrap; }
td, th { padding-top: 0.8mm; padding-bottom: 0.8mm; border-bottom: 1px solid #e3e5ea; }
small { color: #555a66; }
footer { border-top: 1px solid #c9ccd3; margin-top: 5mm; padding-top: 2mm; font-size: 8.5pt; color: #555a66; }
"""


def certificate_of(assessments: Sequence[Assessment]) -> Assessment | None:
    """The assessment that a certificate is for: the last passed final one, or None."""
    return next((each for each in reversed(assessments) if each.mode is Mode.FINAL and each.passed), None)


def certificate_html(learner: str, final: Assessment, first: Assessment | None, forms: Sequence[str], bank: str) -> str:
    """The page.

    Args:
        learner: their name; it is shown as text, whatever it contains.
        final: the passed final assessment.
        first: the first assessment, if one was taken before.
        forms: the forms that the final one, and the first, were drawn from.
        bank: the version of the bank (`bank_version`).
    """
    name = "".join(character for character in learner if not forbidden_character(character)) or "–"
    parts = [_section(catalogue(language), final, first) for language in LANGUAGES]
    title = " · ".join(catalogue(language)("certificate.title") for language in LANGUAGES)
    footer = f"SMM Trainer {__version__} · {final.at:%Y-%m-%d %H:%M} UTC · {', '.join(forms)} · {bank}"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            MARK,
            f'<html lang="{LANGUAGES[0]}">',
            f'<head><meta charset="utf-8"><title>{html.escape(title)}</title><style>{_STYLE}</style></head>',
            "<body>",
            f'<h1>SMM Trainer</h1><div class="name">{html.escape(name)}</div>',
            *parts,
            f"<footer>{html.escape(footer)}</footer>",
            "</body></html>",
            "",
        ]
    )


def _section(words: Catalogue, final: Assessment, first: Assessment | None) -> str:
    language = words.language
    day = format_date(final.at.date(), language, weekday=False)
    facts = [
        words(
            "certificate.passed", day=f"{day} {final.at.year}", exact=final.exact, total=len(final.answers), mean=round(100 * final.mean)
        ),
    ]
    if first is not None:
        facts.append(words("certificate.first", mean=round(100 * first.mean)))
    if not final.fresh:
        facts.append(words("assessment.not-fresh"))
    rows = [(words(f"mistake.{mistake}"), skill_in_words(skill, words)) for mistake, skill in skills(final.answers).items()]
    assert [name for name, _ in rows] == [words(f"mistake.{mistake}") for mistake in MISTAKES]
    sure = [
        words("progress.sure", name=words(f"confidence.{int(level)}"), exact=found.exact, answers=found.answers)
        for level, found in calibration(final.answers).items()
        if found.answers
    ]
    overlap, marked = mean_overlap(final.answers)
    if marked:
        sure.append(words("progress.evidence", percent=round(100 * overlap), answers=marked))
    table = "".join(f"<tr><th>{html.escape(name)}</th><td>{html.escape(text)}</td></tr>" for name, text in rows)
    lines = "".join(f"<p>{html.escape(text)}</p>" for text in facts)
    return (
        f'<section lang="{language}"><h2>{html.escape(words("certificate.title"))}</h2>{lines}<table>{table}</table>'
        f"<small>{html.escape(' · '.join(sure))}</small></section>"
    )


class NotOurs(Exception):
    """There is a file in the place of the certificate that is no certificate."""


def write_certificate(path: Path, page: str) -> None:
    """Write ``page`` to ``path``; an older certificate there is replaced, another file is not.

    Raises:
        NotOurs: what stands there is no certificate of ours.
        OSError: it could not be written.
    """
    if path.exists():
        if not path.is_file():
            raise NotOurs
        with path.open("rb") as file:
            if MARK.encode() not in file.read(256):
                raise NotOurs
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
