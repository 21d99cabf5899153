"""A glance is a picture of the journal as it is now, or it is not looked at."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from smm_trainer.progress.errors import JournalError
from smm_trainer.progress.events import Kind
from smm_trainer.progress.glance import glance_of, load_glance, save_glance
from smm_trainer.progress.progress import Progress
from smm_trainer.training.draw import Mode
from tests.conftest import NOW


def learner(path: Path) -> Progress:
    """Somebody who has read a section and begun a quiz."""
    progress = Progress(path, clock=lambda: NOW)
    progress.introduce("Անի")
    progress.note(Kind.SECTION, lesson="sales", section="funnel")
    progress.begin_quiz(Mode.PRACTICE, 1, ["a", "b"])
    return progress


def test_a_kept_glance_says_what_the_record_says(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    progress = learner(path)
    save_glance(progress, tmp_path / "config")
    kept = load_glance(path, tmp_path / "config")
    assert kept is not None
    assert kept.glance == glance_of(progress.record, NOW)
    assert kept.glance.learner == "Անի"
    assert kept.glance.lessons == {"sales": (("funnel",), False)}
    assert kept.glance.open_quiz == ("practice", 0, 2)
    assert kept.glance.standing.open_quiz
    assert kept.open().record == progress.record


def test_a_file_that_has_changed_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    save_glance(learner(path), tmp_path)
    before = path.stat()
    changed = path.read_bytes().replace(b'lesson = "sales"', b'lesson = "tales"')
    path.write_bytes(changed)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert load_glance(path, tmp_path) is None


@pytest.mark.parametrize("tail", [b"[[event]]\nat = 20", b"\n", b"[[", b"format = 2\n"])
def test_a_tail_that_something_else_left_is_not_overlooked(tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "progress.toml"
    save_glance(learner(path), tmp_path)
    with path.open("ab") as file:
        file.write(tail)
    assert load_glance(path, tmp_path) is None


def test_what_is_not_on_disk_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    progress = learner(path)
    progress.journal.append(Kind.LESSON, lesson="sales")  # as another program would: the record has not seen it
    with path.open("ab") as file:
        file.write(b'[[event]]\nat = 2026-01-01T00:00:00Z\nkind = "lesson"\nlesson = "x"\nsaved = true\n')
    save_glance(progress, tmp_path)
    assert load_glance(path, tmp_path) is None


@pytest.mark.parametrize("kept", ["", "[]", "null", "{}", '{"version": 1}', "[" * 100_000, '{"version": 1, "journal": null}', "\ud800"])
def test_a_broken_glance_is_passed_over(tmp_path: Path, kept: str) -> None:
    path = tmp_path / "progress.toml"
    save_glance(learner(path), tmp_path)
    (glance,) = tmp_path.glob("glance-*.json")
    glance.write_bytes(kept.encode("utf-8", "surrogatepass"))
    assert load_glance(path, tmp_path) is None


def test_two_journals_have_two_glances(tmp_path: Path) -> None:
    one, other = learner(tmp_path / "one.toml"), learner(tmp_path / "other.toml")
    other.introduce("Գոռ")
    save_glance(one, tmp_path)
    save_glance(other, tmp_path)
    for progress, name in ((one, "Անի"), (other, "Գոռ")):
        kept = load_glance(progress.path, tmp_path)
        assert kept is not None
        assert kept.glance.learner == name


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    progress = learner(path)
    (tmp_path / "file").write_text("in the way")
    save_glance(progress, tmp_path / "file")
    assert load_glance(path, tmp_path / "file") is None


def test_a_journal_that_is_gone_behind_its_glance_is_said_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    save_glance(learner(path), tmp_path)
    kept = load_glance(path, tmp_path)
    assert kept is not None
    path.write_text("format = 2\n")
    with pytest.raises(JournalError) as error:
        kept.open()
    assert error.value.code == "newer"
