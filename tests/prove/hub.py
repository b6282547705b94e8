"""Hubs killed at their work, put back to old backups, and bereft of their database."""

from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from multiprocessing import get_context

from tests.faults.apart import HubServed
from tests.faults.attacks import WORKERS, Attack, attacked
from tests.faults.killed_hubs import Place, in_folders, killed, memory, on_postgres, restarted
from tests.faults.restored_hubs import restored
from tests.helpers.postgres import postgres_server
from tests.prove.report import Proof


def prove(effort: float) -> list[Proof]:
    """Do it all, and count."""
    with ExitStack() as stack:
        server = stack.enter_context(postgres_server(durable=True, where=memory()))
        folders, small = (stack.enter_context(in_folders(scale)) for scale in (8, 1))
        databases, few = (stack.enter_context(on_postgres(server, scale)) for scale in (8, 1))
        attacks = attacks_on(folders, small, databases, few)
        pool = stack.enter_context(ProcessPoolExecutor(WORKERS, get_context("fork")))
        return [attacked(pool, attack, effort) for attack in attacks]


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
