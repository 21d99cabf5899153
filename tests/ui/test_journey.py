"""From an empty journal to the certificate, in Armenian, by Enter and the arrows, killed and started again in the middle of everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from smm_trainer.course.mistakes import Mistake
from smm_trainer.progress.progress import Progress
from smm_trainer.progress.settings import Settings
from smm_trainer.training.draw import Mode
from smm_trainer.training.next_step import DELAY
from smm_trainer.ui.app import SmmTrainer
from smm_trainer.ui.screens.home import HomeScreen
from smm_trainer.ui.screens.lesson import LessonScreen
from smm_trainer.ui.screens.quiz import QuizScreen
from smm_trainer.ui.screens.results import ResultsScreen
from smm_trainer.ui.screens.twins import TwinsScreen
from smm_trainer.ui.screens.verdict import VerdictScreen
from smm_trainer.ui.widgets.page import Page
from tests.conftest import NOW
from tests.ui.conftest import COURSE, MakeApp
from tests.ui.test_walks import app_of, press, text_of, walk_lesson

pytestmark = pytest.mark.anywhere

WEAK = (Mistake.DELETING_COMMENTS, Mistake.WRONG_AUDIENCE)
"""What the learner of this walk does not see before the lessons."""


def make(clock: Callable[[], dt.datetime]) -> SmmTrainer:
    """The app on the one journal of the walk, as a new process would open it."""
    progress = Progress(Path("progress.toml"), clock=clock)
    return SmmTrainer(COURSE, progress, Settings(motion=False), Path("settings.toml"), language="hy")


async def diagnose(pilot: Pilot[int], blind: tuple[Mistake, ...]) -> None:
    """Diagnose the campaign in hand as somebody does who is blind to some mistakes: arrows, Space, Enter."""
    screen = pilot.app.screen
    assert isinstance(screen, QuizScreen)
    said = COURSE.scenarios[screen._scenario.id].mistakes - set(blind)
    panel = screen.query_one("#diagnosis", Page)
    await press(pilot, "enter")
    for key in [f"mistake:{mistake}" for mistake in sorted(said)] or ["clean"]:
        panel.move_to(key)
        await press(pilot, "space")
    panel.move_to("sure")
    await press(pilot, "space", "space")
    panel.move_to("submit")
    await press(pilot, "enter")


async def answer(pilot: Pilot[int], blind: tuple[Mistake, ...], count: int) -> None:
    """Answer so many campaigns of the quiz on screen; behind a verdict, go on."""
    for _ in range(count):
        await diagnose(pilot, blind)
        screen = pilot.app.screen
        if isinstance(screen, QuizScreen) and screen.has_class("-verdict"):
            screen.query_one("#diagnosis", Page).move_to("next")
            await press(pilot, "enter")


async def take_quiz(clock: Callable[[], dt.datetime], mode: Mode, blind: tuple[Mistake, ...]) -> None:
    """From home by Enter into the quiz that is proposed; killed behind four campaigns, gone on with, to its results and home."""
    async with make(clock).run_test(size=(80, 24)) as pilot:
        assert isinstance(pilot.app.screen, HomeScreen)
        await press(pilot, "enter")
        screen = app_of(pilot).screen
        assert isinstance(screen, QuizScreen), mode
        assert screen.quiz.mode is mode
        await answer(pilot, blind, 4)
        assert not mode.assessment or not screen.has_class("-verdict")
    async with make(clock).run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, QuizScreen)
        assert len(screen.quiz.answered) == 4
        await answer(pilot, blind, 6)
        assert isinstance(pilot.app.screen, ResultsScreen)
        assert not list(pilot.app._notifications), "nothing stands on the results"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_from_nothing_to_the_certificate(make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path)
    now = [NOW]

    def clock() -> dt.datetime:
        now[0] += dt.timedelta(seconds=1)
        return now[0]

    make_app("hy")
    await take_quiz(clock, Mode.FIRST, WEAK)
    for _ in WEAK:
        async with make(clock).run_test(size=(80, 24)) as pilot:
            await press(pilot, "enter")
            screen = pilot.app.screen
            assert isinstance(screen, LessonScreen)
            assert screen.lesson.outline.mistake in WEAK
            await press(pilot, "right", "right")
        async with make(clock).run_test(size=(80, 24)) as pilot:
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, LessonScreen)
            await press(pilot, *["left"] * 8)
            await walk_lesson(pilot, "hy")
    seen_before = {event.scenario for event in make(clock).progress.record.answers}
    for _ in range(2):
        await take_quiz(clock, Mode.PRACTICE, ())
    await take_quiz(clock, Mode.FINAL, ())
    async with make(clock).run_test(size=(80, 24)) as pilot:
        app = app_of(pilot)
        first, final = app.progress.record.assessments
        assert first.mode is Mode.FIRST
        assert final.passed
        assert final.fresh
        assert not {a.scenario for a in final.answers} & {a.scenario for a in app.progress.record.answers[:-10]}
        assert set(first.weak()) == set(WEAK)
        assert {a.scenario for a in first.answers} == seen_before
        app.open_progress_screen()
        await pilot.pause()
        page = app.screen.query_one(Page)
        assert "Առաջընթաց կա" in text_of(page) or "պատահականություն" in text_of(page)
        page.move_to("certificate")
        await press(pilot, "enter")
    assert "Վկայական" in (tmp_path / "smm-trainer-certificate.html").read_text(encoding="utf-8")
    now[0] += DELAY
    async with make(clock).run_test(size=(80, 24)) as pilot:
        # A week later reviews are due before anything else.
        page = pilot.app.screen.query_one("#home", Page)
        assert page.cursor.startswith(("step:review", "step:delayed", "step:lesson"))


async def test_an_assessment_shows_no_verdict_before_its_end_and_every_verdict_then(make_app: MakeApp) -> None:
    async with make_app("en").run_test(size=(80, 24)) as pilot:
        app = app_of(pilot)
        app.open_new_quiz(Mode.FIRST, seed=5)
        await pilot.pause()
        for _ in range(10):
            assert isinstance(app.screen, QuizScreen)
            assert "★" not in "".join(row.first.plain for row in app.screen.query_one("#campaign", Page).rows)
            await diagnose(pilot, WEAK)
        assert isinstance(app.screen, ResultsScreen)
        page = app.screen.query_one(Page)
        rows = [key for key in page.keys if key.startswith("answer:")]
        assert len(rows) == 10
        page.move_to(rows[0])
        await press(pilot, "enter")
        assert isinstance(app.screen, VerdictScreen)
        scenario = COURSE.scenarios[rows[0].removeprefix("answer:")]
        said = text_of(app.screen.query_one("#diagnosis", Page))
        assert all(scenario.reason(mistake, "en") in said for mistake in scenario.reasons)
        await press(pilot, "tab", "f2", "escape")
        assert isinstance(app.screen, ResultsScreen)


async def test_asking_for_an_assessment_again_goes_on_with_the_one_begun(make_app: MakeApp) -> None:
    async with make_app("en").run_test(size=(80, 24)) as pilot:
        app = app_of(pilot)
        app.open_new_quiz(Mode.FINAL)
        await pilot.pause()
        await diagnose(pilot, ())
        begun = len(app.progress.record.quizzes)
        await press(pilot, "escape", "escape")
        app.open_new_quiz(Mode.FINAL)
        await pilot.pause()
        assert len(app.progress.record.quizzes) == begun
        assert isinstance(app.screen, QuizScreen)
        assert len(app.screen.quiz.answered) == 1


async def test_a_single_campaign_does_not_push_a_quiz_out_of_sight(make_app: MakeApp) -> None:
    async with make_app("en").run_test(size=(80, 24)) as pilot:
        app = app_of(pilot)
        app.open_new_quiz(Mode.PRACTICE, 5)
        await pilot.pause()
        await answer(pilot, (), 1)
        quiz = app.progress.record.open_quiz
        await press(pilot, "escape")
        app.open_scenario(app.open_scenarios()[0].id)
        await pilot.pause()
        await press(pilot, "escape")
        assert app.progress.record.open_quiz is quiz
        assert app.screen.query_one("#home", Page).cursor.startswith("step:resume")


async def test_what_was_marked_and_ticked_is_there_again_when_one_comes_back(make_app: MakeApp) -> None:
    async with make_app("en").run_test(size=(80, 24)) as pilot:
        app = app_of(pilot)
        app.open_new_quiz(Mode.PRACTICE)
        await pilot.pause()
        await press(pilot, "down", "space", "3", "escape")
        await press(pilot, "enter")
        assert isinstance(app.screen, QuizScreen)
        assert app.screen._draft.evidence
        assert app.screen._draft.mistakes == {Mistake.DELETING_COMMENTS}
        assert any("◆" in row.first.plain for row in app.screen.query_one("#campaign", Page).rows)


async def test_twins_are_compared_line_by_line_and_count_as_seen(make_app: MakeApp) -> None:
    async with make_app("en").run_test(size=(80, 24)) as pilot:
        app = app_of(pilot)
        one = COURSE.scenarios["very-clean-page"]
        quiz, _ = app.progress.begin_quiz(Mode.PRACTICE, 0, [one.id])
        app.open_quiz(quiz)
        await pilot.pause()
        await diagnose(pilot, (Mistake.DELETING_COMMENTS,))
        panel = app.screen.query_one("#diagnosis", Page)
        panel.move_to(f"twin:{one.twin}")
        await press(pilot, "enter")
        assert isinstance(app.screen, TwinsScreen)
        left, right = app.screen.query_one("#one", Page), app.screen.query_one("#other", Page)
        for page in (left, right):
            assert 0 < len(page.keys) < len(one.lines) // 2 + 3
            marks = [row.first.plain for row in page.rows]
            assert sum("≠" in mark for mark in marks) == len(page.keys)
        assert one.reason(Mistake.DELETING_COMMENTS, "en") in text_of(left)
        places = []
        for _ in left.keys:
            places.append(left.cursor)
            await press(pilot, "enter")
        assert places == list(left.keys)
        await press(pilot, "tab")
        assert right.has_focus
        await press(pilot, "f2", "escape")
        assert one.twin in app.progress.record.last_seen


async def test_nothing_held_back_for_an_assessment_can_be_opened_by_name(make_app: MakeApp) -> None:
    async with make_app("en").run_test(size=(80, 24)) as pilot:
        app = app_of(pilot)
        names = {scenario.id for scenario in app.open_scenarios()}
        app.open_new_quiz(Mode.FIRST)
        await pilot.pause()
        begun = set(app.progress.record.open_quiz.scenarios) if app.progress.record.open_quiz else set()
        assert begun
        assert not begun & names
        assert not begun & {scenario.id for scenario in app.open_scenarios()}
