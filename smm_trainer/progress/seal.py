"""What ends every event in a journal. Apart from `events`, because a start that only looks at a glance needs no more of them."""

from __future__ import annotations

SEAL = "saved"
"""The key that ends every event table, ``saved = true``: a table that has it was written whole."""

SEAL_LINE = b"saved = true\n"
"""The last line of an event table. No string of ours contains a raw newline, so it can only stand at a table's end."""
