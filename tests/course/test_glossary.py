"""The glossary is found by what people type."""

from __future__ import annotations

import pytest

from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.course.reference import find_terms

TERMS = Course(built_in_folder()).glossary


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("reach", "reach"),
        ("REACH", "reach"),
        ("  reach ", "reach"),
        ("հասանելի", "reach"),
        ("Հասանելիություն", "reach"),
        ("click-through", "click-through-rate"),
        ("թիրախավորում", "targeting"),
        ("buyer persona", "customer-persona"),
    ],
)
def test_a_term_is_found_by_its_name_in_either_language(typed: str, first: str) -> None:
    assert find_terms(TERMS.values(), typed)[0].id == first


def test_names_come_before_meanings() -> None:
    found = find_terms(TERMS.values(), "reach")
    named = ["reach" in term.name("en").casefold() for term in found]
    assert len(found) > sum(named) > 1, "some are found by their meaning alone"
    assert named == sorted(named, reverse=True)


def test_every_term_is_found_by_each_of_its_names() -> None:
    for term in TERMS.values():
        for _, name in term.name:
            assert term in find_terms(TERMS.values(), name)


def test_the_letter_yev_is_found_however_it_is_typed() -> None:
    term = next(term for term in TERMS.values() if "և" in term.name("hy"))
    assert term in find_terms(TERMS.values(), term.name("hy").replace("և", "եւ"))


def test_what_is_not_there_is_not_found() -> None:
    assert find_terms(TERMS.values(), "zzz") == ()
