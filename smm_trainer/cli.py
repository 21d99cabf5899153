"""The command line: arguments in, exit status out. Textual is imported only when a screen is opened."""

from __future__ import annotations

import gc
import itertools
import os
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from smm_trainer.failure import FAILED, OK, USAGE, Failure
from smm_trainer.locale import LANGUAGES, Catalogue, Language, catalogue, content_catalogue, detect_language
from smm_trainer.taught import asked_course, course_failure, joined_courses, own_courses, stands_alone

if TYPE_CHECKING:
    from argparse import Namespace

    from smm_trainer.course.course import Course
    from smm_trainer.progress.errors import JournalError
    from smm_trainer.progress.glance import Unopened
    from smm_trainer.progress.progress import Progress
    from smm_trainer.progress.settings import Settings


def _asked_language(arguments: Sequence[str]) -> Language | None:
    """The language in ``--lang``, found before the arguments are parsed: the parser's own words need it."""
    for number, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else ""
        if argument == "--lang" and number + 1 < len(arguments):
            value = arguments[number + 1]
        for language in LANGUAGES:
            if value == language:
                return language
    return None


def _chosen_language() -> Language | None:
    """The language chosen before, so that wrong arguments too are answered in it."""
    from smm_trainer.progress.settings import load_settings, settings_path

    return load_settings(settings_path()).language


def _for_home(arguments: Sequence[str]) -> Namespace | None:
    """The options, where nothing is asked for but home: argparse and its parsers, 4 ms, are then not needed."""
    found: dict[str, str | None] = {"lang": None, "progress": None}
    for option, value in itertools.zip_longest(arguments[::2], arguments[1::2], fillvalue=""):
        name = option.removeprefix("--")
        if option == name or name not in found or not value or value.startswith("-") or (name == "lang" and value not in LANGUAGES):
            return None
        found[name] = value
    options = {"lang": found["lang"], "progress_file": found["progress"], "courses": None, "course_only": False}
    return cast("Namespace", SimpleNamespace(command=None, print_completion=None, **options))


def _parsed(arguments: Sequence[str], words: Catalogue) -> Namespace:
    from smm_trainer.arguments import UsageError, build_parser

    try:
        return build_parser(words).parse_args(arguments)
    except UsageError as error:
        raise Failure(USAGE, str(error)) from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    _speak_utf8()
    words = catalogue(_asked_language(arguments) or _chosen_language() or detect_language(os.environ) or "en")
    try:
        return _run(_for_home(arguments) or _parsed(arguments, words), words)
    except Failure as failure:
        for sentence in failure.sentences:
            print(sentence, file=sys.stderr)
        return failure.status
    except SystemExit as end:  # argparse's own --help and --version
        return end.code if isinstance(end.code, int) else OK
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; Python must not complain about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _speak_utf8() -> None:
    """Armenian can be printed whatever the locale says; what a terminal cannot show becomes an escape, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")


def _run(options: Namespace, words: Catalogue) -> int:
    if options.print_completion:
        import shtab

        from smm_trainer.arguments import build_parser

        print(shtab.complete(build_parser(words), shell=options.print_completion))
        return OK
    if options.command == "check":
        from smm_trainer import staff

        _, words = _settled(options, words)
        return staff.check(options, words)
    if options.command == "progress":
        return _progress(options, words)
    if options.command == "certificate":
        return _certificate(options, words)
    if options.command in ("report", "export", "new", "serve"):
        return _staff(options, words)
    if options.command == "workshop":
        return _workshop(options, words)
    if options.command == "quiz" and not 1 <= options.count <= 1000:
        raise Failure(USAGE, words("cli.error", message=words("cli.too-small-count")))
    if options.command == "quiz" and (options.plain or _dumb_terminal()):
        return _plain_quiz(options, words)
    return _open_app(options, words)


def _dumb_terminal() -> bool:
    """A terminal that says of itself that it can only print lines: no screen can be drawn on it."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") in ("dumb", "unknown")


def _settled(options: Namespace, words: Catalogue) -> tuple[Settings, Catalogue]:
    """The user's settings, and the texts in the language that they and the arguments add up to."""
    from smm_trainer.progress.settings import load_settings, settings_path

    settings = load_settings(settings_path())
    language = options.lang or settings.language or detect_language(os.environ)
    if options.lang and options.lang not in LANGUAGES:
        language = _brought_language(options, words)
    return settings, content_catalogue(language) if language else words


def _brought_language(options: Namespace, words: Catalogue) -> Language:
    """The language asked for, which is none of the interface's: a course must have brought it."""
    from smm_trainer.course.problems import CourseError

    try:
        known = asked_course(options, words).languages
    except CourseError as error:
        raise course_failure(error, words) from None
    if options.lang not in known:
        raise Failure(USAGE, words("cli.error", message=words("cli.no-language", language=options.lang, known=", ".join(known))))
    return cast("Language", options.lang)


def _progress_file(options: Namespace) -> Path:
    from smm_trainer.progress.settings import progress_path

    return Path(options.progress_file) if options.progress_file else progress_path()


def _open_progress(options: Namespace, words: Catalogue) -> Progress:
    from smm_trainer.progress.errors import JournalError
    from smm_trainer.progress.progress import Progress
    from smm_trainer.reports.wording import journal_sentence

    try:
        progress = Progress(_progress_file(options))
    except JournalError as error:
        raise Failure(FAILED, journal_sentence(error, words)) from None
    if progress.damaged:
        print(words("journal.was-torn", path=progress.damaged), file=sys.stderr)
    return progress


def _progress(options: Namespace, words: Catalogue) -> int:
    _, words = _settled(options, words)
    progress = _open_progress(options, words)
    if options.json:
        from smm_trainer.staff import print_json

        print_json(progress.record.as_json(progress.clock()))
        return OK
    from smm_trainer.reports.summary import summary_lines

    lessons = tuple(asked_course(options, words).outlines)
    for line in summary_lines(progress.record, lessons, progress.clock(), words):
        print(line)
    print(words("progress.file", path=progress.path))
    return OK


def _certificate(options: Namespace, words: Catalogue) -> int:
    from smm_trainer.reports.certified import NoCertificate, certify

    _, words = _settled(options, words)
    course, progress = asked_course(options, words), _open_progress(options, words)
    try:
        path = certify(Path(options.output), progress.record, course, words)
    except NoCertificate as error:
        raise Failure(FAILED, words("cli.error", message=error.why)) from None
    print(words("certificate.written", path=path))
    return OK


def _staff(options: Namespace, words: Catalogue) -> int:
    from smm_trainer import staff
    from smm_trainer.course.problems import CourseError

    _, words = _settled(options, words)
    try:
        if options.command == "new":
            return staff.new(options, words)
        if options.command == "serve":
            return staff.serve(options, asked_course(options, words), words)
        command = staff.report if options.command == "report" else staff.export
        return command(options, asked_course(options, words), words)
    except CourseError as error:
        raise course_failure(error, words) from None


def _plain_quiz(options: Namespace, words: Catalogue) -> int:
    from smm_trainer.course.problems import CourseError
    from smm_trainer.plain import PlainQuiz, WrongInput
    from smm_trainer.progress.errors import JournalError
    from smm_trainer.progress.progress import draw_quiz
    from smm_trainer.reports.wording import journal_sentence
    from smm_trainer.training.draw import Mode

    _, words = _settled(options, words)
    course = asked_course(options, words)
    try:
        scenarios = course.scenarios
    except CourseError as error:
        raise course_failure(error, words) from None
    progress = _open_progress(options, words)
    mode = Mode(options.mode)
    seed = random.SystemRandom().randrange(2**31) if options.seed is None else options.seed
    quiz = progress.record.unfinished(mode) if mode.assessment else None
    progress.tell = lambda notice: print(words(f"journal.{notice.code}", **notice.values), file=sys.stderr, flush=True)
    if quiz is None:
        drawn = draw_quiz(scenarios, progress.record, mode, options.count, seed, progress.clock())
        if not drawn:
            raise Failure(FAILED, words("cli.error", message=words("quiz.nothing-due" if mode is Mode.REVIEW else "quiz.nothing-to-draw")))
        quiz, unwritten = progress.begin_quiz(mode, seed, drawn)
        if unwritten:
            raise Failure(FAILED, journal_sentence(unwritten, words))
    try:
        PlainQuiz(progress, scenarios, words, sys.stdin, sys.stdout, patient=sys.stdin.isatty()).run(quiz)
    except WrongInput as wrong:
        raise Failure(USAGE, words("cli.error", message=str(wrong))) from None
    except JournalError as error:
        raise Failure(FAILED, journal_sentence(error, words)) from None
    return OK


def _workshop(options: Namespace, words: Catalogue) -> int:
    from smm_trainer.course.problems import CourseError
    from smm_trainer.leading import check_usage, lead_session, print_report

    settings, words = _settled(options, words)
    if not options.report:
        check_usage(options, words, terminal=sys.stdin.isatty() and sys.stdout.isatty() and not _dumb_terminal())
    course = asked_course(options, words)
    try:
        scenarios, lessons = course.scenarios, course.outlines
    except CourseError as error:
        raise course_failure(error, words) from None
    if options.report:
        return print_report(options, scenarios, words)
    from smm_trainer.workshop.material import Material

    return lead_session(options, Material(scenarios, lessons), _progress_file(options).parent / "workshops", settings, words)


def _open_app(options: Namespace, words: Catalogue) -> int:
    # Until the first picture everything that is made is kept: collecting then finds nothing and costs about 10 ms.
    gc.disable()
    # Textual writes to the terminal in a thread of its own; with Python's 5 ms a picture waits for the work that follows it.
    sys.setswitchinterval(0.0005)
    settings, words = _settled(options, words)
    course = asked_course(options, words)
    watching = options.command == "learn" and options.watch
    if not watching:
        _check_start(options, course, words)
    # `serve` runs the app behind pipes, with the driver that speaks to a browser.
    served = os.environ.get("TEXTUAL_DRIVER", "").endswith(":BrowserDriver")
    if not served and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Failure(USAGE, words("cli.error", message=words("cli.not-a-terminal")))
    if _dumb_terminal() and not served:
        raise Failure(USAGE, words("cli.error", message=words("cli.dumb-terminal", term=os.environ["TERM"])))
    from smm_trainer.progress.settings import settings_path
    from smm_trainer.ui.app import SmmTrainer, Start

    if watching:
        return _preview(options, course, settings)
    progress = _progress_to_show(options, words)
    start = Start(_lesson_to_open(options, course, progress) if options.command == "learn" else "")
    if options.command == "quiz":
        from smm_trainer.training.draw import Mode

        start = Start("", Mode(options.mode), options.count, options.seed)
    language = options.lang or settings.language or detect_language(os.environ)
    app = SmmTrainer(course, progress, settings, settings_path(), language=language, start=start)
    status = app.run()
    return status if status is not None else app.return_code or OK


def _preview(options: Namespace, course: Course, settings: Settings) -> int:
    """The live preview; what a writer does in it is kept nowhere."""
    import tempfile

    from smm_trainer.course.course import built_in_folder
    from smm_trainer.course.watch import Watch
    from smm_trainer.progress.progress import Progress
    from smm_trainer.progress.settings import settings_path
    from smm_trainer.ui.app import SmmTrainer, Start

    own = own_courses(options)
    beside = [built_in_folder()] if own and not (options.course_only or stands_alone(own)) else []
    watch = Watch(own or [built_in_folder()], beside, lambda: joined_courses(own, options.course_only))
    language = options.lang or settings.language or detect_language(os.environ) or "en"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        progress = Progress(Path(folder) / "progress.toml")
        progress.introduce("")
        app = SmmTrainer(course, progress, settings, settings_path(), language=language, start=Start(options.lesson or ""), watch=watch)
        status = app.run()
    return status if status is not None else app.return_code or OK


def _progress_to_show(options: Namespace, words: Catalogue) -> Progress | Unopened | JournalError:
    """The progress; for home a glance will do; why there is none, where a screen can help."""
    from smm_trainer.progress.glance import load_glance
    from smm_trainer.progress.settings import settings_path

    path = _progress_file(options)
    if options.command is None and (unopened := load_glance(path, settings_path().parent)):
        return unopened
    from smm_trainer.progress.errors import JournalError
    from smm_trainer.progress.progress import Progress
    from smm_trainer.reports.wording import journal_sentence

    try:
        return Progress(path)
    except JournalError as error:
        if error.code not in ("not-toml", "not-a-journal", "newer", "too-large"):
            raise Failure(FAILED, journal_sentence(error, words)) from None
        return error


def _check_start(options: Namespace, course: Course, words: Catalogue) -> None:
    """What would go wrong on the first screen is said before any screen is opened."""
    from smm_trainer.course.problems import CourseError

    try:
        if own_courses(options):
            # Somebody else's course is read whole at once: its author wants to know now, and it is not ours to vouch for.
            for id in course.outlines:
                course.lesson(id)
            _ = course.scenarios, course.claims, course.glossary
        if options.command == "learn" and options.lesson and options.lesson not in course.outlines:
            known = ", ".join(course.outlines)
            raise Failure(FAILED, words("cli.error", message=words("learn.unknown", id=options.lesson, known=known)))
    except CourseError as error:
        raise course_failure(error, words) from None


def _lesson_to_open(options: Namespace, course: Course, progress: object) -> str:
    """The lesson named, or else the first that is not done."""
    from smm_trainer.progress.progress import Progress

    if options.lesson:
        return str(options.lesson)
    done = {id for id, lesson in progress.record.lessons.items() if lesson.done} if isinstance(progress, Progress) else set()
    return next((id for id in course.outlines if id not in done), next(iter(course.outlines), ""))
