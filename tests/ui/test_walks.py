"""What people do with the app, key by key. Only keys that an Armenian layout has, but for the tests about others."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from smm_trainer.course.lesson import Check, CheckKind
from smm_trainer.locale import LANGUAGES, Language
from smm_trainer.progress.errors import JournalError
from smm_trainer.progress.events import Event
from smm_trainer.progress.journal import Journal
from smm_trainer.progress.progress import Progress
from smm_trainer.progress.settings import Settings
from smm_trainer.training.draw import Mode
from smm_trainer.ui.app import SmmTrainer, Start
from smm_trainer.ui.screens.ask import AskScreen
from smm_trainer.ui.screens.glossary import GlossaryScreen
from smm_trainer.ui.screens.help import HelpScreen
from smm_trainer.ui.screens.home import HomeScreen
from smm_trainer.ui.screens.lesson import LessonScreen
from smm_trainer.ui.screens.quiz import QuizScreen
from smm_trainer.ui.screens.results import ResultsScreen
from smm_trainer.ui.screens.welcome import WelcomeScreen
from smm_trainer.ui.widgets.chrome import TitleBar
from smm_trainer.ui.widgets.page import Page
from tests.ui.conftest import COURSE, MakeApp

BLIND = 400
"""More presses of Enter than any walk here needs."""


def app_of(pilot: Pilot[int]) -> SmmTrainer:
    """The app by its own type."""
    assert isinstance(pilot.app, SmmTrainer)
    return pilot.app


def text_of(page: Page) -> str:
    """All that a page says."""
    return "\n".join(row.content.plain for row in page.rows)


def events(path: Path = Path("progress.toml")) -> list[dict[str, object]]:
    """The journal's events, read by somebody else's parser."""
    return list(tomllib.loads(path.read_text(encoding="utf-8")).get("event", []))


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, each when the one before has been dealt with."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def diagnose_with_arrows(pilot: Pilot[int]) -> None:
    """Say that the campaign is clean, guessing; by arrows, Space and Enter alone."""
    await press(pilot, "enter", *["down"] * 5, "space", "down", "space", "down", "enter")


async def open_quiz(pilot: Pilot[int], *ids: str) -> QuizScreen:
    """A quiz of known scenarios."""
    app = app_of(pilot)
    quiz, _ = app.progress.begin_quiz(Mode.PRACTICE, 0, ids or ("very-clean-page", "raffle-friday"))
    app.open_quiz(quiz)
    await pilot.pause()
    assert isinstance(app.screen, QuizScreen)
    return app.screen


async def test_first_start_asks_for_language_and_name_then_shows_home(make_app: MakeApp) -> None:
    async with make_app(None, name=None).run_test(size=(80, 24)) as pilot:
        assert isinstance(pilot.app.screen, WelcomeScreen)
        await press(pilot, "enter")
        assert app_of(pilot).language == "hy"
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, AskScreen)
        pilot.app.screen.query_one(Input).value = "Անի"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert app_of(pilot).learner_name == "Անի"
    assert tomllib.loads(Path("progress.toml").read_text(encoding="utf-8"))["learner"]["name"] == "Անի"
    assert tomllib.loads(Path("settings.toml").read_text(encoding="utf-8"))["language"] == "hy"


async def test_a_line_takes_of_a_paste_what_it_has_room_for_and_says_so(make_app: MakeApp) -> None:
    async with make_app("en").run_test(size=(80, 24)) as pilot:
        app_of(pilot).open_glossary()
        await pilot.pause()
        line = pilot.app.screen.query_one(Input)
        line.value = "reach"
        line.action_select_all()
        line.post_message(Paste("ա" * 300 + "\nsecond line"))
        await pilot.pause()
        assert line.value == "ա" * 80
        assert [notice.message for notice in pilot.app._notifications] == [
            "The line is full: it holds 80 characters, and the rest was left out."
        ]
        await press(pilot, "a")
        assert line.value == "ա" * 80


async def test_enter_alone_leads_from_home_into_the_first_assessment(make_app: MakeApp) -> None:
    async with make_app("hy").run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, QuizScreen)
        assert pilot.app.screen.quiz.mode is Mode.FIRST


async def answer_rightly(pilot: Pilot[int], check: Check) -> None:
    """Answer a check as a learner would who knows: by moving to rows and pressing Enter, or by typing."""
    page = pilot.app.screen.query_one("#text", Page)
    if check.kind is CheckKind.TEXT:
        page.move_to(f"type:{check.id}")
        await press(pilot, "enter")
        pilot.app.screen.query_one(Input).value = next(option.text for option in check.options if option.right)
        await press(pilot, "enter")
        return
    if check.kind is CheckKind.MATCH:
        for option in check.options:
            page.move_to(f"option:{check.id}:{option.id}")
            for _ in check.options:
                await press(pilot, "space")
                if any(row.key == page.cursor and row.content.plain.endswith(f"→ {option.match}") for row in page.rows):
                    break
    else:
        wanted = [o.id for o in check.options if o.right] or [o.id for o in check.options]
        for id in wanted:
            page.move_to(f"option:{check.id}:{id}")
            await press(pilot, "enter")
    if check.kind is not CheckKind.SINGLE:
        page.move_to(f"answer:{check.id}")
        await press(pilot, "enter")


async def walk_lesson(pilot: Pilot[int], language: Language) -> None:
    """Answer every check of the open lesson rightly, section by section, to the end."""
    screen = pilot.app.screen
    assert isinstance(screen, LessonScreen)
    page = screen.query_one("#text", Page)
    lesson = app_of(pilot).progress.record.lessons
    for section in screen.lesson.sections:
        assert section.head.title(language) in text_of(page)
        for check in (node for node in section.nodes(language) if isinstance(node, Check)):
            await answer_rightly(pilot, check)
            assert lesson[screen.lesson.outline.id].checks[check.id], check.id
        await press(pilot, "right")
    assert lesson[screen.lesson.outline.id].done
    assert screen.lesson.outline.takeaway(language) in text_of(page)


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_a_lesson_is_walked_to_its_end_in_every_size(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app("hy", Start("deleting-comments")).run_test(size=size) as pilot:
        await walk_lesson(pilot, "hy")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson", COURSE.outlines)
async def test_every_lesson_is_walked_to_its_end(make_app: MakeApp, lesson: str, language: Language) -> None:
    async with make_app(language, Start(lesson)).run_test(size=(80, 24)) as pilot:
        await walk_lesson(pilot, language)


async def test_a_wrong_answer_shows_its_reply_and_comes_back_at_the_end(make_app: MakeApp) -> None:
    app = make_app("en", Start("deleting-comments"))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LessonScreen)
        page = screen.query_one("#text", Page)
        check = screen.lesson.checks("en")[0]
        wrong = next(option for option in check.options if not option.right)
        page.move_to(f"option:{check.id}:{wrong.id}")
        await press(pilot, "enter")
        assert wrong.reply in text_of(page)
        assert not app.progress.record.lessons["deleting-comments"].checks[check.id]
        await press(pilot, *["right"] * len(screen.lesson.sections))
        assert check.question in text_of(page)
        assert not app.progress.record.lessons["deleting-comments"].done


async def test_a_lesson_goes_on_where_it_was_left(make_app: MakeApp) -> None:
    async with make_app("en", Start("deleting-comments")).run_test(size=(80, 24)) as pilot:
        await press(pilot, "right", "right")
    async with make_app("en", Start("deleting-comments")).run_test(size=(80, 24)) as pilot:
        page = pilot.app.screen.query_one("#text", Page)
        assert COURSE.outlines["deleting-comments"].sections[3].title("en") in text_of(page)


async def test_enter_reads_on_and_never_chooses_what_is_out_of_sight(make_app: MakeApp) -> None:
    async with make_app("en", Start("deleting-comments")).run_test(size=(60, 20)) as pilot:
        page = pilot.app.screen.query_one("#text", Page)
        assert page.cursor
        assert not page.cursor_visible
        await press(pilot, "enter")
        assert page.scroll_offset.y > 0
        assert not [event for event in events() if event["kind"] == "check"]


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_quiz_is_taken_with_arrows_enter_and_space_to_its_results(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app("hy").run_test(size=size) as pilot:
        await open_quiz(pilot, "very-clean-page", "june-at-the-clinic")
        for _ in range(2):
            await press(pilot, "down", "space")
            await diagnose_with_arrows(pilot)
            for _ in range(BLIND):
                if not pilot.app.screen.has_class("-verdict"):
                    break
                await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ResultsScreen)
    answers = [event for event in events() if event["kind"] == "answer"]
    assert [answer["score"] for answer in answers] == [0.0, 1.0]
    assert [answer["confidence"] for answer in answers] == [1, 1]
    assert all(len(answer["evidence"]) == 1 for answer in answers if isinstance(answer["evidence"], list))


async def test_an_answer_is_on_disk_before_its_verdict_is_shown(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    on_disk: list[int] = []
    show = QuizScreen._show_verdict

    def watched(self: QuizScreen, verdict: object) -> None:
        on_disk.append(len([event for event in events() if event["kind"] == "answer"]))
        show(self, verdict)  # type: ignore[arg-type]

    monkeypatch.setattr(QuizScreen, "_show_verdict", watched)
    async with make_app("en").run_test(size=(80, 24)) as pilot:
        await open_quiz(pilot)
        await diagnose_with_arrows(pilot)
    assert on_disk == [1]


async def test_an_answer_that_cannot_be_written_is_kept_said_and_tried_again(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smm_trainer.ui.screens.quiz.RETRY_SECONDS", 0.2)
    async with make_app("en").run_test(size=(80, 24)) as pilot:
        screen = await open_quiz(pilot)

        def full(self: Journal, event: Event) -> None:
            raise JournalError("unwritable", self.path, why="No space left on device")

        with monkeypatch.context() as broken:
            broken.setattr(Journal, "write", full)
            await diagnose_with_arrows(pilot)
            assert not screen.has_class("-verdict")
            assert "No space left" in text_of(screen.query_one("#diagnosis", Page))
        await pilot.pause(0.5)
        assert screen.has_class("-verdict")
    assert len([event for event in events() if event["kind"] == "answer"]) == 1


async def test_a_quiz_left_in_the_middle_is_the_next_step_at_home_and_goes_on(make_app: MakeApp) -> None:
    async with make_app("en").run_test(size=(80, 24)) as pilot:
        await open_quiz(pilot)
        await diagnose_with_arrows(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)
    async with make_app("en").run_test(size=(80, 24)) as pilot:
        assert "1 of 2" in text_of(pilot.app.screen.query_one("#home", Page))
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, QuizScreen)
        assert COURSE.scenarios["raffle-friday"].title("en") in text_of(screen.query_one("#campaign", Page))


async def test_language_switches_in_mid_quiz_and_nothing_is_lost(make_app: MakeApp) -> None:
    async with make_app("en").run_test(size=(80, 24)) as pilot:
        screen = await open_quiz(pilot)
        campaign, panel = screen.query_one("#campaign", Page), screen.query_one("#diagnosis", Page)
        await press(pilot, *["down"] * 4, "space", "enter", "down", "space")
        before = (campaign.cursor, panel.cursor, campaign.scroll_offset.y, campaign.id)
        await press(pilot, "f2")
        assert (campaign.cursor, panel.cursor, campaign.scroll_offset.y, campaign.id) == before
        assert panel.has_focus
        assert COURSE.scenarios["very-clean-page"].title("hy") in text_of(campaign)
        assert "[x]" in "".join(row.first.plain for row in panel.rows)
        assert any("◆" in row.first.plain for row in campaign.rows)
        await press(pilot, "f2")
        assert COURSE.scenarios["very-clean-page"].title("en") in text_of(campaign)


async def test_language_switches_in_mid_lesson_with_a_half_given_answer(make_app: MakeApp) -> None:
    async with make_app("en", Start("deleting-comments")).run_test(size=(80, 24)) as pilot:
        page = pilot.app.screen.query_one("#text", Page)
        page.move_to("option:what-awaits:" + COURSE.lesson("deleting-comments").checks("en")[1].options[0].id)
        await press(pilot, "space", "f2")
        assert "[x]" in "".join(row.first.plain for row in page.rows)
        assert COURSE.outlines["deleting-comments"].sections[0].title("hy") in text_of(page)
        assert page.has_focus


async def test_resizing_in_mid_quiz_loses_nothing(make_app: MakeApp) -> None:
    async with make_app("en").run_test(size=(80, 24)) as pilot:
        screen = await open_quiz(pilot)
        campaign, panel = screen.query_one("#campaign", Page), screen.query_one("#diagnosis", Page)
        await press(pilot, *["down"] * 6, "space", "3")
        cursor = campaign.cursor
        for width, height in ((120, 40), (60, 20), (20, 6), (1, 1), (80, 24)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert campaign.cursor == cursor
        assert campaign.cursor_visible
        assert any("◆" in row.first.plain for row in campaign.rows)
        assert "deleted criticism" in text_of(panel)


async def test_a_diagnosis_needs_a_judgement_and_a_confidence(make_app: MakeApp) -> None:
    async with make_app("en").run_test(size=(80, 24)) as pilot:
        screen = await open_quiz(pilot)
        panel = screen.query_one("#diagnosis", Page)
        await press(pilot, "enter", "end", "enter")
        assert not screen.has_class("-verdict")
        panel.move_to("clean")
        await press(pilot, "space", "end", "enter")
        assert not screen.has_class("-verdict")
        panel.move_to("sure")
        await press(pilot, "space", "end", "enter")
        assert screen.has_class("-verdict")


async def test_saying_none_takes_the_mistakes_back_and_the_other_way_round(make_app: MakeApp) -> None:
    async with make_app("en").run_test(size=(80, 24)) as pilot:
        screen = await open_quiz(pilot)
        await press(pilot, "1", "4", "0")
        assert screen._draft.mistakes == set()
        assert screen._draft.clean
        await press(pilot, "2")
        assert not screen._draft.clean


async def test_the_verdict_names_every_reason_every_proof_and_the_mended_version(make_app: MakeApp) -> None:
    scenario = COURSE.scenarios["very-clean-page"]
    async with make_app("en").run_test(size=(120, 40)) as pilot:
        screen = await open_quiz(pilot)
        await press(pilot, "3", "tab")
        panel = screen.query_one("#diagnosis", Page)
        panel.move_to("sure:3")
        await press(pilot, "space")
        panel.move_to("submit")
        await press(pilot, "enter")
        said = text_of(panel)
        for mistake in scenario.reasons:
            assert scenario.reason(mistake, "en") in said
        for line in scenario.lines:
            if line.id in scenario.key_lines:
                assert line.text("en") in said
        assert scenario.mended("en").split("\n")[0] in said
        keys = panel.keys
        assert "lesson:deleting-comments" in keys
        assert "twin:june-at-the-clinic" in keys
        panel.move_to("lesson:deleting-comments")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, LessonScreen)
        await press(pilot, "escape")
        back: object = pilot.app.screen
        assert back is screen


async def test_help_opens_and_closes_on_every_screen_with_f1(make_app: MakeApp) -> None:
    async with make_app("hy").run_test(size=(80, 24)) as pilot:
        app = app_of(pilot)
        openers: list[Callable[[], None]] = [lambda: None, app.open_settings, app.open_progress_screen, lambda: app.open_lesson("sales")]
        for opener in openers:
            opener()
            await pilot.pause()
            below = pilot.app.screen
            await press(pilot, "f1")
            assert isinstance(pilot.app.screen, HelpScreen)
            await press(pilot, "f1")
            assert pilot.app.screen is below


async def test_the_palette_opens_lessons_sections_and_scenarios_in_armenian(make_app: MakeApp) -> None:
    wanted = COURSE.scenarios["very-clean-page"].title("hy")
    async with make_app("hy").run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p")
        await pilot.pause(0.2)
        pilot.app.screen.query_one(Input).value = wanted
        await pilot.pause(0.5)
        await press(pilot, "enter")
        await pilot.pause(0.3)
        if not isinstance(pilot.app.screen, QuizScreen):
            await press(pilot, "enter")
            await pilot.pause(0.3)
        assert isinstance(pilot.app.screen, QuizScreen)
        assert wanted in text_of(pilot.app.screen.query_one("#campaign", Page))


async def test_settings_take_effect_at_once_and_are_kept(make_app: MakeApp) -> None:
    async with make_app("en", motion=True).run_test(size=(80, 24)) as pilot:
        app_of(pilot).open_settings()
        await pilot.pause()
        page = pilot.app.screen.query_one(Page)
        page.move_to("theme")
        await press(pilot, "enter")
        assert pilot.app.theme == "smm-light"
        page.move_to("motion")
        await press(pilot, "enter")
        assert pilot.app.animation_level == "none"
    kept = tomllib.loads(Path("settings.toml").read_text(encoding="utf-8"))
    assert kept["theme"] == "smm-light"
    assert kept["motion"] is False


async def test_a_broken_journal_is_moved_aside_only_when_the_learner_agrees(make_app: MakeApp) -> None:
    path = Path("progress.toml")
    path.write_text("this is = = no TOML\n", encoding="utf-8")
    with pytest.raises(JournalError) as error:
        Progress(path)
    app = SmmTrainer(COURSE, error.value, Settings(motion=False), Path("settings.toml"), language="en")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "progress.toml:1" in text_of(pilot.app.screen.query_one(Page))
        assert path.read_text(encoding="utf-8") == "this is = = no TOML\n"
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, WelcomeScreen)
    aside = list(Path().glob("progress.toml.aside-*"))
    assert [each.read_text(encoding="utf-8") for each in aside] == ["this is = = no TOML\n"]


async def test_a_click_marks_a_line_and_ticks_a_mistake(make_app: MakeApp) -> None:
    async with make_app("en").run_test(size=(120, 40)) as pilot:
        screen = await open_quiz(pilot)
        await pilot.click("#campaign", offset=(12, 4))
        await pilot.pause()
        assert len(screen._draft.evidence) == 1
        await pilot.click("#diagnosis", offset=(10, 3))
        await pilot.pause()
        assert len(screen._draft.mistakes) == 1


async def test_the_name_stands_in_the_title_as_text_never_as_markup(make_app: MakeApp) -> None:
    async with make_app("en", name="[b]A[/x]").run_test(size=(80, 24)) as pilot:
        assert "[b]A[/x]" in pilot.app.screen.query_one(TitleBar).render().plain


async def test_a_lesson_leads_to_its_terms_and_back(make_app: MakeApp) -> None:
    async with make_app("en", Start("targeted-audience")).run_test(size=(80, 24)) as pilot:
        page = pilot.app.screen.query_one("#text", Page)
        page.move_to("terms")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, GlossaryScreen)
        keys = pilot.app.screen.query_one(Page).keys
        assert keys[0] == "term:targeting"
        assert len(keys) == len(app_of(pilot).course.glossary) + 1
        await pilot.press(*"հետևորդ")
        assert pilot.app.screen.query_one(Page).keys[0] == "term:follower"
        await pilot.press("f2")
        assert pilot.app.screen.query_one(Page).keys[0] == "term:follower"
        await pilot.press("escape")
        assert pilot.app.screen.query_one("#text", Page) is page
