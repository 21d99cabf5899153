"""The wall: how it looks at each step, and what the facilitator does with it, by keys that an Armenian layout has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.locale import Language, catalogue
from smm_trainer.progress.errors import JournalError
from smm_trainer.ui.facilitator import Facilitator, resume_command
from smm_trainer.ui.screens.ask import AskScreen
from smm_trainer.ui.screens.help import HelpScreen
from smm_trainer.ui.screens.wall import WallScreen
from smm_trainer.ui.widgets.page import Page
from smm_trainer.workshop.command import Wish
from smm_trainer.workshop.happenings import Phase
from smm_trainer.workshop.log import SessionLog, session_in
from tests.ui.test_snapshots import Snap, everywhere
from tests.ui.walking import keys
from tests.ui.walls import NAMES, QUESTIONS, STEPS, wall

EN = catalogue("en")


@pytest.fixture
def make_wall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Makes a wall that ends with the test."""
    monkeypatch.chdir(tmp_path)
    with ExitStack() as stack:
        yield lambda *args, **options: stack.enter_context(wall(tmp_path / "workshop.toml", *args, **options))


def panel(pilot: Pilot[int]) -> str:
    """All that the panel says."""
    return "\n".join(row.content.plain for row in pilot.app.screen.query_one("#panel", Page).rows)


async def press(pilot: Pilot[int], *presses: str) -> None:
    """Press keys, each when what the one before did is done and drawn."""
    for key in presses:
        await pilot.press(key)
        await pilot.pause(0.1)


@everywhere
@pytest.mark.parametrize("step", STEPS)
def test_wall(make_wall: Any, snap_compare: Snap, step: str, language: Language, size: tuple[int, int]) -> None:
    assert snap_compare(make_wall(language, step), terminal_size=size)


@everywhere
@pytest.mark.parametrize("step", ["lobby", "first", "reveal"])
def test_wall_large(make_wall: Any, snap_compare: Snap, step: str, language: Language, size: tuple[int, int]) -> None:
    assert snap_compare(make_wall(language, step), terminal_size=size, run_before=keys("f5"))


@everywhere
def test_wall_peeked_at(make_wall: Any, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    assert snap_compare(make_wall(language, "first-closed"), terminal_size=size, run_before=keys("down", "down", "enter"))


@everywhere
@pytest.mark.parametrize("step", ["lobby", "first", "reveal"])
def test_wall_by_hands(make_wall: Any, snap_compare: Snap, step: str, language: Language, size: tuple[int, int]) -> None:
    assert snap_compare(make_wall(language, step, networked=False), terminal_size=size)


async def test_a_whole_session_by_enter_alone(make_wall: Any) -> None:
    app: Facilitator = make_wall()
    async with app.run_test(size=(80, 24)) as pilot:
        seen = [app.desk.running.session.phase]
        for _ in range(60):
            await press(pilot, "enter")
            if app.desk.running.session.phase is not seen[-1]:
                seen.append(app.desk.running.session.phase)
            if seen[-1] is Phase.END:
                break
        once = [Phase.CAMPAIGN, Phase.FIRST, Phase.DISCUSSION, Phase.SECOND, Phase.REVEAL]
        assert seen == [Phase.LOBBY, *once, *once, Phase.TALK, Phase.END]
        await press(pilot, "end", "enter")
    assert app.return_code == 0
    assert session_in(SessionLog(Path("workshop.toml")))[0] == app.desk.running.session


async def test_the_end_says_what_was_talked_about(make_wall: Any) -> None:
    app: Facilitator = make_wall("hy", "end")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for name in QUESTIONS:
            question = app.desk.material.question(name)
            assert question is not None
            assert question.text("hy")[:40] in panel(pilot)


async def test_the_first_result_is_nowhere_before_it_is_asked_for(make_wall: Any) -> None:
    app: Facilitator = make_wall("en", "first-closed")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "%" not in panel(pilot)
        assert "11 of 12" in panel(pilot)
        await press(pilot, "down", "down", "enter")
        assert EN("workshop.right", exact=3, total=11, percent=27) in panel(pilot)
        assert EN("mistake.like-harvesting") not in panel(pilot)
        await press(pilot, "escape")
        assert "%" not in panel(pilot)
        await press(pilot, "enter", "up", "up", "enter")
        assert app.desk.running.session.phase is Phase.DISCUSSION
        assert "%" not in panel(pilot)


async def test_a_countdown_is_put_off_and_stopped(make_wall: Any) -> None:
    app: Facilitator = make_wall("en", "first")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "1:15" in panel(pilot)
        await press(pilot, "down", "enter")
        assert "1:45" in panel(pilot)
        await press(pilot, "down", "enter")
        assert EN("workshop.no-countdown") in panel(pilot)
        await press(pilot, "up", "up", "enter")
        assert app.desk.running.session.round is not None
        assert app.desk.running.session.round.closed


async def test_enter_pressed_twice_does_not_close_what_it_has_opened(make_wall: Any) -> None:
    app: Facilitator = make_wall("en", "campaign", pause=60)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, WallScreen)
        screen._moved = -100
        await press(pilot, "enter", "enter", "enter")
        vote = app.desk.running.session.round
        assert vote is not None
        assert not vote.closed


async def test_hands_are_counted_by_arrows_and_by_typing(make_wall: Any) -> None:
    app: Facilitator = make_wall("en", "campaign", networked=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "up", "up", "up", "up", "up", "up", "up")
        await press(pilot, "enter")
        assert isinstance(app.screen, AskScreen)
        await press(pilot, "1", "4", "enter")
        await press(pilot, "down", "right", "right", "right", "left", "down", "enter", "9", "enter")
        vote = app.desk.running.session.round
        assert vote is not None
        assert vote.counted is not None
        assert (vote.counted.present, vote.counted.hands[MISTAKES[0]], vote.counted.hands[MISTAKES[1]]) == (14, 2, 9)
        # More hands than people: there must be more people.
        await press(pilot, "enter", "2", "0", "enter")
        vote = app.desk.running.session.round
        assert vote is not None
        assert vote.counted is not None
        assert vote.counted.present == 20


def test_what_is_printed_at_the_end_takes_the_session_up_where_phones_look_for_it() -> None:
    path = Path("my workshops/workshop.toml")
    assert resume_command(path, Wish(bind="0.0.0.0")) == "smm-trainer workshop --bind 0.0.0.0 --resume 'my workshops/workshop.toml'"
    assert resume_command(path, Wish()) == "smm-trainer workshop --resume 'my workshops/workshop.toml'"


async def test_names_are_text(make_wall: Any) -> None:
    app: Facilitator = make_wall()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for name in NAMES:
            assert name in panel(pilot)


async def test_language_help_and_the_campaign(make_wall: Any) -> None:
    app: Facilitator = make_wall("hy", "reveal")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert catalogue("hy")("phone.key") in panel(pilot)
        await press(pilot, "f2")
        assert EN("phone.key") in panel(pilot)
        await press(pilot, "tab")
        assert app.screen.query_one("#campaign", Page).has_focus
        await press(pilot, "escape", "f1")
        assert isinstance(app.screen, HelpScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, WallScreen)


async def test_a_full_disk_is_said_and_nothing_moves(make_wall: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    app: Facilitator = make_wall("en", "campaign")

    def full(*_: object) -> None:
        raise JournalError("unwritable", Path("workshop.toml"), why="No space left on device")

    async with app.run_test(size=(80, 24)) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(SessionLog, "record", full)
            await press(pilot, "enter")
            assert app.desk.running.session.phase == "campaign"
            assert "No space left" in panel(pilot)
        await press(pilot, "enter")
        assert app.desk.running.session.phase == "first"
        assert "No space left" not in panel(pilot)
