"""The command line's arguments: what may be asked for, and what it means. Apart from `cli`, so that home starts without it."""

from __future__ import annotations

import argparse
from typing import NoReturn

from smm_trainer import __version__
from smm_trainer.locale import LANGUAGES, Catalogue

MODES = ("practice", "first", "final", "delayed", "review")
"""As in `training.draw.Mode`, spelt out so that ``--version`` need not import it (a test holds the two together)."""

MISTAKE_IDS = ("long-content", "like-harvesting", "deleting-comments", "wrong-audience", "same-everywhere")
"""As in `course.mistakes.Mistake`, spelt out for the same reason."""

AGENDAS = (45, 60, 90)
"""As in `workshop.programme.AGENDAS`, spelt out for the same reason."""


class UsageError(Exception):
    """The arguments make no sense; says why in one sentence."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one sentence."""

    words: Catalogue

    def error(self, message: str) -> NoReturn:
        raise UsageError(self.words("cli.error", message=self.words("cli.usage", message=message)))


def build_parser(words: Catalogue) -> argparse.ArgumentParser:
    """The parser, its words in the language of ``words``."""
    _Parser.words = words
    parser = _Parser(prog="smm-trainer", description=words("cli.about"), allow_abbrev=False)
    _add_common(parser, words, top=True)
    parser.add_argument("--version", action="version", version=f"smm-trainer {__version__}", help=words("cli.version"))
    parser.add_argument("--print-completion", metavar="SHELL", choices=("bash", "zsh", "tcsh"), help=words("cli.completion"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    learn = commands.add_parser("learn", help=words("cli.learn"), allow_abbrev=False)
    learn.add_argument("lesson", nargs="?", metavar="LESSON", help=words("cli.lesson"))

    quiz = commands.add_parser("quiz", help=words("cli.quiz"), allow_abbrev=False)
    quiz.add_argument("--mode", choices=MODES, default="practice", help=words("cli.mode"))
    quiz.add_argument("--count", type=int, default=10, metavar="N", help=words("cli.count"))
    quiz.add_argument("--seed", type=int, metavar="S", help=words("cli.seed"))
    quiz.add_argument("--plain", action="store_true", help=words("cli.plain"))

    progress = commands.add_parser("progress", help=words("cli.progress"), allow_abbrev=False)
    progress.add_argument("--json", action="store_true", help=words("cli.json"))

    check = commands.add_parser("check", help=words("cli.check"), allow_abbrev=False)
    check.add_argument("directory", nargs="?", metavar="DIR", help=words("cli.check-dir"))
    check.add_argument("--json", action="store_true", help=words("cli.json"))

    certificate = commands.add_parser("certificate", help=words("cli.certificate"), allow_abbrev=False)
    certificate.add_argument("-o", "--output", metavar="FILE.html", default="smm-trainer-certificate.html", help=words("cli.output"))

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
    workshop.add_argument("--minutes", type=int, choices=AGENDAS, default=60, help=words("cli.minutes"))
    workshop.add_argument("--seconds", type=int, metavar="N", default=90, help=words("cli.seconds"))
    workshop.add_argument("--seed", type=int, metavar="S", help=words("cli.seed"))
    workshop.add_argument("--no-network", action="store_true", help=words("cli.no-network"))

    for command in (learn, quiz, progress, check, certificate, workshop):
        _add_common(command, words, top=False)
    return parser


def _add_common(parser: argparse.ArgumentParser, words: Catalogue, *, top: bool) -> None:
    """The options that go with everything, before the command or after it."""
    default = None if top else argparse.SUPPRESS
    parser.add_argument("--lang", choices=LANGUAGES, default=default, help=words("cli.lang"))
    parser.add_argument("--progress", metavar="FILE", dest="progress_file", default=default, help=words("cli.progress-file"))
    parser.add_argument("--course", metavar="DIR", default=default, help=words("cli.course"))
