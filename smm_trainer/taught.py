"""What is taught, by the options of the command line: the built-in course, courses of one's own behind it or alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from smm_trainer.failure import FAILED, USAGE, Failure
from smm_trainer.locale import Catalogue

if TYPE_CHECKING:
    # Home starts without argparse, which costs 4 ms.
    from argparse import Namespace

    from smm_trainer.course.course import Course


def own_courses(options: Namespace) -> list[Path]:
    """The folders named with ``--course``, before the command and after it."""
    return [Path(folder) for folder in (*(options.courses or ()), *(getattr(options, "more_courses", None) or ()))]


def asked_course(options: Namespace, words: Catalogue) -> Course:
    """What is taught: the built-in course, then those named with ``--course``; these alone with ``--course-only``."""
    from smm_trainer.course.problems import CourseError

    own = own_courses(options)
    if options.course_only and not own:
        raise Failure(USAGE, words("cli.error", message=words("cli.only-what")))
    try:
        return joined_courses(own, options.course_only)
    except CourseError as error:
        raise course_failure(error, words) from None


def stands_alone(own: Sequence[Path]) -> bool:
    """Whether the folders are no courses beside the built-in one but another version of it: half of their files or more are named alike.

    Somebody who has copied our course and changed it means theirs; a course of one's own that shares a name or two with ours is told so.
    """
    from smm_trainer.course.course import built_in_folder, lesson_folders, scenario_files

    def names(root: Path) -> set[str]:
        return {path.name for path in (*lesson_folders(root), *scenario_files(root))}

    ours, theirs = names(built_in_folder()), set[str]().union(*(names(root) for root in own))
    return bool(theirs) and 2 * len(ours & theirs) >= len(theirs)


def joined_courses(own: Sequence[Path], alone: bool) -> Course:
    """The courses in the folders ``own``, behind the built-in one unless they are to stand ``alone``, or are a version of it."""
    from smm_trainer.course.course import Course, built_in_folder

    alone = alone or stands_alone(own)
    parts = [Course(root) for root in (own if alone else [built_in_folder(), *own])]
    if len(parts) == 1:
        return parts[0]
    from smm_trainer.course.courses import Courses

    return Courses(parts)


def course_root(root: Path, words: Catalogue) -> Path:
    """``root``, which must be the folder of a course."""
    from smm_trainer.course.course import Course
    from smm_trainer.course.problems import CourseError

    try:
        return Course(root).root
    except CourseError as error:
        raise course_failure(error, words) from None


def course_failure(error: Exception, words: Catalogue) -> Failure:
    """What is wrong with a course, as a command says it."""
    from smm_trainer.course.problems import CourseError

    assert isinstance(error, CourseError)
    return Failure(FAILED, *(problem.sentence(words) for problem in error.problems))
