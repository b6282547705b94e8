"""Messages torn, lost, doubled, late, mixed up, spoilt and sent again, and a long silence."""

from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from multiprocessing import get_context
from typing import Final

from tests.faults.attacks import WORKERS, Attack, attacked
from tests.faults.killed_hubs import Place, in_folders
from tests.faults.networks import mixed_up, stormy, torn, weathered
from tests.faults.outage import drained
from tests.faults.poison import poisoned
from tests.faults.replays import replayed, stolen_invitation
from tests.prove.report import Proof

OUTAGE: Final = 20_000


def prove(effort: float) -> list[Proof]:
    """Do it all, and count."""
    with ExitStack() as stack:
        few, many = (stack.enter_context(in_folders(scale)) for scale in (1, 8))
        pool = stack.enter_context(ProcessPoolExecutor(WORKERS, get_context("fork")))
        return [attacked(pool, attack, effort) for attack in attacks_on(few, many)]


def attacks_on(few: Place, many: Place) -> list[Attack]:
    """Return what is done to messages; few codes are where tills want the same ones."""
    return [
        Attack("messages lost, late, doubled, reordered", 3_000, partial(weathered, few), True),
        Attack("the same over HTTP, cut anywhere", 2_000, partial(stormy, many), True),
        Attack("an answer cut off at each byte", 1_200, partial(torn, many)),
        Attack("an answer to another question", 1_000, partial(mixed_up, many), True),
        Attack("a poisoned entry among others", 3_000, poisoned),
        Attack("a request, token or intent replayed", 3_000, replayed),
        Attack("a used or old invitation tried again", 200, stolen_invitation),
        Attack("an entry of a long outage drained", OUTAGE, drained, parts=1),
    ]
