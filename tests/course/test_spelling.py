"""Every word that we ship is in a dictionary, or in a list of words that somebody has read and found right.

The lists, ``spelling/hy.txt`` and ``en.txt`` beside this file, hold names, field words, and inflected forms that aspell does not know.
After new texts: ``python -m tests.course.test_spelling`` prints the words to read; put those that are right into the list.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from smm_trainer.course.check.gather import strings_of
from smm_trainer.course.course import built_in_folder
from smm_trainer.course.prose import Bullets, Fence, Paragraph, plain_text, read_prose
from smm_trainer.course.source import Source, read_source
from smm_trainer.locale import LANGUAGES, Language, catalogue

pytestmark = pytest.mark.anywhere

DICTIONARIES: dict[Language, str] = {"hy": "hy", "en": "en_GB"}
"""Language → aspell's name for it."""

WORDS: dict[Language, str] = {"hy": "[\u0531-\u0556\u0561-\u0587]+", "en": "[A-Za-z]+(?:'[a-z]+)?"}
"""What a word is made of."""

_STRESS = str.maketrans("", "", "\u055e\u055b\u055c")
"""The marks that stand on a stressed vowel inside a word."""

LISTS = Path(__file__).with_name("spelling")


def _texts(language: Language) -> Iterator[tuple[str, str]]:
    """Every text of the course and of the interface in ``language``, with its file."""
    root = built_in_folder()
    for path in sorted([*root.glob("lessons/**/*.toml"), *root.glob("quizzes/**/*.toml")]):
        for where, text in strings_of(read_source(path, root)):
            if language in where:
                yield str(path.relative_to(root)), text
    for path in sorted(root.glob(f"lessons/*/{language}.md")):
        for text in _lesson_texts(read_source(path, root)):
            yield str(path.relative_to(root)), text
    for key, text in catalogue(language).texts.items():
        yield key, re.sub(r"\{[^}]*\}", "", text)


def _lesson_texts(source: Source) -> Iterator[str]:
    text = re.sub(r"\s*\{#[^}]*\}", "", source.text)
    for heading in re.findall(r"^## (.*)$", text, re.MULTILINE):
        yield str(heading)
    prose = Source(source.path, re.sub(r"^## .*$", "", text, flags=re.MULTILINE))
    for block in read_prose(prose, []):
        if isinstance(block, Paragraph):
            yield plain_text(block.spans)
        elif isinstance(block, Bullets):
            yield from (plain_text(item) for item in block.items)
        elif isinstance(block, Fence) and block.info.startswith("beyond"):
            yield block.source.text
        elif isinstance(block, Fence):
            names = ("id", "kind", "platform", "time", "removed", "field", "role", "metric", "unit", "of", "date")
            yield from (text for where, text in strings_of(block.source) if where[-1] not in names)


def _unknown(language: Language) -> dict[str, str]:
    """Words that neither aspell nor our list knows, with a file that has them."""
    words: dict[str, str] = {}
    for file, text in _texts(language):
        for word in re.findall(WORDS[language], text.translate(_STRESS).replace("’", "'")):
            words.setdefault(word, file)
    command = ["aspell", "-l", DICTIONARIES[language], "--encoding=utf-8", "list"]
    said = subprocess.run(command, input="\n".join(words), capture_output=True, text=True, encoding="utf-8", check=True).stdout
    accepted = set((LISTS / f"{language}.txt").read_text(encoding="utf-8").split())
    return {word: words.get(word, "") for word in sorted(set(said.split()) - accepted)}


def _dictionaries() -> set[str]:
    if shutil.which("aspell") is None:
        return set()
    return set(subprocess.run(["aspell", "dicts"], capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_known(language: Language) -> None:
    if DICTIONARIES[language] not in _dictionaries():
        pytest.skip(f"needs aspell with its dictionary {DICTIONARIES[language]!r} (Debian: aspell, aspell-hy, aspell-en)")
    assert _unknown(language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_are_sorted_and_have_no_word_twice(language: Language) -> None:
    words = (LISTS / f"{language}.txt").read_text(encoding="utf-8").split()
    assert words == sorted(set(words))


if __name__ == "__main__":
    for each in LANGUAGES:
        for unknown, where in _unknown(each).items():
            print(each, unknown, where, file=sys.stdout)
