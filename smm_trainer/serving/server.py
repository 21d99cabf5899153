"""The server: who comes in, how many at once, and which journal is whose."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import time
import weakref
from collections.abc import Awaitable, Callable, Collection, Sequence
from pathlib import Path

from aiohttp import WSCloseCode, WSMsgType, web

from smm_trainer.network.rate import Rate, address_key
from smm_trainer.serving import pages
from smm_trainer.serving.assets import assets, sent
from smm_trainer.serving.guard import Guesses, host_is_ours, origin_is_ours, same_code
from smm_trainer.serving.learners import ClassIsFullError, Learners, environment_of, shown_code
from smm_trainer.serving.places import NoPlaceError, Places, TakenOverError
from smm_trainer.serving.session import CERTIFICATE, Ending, Session, size_of

MOST = 20
"""Sessions at once, unless told otherwise."""

YEAR = 365 * 24 * 3600

LARGEST = 64 * 1024
"""Bytes of a message, at most."""

LARGEST_FORM = 4 * 1024
"""Bytes of a form, at most: a code has a few."""

FORM_SECONDS = 10.0
"""How long a form may be on its way."""

MESSAGES = 300
"""Messages a second that are taken from a tab: a mouse that is moved sends some 100. What is more is passed over: waited for, it would
keep the place of a tab that has long gone."""

LARGEST_PASTE, TYPED = 1_200_000, 50_000
"""Bytes that are taken from a tab at once, and a second."""

STUCK = 15.0
"""Seconds after which an app that takes no keys is given up."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": with that, browsers send forms with the Origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": pages.POLICY,
    "Cache-Control": "no-store",
    "Server": "smm-trainer",
}
"""On every answer that does not say otherwise."""

REFUSALS = {403: "serve.foreign", 404: "serve.nothing-here", 408: "serve.slow", 421: "serve.other-name", 429: "serve.too-fast"}
"""What is said by status; of any other, that it could not be understood."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """The app for a class."""

    def __init__(
        self,
        command: Sequence[str],
        learners: Learners,
        access: str,
        *,
        most: int = MOST,
        names: Collection[str] = (),
        clock: Callable[[], float] = time.monotonic,
        complain: Callable[[str], None] = lambda _: None,
    ) -> None:
        """
        Args:
            command: what a learner's process runs.
            learners: the class.
            access: the access code.
            most: sessions at once.
            names: names that this machine is reached by, besides its own.
            clock: the time, for guesses and rates.
            complain: is told what went wrong: the last words of an app that has ended unasked, why a request could not be answered.
        """
        self._command = tuple(command)
        self._learners = learners
        self._access = access
        self._names = frozenset(name.lower() for name in names)
        self._clock, self._complain = clock, complain
        self._guesses = Guesses(clock)
        self._requests, self._openings = Rate(300, 100), Rate(10, 1 / 3)
        self._assets = assets()
        self.places = Places(most)
        self.sessions: set[Session] = set()
        self._tabs: dict[web.WebSocketResponse, asyncio.Task[None]] = {}
        self._heard: weakref.WeakSet[asyncio.BaseTransport] = weakref.WeakSet()

    def application(self) -> web.Application:
        """The aiohttp application."""
        app = web.Application(client_max_size=LARGEST_FORM, middlewares=[self._careful])
        app.add_routes(
            [
                web.get("/", self._entry),
                web.post("/enter", self._enter),
                web.post("/leave", self._leave),
                web.get("/code", self._code),
                web.get("/app", self._app),
                web.get("/ws", self._websocket),
                web.get(CERTIFICATE, self._certificate),
                web.get("/static/{name}", self._asset),
                web.get("/favicon.ico", self._no_icon),
            ]
        )
        app.on_shutdown.append(self._shut_down)
        return app

    def silent(self, transport: asyncio.BaseTransport) -> bool:
        """Whether nothing has been asked for over a connection so far."""
        return transport not in self._heard

    @web.middleware
    async def _careful(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.transport is not None:
            self._heard.add(request.transport)
        try:
            if not self._requests.allows(address_key(request.remote), self._clock()):
                raise web.HTTPTooManyRequests
            if len(request.headers.getall("Host", ())) != 1 or not host_is_ours(request.host, self._names):
                raise web.HTTPMisdirectedRequest
            response = await handler(request)
        except web.HTTPException as error:
            if error.status < 400:
                response = web.Response(status=error.status, headers={"Location": error.headers["Location"]})
            else:
                key = REFUSALS.get(error.status, "serve.not-understood")
                response = _html(pages.refusal_page(key, back=error.status != 421), error.status)
        except ConnectionError:
            raise  # whoever asked has gone
        except Exception as error:
            self._complain(f"{request.method} {request.path}: {error!r}")
            response = _html(pages.refusal_page("serve.fault"), 500)
        if not response.prepared:
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
        return response

    def _learner(self, request: web.Request) -> Path | None:
        return self._learners.find(request.cookies.get(self._learners.cookie, ""))

    def _sent_by_a_page_of_ours(self, request: web.Request) -> None:
        if (origin := request.headers.get("Origin")) is not None and not origin_is_ours(origin, request.host):
            raise web.HTTPForbidden

    async def _entry(self, request: web.Request) -> web.StreamResponse:
        if self._learner(request):
            raise web.HTTPSeeOther("/app")
        return self._door()

    def _door(self, wrong: str = "", status: int = 200) -> web.Response:
        return _html(pages.entry_page(wrong, digits=self._access.isdigit()), status)

    async def _enter(self, request: web.Request) -> web.StreamResponse:
        """A code was typed: the class's, which makes a new learner, or a learner's own."""
        self._sent_by_a_page_of_ours(request)
        if request.content_type != "application/x-www-form-urlencoded":
            raise web.HTTPUnsupportedMediaType
        address = address_key(request.remote)
        if self._guesses.too_many(address):
            return self._door("serve.too-many", 429)
        try:
            async with asyncio.timeout(FORM_SECONDS):
                form = await request.post()
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        except (ValueError, LookupError):  # no text, or in no encoding that there is
            raise web.HTTPBadRequest from None
        # Those that came while this one was being read count, too.
        if self._guesses.too_many(address):
            return self._door("serve.too-many", 429)
        access, resume = str(form.get("access", "")), str(form.get("resume", ""))
        if resume and self._learners.find(resume):
            return self._known(request, shown_code(resume), "/app")
        if access and same_code(access, self._access):
            try:
                return self._known(request, self._learners.enrol(), "/code")
            except ClassIsFullError:
                return self._door("serve.class-full", 503)
            except OSError as error:
                self._complain(error.strerror or str(error))
                return self._door("serve.unwritten", 503)
        self._guesses.wrong(address)
        return self._door("serve.wrong", 403)

    def _known(self, request: web.Request, code: str, then: str) -> web.Response:
        response = web.Response(status=303, headers={"Location": then})
        secure = request.secure or request.headers.get("Origin", "").startswith("https://")
        response.set_cookie(self._learners.cookie, code, max_age=YEAR, httponly=True, samesite="Strict", secure=secure)
        return response

    async def _leave(self, request: web.Request) -> web.StreamResponse:
        """Somebody else will use this browser."""
        self._sent_by_a_page_of_ours(request)
        response = web.Response(status=303, headers={"Location": "/"})
        response.del_cookie(self._learners.cookie)
        return response

    async def _code(self, request: web.Request) -> web.StreamResponse:
        if not self._learner(request):
            raise web.HTTPSeeOther("/")
        return _html(pages.code_page(shown_code(request.cookies[self._learners.cookie])))

    async def _app(self, request: web.Request) -> web.StreamResponse:
        learner = self._learner(request)
        if learner is None:
            raise web.HTTPSeeOther("/")
        if request.query_string:
            # textual-serve's script takes orders from there.
            raise web.HTTPSeeOther("/app")
        if not self.places.room_for(learner):
            return _html(pages.waiting_page(self.places.most), 503)
        if not self._openings.has(str(learner), self._clock()):
            return _html(pages.patience_page(), 429)
        response = _html(pages.terminal_page())
        response.headers["Content-Security-Policy"] = pages.terminal_policy(request.host)
        return response

    async def _certificate(self, request: web.Request) -> web.StreamResponse:
        learner = self._learner(request)
        if learner is None:
            raise web.HTTPSeeOther("/")
        try:
            page = (learner / "certificate.html").read_text(encoding="utf-8")
        except (OSError, ValueError):
            raise web.HTTPNotFound from None
        response = _html(page)
        response.headers["Content-Security-Policy"] = pages.CERTIFICATE_POLICY
        return response

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        asset = self._assets.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        return sent(asset, request)

    async def _no_icon(self, request: web.Request) -> web.StreamResponse:
        return web.Response(status=204)

    async def _websocket(self, request: web.Request) -> web.StreamResponse:
        learner = self._learner(request)
        if learner is None or not origin_is_ours(request.headers.get("Origin"), request.host):
            raise web.HTTPForbidden
        if not self.places.room_for(learner):
            raise web.HTTPServiceUnavailable
        if not self._openings.allows(str(learner), self._clock()):
            raise web.HTTPTooManyRequests
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=LARGEST, timeout=2)
        await socket.prepare(request)
        size = size_of(request.query.get("width"), request.query.get("height"))
        # In a task of its own: whatever becomes of the request, the app is ended, and its place is free only then.
        tab = self._tabs[socket] = asyncio.create_task(self._tab(socket, learner, size))
        tab.add_done_callback(lambda _: self._tabs.pop(socket))
        try:
            await asyncio.shield(tab)
        finally:
            if not tab.done():
                await socket.close()
        return socket

    async def _tab(self, socket: web.WebSocketResponse, learner: Path, size: tuple[int, int]) -> None:
        async def close(ending: Ending) -> None:
            await socket.close(code=ending)

        session = Session(self._command, environment_of(learner), paint=socket.send_bytes, tell=socket.send_str, close=close)
        try:
            async with self.places.taken(learner, functools.partial(close, Ending.TAKEN_OVER)):
                self.sessions.add(session)
                try:
                    await session.start(*size)
                    with contextlib.suppress(ConnectionError, TimeoutError):
                        await self._messages(socket, session)
                finally:
                    await session.stop()
                    self.sessions.discard(session)
        except TakenOverError:
            await close(Ending.TAKEN_OVER)
        except NoPlaceError:
            # The page asks again, and is told to wait.
            await socket.close(code=WSCloseCode.TRY_AGAIN_LATER)
        except OSError as error:
            self._complain(error.strerror or str(error))
            await close(Ending.STOPPED)
        if session.stopped:
            self._complain(session.complaint.decode("utf-8", "replace"))

    async def _messages(self, socket: web.WebSocketResponse, session: Session) -> None:
        """Hand on what the browser says; what makes no sense is passed over."""
        messages, typed = Rate(MESSAGES, MESSAGES), Rate(LARGEST_PASTE, TYPED)
        async for message in socket:
            if message.type is not WSMsgType.TEXT or not messages.allows("", self._clock()):
                continue
            if not typed.allows("", self._clock(), len(message.data)):
                continue
            try:
                kind, *rest = json.loads(message.data)
                value = rest[0] if rest else None
                if kind == "stdin" and isinstance(value, str):
                    async with asyncio.timeout(STUCK):
                        await session.keys(value)
                elif kind == "resize" and isinstance(value, dict):
                    await session.resize(*size_of(value.get("width"), value.get("height")))
                elif kind == "ping":
                    await socket.send_json(["pong", value])
                elif kind in ("blur", "focus"):
                    await session.focus(kind == "focus")
            except (ValueError, TypeError, RecursionError):
                continue

    async def _shut_down(self, app: web.Application) -> None:
        tabs = dict(self._tabs)
        await asyncio.gather(*(socket.close(code=WSCloseCode.GOING_AWAY) for socket in tabs), return_exceptions=True)
        await asyncio.gather(*tabs.values(), return_exceptions=True)


def _html(page: str, status: int = 200) -> web.Response:
    return web.Response(text=page, status=status, content_type="text/html")
