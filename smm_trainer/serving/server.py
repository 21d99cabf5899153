"""The server: who comes in, how many at once, and which journal is whose."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Callable, Sequence

from aiohttp import WSMsgType, web

from smm_trainer.serving import pages
from smm_trainer.serving.guard import Guesses, host_is_ours, origin_is_ours, same_code
from smm_trainer.serving.learners import Learners, environment_of
from smm_trainer.serving.session import Session, size_of, statics

COOKIE = "smm-trainer"
"""Holds a learner's resume code; scripts cannot read it, and no other site's page sends it."""

MOST = 20
"""Sessions at once, unless told otherwise."""

YEAR = 365 * 24 * 3600

LARGEST = 64 * 1024
"""Bytes of a message or a form, at most."""


class Server:
    """The app for a class."""

    def __init__(
        self, command: Sequence[str], learners: Learners, access: str, *, most: int = MOST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """
        Args:
            command: what a learner's process runs.
            learners: the class.
            access: the access code.
            most: sessions at once.
            clock: the time, for guesses.
        """
        self._command = tuple(command)
        self._learners = learners
        self._access = access
        self.most = most
        self._guesses = Guesses(clock)
        self.sessions: set[Session] = set()
        self._endings: set[asyncio.Task[None]] = set()

    def application(self) -> web.Application:
        """The aiohttp application."""
        app = web.Application(client_max_size=LARGEST, middlewares=[self._careful])
        folder = statics()
        app.add_routes(
            [
                web.get("/", self._entry),
                web.post("/enter", self._enter),
                web.get("/app", self._app),
                web.get("/ws", self._websocket),
                web.static("/static/js", folder / "js", show_index=False),
                web.static("/static/css", folder / "css", show_index=False),
                web.static("/static/fonts", folder / "fonts", show_index=False),
            ]
        )
        app.on_shutdown.append(self._shut_down)
        return app

    @web.middleware
    async def _careful(self, request: web.Request, handler: Callable[[web.Request], object]) -> web.StreamResponse:
        if not host_is_ours(request.host):
            raise web.HTTPMisdirectedRequest(text="")
        response = await handler(request)  # type: ignore[misc]
        assert isinstance(response, web.StreamResponse)
        if not response.prepared:
            response.headers.update(
                {
                    "X-Content-Type-Options": "nosniff",
                    "X-Frame-Options": "DENY",
                    "Referrer-Policy": "same-origin",
                    "Cache-Control": "no-store",
                }
            )
        return response

    async def _entry(self, request: web.Request) -> web.StreamResponse:
        if self._learners.find(request.cookies.get(COOKIE, "")):
            raise web.HTTPSeeOther("/app")
        return _html(pages.entry_page())

    async def _enter(self, request: web.Request) -> web.StreamResponse:
        """A code was typed: the class's, which makes a new learner, or a learner's own."""
        address = request.remote or ""
        if (origin := request.headers.get("Origin")) is not None and not origin_is_ours(origin, request.host):
            raise web.HTTPForbidden(text="")
        if self._guesses.too_many(address):
            return _html(pages.entry_page("serve.too-many"), 429)
        form = await request.post()
        access, resume = str(form.get("access", "")), str(form.get("resume", ""))
        if resume and self._learners.find(resume):
            response = web.Response(status=303, headers={"Location": "/app"})
            code = resume.strip()
        elif access and same_code(access, self._access):
            code = self._learners.enrol()
            response = _html(pages.code_page(code))
        else:
            self._guesses.wrong(address)
            return _html(pages.entry_page("serve.wrong"), 403)
        response.set_cookie(COOKIE, code, max_age=YEAR, httponly=True, samesite="Strict", secure=request.secure)
        return response

    async def _app(self, request: web.Request) -> web.StreamResponse:
        if not self._learners.find(request.cookies.get(COOKIE, "")):
            raise web.HTTPSeeOther("/")
        if len(self.sessions) >= self.most:
            return _html(pages.waiting_page(self.most), 503)
        scheme = "wss" if request.secure else "ws"
        return _html(pages.terminal_page(f"{scheme}://{request.host}/ws"))

    async def _websocket(self, request: web.Request) -> web.StreamResponse:
        place = self._learners.find(request.cookies.get(COOKIE, ""))
        if place is None or not origin_is_ours(request.headers.get("Origin"), request.host):
            raise web.HTTPForbidden(text="")
        if len(self.sessions) >= self.most:
            raise web.HTTPServiceUnavailable(text="")
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=LARGEST)
        session = Session(
            self._command, environment_of(place), write_bytes=socket.send_bytes, write_str=socket.send_str, close=socket.close
        )
        # Counted before anything is waited for: two that come together are two.
        self.sessions.add(session)
        try:
            await socket.prepare(request)
            await session.start(*size_of(request.query.get("width"), request.query.get("height")))
            with contextlib.suppress(ConnectionError):
                await _messages(socket, session)
        finally:
            # aiohttp ends this task when the tab has gone; the app is ended all the same, and its place is free only then.
            ending = asyncio.create_task(self._end(session))
            self._endings.add(ending)
            ending.add_done_callback(self._endings.discard)
            await asyncio.shield(ending)
        return socket

    async def _end(self, session: Session) -> None:
        try:
            await session.stop()
        finally:
            self.sessions.discard(session)

    async def _shut_down(self, app: web.Application) -> None:
        await asyncio.gather(*(self._end(session) for session in tuple(self.sessions)), *self._endings, return_exceptions=True)


async def _messages(socket: web.WebSocketResponse, session: Session) -> None:
    """Hand on what the browser says; what makes no sense is passed over."""
    async for message in socket:
        if message.type is not WSMsgType.TEXT:
            continue
        try:
            kind, *rest = json.loads(message.data)
            value = rest[0] if rest else None
            if kind == "stdin" and isinstance(value, str):
                await session.send_bytes(value.encode("utf-8", "replace"))
            elif kind == "resize" and isinstance(value, dict):
                await session.set_terminal_size(*size_of(value.get("width"), value.get("height")))
            elif kind == "ping":
                await socket.send_json(["pong", value])
            elif kind == "blur":
                await session.blur()
            elif kind == "focus":
                await session.focus()
        except (ValueError, TypeError):
            continue


def _html(page: str, status: int = 200) -> web.Response:
    return web.Response(text=page, status=status, content_type="text/html")
