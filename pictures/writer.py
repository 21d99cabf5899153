"""The live preview of whoever writes a course: the authoring guide's own, with a slip in it."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from textual.app import App

from pictures.learner import nothing
from pictures.people import journal, nothing_yet
from pictures.picture import Picture
from pictures.terminal import WIDE, Screen
from smm_trainer.course.course import built_in_folder
from smm_trainer.course.skeleton import new_course
from smm_trainer.course.watch import Watch
from smm_trainer.locale import Language
from smm_trainer.progress.settings import Settings
from smm_trainer.taught import joined_courses
from smm_trainer.ui.app import SmmTrainer, Start
from tests.test_guide import BLOCK, GUIDE

SLIP = ("նույն տեղում։", "նույն տեղում:")
"""What is right, and what is wrong: an Armenian sentence does not end with a colon."""


@contextlib.contextmanager
def preview(language: Language) -> Iterator[App[int]]:
    """Opens the preview of the guide's lesson."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        new_course("acme", Path())
        for block in BLOCK.finditer(GUIDE.read_text(encoding="utf-8")):
            if block["path"]:
                Path(block["path"]).write_text(block["text"], encoding="utf-8")
        text = Path("acme/lessons/01-acme/hy.md")
        right, slip = SLIP
        written = text.read_text(encoding="utf-8")
        assert right in written, "the guide's lesson says something else now"
        text.write_text(written.replace(right, slip, 1), encoding="utf-8")
        own = [Path("acme")]
        progress = journal(Path("preview.toml"), "", nothing_yet)
        watch = Watch(own, [built_in_folder()], lambda: joined_courses(own, alone=False))
        settings = Settings(motion=False)
        yield SmmTrainer(
            joined_courses(own, alone=False), progress, settings, Path("settings.toml"), language=language, start=Start("acme"), watch=watch
        )


SCREENS = (
    Screen(Picture("preview", "hy", "A lesson of one's own while it is written; what is wrong stands above it"), preview, nothing, WIDE),
)
"""The writer's pictures."""
