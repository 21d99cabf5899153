"""Every export is read back with somebody else's reader, and says the same key and the same words."""

from __future__ import annotations

import csv
import html
import io
import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from smm_trainer.arguments import EXPORT_FORMATS
from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.course.scenario import Scenario
from smm_trainer.locale import LANGUAGES, catalogue
from smm_trainer.reports.export.anki import anki_package
from smm_trainer.reports.export.gift import escaped, gift
from smm_trainer.reports.export.moodle import moodle_xml
from smm_trainer.reports.export.question import fractions, question_of
from smm_trainer.reports.export.table import HEAD, bank_csv
from smm_trainer.training.grading import plus_minus_score
from tests.course.small import put, scenario, write_course
from tests.test_cli import one_sentence, run

BANK = Course(built_in_folder()).scenarios
NAMES = {catalogue(language)(f"mistake.{mistake}"): str(mistake) for language in LANGUAGES for mistake in (*MISTAKES, "clean")}
"""What a choice says → its id."""

GIFT_READER = "gift-pegjs@1.0.2"

ALLOWED = (100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0)
"""The shares that Moodle's importer takes, and their negatives (lib/questionlib.php, get_grade_options)."""

Read = dict[tuple[str, str], Mapping[str, tuple[float, str]]]
"""What a reader has read: title and language → choice id → its percent and its feedback."""


def plain(text: str) -> str:
    """HTML as the text that it shows."""
    return html.unescape(re.sub(r"<[^>]*>", "", text.replace("<br>", "\n")))


def compare(read: Read, bank: Mapping[str, Scenario], *, shares: bool = True) -> None:
    """What was read says the keys and the reasons of ``bank``, in every language; with ``shares`` also what each choice gives and takes."""
    assert len(read) == len(bank) * len(LANGUAGES)
    for each in bank.values():
        key = {str(mistake) for mistake in each.mistakes} or {"clean"}
        for language in LANGUAGES:
            choices = read[each.title(language), language]
            assert {id for id, (percent, _) in choices.items() if percent > 0} == key
            assert set(choices) == {*MISTAKES, "clean"}
            if shares:
                assert {id: percent for id, (percent, _) in choices.items()} == {id: float(share) for id, share in fractions(each).items()}
            for mistake in MISTAKES:
                assert " ".join(choices[mistake][1].split()) == " ".join(each.reason(mistake, language).split())


def campaigns_of(bank: Mapping[str, Scenario]) -> set[tuple[str, str]]:
    """Title and campaign of every question that ``bank`` makes, letter by letter."""
    every = (question_of(each, catalogue(language)) for each in bank.values() for language in LANGUAGES)
    return {(question.title, question.campaign) for question in every}


def language_of(category: str) -> str:
    return next(language for language in LANGUAGES if f"/{catalogue(language)('language.name')}" in category)


@pytest.mark.parametrize("id", [next(s.id for s in BANK.values() if len(s.mistakes) == size) for size in range(4)])
def test_the_score_is_ours_whatever_is_ticked(id: str) -> None:
    shares = {name: float(share) for name, share in fractions(BANK[id]).items()}
    for size in range(len(MISTAKES) + 1):
        for said in itertools.combinations(MISTAKES, size):
            percent = sum(shares[name] for name in said or ("clean",))
            assert max(0.0, percent / 100) == pytest.approx(plus_minus_score(BANK[id].mistakes, set(said)), abs=1e-6)
            with_clean = percent + shares["clean"] if said else percent
            assert max(0.0, with_clean / 100) <= 1.0


def test_moodle_allows_every_share() -> None:
    for each in BANK.values():
        shares = [float(share) for share in fractions(each).values()]
        assert all(abs(share) in ALLOWED for share in shares)
        assert sum(share for share in shares if share > 0) == pytest.approx(100, abs=0.01)


def read_moodle(text: str) -> Read:
    """A Moodle XML file, read by the format's own description."""
    read: Read = {}
    language = ""
    for element in ET.fromstring(text):
        assert element.tag == "question"
        if element.get("type") == "category":
            language = language_of(element.findtext("category/text") or "")
            continue
        assert element.get("type") == "multichoice"
        assert element.findtext("single") == "false"
        assert element.find("questiontext[@format='html']") is not None
        choices = {
            NAMES[answer.findtext("text") or ""]: (float(answer.get("fraction") or "x"), answer.findtext("feedback/text") or "")
            for answer in element.findall("answer")
        }
        read[element.findtext("name/text") or "", language] = choices
    return read


def test_moodle_xml_says_the_bank() -> None:
    text = moodle_xml(list(BANK.values()))
    compare(read_moodle(text), BANK)
    ids = [element.text for element in ET.fromstring(text).iter("idnumber")]
    assert sorted(filter(None, ids)) == sorted([*BANK, *BANK])


def test_moodle_xml_with_a_reader_from_pypi() -> None:
    parser: Any = pytest.importorskip("moodle_xml_parser.parser", reason="needs the PyPI package moodle_xml_parser")
    text = moodle_xml(list(BANK.values()))
    found = parser.parse_string(text)["multichoice"]
    # It knows no categories: the two languages are told apart by the words of the choices.
    read: Read = {}
    for question in found:
        language = next(known for known in LANGUAGES if question.options[0].answer == catalogue(known)("mistake.long-content"))
        read[question.name, language] = {NAMES[option.answer]: (option.score_fraction, option.feedback) for option in question.options}
        assert not question.single
        assert not question.shuffle_answers
    compare(read, BANK)
    # It reads ``&amp;`` of the HTML as a mere "&" beforehand.
    assert {(question.name, question.text_pre_parse) for question in found} == {(t, html.unescape(c)) for t, c in campaigns_of(BANK)}
    assert "&#x27;" not in text


@pytest.fixture(scope="session")
def gift_reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``gift-pegjs`` is installed in."""
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("needs node and npm, for gift-pegjs")
    folder = tmp_path_factory.mktemp("npm")
    (folder / "package.json").write_text("{}", encoding="utf-8")
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", GIFT_READER]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    if done.returncode:
        pytest.skip(f"npm could not install {GIFT_READER}: {done.stderr.strip().splitlines()[-1:]}")
    script = 'const {parse} = require("gift-pegjs"); console.log(JSON.stringify(parse(require("fs").readFileSync(0, "utf8"))))'
    (folder / "read.js").write_text(script, encoding="utf-8")
    return folder


def read_gift(text: str, folder: Path) -> list[dict[str, Any]]:
    """A GIFT file, as gift-pegjs reads it."""
    done = subprocess.run(["node", "read.js"], cwd=folder, input=text, capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-500:]
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def of_gift(found: list[dict[str, Any]]) -> Read:
    """What gift-pegjs has read, in the terms of this test."""
    read: Read = {}
    language = ""
    for question in found:
        if question["type"] == "Category":
            language = language_of(question["title"])
            continue
        assert question["type"] == "MC"
        choices = {
            NAMES[plain(choice["text"]["text"])]: (float(choice["weight"]), plain(choice["feedback"]["text"]))
            for choice in question["choices"]
        }
        read[question["title"], language] = choices
    return read


def test_gift_says_the_bank(gift_reader: Path) -> None:
    found = read_gift(gift(list(BANK.values())), gift_reader)
    compare(of_gift(found), BANK)
    assert sorted(question["id"] for question in found if question["type"] == "MC") == sorted([*BANK, *BANK])
    stems = {(question["id"], question["stem"]["text"]) for question in found if question["type"] == "MC"}
    for each in BANK.values():
        assert all((each.id, question_of(each, catalogue(language)).campaign) in stems for language in LANGUAGES)


def test_gift_with_a_reader_from_pypi() -> None:
    parser: Any = pytest.importorskip("pygiftparser.parser", reason="needs the PyPI package pygiftparser")
    found = parser.parseFile(io.StringIO(gift(list(BANK.values()))))
    assert len(found) == len(BANK) * len(LANGUAGES)
    assert all(question.valid for question in found)
    read: Read = {
        (unescaped(question.title), language_of(question.cat)): {
            NAMES[plain(unescaped(a.answer))]: (a.fraction, plain(unescaped(a.feedback))) for a in question.answers.answers
        }
        for question in found
    }
    compare(read, BANK)
    assert {(unescaped(question.title), unescaped(question.text)) for question in found} == campaigns_of(BANK)


def unescaped(text: str) -> str:
    """``text`` without the backslashes of GIFT, which this reader leaves where they are."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text)


NASTY = r"~%100%\ = # { } : // </p> ]]> &amp; <b> $CATEGORY: [html] ::x:: = ####"


def nasty_course(root: Path) -> Course:
    """A course with one scenario whose texts would be commands in every one of these formats."""
    write_course(root)
    path = "quizzes/pair/nasty.toml"
    text = scenario("nasty", "deleting-comments").replace('"Every morning we take the bread out of the oven."', f"'{NASTY}'")
    text = text.replace('en = "Warm bread"', f"en = '{NASTY}'").replace(
        'en = "Yes: the complaint', f'en = "{NASTY.replace(chr(92), "")}: the complaint'
    )
    put(root, path, text.replace('"Ամեն առավոտ հացը հանում ենք վառարանից։"', f"'{NASTY}'"))
    return Course(root)


def test_signs_of_the_formats_are_text(tmp_path: Path, gift_reader: Path) -> None:
    bank = nasty_course(tmp_path).scenarios
    compare(read_moodle(moodle_xml([bank["nasty"]])), {"nasty": bank["nasty"]})
    found = read_gift(gift([bank["nasty"]]), gift_reader)
    compare(of_gift(found), {"nasty": bank["nasty"]})
    (english,) = (question for question in found if question["title"] == NASTY)
    assert NASTY in plain(english["stem"]["text"])
    rows = list(csv.DictReader(io.StringIO(bank_csv([bank["nasty"]]).removeprefix("\ufeff"), newline="")))
    assert NASTY in rows[1]["campaign"]


def test_gift_escapes() -> None:
    assert escaped("a=b {c}\n~#:\\") == r"a\=b \{c\}\n\~\#\:\\"


def test_csv_says_the_bank() -> None:
    rows = list(csv.DictReader(io.StringIO(bank_csv(list(BANK.values())).removeprefix("\ufeff"), newline="")))
    assert tuple(rows[0]) == HEAD
    assert len(rows) == len(BANK) * len(LANGUAGES)
    for row in rows:
        each = BANK[row["id"]]
        assert row["mistakes"].split() == ([str(mistake) for mistake in MISTAKES if mistake in each.mistakes] or ["clean"])
        assert row["title"] == each.title(row["language"])
        by_mistake = dict(part.split(":") for part in row["evidence"].split())
        numbers = {id: str(number) for id, number in each.numbers.items()}
        assert {m: set(lines.split(",")) for m, lines in by_mistake.items()} == {
            str(m): {numbers[line] for line in lines} for m, lines in each.evidence.items()
        }
        for mistake in MISTAKES:
            assert row[f"reason {mistake}"].lstrip("'") == each.reason(mistake, row["language"])
        assert len(row["campaign"].split("\n")) >= len(each.lines)


def test_anki_imports_the_bank_and_renews_it(tmp_path: Path) -> None:
    pytest.importorskip("genanki", reason="needs the extra `export`")
    collection: Any = pytest.importorskip("anki.collection", reason="needs the PyPI package anki")
    path = tmp_path / "bank.apkg"
    path.write_bytes(anki_package(list(BANK.values())))
    opened = collection.Collection(str(tmp_path / "collection.anki2"))
    try:
        request = collection.ImportAnkiPackageRequest(package_path=str(path), options=collection.ImportAnkiPackageOptions())
        log = opened.import_anki_package(request).log
        assert len(log.new) == len(BANK) * len(LANGUAGES)
        decks = {deck.name for deck in opened.decks.all_names_and_ids()}
        assert {f"SMM Trainer::{catalogue(language)('language.name')}" for language in LANGUAGES} <= decks
        read: Read = {}
        for id in opened.find_notes(""):
            note = dict(opened.get_note(id).items())
            reasons = re.findall(r"<li>(✓|✗) <strong>(.*?)</strong> – (.*?)</li>", note["Reasons"], re.DOTALL)
            choices = {NAMES[plain(name)]: (1.0 if mark == "✓" else -1.0, plain(why)) for mark, name, why in reasons}
            right = [plain(name) for name in re.findall(r"<strong>(.*?)</strong>", note["Key"])]
            assert {NAMES[name] for name in right} == {id for id, (share, _) in choices.items() if share > 0} or right == [
                catalogue("hy" if note["Language"] == "hy" else "en")("mistake.clean")
            ]
            choices["clean"] = (-1.0 if BANK[note["Id"]].mistakes else 1.0, "")
            read[plain(note["Title"]), note["Language"]] = choices
        compare(read, BANK, shares=False)  # a card is judged by its learner: Anki knows no shares
        notes = [dict(opened.get_note(id).items()) for id in opened.find_notes("")]
        assert {(plain(note["Title"]), note["Campaign"]) for note in notes} == campaigns_of(BANK)
        again = opened.import_anki_package(request).log
        assert len(again.new) == 0
        card = opened.get_card(opened.find_cards("")[0])
        assert "<ol" in card.question()
        assert "✓" in card.answer() or "✗" in card.answer()
    finally:
        opened.close()


@pytest.mark.parametrize("kind", EXPORT_FORMATS)
def test_the_command(kind: str, tmp_path: Path) -> None:
    if kind == "anki":
        pytest.importorskip("genanki", reason="needs the extra `export`")
    target = tmp_path / "new folder" / f"bank.{kind}"
    done = run("--lang", "en", "export", "--format", kind, "--form", "a", "-o", target)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert target.stat().st_size > 10_000
    if kind != "anki":
        assert run("--lang", "hy", "export", "--format", kind, "--form", "a").stdout.replace("\r", "") == target.read_text(
            encoding="utf-8"
        ).replace("\r", "")


def test_a_form_that_is_not_there(tmp_path: Path) -> None:
    done = run("--lang", "en", "export", "--format", "gift", "--form", "zz")
    assert done.returncode == 1
    assert "no form 'zz'" in one_sentence(done.stderr)
    assert run("--lang", "en", "export").returncode == 2
    journal = tmp_path / "p.toml"
    journal.write_text("# Progress in SMM Trainer. x\nformat = 1\n", encoding="utf-8")
    assert run("--lang", "en", "export", "--format", "csv", "-o", journal).returncode == 1
    assert journal.read_text(encoding="utf-8").startswith("# Progress")
