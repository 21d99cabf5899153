"""The live preview: saved files show at once, on whatever screen is open, with their problems in place."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from smm_trainer.course.problems import CourseError
from smm_trainer.course.watch import Saved, Watch

if TYPE_CHECKING:
    from smm_trainer.ui.screens.campaign import CampaignScreen
    from smm_trainer.ui.screens.lesson import LessonScreen
    from smm_trainer.ui.trainer import Trainer

POLL_SECONDS = 0.4
"""How often the files' times are looked at: a hundred files take 1 ms."""


class Previewing:
    """Keeps an app in step with the files that its course is read from."""

    def __init__(self, app: Trainer, watch: Watch) -> None:
        self.app = app
        self.watch = watch
        watch.changed()
        self.saved: Saved = watch.read()

    def begin(self) -> None:
        """Look from now on."""
        self._take_over()
        self.app.set_interval(POLL_SECONDS, self.look)

    async def look(self) -> None:
        """Read anew what was saved since. Beside the screen's own work: a check of a large course takes a second."""
        if await asyncio.to_thread(self.watch.changed):
            self.saved = await asyncio.to_thread(self.watch.read)
            self._take_over()

    def _take_over(self) -> None:
        """Show what was saved on all open screens."""
        from smm_trainer.ui.screens.campaign import CampaignScreen
        from smm_trainer.ui.screens.lesson import LessonScreen
        from smm_trainer.ui.screens.preview import PreviewScreen

        if self.saved.course is not None:
            self.app.course = self.saved.course
        for screen in self.app.screen_stack:
            if isinstance(screen, PreviewScreen):
                screen.saved = self.saved
            elif isinstance(screen, LessonScreen):
                self._renew_lesson(screen)
            elif isinstance(screen, CampaignScreen):
                self._renew_campaign(screen)
            else:
                continue
            if screen.is_mounted:
                screen.translate()

    def _renew_lesson(self, screen: LessonScreen) -> None:
        outline = screen.lesson.outline
        try:
            fresh = self.app.course.lesson(outline.id) if self.saved.course is not None else None
        except (CourseError, KeyError):
            # What was last good stays, and above it stands why the new one cannot be shown.
            fresh = None
        screen.renew(fresh, self.saved.problems_of(outline.folder))

    def _renew_campaign(self, screen: CampaignScreen) -> None:
        name = f"/{screen.scenario_id}.toml"
        problems = tuple(problem for problem in self.saved.problems if problem.path.replace("\\", "/").endswith(name))
        try:
            screen.renew(self.app.course.scenarios if self.saved.course is not None else {}, problems)
        except CourseError:
            screen.renew({}, problems)
