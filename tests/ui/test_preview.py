"""The live preview: what is saved shows at once, and what is wrong stands where one looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from smm_trainer.course.course import Course
from smm_trainer.course.skeleton import new_course
from smm_trainer.course.watch import Watch, state_of
from smm_trainer.progress.progress import Progress
from smm_trainer.progress.settings import Settings
from smm_trainer.ui.app import SmmTrainer, Start
from smm_trainer.ui.previewing import POLL_SECONDS
from smm_trainer.ui.screens.lesson import LessonScreen
from smm_trainer.ui.screens.preview import PreviewScreen
from smm_trainer.ui.screens.quiz import QuizScreen
from smm_trainer.ui.widgets.page import Page
from tests.conftest import NOW
from tests.course.small import EN, HY, LESSON, SCENARIO, put, replace, scenario, write_course
from tests.test_cli import one_sentence, run
from tests.ui.test_walks import press, text_of


def preview(root: Path, lesson: str = "") -> SmmTrainer:
    """The app in preview of one course."""
    progress = Progress(Path("preview.toml"), clock=lambda: NOW)
    progress.introduce("")
    watch = Watch([root], [], lambda: Course(root))
    return SmmTrainer(
        Course(root), progress, Settings(motion=False), Path("settings.toml"), language="en", start=Start(lesson), watch=watch
    )


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small course."""
    monkeypatch.chdir(tmp_path)
    return write_course(tmp_path / "course")


async def saved(pilot: Pilot[int]) -> None:
    """Wait until the preview has looked."""
    await pilot.pause(2.5 * POLL_SECONDS)


def shown(app: SmmTrainer, name: str) -> str:
    return text_of(app.screen.query_one(name, Page))


async def test_a_saved_lesson_shows_at_once_and_its_problems_in_place(root: Path) -> None:
    app = preview(root, "first")
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "right")
        assert isinstance(app.screen, LessonScreen)
        assert "First read, then answer" in shown(app, "#text")
        replace(root, EN, "First read, then answer", "First of all, read")
        await saved(pilot)
        assert "First of all, read" in shown(app, "#text")
        assert "en.md" not in shown(app, "#text")

        replace(root, HY, "Նախ՝ կարդալ, հետո՝ պատասխանել", "Նախ՝ կարդալ, հետո: պատասխանել")
        await saved(pilot)
        assert "hy.md:" in shown(app, "#text")
        assert "Latin colon" in shown(app, "#text")
        assert "First of all, read" in shown(app, "#text")

        replace(root, EN, 'id = "steps"', 'id = "steps" nonsense')
        await saved(pilot)
        assert "which does not belong there" in shown(app, "#text")
        assert "First of all, read" in shown(app, "#text")

        put(root, LESSON, "format = 1\nnot toml")
        await saved(pilot)
        assert "lesson.toml:2" in shown(app, "#text")
        await press(pilot, "escape")
        assert isinstance(app.screen, PreviewScreen)
        assert "lesson.toml:2" in shown(app, "#preview")

        write_course(root)
        await saved(pilot)
        assert "No problems." in shown(app, "#preview")
        assert "A first lesson" in shown(app, "#preview")


async def test_a_saved_campaign_shows_at_once(root: Path) -> None:
    app = preview(root)
    async with app.run_test(size=(120, 40)) as pilot:
        assert isinstance(app.screen, PreviewScreen)
        app.open_scenario("warm-bread")
        await pilot.pause()
        assert isinstance(app.screen, QuizScreen)
        assert "Every morning" in shown(app, "#campaign")
        await press(pilot, "down", "space")
        replace(root, SCENARIO, "Every morning we take", "Each day we take")
        await saved(pilot)
        assert "Each day we take" in shown(app, "#campaign")
        replace(root, SCENARIO, 'difficulty = "easy"', 'difficulty = "trivial"')
        await saved(pilot)
        assert "warm-bread.toml:3" in shown(app, "#campaign")
        assert "Each day we take" in shown(app, "#campaign")
        put(root, SCENARIO, scenario("warm-bread", "deleting-comments", twin="bread-kept-warm"))
        await saved(pilot)
        assert "warm-bread.toml" not in shown(app, "#campaign")


async def test_a_broken_campaign_hides_no_other(root: Path) -> None:
    app = preview(root)
    async with app.run_test(size=(120, 40)) as pilot:
        assert shown(app, "#preview").count("Warm bread") == 2
        replace(root, SCENARIO, 'difficulty = "easy"', "difficulty = “easy”")
        await saved(pilot)
        assert "warm-bread.toml:3" in shown(app, "#preview")
        assert shown(app, "#preview").count("Warm bread") == 1
        app.open_scenario("bread-kept-warm")
        await pilot.pause()
        assert isinstance(app.screen, QuizScreen)


async def test_a_new_file_appears_and_one_may_go(root: Path) -> None:
    app = preview(root)
    async with app.run_test(size=(100, 40)) as pilot:
        put(root, "quizzes/own/third-loaf.toml", scenario("third-loaf", "wrong-audience").replace("Warm bread", "A third loaf"))
        await saved(pilot)
        assert "A third loaf" in shown(app, "#preview")
        (root / "quizzes/own/third-loaf.toml").unlink()
        await saved(pilot)
        assert "A third loaf" not in shown(app, "#preview")
        await press(pilot, "f1", "escape", "f2")
        assert "Պահեք ֆայլը" in shown(app, "#preview")


async def test_of_a_preview_nothing_is_kept(root: Path) -> None:
    async with preview(root, "first").run_test(size=(80, 24)) as pilot:
        await press(pilot, "right")
    assert not list(Path().glob("glance-*"))


async def test_a_skeleton_shows_what_is_to_be_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    new_course("acme", tmp_path)
    app = preview(tmp_path / "acme", "acme")
    async with app.run_test(size=(100, 40)) as pilot:
        assert "still to be filled in: the section's heading" in shown(app, "#text")
        assert "more; `smm-trainer check` lists all." in shown(app, "#text")
        await press(pilot, "escape")
        assert isinstance(app.screen, PreviewScreen)


def test_the_state_of_files(root: Path) -> None:
    before = state_of([root])
    assert len(before) == 7
    assert before == state_of([root])
    put(root, LESSON, (root / LESSON).read_bytes() + b"\n")
    assert before != state_of([root])
    assert state_of([root / "nowhere"]) == {}


def test_watch_wants_a_terminal_and_a_course(root: Path, tmp_path: Path) -> None:
    done = run("--lang", "en", "--course", root, "--course-only", "learn", "--watch")
    assert done.returncode == 2
    assert "not a terminal" in one_sentence(done.stderr)
    gone = run("--lang", "en", "--course", tmp_path / "gone", "learn", "--watch")
    assert gone.returncode == 1
