"""The app under test: the shipped course, a journal in a temporary folder, a fixed clock and seed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.locale import Language
from smm_trainer.progress.events import Kind
from smm_trainer.progress.progress import Progress
from smm_trainer.progress.settings import Settings
from smm_trainer.training.draw import Mode
from smm_trainer.training.grading import Confidence, Diagnosis
from smm_trainer.ui.app import SmmTrainer, Start
from tests.conftest import NOW

SIZES = ((80, 24), (120, 40))
"""What every screen is looked at in."""

SMALL = (60, 20)
"""What home, lesson and quiz are looked at in too."""

COURSE = Course(built_in_folder())

MakeApp = Callable[..., SmmTrainer]


@pytest.fixture
def make_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Makes an app whose files have the same short names everywhere, so that pictures of it can be compared."""
    monkeypatch.chdir(tmp_path)

    def make(language: Language | None = "en", start: Start | None = None, *, name: str | None = "Ani", motion: bool = False) -> SmmTrainer:
        progress = Progress(Path("progress.toml"), clock=lambda: NOW)
        if name is not None and not progress.path.exists():
            progress.introduce(name)
        return SmmTrainer(COURSE, progress, Settings(motion=motion), Path("settings.toml"), language=language, start=start or Start())

    return make


@pytest.fixture
def learnt(make_app: MakeApp) -> MakeApp:
    """The same, for somebody who has been here before: a lesson done, one begun, a quiz answered."""
    progress = make_app().progress
    for section in COURSE.outlines["what-is-smm"].sections:
        progress.note(Kind.SECTION, lesson="what-is-smm", section=section.id)
    progress.note(Kind.LESSON, lesson="what-is-smm")
    progress.note(Kind.SECTION, lesson="how-it-grows", section=COURSE.outlines["how-it-grows"].sections[0].id)
    chosen = sorted(COURSE.scenarios)[:10]
    quiz, _ = progress.begin_quiz(Mode.PRACTICE, 1, chosen)
    for number, id in enumerate(chosen):
        scenario = COURSE.scenarios[id]
        said = scenario.mistakes if number % 3 else frozenset(list(COURSE.scenarios[chosen[0]].mistakes))
        progress.answer(quiz, scenario, Diagnosis(said, Confidence(1 + number % 3)))
    return make_app


@pytest.fixture
def assessed(make_app: MakeApp) -> MakeApp:
    """The same, for somebody who has taken a first and a final assessment, with practice between."""
    progress = make_app().progress
    forms = {mode: [s.id for s in COURSE.scenarios.values() if s.form == form] for mode, form in ((Mode.FIRST, "k"), (Mode.FINAL, "l"))}
    for mode, wrong in ((Mode.FIRST, 6), (Mode.FINAL, 1)):
        quiz, _ = progress.begin_quiz(mode, 1, sorted(forms[mode]))
        for number, id in enumerate(quiz.scenarios):
            scenario = COURSE.scenarios[id]
            said = frozenset() if number < wrong and scenario.mistakes else scenario.mistakes
            progress.answer(quiz, scenario, Diagnosis(said, Confidence(3 if number % 2 else 2), frozenset(sorted(scenario.key_lines)[:2])))
    return make_app
