"""The app served to a class, spoken to as a browser would: who comes in, whose journal is whose, what ends with a tab."""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="needs the extra `serve`")

from aiohttp import ClientResponse, WSMsgType, WSServerHandshakeError

from smm_trainer.progress.journal import Journal
from smm_trainer.serving.guard import GUESSES, Guesses, access_code, host_is_ours, is_loopback, origin_is_ours, same_code
from smm_trainer.serving.learners import Learners, new_code, plain_code
from smm_trainer.serving.session import size_of
from tests.serving.a_class import ACCESS, PATIENCE, Class, all_ended, press, read_until
from tests.test_cli import one_sentence, run


async def test_two_learners_at_once_each_with_a_journal_and_both_resume(served: Class) -> None:
    codes = []
    for name in ("Ani", "Karen"):
        async with served.browser() as browser:
            codes.append(await served.enrol(browser))
            socket = await served.open(browser)
            await read_until(socket, "Begin")
            # The welcome: down to "begin and give a name", type it.
            await press(socket, "\x1b[B")
            await press(socket, "\r")
            await read_until(socket, "call you")
            await press(socket, name)
            await press(socket, "\r")
            await read_until(socket, name)
            await socket.close()
    await all_ended(served)
    journals = sorted(served.folder.glob("*/progress.toml"))
    assert len(journals) == 2
    assert {Journal(path).look().learner for path in journals} == {"Ani", "Karen"}
    for code, name in zip(codes, ("Ani", "Karen"), strict=True):
        async with served.browser() as browser:
            async with browser.post(
                f"{served.base}/enter", data={"resume": f" {code.lower().replace('-', ' ')} "}, allow_redirects=False
            ) as response:
                assert (response.status, response.headers["Location"]) == (303, "/app")
            socket = await served.open(browser)
            assert name in await read_until(socket, "Lessons")
            await socket.close()
    assert not any(code.replace("-", "") in str(path) for code in codes for path in served.folder.rglob("*"))


async def test_the_process_of_a_closed_tab_ends(served: Class) -> None:
    async with served.browser() as browser:
        await served.enrol(browser)
        socket = await served.open(browser)
        await read_until(socket, "Begin")
        (session,) = served.server.sessions
        pid = session.pid
        await socket.close()
        await all_ended(served)
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        # And the app's own end closes the tab's connection.
        socket = await served.open(browser)
        await read_until(socket, "Begin")
        await press(socket, "\x11")
        async with asyncio.timeout(PATIENCE):
            while not socket.closed:
                await socket.receive()
        await all_ended(served)


async def test_strangers_are_turned_away(served: Class) -> None:
    async with served.browser() as stranger:
        with pytest.raises(WSServerHandshakeError) as refused:
            await served.open(stranger)
        assert refused.value.status == 403
        async with stranger.get(f"{served.base}/app", allow_redirects=False) as response:
            assert response.headers["Location"] == "/"
    async with served.browser() as browser:
        await served.enrol(browser)
        for origin in ("http://evil.example", f"https://127.0.0.1:{(served.http.port or 0) + 1}", "null"):
            with pytest.raises(WSServerHandshakeError) as refused:
                await served.open(browser, origin)
            assert refused.value.status == 403
        async with browser.post(f"{served.base}/enter", data={"access": ACCESS}, headers={"Origin": "http://evil.example"}) as response:
            assert response.status == 403
        async with browser.get(f"{served.base}/", headers={"Host": "evil.example"}) as response:
            assert response.status == 421
    assert not served.server.sessions


async def test_guesses_run_out(served: Class) -> None:
    async with served.browser() as guesser:
        for number in range(GUESSES):
            async with guesser.post(f"{served.base}/enter", data={"access" if number % 2 else "resume": f"{number:06}"}) as response:
                assert response.status == 403
                assert "not right" in await response.text()
        async with guesser.post(f"{served.base}/enter", data={"access": ACCESS}) as response:
            assert response.status == 429
            assert not response.cookies


async def test_one_more_than_there_are_places_waits(served: Class) -> None:
    async with served.browser() as one, served.browser() as two, served.browser() as three:
        sockets = []
        for browser in (one, two):
            await served.enrol(browser)
            sockets.append(await served.open(browser))
            await read_until(sockets[-1], "Begin")
        await served.enrol(three)
        async with three.get(f"{served.base}/app") as response:
            assert response.status == 503
            text = await response.text()
            assert "All 2 places are taken" in text
            assert 'http-equiv="refresh"' in text
        with pytest.raises(WSServerHandshakeError) as refused:
            await served.open(three)
        assert refused.value.status == 503
        await sockets[0].close()
        await all_ended(served, 1)
        async with three.get(f"{served.base}/app") as response:
            assert response.status == 200
            assert 'id="terminal"' in await response.text()
        await sockets[1].close()


async def status_of(response: ClientResponse) -> int:
    return response.status


async def test_nothing_is_listed_and_nothing_comes_from_elsewhere(served: Class) -> None:
    async with served.browser() as browser:
        for path in (
            "/static/",
            "/static/js/",
            "/static/js",
            "/static/fonts/",
            "/static/../server.py",
            "/static/%2e%2e/server.py",
            "/static/..%2fserver.py",
            "/static/FONTS.txt",
            "/download/x",
            "/progress.toml",
        ):
            async with browser.get(served.base + path) as response:
                assert response.status in (403, 404), path
        async with browser.get(f"{served.base}/static/textual.js") as response:
            assert response.status == 200
        await served.enrol(browser)
        for path in ("/app", "/"):
            async with browser.get(served.base + path) as response:
                page = await response.text()
                assert not re.findall(r'(?:src|href)="https?://', page)
                assert response.headers["X-Frame-Options"] == "DENY"
        cookie = next(iter(browser.cookie_jar))
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"


async def test_messages_that_make_no_sense_are_passed_over(served: Class) -> None:
    async with served.browser() as browser:
        await served.enrol(browser)
        socket = await served.open(browser)
        await read_until(socket, "Begin")
        for nonsense in (
            "",
            "{",
            "[]",
            "5",
            '["stdin"]',
            '["stdin", 5]',
            '["resize", {"width": "x", "height": 1e9}]',
            '["resize", []]',
            "[[]]",
        ):
            await socket.send_str(nonsense)
        await socket.send_bytes(b"\x00\xff")
        await socket.send_json(["ping", "here"])
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await socket.receive()
                if message.type is WSMsgType.TEXT and message.json() == ["pong", "here"]:
                    break
        await socket.close()


def test_codes() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", code) for code in codes)
    assert plain_code("abcd efgh-jkmn") == "ABCDEFGHJKMN"
    assert [plain_code(typed) for typed in ("", "ABCD", "ABCD-EFGH-JKM0", "../../etc/passwd", "A" * 1000)] == [""] * 5
    assert re.fullmatch(r"\d{6}", access_code())
    assert same_code(" 135790 ", ACCESS)
    assert not same_code("135791", ACCESS)
    assert not same_code("１３５７９０", ACCESS)


def test_learners_are_told_apart(tmp_path: Path) -> None:
    learners = Learners(tmp_path)
    one, two = learners.enrol(), learners.enrol()
    assert learners.find(one) != learners.find(two)
    assert learners.find(one.lower()) == learners.find(one)
    assert learners.find(new_code()) is None
    assert learners.find("") is None


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("127.0.0.1:8000", True),
        ("localhost:8000", True),
        ("192.168.1.7", True),
        ("[::1]:80", True),
        ("evil.example:8000", False),
        ("", False),
    ],
)
def test_hosts(host: str, ours: bool) -> None:
    assert host_is_ours(host) is ours


def test_names_that_the_machine_has_besides() -> None:
    assert host_is_ours("class.example:443", ["class.example"])
    assert host_is_ours("CLASS.example", ["class.example"])
    assert not host_is_ours("evil.class.example", ["class.example"])
    assert not host_is_ours("[::1", ["class.example"])


def test_origins() -> None:
    assert origin_is_ours("http://127.0.0.1:8000", "127.0.0.1:8000")
    assert origin_is_ours("https://class.example", "Class.example")
    for origin in (
        None,
        "",
        "null",
        "http://evil.example",
        "http://127.0.0.1:8001",
        "http://127.0.0.1:8000/",
        "ftp://127.0.0.1:8000",
        "http://[::1",
    ):
        assert not origin_is_ours(origin, "127.0.0.1:8000")


def test_guesses_are_forgotten_in_time() -> None:
    now = [0.0]
    guesses = Guesses(lambda: now[0])
    for _ in range(GUESSES):
        guesses.wrong("a")
    assert guesses.too_many("a")
    assert not guesses.too_many("b")
    now[0] = 61.0
    assert not guesses.too_many("a")


def test_sizes_and_addresses() -> None:
    assert size_of("120", 40) == (120, 40)
    assert size_of(None, "x") == (80, 24)
    assert size_of("999999999", -5) == (500, 1)
    assert [is_loopback(bind) for bind in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "192.168.0.2")] == [True, True, True, False, False]


def test_a_port_that_cannot_be_had(tmp_path: Path) -> None:
    done = run("--lang", "en", "serve", "--port", "99999", "--class", tmp_path / "c")
    assert done.returncode == 1
    assert "cannot be served" in one_sentence(done.stderr)
    assert done.stdout == ""
