"""The app served to a class where somebody means harm: refused with the right status, nobody else the worse for it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="needs the extra `serve`")

from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType, WSServerHandshakeError

from smm_trainer.network import door
from smm_trainer.serving.guard import GUESSES
from smm_trainer.serving.learners import Learners
from smm_trainer.serving.places import NoPlaceError, Places, TakenOverError
from smm_trainer.serving.session import Ending
from tests.serving.a_class import ACCESS, PATIENCE, Class, all_ended, press, read_until
from tests.workshop.serving import free_port


async def closed_with(socket: ClientWebSocketResponse) -> int | None:
    """Wait until the server hangs up; returns its code."""
    async with asyncio.timeout(PATIENCE):
        while not socket.closed:
            await socket.receive()
    return socket.close_code


async def answer(served: Class, *lines: str, body: bytes = b"") -> bytes:
    """What the server says to bytes that no browser would send; empty where it hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", served.http.port)
    try:
        writer.write("".join(f"{line}\r\n" for line in (*lines, "")).encode("latin-1") + body)
        await writer.drain()
        return await asyncio.wait_for(reader.read(2_000), PATIENCE)
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def is_well(served: Class) -> bool:
    """Whether a learner can come in as ever."""
    async with served.browser() as browser:
        await served.enrol(browser)
        socket = await served.open(browser)
        await read_until(socket, "Begin")
        await socket.close()
    await all_ended(served)
    return served.complaints == []


async def test_bytes_that_no_browser_would_send(served: Class) -> None:
    host = f"Host: 127.0.0.1:{served.http.port}"
    close = "Connection: close"
    for path in (
        "/static/../../etc/passwd",
        "/static/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/static/..%5c..%5cx",
        "/static/%00",
        "//etc/passwd",
    ):
        assert (await answer(served, f"GET {path} HTTP/1.1", host, close)).startswith(b"HTTP/1.1 404"), path
    for others in ("Host: evil.example", "Host: [::1", "Host: "):
        assert (await answer(served, "GET / HTTP/1.1", others, close)).startswith(b"HTTP/1.1 421"), others
    assert (await answer(served, "GET http://evil.example/ HTTP/1.1", host, close)).split()[1] in (b"421", b"400")
    assert (await answer(served, "GET / HTTP/1.1", close)).split()[1] == b"400"
    for huge in ("GET /" + "a" * 100_000 + " HTTP/1.1", "GET / HTTP/1.1\r\nX: " + "a" * 1_000_000, "G" * 1_000_000):
        assert (await answer(served, huge, host, close))[:12] in (b"", b"HTTP/1.0 400", b"HTTP/1.1 400"), huge[:20]
    both = ("POST /enter HTTP/1.1", host, "Content-Length: 5", "Transfer-Encoding: chunked")
    assert (await answer(served, *both, body=b"0\r\n\r\nGET")).split()[1] == b"400"
    assert await is_well(served)


async def test_forms_that_are_none(served: Class) -> None:
    form = "application/x-www-form-urlencoded"
    async with served.browser() as browser:
        for body, kind, status in (
            (b"access=" + b"1" * 10_000_000, form, 413),
            (b'{"access": "135790"}', "application/json", 415),
            (b"access=1", f"{form}; charset=nonsense", 400),
            (b"access=%ff%fe&resume=%00", form, 403),
            (b"resume=..%2F..%2Fetc%2Fpasswd", form, 403),
            (b"", form, 403),
        ):
            async with browser.post(f"{served.base}/enter", data=body, headers={"Content-Type": kind}, allow_redirects=False) as response:
                assert response.status == status, body[:30]
                assert "SMM Trainer" in await response.text()
                assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert not served.folder.exists()
    assert await is_well(served)


async def test_forged_cookies(served: Class) -> None:
    name = Learners(served.folder).cookie
    async with served.browser() as browser:
        code = await served.enrol(browser)
    other = code[:-1] + ("A" if code[-1] != "A" else "B")
    for forged in (other, "../../" + "x" * 6, f"{code}/..", '"\\"', ";;;", "ÿ", ""):
        async with (
            ClientSession() as stranger,
            stranger.get(f"{served.base}/app", headers={"Cookie": f"{name}={forged}"}, allow_redirects=False) as response,
        ):
            assert (response.status, response.headers["Location"]) == (303, "/"), forged
    # A class on another port of this machine has another cookie: neither takes the other's away.
    assert Learners(served.folder / "other").cookie != name


async def test_many_sessions_with_one_cookie_are_one(served: Class) -> None:
    async with served.browser() as browser, served.browser() as neighbour:
        await served.enrol(browser)

        async def open_one() -> ClientWebSocketResponse | int:
            try:
                return await served.open(browser)
            except WSServerHandshakeError as refused:
                return refused.status

        opened = await asyncio.gather(*(open_one() for _ in range(30)))
        sockets = [each for each in opened if not isinstance(each, int)]
        assert {each for each in opened if isinstance(each, int)} == {429}
        assert len(sockets) <= 10
        # One has the app; all others are told why they have not.
        reading = [asyncio.create_task(closed_with(socket)) for socket in sockets]
        async with asyncio.timeout(PATIENCE):
            while sum(task.done() for task in reading) < len(reading) - 1:
                await asyncio.sleep(0.02)
        assert {task.result() for task in reading if task.done()} == {Ending.TAKEN_OVER}
        assert len(served.server.sessions) == len(served.server.places) == 1
        async with browser.get(f"{served.base}/app") as response:
            assert response.status == 429
            assert 'http-equiv="refresh"' in await response.text()
        # Whoever sits beside them comes in as ever.
        await served.enrol(neighbour)
        socket = await served.open(neighbour)
        await read_until(socket, "Begin")
        await socket.close()
        await next(socket for socket, task in zip(sockets, reading, strict=True) if not task.done()).send_json(["stdin", "\x11"])
        await asyncio.gather(*reading)
    await all_ended(served)


async def test_a_reload_finds_its_place_where_all_are_taken(served: Class) -> None:
    async with served.browser() as one, served.browser() as two:
        for browser in (one, two):
            await served.enrol(browser)
        first, other = await served.open(one), await served.open(two)
        await read_until(first, "Begin")
        await read_until(other, "Begin")
        leaving = asyncio.create_task(closed_with(first))
        again = await served.open(one)
        await read_until(again, "Begin")
        assert await leaving == Ending.TAKEN_OVER
        for socket in (again, other):
            await socket.close()
    await all_ended(served)


async def test_an_app_that_is_killed_says_so_to_its_tab(served: Class) -> None:
    async with served.browser() as browser:
        await served.enrol(browser)
        socket = await served.open(browser)
        await read_until(socket, "Begin")
        (session,) = served.server.sessions
        os.kill(session.pid, signal.SIGKILL)
        assert await closed_with(socket) == Ending.STOPPED
    await all_ended(served)
    assert len(served.complaints) == 1


async def test_floods_of_messages_and_messages_too_large(served: Class) -> None:
    async with served.browser() as browser, served.browser() as neighbour:
        await served.enrol(browser)
        await served.enrol(neighbour)
        flood = await served.open(browser)
        await read_until(flood, "Begin")
        for _ in range(20_000):
            await flood.send_str('["stdin", "\\u001b[A"]')
        socket = await served.open(neighbour)
        await read_until(socket, "Begin")
        await press(socket, "\x1b[B")
        await read_until(socket, "▸")
        for nonsense in ("[" * 60_000, '["stdin", "\\ud800\\u0000"]', '["resize", {"width": true, "height": null}]', '["open_url", "x"]'):
            await socket.send_str(nonsense)
        await socket.send_json(["ping", "here"])
        async with asyncio.timeout(PATIENCE):
            while (message := await socket.receive()).type is not WSMsgType.TEXT:
                continue
        assert message.json() == ["pong", "here"]
        await socket.send_str("x" * 100_000)
        assert await closed_with(socket) in (1006, 1009)
        await flood.close()
    await all_ended(served)
    async with served.browser() as browser:
        await served.enrol(browser)
        # What is small only while it is packed.
        url = f"{served.base}/ws"
        socket = await browser.ws_connect(url, headers={"Origin": served.base}, compress=15)
        await read_until(socket, "Begin")
        await socket.send_str("x" * 10_000_000)
        assert await closed_with(socket) in (1006, 1009)
    await all_ended(served)


async def test_an_address_cannot_be_made_up(served: Class) -> None:
    async with served.browser() as guesser:
        statuses = []
        for number in range(GUESSES + 2):
            made_up = {"X-Forwarded-For": f"10.0.0.{number}", "Forwarded": f"for=10.0.0.{number}"}
            async with guesser.post(f"{served.base}/enter", data={"access": "000000"}, headers=made_up) as response:
                statuses.append(response.status)
    assert statuses == [403] * GUESSES + [429] * 2


async def test_a_class_is_full_some_time(tmp_path: Path) -> None:
    served = Class(tmp_path / "class", 2, learners=3)
    await served.http.start_server()
    for _ in range(3):
        async with served.browser() as browser:
            await served.enrol(browser)
    async with served.browser() as browser, browser.post(f"{served.base}/enter", data={"access": ACCESS}) as response:
        assert response.status == 503
        assert "The class is full" in await response.text()
    assert len(list(served.folder.iterdir())) == 3
    await served.http.close()


async def test_a_class_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "class").write_text("", encoding="utf-8")
    served = Class(tmp_path / "class", 2)
    await served.http.start_server()
    async with served.browser() as browser, browser.post(f"{served.base}/enter", data={"access": ACCESS}) as response:
        assert response.status == 503
        assert "could not be made" in await response.text()
    assert len(served.complaints) == 1
    await served.http.close()


async def test_certificates_are_shown_to_their_learner_alone(served: Class) -> None:
    async with served.browser() as browser, served.browser() as other:
        code = await served.enrol(browser)
        await served.enrol(other)
        place = Learners(served.folder).find(code)
        assert place is not None
        async with browser.get(f"{served.base}/certificate") as response:
            assert response.status == 404
        (place / "certificate.html").write_text("<script>alert(1)</script>Ani", encoding="utf-8")
        async with browser.get(f"{served.base}/certificate") as response:
            assert "Ani" in await response.text()
            policy = response.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "sandbox" in policy
        async with other.get(f"{served.base}/certificate") as response:
            assert response.status == 404


async def test_another_name_and_a_proxy_before_it(served: Class) -> None:
    async with served.browser() as browser:
        proxied = {"Host": "class.example", "Origin": "https://class.example"}
        async with browser.post(f"{served.base}/enter", data={"access": ACCESS}, headers=proxied, allow_redirects=False) as response:
            assert response.status == 303
            assert "Secure" in response.headers["Set-Cookie"]
            cookie = response.headers["Set-Cookie"].partition(";")[0]
    async with ClientSession(cookie_jar=CookieJar()) as browser:
        socket = await browser.ws_connect(f"{served.base}/ws", headers={**proxied, "Cookie": cookie})
        await read_until(socket, "Begin")
        await socket.close()
    await all_ended(served)


async def test_leaving_a_browser_to_somebody_else(served: Class) -> None:
    async with served.browser() as browser:
        code = await served.enrol(browser)
        async with browser.get(f"{served.base}/code") as response:
            assert code in await response.text()
        async with browser.post(f"{served.base}/leave", headers={"Origin": "http://evil.example"}) as response:
            assert response.status == 403
        async with browser.get(f"{served.base}/code") as response:
            assert code in await response.text()
        async with browser.post(f"{served.base}/leave", headers={"Origin": served.base}) as response:
            assert code not in await response.text()
        assert not list(browser.cookie_jar)


async def test_connections_on_which_nothing_is_asked(tmp_path: Path) -> None:
    """Started by hand: what is said on standard error is said to whoever serves."""
    port = free_port()
    options = ["--class", str(tmp_path / "class"), "--port", str(port), "--access-code", ACCESS]
    command = ["--lang", "en", "serve", *options]
    script = f"from smm_trainer.network import door; door.SILENCE = 0.5; from smm_trainer.cli import main; main({command!r})"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    await asyncio.wait_for(process.stdout.readline(), PATIENCE)
    half = [await asyncio.open_connection("127.0.0.1", port) for _ in range(door.CONNECTIONS_EACH)]
    for _, writer in half:
        writer.write(b"GET / HTTP/1.1\r\nHo")
    ended = await asyncio.wait_for(asyncio.gather(*(reader.read() for reader, _ in half), return_exceptions=True), PATIENCE)
    assert {each for each in ended if isinstance(each, bytes)} <= {b""}
    async with ClientSession() as browser, browser.get(f"http://127.0.0.1:{port}/") as response:
        assert response.status == 200
    _, nonsense = await asyncio.open_connection("127.0.0.1", port)
    nonsense.write(b"\x1b]0;nonsense\x07 / HTTP/9\r\n\r\n")
    await nonsense.drain()
    process.send_signal(signal.SIGTERM)
    _, said = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert said == b""
    assert process.returncode == 0


async def test_places() -> None:
    places = Places(1)
    gave_way = asyncio.Event()

    async def give_way() -> None:
        gave_way.set()

    async def never() -> None:
        raise AssertionError("nobody came")

    async with places.taken(Path("one"), give_way):
        assert places.room_for(Path("one"))
        assert not places.room_for(Path("two"))
        with pytest.raises(NoPlaceError):
            async with places.taken(Path("two"), never):
                pass

        async def again() -> str:
            try:
                async with places.taken(Path("one"), give_way):
                    return "in"
            except TakenOverError:
                return "taken over"

        second, third = asyncio.create_task(again()), asyncio.create_task(again())
        await asyncio.wait_for(gave_way.wait(), PATIENCE)
        await asyncio.sleep(0)
        assert not second.done()
    assert [await second, await third] == ["taken over", "in"]
    assert len(places) == 0
