"""Numbers, dates and times as each language writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

from smm_trainer.locale.catalogue import Language

_NBSP = "\N{NO-BREAK SPACE}"
_UNITS = {
    "en": {"percent": f"{_NBSP}%", "amd": f"{_NBSP}AMD", "usd": f"{_NBSP}USD", "eur": f"{_NBSP}EUR"},
    "hy": {"percent": f"{_NBSP}%", "amd": f"{_NBSP}դրամ", "usd": f"{_NBSP}դոլար", "eur": f"{_NBSP}եվրո"},
}
_SPANS = {
    "en": {"seconds": f"{_NBSP}s", "minutes": f"{_NBSP}min", "hours": f"{_NBSP}h"},
    "hy": {"seconds": f"{_NBSP}վրկ", "minutes": f"{_NBSP}րոպե", "hours": f"{_NBSP}ժամ"},
}
_WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "hy": ("երկ", "երք", "չրք", "հնգ", "ուրբ", "շբթ", "կիր"),
}
_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "hy": ("հնվ", "փտվ", "մրտ", "ապր", "մյս", "հնս", "հլս", "օգս", "սեպ", "հոկ", "նոյ", "դեկ"),
}

T = TypeVar("T")


def _of(table: Mapping[str, T], language: str) -> T:
    """The entry of ``language``; the English one where a course has brought a language of its own."""
    return table.get(language, table["en"])


UNITS = frozenset((*_UNITS["en"], *_SPANS["en"]))
"""The units that `format_number` knows."""


def format_number(value: float, language: Language, unit: str = "") -> str:
    """``value`` as ``language`` writes it: 3,900 and 0.3 % in English, 3 900 and 0,3 % in Armenian."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"
    if language == "hy":
        text = text.replace(",", _NBSP).replace(".", ",")
    text = text.replace("-", "\N{MINUS SIGN}")
    return text + (_of(_UNITS, language) | _of(_SPANS, language)).get(unit, "")


def format_date(day: dt.date, language: Language, *, weekday: bool = True) -> str:
    """``day`` in short: "Mon 1 Jun", "երկ 1 հնս"."""
    text = f"{day.day}{_NBSP}{_of(_MONTHS, language)[day.month - 1]}"
    return f"{_of(_WEEKDAYS, language)[day.weekday()]}{_NBSP}{text}" if weekday else text


def format_clock(moment: dt.time) -> str:
    """A time of day, the same in every language: 09:05."""
    return f"{moment.hour:02}:{moment.minute:02}"
