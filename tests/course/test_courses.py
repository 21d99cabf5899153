"""Several courses as one: ours first, ids that collide refused with both paths, a company's own claims, terms and language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from smm_trainer.course.check import check_course
from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.course.courses import Courses
from smm_trainer.course.problems import CourseError
from smm_trainer.locale import catalogue, content_catalogue
from smm_trainer.reports.export.gift import gift
from tests.course.small import CLAIMS, EN, GLOSSARY, LESSON, SCENARIO, put, replace, write_course, write_form
from tests.test_cli import answers, one_sentence, run

BUILT_IN = built_in_folder()


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A company's course: a lesson, a pair of twins, claims and a glossary without terms that ours has."""
    root = write_course(tmp_path / "company")
    text = (root / GLOSSARY).read_text(encoding="utf-8").replace('"smm"', '"our-smm"').replace('"reach"', '"our-reach"')
    put(root, GLOSSARY, text)
    for name in ("hy.md", "en.md"):
        replace(root, f"lessons/01-first/{name}", "term:reach", "term:our-reach")
    return root


def in_georgian(root: Path) -> None:
    """Give the small course a third language: every text of a TOML file, and a Markdown file of its own."""
    for file in (LESSON, SCENARIO, "quizzes/pair/bread-kept-warm.toml", CLAIMS, GLOSSARY):
        text = (root / file).read_text(encoding="utf-8")
        text = re.sub(r'^( *)en = "(.*)"$', r'\1en = "\2"\n\1ka = "ქართ \2"', text, flags=re.MULTILINE)
        text = re.sub(r'en = "([^"]*)" }', r'en = "\1", ka = "ქართ \1" }', text)
        put(root, file, text)
    lesson = (root / EN).read_text(encoding="utf-8").replace("Criticism is", "კრიტიკა is").replace("## Why", "## რატომ")
    put(root, "lessons/01-first/ka.md", lesson.replace('"What helps?"', '"რა გვეხმარება?"'))


def test_ours_comes_first_and_everything_of_both_is_there(company: Path) -> None:
    both = Courses([Course(BUILT_IN), Course(company)])
    assert list(both.outlines) == [*Course(BUILT_IN).outlines, "first"]
    assert both.lesson("first").outline.folder.is_relative_to(company)
    assert both.lesson("sales").outline.folder.is_relative_to(BUILT_IN)
    assert {"warm-bread", "candle-eventually"} <= set(both.scenarios)
    assert {"our-reach", "reach"} <= set(both.glossary)
    assert both.claims_of("first")[1].text("en") == "Criticism is useful."
    assert both.claims_of("sales")[1].text("en") != "Criticism is useful."
    assert both.has_forms
    assert both.languages == ("hy", "en")


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (
            lambda root: replace(root, LESSON, 'id = "first"', 'id = "sales"'),
            ("lessons/01-first/lesson.toml:2", "lessons/04-sales/lesson.toml"),
        ),
        (
            lambda root: put(root, "quizzes/own/candle-eventually.toml", (BUILT_IN / "quizzes/form-a/candle-eventually.toml").read_bytes()),
            ("quizzes/own/candle-eventually.toml:2", "quizzes/form-a/candle-eventually.toml"),
        ),
        (lambda root: replace(root, GLOSSARY, '"our-reach"', '"reach"'), ("lessons/glossary.toml", "lessons/glossary.toml")),
        (
            lambda root: replace(root, SCENARIO, "difficulty", 'form = "a"\ndifficulty'),
            ("quizzes/pair/warm-bread.toml:3", "quizzes/form-a/"),
        ),
    ],
    ids=["lesson", "scenario", "term", "form"],
)
def test_what_collides_is_refused_with_both_paths(company: Path, plant: object, said: tuple[str, str]) -> None:
    assert callable(plant)
    plant(company)
    both = Courses([Course(BUILT_IN), Course(company)])
    with pytest.raises(CourseError) as caught:
        _ = both.outlines, both.scenarios, both.glossary
    sentence = caught.value.problems[0].sentence(catalogue("en"))
    assert sentence.startswith(str(company))
    assert said[0] in sentence
    assert said[1] in sentence.split(": ", 1)[1]
    done = run("--lang", "en", "--course", company, "quiz", "--plain", typed="0\n\n1\n")
    if "glossary" not in said[0] and "lesson.toml" not in said[0]:
        assert done.returncode == 1
        assert said[1] in done.stderr
    checked = run("--lang", "en", "--course", company, "check")
    assert checked.returncode == 1
    assert said[1] in checked.stdout


def test_two_companies_must_not_collide_either(company: Path, tmp_path: Path) -> None:
    other = write_course(tmp_path / "other")
    done = run("--lang", "en", "--course-only", "--course", company, "export", "--format", "csv", "--course", other)
    assert done.returncode == 1
    assert str(other) in done.stderr
    assert str(company) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_form_of_its_own_is_welcome(company: Path) -> None:
    write_form(company)
    both = Courses([Course(BUILT_IN), Course(company)])
    assert len([s for s in both.scenarios.values() if s.form == "z"]) == 10


def test_a_company_may_link_to_our_lessons(company: Path) -> None:
    for name in ("hy.md", "en.md"):
        replace(company, f"lessons/01-first/{name}", "lesson:first#how", "lesson:sales")
    assert "no-such-lesson-link" in {problem.code for problem in check_course(company).problems}
    assert check_course(company, [BUILT_IN]).problems == ()
    assert run("--course", company, "check").returncode == 0


def test_the_quiz_and_the_report_know_both(company: Path, tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    for seed in range(3):
        only = run(
            "--course-only",
            "--course",
            company,
            "--progress",
            path,
            "quiz",
            "--plain",
            "--count",
            "2",
            "--seed",
            str(seed),
            typed="0\n\n1\n" * 2,
        )
        assert only.returncode == 0, only.stderr
    assert {answer["scenario"] for answer in answers(path)} <= {"warm-bread", "bread-kept-warm"}
    found = json.loads(run("--lang", "en", "--course", company, "report", path, "--format", "json").stdout)
    assert {item["title"] for item in found["items"]} == {"Warm bread"}
    assert found["lessons"] == len(Course(BUILT_IN).outlines) + 1


def test_only_what(company: Path) -> None:
    done = run("--lang", "en", "--course-only", "check")
    assert done.returncode in (0, 2)
    done = run("--lang", "en", "--course-only", "quiz", "--plain")
    assert done.returncode == 2
    assert "--course DIR" in one_sentence(done.stderr)


def test_a_third_language_in_lessons_and_scenarios(company: Path, tmp_path: Path) -> None:
    in_georgian(company)
    report = check_course(company)
    assert report.problems == ()
    assert report.as_json(catalogue("en"))["languages"] == ["hy", "en", "ka"]
    course = Course(company)
    assert course.languages == ("hy", "en", "ka")
    lesson = course.lesson("first")
    assert lesson.outline.title("ka") == "ქართ A first lesson"
    assert lesson.sections[0].head.title("ka") == "რატომ"
    assert lesson.checks("ka")[0].question == "რა გვეხმარება?"
    assert course.scenarios["warm-bread"].title("ka") == "ქართ Warm bread"
    assert Courses([Course(BUILT_IN), course]).languages == ("hy", "en", "ka")

    done = run(
        "--lang", "ka", "--course", company, "--course-only", "--progress", tmp_path / "p.toml", "quiz", "--plain", typed="3\n\n3\n" * 2
    )
    assert done.returncode == 0, done.stderr
    assert "ქართ Every morning" in done.stdout
    assert "1,200" in done.stdout
    exported = gift(list(course.scenarios.values()))
    assert "$CATEGORY: $course$/top/SMM_Trainer/ქართული" in exported


def test_a_language_that_no_course_has() -> None:
    for language in ("fr", "nonsense"):
        done = run("--lang", language, "progress")
        assert done.returncode == 2
        assert language in one_sentence(done.stderr)


def test_content_in_a_language_that_the_interface_does_not_speak() -> None:
    words = content_catalogue("ka")
    assert str(words.language) == "ka"
    assert words("mistake.clean") == catalogue("en")("mistake.clean")
    assert content_catalogue("hy") is catalogue("hy")
