"""Hubs that are put back to backups of any age, again and again, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import psycopg

from counterfoil.ledger.backup import backup
from counterfoil.ledger.connect import restore
from counterfoil.ledger.exchange.epochs import fence
from tests.faults.apart import HubApart
from tests.faults.killed_hubs import Place, settle
from tests.faults.reckoning import Harm
from tests.ledger.shop import MANAGER
from tests.properties.invariants import ALWAYS, flaws, handed_out
from tests.properties.parts import NONE, Mistake
from tests.properties.walk import WEIGHTS, Step, give_up
from tests.properties.world import HUB, World

STEPS: Final = 60
KEPT: Final = 6
"""Backups that are kept; the oldest goes."""

MEANWHILE: Final = tuple(each for each in ALWAYS if each is not handed_out)
"""What holds at every instant. A hub that was told again of its own answer, and not yet of the
entries before it, counts what those gave back as still out: its books are strict, not the goods."""


@dataclass
class Aged(HubApart):
    """A world whose hub has backups of several ages. It counts how often one was put back."""

    backups: list[str] = field(default_factory=list)
    restores: int = 0

    def copy_hub(self) -> None:
        """Back the hub up."""
        name = f"backup{self.restores}x{len(self.said)}"
        if self.opened is None:
            backup(self.hub, self.now, self.folder / name)
        else:
            self.hub.close()
            self._copy_database(self._database, f"{self._database}{name}")
            self._open_hub()
        self.backups = [*self.backups, name][-KEPT:]
        self.has_copy = True

    def put_hub_back(self) -> None:
        """Put any of the backups back, as one is told to."""
        if not self.backups:
            return
        # An epoch is known by its minute.
        self.later(60)
        name = self.random.choice(self.backups)
        self.hub.close()
        if self.opened is None:
            restore(self.folder / HUB, self.folder / name, self.now)
            self._open_hub()
        else:
            self._copy_database(f"{self._database}{name}", self._database)
            self._open_hub()
            fence(self.hub, MANAGER, self.now)
        self.restores += 1
        self._lose()

    @property
    def _database(self) -> str:
        return self.hub.database.place

    def _copy_database(self, name: str, to: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as conn:
            conn.execute(f"DROP DATABASE IF EXISTS {to} WITH (FORCE)")
            conn.execute(f"CREATE DATABASE {to} TEMPLATE {name}")


def put_back_twice(world: World) -> None:
    """Restore the hub, let some of the tills find out, and restore it again."""
    world.say("the hub is restored twice")
    world.put_hub_back()
    for till in world.random.sample([*world.tills.values()], world.random.randrange(3)):
        world.sync(till)
    world.put_hub_back()


_OFF: Final = frozenset({"copy_till", "put_till_back", "page_from_before"})
DAYS: Final[Mapping[Step, float]] = {
    **{step: weight for step, weight in WEIGHTS.items() if step.__name__ not in _OFF},
    **{
        step: {"copy_hub": 6, "put_hub_back": 5}[step.__name__]
        for step in WEIGHTS
        if step.__name__ in {"copy_hub", "put_hub_back"}
    },
    put_back_twice: 1.5,
    give_up: 0.5,
}


def restored(place: Place, tries: int, seed: int, mistake: Mistake = NONE) -> Harm:
    """Put hubs back until it was done so often; return what came of it."""
    harm, done = Harm(), 0
    while done < tries:
        with place.world(seed, mistake, kind=Aged) as world:
            assert isinstance(world, Aged)
            _walk(world, harm)
            done += world.restores
        seed += 1
    return harm


def _walk(world: Aged, harm: Harm) -> None:
    world.online = world.random.choice((0.5, 0.2, 0.8))
    for step in world.random.choices([*DAYS], [*DAYS.values()], k=STEPS):
        world.later(world.random.choice((1, 5, 30)))
        step(world)
        found = flaws(world.seen(), MEANWHILE)
        if found:
            harm.double(*found, *world.said)
            return
    settle(world, harm)
