#!/usr/bin/env python3
"""Sets SMM Trainer up in a folder of its own (.venv) and starts it; needs nothing but Python 3.11 or newer.

python3 start.py [ARGUMENTS]   opens the app, or runs one of its commands
python3 start.py test          runs everything that CI runs
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
CONSTRAINTS = ROOT / "constraints.txt"


def python_of(environment: Path) -> Path:
    """The interpreter of a virtual environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a command; end with its status when it fails."""
    status = subprocess.run([str(part) for part in command], cwd=cwd, check=False).returncode
    if status:
        print(f"start.py: failed: {' '.join(str(part) for part in command)}", file=sys.stderr)
        sys.exit(status)


def set_up(extras: str) -> Path:
    """Make the environment with the pinned packages, unless it is there already; returns its interpreter."""
    python = python_of(ENVIRONMENT)
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in (ROOT / "pyproject.toml", CONSTRAINTS))).hexdigest()
    stamp = ENVIRONMENT / f"ready{extras}"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return python
    print("Setting up (once, a minute or so) …", file=sys.stderr)
    if not python.exists():
        try:
            venv.create(ENVIRONMENT, with_pip=True)
        except (OSError, subprocess.CalledProcessError) as error:
            sys.exit(
                f"start.py: no virtual environment could be made in {ENVIRONMENT} ({error}); install Python's venv module and try again."
            )
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", CONSTRAINTS, "-e", f".{extras}")
    # pip compiles what it installs, but not a package that it only links to; without this each start would compile it anew where
    # Python may not write beside it.
    run(python, "-m", "compileall", "-q", "smm_trainer")
    stamp.write_text(wanted, encoding="ascii")
    return python


def test() -> None:
    """Format, lint, types, layers, content, tests; then the tests once more against an installed wheel, outside the checkout."""
    python = set_up("[dev]")
    module = (python, "-m")
    run(*module, "ruff", "format", "--check", ".")
    run(*module, "ruff", "check", ".")
    run(*module, "mypy")
    run(python_of(ENVIRONMENT).with_name("lint-imports"), "--no-cache")
    run(*module, "smm_trainer", "--lang", "en", "check", ROOT)
    run(*module, "pytest", "-q", "-n", "auto")
    with tempfile.TemporaryDirectory() as folder:
        test_wheel(python, Path(folder))


def test_wheel(python: Path, folder: Path) -> None:
    """Build the wheel, install it into a fresh environment in ``folder``, and run the tests from there."""
    run(python, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps", "-w", folder, ROOT)
    wheel = next(folder.glob("*.whl"))
    venv.create(folder / "env", with_pip=True)
    installed = python_of(folder / "env")
    run(installed, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", CONSTRAINTS, f"{wheel}[dev]", cwd=folder)
    # The tests alone go along: nothing of the checkout's package can be imported from there.
    for name in ("tests", "pyproject.toml"):
        source, target = ROOT / name, folder / "outside" / name
        copy(source, target)
    # Pure rules, content, pictures and what takes long – hostile terminals, the monkey – do the same wherever the package came from.
    run(installed, "-m", "pytest", "-q", "-n", "auto", "-m", "not anywhere", "-p", "no:cacheprovider", cwd=folder / "outside")


def copy(source: Path, target: Path) -> None:
    """Copy a file, or a folder with all it holds."""
    import shutil

    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy2(source, target)


def main(arguments: list[str]) -> None:
    """Test, or hand over to the app."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is met with
        sys.exit("start.py: Python 3.11 or newer is needed.")
    if arguments == ["test"]:
        test()
        return
    # The voting page, the app in a browser and Anki packages need a package or two more than the rest.
    more = next((command for command in ("workshop", "serve", "export") if command in arguments), "")
    python = set_up(f"[{more}]" if more else "")
    command = [str(python), "-m", "smm_trainer", *arguments]
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
