"""The version of a bank: a short fingerprint of all that its scenarios say."""

from __future__ import annotations

import hashlib
from pathlib import Path

from smm_trainer.course.course import scenario_files
from smm_trainer.course.source import read_source

DIGITS = 12
"""Hexadecimal digits of a fingerprint: 48 bits tell any two banks apart that will ever be written."""


def bank_version(root: Path) -> str:
    """The first `DIGITS` of the SHA-256 over the scenario files' names and texts, in the order of their names.

    Line ends do not count, so a checkout and an installed copy have the same.

    Raises:
        CourseError: a file cannot be read.
    """
    digest = hashlib.sha256()
    for path in sorted(scenario_files(root), key=lambda path: path.name):
        digest.update(f"{path.name}\0{read_source(path, root).text}\0".encode())
    return digest.hexdigest()[:DIGITS]
