"""The guides: the authoring guide followed to the letter, its promises kept; and no command in any of them that there is not."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from smm_trainer.arguments import UsageError, build_parser
from smm_trainer.course.course import Course
from smm_trainer.locale import catalogue
from tests.test_cli import answers, run

ROOT = Path(__file__).resolve().parent.parent

GUIDE = ROOT / "docs" / "authoring.md"

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]

COMMAND = re.compile(r"(?:smm-trainer|python3 start\.py)(?= |`|$)(?P<rest>[^`#\n]*)", re.MULTILINE)
"""A command, in a line of its own or within one."""

NAMES = {"learn", "quiz", "progress", "certificate", "workshop", "check", "report", "export", "new", "serve"}
"""The commands."""

ROW = re.compile(r"^\| `(?P<command>[a-z-][^`]*)` \|", re.MULTILINE)
"""A row of the README's table of commands."""

BLOCK = re.compile(
    r"^(?P<fence>`{3,4})(?P<kind>[a-z]*)(?: (?P<path>\S+))?(?: (?P<copy>\S+))?\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL
)


@pytest.mark.skipif(not GUIDE.is_file(), reason="the docs are not part of what is installed")
def test_from_an_empty_folder_to_the_first_quiz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said: list[str] = []
    for block in BLOCK.finditer(GUIDE.read_text(encoding="utf-8")):
        if block["kind"] == "diff":
            text = changed(Path(block["path"]).read_text(encoding="utf-8"), block["text"])
            Path(block["copy"]).write_text(text, encoding="utf-8")
        elif block["path"]:
            path = Path(block["path"])
            assert path.is_file(), f"{path} is not what `new` makes"
            path.write_text(block["text"], encoding="utf-8")
        elif block["kind"] == "console":
            command = shlex.split(block["text"].removeprefix("$ smm-trainer"))
            done = run("--lang", "en", *command, typed="3\n4 5\n3\n" * 2)
            assert done.returncode == 0, done.stdout + done.stderr
            said.append(done.stdout)
    assert len(said) == 3
    assert "No problems." in said[1]
    assert said[2].count("# verdict") == 2
    taken = {answer["scenario"] for answer in answers(tmp_path / "progress.toml")}
    assert taken in ({"acme-1", "acme-2"}, {"acme-3", "acme-2"})
    course = Course(tmp_path / "acme")
    assert list(course.outlines) == ["acme"]
    assert list(course.scenarios) == ["acme-1", "acme-2", "acme-3"]
    assert not re.search("TODO", "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "acme").rglob("*.*")))


def changed(text: str, changes: str) -> str:
    """``text`` with the guide's changes: what stands behind ``-`` goes, what stands behind ``+`` comes in its place."""
    for change in changes.strip("\n").split("\n\n"):
        lines = change.split("\n")
        old = "".join(line[1:] + "\n" for line in lines if line.startswith("-"))
        new = "".join(line[1:] + "\n" for line in lines if line.startswith("+"))
        assert all(line[0] in "-+" for line in lines)
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def arguments(written: str) -> list[str]:
    """A command's arguments as one would type them: what is written about it behind two spaces is left out, of what may be chosen the
    first is taken, and what stands for a number is one."""
    typed = written.replace("\\|", "|").strip().split("  ")[0]
    words = shlex.split(re.sub(r"[\[\]…]", " ", typed))
    return ["1" if word in ("N", "S") else word.split("|")[0] for word in words]


def commands() -> list[tuple[str, str]]:
    """Every command that the pages name, with the page."""
    found = [(page.name, match["rest"]) for page in PAGES for match in COMMAND.finditer(page.read_text(encoding="utf-8"))]
    rows = ROW.finditer((ROOT / "README.md").read_text(encoding="utf-8"))
    return found + [("README.md", match["command"].removeprefix("smm-trainer")) for match in rows]


@pytest.mark.skipif(not GUIDE.is_file(), reason="the docs are not part of what is installed")
def test_every_command_in_the_guides_is_one() -> None:
    parser = build_parser(catalogue("en"))
    found = [(page, arguments(rest)) for page, rest in commands()]
    assert {typed[0] for _, typed in found if typed} >= NAMES
    wrong = []
    for page, typed in found:
        try:
            # A command that is only named takes its arguments elsewhere; `test` is start.py's own.
            if len(typed) > 1 or not {*typed} <= {*NAMES, "test"}:
                parser.parse_args(typed)
        except UsageError as error:
            wrong.append(f"{page}: {shlex.join(typed)}: {error}")
    assert not wrong, "\n".join(wrong)


def test_a_command_that_is_none_is_found_out() -> None:
    for written in (" quiz --plan", " learn --watch two lessons", " report", " workshop --minutes 50"):
        with pytest.raises(UsageError):
            build_parser(catalogue("en")).parse_args(arguments(written))
