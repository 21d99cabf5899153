"""The course that we ship."""

from __future__ import annotations

import pytest

from smm_trainer.course.check import check_course
from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.course.lesson import Beyond, Comparison
from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.locale import LANGUAGES, catalogue

SHIPPED = Course(built_in_folder())


def test_the_shipped_course_has_no_problem_and_teaches_and_asks_every_claim() -> None:
    report = check_course(built_in_folder())
    english = catalogue("en")
    assert [problem.sentence(english) for problem in report.problems] == []
    counts = report.as_json(english)
    assert counts["claims"] == {"total": 65, "taught": 65, "asked": 65}
    assert counts["lessons"] >= 12
    assert counts["checks"] >= 60
    scenarios = counts["scenarios"]
    assert {key: scenarios[key] for key in ("total", "single", "double", "triple", "clean", "forms")} == {
        "total": 120,
        "single": 60,
        "double": 24,
        "triple": 12,
        "clean": 24,
        "forms": 12,
    }
    assert scenarios["twins"] >= 20


def test_every_scenario_tempts_and_proves_and_asks() -> None:
    for scenario in SHIPPED.scenarios.values():
        assert scenario.lures, scenario.id
        assert all(len(lines) >= 2 for lines in scenario.evidence.values()), scenario.id
        assert not scenario.clean or len(scenario.clearing) >= 2, scenario.id
        assert set(scenario.reasons) == set(MISTAKES)


@pytest.mark.parametrize("id", SHIPPED.outlines)
def test_a_lesson_has_what_a_lesson_needs(id: str) -> None:
    lesson = SHIPPED.lesson(id)
    outline = lesson.outline
    for language in LANGUAGES:
        assert all(text(language).strip() for text in (outline.title, outline.goal, outline.takeaway, outline.exercise))
        assert len(outline.discussion) >= 2
        checks = lesson.checks(language)
        assert len(checks) >= 4
        assert len({check.kind for check in checks}) >= 3
        assert all(option.reply for check in checks for option in check.options)
        assert any(isinstance(node, Comparison) for section in lesson.sections for node in section.nodes(language))
    assert outline.minutes <= outline.group_minutes


def test_notes_beyond_the_document_name_their_source() -> None:
    notes = [
        node
        for id in SHIPPED.outlines
        for section in SHIPPED.lesson(id).sections
        for node in section.nodes("hy")
        if isinstance(node, Beyond)
    ]
    assert len(notes) >= 8
    assert all(note.source for note in notes)
