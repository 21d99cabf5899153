"""The commands, run as programs run them: arguments in, lines and an exit status out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from smm_trainer.course.course import built_in_folder

COURSE = built_in_folder()


def run(*arguments: str | Path, typed: str = "", environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run one command in English, unless the arguments say otherwise."""
    return subprocess.run(
        [sys.executable, "-m", "smm_trainer", *map(str, arguments)],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **(environment or {})},
        check=False,
        timeout=60,
    )


def one_sentence(text: str) -> str:
    """What stands on standard error, which is one line and no traceback."""
    assert "Traceback" not in text
    lines = text.strip().split("\n")
    assert len(lines) == 1, text
    return lines[0]


def answers(path: Path) -> list[dict[str, object]]:
    """The answers in a journal."""
    return [event for event in tomllib.loads(path.read_text(encoding="utf-8"))["event"] if event["kind"] == "answer"]


def test_version_and_help() -> None:
    assert run("--version").stdout.startswith("smm-trainer 0.")
    assert "quiz" in run("--help").stdout
    assert "թեստ" in run("--lang", "hy", "--help").stdout


@pytest.mark.parametrize("language", ["hy", "en"])
def test_a_plain_quiz_speaks_its_two_fixed_lines_and_keeps_every_answer(tmp_path: Path, language: str) -> None:
    path = tmp_path / "p.toml"
    done = run("--lang", language, "--progress", path, "quiz", "--plain", "--count", "3", "--seed", "5", typed="0\n\n1\n" * 3)
    assert done.returncode == 0, done.stderr
    scenarios = [line for line in done.stdout.split("\n") if line.startswith("# scenario ")]
    verdicts = [line for line in done.stdout.split("\n") if line.startswith("# verdict ")]
    kept = answers(path)
    assert scenarios == [f"# scenario {answer['scenario']} ({n} of 3)" for n, answer in enumerate(kept, 1)]
    assert verdicts == [f"# verdict {'exact' if not answer['key'] else 'wrong'} {answer['score']:.2f}" for answer in kept]


def test_the_same_seed_draws_the_same_plain_quiz(tmp_path: Path) -> None:
    def drawn(name: str) -> list[str]:
        text = run("--progress", tmp_path / name, "quiz", "--plain", "--count", "4", "--seed", "11", typed="0\n\n1\n" * 4).stdout
        return [line for line in text.split("\n") if line.startswith("# scenario ")]

    assert drawn("a.toml") == drawn("b.toml")


def test_end_of_input_stops_and_keeps_what_was_answered(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    done = run("--lang", "en", "--progress", path, "quiz", "--plain", "--seed", "1", typed="1 3\n2 4\n3\n2\n")
    assert done.returncode == 0
    assert len(answers(path)) == 1
    assert answers(path)[0]["mistakes"] == ["deleting-comments", "long-content"]
    assert len(answers(path)[0]["evidence"]) == 2  # type: ignore[arg-type]
    assert done.stdout.rstrip().endswith("of 1 exact")


def test_wrong_input_is_asked_again_three_times_at_most(tmp_path: Path) -> None:
    done = run("--lang", "en", "--progress", tmp_path / "p.toml", "quiz", "--plain", typed="six\n9\n0 x\n0\n\n1\n")
    assert done.returncode == 2
    assert "numbers of the mistakes" in one_sentence(done.stderr)
    again = run("--lang", "en", "--progress", tmp_path / "p.toml", "quiz", "--plain", "--count", "1", typed="six\n9\n0\n999\n\n7\n2\n")
    assert again.returncode == 0
    assert len(answers(tmp_path / "p.toml")) == 1


def test_progress_as_json_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    run("--progress", path, "quiz", "--plain", "--count", "2", "--seed", "2", typed="0\n\n3\n" * 2)
    done = json.loads(run("--progress", path, "progress", "--json").stdout)
    assert set(done) >= {"answers", "lessons", "skills", "confusion", "calibration", "due"}
    assert done["answers"] == 2
    assert set(done["skills"]["long-content"]) == {"present", "found", "absent", "false_alarms"}
    assert run("--progress", path, "--lang", "hy", "progress").returncode == 0


def test_check_as_json_has_the_keys_of_the_contract() -> None:
    done = run("check", COURSE, "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert report["ok"] is True
    assert set(report) == {"ok", "languages", "lessons", "sections", "checks", "claims", "scenarios", "problems"}


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("learn", "no-such-lesson"), 1, "no-such-lesson"),
        (("--course", "/no/such/folder", "check"), 1, "/no/such/folder"),
        (("check", "/"), 1, "no course"),
        (("quiz", "--mode", "nonsense"), 2, "nonsense"),
        (("quiz", "--plain", "--count", "0"), 2, "--count"),
        (("quiz", "--plain", "--seed", "9223372036854775808"), 2, "--seed"),  # no TOML reader has to know larger numbers
        (("quiz", "--plain", "--seed", "1" * 5000), 2, "--seed"),
        (("--course", "x" * 5000, "check"), 1, "no such folder"),
        (("fly",), 2, "fly"),
        ((), 2, "not a terminal"),
    ],
)
def test_bad_usage_gets_one_sentence(arguments: tuple[str, ...], status: int, said: str) -> None:
    done = run("--lang", "en", *arguments)
    assert done.returncode == status
    assert said in one_sentence(done.stderr)


@pytest.mark.parametrize(
    ("content", "said"),
    [("format = 2\n", "format 2"), ("format = 1\nnot toml\n", ":2:"), ("a = 1\n", "not a progress file"), ("", "not a progress file")],
)
@pytest.mark.parametrize("command", [("progress", "--json"), ("quiz", "--plain")])
def test_a_bad_journal_gets_one_sentence_and_is_left_alone(tmp_path: Path, content: str, said: str, command: tuple[str, ...]) -> None:
    path = tmp_path / "p.toml"
    path.write_text(content, encoding="utf-8")
    done = run("--lang", "en", "--progress", path, *command, typed="0\n\n1\n" * 10)
    assert done.returncode == 1
    assert said in one_sentence(done.stderr)
    assert str(path) in done.stderr
    assert path.read_text(encoding="utf-8") == content


def test_a_place_that_cannot_be_written_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    done = run("--lang", "en", "--progress", tmp_path / "file" / "p.toml", "quiz", "--plain", typed="0\n\n1\n")
    assert done.returncode == 1
    assert "progress file" in one_sentence(done.stderr)
    assert "# verdict" not in done.stdout


def broken_course(tmp_path: Path, old: str, new: str) -> Path:
    """A course of one scenario in which one text was replaced."""
    text = (COURSE / "quizzes" / "form-a" / "candle-eventually.toml").read_text(encoding="utf-8").replace('form = "a"\n', "")
    assert old in text
    path = tmp_path / "course" / "quizzes" / "mine" / "candle-eventually.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text.replace(old, new), encoding="utf-8")
    return tmp_path / "course"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[reason.wrong-audience]", "[reason.wrong]", "wrong-audience is missing"),
        ('id = "p1"', 'id = "p1\\u001b[2J"', "U+001B"),
        ('id = "p1"', 'id = "p1\u202e"', "U+202E"),
        ("format = 1", "format = 9", "update SMM Trainer"),
        ('difficulty = "easy"', 'difficulty = "trivial"', "trivial"),
    ],
)
def test_a_broken_scenario_is_said_with_path_and_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    course = broken_course(tmp_path, old, new)
    checked = run("--lang", "en", "check", course)
    assert checked.returncode == 1
    assert said in checked.stdout
    done = run("--lang", "en", "--course-only", "--course", course, "quiz", "--plain", typed="0\n\n1\n")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "candle-eventually.toml:" in done.stderr.split("\n")[0]
    assert "\x1b" not in done.stderr + checked.stdout
    assert "\u202e" not in done.stderr + checked.stdout


def test_markup_in_a_course_is_text(tmp_path: Path) -> None:
    course = broken_course(tmp_path, '  en = "', '  en = "[/x][b]')
    done = run("--lang", "en", "--course-only", "--course", course, "--progress", tmp_path / "p.toml", "quiz", "--plain", typed="0\n\n1\n")
    assert done.returncode == 0, done.stderr
    assert "[/x][b]" in done.stdout


def test_completion_scripts() -> None:
    assert "smm-trainer" in run("--print-completion", "bash").stdout
