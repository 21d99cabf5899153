"""Each screen as it looks, in both languages and the sizes that we promise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from textual.pilot import Pilot

from smm_trainer.locale import LANGUAGES, Language
from smm_trainer.progress.errors import JournalError
from smm_trainer.training.draw import Mode
from smm_trainer.ui.app import SmmTrainer, Start
from tests.ui.conftest import SIZES, SMALL, MakeApp
from tests.ui.walking import keys

pytestmark = pytest.mark.anywhere

Snap = Callable[..., bool]


def in_sizes(sizes: Sequence[tuple[int, int]]) -> pytest.MarkDecorator:
    """Runs a test in both languages and all ``sizes``."""
    each = [pytest.param(language, size, id=f"{language}-{size[0]}x{size[1]}") for language in LANGUAGES for size in sizes]
    return pytest.mark.parametrize(("language", "size"), each)


everywhere = in_sizes(SIZES)
small_too = in_sizes((*SIZES, SMALL))


async def open_quiz(pilot: Pilot[int]) -> None:
    """A quiz of three that does not depend on the draw."""
    app = pilot.app
    assert isinstance(app, SmmTrainer)
    quiz, _ = app.progress.begin_quiz(Mode.PRACTICE, 0, ["very-clean-page", "raffle-friday", "candle-eventually"])
    app.open_quiz(quiz)
    await pilot.pause()


@everywhere
def test_welcome(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(language, name=None), terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
def test_welcome_asks_for_the_language(make_app: MakeApp, snap_compare: Snap, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(None, name=None), terminal_size=size)


@small_too
def test_home_at_first(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(language), terminal_size=size)


@small_too
def test_home_later(learnt: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    assert snap_compare(learnt(language), terminal_size=size)


@small_too
def test_lesson(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(language, Start("deleting-comments")), terminal_size=size)


@small_too
def test_lesson_with_a_comparison(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    walk = keys("right", "right", "right")
    assert snap_compare(make_app(language, Start("deleting-comments")), terminal_size=size, run_before=walk)


@everywhere
def test_lesson_answered(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    walk = keys("pagedown", "pagedown", "enter", "f3")
    assert snap_compare(make_app(language, Start("deleting-comments")), terminal_size=size, run_before=walk)


@everywhere
def test_lesson_once_more(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    walk = keys(*["right"] * 6)
    assert snap_compare(make_app(language, Start("deleting-comments")), terminal_size=size, run_before=walk)


@small_too
def test_quiz(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(language), terminal_size=size, run_before=open_quiz)


@small_too
def test_quiz_diagnosis(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    async def walk(pilot: Pilot[int]) -> None:
        await open_quiz(pilot)
        await keys("down", "space", "enter", "space", "down", "down", "space")(pilot)

    assert snap_compare(make_app(language), terminal_size=size, run_before=walk)


async def to_verdict(pilot: Pilot[int]) -> None:
    """Says mistakes 1 and 3 of a campaign that commits 3, rather surely."""
    await open_quiz(pilot)
    await keys("down", "space", "1", "3", "tab")(pilot)
    if pilot.app.size.width >= 100:
        await keys(*["down"] * 7, "space", *["down"] * 2, "enter")(pilot)
    else:
        await keys(*["down"] * 6, "space", "space", "down", "enter")(pilot)


@small_too
def test_verdict(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(language), terminal_size=size, run_before=to_verdict)


@everywhere
def test_verdict_to_its_end(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    async def walk(pilot: Pilot[int]) -> None:
        await to_verdict(pilot)
        await keys("end")(pilot)

    assert snap_compare(make_app(language), terminal_size=size, run_before=walk)


@everywhere
def test_results(learnt: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    async def walk(pilot: Pilot[int]) -> None:
        from smm_trainer.ui.screens.results import ResultsScreen

        app = pilot.app
        assert isinstance(app, SmmTrainer)
        await app.push_screen(ResultsScreen(next(iter(app.progress.record.quizzes.values())), app.course.scenarios))

    assert snap_compare(learnt(language), terminal_size=size, run_before=walk)


@everywhere
def test_progress(learnt: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    async def walk(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SmmTrainer)
        app.open_progress_screen()
        await pilot.pause()

    assert snap_compare(learnt(language), terminal_size=size, run_before=walk)


@small_too
def test_glossary_from_a_lesson(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(language, Start("targeted-audience")), terminal_size=size, run_before=keys("f4"))


@everywhere
def test_glossary_searched(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    async def walk(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SmmTrainer)
        app.open_glossary()
        await keys(*"reach")(pilot)

    assert snap_compare(make_app(language), terminal_size=size, run_before=walk)


@everywhere
def test_settings(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    async def walk(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SmmTrainer)
        app.open_settings()
        await pilot.pause()

    assert snap_compare(make_app(language), terminal_size=size, run_before=walk)


@pytest.mark.parametrize("theme", ["smm-light", "smm-contrast"])
def test_other_themes(make_app: MakeApp, snap_compare: Snap, theme: str) -> None:
    async def walk(pilot: Pilot[int]) -> None:
        pilot.app.theme = theme
        await open_quiz(pilot)

    assert snap_compare(make_app("hy"), terminal_size=SIZES[0], run_before=walk)


@everywhere
def test_help(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(language), terminal_size=size, run_before=keys("f1"))


@everywhere
def test_palette(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    async def walk(pilot: Pilot[int]) -> None:
        await keys("ctrl+p")(pilot)
        await pilot.pause(0.3)
        from textual.widgets import Input

        pilot.app.screen.query_one(Input).cursor_blink = False
        await pilot.pause(0.2)

    assert snap_compare(make_app(language), terminal_size=size, run_before=walk)


@everywhere
def test_rescue(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    app = make_app(language)
    error = JournalError("not-toml", app.progress.path, 7, why="Expected '=' after a key")
    broken = SmmTrainer(app.course, error, app.settings, app.settings_path, language=language)
    assert snap_compare(broken, terminal_size=size)


@everywhere
def test_ask(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(language, name=None), terminal_size=size, run_before=keys("down", "enter", *"Ani"))


@small_too
def test_twins(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    async def walk(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SmmTrainer)
        app.open_twins("very-clean-page", "june-at-the-clinic")
        await pilot.pause()

    assert snap_compare(make_app(language), terminal_size=size, run_before=walk)


@everywhere
def test_twins_to_their_principle(make_app: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    async def walk(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SmmTrainer)
        app.open_twins("very-clean-page", "june-at-the-clinic")
        await keys("end", "tab", "end")(pilot)

    assert snap_compare(make_app(language), terminal_size=size, run_before=walk)


@everywhere
def test_look_back(learnt: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    async def walk(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SmmTrainer)
        app.open_verdict(app.progress.record.answers[0])
        await pilot.pause()

    assert snap_compare(learnt(language), terminal_size=size, run_before=walk)


@everywhere
def test_results_of_a_final(assessed: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    async def walk(pilot: Pilot[int]) -> None:
        from smm_trainer.ui.screens.results import ResultsScreen

        app = pilot.app
        assert isinstance(app, SmmTrainer)
        quiz = app.progress.record.quizzes[app.progress.record.assessments[-1].quiz]
        await app.push_screen(ResultsScreen(quiz, app.course.scenarios))

    assert snap_compare(assessed(language), terminal_size=size, run_before=walk)


@everywhere
def test_home_of_somebody_assessed(assessed: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    assert snap_compare(assessed(language), terminal_size=size, run_before=keys("end"))


@everywhere
def test_progress_of_somebody_assessed(assessed: MakeApp, snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    async def walk(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SmmTrainer)
        app.open_progress_screen()
        await pilot.pause()

    assert snap_compare(assessed(language), terminal_size=size, run_before=walk)
