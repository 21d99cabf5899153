"""From a record to a certificate on disk, or to the sentence why there is none: for the command and for the app."""

from __future__ import annotations

from pathlib import Path

from smm_trainer.course.course import Course
from smm_trainer.course.problems import CourseError
from smm_trainer.course.version import bank_version
from smm_trainer.locale import Catalogue
from smm_trainer.progress.record import Record
from smm_trainer.reports.certificate import NotOurs, certificate_html, certificate_of, write_certificate
from smm_trainer.training.assessment import Assessment
from smm_trainer.training.draw import Mode


class NoCertificate(Exception):
    """There is no certificate; says why in one sentence."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def certify(path: Path, record: Record, course: Course, words: Catalogue) -> Path:
    """Write the certificate of the last passed final assessment to ``path``; returns the path.

    Raises:
        NoCertificate: no final was passed, the course cannot be read, or the file cannot be written.
    """
    final = certificate_of(record.assessments)
    if final is None:
        raise NoCertificate(words("certificate.none"))
    first = next((each for each in record.assessments if each.mode is Mode.FIRST and each.at < final.at), None)
    try:
        forms = [name for each in (first, final) if each for name in forms_of(each, course)]
        page = certificate_html(record.learner, final, first, forms, "+".join(bank_version(root) for root in course.roots))
    except CourseError as error:
        raise NoCertificate(error.problems[0].sentence(words)) from None
    try:
        write_certificate(path, page)
    except NotOurs:
        raise NoCertificate(words("certificate.not-ours", path=path)) from None
    except OSError as error:
        raise NoCertificate(words("certificate.not-written", path=path, why=error.strerror or str(error))) from None
    return path


def forms_of(assessment: Assessment, course: Course) -> tuple[str, ...]:
    """The forms that an assessment's scenarios belong to, one as a rule; what is no longer in the course is left out."""
    ids = [answer.scenario for answer in assessment.answers if answer.scenario in course.scenarios]
    return tuple(dict.fromkeys(course.scenarios[id].form for id in ids))
