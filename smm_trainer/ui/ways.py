"""The ways between the screens: what opens which, and with what."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from smm_trainer.course.problems import CourseError
from smm_trainer.ui.trainer import DEFAULT_COUNT, Trainer
from smm_trainer.ui.widgets.row import displayed

if TYPE_CHECKING:
    # Screens, and what grading and drawing need, are imported when they are opened: 15 ms that the first picture does without.
    from collections.abc import Mapping

    from smm_trainer.course.scenario import Scenario
    from smm_trainer.progress.record import QuizProgress
    from smm_trainer.training.draw import Mode
    from smm_trainer.training.skills import Answered
    from smm_trainer.ui.previewing import Previewing


class Ways(Trainer):
    """Opens screens. The app proper says what they share."""

    previewing: Previewing | None
    """What keeps it in step with files that are being written."""

    def open_lesson(self, lesson: str, section: str = "") -> None:
        """A lesson, at ``section`` or where it was left."""
        from smm_trainer.ui.screens.lesson import LessonScreen

        try:
            whole = self.course.lesson(lesson)
        except (CourseError, KeyError) as error:
            self._say_course_error(error)
            return
        screen = LessonScreen(whole, section)
        if self.previewing is not None:
            screen.renew(None, self.previewing.saved.problems_of(whole.outline.folder))
        self.push_screen(screen)

    def scenarios(self) -> Mapping[str, Scenario]:
        """The bank; empty, with a message, when it cannot be read."""
        try:
            return self.course.scenarios
        except CourseError as error:
            self._say_course_error(error)
            return {}

    def open_new_quiz(self, mode: Mode, count: int = DEFAULT_COUNT, seed: int | None = None) -> None:
        """A new quiz; an assessment that was begun and not ended is gone on with instead."""
        from smm_trainer.progress.progress import draw_quiz
        from smm_trainer.training.draw import Mode

        if mode.assessment and (unfinished := self.progress.record.unfinished(mode)):
            self.open_quiz(unfinished)
            return
        seed = random.SystemRandom().randrange(2**31) if seed is None else seed
        scenarios = self.scenarios()
        if not scenarios:
            return
        drawn = draw_quiz(scenarios, self.progress.record, mode, count, seed, self.progress.clock())
        if not drawn:
            self.say("quiz.nothing-due" if mode is Mode.REVIEW else "quiz.nothing-to-draw")
            return
        quiz, error = self.progress.begin_quiz(mode, seed, drawn)
        if error:
            self.say_journal_error(error)
        self.open_quiz(quiz)

    def open_quiz(self, quiz: QuizProgress) -> None:
        """A quiz, at its first scenario not yet answered; one of which the course has none left is over."""
        from smm_trainer.progress.events import Kind
        from smm_trainer.ui.screens.quiz import QuizScreen

        scenarios = self.scenarios()
        if not scenarios:
            return
        missing = [id for id in quiz.scenarios if id not in scenarios]
        if missing:
            self.say("quiz.gone", id=missing[0])
        if not any(id in scenarios for id in quiz.remaining):
            # Nothing is left to be asked: it must not be offered again and again.
            if unwritten := self.progress.note(Kind.LEFT, quiz=quiz.id):
                self.say_journal_error(unwritten)
            return
        self.push_screen(QuizScreen(quiz, scenarios))

    def open_scenario(self, id: str) -> None:
        """One campaign for itself, as a quiz of one."""
        from smm_trainer.training.draw import Mode

        quiz, _ = self.progress.begin_quiz(Mode.PRACTICE, 0, [id])
        self.open_quiz(quiz)

    def open_scenarios(self) -> tuple[Scenario, ...]:
        """The campaigns that may be opened by name: not those held back for an assessment, nor those of one that is not ended."""
        from smm_trainer.training.draw import practice_pool

        record = self.progress.record
        taken = {id for quiz in record.quizzes.values() if quiz.mode.assessment and quiz.open for id in quiz.scenarios}
        scenarios = self.course.scenarios
        return tuple(s for s in practice_pool(scenarios.values(), record.last_seen) if s.id not in taken)

    def twin_to_show(self, scenario: Scenario) -> Scenario | None:
        """The twin of a scenario, unless showing it would give an assessment away."""
        return next((other for other in self.open_scenarios() if other.id == scenario.twin), None)

    def open_twins(self, one: str, other: str) -> None:
        """A campaign beside its twin, whose key is known from then on."""
        from smm_trainer.progress.events import Kind
        from smm_trainer.ui.screens.twins import TwinsScreen

        if error := self.progress.note(Kind.SEEN, scenario=other):
            self.say_journal_error(error)
        scenarios = self.scenarios()
        self.push_screen(TwinsScreen(scenarios[one], scenarios[other]))

    def open_verdict(self, answer: Answered) -> None:
        """A look back at one answer."""
        from smm_trainer.ui.screens.verdict import VerdictScreen

        scenarios = self.scenarios()
        if answer.scenario in scenarios:
            self.push_screen(VerdictScreen(answer, scenarios))
        elif scenarios:
            self.say("quiz.gone", id=answer.scenario)

    def write_certificate(self) -> None:
        """The certificate of the last passed final, into the user's documents; of a served learner into their folder, and shown."""
        import platformdirs

        from smm_trainer.reports.certified import NoCertificate, certify

        folder = platformdirs.user_documents_path()
        path = (folder if folder.is_dir() else Path.home()) / "smm-trainer-certificate.html"
        if self.is_web:
            path = self.progress.path.with_name("certificate.html")
        try:
            written = certify(path, self.progress.record, self.course, self.words)
        except NoCertificate as error:
            self.notify(displayed(error.why), markup=False, severity="error", timeout=15)
            return
        if self.is_web:
            self.open_url("/certificate")
        self.notify(
            displayed(self.words("certificate.served" if self.is_web else "certificate.written", path=written)), markup=False, timeout=15
        )

    def open_progress_screen(self) -> None:
        """What has been learnt."""
        from smm_trainer.ui.screens.progress import ProgressScreen

        self.push_screen(ProgressScreen())

    def open_glossary(self, first: Sequence[str] = ()) -> None:
        """The field's terms, those with the ids ``first`` on top."""
        from smm_trainer.ui.screens.glossary import GlossaryScreen

        self.push_screen(GlossaryScreen(first))

    def open_settings(self) -> None:
        """Language, theme, motion, name."""
        from smm_trainer.ui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen())

    def _say_course_error(self, error: CourseError | KeyError) -> None:
        text = error.problems[0].sentence(self.words) if isinstance(error, CourseError) else self.words("learn.unknown", id=error.args[0])
        self.notify(displayed(text), markup=False, severity="error", timeout=15)
