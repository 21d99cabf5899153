"""Make the pictures of the guides from the running program.

python -m pictures [NAME …] [--terminal]

The pictures of terminals come out the same each time. Those of pages need Chromium (Debian: apt install chromium) and Pillow
(pip install pillow).
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import sys

from pictures import browser
from pictures.catalogue import PAGES, SCREENS, gallery
from pictures.picture import FOLDER, GALLERY
from pictures.terminal import draw
from tests.browser import find_chromium


def main() -> int:
    """Make what was asked for; returns 1 when it cannot be."""
    parser = argparse.ArgumentParser(prog="pictures", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="terminal pictures to make, as home or wall-vote; all without any")
    parser.add_argument("--terminal", action="store_true", help="leave the pictures of pages as they are")
    options = parser.parse_args()
    known = {screen.picture.name for screen in SCREENS}
    if unknown := [name for name in options.names if name not in known]:
        parser.error(f"there is no terminal picture {unknown[0]!r}; there are: {', '.join(sorted(known))}")
    FOLDER.mkdir(exist_ok=True)
    for screen in SCREENS:
        if not options.names or screen.picture.name in options.names:
            (FOLDER / screen.picture.file).write_text(asyncio.run(draw(screen)), encoding="utf-8")
            print(screen.picture.file)
    GALLERY.write_text(gallery(), encoding="utf-8")
    if options.names or options.terminal:
        return 0
    if find_chromium() is None or importlib.util.find_spec("PIL") is None:
        print("The pictures of pages need Chromium and Pillow; they are left as they are.", file=sys.stderr)
        return 1
    asyncio.run(browser.make())
    print(*(picture.file for picture in PAGES), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
