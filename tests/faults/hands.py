"""What hands do to the file while the app runs, tears at every byte, clocks that jump, and paths of all kinds."""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from smm_trainer.locale import catalogue
from smm_trainer.progress.errors import JournalError
from smm_trainer.progress.journal import Journal
from smm_trainer.progress.progress import draw_quiz
from smm_trainer.reports.summary import summary_lines
from smm_trainer.training.draw import Mode
from tests.faults.learner import SCENARIOS, Learner, look, read_by_all
from tests.faults.outcome import Outcome

Hand = Callable[[Path], None]


def _rewrite(change: Callable[[bytes], bytes], *, anew: bool = False) -> Hand:
    """An editor that writes into the file, or a new one over it."""

    def hand(path: Path) -> None:
        data = change(path.read_bytes())
        if anew:
            beside = path.with_name("editor~")
            beside.write_bytes(data)
            beside.replace(path)
        else:
            path.write_bytes(data)

    return hand


def _first_event_out(data: bytes) -> bytes:
    parts = data.split(b"[[event]]\n")
    return b"[[event]]\n".join([parts[0], *parts[2:]])


def _last_event_out(data: bytes) -> bytes:
    return data[: data.rindex(b"[[event]]\n")]


def _broken_in_the_middle(data: bytes) -> bytes:
    at = data.index(b"kind", len(data) // 3)
    return data[:at] + b"= = " + data[at:]


def _other(path: Path) -> None:
    """Somebody else's journal."""
    other = path.with_name("other.toml")
    theirs = Learner(other)
    for _ in range(12):
        theirs.answer()
    other.replace(path)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _list(path: Path) -> None:
    path.write_bytes(b"bread = 2\n")


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/full")


HANDS: dict[str, Hand] = {
    "deleted": Path.unlink,
    "folder deleted": lambda path: shutil.rmtree(path.parent),
    "emptied": _empty,
    "halved": _rewrite(lambda data: data[: len(data) // 2]),
    "last byte off": _rewrite(lambda data: data[:-1]),
    "last answer off": _rewrite(_last_event_out),
    "last answer off, by a new file": _rewrite(_last_event_out, anew=True),
    "first event off": _rewrite(_first_event_out),
    "first event off, by a new file": _rewrite(_first_event_out, anew=True),
    "line ends of Windows": _rewrite(lambda data: data.replace(b"\n", b"\r\n"), anew=True),
    "a mark at the beginning": _rewrite(lambda data: b"\xef\xbb\xbf" + data),
    "a comment at the end": _rewrite(lambda data: data + b"# mine\n"),
    "a comment at the end without its line end": _rewrite(lambda data: data + b"# mine"),
    "an event of one's own": _rewrite(lambda data: data + b'[[event]]\nat = 2026-01-01T00:00:00Z\nkind = "mine"\n'),
    "a name changed": _rewrite(lambda data: data.replace(b'name = ""', b'name = "Ani"')),
    "broken in the middle": _rewrite(_broken_in_the_middle),
    "broken in the middle, by a new file": _rewrite(_broken_in_the_middle, anew=True),
    "broken at the end": _rewrite(lambda data: data + b"= =\n"),
    "broken at the end, sealed": _rewrite(lambda data: data + b"= =\nsaved = true\n\n"),
    "not UTF-8": _rewrite(lambda data: data + b"# \xff\n"),
    "NULs at the end": _rewrite(lambda data: data + bytes(4096)),
    "newer": _rewrite(lambda data: data.replace(b"format = 1", b"format = 2")),
    "somebody else's": _other,
    "a list of shopping": _list,
    "a pipe": _pipe,
    "a folder": _folder,
    "a loop": _loop,
    "a device": _device,
    "the lock deleted": lambda path: path.with_name(path.name + ".lock").unlink(),
}
"""What is done to a journal in use."""

HARMLESS = {
    "a comment at the end",
    "a name changed",
    "an event of one's own",
    "a comment at the end without its line end",
    "the lock deleted",
}
"""Nothing has to be told of these."""


def by_hand(folder: Path, rounds: int, outcome: Outcome) -> None:
    """Some answers, something done to the file, more answers; where those are refused, what stands in the way is moved aside."""
    for number in range(rounds):
        for name, hand in HANDS.items():
            path = folder / f"{number} {name}" / "progress.toml"
            outcome.rounds += 1
            with outcome.watched(name):
                learner = Learner(path)
                for _ in range(1 + number % 4):
                    learner.answer()
                hand(path)
                if not learner.answer():
                    aside = path.with_name("aside")
                    path.rename(aside)
                    outcome.expect(learner.answer(), f"{name}: refused when nothing stands in the way")
                learner.answer()
                outcome.expect(bool(learner.told) or name in HARMLESS, f"{name}: nothing was said")
                look(path, [learner], outcome, name)


def torn_tables(folder: Path, rounds: int, outcome: Outcome) -> None:
    """The last table cut at every byte, alone, before NULs, and before what else a disk may hold."""
    whole = folder / "whole.toml"
    learner = Learner(whole)
    for _ in range(3):
        learner.answer()
    data = whole.read_bytes()
    last = data.rindex(b"[[event]]")
    for cut in range(last, len(data), max(1, (len(data) - last) // rounds)):
        for name, tail in (("", b""), (" NULs", bytes(600)), (" rubbish", b"\xff\xfe\x00[[")):
            path = folder / f"{cut}{name}" / "progress.toml"
            path.parent.mkdir()
            path.write_bytes(data[:cut] + tail)
            outcome.rounds += 1
            with outcome.watched(f"cut at {cut}{name}"):
                again = Learner(path)
                again.answer()
                complete = cut >= len(data) - (1 if tail else 2)  # only newlines behind its seal are missing
                kept = [answer.scenario for answer in again.progress.record.answers]
                expected = learner.accepted[: 3 if complete else 2]
                outcome.accepted += len(expected)
                if kept[:-1] != expected:
                    outcome.lost += 1
                    outcome.remark(f"cut at {cut}{name}: {kept[:-1]}")
                torn = bool(data[last:cut] and not complete) or bool(tail)
                outcome.expect(bool(again.progress.damaged) == torn, f"cut at {cut}{name}: a tear was {'not ' if torn else ''}told")
                look(path, [again], outcome, f"cut at {cut}{name}")


def jumping_clock(folder: Path, rounds: int, outcome: Outcome) -> None:
    """A clock that jumps back and forth, stands still, and goes to the ends of the calendar."""
    chance = random.Random(3)
    ends = (dt.datetime.min, dt.datetime.max, dt.datetime(1970, 1, 1), dt.datetime(2038, 1, 19, 3, 14, 8))
    now = [dt.datetime(2026, 11, 23, tzinfo=dt.UTC)]

    def clock() -> dt.datetime:
        if chance.random() < 0.02:
            return chance.choice(ends).replace(tzinfo=dt.UTC)
        now[0] += dt.timedelta(seconds=chance.choice((0, 0, 1, -1, 86_400, -86_400, 3e7, -3e7)))
        return now[0]

    path = folder / "progress.toml"
    learner = Learner(path, clock)
    for number in range(rounds):
        outcome.rounds += 1
        with outcome.watched(f"{now[0]}"):
            learner.answer()
            if number % 50 == 0:
                again = Learner(path, clock)
                again.progress.record.as_json(clock())
                list(summary_lines(again.progress.record, (), clock(), catalogue("hy")))
                for mode in Mode:
                    draw_quiz(SCENARIOS, again.progress.record, mode, 10, 1, clock())
                Journal(path, clock).load()
    look(path, [learner], outcome, "a clock that jumps")


def odd_paths(folder: Path, rounds: int, outcome: Outcome) -> None:
    """Spaces, Armenian letters, long names, both Unicode forms, links to files, to folders and to what is not made yet."""
    here = Path.cwd()
    (folder / "real").mkdir()
    (folder / "link").symlink_to(folder / "real")
    (folder / "dangling.toml").symlink_to(folder / "not made yet" / "p.toml")
    (folder / "one.toml").symlink_to(folder / "two.toml")
    (folder / "two.toml").symlink_to(folder / "real" / "three.toml")
    paths = [
        folder / "with spaces" / "my progress.toml",
        folder / "Անի՛" / "իմ առաջընթացը.toml",
        folder / "e\u0301.toml",
        folder / "\u00e9.toml",
        folder / "a'b\"c$d`e;f&g|h*i?.toml",
        folder / "line\nend.toml",
        folder / "no-suffix",
        folder / ".hidden" / ".toml",
        folder / ("x" * 200),
        folder / os.fsdecode(b"not-\xff-utf8"),
        folder / "link" / "p.toml",
        folder / "dangling.toml",
        folder / "one.toml",
        folder / "real" / ".." / "real" / "p2.toml",
    ]
    try:
        os.chdir(folder)
        for path in (*paths, Path("relative.toml"), Path("relative folder/p.toml")):
            outcome.rounds += 1
            with outcome.watched(str(path)):
                learner, other = Learner(path), Learner(Path(os.path.realpath(path)))
                for _ in range(rounds):
                    learner.answer()
                    other.answer()
                look(path, [learner, other], outcome, str(path))
        outcome.rounds += 1
        try:
            Learner(folder / ("y" * 300))
        except JournalError as error:
            outcome.expect(error.code in ("unreadable", "unwritable"), f"a name too long: {error}")
        else:
            outcome.expect(True, "")
    finally:
        os.chdir(here)
    read_by_all(folder / "one.toml", outcome, "through two links")
