"""A thousand tills that come back to a hub at the same moment."""

from typing import Final

from tests.faults.crowd import EACH, crowd
from tests.prove.report import Bound, Proof
from tests.prove.runner import tries

TILLS: Final = 1_000
MOST_MB: Final = 250.0
MOST_HEALTH_S: Final = 5.0
"""What a balancer waits for, usually."""


def prove(effort: float) -> list[Proof]:
    """Let them come, and count."""
    tills = tries(TILLS, effort)
    made = crowd(tills)
    grown = Bound(made.grown_mb, MOST_MB, "MB above the start")
    health = Bound(made.slowest_health_s, MOST_HEALTH_S, "s")
    put_off = f"{tills:,} tills at once, put off {made.asked_again:,} times, {made.took_s:.0f} s"
    return [
        made.harm.proof(f"a till of {put_off}", tills, grown),
        Proof("an entry of theirs", tills * EACH),
        Proof("the hub asked meanwhile whether it is well", made.healthy, bound=health),
    ]
