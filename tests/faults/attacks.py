"""What is done so many times, on all of the machine's processors, and what came of all of it."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Final

from tests.faults.reckoning import Harm
from tests.prove.report import Proof
from tests.prove.runner import tries

WORKERS: Final = 2
PARTS: Final = 4


@dataclass(frozen=True)
class Attack:
    """What is `done`, called with how many times and a seed, as often as is promised.

    It is done in `parts`. Where it is `bounded`, duplicates may be as many as were risked.
    """

    what: str
    promised: int
    done: Callable[[int, int], Harm]
    bounded: bool = False
    parts: int = PARTS


def attacked(pool: ProcessPoolExecutor, attack: Attack, effort: float) -> Proof:
    """Do it, and return what came of it."""
    wanted = tries(attack.promised, effort)
    parts = min(attack.parts, wanted)
    shares = [wanted // parts + (place < wanted % parts) for place in range(parts)]
    harm = Harm()
    for found in pool.map(attack.done, shares, [1000 * place for place in range(parts)]):
        harm.add(found)
    for sentence in dict.fromkeys(harm.said[:40]):
        print(f"{attack.what}: {sentence}")  # noqa: T201 - what was found
    return harm.proof(attack.what, wanted, harm.within_risk() if attack.bounded else None)
