"""Every fault, and how often it is tried: in the tests, and in the long form."""

from __future__ import annotations

from tests.faults import disk, halls, hands, kills, terminals, writers
from tests.faults.guided import guided_mutations
from tests.faults.monkey import monkey
from tests.faults.mutate import byte_mutations
from tests.faults.outcome import Fault
from tests.faults.special import special_inputs

FAULTS = (
    Fault("kill -9 in quiz --plain", kills.kill_plain, 4, 900),
    Fault("kill -9 in the app", kills.kill_app, 1, 100),
    Fault("kill -9 in a workshop", halls.facilitator_killed, 2, 100),
    Fault("last table torn at a byte", hands.torn_tables, 15, 10_000),
    Fault("a call fails (ENOSPC, EIO, …)", disk.failing_calls, 80, 10_000),
    Fault("a write that stops at a byte", disk.short_writes, 10, 250),
    Fault("a limit to the file's size", disk.limited_size, 20, 400),
    Fault("the same through quiz --plain", disk.limited_program, 8, 20),
    Fault("a disk that is full", disk.full_disk, 3, 50),
    Fault("a folder that turns read-only", disk.read_only_folder, 4, 40),
    Fault("the file changed by hand", hands.by_hand, 1, 8),
    Fault("four writers", writers.four_writers, 25, 1000),
    Fault("a clock that jumps", hands.jumping_clock, 60, 1000),
    Fault("paths of all kinds", hands.odd_paths, 1, 10),
    Fault("a monkey at the keyboard", monkey, 0, 20_000),
    Fault("signals, at every place", terminals.signals, 16, 320),
    Fault("a window that is closed", terminals.hang_ups, 1, 40),
    Fault("a storm of resizes", terminals.storm, 60, 500),
    Fault("keys held down", terminals.held, 3, 200),
    Fault("a million letters pasted", terminals.pastes, 1, 3),
    Fault("special inputs", special_inputs, 1, 1),
    Fault("mutated bytes", byte_mutations, 500, 70_000),
    Fault("mutated bytes, by coverage", guided_mutations, 0, 30_000),
)
"""In the order of the table."""
