"""The authoring guide, followed to the letter: its commands run, its files written, its promises kept."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from smm_trainer.course.course import Course
from tests.test_cli import answers, run

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "authoring.md"

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
