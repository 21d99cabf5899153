"""The course that we ship."""

from __future__ import annotations

from smm_trainer.course.check import check_course
from smm_trainer.course.course import built_in_folder
from smm_trainer.locale import catalogue


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
        "total": 20,
        "single": 10,
        "double": 4,
        "triple": 2,
        "clean": 4,
        "forms": 2,
    }
    assert scenarios["twins"] >= 4
