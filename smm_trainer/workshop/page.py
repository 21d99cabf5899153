"""The voting page as one document: its style and script stand in it, and the content policy names them by their hashes."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from smm_trainer.locale import LANGUAGES, Language, catalogue

_FOLDER = Path(__file__).with_name("phone")

_TEXTS = ("mistake.", "confidence.", "language.", "phone.")
"""The texts that the page needs, by their keys' beginnings."""


@dataclass(frozen=True, slots=True)
class Page:
    """The voting page, as it is sent."""

    plain: bytes
    """The document."""
    packed: bytes
    """The same, compressed once for all."""
    headers: dict[str, str]
    """What is sent with it."""


def build_page(language: Language) -> Page:
    """The page; it begins in the phone's own language where it knows that, else in ``language``."""
    script, style = ((_FOLDER / name).read_text(encoding="utf-8") for name in ("phone.js", "phone.css"))
    texts = {
        each: {key: text for key, text in catalogue(each).texts.items() if key.startswith(_TEXTS)}
        | {"language": catalogue(each)("language.name")}
        for each in LANGUAGES
    }
    # Within a script element only "<" could end it.
    data = json.dumps({"language": language, "texts": texts}, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    document = (_FOLDER / "phone.html").read_text(encoding="utf-8")
    for mark, text in (("STYLE", style), ("SCRIPT", script), ("DATA", data)):
        document = document.replace(f"@{mark}@", text)
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policy,
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        "Vary": "Accept-Encoding",
    }
    plain = document.encode()
    return Page(plain, gzip.compress(plain, 9, mtime=0), headers)


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
