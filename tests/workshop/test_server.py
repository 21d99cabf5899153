"""The server: what it does for phones, and what it does not do for anybody else. Whatever is refused, the session is unharmed."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.network.address import hosts, reachable, url
from smm_trainer.network.door import CONNECTIONS_EACH
from smm_trainer.network.rate import KEPT, Rate, address_key
from smm_trainer.progress.clock import utc_now
from smm_trainer.progress.errors import JournalError
from smm_trainer.workshop.happenings import VOTES, Closed, Moved, Phase, Timed, Voted
from smm_trainer.workshop.host import Host
from smm_trainer.workshop.log import SessionLog, happening_of, session_in
from smm_trainer.workshop.server import PER_ADDRESS
from tests.workshop.serving import CODE, MATERIAL, PROGRAMME, QUESTIONS, SCENARIOS, Phone, free_port, new_http, served, to_vote


class Hall:
    """A served session and ways into it."""

    def __init__(self, host: Host, port: int, path: Path) -> None:
        self.host, self.port, self.path = host, port, path
        self._open: list[aiohttp.ClientSession] = []

    def phone(self) -> Phone:
        """Another phone."""
        self._open.append(new_http())
        return Phone(self.port, self._open[-1])

    async def joined(self, name: str = "Ani") -> Phone:
        """A phone that has come in."""
        phone = self.phone()
        assert (await phone.join(name)).status == 200
        return phone

    async def close(self) -> None:
        """Switch all phones off."""
        for http in self._open:
            await http.close()


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    port = free_port()
    async with served(tmp_path / "s.toml", port) as host:
        found = Hall(host, port, tmp_path / "s.toml")
        yield found
        await found.close()


async def test_a_phone_from_the_door_to_the_reveal(hall: Hall) -> None:
    phone = await hall.joined("Անի")
    assert (await phone.get("/state")).body["phase"] == "lobby"
    assert (await phone.get("/campaign/0")).status == 404
    await to_vote(hall.host)
    state = (await phone.get("/state")).body
    assert (state["phase"], state["open"], state["votes"]) == ("first", True, {"first": None})
    campaign = (await phone.get("/campaign/0?lang=en")).body
    assert [line["number"] for block in campaign["blocks"] for line in block["lines"]] == list(
        range(1, 1 + sum(len(b["lines"]) for b in campaign["blocks"]))
    )
    assert (await phone.vote("long-content")).body["vote"] == {"mistakes": ["long-content"], "confidence": 2, "number": 1}
    assert (await phone.vote(number=2)).body["vote"]["mistakes"] == []
    assert (await phone.get("/reveal/0")).status == 404
    for step in (Closed(utc_now()), Moved(utc_now(), Phase.DISCUSSION), Moved(utc_now(), Phase.SECOND)):
        await hall.host.submit(step)
    assert (await phone.vote("like-harvesting", round="second")).status == 200
    await hall.host.submit(Closed(utc_now()))
    await hall.host.submit(Moved(utc_now(), Phase.REVEAL))
    assert (await phone.get("/reveal/0?lang=hy")).body["key"]
    votes = (await phone.get("/state")).body["votes"]
    assert (votes["first"]["mistakes"], votes["second"]["mistakes"]) == ([], ["like-harvesting"])
    # What was acknowledged is on disk.
    assert session_in(SessionLog(hall.path))[0] == hall.host.session


async def test_a_question_is_told_when_it_is_on_and_the_end_tells_everybody_their_own(hall: Hall) -> None:
    phone, other = await hall.joined("Անի"), await hall.joined("Karen")
    for _ in range(len(PROGRAMME)):
        await hall.host.submit(Moved(utc_now(), Phase.CAMPAIGN))
        await hall.host.submit(Moved(utc_now(), Phase.FIRST))
        place = hall.host.session.place
        assert (await phone.vote(*SCENARIOS[PROGRAMME[place]].mistakes, place=place)).status == 200
        assert (await phone.get(f"/talk/{len(PROGRAMME)}")).status == 404
        await hall.host.submit(Closed(utc_now()))
        await hall.host.submit(Moved(utc_now(), Phase.REVEAL))
    await hall.host.submit(Moved(utc_now(), Phase.TALK))
    state = (await phone.get("/state")).body
    assert (state["phase"], state["number"], state["total"], state["open"]) == ("talk", 1, 2, False)
    question = MATERIAL.question(QUESTIONS[0])
    assert question is not None
    assert (await phone.get("/talk/2?lang=hy")).body == {"lesson": question.lesson.title("hy"), "text": question.text("hy")}
    for path in ("/talk/0", "/talk/3", "/talk/4", "/campaign/2", "/reveal/2"):
        assert (await phone.get(path)).status == 404
    assert (await phone.vote(place=2)).status == 409
    await hall.host.submit(Moved(utc_now(), Phase.END))
    ends = [(await each.get("/state")).body for each in (phone, other)]
    assert [(end["voted"], end["exact"]) for end in ends] == [(2, 2), (0, 0)]


async def test_a_poll_waits_for_news_and_not_longer(hall: Hall) -> None:
    phone = await hall.joined()
    revision = (await phone.get("/state")).body["revision"]
    waiting = asyncio.create_task(phone.get(f"/state?after={revision}"))
    await asyncio.sleep(0.2)
    assert not waiting.done()
    await hall.host.submit(Moved(utc_now(), Phase.CAMPAIGN))
    assert (await asyncio.wait_for(waiting, 1)).body["phase"] == "campaign"


async def test_late_votes_are_refused_and_the_vote_stays_as_it_was(hall: Hall) -> None:
    phone = await hall.joined()
    await to_vote(hall.host)
    await phone.vote("long-content")
    await hall.host.submit(Closed(utc_now()))
    late = await phone.vote("wrong-audience", number=2)
    assert (late.status, late.body["error"], late.body["vote"]["mistakes"]) == (409, "closed", ["long-content"])
    # A reload asks for the state: it is closed there too.
    assert not (await phone.get("/state")).body["open"]
    assert (await phone.vote("wrong-audience", number=3)).status == 409


async def test_a_countdown_closes_the_vote_for_everybody_at_once(hall: Hall) -> None:
    phone = await hall.joined()
    await to_vote(hall.host)
    await hall.host.submit(Timed(utc_now(), utc_now() + dt.timedelta(seconds=0.3)))
    assert (await phone.vote("long-content")).status == 200
    await asyncio.sleep(0.35)
    assert (await phone.vote(number=2)).body["error"] == "closed"
    # That it is over is on disk before anybody hears it.
    assert session_in(SessionLog(hall.path))[0].rounds[(0, Phase.FIRST)].closed


async def test_a_double_vote_counts_once_and_a_delayed_one_not_at_all(hall: Hall) -> None:
    phone = await hall.joined()
    await to_vote(hall.host)
    answers = await asyncio.gather(*(phone.vote("long-content") for _ in range(5)))
    assert {answer.status for answer in answers} == {200}
    assert (await phone.vote("wrong-audience", number=3)).status == 200
    held_up = await phone.vote("same-everywhere", number=2)
    assert (held_up.status, held_up.body["error"]) == (409, "stale")
    votes = hall.host.session.rounds[(0, Phase.FIRST)].votes
    assert [vote.mistakes for vote in votes.values()] == [{Mistake.WRONG_AUDIENCE}]


async def test_forged_tokens_and_none(hall: Hall) -> None:
    await hall.joined()
    await to_vote(hall.host)
    stranger = hall.phone()
    for path in ("/state", "/campaign/0", "/reveal/0"):
        assert (await stranger.get(path)).status == 401
        assert (await stranger.get(path, Cookie="smm-abc123=" + "x" * 32)).status == 401
    assert (await stranger.vote()).status == 401
    own = next(iter(hall.host.session.tokens))
    assert (await stranger.get("/state", Cookie=f"smm-abc123={own}")).status == 401
    assert hall.host.session.rounds[(0, Phase.FIRST)].votes == {}


async def test_another_sites_page(hall: Hall) -> None:
    phone = await hall.joined()
    await to_vote(hall.host)
    vote = {"place": 0, "round": "first", "mistakes": [], "confidence": 2, "number": 1}
    assert (await phone.post("/vote", vote, Origin="http://evil.example")).status == 403
    assert (await phone.post("/vote", vote, Origin="null")).status == 403
    assert (await phone.get("/state", **{"Sec-Fetch-Site": "cross-site"})).status == 403
    async with phone.http.post(phone.base + "/vote", json=vote) as answer:
        assert answer.status == 403
    async with phone.http.post(
        phone.base + "/vote", data=json.dumps(vote), headers={"Origin": phone.base, "Content-Type": "text/plain"}
    ) as answer:
        assert answer.status == 415
    for host in ("evil.example", f"evil.example:{hall.port}", "127.0.0.1", f"127.0.0.2:{hall.port}", f"localhost.evil.example:{hall.port}"):
        assert (await phone.get("/", Host=host)).status == 421
    assert (await phone.get("/", Host=f"localhost:{hall.port}")).status == 200
    assert (await phone.get(f"/{CODE}", **{"Sec-Fetch-Site": "cross-site"})).status == 200
    assert hall.host.session.rounds[(0, Phase.FIRST)].votes == {}


async def test_what_the_browser_is_told_to_keep_out(hall: Hall) -> None:
    answer = await hall.phone().get("/", **{"Accept-Encoding": "identity"})
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert b"http://" not in answer.body
    assert b"https://" not in answer.body
    joined = await hall.phone().join()
    assert {part.strip().split("=")[0] for part in joined.headers["Set-Cookie"].split(";")} >= {"HttpOnly", "SameSite"}
    assert "SameSite=Strict" in joined.headers["Set-Cookie"]


async def test_a_10_mb_name(hall: Hall) -> None:
    phone = hall.phone()
    assert (await phone.join("x" * 10_000_000)).status == 413

    async def unannounced() -> AsyncIterator[bytes]:
        yield b'{"code": "' + CODE.encode() + b'", "agrees": false, "name": "'
        for _ in range(100):
            yield b"x" * 100_000
        yield b'"}'

    headers = {"Origin": phone.base, "Content-Type": "application/json"}
    try:
        async with phone.http.post(phone.base + "/join", data=unannounced(), headers=headers) as answer:
            assert answer.status == 413
    except aiohttp.ClientConnectionError:
        # The server hung up while it was still being told.
        pass
    assert (await phone.join("x" * 25)).status == 422
    assert (await phone.join("\x1b[31mred")).status == 422
    assert (await phone.join("\u202eevil")).status == 422
    assert hall.host.session.people == {}
    assert (await phone.join("[b]<i>Ani</i>")).status == 200


@pytest.mark.parametrize(
    "body",
    [
        [],
        7,
        "x",
        {},
        {"code": 1},
        {"code": CODE},
        {"code": CODE, "name": [], "agrees": False},
        {"code": CODE, "name": "", "agrees": 1},
    ],
)
async def test_bodies_that_make_no_sense_at_the_door(hall: Hall, body: object) -> None:
    assert (await hall.phone().post("/join", body)).status == 400
    assert hall.host.session.people == {}


@pytest.mark.parametrize(
    "change",
    [
        {"place": -1},
        {"place": "0"},
        {"place": True},
        {"round": "third"},
        {"round": None},
        {"mistakes": ["clean"]},
        {"mistakes": "x"},
        {"mistakes": [[]]},
        {"mistakes": [1] * 6},
        {"confidence": 0},
        {"confidence": 4},
        {"number": 0},
        {"number": 10**9},
        {"number": 1.5},
    ],
    ids=str,
)
async def test_votes_that_make_no_sense(hall: Hall, change: dict[str, object]) -> None:
    phone = await hall.joined()
    await to_vote(hall.host)
    vote = {"place": 0, "round": "first", "mistakes": [], "confidence": 2, "number": 1, **change}
    assert (await phone.post("/vote", vote)).status == 400
    assert hall.host.session.rounds[(0, Phase.FIRST)].votes == {}


async def test_ten_thousand_joins_from_one_address(hall: Hall) -> None:
    phone = hall.phone()
    statuses: list[int] = []

    async def one(_: int) -> None:
        async with phone.http.post(
            phone.base + "/join", json={"code": CODE, "name": "", "agrees": False}, headers={"Origin": phone.base, "Cookie": "a=b"}
        ) as answer:
            statuses.append(answer.status)
        phone.http.cookie_jar.clear()

    for start in range(0, 10_000, 100):
        await asyncio.gather(*map(one, range(start, start + 100)))
    assert len(statuses) == 10_000
    assert set(statuses) == {200, 429}
    assert statuses.count(200) == len(hall.host.session.people) == PER_ADDRESS
    assert session_in(SessionLog(hall.path))[0] == hall.host.session


async def test_a_thousand_idle_connections_from_one_address(hall: Hall) -> None:
    phone = await hall.joined()
    await to_vote(hall.host)
    idle = [await asyncio.open_connection("127.0.0.1", hall.port) for _ in range(1_000)]
    await asyncio.sleep(0.5)
    shut = sum(reader.at_eof() or reader.exception() is not None for reader, _ in idle)
    assert shut >= 1_000 - CONNECTIONS_EACH
    # Who is in stays in, and can vote.
    assert (await phone.vote("long-content")).status == 200
    for _, writer in idle:
        writer.close()
    await asyncio.sleep(0.2)
    assert (await (await hall.joined()).vote()).status == 200


@pytest.mark.skipif(sys.platform != "linux", reason="needs more loopback addresses than one")
async def test_a_hundred_and_fifty_vote_twice_at_once_and_every_vote_counts_once(hall: Hall) -> None:
    # From three addresses, as behind three routers: there is a limit to one.
    https = [
        aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True), connector=aiohttp.TCPConnector(local_addr=(f"127.0.0.{2 + number % 3}", 0))
        )
        for number in range(150)
    ]
    phones = [Phone(hall.port, http) for http in https]
    try:
        joined = await asyncio.gather(*(phone.join(f"p{number}") for number, phone in enumerate(phones)))
        assert {answer.status for answer in joined} == {200}
        for phase in VOTES:
            await to_vote(hall.host, phase)
            said = [sorted(MISTAKES[: number % 6]) for number in range(len(phones))]
            answers = await asyncio.gather(*(phone.vote(*mistakes, round=phase) for phone, mistakes in zip(phones, said, strict=True)))
            assert {answer.status for answer in answers} == {200}
            votes = hall.host.session.rounds[(0, phase)].votes
            assert Counter(frozenset(vote.mistakes) for vote in votes.values()) == Counter(map(frozenset, said))
            await hall.host.submit(Closed(utc_now()))
        kept = [what for event in SessionLog(hall.path).look().events if isinstance(what := happening_of(event), Voted)]
        assert Counter((vote.who, vote.round) for vote in kept) == Counter({(who, phase): 1 for who in votes for phase in VOTES})
    finally:
        for http in https:
            await http.close()


async def test_guessing_the_code(hall: Hall) -> None:
    phone = hall.phone()
    statuses = [(await phone.join(code=f"{number:06}")).status for number in range(12)]
    assert statuses == [403] * 10 + [429] * 2
    # And who guesses much does not get in with the right one either, for a while.
    assert (await phone.join()).status == 429


async def test_nobody_hears_of_anybody_else(hall: Hall) -> None:
    ani, bob = await hall.joined("Ani-the-first"), await hall.joined("Bob")
    await to_vote(hall.host)
    await ani.vote("long-content")
    for path in ("/state", "/campaign/0"):
        said = json.dumps((await bob.get(path)).body)
        assert "Ani-the-first" not in said
    assert (await bob.get("/state")).body["votes"] == {"first": None}


async def test_a_phone_that_comes_in_again_is_the_same_person(hall: Hall) -> None:
    phone = await hall.joined("Ani")
    assert (await phone.join("Anna", code="000000")).body["name"] == "Anna"
    assert [person.name for person in hall.host.session.people.values()] == ["Anna"]
    # Every change is written down, and so there is an end to it.
    assert [(await phone.join(str(number))).status for number in range(6)] == [200] * 4 + [429] * 2


async def test_votes_faster_than_anybody_taps(hall: Hall) -> None:
    phone = await hall.joined()
    await to_vote(hall.host)
    statuses = [(await phone.vote(number=number)).status for number in range(1, 60)]
    assert statuses[:20] == [200] * 20
    assert 429 in statuses


async def test_any_address_of_this_machine(tmp_path: Path) -> None:
    port, address = free_port(), reachable("0.0.0.0")
    async with served(tmp_path / "s.toml", port, bind="0.0.0.0"):
        http = new_http()
        for own in {address, "127.0.0.1"}:
            phone = Phone(port, http)
            phone.base = url(own, port).rstrip("/")
            assert (await phone.get("/")).status == 200
            assert (await phone.join()).status == 200
        await http.close()


def test_addresses() -> None:
    assert reachable("192.0.2.7") == "192.0.2.7"
    assert url("192.0.2.7", 80) == "http://192.0.2.7/"
    assert url("2001:db8::7", 8765) == "http://[2001:db8::7]:8765/"
    assert hosts("::ffff:127.0.0.1", 8765) >= {"127.0.0.1:8765", "localhost:8765"}
    assert "[::1]:8765" in hosts("::1", 8765)
    assert "localhost:8765" not in hosts("192.0.2.7", 8765)
    assert "192.0.2.7" in hosts("192.0.2.7", 80)


async def test_a_server_that_is_killed_and_started_again(tmp_path: Path) -> None:
    port, path = free_port(), tmp_path / "s.toml"
    http = new_http()
    phone = Phone(port, http)
    async with served(path, port) as host:
        await phone.join("Ani")
        await to_vote(host)
        await phone.vote("long-content")
        before = (await phone.get("/state")).body
    async with served(path, port) as host:
        after = (await phone.get(f"/state?after={before['revision']}")).body
        assert {**after, "revision": 0} == {**before, "revision": 0}
        assert (await phone.vote("wrong-audience", number=2)).status == 200
        assert len(host.session.people) == 1
    await http.close()


async def test_a_full_disk(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = await hall.joined()
    await to_vote(hall.host)

    def full(*_: object) -> None:
        raise JournalError("unwritable", hall.path, why="No space left on device")

    before = hall.host.session
    with monkeypatch.context() as patch:
        patch.setattr(SessionLog, "record", full)
        assert (await phone.vote("long-content")).status == 503
        assert hall.host.unwritten is not None
    assert hall.host.session == before
    assert (await phone.vote("long-content")).status == 200
    assert session_in(SessionLog(hall.path))[0] == hall.host.session


def test_rates_and_addresses() -> None:
    rate = Rate(2, 1)
    assert [rate.allows("a", 0), rate.allows("a", 0), rate.allows("a", 0.5), rate.allows("a", 1.5)] == [True, True, False, True]
    assert not rate.has("a", 1.5)
    assert rate.allows("b", 0)
    for number in range(2 * KEPT):
        rate.allows(str(number), 2)
    assert len(rate._buckets) == KEPT
    assert address_key("::ffff:10.0.0.7") == address_key("10.0.0.7") == "10.0.0.7"
    assert address_key("fe80::1%eth0") == address_key("fe80::2") == "fe80::/64"
    assert address_key(None) == ""
