"""Hubs killed at their work, put back to old backups, and bereft of their database."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Final

from tests.faults.apart import HubServed
from tests.faults.killed_hubs import Place, in_folders, killed, memory, on_postgres, restarted
from tests.faults.reckoning import Harm
from tests.faults.restored_hubs import restored
from tests.helpers.postgres import postgres_server
from tests.prove.report import Proof
from tests.prove.runner import tries

WORKERS: Final = 2
PARTS: Final = 4
"""Parts that what is tried often is done in, so that the machine's processors share it."""


@dataclass(frozen=True)
class Attack:
    """What is done so many times at a place, called with how many times and a seed."""

    what: str
    promised: int
    done: Callable[[int, int], Harm]
    bounded: bool = False


def prove(effort: float) -> list[Proof]:
    """Do it all, and count."""
    with ExitStack() as stack:
        server = stack.enter_context(postgres_server(durable=True, where=memory()))
        folders, small = (stack.enter_context(in_folders(scale)) for scale in (8, 1))
        databases, few = (stack.enter_context(on_postgres(server, scale)) for scale in (8, 1))
        attacks = attacks_on(folders, small, databases, few)
        pool = stack.enter_context(ProcessPoolExecutor(WORKERS, get_context("fork")))
        return [made for attack in attacks for made in [_proof(pool, attack, effort)]]


def attacks_on(folders: Place, small: Place, databases: Place, few: Place) -> list[Attack]:
    """Return what is done to hubs, of either kind, with many codes and with few."""
    return [
        Attack("hub killed in mid-batch, SQLite", 300, partial(killed, folders)),
        Attack("hub killed in mid-batch, PostgreSQL", 300, partial(killed, databases)),
        Attack("counterfoil hub serve killed", 12, partial(killed, folders, kind=HubServed)),
        Attack("PostgreSQL stopped in mid-batch", 40, restarted),
        Attack("hub restored from an old backup, SQLite", 200, partial(restored, small), True),
        Attack("hub restored from an old backup, PostgreSQL", 100, partial(restored, few), True),
    ]


def _proof(pool: ProcessPoolExecutor, attack: Attack, effort: float) -> Proof:
    wanted = tries(attack.promised, effort)
    parts = min(PARTS, wanted)
    shares = [wanted // parts + (place < wanted % parts) for place in range(parts)]
    harm = Harm()
    for found in pool.map(attack.done, shares, [1000 * place for place in range(parts)]):
        harm.add(found)
    return harm.proof(attack.what, wanted, harm.within_risk() if attack.bounded else None)
