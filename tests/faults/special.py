"""Inputs that are made to upset: floods, escapes, markup, deep nesting, huge files, pipes, devices, ways out of the course."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.course.small import CLAIMS, EN, GLOSSARY, HY, LESSON, SCENARIO, TWIN, put, scenario, write_course
from tests.faults.guard import alarms, guarded
from tests.faults.mutate import MOST_MEMORY
from tests.faults.outcome import Outcome
from tests.faults.targets import read_course, read_journal

Make = Callable[[Path], None]

SIZE = 120_000
"""As long as a file may be, or nearly."""

HUGE = 50_000_000
"""As long as no file may be."""

HEAD = b'format = 1\n\n[learner]\nname = "A"\n\n'
EVENT = b'[[event]]\nat = 2026-01-01T00:00:00Z\nkind = "%s"\n%s\nsaved = true\n\n'
ANSWER = (
    b'quiz = "q"\nmode = "practice"\nscenario = "s"\nkey = ["long-content"]\nmistakes = ["long-content"]\nevidence = []\n'
    b"confidence = 2\nscore = 0.5\noverlap = 0.5"
)


def behind(file: str, text: str) -> Make:
    """More text at the end of a file."""
    return lambda root: put(root, file, (root / file).read_text(encoding="utf-8") + text)


def instead(file: str, old: str, new: str) -> Make:
    """Another text in a place of a file."""

    def make(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text
        put(root, file, text.replace(old, new, 1))

    return make


def whole(file: str, text: str | bytes) -> Make:
    """Another file."""
    return lambda root: put(root, file, text)


def placed(file: str, place: Callable[[Path], object]) -> Make:
    """Something that is no file in a file's place."""

    def make(root: Path) -> None:
        (root / file).unlink(missing_ok=True)
        place(root / file)

    return make


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(HUGE)


def _zeros(path: Path) -> None:
    """A device that never ends, as a node of its own where root makes one, as a link elsewhere."""
    try:
        os.mknod(path, 0o600 | 0o020000, os.makedev(1, 5))
    except OSError:
        path.symlink_to("/dev/zero")


def _up(root: Path) -> None:
    (root.parent / "secret.toml").write_text("format = 1\n", encoding="utf-8")
    placed(GLOSSARY, lambda path: path.symlink_to("../../secret.toml"))(root)
    (root / "quizzes" / "out").symlink_to("../..")
    (root / "lessons" / "all").symlink_to("/")


def _both_forms(root: Path) -> None:
    for name in ("caf\u00e9", "cafe\u0301"):
        (root / "lessons" / name).mkdir(exist_ok=True)
        for file in (LESSON, EN, HY):
            put(root, f"lessons/{name}/{Path(file).name}", (root / file).read_bytes())
        put(root, f"quizzes/{name}/warm-bread.toml", scenario("warm-bread"))
        put(root, f"quizzes/pair/{name}.toml", scenario("warm-bread"))


def _odd_names(root: Path) -> None:
    for name in (b"\xff\xfe.toml", b"\x1b[2J.toml", b"a\nb.toml", "\u202etxt.toml".encode(), b"x" * 250 + b".toml", b"{0}%s[b].toml"):
        (root / os.fsdecode(b"quizzes/pair/" + name)).write_text("format = 2\n", encoding="utf-8")


def _heading_in_toml(root: Path) -> None:
    instead(EN, '"What helps?"', "'''What\n## x {#\n'''")(root)
    instead(HY, '"Ի՞նչն է օգնում։"', "'''Ի՞նչն\n## x {#\n'''")(root)


def _dotted(many: int) -> str:
    return "\n" + ".".join(["a"] * many) + '.hy = "ա:"\n'


COURSES: Mapping[str, Make] = {
    **{
        f"{name} in {file}": behind(file, text)
        for file in (EN, CLAIMS, SCENARIO)
        for name, text in {
            "escapes": "\x1b[2J\x1b]0;title\x07\x1b]8;;http://x\x1b\\",
            "C1 controls": "\x9b2J\x9d0;x\x9c",
            "bidi": "\u202eabc\u2066\u2067",
            "zero width": "\u200b\u200d\ufeff" * 1000,
            "combining": "a" + "\u0301" * 10_000,
            "NULs": "\0" * 1000,
        }.items()
    },
    "markup": instead(EN, "Criticism is", "[/] [/b] [@click=app.quit]x[/] [red]{c1} {0} %s Criticism is"),
    "markup in a scenario": instead(SCENARIO, "Warm bread", "[/markup] {c1}{{}}"),
    "escaped escapes": instead(SCENARIO, "Warm bread", "\\u001b]0;x\\u0007\\u202e\\u009b"),
    "brackets": behind(EN, "\n" + "[" * (SIZE - 8000)),
    "links": behind(EN, "\n" + "[a](" * (SIZE // 4 - 2000)),
    "stars": behind(EN, "\n" + "*a **a " * (SIZE // 8)),
    "stars and lines": behind(EN, "\n" + "*_" * (SIZE // 2 - 4000)),
    "ticks": behind(EN, "\n" + "".join("`" * n + " " for n in range(1, 480))),
    "quotes": behind(EN, "\n" + ">" * (SIZE - 8000)),
    "lists": behind(EN, "\n" + "- a\n" * (SIZE // 4 - 2000)),
    "lists in lists": behind(EN, "\n" + "".join(" " * n + "- a\n" for n in range(400))),
    "paragraphs": behind(EN, "\n" + "word\n\n" * (SIZE // 7)),
    "fences": behind(EN, "\n" + "```x\n```\n" * (SIZE // 10)),
    "headings": whole(EN, "".join(f"## a {{#a{n}}}\n" for n in range(SIZE // 16))),
    "the same heading": whole(EN, "## a {#a}\n" * (SIZE // 10)),
    "headings that are none": whole(EN, "#\n" * (SIZE // 2)),
    "spaces in a heading": whole(EN, "## a" + " " * SIZE),
    "spaces behind an id": whole(EN, "## a {#a" + " " * SIZE),
    "a heading in TOML": _heading_in_toml,
    "a huge claim": instead(EN, 'claims="1"', f'claims="{"1" * 5000}"'),
    "spaces in a list": behind(LESSON, '\nx = [\n["a",' + " " * (SIZE - 2000) + '"b"\n]\n]\n'),
    "dotted keys": behind(LESSON, _dotted(SIZE // 2 - 2000)),
    "some dotted keys": behind(CLAIMS, _dotted(300)),
    "more dotted keys": behind(CLAIMS, _dotted(900)),
    "a header of parts": behind(LESSON, "\n[" + ".".join(["a"] * 900) + "]\n"),
    "lists 100 deep": behind(CLAIMS, "\nx = " + "[" * 100 + '"a"' + "]" * 100),
    "lists 450 deep": behind(CLAIMS, "\nx = " + "[" * 450 + '"a"' + "]" * 450),
    "lists 50,000 deep": behind(LESSON, "\nx = " + "[" * 50_000),
    "many lines": instead(SCENARIO, 'lines = ["a1"]', "lines = [" + ",".join(f'"{n:x}"' for n in range(14_000)) + "]"),
    "many names": instead(GLOSSARY, 'hy = ["', "hy = [" + ",".join(f'"{n:x}"' for n in range(14_000)) + ',"'),
    "many blocks": whole(SCENARIO, 'format = 1\nid = "warm-bread"\nblock = [' + "{}," * (SIZE // 3) + "]\n"),
    "many block lines": whole(SCENARIO, 'format = 1\nid = "warm-bread"\n[[block]]\nline = [' + "{}," * (SIZE // 3) + "]\n"),
    "blocks of lines": whole(
        SCENARIO, 'format = 1\nid = "warm-bread"\nblock = [' + ("{line = [" + "{}," * 1000 + "]}," + "\n") * 38 + "]\n"
    ),
    "many terms": whole(GLOSSARY, "format = 1\nterm = [" + "{}," * (SIZE // 3) + "]\n"),
    "many keys": whole(SCENARIO, 'format = 1\nid = "warm-bread"\n' + "".join(f"k{n}=1\n" for n in range(12_000))),
    "many tables": whole(SCENARIO, 'format = 1\nid = "warm-bread"\n' + "[[block]]\n" * 11_000),
    "huge numbers": instead(SCENARIO, "value = 900", "value = 0x" + "f" * 5000),
    "no numbers": instead(SCENARIO, "value = 900", "value = nan"),
    "the first day": instead(SCENARIO, "2026-06-02", "0001-01-01"),
    "the last day": instead(SCENARIO, "2026-06-02", "9999-12-31"),
    "50 MB": placed(LESSON, lambda path: path.write_bytes(b"#" * HUGE)),
    "50 MB of NULs": placed(SCENARIO, _sparse),
    **{f"a pipe for {file}": placed(file, os.mkfifo) for file in (LESSON, EN, CLAIMS, GLOSSARY, SCENARIO)},
    "a pipe more": lambda root: os.mkfifo(root / "quizzes" / "pair" / "more.toml"),
    "a pipe for a language": lambda root: os.mkfifo((root / LESSON).with_name("fr.md")),
    "a device": placed(SCENARIO, _zeros),
    "a link to a device": placed(TWIN, lambda path: path.symlink_to("/dev/zero")),
    "a link to itself": placed(CLAIMS, lambda path: path.symlink_to(path.name)),
    "a folder": placed(EN, Path.mkdir),
    "ways out": _up,
    "both Unicode forms": _both_forms,
    "odd names": _odd_names,
}
"""What is done to a small course."""


def _events(kind: bytes, fields: bytes, times: int = 1) -> Make:
    return _bytes(HEAD + EVENT % (kind, fields) * times)


def _bytes(data: bytes) -> Make:
    def make(path: Path) -> None:
        path.write_bytes(data)

    return make


JOURNALS: Mapping[str, Make] = {
    "a format of 5,000 digits": _bytes(b"format = 0x" + b"f" * 5000 + b"\n"),
    "a name of escapes": _events(b"learner", b'name = "\\u001b]0;x\\u0007\\u202e[/b]"'),
    "a name that is a number": _events(b"learner", b"name = 0x" + b"f" * 5000),
    "a name 90 lists deep": _events(b"learner", b"name = " + b"[" * 90 + b"]" * 90),
    "a name 450 lists deep": _events(b"learner", b"name = " + b"[" * 450 + b"]" * 450),
    **{
        f"a score of {score.decode()[:9]}": _events(b"answer", ANSWER.replace(b"score = 0.5", b"score = " + score))
        for score in (b"nan", b"inf", b"-inf", b"-5.0", b"1e300", b"true", b'"x"', b"0x" + b"f" * 5000)
    },
    "an overlap of nan": _events(b"answer", ANSWER.replace(b"overlap = 0.5", b"overlap = nan")),
    "the last day, then the first": _bytes(
        HEAD
        + (EVENT % (b"answer", ANSWER)).replace(b"2026-01-01", b"9999-12-31")
        + (EVENT % (b"answer", ANSWER)).replace(b"2026-01-01", b"0001-01-01")
    ),
    "the last minute, elsewhere": _bytes(
        HEAD + (EVENT % (b"answer", ANSWER)).replace(b"2026-01-01T00:00:00Z", b"9999-12-31T23:59:59-23:59")
    ),
    "lists for ids": _events(b"answer", ANSWER.replace(b'"q"', b"[1]").replace(b'"s"', b"{a = 1}")),
    "a quiz of numbers": _events(b"quiz", b'quiz = 1\nmode = "practice"\nseed = 1\nscenarios = 5'),
    "5,000 answers": _events(b"answer", ANSWER, 5000),
    "50 MB of answers": _events(b"answer", ANSWER, 200_000),
    "50 MB of brackets": _bytes(HEAD + b"[" * HUGE),
    "50 MB of comment": _bytes(HEAD + b"#" * HUGE),
    "50 MB of NULs": _sparse,
    "15 MB of comment": _bytes(HEAD + b"#" * 15_000_000),
    "15 MB of brackets": _bytes(HEAD + b"[" * 15_000_000),
    "15 MB of lines": _bytes(HEAD + b"\n" * 15_000_000),
    "15 MB of one text": _bytes(HEAD + b'a = "' + b"x" * 15_000_000),
    "dotted keys": _bytes(HEAD + b"a." * 100_000 + b"a = 1\n"),
    "a pipe": os.mkfifo,
    "a device": _zeros,
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a folder": Path.mkdir,
    "a link to itself": lambda path: path.symlink_to(path.name),
}
"""What is put in a journal's place."""


def special_inputs(folder: Path, rounds: int, outcome: Outcome) -> None:
    """Each of them once, in a process of its own, so that its memory can be told."""
    for _ in range(rounds):
        for name, make in COURSES.items():
            root = write_course(Path(tempfile.mkdtemp(dir=folder)) / "course")
            make(root)
            _apart(lambda: read_course(root), outcome, name)  # noqa: B023 - called at once
        for name, make in JOURNALS.items():
            path = Path(tempfile.mkdtemp(dir=folder)) / "progress.toml"
            make(path)
            _apart(lambda: read_journal(path), outcome, f"a journal: {name}")  # noqa: B023 - called at once
            if path.is_file():
                path.unlink()


def _apart(read: Callable[[], None], outcome: Outcome, what: str) -> None:
    """Read in a child; what it found is added to ``outcome``."""
    outcome.rounds += 1
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        own = Outcome()
        before = _resident()
        with alarms():
            guarded(read, own, what)
        if (grown := _resident() - before) > MOST_MEMORY:
            own.crashes += 1
            own.remark(f"{what}: took {grown} MB")
        os.write(send, f"{own.crashes} {own.hangs} {' '.join(own.remarks)[-1500:]}".encode("utf-8", "replace"))
        os._exit(0)
    os.close(send)
    with os.fdopen(receive, encoding="utf-8", errors="replace") as said:
        crashes, hangs, remark = said.read().split(" ", 2) if os.waitpid(child, 0)[1] == 0 else ("1", "0", f"{what}: died")
    outcome.inputs += 1
    outcome.crashes += int(crashes)
    outcome.hangs += int(hangs)
    if remark:
        outcome.remark(remark)


def _resident() -> int:
    """The most megabytes that this process has had; a child begins with its parent's, so that what it adds is what counts."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform != "darwin" else peak // 1024**2
