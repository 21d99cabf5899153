"""Everything about a course that a program can find."""

from smm_trainer.course.check.report import CheckReport, check_course, check_courses

__all__ = ["CheckReport", "check_course", "check_courses"]
