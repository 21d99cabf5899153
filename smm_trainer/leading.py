"""The edge of ``workshop``: its arguments in, a session or a report out."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from smm_trainer.failure import FAILED, OK, USAGE, Failure
from smm_trainer.progress.errors import JournalError
from smm_trainer.reports.wording import session_sentence
from smm_trainer.workshop import summary
from smm_trainer.workshop.command import PORT, Wish, begin_session, is_address, resume_session
from smm_trainer.workshop.log import look_at
from smm_trainer.workshop.programme import NoProgramme

if TYPE_CHECKING:
    from argparse import Namespace

    from smm_trainer.course.scenario import Scenario
    from smm_trainer.locale import Catalogue
    from smm_trainer.progress.settings import Settings
    from smm_trainer.workshop.material import Material


def check_usage(options: Namespace, words: Catalogue, *, terminal: bool) -> None:
    """What would go wrong with the options is said before anything is begun.

    Raises:
        Failure: something would.
    """
    why = ""
    if not 1 <= (PORT if options.port is None else options.port) <= 65535:
        why = words("cli.wrong-port")
    elif not 0 <= options.seconds <= 3600:
        why = words("cli.wrong-seconds")
    elif options.bind and not is_address(options.bind):
        why = words("workshop.not-an-address", address=options.bind)
    elif not terminal:
        why = words("workshop.not-a-terminal")
    if why:
        raise Failure(USAGE, words("cli.error", message=why))


def lead_session(options: Namespace, material: Material, folder: Path, settings: Settings, words: Catalogue) -> int:
    """Begin a session, its log in ``folder``, or take one up again, and show it; returns the exit status.

    Raises:
        Failure: it cannot be begun, taken up or served.
    """
    from smm_trainer.ui.facilitator import NotServed, lead

    names = ("bind", "port", "form", "mistake", "lesson", "minutes", "seconds", "seed")
    asked = {name: getattr(options, name) for name in names}
    wish = Wish(**asked, scenarios=tuple(options.scenarios or ()), networked=not options.no_network)
    try:
        opened = resume_session(Path(options.resume), material) if options.resume else begin_session(folder, material, wish)
    except NoProgramme as error:
        raise Failure(FAILED, words("cli.error", message=words(f"workshop.{error.code}", **error.values))) from None
    except JournalError as error:
        raise Failure(FAILED, session_sentence(error, words)) from None
    if opened.damaged:
        print(words("session-log.was-torn", path=opened.damaged), file=sys.stderr)
    try:
        return lead(opened, material, wish, settings, words)
    except NotServed as error:
        if not options.resume:
            opened.log.discard()
        raise Failure(FAILED, words("cli.error", message=str(error))) from None


def print_report(options: Namespace, scenarios: Mapping[str, Scenario], words: Catalogue) -> int:
    """Print what came of a session; returns the exit status.

    Raises:
        Failure: there is none.
    """
    try:
        session = look_at(Path(options.report))
    except JournalError as error:
        raise Failure(FAILED, session_sentence(error, words)) from None
    if options.json:
        print(json.dumps(summary.as_json(session, scenarios), ensure_ascii=False, indent=2))
        return OK
    for line in summary.lines(session, scenarios, words):
        print(line)
    return OK
