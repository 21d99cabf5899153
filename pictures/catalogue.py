"""All pictures, and the page that shows them."""

from __future__ import annotations

from collections.abc import Iterator

from pictures import learner, pages, phone, wall, writer
from pictures.picture import Picture

SCREENS = (*learner.SCREENS, *wall.SCREENS, *writer.SCREENS)
"""All screens of a terminal: the same from run to run."""

PAGES = (*phone.PICTURES, *pages.PICTURES)
"""All pictures made with a browser."""

PICTURES: tuple[Picture, ...] = (*(screen.picture for screen in SCREENS), *PAGES)
"""All pictures."""

PARTS = (
    ("For a learner", [screen.picture for screen in learner.SCREENS]),
    ("The wall", [screen.picture for screen in wall.SCREENS]),
    ("The phone", list(phone.PICTURES)),
    ("For whoever brings in staff", [*(screen.picture for screen in writer.SCREENS), *pages.PICTURES]),
)
"""The gallery's parts."""


def gallery() -> str:
    """The page that shows all pictures, one that is there in two languages with both side by side."""
    return "\n".join(_gallery()) + "\n"


def _gallery() -> Iterator[str]:
    yield "# Pictures"
    yield ""
    yield "All that the guides show, step by step. `python -m pictures` makes them, and this page, from the running program."
    for title, pictures in PARTS:
        yield from ("", f"## {title}", "")
        names = dict.fromkeys(picture.name for picture in pictures)
        yield from (f"| | {'հայերեն'} | English |", "|---|---|---|")
        for name in names:
            found = {picture.language: picture for picture in pictures if picture.name == name}
            shows = next(iter(found.values())).shows
            cells = [f"![{shows}]({found[each].file})" if each in found else "" for each in ("hy", "en")]
            yield f"| {shows} | {' | '.join(cells)} |"
