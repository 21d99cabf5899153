"""Home drawn from a glance: the same picture, and the truth right behind it."""

from __future__ import annotations

from pathlib import Path

from smm_trainer.progress.glance import load_glance, save_glance
from smm_trainer.progress.settings import Settings
from smm_trainer.ui.app import SmmTrainer
from smm_trainer.ui.screens.home import SETTLE_SECONDS, HomeScreen
from smm_trainer.ui.screens.rescue import RescueScreen
from smm_trainer.ui.widgets.page import Page
from tests.ui.conftest import COURSE, MakeApp


def from_glance(learnt: MakeApp) -> SmmTrainer:
    """An app that knows of its journal no more than a glance says."""
    app = learnt()
    save_glance(app.progress, Path())
    kept = load_glance(app.progress.path, Path())
    assert kept is not None
    return SmmTrainer(COURSE, kept, Settings(language="en", motion=False), Path("settings.toml"), language="en")


def lines_of(app: SmmTrainer) -> list[str]:
    """What home says."""
    assert isinstance(app.screen, HomeScreen)
    return [row.content.plain for row in app.screen.query_one("#home", Page).rows]


async def test_home_says_the_same_before_the_journal_is_read_and_behind_it(learnt: MakeApp) -> None:
    async with from_glance(learnt).run_test(size=(80, 24)) as pilot:
        app = pilot.app
        assert isinstance(app, SmmTrainer)
        first = lines_of(app)
        assert app.learner_name == "Ani"
        await pilot.pause(4 * SETTLE_SECONDS)
        assert app.progress.record.answers
        assert [line for line in lines_of(app) if line in first] == first


async def test_enter_before_the_journal_is_read_opens_what_it_says(learnt: MakeApp) -> None:
    async with from_glance(learnt).run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert not isinstance(pilot.app.screen, HomeScreen | RescueScreen)


async def test_a_journal_that_broke_meanwhile_is_rescued_not_overwritten(learnt: MakeApp) -> None:
    app = from_glance(learnt)
    Path("progress.toml").write_text("format = 2\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(4 * SETTLE_SECONDS)
        assert isinstance(app.screen, RescueScreen)
    assert Path("progress.toml").read_text() == "format = 2\n"
