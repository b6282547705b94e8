"""A till that was cut off for long, with ten thousands of entries that the hub has not heard of."""

import threading
from typing import Final

from counterfoil.domain.rights import GrantKind, Wish
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.outbox.sending import waiting
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.rights.managing import give
from counterfoil.ledger.verdict import Attempt
from counterfoil.sync.exchange import sync_once
from counterfoil.sync.runner import Runner
from tests.faults.killed_hubs import scratch
from tests.faults.reckoning import Harm, reckon
from tests.ledger.shop import ANNA, CASHIER, MANAGER, Shop
from tests.properties.base import make_base
from tests.properties.begin import begin
from tests.properties.parts import Till
from tests.properties.world import World

DRAINS_WITHIN_S: Final = 240.0


def drained(entries: int, seed: int) -> Harm:
    """Redeem so many codes with no network; let the network come back, and do nothing more here."""
    with scratch() as folder:
        world = begin(make_base(folder / "base"), folder / "world", seed)
        north = world.tills["north"]
        texts = held(world, north, entries)
        ends = threading.Event()
        try:
            for code in texts:
                verdict = redeem(north.ledger, Attempt((code,), CASHIER, ANNA), world.now)
                assert verdict.accepted, verdict.refused
            north.way.down = True
            runner = Runner(
                north.ledger, north.way, lambda: world.now, told=lambda _: None, random=lambda: 0.0
            )
            runner.start()
            ends.wait(1.5)
            north.way.down = False
            for _ in range(int(DRAINS_WITHIN_S * 10)):
                if ends.wait(0.1) or not waiting(north.ledger).count:
                    break
            runner.stop()
            left = waiting(north.ledger).count
            world.calm()
            harm = reckon(world.seen())
        finally:
            world.close()
    if left:
        harm.lose(f"{left} entries were not drained")
    return harm


def held(world: World, till: Till, quantity: int) -> list[str]:
    """Have a till hold so many more codes; return them."""
    made = generate(world.hub, "held", quantity, MANAGER, world.now)
    assert made is not None
    wish = Wish(till.ledger.device.id, "held", GrantKind.CODES, ((made.first_id, made.last_id),))
    give(world.hub, wish, MANAGER, world.now)
    for _ in range(2):
        sync_once(till.ledger, till.way, world.now)
    return Shop(world.hub).codes("held")[-quantity:]
