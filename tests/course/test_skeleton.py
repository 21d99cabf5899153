"""Skeletons: right in everything but the texts, in a place of their own, and never over anything."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest

from smm_trainer.arguments import NEW_KINDS
from smm_trainer.course.course import Course
from smm_trainer.course.skeleton import KINDS, NoSkeleton, new_course, new_lesson, new_scenario
from tests.course.small import line_of, problems_of
from tests.test_cli import one_sentence, run


def fill(root: Path) -> None:
    """Write the texts, as far as a test has anything to say."""
    for path in (*root.rglob("*.toml"), *root.rglob("*.md")):
        path.write_text(re.sub(r"(?<!#)# TODO.*|TODO ", "", path.read_text(encoding="utf-8")), encoding="utf-8")


def test_names_spelt_out_twice_agree() -> None:
    assert NEW_KINDS == KINDS


def test_a_new_course_lacks_nothing_but_its_texts(tmp_path: Path) -> None:
    made = new_course("acme", tmp_path)
    root = tmp_path / "acme"
    assert all(path.is_file() for path in made)
    new_lesson("house-rules", root)
    new_scenario("spring-sale", root)
    problems = problems_of(root)
    assert {problem.code for problem in problems} == {"fill-in"}
    assert len({(problem.path, problem.line) for problem in problems}) == len(problems)
    course = Course(root)
    assert list(course.outlines) == ["acme", "house-rules"]
    assert [outline.order for outline in course.outlines.values()] == [1, 2]
    assert list(course.scenarios) == ["acme-1", "spring-sale"]


def test_what_is_left_is_said_with_its_line(tmp_path: Path) -> None:
    new_course("acme", tmp_path)
    done = run("--lang", "en", "check", tmp_path / "acme")
    assert done.returncode == 1
    line = line_of(tmp_path / "acme", "quizzes/own/acme-1.toml", "TODO a neutral title")
    assert f"acme-1.toml:{line}: still to be filled in: a neutral title that does not hint at the key\n" in done.stdout


def test_a_course_with_its_texts_is_a_good_course(tmp_path: Path) -> None:
    new_course("acme", tmp_path)
    fill(tmp_path / "acme")
    assert problems_of(tmp_path / "acme") == ()


def test_two_skeletons_are_no_copies_of_each_other_but_two_written_ones_are(tmp_path: Path) -> None:
    new_course("acme", tmp_path)
    new_scenario("spring-sale", tmp_path / "acme")
    assert "overlap" not in {problem.code for problem in problems_of(tmp_path / "acme")}
    fill(tmp_path / "acme")
    assert {problem.code for problem in problems_of(tmp_path / "acme")} == {"overlap"}


def snapshot(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_is_written_over(tmp_path: Path) -> None:
    new_course("acme", tmp_path)
    root = tmp_path / "acme"
    (root / "lessons" / "02-ours").mkdir()
    (root / "quizzes" / "own" / "kept.toml").symlink_to(tmp_path / "nowhere")
    before = snapshot(tmp_path)
    for make in (
        partial(new_course, "acme", tmp_path),
        partial(new_lesson, "acme", root),
        partial(new_scenario, "acme-1", root),
        partial(new_scenario, "kept", root),
    ):
        with pytest.raises(NoSkeleton):
            make()
    assert snapshot(tmp_path) == before
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("name", ["Spring", "spring sale", "../up", "-x", "", "a--b", "խանութ", "x" * 61, "a/b"])
def test_a_name_that_is_no_id(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoSkeleton) as caught:
        new_course(name, tmp_path)
    assert caught.value.code == "name"
    assert not list(tmp_path.iterdir())


def test_ids_of_the_built_in_course_are_taken(tmp_path: Path) -> None:
    new_course("acme", tmp_path)
    for make, id in ((new_lesson, "sales"), (new_scenario, "candle-eventually")):
        with pytest.raises(NoSkeleton) as caught:
            make(id, tmp_path / "acme")
        assert caught.value.code == "taken"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("course", "acme"), 1, "is there already"),
        (("scenario", "Acme"), 2, "cannot be an id"),
        (("lesson", "sales", "--in", "acme"), 1, "taken by"),
        (("lesson", "mine", "--in", "nowhere"), 1, "no such folder"),
        (("lesson", "mine"), 1, "behind --in, as in --in acme"),
        (("campaign", "mine"), 2, "campaign"),
    ],
)
def test_the_command_says_why_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], status: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    made = run("--lang", "en", "new", "course", "acme")
    assert made.returncode == 0
    assert "acme/quizzes/own/acme-1.toml" in made.stdout
    assert "--course acme check" in made.stdout
    done = run("--lang", "en", "new", *arguments)
    assert done.returncode == status
    assert said in one_sentence(done.stderr)
