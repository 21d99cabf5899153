"""The learner's screens."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from textual.app import App
from textual.pilot import Pilot

from pictures.people import COURSE, NAMES, Lived, beginner, finisher, journal, nothing_yet
from pictures.picture import Picture
from pictures.terminal import NARROW, WIDE, Open, Screen
from smm_trainer.locale import LANGUAGES, Language
from smm_trainer.progress.settings import Settings
from smm_trainer.training.draw import Mode
from smm_trainer.ui.app import SmmTrainer, Start
from tests.ui.walking import Walk, keys

LESSON = "deleting-comments"
"""The lesson in the pictures."""

QUIZ = ("very-clean-page", "raffle-friday", "candle-eventually")
"""The campaigns of the quiz in the pictures."""


def somebody(lived: Lived = nothing_yet, lesson: str = "") -> Open:
    """Opens the app for somebody who has done that, at a lesson or at home."""

    @contextlib.contextmanager
    def opened(language: Language) -> Iterator[App[int]]:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            progress = journal(Path("progress.toml"), NAMES[language], lived)
            yield SmmTrainer(COURSE, progress, Settings(motion=False), Path("settings.toml"), language=language, start=Start(lesson))

    return opened


def trainer(pilot: Pilot[int]) -> SmmTrainer:
    """The app under the pilot."""
    return cast("SmmTrainer", pilot.app)


async def nothing(pilot: Pilot[int]) -> None:
    """The first screen."""


async def to_campaign(pilot: Pilot[int]) -> None:
    """A quiz that does not depend on the draw; two mistakes ticked, two lines marked of which one proves something."""
    app = trainer(pilot)
    quiz, _ = app.progress.begin_quiz(Mode.PRACTICE, 0, list(QUIZ))
    app.open_quiz(quiz)
    await pilot.pause()
    await keys("down", "space", "down", "down", "down", "down", "space", "1", "3", "tab")(pilot)


async def to_verdict(pilot: Pilot[int]) -> None:
    """The same, handed in as rather sure."""
    await to_campaign(pilot)
    await keys(*["down"] * 7, "space", "down", "down", "enter")(pilot)


async def to_twins(pilot: Pilot[int]) -> None:
    """A campaign beside its twin."""
    trainer(pilot).open_twins("very-clean-page", "june-at-the-clinic")
    await pilot.pause()


async def to_progress(pilot: Pilot[int]) -> None:
    """What has been learnt."""
    trainer(pilot).open_progress_screen()
    await pilot.pause()


async def to_results(pilot: Pilot[int]) -> None:
    """The results of the final assessment."""
    from smm_trainer.ui.screens.results import ResultsScreen

    app = trainer(pilot)
    quiz = app.progress.record.quizzes[app.progress.record.assessments[-1].quiz]
    await app.push_screen(ResultsScreen(quiz, app.course.scenarios))


STEPS: tuple[tuple[str, str, Open, Walk, tuple[int, int]], ...] = (
    ("home", "Home: the first line is the next step", somebody(beginner), nothing, NARROW),
    ("lesson", "A lesson, its outline beside it", somebody(lesson=LESSON), keys("right"), WIDE),
    ("check", "A question in a lesson, answered", somebody(lesson=LESSON), keys("right", "down", "enter"), WIDE),
    ("campaign", "A sample campaign, and what is said of it", somebody(), to_campaign, WIDE),
    ("verdict", "The verdict: every reason, every line of proof", somebody(), to_verdict, WIDE),
    ("twins", "A campaign beside its twin", somebody(), to_twins, WIDE),
    ("progress", "What has been learnt", somebody(finisher()), to_progress, WIDE),
    ("results", "The results of a final assessment, and the gain", somebody(finisher()), to_results, NARROW),
    ("glossary", "The glossary, opened from a lesson", somebody(lesson="targeted-audience"), keys("f4"), NARROW),
)
"""Name, what it shows, how it is come to, how large: a row more is a picture more, in each language."""

SCREENS = tuple(
    Screen(Picture(name, language, shows), open, walk, size) for name, shows, open, walk, size in STEPS for language in LANGUAGES
)
"""The learner's pictures."""
