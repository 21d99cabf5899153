"""The authoring guide, followed to the letter: its commands run, its files written, its promises kept."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from smm_trainer.course.course import Course
from tests.test_cli import answers, run

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "authoring.md"

BLOCK = re.compile(r"^(?P<fence>`{3,4})(?P<kind>[a-z]*)(?: (?P<path>\S+))?\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)


@pytest.mark.skipif(not GUIDE.is_file(), reason="the docs are not part of what is installed")
def test_from_an_empty_folder_to_the_first_quiz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said: list[str] = []
    for block in BLOCK.finditer(GUIDE.read_text(encoding="utf-8")):
        if block["path"]:
            path = Path(block["path"])
            assert path.is_file(), f"{path} is not what `new` makes"
            path.write_text(block["text"], encoding="utf-8")
        elif block["kind"] == "console":
            command = shlex.split(block["text"].removeprefix("$ smm-trainer"))
            done = run("--lang", "en", *command, typed="3\n4 5\n3\n")
            assert done.returncode == 0, done.stdout + done.stderr
            said.append(done.stdout)
    assert len(said) == 3
    assert "No problems." in said[1]
    assert "# verdict exact 1.00" in said[2]
    assert [answer["scenario"] for answer in answers(tmp_path / "progress.toml")] == ["acme-1"]
    assert list(Course(tmp_path / "acme").outlines) == ["acme"]
    assert not re.search("TODO", "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "acme").rglob("*.*")))
