"""The command line's arguments: what may be asked for, and what it means. Apart from `cli`, so that home starts without it."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn, TypeAlias

from smm_trainer import __version__
from smm_trainer.locale import LANGUAGES, Catalogue

MODES = ("practice", "first", "final", "delayed", "review")
"""As in `training.draw.Mode`, spelt out so that ``--version`` need not import it (a test holds the two together)."""

MISTAKE_IDS = ("long-content", "like-harvesting", "deleting-comments", "wrong-audience", "same-everywhere")
"""As in `course.mistakes.Mistake`, spelt out for the same reason."""

AGENDAS = (45, 60, 90)
"""As in `workshop.programme.AGENDAS`, spelt out for the same reason."""


REPORT_FORMATS = ("table", "csv", "json", "html")
"""What a class report is written as."""

EXPORT_FORMATS = ("moodle-xml", "gift", "anki", "csv")
"""What the bank is written as for other tools."""

NEW_KINDS = ("course", "lesson", "scenario")
"""As in `course.skeleton.KINDS`."""

REPORT_TABLES = ("learners", "skills", "items", "confusion", "help", "sessions", "participants")
"""As in `reports.class_report.tables.NAMES`, spelt out for the same reason: a CSV file holds one of them."""


class UsageError(Exception):
    """The arguments make no sense; says why in one sentence."""


def int64(text: str) -> int:
    """A whole number that every TOML reader can read back from the journal.

    Raises:
        ValueError: it is none.
    """
    number = int(text)
    if not -(2**63) <= number < 2**63:
        raise ValueError
    return number


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one sentence."""

    words: Catalogue

    def error(self, message: str) -> NoReturn:
        raise UsageError(self.words("cli.error", message=self.words("cli.usage", message=message)))


Subparsers: TypeAlias = "argparse._SubParsersAction[_Parser]"

_ARGPARSE = {
    "usage: ": "usage",
    "options": "options",
    "positional arguments": "positional",
    "show this help message and exit": "help",
    "argument %(argument_name)s: %(message)s": "argument",
    "invalid choice: %(value)r (choose from %(choices)s)": "invalid-choice",
    "invalid %(type)s value: %(value)r": "invalid-value",
    "expected one argument": "expected-one",
    "unrecognized arguments: %s": "unrecognized",
    "the following arguments are required: %s": "required",
}
"""What argparse says of itself → the end of our key for it."""


def _speak(words: Catalogue) -> None:
    """Make argparse speak the language of ``words``: it asks gettext for its texts, under the name ``_``."""
    texts = {english: words.texts[f"argparse.{key}"] for english, key in _ARGPARSE.items()}
    vars(argparse)["_"] = lambda english: texts.get(english, english)


def _language(value: str) -> str:
    """A language's code: one of ours, or one that a course has brought, which only the course can tell."""
    if value not in LANGUAGES and not re.fullmatch("[a-z]{2,3}", value):
        raise argparse.ArgumentTypeError(f"{value!r} ({', '.join(LANGUAGES)})")
    return value


def _add_staff(commands: Subparsers, words: Catalogue) -> tuple[argparse.ArgumentParser, ...]:
    """The commands for those who lead and those who bring in staff."""
    report = commands.add_parser("report", help=words("cli.report"), allow_abbrev=False)
    report.add_argument("paths", nargs="+", metavar="FILE|DIR", help=words("cli.report-paths"))
    report.add_argument("--format", choices=REPORT_FORMATS, default="table", help=words("cli.report-format"))
    report.add_argument("--table", choices=REPORT_TABLES, default="learners", help=words("cli.report-table"))
    report.add_argument("--anonymous", action="store_true", help=words("cli.anonymous"))
    report.add_argument("-o", "--output", metavar="FILE", help=words("cli.output"))

    export = commands.add_parser("export", help=words("cli.export"), allow_abbrev=False)
    export.add_argument("--format", choices=EXPORT_FORMATS, required=True, help=words("cli.export-format"))
    export.add_argument("--form", metavar="X", help=words("cli.export-form"))
    export.add_argument("-o", "--output", metavar="FILE", help=words("cli.output"))

    new = commands.add_parser("new", help=words("cli.new"), allow_abbrev=False)
    new.add_argument("kind", choices=NEW_KINDS, metavar="course|lesson|scenario", help=words("cli.new-kind"))
    new.add_argument("name", metavar="NAME", help=words("cli.new-name"))
    new.add_argument("--in", metavar="DIR", dest="folder", default=".", help=words("cli.new-in"))

    serve = commands.add_parser("serve", help=words("cli.serve"), allow_abbrev=False)
    serve.add_argument("--bind", metavar="ADDR", default="127.0.0.1", help=words("cli.bind"))
    serve.add_argument("--port", type=int, metavar="N", default=8000, help=words("cli.port"))
    serve.add_argument("--class", metavar="DIR", dest="folder", default="smm-trainer-class", help=words("cli.class-folder"))
    serve.add_argument("--sessions", type=int, metavar="N", default=20, help=words("cli.sessions"))
    serve.add_argument("--access-code", metavar="CODE", help=words("cli.access-code"))
    serve.add_argument("--host", metavar="NAME", action="append", default=[], help=words("cli.host"))

    workshop = commands.add_parser("workshop", help=words("cli.workshop"), allow_abbrev=False)
    workshop.add_argument("--bind", metavar="ADDR", help=words("cli.bind"))
    workshop.add_argument("--port", type=int, metavar="N", help=words("cli.port"))
    workshop.add_argument("--resume", metavar="FILE", help=words("cli.resume"))
    workshop.add_argument("--report", metavar="FILE", help=words("cli.session-report"))
    workshop.add_argument("--json", action="store_true", help=words("cli.json"))
    what = workshop.add_mutually_exclusive_group()
    what.add_argument("--form", metavar="FORM", help=words("cli.form"))
    what.add_argument("--mistake", choices=MISTAKE_IDS, help=words("cli.mistake"))
    what.add_argument("--scenarios", nargs="+", metavar="ID", help=words("cli.scenarios"))
    workshop.add_argument("--lesson", metavar="LESSON", help=words("cli.workshop-lesson"))
    workshop.add_argument("--minutes", type=int, choices=AGENDAS, default=60, help=words("cli.minutes"))
    workshop.add_argument("--seconds", type=int, metavar="N", default=90, help=words("cli.seconds"))
    workshop.add_argument("--seed", type=int, metavar="S", help=words("cli.seed"))
    workshop.add_argument("--no-network", action="store_true", help=words("cli.no-network"))
    return report, export, new, serve, workshop


def build_parser(words: Catalogue) -> argparse.ArgumentParser:
    """The parser, its words in the language of ``words``."""
    _Parser.words = words
    _speak(words)
    parser = _Parser(prog="smm-trainer", description=words("cli.about"), allow_abbrev=False)
    _add_common(parser, words, top=True)
    parser.add_argument("--version", action="version", version=f"smm-trainer {__version__}", help=words("cli.version"))
    parser.add_argument("--print-completion", metavar="SHELL", choices=("bash", "zsh", "tcsh"), help=words("cli.completion"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    learn = commands.add_parser("learn", help=words("cli.learn"), allow_abbrev=False)
    learn.add_argument("lesson", nargs="?", metavar="LESSON", help=words("cli.lesson"))
    learn.add_argument("--watch", action="store_true", help=words("cli.watch"))

    quiz = commands.add_parser("quiz", help=words("cli.quiz"), allow_abbrev=False)
    quiz.add_argument("--mode", choices=MODES, default="practice", help=words("cli.mode"))
    quiz.add_argument("--count", type=int, default=10, metavar="N", help=words("cli.count"))
    quiz.add_argument("--seed", type=int64, metavar="S", help=words("cli.seed"))
    quiz.add_argument("--plain", action="store_true", help=words("cli.plain"))

    progress = commands.add_parser("progress", help=words("cli.progress"), allow_abbrev=False)
    progress.add_argument("--json", action="store_true", help=words("cli.json"))

    check = commands.add_parser("check", help=words("cli.check"), allow_abbrev=False)
    check.add_argument("directory", nargs="?", metavar="DIR", help=words("cli.check-dir"))
    check.add_argument("--json", action="store_true", help=words("cli.json"))

    certificate = commands.add_parser("certificate", help=words("cli.certificate"), allow_abbrev=False)
    certificate.add_argument("-o", "--output", metavar="FILE.html", default="smm-trainer-certificate.html", help=words("cli.output"))

    others = _add_staff(commands, words)
    for command in (learn, quiz, progress, check, certificate, *others):
        _add_common(command, words, top=False)
    return parser


def _add_common(parser: argparse.ArgumentParser, words: Catalogue, *, top: bool) -> None:
    """The options that go with everything, before the command or after it."""
    default = None if top else argparse.SUPPRESS
    parser.add_argument("--lang", type=_language, metavar="hy|en", default=default, help=words("cli.lang"))
    parser.add_argument("--progress", metavar="FILE", dest="progress_file", default=default, help=words("cli.progress-file"))
    # Before the command and after it are two lists: argparse would let the second replace the first.
    dest = "courses" if top else "more_courses"
    parser.add_argument("--course", action="append", metavar="DIR", dest=dest, default=default, help=words("cli.course"))
    parser.add_argument("--course-only", action="store_true", default=False if top else default, help=words("cli.course-only"))
