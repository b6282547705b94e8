"""Tills of a hub whose clocks are wrong, and tills whose clock somebody sets back for more time."""

import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Final

from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.verdict import Attempt
from tests.faults.apart import HubApart
from tests.faults.killed_hubs import Place, scratch, settle
from tests.faults.networks import DAYS
from tests.faults.reckoning import Harm
from tests.ledger.shop import ANNA, CASHIER
from tests.properties.invariants import ALWAYS, flaws
from tests.properties.parts import Base, Till
from tests.properties.walk import wait

LASTS: Final = timedelta(hours=12)
"""How long what the tills may spend is good for."""
STEPS: Final = 50
OFF: Final = tuple(
    timedelta(**each)
    for each in ({}, {"hours": 1}, {"hours": -1}, {"days": 366}, {"days": -365}, {"minutes": 20})
)  # fmt: skip


@dataclass
class WrongClocks(HubApart):
    """A world in which each till's clock is wrong by something else, and now and then by another.

    `jumps` counts how often one changed. At the end they are at `rest`, as wrong as they were last.
    """

    off: dict[str, timedelta] = field(default_factory=dict)
    jumps: int = 0
    rest: bool = False

    def time_at(self, till: Till) -> datetime:
        """Return what a till's clock says."""
        if not self.rest and self.random.random() < 0.2:
            self.off[till.name] = self.random.choice(OFF)
            self.jumps += 1
        return self.now + self.off.get(till.name, timedelta())


def jumping(place: Place, tries: int, seed: int) -> Harm:
    """Let tills work, with a hub, while their clocks jump so many times."""
    harm, done = Harm(), 0
    days = {step: weight for step, weight in DAYS.items() if step is not wait}
    while done < tries:
        with place.world(seed, kind=WrongClocks) as world:
            assert isinstance(world, WrongClocks)
            for step in world.random.choices([*days], [*days.values()], k=STEPS):
                world.later(world.random.choice((1, 5, 30)))
                step(world)
                found = flaws(world.seen(), ALWAYS)
                if found:
                    harm.double(*found, *world.said)
                    break
            else:
                # Where they never rest, what a till may spend ends and is given anew for ever.
                world.rest = True
                settle(world, harm)
            done += world.jumps
        seed += 1
    return harm


def set_back(place: Place, tries: int, seed: int) -> Harm:
    """Try so often to spend what was over, with the clock set back or as if it had been earlier."""
    random, harm = Random(seed), Harm()
    for _ in range(tries):
        with scratch() as folder:
            shutil.copytree(
                place.base.folder / "north", folder / "north", ignore=shutil.ignore_patterns("lock")
            )
            with open_ledger(folder / "north", place.base.now) as till:
                _cheat(till, place.base, random, harm)
    return harm


def _cheat(till: Ledger, base: Base, random: Random, harm: Harm) -> None:
    start = base.now + timedelta(minutes=random.randrange(1, 60))
    first, later, *more = random.sample(base.codes["risked"], 6)
    if not redeem(till, Attempt((first,), CASHIER, ANNA), start).accepted:
        harm.crash("what may be spent was refused")
    over = base.now + LASTS + timedelta(minutes=random.randrange(1, 5000))
    if redeem(till, Attempt((later,), CASHIER, ANNA), over).accepted:
        harm.double(f"accepted at {over}, when all was over")
    for code in more:
        back = start + timedelta(minutes=random.randrange(1, 600))
        told = random.choice((None, back))
        verdict = redeem(
            till, Attempt((code,), CASHIER, ANNA, at=told), random.choice((back, over))
        )
        if verdict.accepted:
            harm.double(f"accepted with the clock at {back}, told {told}, and it was {over}")
