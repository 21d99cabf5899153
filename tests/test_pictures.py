"""The pictures of the guides: all there, all shown, all made by the script, and nothing fetched from anywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("pictures", reason="the pictures are not part of what is installed")

from pictures.catalogue import PICTURES, SCREENS, gallery
from pictures.picture import FOLDER, GALLERY
from pictures.shapes import with_shapes
from pictures.terminal import draw, fit

ROOT = FOLDER.parent.parent

LINK = re.compile(r"!\[[^\]]*\]\((?P<path>[^)]+)\)|<img src=\"(?P<source>[^\"]+)\"")


def linked() -> dict[Path, str]:
    """Every picture that a page shows → the page."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    found = [(page, match["path"] or match["source"]) for page in pages for match in LINK.finditer(page.read_text(encoding="utf-8"))]
    return {(page.parent / path).resolve(): page.name for page, path in found}


def test_every_picture_is_made_by_the_script_and_there() -> None:
    files = {path.name for path in FOLDER.iterdir()} - {GALLERY.name}
    assert files == {picture.file for picture in PICTURES}
    assert len(PICTURES) == len({picture.file for picture in PICTURES})


def test_pages_show_pictures_that_are_there_and_the_gallery_all_of_them() -> None:
    assert [f"{page}: {path}" for path, page in linked().items() if not path.is_file()] == []
    assert set(linked()) == {FOLDER / picture.file for picture in PICTURES}
    assert GALLERY.read_text(encoding="utf-8") == gallery()


def test_pictures_fetch_nothing_and_are_small() -> None:
    for path in FOLDER.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        # What stands in a picture as text is nobody's to fetch.
        outside = re.sub(r">[^<]*<", "><", re.sub(r"<style>.*?</style>", lambda style: style[0].replace("<", " "), text, flags=re.DOTALL))
        assert "url(" not in text, path.name
        assert "href" not in outside, path.name
        assert re.findall(r"https?://[^\s\"]+", outside) == ["http://www.w3.org/2000/svg"], path.name
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 3_000_000


async def test_a_picture_of_a_terminal_comes_out_as_it_is_kept() -> None:
    for screen in SCREENS:
        if (screen.picture.name, screen.picture.language) in (("home", "hy"), ("wall-lobby", "en"), ("preview", "hy")):
            assert await draw(screen) == (FOLDER / screen.picture.file).read_text(encoding="utf-8"), (
                f"{screen.picture.file} is not as the program looks now; `python -m pictures` makes it anew"
            )


def test_blocks_and_lines_become_shapes_and_words_stay() -> None:
    text = '<text class="t-r1" x="12.2" y="20" textLength="73.2">╭── a█</text>'
    drawn = with_shapes(text)
    assert ">\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE} a\N{NO-BREAK SPACE}</text>" in drawn
    assert drawn.count("<path") == 1
    assert drawn.count("<rect") == 2
    assert with_shapes(text.replace("╭── a█", "Անի")) == text.replace("╭── a█", "Անի")


def test_grounds_of_one_colour_are_one() -> None:
    def ground(x: float, fill: str, y: float = 1.5) -> str:
        return f'<rect fill="{fill}" x="{x:g}" y="{y:g}" width="12.2" height="24.65" shape-rendering="crispEdges"/>'

    lines = fit(
        "\n".join((ground(0, "#111111"), ground(12.2, "#111111"), ground(24.4, "#222222"), ground(0, "#222222", 25.9)))
    ).splitlines()
    assert len(lines) == 3
    assert 'width="24.4"' in lines[0]
