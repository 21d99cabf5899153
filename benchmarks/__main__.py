"""Print every measured figure beside its limit.

python -m benchmarks [--quick] [--json]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks import commands, journal, keys, reports, startup, workshop
from benchmarks.row import Row


def main() -> int:
    """Measure everything; returns 1 when a figure is over its limit."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repeats")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    repeats = 5 if options.quick else 15
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for part in (startup, commands, journal, keys, reports, workshop):
            rows += part.measure(Path(folder), repeats)
    if options.json:
        print(json.dumps([row.as_json() for row in rows], indent=2))
    else:
        for row in rows:
            print(row)
    return int(any(row.over for row in rows))


if __name__ == "__main__":
    sys.exit(main())
