"""Clocks years off, set back and forth, over changes of the hour and leap days."""

from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from multiprocessing import get_context

from tests.faults.attacks import WORKERS, Attack, attacked
from tests.faults.clocks import wandering
from tests.faults.clocks_of_tills import jumping, set_back
from tests.faults.killed_hubs import in_folders
from tests.prove.report import Proof


def prove(effort: float) -> list[Proof]:
    """Do it all, and count."""
    with ExitStack() as stack:
        few, many = (stack.enter_context(in_folders(scale)) for scale in (1, 8))
        pool = stack.enter_context(ProcessPoolExecutor(WORKERS, get_context("fork")))
        attacks = (
            Attack("an act while the clock wanders, seven zones", 10_000, wandering),
            Attack("a clock set back to spend what is over", 1_000, partial(set_back, many)),
            Attack("tills whose clocks jump by years", 1_000, partial(jumping, few), True),
        )
        return [attacked(pool, attack, effort) for attack in attacks]
