"""The interface's texts: the same in every language, and good Armenian by the project's own rules."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import smm_trainer
from smm_trainer.course.armenian import armenian_slips
from smm_trainer.locale import LANGUAGES, Language, catalogue, detect_language, format_date, format_number

HY, EN = catalogue("hy").texts, catalogue("en").texts


def test_both_languages_have_the_same_keys_and_the_same_values_to_fill_in() -> None:
    assert set(HY) == set(EN)
    for key, text in EN.items():
        assert set(re.findall(r"\{(\w+)", text)) == set(re.findall(r"\{(\w+)", HY[key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_read_section_by_section_says_what_its_file_says(language: Language) -> None:
    def flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in table.items():
            found |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: str(value)}
        return found

    whole = flat(tomllib.loads(Path(smm_trainer.__file__).with_name("locale").joinpath(f"{language}.toml").read_text(encoding="utf-8")))
    catalogue.cache_clear()
    fresh = catalogue(language).texts
    assert {key: fresh[key] for key in reversed(whole)} == whole
    catalogue.cache_clear()
    assert dict(catalogue(language).texts) == whole
    assert "home.nothing-such" not in fresh
    assert "nothing.such" not in fresh


def test_the_armenian_texts_keep_the_writing_rules() -> None:
    # The sentences about the writing rules quote what breaks them.
    own = {key: text for key, text in HY.items() if not key.startswith("problem.armenian-")}
    slips = [(key, slip) for key, text in own.items() for slip in armenian_slips(re.sub(r"`[^`]*`", "", text))]
    assert slips == []


@pytest.mark.parametrize(
    ("value", "unit", "en", "hy"),
    [(3900, "", "3,900", "3 900"), (0.3, "percent", "0.3 %", "0,3 %"), (45000, "amd", "45,000 AMD", "45 000 դրամ"), (12, "", "12", "12")],
)
def test_numbers(value: float, unit: str, en: str, hy: str) -> None:
    assert format_number(value, "en", unit).replace("\N{NO-BREAK SPACE}", " ") == en
    assert format_number(value, "hy", unit).replace("\N{NO-BREAK SPACE}", " ") == hy


def test_dates() -> None:
    assert format_date(dt.date(2026, 6, 1), "en").replace("\N{NO-BREAK SPACE}", " ") == "Mon 1 Jun"
    assert format_date(dt.date(2026, 6, 1), "hy").replace("\N{NO-BREAK SPACE}", " ") == "երկ 1 հնս"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "hy_AM.UTF-8"}, "hy"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "hy_AM"}, "hy"),
        ({"LANG": "hy_AM", "LC_ALL": ""}, "hy"),
        ({"LANG": "fr_FR.UTF-8"}, None),
        ({}, None),
    ],
)
def test_the_locale_says_the_language(environment: dict[str, str], language: str | None) -> None:
    assert detect_language(environment) == language


def test_every_text_that_the_code_asks_for_by_its_whole_name_is_there() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(smm_trainer.__file__).parent.rglob("*.py")]
    asked = {key for source in sources for key in re.findall(r"words\(\s*\"([a-z0-9-]+\.[a-z0-9.-]+)\"", source)}
    assert len(asked) > 50
    assert asked - set(EN) == set()


def test_every_problem_that_the_course_can_have_has_a_sentence() -> None:
    course = Path(smm_trainer.__file__).parent / "course"
    text = "\n".join(path.read_text(encoding="utf-8") for path in course.rglob("*.py"))
    codes = set(re.findall(r"problem\(\s*\"([a-z0-9-]+)\"", text)) | set(re.findall(r"Problem\([^\"]*\"([a-z0-9-]+)\"", text))
    codes |= (
        set(re.findall(r"\(\"(armenian-[a-z-]+)\"", text))
        | set(re.findall(r"\"(bank-[a-z-]+)\",", text))
        | {"no-course", "no-folder", "newer-format", "unknown-format"}
    )
    named = {key.removeprefix("problem.") for key in EN if key.startswith("problem.")}
    assert codes - named == set()
    # Some are chosen from a table, and stand in the code by their name alone.
    assert named - set(re.findall(r"\"([a-z0-9-]+)\"", text)) == set()
