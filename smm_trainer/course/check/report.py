"""The whole check: what a course holds, and what does not hold in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from smm_trainer.course.check.bank import bank_problems
from smm_trainer.course.check.gather import Gathered, gather, lessons_beside
from smm_trainer.course.check.lessons import lesson_problems
from smm_trainer.course.check.scenarios import scenario_problems
from smm_trainer.course.check.stray import stray_problems
from smm_trainer.course.check.unfinished import unfinished, unfinished_problems
from smm_trainer.course.course import scenario_files
from smm_trainer.course.courses import collisions
from smm_trainer.course.lesson import Lesson
from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.course.problems import Problem
from smm_trainer.course.scenario import DIFFICULTIES, INDUSTRIES, Platform, Scenario
from smm_trainer.course.text import REQUIRED_LANGUAGES
from smm_trainer.locale import Catalogue


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found in a course."""

    lessons: tuple[Lesson, ...]
    """Its lessons that can be used."""
    scenarios: tuple[Scenario, ...]
    """Its scenarios that can be used."""
    claims: int
    """How many claims it names."""
    problems: tuple[Problem, ...]
    """What does not hold, by path and line."""

    @property
    def ok(self) -> bool:
        """No problem is an error."""
        return all(problem.severity != "error" for problem in self.problems)

    def as_json(self, words: Catalogue) -> dict[str, Any]:
        """The report under the keys that the contract names, sentences in the language of ``words``."""
        first = REQUIRED_LANGUAGES[0]
        checks = [check for lesson in self.lessons for check in lesson.checks(first)]
        sections = [section for lesson in self.lessons for section in lesson.sections]
        return {
            "ok": self.ok,
            "languages": list(self._languages()),
            "lessons": len(self.lessons),
            "sections": len(sections),
            "checks": len(checks),
            "claims": {
                "total": self.claims,
                "taught": len({claim for section in sections for claim in section.head.claims}),
                "asked": len({claim for check in checks for claim in check.claims}),
            },
            "scenarios": self._scenario_counts(),
            "problems": [
                {"path": problem.path, "line": problem.line, "severity": problem.severity, "message": problem.message(words)}
                for problem in self.problems
            ],
        }

    def _languages(self) -> tuple[str, ...]:
        texts = [*(lesson.outline.title for lesson in self.lessons), *(scenario.title for scenario in self.scenarios)]
        extra = {language for text in texts for language, _ in text} - set(REQUIRED_LANGUAGES)
        return (*REQUIRED_LANGUAGES, *sorted(extra))

    def _scenario_counts(self) -> dict[str, Any]:
        sizes = Counter(len(scenario.mistakes) for scenario in self.scenarios)
        ids = {scenario.id for scenario in self.scenarios}
        leads = Counter(scenario.platforms[0] for scenario in self.scenarios)
        industries = Counter(scenario.industry for scenario in self.scenarios)
        difficulties = Counter(str(scenario.difficulty) for scenario in self.scenarios)
        return {
            "total": len(self.scenarios),
            "single": sizes[1],
            "double": sizes[2],
            "triple": sizes[3],
            "clean": sizes[0],
            "twins": sum(scenario.twin in ids and scenario.id < scenario.twin for scenario in self.scenarios),
            "forms": len({scenario.form for scenario in self.scenarios if scenario.form}),
            "by_mistake": {mistake.value: sum(mistake in s.mistakes for s in self.scenarios) for mistake in MISTAKES},
            "by_platform": {platform.value: leads[platform] for platform in Platform},
            "by_industry": {industry: industries[industry] for industry in INDUSTRIES},
            "by_difficulty": {difficulty: difficulties[difficulty] for difficulty in DIFFICULTIES},
        }


def check_course(root: Path, beside: Sequence[Path] = ()) -> CheckReport:
    """Read the course in ``root`` whole, and hold it to every rule.

    Args:
        root: the course's folder.
        beside: the courses that it is shown with: what its lessons link to may stand there, and no id of theirs may be taken again.
    """
    found = gather(root)
    found.beside = lessons_beside(root, beside)
    problems = [*found.problems, *_cross_problems(found), *(collisions(root, beside) if not found.problems else ())]
    return CheckReport(
        lessons=tuple(lesson.value for lesson in found.lessons),
        scenarios=tuple(scenario.value for scenario in found.scenarios),
        claims=len(found.claims),
        problems=tuple(sorted(problems, key=lambda problem: (problem.path, problem.line, problem.code))),
    )


def check_courses(roots: Sequence[Path], beside: Sequence[Path] = ()) -> CheckReport:
    """Check each of ``roots``, shown with those before it and with those ``beside``, and say it all in one report."""
    reports = [check_course(root, [*beside, *roots[:place]]) for place, root in enumerate(roots)]
    return CheckReport(
        lessons=tuple(lesson for report in reports for lesson in report.lessons),
        scenarios=tuple(scenario for report in reports for scenario in report.scenarios),
        claims=sum(report.claims for report in reports),
        problems=tuple(problem for report in reports for problem in report.problems),
    )


def _cross_problems(found: Gathered) -> list[Problem]:
    # A bank is judged by what is written: skeletons are all alike, and say nothing yet.
    written = [scenario for scenario in found.scenarios if not any(unfinished(scenario.source))]
    return [
        *lesson_problems(found),
        *scenario_problems(found.scenarios, {path.stem for path in scenario_files(found.root)}),
        *bank_problems(written, found.root),
        *unfinished_problems(found.root),
        *stray_problems(found.root),
    ]
