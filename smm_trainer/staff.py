"""The commands for whoever brings in new staff: checks, class report, exports, skeletons. Apart from `cli`, which learners need too."""

from __future__ import annotations

import random
import sys
from argparse import Namespace
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from smm_trainer.failure import FAILED, OK, USAGE, Failure
from smm_trainer.locale import Catalogue
from smm_trainer.taught import course_root, own_courses, stands_alone

if TYPE_CHECKING:
    from smm_trainer.course.course import Course
    from smm_trainer.course.scenario import Scenario
    from smm_trainer.progress.errors import JournalError
    from smm_trainer.reports.class_report.build import ClassReport
    from smm_trainer.reports.class_report.journals import Read
    from smm_trainer.reports.class_report.sessions import SessionResult


def check(options: Namespace, words: Catalogue) -> int:
    """Everything about a course that a program can find."""
    from smm_trainer.course.check import check_courses
    from smm_trainer.course.course import built_in_folder

    if options.directory:
        # A folder named here is checked for itself; named with --course, as it is shown: behind the built-in course.
        beside, roots = [], [Path(options.directory)]
    else:
        own = own_courses(options)
        beside = [] if own and (options.course_only or stands_alone(own)) else [built_in_folder()]
        roots = own or beside
    report = check_courses([course_root(root, words) for root in roots], beside)
    counts = report.as_json(words)
    if options.json:
        print_json(counts)
        return OK if report.ok else FAILED
    for problem in report.problems:
        print(problem.sentence(words))
    numbers = {key: counts[key] for key in ("lessons", "sections", "checks")} | counts["claims"]
    scenarios = counts["scenarios"]
    print(words("cli.checked", scenarios=scenarios["total"], forms=scenarios["forms"], twins=scenarios["twins"], **numbers))
    print(words("cli.problems", count=len(report.problems)) if report.problems else words("cli.no-problems"))
    return OK if report.ok else FAILED


def report(options: Namespace, course: Course, words: Catalogue) -> int:
    """The class report over files and folders of journals.

    A file that cannot be used is named on standard error and left out; the status says whether there is a report: 1 only where nothing
    could be read at all.
    """
    from smm_trainer.progress.clock import utc_now
    from smm_trainer.reports.class_report.build import build_report
    from smm_trainer.reports.class_report.journals import find_journals, read_journals

    lessons = tuple(course.outlines)
    files = list(find_journals(Path(path) for path in options.paths))
    now = utc_now()
    read = read_journals(files, lessons, now)
    sessions = _sessions(read, course.scenarios)
    for error in read.skipped:
        print(skipped_sentence(error, words), file=sys.stderr)
    if not read.learners and not sessions:
        raise Failure(FAILED, words("cli.error", message=words("report.nothing")))
    shuffle = random.SystemRandom() if options.anonymous else None
    made = build_report(read, lessons, now, words("report.nameless", number="{number}"), sessions=sessions, shuffle=shuffle)
    titles = {id: scenario.title(words.language) for id, scenario in course.scenarios.items()}
    put(_report_bytes(made, titles, options, words), options.output, words, files)
    return OK


def _sessions(read: Read, scenarios: Mapping[str, Scenario]) -> list[SessionResult]:
    """What the workshops' logs among the files say; one that cannot be used is put to what was skipped."""
    from smm_trainer.progress.errors import JournalError
    from smm_trainer.workshop.log import look_at
    from smm_trainer.workshop.summary import session_result

    found = []
    for path in read.session_logs:
        try:
            found.append(session_result(look_at(path), scenarios))
        except JournalError as error:
            read.skipped.append(error)
        except (ArithmeticError, ValueError, TypeError, LookupError) as error:
            read.skipped.append(JournalError("odd", path, why=str(error)))
    return found


def _report_bytes(made: ClassReport, titles: Mapping[str, str], options: Namespace, words: Catalogue) -> bytes:
    if options.format == "json":
        import json

        from smm_trainer.reports.class_report.as_json import report_json

        text = json.dumps(report_json(made, titles), ensure_ascii=False, indent=2) + "\n"
    elif options.format == "csv":
        from smm_trainer.reports.class_report.tables import tables
        from smm_trainer.reports.spreadsheet import csv_text

        table = tables(made, titles, words)[options.table]
        text = csv_text(table.head, table.rows)
    elif options.format == "html":
        from smm_trainer.reports.class_report.as_html import report_html

        text = report_html(made, titles, words)
    else:
        from smm_trainer.reports.class_report.as_text import report_lines

        text = "".join(f"{line}\n" for line in report_lines(made, titles, words))
    return text.encode("utf-8", "backslashreplace")


def export(options: Namespace, course: Course, words: Catalogue) -> int:
    """The bank, or one form of it, for other tools."""
    scenarios = list(course.scenarios.values())
    if not scenarios:
        raise Failure(FAILED, words("cli.error", message=words("export.nothing")))
    if options.form is not None:
        known = sorted({scenario.form for scenario in scenarios if scenario.form})
        if options.form not in known:
            message = words("export.no-form", form=options.form, known=", ".join(known) or "–")
            raise Failure(FAILED, words("cli.error", message=message))
        scenarios = [scenario for scenario in scenarios if scenario.form == options.form]
    if options.format == "anki" and not options.output and sys.stdout.isatty():
        raise Failure(USAGE, words("cli.error", message=words("export.to-file")))
    put(_export_bytes(options.format, scenarios, words), options.output, words)
    return OK


def _export_bytes(format: str, scenarios: Collection[Scenario], words: Catalogue) -> bytes:
    if format == "anki":
        from smm_trainer.reports.export.anki import NoGenanki, anki_package

        try:
            return anki_package(scenarios)
        except NoGenanki:
            raise Failure(FAILED, words("cli.error", message=words("export.no-genanki"))) from None
    if format == "moodle-xml":
        from smm_trainer.reports.export.moodle import moodle_xml

        return moodle_xml(scenarios).encode()
    if format == "gift":
        from smm_trainer.reports.export.gift import gift

        return gift(scenarios).encode()
    from smm_trainer.reports.export.table import bank_csv

    return bank_csv(scenarios).encode()


def new(options: Namespace, words: Catalogue) -> int:
    """A skeleton of a course, a lesson or a scenario; nothing that is there is ever written over."""
    from smm_trainer.course.problems import CourseError
    from smm_trainer.course.skeleton import NoSkeleton, new_course, new_lesson, new_scenario
    from smm_trainer.course.source import shown_path

    folder = Path(options.folder)
    make = {"course": new_course, "lesson": new_lesson, "scenario": new_scenario}[options.kind]
    try:
        made = make(options.name, folder)
    except NoSkeleton as error:
        status = USAGE if error.code == "name" else FAILED
        raise Failure(status, words("cli.error", message=words(f"new.{error.code}", **error.values))) from None
    except CourseError as error:
        if error.problems[0].code != "no-course":
            raise
        raise Failure(FAILED, words("cli.error", message=words("new.no-course", folder=shown_path(folder.absolute())))) from None
    except OSError as error:
        raise Failure(FAILED, words("cli.error", message=words("new.failed", why=error.strerror or str(error)))) from None
    for path in made:
        print(words("new.made", path=shown_path(path)))
    print(words("new.next", folder=shown_path(folder / options.name if options.kind == "course" else folder)))
    return OK


def serve(options: Namespace, course: Course, words: Catalogue) -> int:
    """The app in a browser, until Ctrl+C."""
    try:
        from smm_trainer.serving.assets import assets
        from smm_trainer.serving.run import serve_until_ended
        from smm_trainer.serving.server import Server

        assets()
    except ImportError:
        raise Failure(FAILED, words("cli.error", message=words("serve.no-package"))) from None
    import asyncio

    from smm_trainer.course.problems import printable
    from smm_trainer.network.address import in_brackets, reachable, url
    from smm_trainer.serving.guard import access_code, is_loopback
    from smm_trainer.serving.learners import Learners

    # The course is read once here, so that what is wrong with it is said to whoever serves it, not to each learner.
    _ = course.outlines, course.scenarios
    command = [sys.executable, "-m", "smm_trainer", *(part for root in own_courses(options) for part in ("--course", str(root.absolute())))]
    command += ["--course-only"] if options.course_only else []
    code = (options.access_code or "").strip() or access_code()
    folder = Path(options.folder).absolute()

    def complain(why: str) -> None:
        last = next((line.strip() for line in reversed(why.splitlines()) if line.strip()), "–")
        print(words("serve.trouble", why=printable(last)), file=sys.stderr, flush=True)

    server = Server(command, Learners(folder), code, most=max(1, options.sessions), names=options.host, complain=complain)

    def begun(port: int) -> None:
        try:
            address = url(reachable(options.bind), port)
        except ValueError:  # a name
            address = f"http://{in_brackets(options.bind)}:{port}/"
        for sentence in (
            words("serve.at", url=address),
            words("serve.code", code=code),
            words("serve.folder", path=folder),
            *([] if is_loopback(options.bind) else [words("serve.open-network")]),
        ):
            print(sentence, flush=True)

    try:
        folder.mkdir(parents=True, exist_ok=True)
        asyncio.run(serve_until_ended(server, options.bind, options.port, begun))
    except KeyboardInterrupt:
        return OK
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise Failure(FAILED, words("cli.error", message=words("serve.failed", why=why))) from None
    return OK


def skipped_sentence(error: JournalError, words: Catalogue) -> str:
    """Which file was left out of a report, and why."""
    from smm_trainer.course.source import shown_path

    where = f"{shown_path(error.path)}:{error.line}: " if error.line else f"{shown_path(error.path)}: "
    return where + words(f"report.broken.{error.code}", **error.values)


def put(data: bytes, output: str | None, words: Catalogue, keep: Collection[Path] = ()) -> None:
    """Write what a command has made to the file asked for, or else to standard output."""
    from smm_trainer.reports.output import Refused, emit, write_whole

    if not output:
        emit(data)
        return
    path = Path(output)
    try:
        write_whole(path, data, keep)
    except Refused:
        raise Failure(FAILED, words("cli.error", message=words("output.refused", path=path))) from None
    except OSError as error:
        raise Failure(FAILED, words("cli.error", message=words("output.failed", path=path, why=error.strerror or str(error)))) from None
    print(words("output.written", path=path), file=sys.stderr)


def print_json(value: object) -> None:
    """Print ``value`` as JSON that people can read too."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2)
    # Letters stay letters; what could drive a terminal, which a journal's ids may hold, becomes JSON's own escape.
    print("".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text))
