"""The power is cut, and what was not synced is dropped, torn or kept: every acceptance survives.

The calls of the real program are recorded as the kernel sees them (`tests/faults/tracing.py`) and
repeated on a disk that keeps no more than it must (`tests/faults/disk_log.py`). A layer below
SQLite alone would not see keys, copies, sheets, names and what was shown; one for all programs,
such as LazyFS, would have to be compiled and mounted.
"""

import random
from collections.abc import Sequence

from tests.faults.deeds import DEEDS, FIRST_START, Deed, Harm
from tests.faults.power_cuts import careless, cut_power, record
from tests.faults.scene import Scene, scenery
from tests.faults.tracing import CANNOT_TRACE, can_trace
from tests.prove.harm import planted, proof
from tests.prove.report import Proof
from tests.prove.runner import tries

REDEEMING, REST = 1200, 2000
PLANTED = 60
"""Enough for the chance that a careless program gets through to be none."""


def prove(effort: float) -> list[Proof]:
    """Cut the power at thousands of moments."""
    if not can_trace():
        return [Proof(f"power cut: {CANNOT_TRACE}", tries=0)]
    with scenery() as scene:
        redeeming = [deed for deed in DEEDS if deed.name.startswith("redeem")]
        rest = [deed for deed in DEEDS if deed not in redeeming]
        first = cuts(scene.emptied(), [FIRST_START], tries(200, effort))
        redeemed = cuts(scene, redeeming, tries(REDEEMING, effort))
        others = cuts(scene, rest, tries(REST, effort))
        others.add(first)
        return [
            proof("power cut while codes are redeemed", redeemed),
            proof("power cut while anything else is done", others),
            *(planted(f"a log that is synced as by {level}", found_out(scene, level))
              for level in ("OFF", "NORMAL")),
        ]  # fmt: skip


def cuts(scene: Scene, deeds: Sequence[Deed], times: int) -> Harm:
    """Cut the power `times` times in all, shared out among the commands."""
    chance, harm = random.Random(times), Harm()
    for number, deed in enumerate(deeds):
        share = times // len(deeds) + (number < times % len(deeds))
        if share:
            harm.add(cut_power(record(deed, scene), share, chance))
    return harm


def found_out(scene: Scene, level: str) -> Harm:
    """Cut the power of a program that does not wait for the disk."""
    return cut_power(record(DEEDS[0], scene, careless(level)), PLANTED, random.Random(1))
