"""The bank as an Anki package: a deck per language, a card per scenario.

A package, not Anki's text format: it brings its own kind of note with its look, and ids of its own, so that a newer export renews the
cards that are there and keeps what Anki knows of them. genanki is imported at need and installed at wish (``smm-trainer[export]``).
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

from smm_trainer.course.scenario import Scenario
from smm_trainer.locale import Catalogue
from smm_trainer.reports.export.question import Question, escape_html, questions

MODEL_ID = 1_607_392_411
"""The id of our kind of note; for ever, as Anki keeps notes by it."""

DECK_ID = 2_059_400_000
"""The id of the first deck; a language's own is a checksum above it."""

FIELDS = ("Id", "Language", "Title", "Campaign", "Choices", "Key", "Reasons", "Better")

_FRONT = '<div lang="{{Language}}"><h3>{{Title}}</h3>{{Campaign}}{{Choices}}</div>'
_BACK = '<div lang="{{Language}}"><h3>{{Title}}</h3>{{Campaign}}<hr id="answer">{{Key}}{{Reasons}}{{Better}}</div>'
_STYLE = """
.card { font-family: "Noto Sans Armenian", "DejaVu Sans", sans-serif; font-size: 17px; line-height: 1.4; text-align: left; }
.card { max-width: 46em; margin: 0 auto; padding: 0.5em; }
ol { padding-left: 2.2em; } li { margin: 0.2em 0; }
"""


class NoGenanki(Exception):
    """The package that writes Anki's files is not installed."""


def anki_package(scenarios: Collection[Scenario]) -> bytes:
    """The package's bytes.

    Raises:
        NoGenanki: genanki is not installed.
    """
    try:
        import genanki
    except ImportError:
        raise NoGenanki from None
    model = genanki.Model(
        MODEL_ID,
        "SMM Trainer",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Campaign", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    decks = []
    for words, own in questions(scenarios):
        deck = genanki.Deck(_deck_id(words.language), f"SMM Trainer::{words('language.name')}")
        for question in own:
            deck.add_note(_note(genanki, model, question, words))
        decks.append(deck)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bank.apkg"
        genanki.Package(decks).write_to_file(str(path))
        return path.read_bytes()


def _deck_id(language: str) -> int:
    import zlib

    return DECK_ID + zlib.crc32(language.encode()) % 80_000_000


def _note(genanki: Any, model: Any, question: Question, words: Catalogue) -> Any:
    right = "".join(f"<li><strong>{escape_html(choice.text)}</strong></li>" for choice in question.choices if choice.right)
    reasons = "".join(
        f"<li>{'✓' if choice.right else '✗'} <strong>{escape_html(choice.text)}</strong> – {escape_html(choice.feedback)}</li>"
        for choice in question.choices[:-1]
    )
    fields = [
        question.id,
        question.language,
        escape_html(question.title),
        question.campaign,
        f"<ul>{''.join(f'<li>{escape_html(choice.text)}</li>' for choice in question.choices)}</ul>",
        f"<p>{escape_html(words('export.key'))}</p><ul>{right}</ul>",
        f"<ul>{reasons}</ul>",
        question.better,
    ]
    guid = genanki.guid_for("smm-trainer", question.id, question.language)
    return genanki.Note(
        model=model, fields=fields, guid=guid, tags=[tag.replace(" ", "-") for tag in question.tags], sort_field=question.id
    )
