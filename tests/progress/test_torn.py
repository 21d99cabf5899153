"""A journal after crashes: nothing accepted is lost, nothing half-written is believed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.progress.errors import JournalError
from smm_trainer.progress.events import Kind
from smm_trainer.progress.journal import Journal
from smm_trainer.progress.progress import Progress
from smm_trainer.progress.record import record_of
from smm_trainer.training.draw import Mode
from smm_trainer.training.grading import Confidence, Diagnosis

ANSWER = {
    "quiz": "q",
    "mode": "practice",
    "scenario": "s",
    "key": ["long-content"],
    "mistakes": ["long-content"],
    "evidence": ["p1"],
    "confidence": 2,
    "score": 1.0,
    "overlap": 0.25,
}


def journal_with(path: Path, answers: int) -> bytes:
    """A journal of so many answers; returns its bytes."""
    journal = Journal(path)
    journal.begin("Անի")
    for _ in range(answers):
        journal.append("answer", **ANSWER)
    return path.read_bytes()


def test_every_cut_of_the_last_table_keeps_the_answers_before_it(tmp_path: Path) -> None:
    whole = journal_with(tmp_path / "whole.toml", 3)
    last = whole.rindex(b"[[event]]")
    for cut in range(last + 1, len(whole)):
        path = tmp_path / f"cut-{cut}" / "progress.toml"
        path.parent.mkdir()
        path.write_bytes(whole[:cut])
        loaded = Journal(path).load()
        complete = cut >= len(whole) - len(b"\n\n")  # only the newlines behind its seal are missing
        assert len(loaded.events) == (3 if complete else 2)
        if complete:
            assert loaded.damaged is None
        else:
            assert loaded.damaged is not None
            assert loaded.damaged.read_bytes() == whole[last:cut]
            assert loaded.damaged.name.startswith("progress.toml.damaged-")
        Journal(path).append("answer", **ANSWER)
        assert len(tomllib.loads(path.read_text(encoding="utf-8"))["event"]) == len(loaded.events) + 1


def test_a_tail_of_nul_bytes_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    whole = journal_with(path, 2)
    path.write_bytes(whole + b"\x00" * 512)
    assert len(Journal(path).load().events) == 2
    assert path.read_bytes() == whole


def test_a_hand_added_event_without_a_seal_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    whole = journal_with(path, 1)
    by_hand = b'[[event]]\nat = 2026-01-01T00:00:00Z\nkind = "from-the-future"\nnote = "keep me"\n'
    path.write_bytes(whole + by_hand)
    loaded = Journal(path).load()
    assert [event.kind for event in loaded.events] == ["answer", "from-the-future"]
    Journal(path).append("answer", **ANSWER)
    assert by_hand in path.read_bytes()
    assert len(record_of(Journal(path).load().events).answers) == 2


WRITER = """
import sys
from pathlib import Path
from smm_trainer.progress.journal import Journal
journal = Journal(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    journal.append("section", lesson=sys.argv[3], section=str(number))
    print(number, flush=True)
"""


def writer(path: Path, count: int, name: str) -> subprocess.Popen[str]:
    """Another program that appends, and prints each number once it was accepted."""
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(count), name], stdout=subprocess.PIPE, text=True)


def test_kill_at_any_moment_loses_nothing_accepted(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    for round_ in range(12):
        process = writer(path, 100_000, f"r{round_}")
        assert process.stdout is not None
        accepted = [int(process.stdout.readline()) for _ in range(3)]
        time.sleep(0.003 * round_)
        process.send_signal(signal.SIGKILL)
        accepted += [int(line) for line in process.stdout.read().split("\n") if line]
        process.wait()
        found = [e.fields["section"] for e in Journal(path).load().events if e.fields.get("lesson") == f"r{round_}"]
        assert set(map(str, accepted)) <= set(found)
        tomllib.loads(path.read_text(encoding="utf-8"))


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    processes = [writer(path, 200, name) for name in "ab"]
    assert [process.wait() for process in processes] == [0, 0]
    events = Journal(path).load().events
    assert sorted(e.fields["lesson"] for e in events) == ["a"] * 200 + ["b"] * 200
    for process in processes:
        assert process.stdout is not None
        process.stdout.close()


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"format = 2\n", "newer", 1),
        (b"# new\nformat = 99\n", "newer", 2),
        (b"format = 1\n\nthis is not = = TOML\n", "not-toml", 3),
        (b"format = 1\n\xff\xfe\n", "not-toml", 2),
        (b"", "not-a-journal", 1),
        (b'title = "a shopping list"\n', "not-a-journal", 1),
        (b"format = true\n", "not-a-journal", 1),
    ],
)
def test_what_is_no_journal_of_ours_is_said_and_left_as_it_is(tmp_path: Path, content: bytes, code: str, line: int) -> None:
    path = tmp_path / "progress.toml"
    path.write_bytes(content)
    with pytest.raises(JournalError) as error:
        Journal(path).load()
    assert (error.value.code, error.value.line) == (code, line)
    with pytest.raises(JournalError):
        Journal(path).append("answer", **ANSWER)
    assert path.read_bytes() == content


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "progress.toml"
    whole = journal_with(path, 1)
    import os

    write = os.write

    def full(file: int, data: bytes) -> int:
        if len(data) > 40:
            return write(file, bytes(data)[:40])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("os.write", full)
        with pytest.raises(JournalError) as error:
            Journal(path).append("section", lesson="x", section="y" * 100)
    assert error.value.code == "unwritable"
    assert path.read_bytes() == whole
    Journal(path).append("section", lesson="x", section="y")
    assert len(Journal(path).load().events) == 2


def test_a_failed_sync_is_no_acceptance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "progress.toml"
    whole = journal_with(path, 1)

    def fails(file: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", fails)
        with pytest.raises(JournalError):
            Journal(path).append("section", lesson="x", section="y")
    assert path.read_bytes() == whole


@pytest.mark.parametrize("name", ["with spaces.toml", "առաջընթաց.toml"])
def test_paths_of_all_kinds(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "պանակ մեկ"
    journal_with(folder / name, 2)
    link = tmp_path / "link.toml"
    link.symlink_to(folder / name)
    Journal(link).append("answer", **ANSWER)
    assert len(Journal(folder / name).load().events) == 3
    assert link.is_symlink()


def test_an_append_reads_no_more_than_the_files_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "progress.toml"
    journal_with(path, 50)

    def forbidden(self: Journal, *, repair: bool) -> object:
        raise AssertionError("the whole file was read")

    journal, other = Journal(path), Journal(path)
    journal.load()
    other.load()
    monkeypatch.setattr(Journal, "_load", forbidden)
    for _ in range(3):
        journal.append("answer", **ANSWER)
        other.append("answer", **ANSWER)


def test_two_programs_count_every_answer_once(tmp_path: Path) -> None:
    """Each sees what the other did, and its own answers no second time."""
    path = tmp_path / "progress.toml"
    ours, theirs = Progress(path), Progress(path)
    for number in range(3):
        ours.note(Kind.SECTION, lesson="ours", section=str(number))
        theirs.note(Kind.SECTION, lesson="theirs", section=str(number))
        ours.journal.append("answer", **ANSWER)
    quiz, _ = theirs.begin_quiz(Mode.PRACTICE, 1, ["very-clean-page"])
    scenario = Course(built_in_folder()).scenarios["very-clean-page"]
    theirs.answer(quiz, scenario, Diagnosis(frozenset(), Confidence.GUESSING))
    theirs.note(Kind.LESSON, lesson="theirs")
    assert len(theirs.record.answers) == 4
    assert len(Progress(path).record.answers) == 4
    assert list(theirs.record.lessons["ours"].sections) == ["0", "1", "2"]


@pytest.mark.parametrize("tail", [b"\0" * 64, b"[[ev", b"["])
def test_a_first_event_that_never_came_costs_nothing(tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "progress.toml"
    head = journal_with(path, 0)
    path.write_bytes(head + tail)
    assert Journal(path).load().learner == "Անի"
    assert path.read_bytes() == head


def test_a_tear_behind_events_that_an_editor_has_rewritten_costs_the_torn_one_alone(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    through_windows = journal_with(path, 3).replace(b"\n", b"\r\n")
    path.write_bytes(through_windows + b"[[event]]\nat = 2026-01-01T00:00:00Z\nkind = ")
    loaded = Journal(path).load()
    assert len(loaded.events) == 3
    assert loaded.damaged is not None
    assert path.read_bytes() == through_windows
