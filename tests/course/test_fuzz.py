"""Whatever a content file says, reading it gives problems with path and line, never a traceback."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smm_trainer.locale import LANGUAGES, catalogue
from tests.course.small import CLAIMS, EN, GLOSSARY, HY, LESSON, SCENARIO, problems_of, write_course

pytestmark = pytest.mark.anywhere

FILES = (LESSON, EN, HY, CLAIMS, GLOSSARY, SCENARIO)

TEMPTING = ("", "\n", '"', "'''", "[[", "]]", "{", "}", "=", "```", "## x {#x}\n", "- ", "> ", "..", "[/x]", "1979-05-27", "true", "nan")
HOSTILE = ("\x00", "\x1b[2J", "\\u202e", "՞։«»", "a" + "\u0301" * 4, "9" * 400, "0x" + "f" * 5000)
PIECES = st.sampled_from([*(piece.encode() for piece in (*TEMPTING, *HOSTILE)), b"\xff"])
"""What tends to upset readers."""

Edit = tuple[float, int, bytes]
"""Where (a share of the file), how many bytes to take away, what to put there."""

EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), PIECES | st.binary(max_size=6)), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def course() -> Iterator[Path]:
    """The small course, whole again after each try."""
    folder = Path(tempfile.mkdtemp())
    yield write_course(folder / "course")
    shutil.rmtree(folder)


@pytest.mark.parametrize("file", FILES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_a_mangled_file_gives_problems_with_path_and_line(course: Path, file: str, edits: list[Edit]) -> None:
    path = course / file
    whole = path.read_bytes()
    data = whole
    for share, length, put in edits:
        at = int(share * len(data))
        data = data[:at] + put + data[at + length :]
    try:
        path.write_bytes(data)
        problems = problems_of(course)
    finally:
        path.write_bytes(whole)
    for problem in problems:
        assert problem.line >= 1
        for language in LANGUAGES:
            sentence = problem.sentence(catalogue(language))
            assert sentence.startswith(f"{problem.path}:{problem.line}: ")
            assert sentence.isprintable()
            assert len(sentence) < 2_000
