"""Terminals and hands that mean no good: signals, pastes, resizes by the hundred, keys that stay down."""

from __future__ import annotations

import random
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from smm_trainer.locale import catalogue
from smm_trainer.progress.journal import Journal
from smm_trainer.progress.progress import draw_quiz
from smm_trainer.progress.record import Record
from smm_trainer.training.draw import Mode
from tests.conftest import NOW
from tests.faults.learner import SCENARIOS, read_by_all
from tests.faults.outcome import Outcome
from tests.terminal import KEYS, Terminal

EN = catalogue("en")
VERDICTS = (EN("verdict.exact"), EN("verdict.wrong"))
DIAGNOSE = ("enter", *["down"] * 5, "space", "down", "space", "down", "enter")
"""Says that a campaign is clean, guessing."""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in the app."""

    arguments: tuple[str, ...]
    """What the program is started with."""
    keys: tuple[str, ...]
    """What leads there from its first screen."""
    first: str
    """What stands on the first screen."""
    shown: tuple[str, ...]
    """What stands there, one of these."""
    answers: int = 0
    """How many answers are accepted on the way."""
    journal: str | None = None
    """What stands in a journal of its own at the start, empty for none; None for the one that all share."""
    untouched: bool = False
    """Its journal must be as it was."""


BEGUN = 'format = 1\n\n[learner]\nname = "Ani"\n\n'
"""A journal that only knows its learner."""

TWIN = next(
    seed
    for seed in range(1000)
    if SCENARIOS[id := draw_quiz(SCENARIOS, Record(), Mode.PRACTICE, 1, seed, NOW)[0]].twin and SCENARIOS[id].mistakes
)
"""Draws, for who has met nothing yet, a campaign with mistakes that has a twin."""

HOME = EN("home.lessons")
PLACES: Mapping[str, Place] = {
    "home": Place((), (), HOME, (HOME,)),
    # With a journal of its own: a lesson opened once more is at its next section, and in the end at its end.
    "lesson": Place(("learn", "sales"), (), "/5", ("/5",), journal=BEGUN),
    "quiz": Place(("quiz",), (), EN("quiz.diagnosis"), (EN("quiz.diagnosis"),)),
    "verdict": Place(("quiz",), DIAGNOSE, EN("quiz.diagnosis"), VERDICTS, 1),
    "progress": Place((), ("end", "up", "up", "up", "enter"), HOME, (f"Esc {EN('key.back')}",)),
    "glossary": Place((), ("end", "up", "up", "enter"), HOME, (EN("glossary.placeholder"),)),
    "palette": Place((), ("ctrl+p",), HOME, (EN("palette.placeholder"),)),
    "welcome": Place((), (), EN("welcome.begin"), (EN("welcome.begin"),), journal="", untouched=True),
    "rescue": Place((), (), EN("rescue.title"), (EN("rescue.title"),), journal="format = 1\n[[event]\n", untouched=True),
    "help": Place((), ("f1",), HOME, (EN("help.back"),)),
    "settings": Place((), ("end", "up", "enter"), HOME, (EN("settings.theme"),)),
    "results": Place(("quiz", "--count", "1"), (*DIAGNOSE, "end", "enter"), EN("quiz.diagnosis"), (EN("results.home"),), 1),
    "twins": Place(
        ("quiz", "--count", "1", "--seed", str(TWIN)),
        (*DIAGNOSE, "end", "up", "enter"),
        EN("quiz.diagnosis"),
        (EN("twins.principle"), EN("twins.key")),
        1,
        BEGUN,
    ),
    "preview": Place(("learn", "--watch"), (), EN("preview.about")[:30], (EN("preview.about")[:30],)),
    "ask box": Place((), ("end", "up", "enter", "end", "enter"), HOME, (EN("ask.hint"),)),
    "wall": Place(("workshop", "--no-network"), (), "By a show of hands", ("By a show of hands",)),
}

SIGNALS = (signal.SIGTERM, signal.SIGHUP) if hasattr(signal, "SIGHUP") else ()

HELD = ("enter", "space", "tab", "f1", "f2", "ctrl+p", "escape", "f3", "f4", "ctrl+c", *sorted({*KEYS} - {"ctrl+q"}), "a", "ա", "1", "0")
"""What is held down; the first few are those that open and close."""


def environment(folder: Path) -> dict[str, str]:
    """Folders of its own; the journal knows the learner, so that home is the first screen."""
    path = folder / "p.toml"
    if not path.exists():
        Journal(path).begin("Ani")
    return {"SMM_TRAINER_CONFIG": str(folder / "config"), "SMM_TRAINER_PROGRESS": str(path), "LC_ALL": "en_GB.UTF-8"}


def answers(path: Path, outcome: Outcome, what: str) -> int:
    """How many answers the journal has, which every parser must read."""
    return sum(event["kind"] == "answer" for event in read_by_all(path, outcome, what).get("event", []))


def go(terminal: Terminal, place: Place) -> None:
    """To a place."""
    terminal.until(place.first)
    terminal.press(*place.keys)
    terminal.until(*place.shown)


def ended(terminal: Terminal, status: int, outcome: Outcome, what: str) -> None:
    """The program ends as it should, and the terminal is as it was."""
    found = terminal.wait()
    outcome.expect(found == status, f"{what}: it ended with {found} in place of {status}")
    outcome.expect(not terminal.left_on, f"{what}: {', '.join(terminal.left_on)} is left on")
    if b"Traceback" in terminal.raw:
        outcome.crashes += 1
        outcome.remark(f"{what}: {terminal.text[-1500:]}")


def signalled(folder: Path, name: str, number: int, outcome: Outcome) -> None:
    """At one place: Ctrl+C, stopped and taken up again, ended by a signal."""
    place, what = PLACES[name], f"{signal.Signals(number).name} at {name}"
    path = folder / ("p.toml" if place.journal is None else f"{name} {outcome.rounds}.toml")
    if place.journal:
        path.write_text(place.journal, encoding="utf-8")
    with Terminal(["--lang", "en", *place.arguments], {**environment(folder), "SMM_TRAINER_PROGRESS": str(path)}) as terminal:
        before = answers(path, outcome, what) if not place.untouched and path.exists() else 0
        go(terminal, place)
        terminal.press("ctrl+c")
        terminal.until(*place.shown)
        terminal.kill(signal.SIGTSTP)
        terminal.stopped()
        outcome.expect(not terminal.left_on, f"{what}: stopped, {', '.join(terminal.left_on)} is left on")
        terminal.screen.reset()
        terminal.kill(signal.SIGCONT)
        terminal.until(*place.shown)
        terminal.kill(number)
        ended(terminal, 128 + number, outcome, what)
    outcome.rounds += 1
    outcome.accepted += place.answers
    if not place.untouched:
        after = answers(path, outcome, what)
    else:
        after = before
        outcome.expect((path.read_text(encoding="utf-8") if path.exists() else "") == place.journal, f"{what}: the file was touched")
    if after - before != place.answers:
        outcome.lost += 1
        outcome.remark(f"{what}: an answer is lost")


def signals(folder: Path, times: int, outcome: Outcome) -> None:
    """Every place, every signal."""
    for number in range(times):
        name, ending = list(PLACES)[number % len(PLACES)], SIGNALS[(number + number // len(PLACES)) % len(SIGNALS)]
        with outcome.watched(name):
            signalled(folder, name, ending, outcome)


def storm(folder: Path, times: int, outcome: Outcome) -> None:
    """So many resizes in mid-quiz, as fast as they can be sent; then the quiz is still there, and can be answered."""
    chance, path = random.Random(3), folder / "p.toml"
    with Terminal(["--lang", "en", "quiz"], environment(folder)) as terminal, outcome.watched("a storm of resizes"):
        terminal.until(EN("quiz.diagnosis"))
        for _ in range(times):
            terminal.resize(*chance.choice(((80, 24), (1, 1), (2, 2), (10, 3), (40, 12), (120, 40), (100, 30), (200, 60))))
            # Some meet a picture half painted, others a program that has come to rest.
            terminal.rest(chance.choice((0.0, 0.001, 0.01, 0.03)))
            outcome.rounds += 1
        terminal.resize(80, 24)
        terminal.until(EN("quiz.diagnosis"))
        terminal.press(*DIAGNOSE)
        terminal.until(*VERDICTS)
        outcome.accepted += 1
        terminal.press("ctrl+q")
        ended(terminal, 0, outcome, "a storm of resizes")
    outcome.lost += outcome.accepted - answers(path, outcome, "a storm of resizes")


def held(folder: Path, times: int, outcome: Outcome) -> None:
    """Every key held down, so many repeats of each, from a quiz on."""
    with Terminal(["--lang", "en", "quiz"], environment(folder)) as terminal, outcome.watched("keys held down"):
        terminal.until(EN("quiz.diagnosis"))
        for key in HELD:
            terminal.type(*[key] * times)
            terminal.rest()
            outcome.rounds += 1
        terminal.press("ctrl+q")
        ended(terminal, 0, outcome, "keys held down")
    answers(folder / "p.toml", outcome, "keys held down")


def pastes(folder: Path, times: int, outcome: Outcome) -> None:
    """A million letters pasted into every line that can be typed on; then it takes keys as before."""
    for name in ("glossary", "ask box", "palette")[:times]:
        with Terminal(["--lang", "en"], environment(folder)) as terminal, outcome.watched(f"a paste at {name}"):
            go(terminal, PLACES[name])
            terminal.paste("ա" * 400_000 + "x\n" * 100_000)
            terminal.press("e", "escape", "ctrl+q")
            ended(terminal, 0, outcome, f"a paste at {name}")
            outcome.rounds += 1
            outcome.inputs += 1
    answers(folder / "p.toml", outcome, "a paste")


def hang_ups(folder: Path, times: int, outcome: Outcome) -> None:
    """The window is closed over a verdict."""
    for _ in range(times):
        path = folder / "p.toml"
        with Terminal(["--lang", "en", "quiz"], environment(folder)) as terminal, outcome.watched("a closed window"):
            before = answers(path, outcome, "a closed window")
            go(terminal, PLACES["verdict"])
            found = terminal.hang_up()
            outcome.expect(found in (128 + signal.SIGHUP, -signal.SIGALRM), f"it ended with {found}")
            outcome.rounds += 1
            outcome.accepted += 1
            outcome.lost += before + 1 - answers(path, outcome, "a closed window")
