"""A language that a company's course has brought: F2 leads to it, and the key bar names what comes next."""

from __future__ import annotations

from pathlib import Path

import pytest

from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.course.courses import Courses
from smm_trainer.progress.progress import Progress
from smm_trainer.progress.settings import Settings, load_settings
from smm_trainer.ui.app import SmmTrainer, Start
from smm_trainer.ui.screens.lesson import LessonScreen
from smm_trainer.ui.widgets.page import Page
from tests.conftest import NOW
from tests.course.small import GLOSSARY, put, write_course
from tests.course.test_courses import in_georgian
from tests.ui.test_walks import press, text_of


async def test_f2_goes_through_the_course_s_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    root = write_course(tmp_path / "company")
    put(root, GLOSSARY, (root / GLOSSARY).read_text(encoding="utf-8").replace('"smm"', '"our-smm"').replace('"reach"', '"our-reach"'))
    in_georgian(root)
    course = Courses([Course(built_in_folder()), Course(root)])
    progress = Progress(Path("progress.toml"), clock=lambda: NOW)
    progress.introduce("Ani")
    app = SmmTrainer(course, progress, Settings(), Path("settings.toml"), language="hy", start=Start("first"))
    async with app.run_test(size=(100, 30)) as pilot:
        assert isinstance(app.screen, LessonScreen)
        page = app.screen.query_one("#text", Page)
        assert "Ինչու" in text_of(page)
        assert app.words("key.language") == "English"
        await press(pilot, "f2")
        assert "Criticism" in text_of(page)
        assert app.words("key.language") == "ქართული"
        await press(pilot, "f2")
        assert "კრიტიკა" in text_of(page)
        assert app.words("key.language") == "Հայերեն"
        assert app.words("lesson.check") == "Question"
        await press(pilot, "escape")
        home = text_of(app.screen.query_one("#home", Page))
        assert "ქართ A first lesson" in home
        # The built-in course has no Georgian: there it speaks English, as the interface does.
        assert course.parts[0].outlines["deleting-comments"].title("en") in home
        await press(pilot, "f2")
        assert app.language == "hy"
    assert load_settings(Path("settings.toml")).language == "hy"
