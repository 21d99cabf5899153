"""What the class report says, and that it touches nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import statistics
from pathlib import Path

import pytest

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.reports.class_report.build import ClassReport, build_report
from smm_trainer.reports.class_report.gain import class_gain, t95
from smm_trainer.reports.class_report.help import Why
from smm_trainer.reports.class_report.items import ItemTally
from smm_trainer.reports.class_report.journals import Read, find_journals, read_journals
from smm_trainer.training.assessment import gain_between
from tests.conftest import NOW
from tests.reports.classes import Said, write_journal

LONG, LIKES, DELETING, WRONG, SAME = MISTAKES


def report_on(*paths: Path, helpers: int = 1, shuffle: random.Random | None = None) -> tuple[ClassReport, Read]:
    """The report over files and folders, and what was read for it."""
    files = list(find_journals(paths))
    read = read_journals(files, ("sales", "presence"), NOW, helpers)
    return build_report(read, ("sales", "presence"), NOW, "Learner {number}", shuffle=shuffle), read


def form(rightly: int, *, name: str = "s") -> list[Said]:
    """Ten campaigns with long content, so many of them diagnosed rightly, the others called clean."""
    return [(f"{name}{number}", [LONG], [LONG] if number < rightly else []) for number in range(10)]


def test_a_learner_in_a_few_figures(tmp_path: Path) -> None:
    write_journal(
        tmp_path / "a.toml", "Անի", {"first": form(3), "practice": form(5, name="p"), "final": form(9, name="f")}, lessons=["sales", "gone"]
    )
    report, _ = report_on(tmp_path)
    (learner,) = report.learners
    assert (learner.name, learner.lessons, learner.answers, learner.exact) == ("Անի", 1, 30, 17)
    assert learner.mean == pytest.approx(17 / 30)
    assert learner.skills[LONG].found == 17
    assert learner.skills[LONG].present == 30
    assert learner.skills[LIKES].absent == 30
    assert learner.last_seen == NOW - dt.timedelta(days=1)
    assert learner.first is not None
    assert learner.first.mean == pytest.approx(0.3)
    assert learner.gain == gain_between([1.0] * 3 + [0.0] * 7, [1.0] * 9 + [0.0])
    assert report.gain is not None
    assert (report.gain.low, report.gain.high) == (learner.gain.low, learner.gain.high)
    assert LONG in learner.due or learner.due == ()


def test_a_final_before_the_first_is_no_gain(tmp_path: Path) -> None:
    write_journal(tmp_path / "a.toml", "A", {"final": form(9), "first": form(3, name="f")})
    write_journal(tmp_path / "b.toml", "B", {"first": form(3)[:9]})
    report, _ = report_on(tmp_path)
    assert [learner.gain for learner in report.learners] == [None, None]
    assert report.gain is None


def test_items_are_counted_by_first_answers(tmp_path: Path) -> None:
    again: list[Said] = [("s0", [LONG], [LIKES]), ("s0", [LONG], [LONG]), ("s1", [], [SAME, WRONG]), ("s2", [WRONG], [WRONG])]
    write_journal(tmp_path / "a.toml", "A", {"practice": again})
    write_journal(tmp_path / "b.toml", "B", {"practice": [("s0", [LONG], [LONG]), ("s1", [], [SAME])]})
    report, _ = report_on(tmp_path)
    item = report.items["s0"]
    assert (item.learners, item.right, item.share_right) == (2, 1, 0.5)
    assert item.chosen_wrongly == (LIKES, 1)
    assert item.overlooked == (LONG, 1)
    assert item.mean_overlap == 0.5
    assert item.discrimination is None
    assert report.items["s1"].chosen_wrongly == (SAME, 2)
    assert list(report.items) == ["s1", "s0", "s2"]
    assert report.confusion["clean"]["same-everywhere"] == 2
    assert report.confusion["long-content"] == {"long-content": 2, "like-harvesting": 1} | dict.fromkeys(
        ("deleting-comments", "wrong-audience", "same-everywhere", "clean"), 0
    )


def test_discrimination_is_the_correlation_with_the_rest_score(tmp_path: Path) -> None:
    rng = random.Random(4)
    right: list[float] = []
    rest: list[float] = []
    for number in range(30):
        skill = number / 30
        answers: list[Said] = [(f"s{n}", [LONG], [LONG] if rng.random() < skill else []) for n in range(12)]
        write_journal(tmp_path / f"{number}.toml", f"L{number}", {"practice": answers})
        scores = [float(bool(said)) for _, _, said in answers]
        right.append(scores[0])
        rest.append(statistics.fmean(scores[1:]))
    report, _ = report_on(tmp_path)
    found = report.items["s0"].discrimination
    assert found is not None
    assert found == pytest.approx(statistics.correlation(right, rest), abs=1e-9)
    assert found > 0.2


def test_no_discrimination_where_everybody_is_alike() -> None:
    item = ItemTally(learners=20, right=20, ranked=20, ranked_right=20, rest=10, rest_squared=6, rest_right=10)
    assert item.discrimination is None
    assert ItemTally(learners=20, right=9, ranked=20, ranked_right=9, rest=10, rest_squared=5, rest_right=4.5).discrimination is None


def test_the_gain_of_a_class_has_the_paired_interval() -> None:
    gains = [gain_between([0.4] * 10, [0.4 + step] * 10) for step in (0.0, 0.1, 0.5, 0.55, 0.5, 0.1, 0.3, 0.6, -0.3, 0.2)]
    found = class_gain(gains)
    assert found is not None
    differences = [gain.difference for gain in gains]
    half = 2.262 * statistics.stdev(differences) / 10**0.5
    assert found.difference == pytest.approx(statistics.fmean(differences))
    assert found.low == pytest.approx(found.difference - half)
    assert found.high == pytest.approx(found.difference + half)


def test_learners_alike_by_chance_do_not_make_a_gain_certain() -> None:
    found = class_gain([gain_between([0.5] * 10, [0.6] * 10)] * 3)
    assert found is not None
    assert found.low < 0 < found.high
    assert not found.certain
    assert class_gain([]) is None


@pytest.mark.parametrize(("freedom", "expected"), [(1, 12.706), (30, 2.042), (31, 2.0395), (60, 2.0003), (1000, 1.9623)])
def test_quantiles_of_t(freedom: int, expected: float) -> None:
    assert t95(freedom) == pytest.approx(expected, abs=0.001)


def test_help_goes_by_the_last_answers(tmp_path: Path) -> None:
    missed: list[Said] = [(f"m{n}", [WRONG], []) for n in range(20)]
    found: list[Said] = [(f"f{n}", [WRONG], [WRONG]) for n in range(10)]
    write_journal(tmp_path / "learnt.toml", "Learnt", {"practice": missed + found})
    write_journal(tmp_path / "lost.toml", "Lost", {"practice": found + missed})
    write_journal(tmp_path / "new.toml", "New", {"practice": missed[:4]})
    write_journal(tmp_path / "wolf.toml", "Wolf", {"practice": [(f"c{n}", [], [SAME] if n % 2 else []) for n in range(8)]})
    report, _ = report_on(tmp_path)
    assert [(n.learner.name, n.mistake, n.why, n.count, n.of) for n in report.needs] == [
        ("Lost", WRONG, Why.MISSES, 10, 10),
        ("Wolf", SAME, Why.ALARMS, 4, 8),
    ]


def test_who_has_been_away(tmp_path: Path) -> None:
    for name, days in (("Here", 13), ("Away", 14), ("Long", 90)):
        write_journal(tmp_path / f"{name}.toml", name, {"practice": form(5)}, ago=dt.timedelta(days=days))
    write_journal(tmp_path / "never.toml", "Never", {})
    report, _ = report_on(tmp_path)
    assert [learner.name for learner in report.away] == ["Never", "Long", "Away"]


def test_folders_are_searched_and_each_file_is_read_once(tmp_path: Path) -> None:
    for name in ("b/x.toml", "a.toml", "b/c/y.toml", ".hidden.toml", ".git/z.toml", "a.toml.damaged-2026", "notes.txt"):
        write_journal(tmp_path / "in" / name, name, {})
    (tmp_path / "in" / "again.toml").symlink_to(tmp_path / "in" / "a.toml")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    found = [path.name for path in find_journals([tmp_path / "in", tmp_path / "in" / "a.toml", tmp_path / "in" / "notes.txt"])]
    assert found == ["a.toml", "x.toml", "y.toml", "notes.txt"]


def fingerprint(folder: Path) -> dict[str, tuple[str, int]]:
    """What stands in a folder, to the byte and the moment."""
    return {
        str(path): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()
    }


def test_broken_files_are_named_and_skipped_and_nothing_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "class"
    for number in range(3):
        write_journal(folder / f"{number}.toml", f"L{number}", {"practice": form(5)})
    whole = (folder / "0.toml").read_bytes()
    (folder / "torn.toml").write_bytes(whole[:-40])
    (folder / "broken.toml").write_bytes(whole.replace(b"kind = ", b"kind kind", 1))
    (folder / "newer.toml").write_bytes(whole.replace(b"format = 1", b"format = 7", 1))
    (folder / "settings.toml").write_text('language = "hy"\n', encoding="utf-8")
    (folder / "workshop.toml").write_bytes(b'# A workshop\'s session in SMM Trainer.\nformat = 1\n\n[session]\nname = "x"\n\n')
    (folder / "empty.toml").write_bytes(b"")
    (folder / "latin.toml").write_bytes(whole.replace(b"L0", b"\xff\xfe"))
    (folder / "gone.toml").symlink_to(folder / "nowhere")
    for path in folder.glob("*.lock"):
        path.unlink()
    before = fingerprint(folder)
    report, read = report_on(folder, tmp_path / "no-such-file.toml")
    assert fingerprint(folder) == before
    assert [learner.name for learner in report.learners] == ["L0", "L0", "L1", "L2"]
    torn = next(learner for learner in report.learners if learner.file.endswith("torn.toml"))
    assert torn.answers == 9
    assert {(error.path.name, error.code) for error in read.skipped} == {
        ("broken.toml", "not-toml"),
        ("newer.toml", "newer"),
        ("settings.toml", "not-a-journal"),
        ("empty.toml", "not-a-journal"),
        ("latin.toml", "not-toml"),
        ("gone.toml", "unreadable"),
        ("no-such-file.toml", "unreadable"),
    }
    assert report.skipped == 7
    assert [path.name for path in read.session_logs] == ["workshop.toml"]


def test_several_processes_read_the_same_as_one(tmp_path: Path) -> None:
    rng = random.Random(1)
    for number in range(12):
        answers: list[Said] = [(f"s{n}", rng.sample(MISTAKES, 1), rng.sample(MISTAKES, rng.randrange(3))) for n in range(6)]
        write_journal(tmp_path / f"{number:02}.toml", f"L{number}", {"practice": answers})
    (tmp_path / "05x.toml").write_text("no", encoding="utf-8")
    (one, read_one), (three, read_three) = report_on(tmp_path), report_on(tmp_path, helpers=3)
    assert one.learners == three.learners
    assert one.confusion == three.confusion
    assert [(e.code, e.path, e.line) for e in read_one.skipped] == [(e.code, e.path, e.line) for e in read_three.skipped]
    assert set(one.items) == set(three.items)
    for id, item in one.items.items():
        other = three.items[id]
        assert (item.learners, item.right, item.wrongly, item.missed) == (other.learners, other.right, other.wrongly, other.missed)
        assert item.rest_squared == pytest.approx(other.rest_squared)


def test_an_anonymous_report_has_no_name_no_file_no_time_and_no_order(tmp_path: Path) -> None:
    for number in range(30):
        write_journal(tmp_path / f"{number:02}.toml", f"Name {number:02}", {"practice": form(number % 11)})
    orders = []
    for seed in (1, 2):
        report, _ = report_on(tmp_path, shuffle=random.Random(seed))
        assert [learner.name for learner in report.learners] == [f"Learner {number}" for number in range(1, 31)]
        assert all(not learner.file and learner.last_seen is not None and learner.last_seen.hour == 0 for learner in report.learners)
        orders.append([learner.exact for learner in report.learners])
    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1])


def test_a_name_is_only_a_name(tmp_path: Path) -> None:
    write_journal(tmp_path / "a.toml", "A\x1b[2J\u202eB\n" + "x" * 200, {})
    write_journal(tmp_path / "b.toml", "", {})
    report, _ = report_on(tmp_path)
    names = {learner.name for learner in report.learners}
    assert all(name.isprintable() and len(name) <= 80 for name in names)
    assert any(name.startswith("A[2JB x") for name in names)
    assert any(name.endswith("b.toml") for name in names)


def test_mistakes_by_name(tmp_path: Path) -> None:
    """A key that this version does not know is somebody else's event; the rest counts."""
    path = write_journal(tmp_path / "a.toml", "A", {"practice": form(5)})
    text = path.read_text(encoding="utf-8").replace('"long-content"', '"something-new"', 2)
    path.write_text(text, encoding="utf-8")
    report, _ = report_on(path)
    assert report.answers == 9
    assert set(report.skills) == set(Mistake)


@pytest.mark.parametrize(
    ("old", "new", "answers"),
    [
        ("score = 1.0", "score = nan", 5),
        ("score = 1.0", "score = 1e300", 5),
        ("overlap = 0.5", "overlap = inf", 0),
        ("at = 2026-11-22", "at = 9999-12-31", 10),
        ("at = 2026", "at = 0001", 10),
        ("confidence = 2", 'confidence = "two"', 0),
        ('mode = "practice"', 'mode = ["practice"]', 10),
        ("scenarios = [", "scenarios = 7\nx = [", 10),
        ('name = "Odd"', "name = 5", 10),
    ],
)
def test_what_no_program_of_ours_has_written_costs_nobody_else_their_report(
    tmp_path: Path, old: str, new: str, answers: int | None
) -> None:
    write_journal(tmp_path / "good.toml", "Good", {"practice": form(5)})
    path = write_journal(tmp_path / "odd.toml", "Odd", {"practice": form(5)})
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    report, read = report_on(tmp_path)
    found = [learner.answers for learner in report.learners if learner.name != "Good"]
    assert [learner.answers for learner in report.learners if learner.name == "Good"] == [10]
    assert found == ([] if answers is None else [answers])
    assert [error.code for error in read.skipped] == (["odd"] if answers is None else [])
