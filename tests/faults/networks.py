"""Networks that tear, lose, double, delay and mix up messages, and what came of it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any, Final, TypeVar

from counterfoil.domain.errors import UserError
from counterfoil.sync.http import HttpPort
from counterfoil.sync.port import Port
from tests.faults.apart import ACTS, HubApart
from tests.faults.killed_hubs import Place, settle
from tests.faults.reckoning import Harm
from tests.helpers.flaky_proxy import Fate, FlakyProxy, always, flaky_proxy, sometimes
from tests.hub.served import served
from tests.properties.invariants import ALWAYS, flaws
from tests.properties.network import BAD, Relay
from tests.properties.network import Fate as Lot
from tests.properties.parts import NONE, Mistake
from tests.properties.walk import WEIGHTS, Step, scan, undo

T = TypeVar("T")
STEPS: Final = 60
_MACHINES: Final = frozenset(
    {"copy_till", "put_till_back", "copy_hub", "put_hub_back", "page_from_before"}
)
DAYS: Final[Mapping[Step, float]] = {
    step: weight for step, weight in WEIGHTS.items() if step.__name__ not in _MACHINES
}
STORM: Final[Mapping[Fate, float]] = {
    Fate.CUT: 0.2,
    Fate.TORN: 0.1,
    Fate.LOSE: 0.1,
    Fate.DOUBLE: 0.1,
    Fate.DROP: 0.05,
    Fate.REFUSE: 0.05,
    Fate.LATE: 0.01,
}
PATHS: Final = ("POST /sync/push", "POST /sync/session", "POST /sync/redeem", "GET /sync/changes")


def weathered(place: Place, tries: int, seed: int, mistake: Mistake = NONE) -> Harm:
    """Walk where the network is bad, until so much of what was sent met a fate."""
    harm, met = Harm(), 0
    while met < tries:
        with place.world(seed, mistake) as world:
            _walk(world, harm)
            fates = [till.mail.fates for till in world.tills.values()]
            met += sum(each.total() - each[Lot.PASS] for each in fates)
        seed += 1
    return harm


def _walk(world: HubApart, harm: Harm) -> None:
    world.bad = {fate: 2 * share for fate, share in BAD.items()}
    for step in world.random.choices([*DAYS], [*DAYS.values()], k=STEPS):
        world.later(world.random.choice((1, 5, 30)))
        step(world)
        found = flaws(world.seen(), ALWAYS)
        if found:
            harm.double(*found, *world.said)
            return
    settle(world, harm)


def stormy(place: Place, tries: int, seed: int) -> Harm:
    """Work over HTTP through a storm, until so many requests met a fate; anywhere may be cut."""
    harm, met = Harm(), 0
    while met < tries:
        with place.world(seed) as world:
            with behind_proxy(world) as proxy:
                proxy.choose = sometimes(world.random, STORM)
                proxy.cut_at = partial(_anywhere, world.random)
                for _ in range(15):
                    world.work(5)
                met += proxy.fates.total() - proxy.fates[Fate.PASS]
            settle(world, harm)
        seed += 1
    return harm


def _anywhere(random: Random, message: bytes) -> int:
    return random.randrange(len(message))


def torn(place: Place, tries: int, seed: int) -> Harm:
    """Cut answers off at one byte after the other, over all there are as evenly as may be."""
    harm, done = Harm(), 0
    while done < tries:
        with place.world(seed) as world:
            with behind_proxy(world) as proxy:
                for number in range(done, min(done + 100, tries)):
                    _cut_once(world, proxy, PATHS[number % len(PATHS)], number / tries)
                    done += 1
            settle(world, harm)
        seed += 1
    return harm


def _cut_once(world: HubApart, proxy: FlakyProxy, path: str, share: float) -> None:
    """Do something at a till, and cut the answer that it gets off at a share of its length."""
    world.later(5)
    proxy.cut_at = lambda answer: int(share * len(answer))
    proxy.choose = lambda line: Fate.CUT if line.startswith(path) else Fate.PASS
    world.online = float(path.endswith("redeem"))
    world.random.choices((scan, undo), (9, 1))[0](world)
    for till in world.tills.values():
        world.sync(till, {})
    proxy.choose = always(Fate.PASS)
    world.sync(world.random.choice([*world.tills.values()]), {})


@contextmanager
def behind_proxy(world: HubApart) -> Iterator[FlakyProxy]:
    """Have the tills reach the hub over HTTP through a proxy."""
    with (
        served(world.hub, lambda: world.now) as client,
        flaky_proxy(str(client.http.base_url)) as proxy,
    ):
        world.ways = {name: HttpPort(proxy.address) for name in world.tills}
        try:
            yield proxy
        finally:
            for way in world.ways.values():
                way.close()
            world.ways = {}


@dataclass
class MixedUp(Relay):
    """A way on which answers are held back, and given to a later question of the same kind."""

    random: Random
    kept: dict[str, list[Any]] = field(default_factory=dict)
    share: float = 0.25
    mixed: int = 0

    def _ask(self, ask: Callable[[Port], T]) -> T:
        answer = ask(self.port)
        before = self.kept.setdefault(ask.__code__.co_name + str(ask.__code__.co_firstlineno), [])
        before.append(answer)
        if self.random.random() >= self.share or len(before) < 2:
            return answer
        self.mixed += 1
        found: T = self.random.choice(before[:-1])
        return found


def mixed_up(place: Place, tries: int, seed: int) -> Harm:
    """Give tills old answers for new ones, so many times."""
    harm, done = Harm(), 0
    while done < tries:
        with place.world(seed) as world:
            ways: dict[str, MixedUp] = {}

            def port(world: HubApart, way: Port, ways: dict[str, MixedUp] = ways) -> Port:
                name = next(each.name for each in world.tills.values() if each.way is way)
                known = ways.setdefault(name, MixedUp(way, world.random))
                known.port = way
                return known

            world.mistake = Mistake(port=port)
            for _ in range(12):
                _work(world)
            done += sum(each.mixed for each in ways.values())
            world.mistake = NONE
            settle(world, harm)
        seed += 1
    return harm


def _work(world: HubApart) -> None:
    world.later(5)
    for step in world.random.choices([*ACTS], [*ACTS.values()], k=4):
        step(world)
    for till in world.tills.values():
        with suppress(UserError):
            world.sync(till, {})
