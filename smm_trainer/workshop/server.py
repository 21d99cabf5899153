"""The voting page and what it asks for, over HTTP. The only module that knows aiohttp, imported only when something is served.

Phones wait for news with a long poll: a plain request that is answered when something has changed, or after 25 seconds. After sleep or a
restart of the server nothing has to be set up again: the phone asks once more, and the next answer has everything.
"""

from __future__ import annotations

import asyncio
import functools
import hashlib
import json
import re
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from aiohttp import web

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.course.scenario import Scenario
from smm_trainer.locale import LANGUAGES, Catalogue, Language, catalogue
from smm_trainer.network.address import hosts
from smm_trainer.network.door import Door, ask_for_files
from smm_trainer.network.rate import Rate, address_key
from smm_trainer.progress.errors import JournalError
from smm_trainer.training.grading import Confidence
from smm_trainer.workshop import told
from smm_trainer.workshop.happenings import VOTES, Joined, Phase, Voted
from smm_trainer.workshop.host import Host, Serve
from smm_trainer.workshop.material import Material, Question
from smm_trainer.workshop.page import Page, build_page
from smm_trainer.workshop.rules import Refused, Session, name_of
from smm_trainer.workshop.tally import last_votes

MAX_BODY = 4_096
"""Bytes of a request: a vote has 150."""

POLL_SECONDS = 25.0
"""How long a poll waits for news: less than what phones, proxies and routers put up with."""

PER_ADDRESS = 100
"""People from one address: a class behind one router, but not ten thousand."""

POLLS_EACH = 3
"""Polls of one person that wait at the same time; of more, the oldest is answered at once."""

TOLD_AT_ONCE = 25
"""So many polls are answered together; their answers take some 6 ms."""

TOLD_SECONDS = 0.005
"""How long between two such lots: a thousand phones have heard the news within half a second."""

STATUS: Mapping[str, int] = {"closed": 409, "stale": 409, "stranger": 401, "over": 409, "full": 429, "token": 403, "name": 422}
"""What a refusal of the rules is in HTTP."""

HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Server": "smm-trainer",
}
"""On every answer."""

T = TypeVar("T")

_PAGE = re.compile(r"/(\d{6})?")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class _No(Exception):
    """A request is not answered as it wishes."""

    def __init__(self, status: int, code: str, **more: Any) -> None:
        self.status, self.code, self.more = status, code, more
        super().__init__(code)


def serve(material: Material, language: Language, bind: str, port: int) -> Serve:
    """What puts a host on the network: at ``bind``, on ``port``."""

    @asynccontextmanager
    async def serving(host: Host) -> AsyncIterator[None]:
        phones = Phones(host, material, build_page(language), port)
        host.on_news.append(phones.tell)
        app = web.Application(client_max_size=MAX_BODY, middlewares=[phones.guard])
        app.add_routes(phones.routes())
        runner = web.AppRunner(app, access_log=None, keepalive_timeout=75, shutdown_timeout=0.5, handle_signals=False)
        ask_for_files()
        await runner.setup()
        try:
            server = runner.server
            assert server is not None
            loop = asyncio.get_running_loop()
            door = await loop.create_server(lambda: Door(server, lambda: server.connections), bind, port, backlog=1024)
            try:
                yield
            finally:
                # Not waited for: from Python 3.12 on that would be until every phone has hung up.
                door.close()
        finally:
            phones.release()
            await runner.cleanup()

    return serving


class Phones:
    """Answers phones."""

    def __init__(self, host: Host, material: Material, page: Page, port: int) -> None:
        self._host, self._material, self._page, self._port = host, material, page, port
        self._keys = {id: scenario.mistakes for id, scenario in material.scenarios.items()}
        # Cookies do not know ports: another session on this machine must not take this one's away.
        self._cookie = f"smm-{host.session.began.session}"
        self._requests = Rate(300, 100)
        self._wrong_codes = Rate(10, 1 / 6)
        self._votes = Rate(20, 4)
        self._names = Rate(5, 1 / 20)
        self._from: Counter[str] = Counter()
        self._polls: dict[str, list[asyncio.Event]] = {}
        self._telling: asyncio.Task[None] | None = None
        self._hosts = functools.lru_cache(maxsize=64)(lambda local: hosts(local, port))
        self._bodies: dict[tuple[str, int, str], bytes] = {}

    def routes(self) -> list[web.RouteDef]:
        """All there is to ask for."""
        return [
            web.get("/", self.page),
            web.get(r"/{code:\d{6}}", self.page),
            web.get("/favicon.ico", self.nothing),
            web.get("/state", self.state),
            web.get(r"/campaign/{place:\d{1,3}}", self.campaign),
            web.get(r"/reveal/{place:\d{1,3}}", self.reveal),
            web.get(r"/talk/{place:\d{1,3}}", self.talk),
            web.post("/join", self.join),
            web.post("/vote", self.vote),
        ]

    def tell(self) -> None:
        """Answer every poll that waits, some at a time: a thousand at once would hold up votes and keys for a third of a second."""
        if self._telling is not None:
            self._telling.cancel()
        self._telling = asyncio.create_task(self._tell_all())

    async def _tell_all(self) -> None:
        waiting = [poll for polls in self._polls.values() for poll in polls]
        for start in range(0, len(waiting), TOLD_AT_ONCE):
            for poll in waiting[start : start + TOLD_AT_ONCE]:
                poll.set()
            await asyncio.sleep(TOLD_SECONDS)

    def release(self) -> None:
        """Answer every poll that waits, at once: it is over."""
        for polls in self._polls.values():
            for poll in polls:
                poll.set()

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Whatever holds for every request, and every answer."""
        try:
            self._check(request)
            response = await handler(request)
        except _No as no:
            response = _json({"error": no.code, **no.more}, no.status)
        except Refused as refused:
            response = _json({"error": refused.code}, STATUS.get(refused.code, 400))
        except JournalError:
            response = _json({"error": "unwritten"}, 503)
        except web.HTTPException as error:
            response = _json({"error": "http"}, error.status)
        response.headers.update(HEADERS)
        return response

    def _check(self, request: web.Request) -> None:
        if not self._requests.allows(self._address(request), _now()):
            raise _No(429, "rate")
        transport = request.transport
        local = transport.get_extra_info("sockname") if transport else None
        said = request.headers.getall("Host", [])
        if local is None or len(said) != 1 or said[0].lower() not in self._hosts(local[0]):
            raise _No(421, "host")
        # The page itself may be come to from anywhere; what it asks for, only from it.
        if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none") and not _PAGE.fullmatch(request.path):
            raise _No(403, "site")
        if request.method == "POST":
            # A page of another site can send a form here, but not without saying where it comes from.
            if request.headers.getall("Origin", []) != [f"http://{said[0]}"]:
                raise _No(403, "origin")
            if request.content_type != "application/json":
                raise _No(415, "type")

    async def page(self, request: web.Request) -> web.Response:
        """The voting page; it reads the join code from its own address."""
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            return web.Response(body=self._page.packed, headers={**self._page.headers, "Content-Encoding": "gzip"})
        return web.Response(body=self._page.plain, headers=self._page.headers)

    async def nothing(self, request: web.Request) -> web.Response:
        """No icon."""
        return web.Response(status=204)

    async def join(self, request: web.Request) -> web.Response:
        """Come in with the code and a nickname; or, with a token, change the nickname."""
        host, address = self._host, self._address(request)
        body = await _body(request)
        name, agrees = name_of(_typed(body, "name", str)), _typed(body, "agrees", bool)
        token = request.cookies.get(self._cookie, "")
        who = host.session.tokens.get(_hashed(token)) if token else None
        if who is None:
            self._check_code(_typed(body, "code", str), address)
            if self._from[address] >= PER_ADDRESS:
                raise _No(429, "address")
            token, who = secrets.token_urlsafe(24), secrets.token_hex(6)
            # Counted before it is written: ten thousand at once are not each the first.
            self._from[address] += 1
            try:
                await host.submit(Joined(host.clock(), who, name, agrees, _hashed(token)))
            except (Refused, JournalError):
                self._from[address] -= 1
                raise
        else:
            if not self._names.allows(who, _now()):
                raise _No(429, "rate")
            await host.submit(Joined(host.clock(), who, name, agrees, _hashed(token)))
        response = _json(told.state(host.session, who, host.clock()))
        response.set_cookie(self._cookie, token, max_age=12 * 3600, httponly=True, samesite="Strict", path="/")
        return response

    def _check_code(self, code: str, address: str) -> None:
        if not self._wrong_codes.has(address, _now()):
            raise _No(429, "codes")
        if not secrets.compare_digest(code.encode(), self._host.session.began.code.encode()):
            self._wrong_codes.allows(address, _now())
            raise _No(403, "code")

    async def state(self, request: web.Request) -> web.Response:
        """Where the session stands; with ``after``, not before it stands elsewhere."""
        who, host = self._who(request), self._host
        host.seen[who] = _now()
        after = request.query.get("after", "")
        if after == str(host.session.revision):
            await self._news(who)
            host.seen[who] = _now()
        said = told.state(host.session, who, host.clock())
        if host.session.phase is Phase.END:
            said["voted"], said["exact"] = last_votes(host.session, who, self._keys)
        return _json(said)

    async def _news(self, who: str) -> None:
        polls, news = self._polls.setdefault(who, []), asyncio.Event()
        polls.append(news)
        if len(polls) > POLLS_EACH:
            polls.pop(0).set()
        try:
            await asyncio.wait_for(news.wait(), POLL_SECONDS)
        except TimeoutError:
            pass
        finally:
            if news in polls:
                polls.remove(news)

    async def vote(self, request: web.Request) -> web.Response:
        """A vote, or another one in its place; answered when it is on disk."""
        who, host = self._who(request), self._host
        body = await _body(request)
        if not self._votes.allows(who, _now()):
            raise _No(429, "rate")
        what = Voted(host.clock(), who, *_vote(body))
        try:
            session = await host.submit(what)
        except Refused as refused:
            vote = host.session.rounds.get((what.place, what.round))
            standing = vote.votes.get(who) if vote else None
            if refused.code == "stale" and standing and (standing.mistakes, standing.confidence) == (what.mistakes, what.confidence):
                # The same once more: its first answer was lost on the way.
                return _json({"vote": told.own(standing)})
            raise _No(STATUS.get(refused.code, 400), refused.code, vote=told.own(standing)) from None
        return _json({"vote": told.own(session.rounds[(what.place, what.round)].votes.get(who))})

    async def campaign(self, request: web.Request) -> web.Response:
        """A campaign that is or has been on."""
        self._who(request)
        return self._text(request, told.may_see_campaign, self._scenario, told.campaign)

    async def reveal(self, request: web.Request) -> web.Response:
        """The key of a campaign, once it is revealed."""
        self._who(request)
        return self._text(request, told.may_see_reveal, self._scenario, told.reveal)

    async def talk(self, request: web.Request) -> web.Response:
        """A question for the group that is or has been on."""
        self._who(request)
        return self._text(request, told.may_see_question, self._question, told.talk)

    def _scenario(self, session: Session, place: int) -> Scenario:
        return self._material.scenarios[session.began.scenarios[place]]

    def _question(self, session: Session, place: int) -> Question:
        found = self._material.question(session.began.questions[place - len(session.began.scenarios)])
        assert found is not None  # a session whose course does not have it is not begun
        return found

    def _text(
        self,
        request: web.Request,
        may: Callable[[Session, int], bool],
        find: Callable[[Session, int], T],
        tell: Callable[[T, Catalogue], dict[str, Any]],
    ) -> web.Response:
        session, place = self._host.session, int(request.match_info["place"])
        language = next((each for each in LANGUAGES if each == request.query.get("lang")), LANGUAGES[0])
        if not may(session, place):
            raise _No(404, "not-yet")
        key = (tell.__name__, place, language)
        if key not in self._bodies:
            said = tell(find(session, place), catalogue(language))
            self._bodies[key] = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        response = web.Response(body=self._bodies[key], content_type="application/json", charset="utf-8")
        response.enable_compression()
        return response

    def _who(self, request: web.Request) -> str:
        token = request.cookies.get(self._cookie, "")
        who = self._host.session.tokens.get(_hashed(token)) if token else None
        if who is None:
            raise _No(401, "stranger")
        return who

    def _address(self, request: web.Request) -> str:
        return address_key(request.remote)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _json(value: object, status: int = 200) -> web.Response:
    return web.Response(
        body=json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), status=status, content_type="application/json"
    )


async def _body(request: web.Request) -> Mapping[str, Any]:
    if (request.content_length or 0) > MAX_BODY:
        raise _No(413, "size")
    try:
        body = json.loads(await request.read())
    except (ValueError, RecursionError):
        raise _No(400, "json") from None
    if not isinstance(body, dict):
        raise _No(400, "json")
    return body


def _typed(body: Mapping[str, Any], key: str, kind: type[T]) -> T:
    value = body.get(key)
    if type(value) is not kind:
        raise _No(400, key)
    return value


def _vote(body: Mapping[str, Any]) -> tuple[int, Phase, frozenset[Mistake], Confidence, int]:
    """A vote as the page sends it; what makes no sense is refused."""
    said = _typed(body, "mistakes", list)
    number, place, sure = (_typed(body, key, int) for key in ("number", "place", "confidence"))
    phase = next((each for each in VOTES if each.value == body.get("round")), None)
    if phase is None or len(said) > len(MISTAKES) or not all(m in tuple(MISTAKES) for m in said):
        raise _No(400, "vote")
    if not 1 <= number <= 1_000_000 or not 0 <= place < 1_000 or sure not in tuple(Confidence):
        raise _No(400, "vote")
    return place, phase, frozenset(Mistake(m) for m in said), Confidence(sure), number
