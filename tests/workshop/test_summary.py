"""The report of a session: what it adds up to, and whom it names."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from smm_trainer.cli import main
from smm_trainer.workshop.happenings import Joined
from smm_trainer.workshop.log import SessionLog
from tests.conftest import NOW
from tests.ui.walls import until
from tests.workshop.serving import new_session


@pytest.fixture
def session(tmp_path: Path) -> Path:
    log, _ = new_session(tmp_path / "s.toml", lambda: NOW)
    # One of the twelve has agreed, and one without a name.
    people = [replace(what, agrees=what.who in ("1", "10")) if isinstance(what, Joined) else what for what in until("end")]
    log.record(people)
    log.close()
    return log.path


def test_as_json(session: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = session.read_bytes()
    assert main(["workshop", "--report", str(session), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert session.read_bytes() == before
    first = report["scenarios"][0]
    assert (first["id"], first["key"]) == ("raffle-friday", ["like-harvesting"])
    assert (first["first"]["votes"], first["first"]["exact"], first["second"]["exact"]) == (11, 3, 9)
    assert first["gain"] == 0.75
    assert first["first"]["said"]["clean"] == 2
    assert report["people"] == 12
    assert report["confused"][0] == {"truth": "clean", "said": "long-content", "count": 1}
    assert report["participants"] == [{"name": "Դավիթ", "answered": 1, "exact": 1}]
    assert "Անի" not in json.dumps(report, ensure_ascii=False)


@pytest.mark.parametrize("language", ["hy", "en"])
def test_in_words(session: Path, capsys: pytest.CaptureFixture[str], language: str) -> None:
    assert main(["--lang", language, "workshop", "--report", str(session)]) == 0
    out = capsys.readouterr().out
    assert "27 %" in out
    assert "82 %" in out
    assert ("0.75" if language == "en" else "0,75") in out
    assert ("Դավիթ: 1/1" if language == "en" else "Դավիթ՝ 1/1") in out


def test_no_session(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.toml").write_text("format = 1\n", encoding="utf-8")
    for name in ("x.toml", "absent.toml"):
        assert main(["--lang", "en", "workshop", "--report", str(tmp_path / name)]) == 1
        assert "there is no session in this file" in capsys.readouterr().err
    assert not (tmp_path / "absent.toml").exists()


def test_a_log_is_not_opened_twice(session: Path) -> None:
    log = SessionLog(session)
    log.resume()
    # Looking at it is allowed while it runs.
    assert main(["--lang", "en", "workshop", "--report", str(session)]) == 0
    log.close()
