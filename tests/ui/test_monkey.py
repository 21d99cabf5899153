"""The short form of the monkey (``tests/faults/monkey.py``)."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from smm_trainer.locale import LANGUAGES, Language, catalogue
from smm_trainer.ui.app import Start
from smm_trainer.ui.palette import TrainerPalette
from smm_trainer.ui.screens.ask import AskScreen
from smm_trainer.ui.widgets.row import displayed
from tests.faults.monkey import Monkey
from tests.faults.outcome import Outcome
from tests.ui.conftest import MakeApp

pytestmark = pytest.mark.anywhere

STEPS = 200
"""With each seed; a second has some twenty."""


@pytest.mark.parametrize("seed", [2, 3])
async def test_nothing_that_a_monkey_does_breaks_the_app(tmp_path: Path, seed: int) -> None:
    outcome = Outcome()
    monkey = Monkey(tmp_path, seed, outcome)
    await monkey.roam(STEPS)
    assert outcome.good, "\n".join(outcome.remarks)
    assert outcome.rounds == STEPS
    assert len(monkey.seen) > 5, monkey.seen


@pytest.mark.parametrize("key", ["space", "enter", "up", "end", "pagedown", "f3"])
async def test_keys_do_no_harm_where_there_is_no_room_for_a_row(make_app: MakeApp, key: str) -> None:
    app = make_app("en", Start("deleting-comments"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.resize_terminal(1, 1)
        await pilot.press(key)
    assert app.return_code in (None, 0)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_ctrl_c_says_in_the_apps_language_what_quits(make_app: MakeApp, language: Language) -> None:
    async with (app := make_app(language)).run_test() as pilot:
        await pilot.press("ctrl+c")
        (said,) = app._notifications
        assert displayed(catalogue(language)("keys.quit.text")) in said.message
        assert not said.title


@pytest.mark.parametrize("size", [(8, 3), (2, 2), (1, 1)])
async def test_the_palette_is_walked_where_it_has_no_room(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app("en").run_test(size=(80, 24)) as pilot:
        # As it is done by a person: the names are read once home stands.
        await pilot.pause(0.1)
        await pilot.press("ctrl+p")
        await pilot.pause(0.2)
        await pilot.resize_terminal(*size)
        await pilot.press("pagedown", "pageup", "down", "up", "end", "home", "pagedown")


@pytest.mark.parametrize("above", ["palette", "ask box"])
async def test_a_key_held_down_takes_one_screen_away(make_app: MakeApp, above: str) -> None:
    async with (app := make_app("en")).run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        home = app.screen
        app.push_screen(TrainerPalette(app) if above == "palette" else AskScreen(lambda words: words("settings.name")))
        await pilot.pause(0.1)
        line = app.screen.query_one(Input)
        # As a terminal sends them, faster than the first is dealt with.
        for _ in range(5):
            line.post_message(Input.Submitted(line, "x"))
        await pilot.pause(0.2)
        assert home in app.screen_stack
