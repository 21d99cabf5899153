"""The real program in a real pseudo-terminal, from its start to its end."""

from __future__ import annotations

import signal
import tomllib
from pathlib import Path

import pytest

from smm_trainer.locale import catalogue
from smm_trainer.ui.widgets.row import displayed
from tests.terminal import Terminal

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGWINCH"), reason="needs a POSIX terminal")

HY = catalogue("hy")
RESUME = displayed(HY("step.resume", mode=HY("mode.practice")))
RESTORED = b"\x1b[?1049l"
"""Leaves the alternate screen: the terminal is as it was."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Folders of its own, an Armenian locale."""
    return {"SMM_TRAINER_CONFIG": str(tmp_path / "config"), "SMM_TRAINER_PROGRESS": str(tmp_path / "p.toml"), "LC_ALL": "hy_AM.UTF-8"}


def test_a_whole_walk_with_the_keys_of_an_armenian_layout(environment: dict[str, str], tmp_path: Path) -> None:
    """First start, a lesson's section, a quiz with a verdict, home, quit, and everything is there the next day."""
    with Terminal([], environment) as terminal:
        terminal.until(HY("welcome.begin"))
        terminal.press("enter")
        terminal.until(HY("home.lessons"))
        terminal.press("down", "enter")
        terminal.until("1/4")
        terminal.press("right")
        terminal.until("2/4")
        terminal.press("escape")
        terminal.until(HY("home.lessons"))
        terminal.press(*["down"] * 13, "enter")
        terminal.until(HY("quiz.diagnosis"))
        terminal.press("space", "enter", *["down"] * 5, "space", "down", "space", "down", "enter")
        terminal.until(HY("verdict.exact"), HY("verdict.wrong"))
        terminal.press("f2")
        terminal.until("Practice")
        terminal.press("f2", "escape")
        terminal.until(RESUME)
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
        assert RESTORED in terminal.raw
    events = tomllib.loads((tmp_path / "p.toml").read_text(encoding="utf-8"))["event"]
    assert [event["kind"] for event in events] == ["section", "section", "quiz", "answer"]
    assert events[-1]["confidence"] == 1
    assert len(events[-1]["evidence"]) == 1
    with Terminal([], environment) as terminal:
        terminal.until(RESUME)
        terminal.until(HY("step.resume-why", answered=1, total=10)[:30])


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
def test_home_stands_in_every_size(environment: dict[str, str], size: tuple[int, int]) -> None:
    with Terminal([], environment, size) as terminal:
        terminal.until(HY("welcome.begin"))
        terminal.press("enter")
        terminal.until(HY("home.lessons"))
        assert all(len(line) <= size[0] for line in terminal.text.split("\n"))


def test_a_kill_in_mid_quiz_loses_no_answer(environment: dict[str, str], tmp_path: Path) -> None:
    with Terminal(["--lang", "en", "quiz"], environment) as terminal:
        terminal.until("Begin")
        terminal.press("enter")
        terminal.until("Diagnosis")
        terminal.press("enter", *["down"] * 5, "space", "down", "space", "down", "enter")
        terminal.until("All five judgements are right", "Not all five are right")
        terminal.kill(signal.SIGKILL)
        assert terminal.wait() == -signal.SIGKILL
    events = tomllib.loads((tmp_path / "p.toml").read_text(encoding="utf-8"))["event"]
    assert [event["kind"] for event in events].count("answer") == 1


def test_a_broken_journal_is_shown_left_alone_and_said_again_at_the_end(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text("format = 1\n[[event]\n", encoding="utf-8")
    with Terminal(["--lang", "en"], environment) as terminal:
        terminal.until("cannot be used")
        terminal.press("enter")
        assert terminal.wait() == 1
        assert b"p.toml:2" in terminal.raw.split(RESTORED)[-1].replace(b"\r\n", b"")
    assert path.read_text(encoding="utf-8") == "format = 1\n[[event]\n"


def test_without_colour(environment: dict[str, str]) -> None:
    with Terminal([], {**environment, "NO_COLOR": "1"}) as terminal:
        terminal.until(HY("welcome.begin"))
        assert "▸" in terminal.text
