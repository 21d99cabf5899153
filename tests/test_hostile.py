"""The real program in poor terminals, and in odd sizes. What else is done to it stands in ``tests/faults/terminals.py``."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from tests.faults.outcome import Outcome
from tests.faults.terminals import DIAGNOSE, EN, VERDICTS, answers, ended, environment
from tests.terminal import Terminal

pytestmark = [pytest.mark.anywhere, pytest.mark.skipif(not hasattr(signal, "SIGWINCH"), reason="needs a POSIX terminal")]

TERMINALS = {
    "C locale": {"LC_ALL": "C"},
    "no colour": {"NO_COLOR": "1"},
    "16 colours": {"TERM": "xterm", "COLORTERM": ""},
    "no mouse": {"TERM": "vt100", "COLORTERM": ""},
}


def taken_and_quit(terminal: Terminal, folder: Path) -> None:
    """A campaign is judged with the quiz on the screen; the answer is kept, and the terminal given back."""
    outcome = Outcome()
    terminal.until(EN("quiz.diagnosis"))
    terminal.press(*DIAGNOSE)
    terminal.until(*VERDICTS)
    terminal.press("ctrl+q")
    ended(terminal, 0, outcome, "the end")
    assert answers(folder / "p.toml", outcome, "the end") == 1
    assert outcome.good, outcome.remarks


@pytest.mark.parametrize("name", TERMINALS)
def test_a_campaign_is_judged_in_every_terminal(tmp_path: Path, name: str) -> None:
    with Terminal(["--lang", "en", "quiz"], {**environment(tmp_path), **TERMINALS[name]}) as terminal:
        taken_and_quit(terminal, tmp_path)
        if name == "no colour":
            assert all(red == green == blue for red, green, blue in re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.raw))
        if name in ("16 colours", "no mouse"):
            assert not re.search(rb"[34]8;[25];", terminal.raw)


def test_a_terminal_that_only_prints_lines_gets_lines(tmp_path: Path) -> None:
    dumb, outcome = {**environment(tmp_path), "TERM": "dumb"}, Outcome()
    with Terminal(["--lang", "en", "quiz", "--count", "1"], dumb) as terminal:
        terminal.until(EN("plain.ask.mistakes"))
        terminal.type("0", "enter", "enter", "1", "enter")
        assert terminal.wait() == 0
        assert b"\x1b" not in terminal.raw
        assert b"# verdict " in terminal.raw
    assert answers(tmp_path / "p.toml", outcome, "the end") == 1
    for arguments in ([], ["learn"], ["workshop"]):
        with Terminal(["--lang", "en", *arguments], dumb) as terminal:
            assert terminal.wait() == 2
            assert len(terminal.raw.splitlines()) <= 2
            assert b"terminal" in terminal.raw


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (10, 3), (40, 12), (400, 120)])
def test_no_size_breaks_a_quiz(tmp_path: Path, size: tuple[int, int]) -> None:
    with Terminal(["--lang", "en", "quiz"], environment(tmp_path), size) as terminal:
        terminal.begun()
        terminal.press("down", "space", "space", "tab", "tab", "f1", "f1", "f2", "f2")
        terminal.resize(80, 24)
        taken_and_quit(terminal, tmp_path)
