"""What stands in the journal's place while the app runs: links, other files, nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from smm_trainer.progress.errors import JournalError
from smm_trainer.progress.events import Kind
from smm_trainer.progress.journal import Journal
from smm_trainer.progress.progress import Progress
from smm_trainer.progress.settings import Settings, load_settings, save_settings
from smm_trainer.training.draw import Mode
from tests.conftest import NOW


def sections(path: Path) -> list[str]:
    """The sections noted in a journal, in order."""
    return [event.fields["section"] for event in Journal(path).load().events if event.kind == Kind.SECTION]


@pytest.mark.parametrize("made", [True, False])
def test_two_programs_one_through_a_link_share_a_file(tmp_path: Path, made: bool) -> None:
    real, link = tmp_path / "drive" / "progress.toml", tmp_path / "progress.toml"
    real.parent.mkdir()
    link.symlink_to(real)
    if made:
        Journal(real).begin("Ani")
    through, direct = Progress(link), Progress(real)
    for number in range(3):
        assert through.note(Kind.SECTION, lesson="x", section=f"link {number}") is None
        assert direct.note(Kind.SECTION, lesson="x", section=f"real {number}") is None
    assert link.is_symlink()
    assert sections(real) == sections(link) == ["link 0", "real 0", "link 1", "real 1", "link 2", "real 2"]
    assert {path.name for path in tmp_path.iterdir()} == {"drive", "progress.toml"}


def test_a_link_is_moved_aside_by_its_file(tmp_path: Path) -> None:
    real, link = tmp_path / "drive" / "progress.toml", tmp_path / "progress.toml"
    real.parent.mkdir()
    real.write_text("not a journal")
    link.symlink_to(real)
    aside = Journal(link).move_aside()
    assert aside.read_text() == "not a journal"
    assert Progress(link).note(Kind.SECTION, lesson="x", section="y") is None
    assert link.is_symlink()
    assert sections(real) == ["y"]


@pytest.mark.parametrize(
    ("text", "code"), [("format = 2\n", "newer"), ("[x]\n", "not-a-journal"), ("x = [\n", "not-toml"), ("", "not-a-journal")]
)
@pytest.mark.parametrize("longer", [True, False])
def test_what_is_put_in_its_place_is_never_appended_to(tmp_path: Path, text: str, code: str, longer: bool) -> None:
    path = tmp_path / "progress.toml"
    progress = Progress(path)
    progress.note(Kind.SECTION, lesson="x", section="before")
    other = text + "# a comment\n" * (100 if longer else 0)
    path.write_text(other)
    error = progress.note(Kind.SECTION, lesson="x", section="meanwhile")
    assert error is not None
    assert error.code == code
    assert path.read_text() == other
    assert list(progress.record.lessons["x"].sections) == ["before", "meanwhile"]

    path.unlink()
    assert progress.flush() is None
    assert sections(path) == ["before", "meanwhile"]


def test_a_file_that_ends_as_ours_but_is_newer_is_not_appended_to(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    progress = Progress(path)
    progress.note(Kind.SECTION, lesson="x", section="before")
    newer = path.read_bytes().replace(b"format = 1", b"format = 2")
    path.write_bytes(newer)
    error = progress.note(Kind.SECTION, lesson="x", section="meanwhile")
    assert error is not None
    assert error.code == "newer"
    assert path.read_bytes() == newer


def test_a_journal_that_was_deleted_begins_anew_with_what_was_accepted_since_the_start(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    progress = Progress(path)
    progress.note(Kind.SECTION, lesson="x", section="before")
    path.unlink()
    assert progress.note(Kind.SECTION, lesson="x", section="behind") is None
    assert sections(path) == ["before", "behind"]


def test_what_is_written_late_carries_the_time_when_it_happened(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    now = [NOW]
    progress = Progress(path, clock=lambda: now[0])
    progress.introduce("Ani")
    path.rename(tmp_path / "away")
    path.mkdir()
    assert isinstance(progress.note(Kind.SECTION, lesson="x", section="y"), JournalError)
    now[0] = NOW + dt.timedelta(minutes=1)
    quiz, error = progress.begin_quiz(Mode.PRACTICE, 1, ["a"])
    assert error is not None
    path.rmdir()
    (tmp_path / "away").rename(path)
    now[0] = NOW + dt.timedelta(hours=5)
    assert progress.flush() is None
    found = Journal(path).load().events
    assert [(event.kind, event.at) for event in found] == [("section", NOW), ("quiz", NOW + dt.timedelta(minutes=1))]
    assert found[1].fields["quiz"] == quiz.id


def test_settings_are_saved_whole_or_left_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    assert save_settings(Settings(language="hy", theme="smm-light", motion=False), path)
    assert load_settings(path) == Settings(language="hy", theme="smm-light", motion=False)
    path.unlink()
    path.mkdir()
    assert not save_settings(Settings(language="en"), path)
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]
    assert load_settings(path) == Settings()


@pytest.mark.parametrize("text", ["", "language = 7", 'language = "xx"\nmotion = "no"', "x = [", "\x00", "a = " + "[" * 5000])
def test_settings_that_make_no_sense_are_as_if_never_chosen(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    assert load_settings(path) == Settings()
