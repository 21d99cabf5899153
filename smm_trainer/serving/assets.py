"""What pages are made of, kept in memory: textual-serve's terminal, and our own script, styles and font. Nothing else can be asked for."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

_OURS = Path(__file__).with_name("browser")

_TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file."""

    plain: bytes
    """As it is."""
    packed: bytes
    """Compressed once for all; empty where that saves nothing."""
    type: str
    """Its media type."""
    etag: str
    """Changes with what it contains."""


def assets() -> Mapping[str, Asset]:
    """Every file, by its name in addresses."""
    return {path.name: _asset(path) for path in _files()}


def _files() -> Iterator[Path]:
    import textual_serve

    theirs = Path(next(iter(textual_serve.__path__))) / "static"
    yield theirs / "js" / "textual.js"
    yield theirs / "css" / "xterm.css"
    yield from sorted(path for path in _OURS.iterdir() if path.suffix in _TYPES)


def _asset(path: Path) -> Asset:
    plain = path.read_bytes()
    packed = b"" if path.suffix == ".woff2" else gzip.compress(plain, 6, mtime=0)
    return Asset(plain, packed, _TYPES[path.suffix], hashlib.sha256(plain).hexdigest()[:16])


def sent(asset: Asset, request: web.Request) -> web.Response:
    """A file as an answer; nothing but its name where the browser has it already."""
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding", "ETag": f'"{asset.etag}"'}
    if asset.etag in (each.value for each in request.if_none_match or ()):
        return web.Response(status=304, headers=headers)
    body = asset.plain
    if asset.packed and "gzip" in request.headers.get("Accept-Encoding", ""):
        body, headers = asset.packed, {**headers, "Content-Encoding": "gzip"}
    return web.Response(body=body, content_type=asset.type, headers=headers)
