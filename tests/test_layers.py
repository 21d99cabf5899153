"""The layers hold in a fresh interpreter, not only on paper."""

from __future__ import annotations

import subprocess
import sys
from typing import get_args

from smm_trainer.arguments import AGENDAS, MISTAKE_IDS, MODES
from smm_trainer.course.mistakes import Mistake
from smm_trainer.locale import LANGUAGES, Language
from smm_trainer.training.draw import Mode
from smm_trainer.workshop import programme

PROBE = """
import pkgutil, importlib, sys
import smm_trainer
for module in pkgutil.walk_packages(smm_trainer.__path__, "smm_trainer."):
    if not module.name.startswith(("smm_trainer.ui", "smm_trainer.__main__")):
        importlib.import_module(module.name)
print(sorted(name for name in sys.modules if name.split(".")[0] in ("textual", "rich", "fsrs", "markdown_it", "tomli_w")))
"""


def test_everything_but_the_screens_loads_without_textual_and_without_what_only_some_need() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_names_spelt_out_twice_agree() -> None:
    assert tuple(Mode) == MODES
    assert tuple(Mistake) == MISTAKE_IDS
    assert programme.AGENDAS == AGENDAS
    assert get_args(Language) == LANGUAGES


def test_a_start_goes_without_what_home_does_not_need() -> None:
    """argparse (4 ms), fsrs (24 ms), the workshop's server and the exports are imported by the commands that need them."""
    names = ("argparse", "fsrs", "aiohttp", "genanki", "textual")
    code = f"import sys, smm_trainer.cli; print([name for name in {names} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
