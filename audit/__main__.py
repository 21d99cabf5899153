"""Print how far surface cues give the bank away, beside the limits; exit 1 when a limit is passed.

python -m audit [DIR] [--json] [--words MISTAKE]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from audit.report import audit, telling_words
from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.course.mistakes import MISTAKES, Mistake


def main() -> int:
    """Audit a course's bank."""
    parser = argparse.ArgumentParser(prog="audit", description=__doc__)
    parser.add_argument("directory", nargs="?", type=Path, help="the course's folder (default: the course that we ship)")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--words", choices=MISTAKES, help="instead: the words that a guesser would go by, most telling first")
    options = parser.parse_args()
    bank = tuple(Course(options.directory or built_in_folder()).scenarios.values())
    if options.words:
        for language, words in telling_words(bank, Mistake(options.words)).items():
            print(language, *(f"{word} ({weight:+.2f})" for word, weight in words))
        return 0
    rows = audit(bank)
    if options.json:
        print(json.dumps([row.as_json() for row in rows], indent=2))
    else:
        for row in rows:
            print(row)
    return int(any(row.over for row in rows))


if __name__ == "__main__":
    sys.exit(main())
