"""``smm-trainer workshop`` in a real pseudo-terminal: killed in the middle of a vote and taken up again; what can go wrong before it."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
import time
from pathlib import Path

import pytest

from smm_trainer.cli import main
from smm_trainer.course.mistakes import Mistake
from smm_trainer.workshop.happenings import Phase
from smm_trainer.workshop.log import SessionLog, session_in
from tests.browser import chromium, find_chromium
from tests.terminal import Terminal
from tests.workshop.serving import Phone, free_port, new_http

posix = pytest.mark.skipif(not hasattr(signal, "SIGWINCH"), reason="needs a POSIX terminal")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"SMM_TRAINER_CONFIG": str(tmp_path / "config"), "SMM_TRAINER_PROGRESS": str(tmp_path / "p.toml"), "LC_ALL": "en_GB.UTF-8"}


def to_first_vote(terminal: Terminal) -> None:
    """From the lobby to an open vote."""
    terminal.until("Begin with")
    time.sleep(1)
    terminal.press("enter")
    terminal.until("Open the first vote")
    time.sleep(1)
    terminal.press("enter")
    terminal.until("Close the vote")


@posix
async def test_kill_9_in_the_middle_of_a_vote(environment: dict[str, str], tmp_path: Path) -> None:
    port = free_port()
    options = ["workshop", "--port", str(port), "--seconds", "20"]
    https = [new_http() for _ in range(20)]
    phones = [Phone(port, http) for http in https]
    loop = asyncio.get_running_loop()
    with Terminal([*options, "--scenarios", "raffle-friday", "very-clean-page"], environment) as terminal:
        terminal.until("Begin with")
        path = next((tmp_path / "workshops").glob("*.toml"))
        code = session_in(SessionLog(path))[0].began.code
        assert {(await phone.join(f"p{number}", code)).status for number, phone in enumerate(phones)} == {200}
        await loop.run_in_executor(None, to_first_vote, terminal)
        votes = [asyncio.create_task(phone.vote("like-harvesting")) for phone in phones]
        await asyncio.wait(votes, return_when=asyncio.FIRST_COMPLETED)
        terminal.kill(signal.SIGKILL)
        terminal.wait()
        answers = await asyncio.gather(*votes, return_exceptions=True)
    accepted = sum(not isinstance(answer, BaseException) and answer.status == 200 for answer in answers)
    assert accepted >= 1
    assert len(session_in(SessionLog(path))[0].rounds[(0, Phase.FIRST)].votes) >= accepted
    with Terminal(["workshop", "--resume", str(path)], environment) as terminal:
        await loop.run_in_executor(None, terminal.until, "Close the vote")
        # On the same port as before, with the countdown stopped; everybody is still who they were.
        for phone in phones:
            state = (await phone.get("/state")).body
            assert (state["phase"], state["open"], state["left"]) == ("first", True, None)
            assert (await phone.vote("like-harvesting")).status == 200
        await loop.run_in_executor(None, terminal.until, "20 / 20")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
        assert b"workshop --resume" in terminal.raw
    votes_now = session_in(SessionLog(path))[0].rounds[(0, Phase.FIRST)].votes
    assert [vote.mistakes for vote in votes_now.values()] == [frozenset({Mistake.LIKE_HARVESTING})] * 20
    for http in https:
        await http.close()


@posix
@pytest.mark.skipif(find_chromium() is None, reason="no chromium on this machine; install it to test the voting page")
async def test_a_phone_finds_back_by_itself_after_kill_9(environment: dict[str, str], tmp_path: Path) -> None:
    port = free_port()
    loop = asyncio.get_running_loop()
    async with chromium(tmp_path / "chromium") as browser:
        with Terminal(["workshop", "--port", str(port), "--scenarios", "raffle-friday"], environment) as terminal:
            terminal.until("Begin with")
            path = next((tmp_path / "workshops").glob("*.toml"))
            code = session_in(SessionLog(path))[0].began.code
            tab = await browser.phone()
            await tab.go(f"http://127.0.0.1:{port}/{code}")
            await tab.tap("button.main")
            await tab.until("You are in")
            await loop.run_in_executor(None, to_first_vote, terminal)
            await tab.tap("input[value='like-harvesting']")
            await tab.tap("input[name='confidence'][value='2']")
            await tab.tap("#cast")
            await tab.until("Your vote is in")
            terminal.kill(signal.SIGKILL)
            terminal.wait()
        await tab.until("No connection")
        await tab.tap("input[value='wrong-audience']")
        with Terminal(["workshop", "--resume", str(path)], environment) as terminal:
            await loop.run_in_executor(None, terminal.until, "Close the vote")
            await tab.until("Your vote is in")
            for _ in range(100):
                vote = next(iter(session_in(SessionLog(path))[0].rounds[(0, Phase.FIRST)].votes.values()))
                if vote.number == 2:
                    break
                await asyncio.sleep(0.1)
            assert vote.mistakes == {Mistake.LIKE_HARVESTING, Mistake.WRONG_AUDIENCE}


@posix
def test_nonsense_on_the_port_is_not_seen_on_the_wall(environment: dict[str, str]) -> None:
    port = free_port()
    with Terminal(["workshop", "--port", str(port)], environment) as terminal:
        terminal.until("Begin with")
        before = terminal.text
        for nonsense in (
            b"\x16\x03\x01" + bytes(300),
            b"GET / HTTP/9.9\r\n\r\n",
            b"x" * 100_000,
            b"POST /join HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        ):
            with socket.create_connection(("127.0.0.1", port)) as wire:
                wire.settimeout(0.5)
                try:
                    wire.sendall(nonsense)
                    wire.recv(1_000)
                except OSError:
                    pass
        time.sleep(0.5)
        terminal.press("f5", "f5")
        terminal.until("Begin with")
        assert terminal.text == before


@posix
def test_a_port_that_is_taken(environment: dict[str, str], tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with Terminal(["workshop", "--port", str(taken.getsockname()[1])], environment, (200, 24)) as terminal:
            assert terminal.wait() == 1
            assert b"choose another --port" in terminal.raw
            assert b"Traceback" not in terminal.raw
    # A session that never began is not left behind.
    assert list((tmp_path / "workshops").iterdir()) == []


@posix
def test_without_a_network_nothing_listens(environment: dict[str, str]) -> None:
    port = free_port()
    with Terminal(["workshop", "--no-network", "--port", str(port)], environment) as terminal:
        terminal.until("By a show of hands")
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
        terminal.press("ctrl+q")
        assert terminal.wait() == 0


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--bind", "evil.example"], 2, "numeric address"),
        (["--port", "0"], 2, "--port"),
        (["--port", "70000"], 2, "--port"),
        (["--seconds", "-1"], 2, "--seconds"),
        (["--minutes", "50"], 2, "--minutes"),
        (["--form", "a", "--mistake", "long-content"], 2, "not allowed with"),
        ([], 2, "the wall needs a terminal"),
    ],
)
def test_wrong_usage(arguments: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "workshop", *arguments]) == status
    assert said in capsys.readouterr().err


@posix
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--scenarios", "nothing-such"], b"nothing-such"),
        (["--form", "zz"], b"the forms are"),
        (["--resume", "absent/absent.toml"], b"there is no session"),
    ],
)
def test_what_is_not_there(environment: dict[str, str], arguments: list[str], said: bytes) -> None:
    with Terminal(["workshop", *arguments], environment, (200, 24)) as terminal:
        assert terminal.wait() == 1
        assert said in terminal.raw
        assert b"Traceback" not in terminal.raw
    assert not Path("absent").exists()


@posix
def test_without_aiohttp_a_sentence(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "hidden" / "aiohttp").mkdir(parents=True)
    (tmp_path / "hidden" / "aiohttp" / "__init__.py").write_text("raise ModuleNotFoundError('aiohttp')", encoding="utf-8")
    path = f"{tmp_path / 'hidden'}:{':'.join(sys.path)}"
    with Terminal(["workshop"], {**environment, "PYTHONPATH": path}, (200, 24)) as terminal:
        assert terminal.wait() == 1
        assert b"pip install aiohttp segno" in terminal.raw
