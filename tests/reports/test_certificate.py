"""The certificate: for a passed final, of a page, and of nothing but what we put in."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.course.version import bank_version
from smm_trainer.locale import catalogue
from smm_trainer.progress.progress import Progress
from smm_trainer.reports.certificate import MARK
from smm_trainer.reports.certified import NoCertificate, certify
from smm_trainer.training.draw import Mode, draw_form
from smm_trainer.training.grading import Confidence, Diagnosis
from tests.conftest import NOW

COURSE = Course(built_in_folder())
WORDS = catalogue("en")


def take(progress: Progress, mode: Mode, *, rightly: int) -> tuple[str, ...]:
    """Take an assessment, so many of its ten campaigns diagnosed exactly, the others called clean; returns the scenarios' ids."""
    drawn = draw_form(COURSE.scenarios.values(), progress.record.last_seen, 1)
    guilty_last = sorted(drawn, key=lambda id: bool(COURSE.scenarios[id].mistakes))
    quiz, _ = progress.begin_quiz(mode, 1, guilty_last)
    for number, id in enumerate(guilty_last):
        scenario = COURSE.scenarios[id]
        said = scenario.mistakes if number < rightly else frozenset()
        progress.answer(quiz, scenario, Diagnosis(said, Confidence.CERTAIN, scenario.key_lines))
    return drawn


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    """Somebody with a name that would like to be markup."""
    progress = Progress(tmp_path / "progress.toml", clock=lambda: NOW)
    progress.introduce("<b>Անի</b> & “Co”")
    return progress


class Links(HTMLParser):
    """Collects what a page would fetch, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.fetched += [f"{tag} {name}" for name, _ in attrs if name in ("src", "href", "srcset", "data", "action", "background")]
        if tag in ("script", "link", "iframe", "object", "b"):
            self.fetched.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_no_certificate_without_a_passed_final(progress: Progress, tmp_path: Path) -> None:
    target = tmp_path / "c.html"
    for mode, rightly in ((Mode.FIRST, 10), (Mode.FINAL, 5)):
        take(progress, mode, rightly=rightly)
        with pytest.raises(NoCertificate, match="no passed final"):
            certify(target, progress.record, COURSE, WORDS)
    assert not target.exists()


def test_a_certificate_says_what_was_done_and_fetches_nothing(progress: Progress, tmp_path: Path) -> None:
    first = take(progress, Mode.FIRST, rightly=4)
    final = take(progress, Mode.FINAL, rightly=9)
    path = certify(tmp_path / "deep" / "c.html", progress.record, COURSE, WORDS)
    page = path.read_text(encoding="utf-8")
    links = Links()
    links.feed(page)
    assert links.fetched == []
    assert "url(" not in page
    assert "@import" not in page
    assert "<b>Անի</b> & “Co”" in links.text
    assert "9 of 10 campaigns" in links.text
    assert "10 արշավից 9-ն" in links.text
    for language in ("en", "hy"):
        assert catalogue(language)("mistake.wrong-audience") in links.text
    for ids in (first, final):
        assert COURSE.scenarios[ids[0]].form in links.text
    assert bank_version(COURSE.root) in links.text
    assert f"{NOW:%Y-%m-%d}" in links.text
    assert re.search(r"@page \{ size: A4", page)


def test_somebody_elses_file_is_not_written_over(progress: Progress, tmp_path: Path) -> None:
    take(progress, Mode.FINAL, rightly=10)
    target = tmp_path / "letter.html"
    target.write_text("Dear Ani", encoding="utf-8")
    with pytest.raises(NoCertificate, match="no certificate"):
        certify(target, progress.record, COURSE, WORDS)
    assert target.read_text(encoding="utf-8") == "Dear Ani"
    target.write_text(f"<!DOCTYPE html>\n{MARK}\nold", encoding="utf-8")
    assert "9" in certify(target, progress.record, COURSE, WORDS).read_text(encoding="utf-8")
    with pytest.raises(NoCertificate, match="could not be written"):
        certify(Path("/proc/nowhere/c.html"), progress.record, COURSE, WORDS)


def test_a_bank_has_one_version_wherever_it_stands(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(COURSE.root / "lessons", tmp_path / "lessons")
    shutil.copytree(COURSE.root / "quizzes", tmp_path / "quizzes")
    assert bank_version(tmp_path) == bank_version(COURSE.root)
    file = next((tmp_path / "quizzes").glob("*/*.toml"))
    file.write_bytes(file.read_bytes() + b"\n# changed\n")
    assert bank_version(tmp_path) != bank_version(COURSE.root)


def test_the_delayed_assessment_is_not_what_is_certified(tmp_path: Path) -> None:
    now = [NOW]
    progress = Progress(tmp_path / "p.toml", clock=lambda: now[0])
    progress.introduce("Ani")
    take(progress, Mode.FINAL, rightly=10)
    now[0] += dt.timedelta(days=8)
    take(progress, Mode.DELAYED, rightly=3)
    page = certify(tmp_path / "c.html", progress.record, COURSE, WORDS).read_text(encoding="utf-8")
    assert "10 of 10 campaigns" in page
