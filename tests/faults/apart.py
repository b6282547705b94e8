"""A hub in a program of its own and its tills here: what becomes of it when the hub is killed."""

import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from counterfoil.domain.errors import UserError
from counterfoil.hub.wiring import clock
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.ledger import Ledger
from counterfoil.sync.exchange import sync_once
from counterfoil.sync.http import HttpPort
from counterfoil.sync.port import Port
from tests.faults.forked_hub import Death, ForkedHub, HubClock, Opener, forked_hub, kill_later
from tests.helpers.loop_port import LoopPort
from tests.hub.process import hub_process
from tests.properties.network import Fate
from tests.properties.parts import Base, Till, copy_folder, observe
from tests.properties.walk import Step, clash, scan, sync_well, undo
from tests.properties.world import HUB, World

ACTS: Final[Mapping[Step, int]] = {scan: 6, undo: 1, sync_well: 3, clash: 1}


@dataclass(frozen=True)
class Served:
    """A hub at `address`, as it was started."""

    address: str
    running: subprocess.Popen[str]

    @property
    def is_dead(self) -> bool:
        """Whether it was killed by now."""
        return self.running.poll() is not None


Running = ForkedHub | Served


@dataclass
class HubApart(World):
    """Tills whose hub is elsewhere at times; `opened` opens its ledger, here or there.

    It is on the PostgreSQL at `server`, if on one. `ways` are the tills' ways to it meanwhile. What
    it does wrong as it starts, `on_start` does.
    """

    opened: Opener | None = None
    server: str = ""
    on_start: Callable[[Ledger], None] = lambda _hub: None
    ways: dict[str, HttpPort] = field(default_factory=dict)

    @contextmanager
    def elsewhere(self, log: Path, death: Death | None) -> Iterator[Running]:
        """Have the hub in a program of its own, which dies as it is told."""
        self.hub.close()
        with self._started(log, death) as hub:
            self.ways = {name: HttpPort(hub.address) for name in self.tills}
            try:
                yield hub
            finally:
                for way in self.ways.values():
                    way.close()
                self.ways = {}
        self._open_hub()

    def work(self, acts: int) -> None:
        """Do a few things at the tills, most of which tell the hub, which ends with all told."""
        self.later(5)
        for step in self.random.choices([*ACTS], [*ACTS.values()], k=acts):
            step(self)
        for till in self.tills.values():
            self.sync(till, {})

    def reaches(self, till: Till) -> bool:
        """Say whether a till can tell the hub all it has to say."""
        try:
            sync_once(till.ledger, self._port(till, {}), self.now)
        except UserError:
            return False
        return True

    def _started(self, log: Path, death: Death | None) -> AbstractContextManager[Running]:
        return forked_hub(self._opened, HubClock(self.now), log, death)

    def _opened(self) -> Ledger:
        hub = self.opened() if self.opened else open_ledger(self.folder / HUB, self.now)
        self.on_start(hub)
        return hub

    def _open_hub(self) -> None:
        self.hub = self._opened()
        for till in self.tills.values():
            till.way.hub = self.hub

    def _observe(self) -> None:
        if not self.ways:
            super()._observe()
        for name, till in self.tills.items():
            observe(self.model, name, till.ledger)

    def _port(self, till: Till, shares: Mapping[Fate, float]) -> Port:
        if not self.ways:
            return super()._port(till, shares)
        return self.mistake.port(self, self.ways[till.name])


def begun(
    kind: type[HubApart], base: Base, folder: Path, seed: int, opened: Opener | None = None
) -> HubApart:
    """Return a world that is as `base` says; its hub is in its folder, or where `opened` says."""
    copy_folder(base.folder, folder)
    hub = opened() if opened else open_ledger(folder / HUB, base.now)
    world = kind(base, folder, Random(seed), base.now, hub, opened=opened)
    world.online = 0.6
    for name in base.tills:
        ledger = open_ledger(folder / name, base.now)
        world.tills[name] = Till(name, folder / name, ledger, LoopPort(hub, lambda: world.now))
    return world


@dataclass
class HubServed(HubApart):
    """One whose hub is started by `counterfoil hub serve`, and goes by the machine's clock."""

    @contextmanager
    def _started(self, log: Path, death: Death | None) -> Iterator[Running]:
        self.now = max(self.now, clock())
        place = self.folder / "served"
        place.mkdir(exist_ok=True)
        if not (place / "data").exists():
            (place / "data").symlink_to(self.folder / HUB)
        with hub_process(place) as real:
            kill_later(real.running.pid, (death.number if death else 1000) / 1000)
            yield Served(real.address, real.running)
            real.running.kill()
            real.running.wait()
        with log.open("a", encoding="utf-8") as file:
            file.write(real.log.read_text("utf-8"))
