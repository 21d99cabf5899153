"""The class report as a command: what each format holds, and that nothing of a journal is taken for more than text."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from smm_trainer.arguments import REPORT_TABLES
from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.locale import LANGUAGES, catalogue
from smm_trainer.reports.class_report.as_text import width
from smm_trainer.reports.class_report.tables import NAMES, percent
from smm_trainer.reports.spreadsheet import csv_text, safe_cell
from tests.reports.classes import Said, write_journal, write_workshop
from tests.test_cli import one_sentence, run

EVIL = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://evil.example","Ani")'
SCENARIOS = list(Course(built_in_folder()).scenarios.values())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A class of twelve: one with a name that would be markup, one with a formula for a name, one Armenian."""
    names = [EVIL, FORMULA, "Անի Հակոբյան", *(f"Learner {n}" for n in range(9))]
    for number, name in enumerate(names):

        def taken(start: int, right: int) -> list[Said]:
            part = SCENARIOS[start : start + 10]
            return [(s.id, s.mistakes, s.mistakes if place < right else [MISTAKES[0], MISTAKES[4]]) for place, s in enumerate(part)]

        write_journal(tmp_path / "class" / f"{number:02}.toml", name, {"first": taken(0, number % 6), "final": taken(10, 4 + number % 6)})
    return tmp_path / "class"


@pytest.fixture
def with_workshops(folder: Path) -> Path:
    """The class, and the logs of two workshops: one on phones, in which a person agreed to be named, one with raised hands."""
    write_workshop(folder / "workshops" / "one.toml", agree={"1", "11"})
    write_workshop(folder / "workshops" / "two.toml", networked=False)
    return folder


def test_names_spelt_out_twice_agree() -> None:
    assert REPORT_TABLES == NAMES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_of_the_terminal_stand_in_columns(folder: Path, language: str) -> None:
    done = run("--lang", language, "report", folder)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "Անի Հակոբյան" in done.stdout
    assert "\x1b" not in done.stdout
    parts = done.stdout.split("\n\n")
    assert len(parts) == 6
    for part in parts[1:]:
        rule = next(line for line in part.split("\n") if line.startswith("---"))
        head = part.split("\n")[part.split("\n").index(rule) - 1]
        assert width(head) <= len(rule)


@pytest.mark.parametrize("table", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_opens_right_in_a_spreadsheet(with_workshops: Path, table: str, language: str, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    done = run("--lang", language, "report", with_workshops, "--format", "csv", "--table", table, "-o", target)
    assert done.returncode == 0, done.stderr
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    assert not any(cell.startswith("-") and not cell[1:].isdigit() for row in rows for cell in row)
    if table == "learners":
        assert {"Անի Հակոբյան", f"'{FORMULA}"} < {row[0] for row in rows}


def test_json_is_the_same_in_every_language(folder: Path) -> None:
    found = [json.loads(run("--lang", language, "report", folder, "--format", "json").stdout) for language in LANGUAGES]
    for report in found:
        report.pop("made")
        for item in report["items"]:
            item.pop("title")
    assert found[0] == found[1]
    (ani,) = (learner for learner in found[0]["learners"] if learner["name"] == "Անի Հակոբյան")
    assert ani["answers"] == 20
    assert ani["first"]["mean"] is not None
    assert set(ani["gain"]) == {"before", "after", "difference", "low", "high"}
    assert found[0]["gain"]["learners"] == 12
    assert len(found[0]["items"]) == 20
    assert any(item["discrimination"] is not None for item in found[0]["items"])


class Page(HTMLParser):
    """Collects what a page would fetch or run, its tags and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.harm: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.harm += [f"{tag} {name}" for name, _ in attrs if name in ("src", "href", "srcset", "action") or name.startswith("on")]
        if tag in ("script", "link", "iframe", "object", "img"):
            self.harm.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def texts_outside(page: str) -> list[str]:
    """Texts of plots that run out of their picture, at 7.2 units a letter of 12."""
    found = []
    for part in page.split("<svg ")[1:]:
        root = ElementTree.fromstring("<svg " + part.split("</svg>")[0] + "</svg>")
        wide, high = map(float, (root.get("viewBox") or "").split()[2:])
        for text in root.iter("{http://www.w3.org/2000/svg}text"):
            x, y, size = float(text.get("x") or 0), float(text.get("y") or 0), 7.2 * len(text.text or "")
            start = x - {"start": 0, "middle": size / 2, "end": size}[text.get("text-anchor") or "start"]
            if start < 0 or start + size > wide or y > high:
                found.append(text.text or "")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_alone_and_names_are_text(folder: Path, language: str) -> None:
    page = run("--lang", language, "report", folder, "--format", "html").stdout
    read = Page()
    read.feed(page)
    assert read.harm == []
    assert "url(" not in page
    assert "@import" not in page
    assert EVIL in read.text
    assert "Անի Հակոբյան" in read.text
    assert "@page" in page
    assert read.tags.count("svg") == 3
    for part in page.split("<svg ")[1:]:
        ElementTree.fromstring("<svg " + part.split("</svg>")[0] + "</svg>")
    assert texts_outside(page) == []
    for name in ("report.help", "report.items", "report.confusion"):
        assert catalogue("hy" if language == "hy" else "en")(name) in read.text


@pytest.mark.parametrize("kind", ["table", "csv", "json", "html"])
def test_anonymous_means_anonymous(folder: Path, kind: str) -> None:
    done = run("--lang", "en", "report", folder, "--format", kind, "--anonymous")
    assert "Learner 12" in done.stdout
    for name in ("Անի", "script>alert", "HYPERLINK", ".toml", str(folder)):
        assert name not in done.stdout


def test_workshops_are_reported_and_name_only_who_agreed(with_workshops: Path) -> None:
    before = {path: path.read_bytes() for path in with_workshops.rglob("*") if path.is_file()}
    done = run("--lang", "en", "report", with_workshops)
    assert done.returncode == 0
    assert "Workshops: 2, 12 people on phones" in done.stdout
    found = json.loads(run("--lang", "en", "report", with_workshops, "--format", "json").stdout)
    one, two = sorted(found["sessions"], key=lambda session: session["session"])
    assert (one["people"], one["by_hands"], two["people"], two["by_hands"]) == (12, False, 0, True)
    votes = one["scenarios"][0]
    assert (votes["scenario"], votes["votes_before"], votes["votes_after"]) == ("raffle-friday", 11, 11)
    assert (votes["right_before"], votes["right_after"], votes["gain"]) == (0.2727, 0.8182, 0.75)
    assert set(votes["confused"]) == {"truth", "said", "count"}
    assert [person["name"] for person in one["participants"]] == ["<i>Eva</i>", "Դավիթ"]
    assert found["learners"]
    assert "Արամ" not in done.stdout
    assert "(hands)" in done.stdout
    page = run("--lang", "hy", "report", with_workshops, "--format", "html").stdout
    read = Page()
    read.feed(page)
    assert "<i>Eva</i>" in read.text
    assert read.tags.count("svg") == 4
    assert texts_outside(page) == []
    for kind in ("table", "csv", "json", "html"):
        more = ("--table", "participants") if kind == "csv" else ()
        assert "Դավիթ" not in run("--lang", "en", "report", with_workshops, "--format", kind, "--anonymous", *more).stdout
    assert {path: path.read_bytes() for path in with_workshops.rglob("*") if path.is_file()} == before


def test_workshops_alone_are_a_report_too(tmp_path: Path) -> None:
    log = write_workshop(tmp_path / "one.toml")
    torn = tmp_path / "torn.toml"
    torn.write_bytes(log.read_bytes()[:-30])
    never = tmp_path / "never.toml"
    never.write_text('format = 1\n\n[session]\nname = "x"\n\n', encoding="utf-8")
    done = run("--lang", "en", "report", tmp_path)
    assert done.returncode == 0
    assert "never.toml: left out of the report: this is the log of a workshop that never began." in one_sentence(done.stderr)
    assert "Workshops: 2" in done.stdout
    assert "learners" not in done.stdout
    assert run("--lang", "en", "report", never).returncode == 1


def test_a_broken_file_is_named_and_the_rest_is_reported(folder: Path) -> None:
    (folder / "99.toml").write_text("format = 1\nnot toml\n", encoding="utf-8")
    done = run("--lang", "en", "report", folder)
    assert done.returncode == 0
    assert "99.toml:2: left out of the report" in one_sentence(done.stderr)
    assert "12 learners" in done.stdout


def test_nothing_to_report_on(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("--lang", "en", "report", tmp_path / "empty")
    assert done.returncode == 1
    assert "no progress file" in one_sentence(done.stderr)
    assert run("--lang", "en", "report").returncode == 2
    gone = run("--lang", "en", "report", tmp_path / "gone.toml")
    assert gone.returncode == 1
    assert "gone.toml: left out" in gone.stderr
    assert "Traceback" not in gone.stderr


def test_no_journal_is_ever_written_over(folder: Path, tmp_path: Path) -> None:
    other = write_journal(tmp_path / "mine.toml", "Me", {})
    for target in (folder / "00.toml", other, folder):
        before = target.read_bytes() if target.is_file() else b""
        done = run("--lang", "en", "report", folder, "-o", target)
        assert done.returncode == 1
        assert "progress file, or no plain file" in one_sentence(done.stderr)
        assert not target.is_file() or target.read_bytes() == before


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("  +1", "'  +1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("＝1", "'＝1"),
        ("a=b", "a=b"),
        (-5, -5),
        (None, ""),
    ],
)
def test_what_a_spreadsheet_would_take_for_a_formula_is_text(value: str | int | None, safe: str | int) -> None:
    assert safe_cell(value) == safe


def test_csv_is_read_back_as_it_was() -> None:
    rows: list[list[str | int | None]] = [["a,b", 'say "hi"', "two\nlines", 3]]
    text = csv_text(["1", "2", "3", "4"], rows)
    assert next(iter(list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))[1:])) == ["a,b", 'say "hi"', "two\nlines", "3"]


def test_whole_percents() -> None:
    assert [percent(share) for share in (None, 0.0, 0.125, 0.005, -0.125, 1.0)] == [None, 0, 13, 1, -13, 100]
