"""The app when its journal fails it: what is kept, what is said, what is there in the end."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from smm_trainer.locale import catalogue
from smm_trainer.progress.events import Kind
from smm_trainer.progress.journal import Journal
from smm_trainer.training.draw import Mode
from smm_trainer.ui import app as app_module
from smm_trainer.ui.screens.home import HomeScreen
from tests.faults.disk import Broken
from tests.faults.hands import HANDS
from tests.ui.conftest import MakeApp

JOURNAL = Path("progress.toml")


def sections() -> list[str]:
    """The sections noted in the journal."""
    return [event.fields["section"] for event in Journal(JOURNAL).load().events if event.kind == Kind.SECTION]


async def test_what_could_not_be_written_is_written_at_the_end(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        with Broken({"write": 0}, errno.ENOSPC, lasting=100)():
            assert app.progress.note(Kind.SECTION, lesson="x", section="a") is not None
        await pilot.press("ctrl+q")
    assert app.return_value == 0
    assert sections() == ["a"]


@pytest.mark.parametrize("keys", [["ctrl+q"], ["end", "enter"]], ids=["ctrl+q", "home's last row"])
async def test_what_cannot_be_written_at_the_end_is_said_there(
    make_app: MakeApp, capsys: pytest.CaptureFixture[str], keys: list[str]
) -> None:
    app = make_app()
    with Broken({"write": 0}, errno.ENOSPC, lasting=10_000)():
        async with app.run_test() as pilot:
            assert app.progress.note(Kind.SECTION, lesson="x", section="a") is not None
            await pilot.press(*keys)
    assert app.return_value == 1
    assert os.strerror(errno.ENOSPC) in capsys.readouterr().err


async def test_what_could_not_be_written_is_tried_again_by_itself(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_module, "RETRY_SECONDS", 0.02)
    app = make_app()
    async with app.run_test() as pilot:
        with Broken({"write": 0}, errno.ENOSPC, lasting=100)():
            app.progress.note(Kind.SECTION, lesson="x", section="a")
        for _ in range(200):
            if sections():
                break
            await pilot.pause(0.02)
        assert sections() == ["a"]


async def test_a_quiz_of_which_nothing_is_left_in_the_course_is_over(make_app: MakeApp) -> None:
    app = make_app()
    app.progress.begin_quiz(Mode.PRACTICE, 1, ["long-gone", "gone-too"])
    async with app.run_test() as pilot:
        await pilot.pause()
        quiz = app.progress.record.open_quiz
        assert quiz is not None
        app.open_quiz(quiz)
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert app.progress.record.open_quiz is None


@pytest.mark.parametrize("hand", ["deleted", "last answer off", "somebody else's"])
async def test_a_file_changed_by_hand_is_said(make_app: MakeApp, hand: str) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        app.progress.note(Kind.SECTION, lesson="x", section="a")
        HANDS[hand](JOURNAL)
        app.progress.note(Kind.SECTION, lesson="x", section="b")
        await pilot.pause()
        said = catalogue("en")("journal.was-replaced", count=1)
        assert any(said == notification.message for notification in app._notifications)
    assert sections() == ["a", "b"]
