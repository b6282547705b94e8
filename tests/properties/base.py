"""What each walk begins with: a hub with campaigns of every policy, and three tills that joined."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from counterfoil.domain.campaign import Activity, Campaign, OfflinePolicy
from counterfoil.domain.exchange import DeviceKind
from counterfoil.domain.limit import Limits
from counterfoil.domain.rights import Allowance, Amount, GrantKind, Wish
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.exchange.enrol import invite
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.allowances import set_allowance
from counterfoil.ledger.rights.managing import give
from counterfoil.ledger.staff import save_staff
from counterfoil.ledger.tables.codes import batches, codes
from counterfoil.sync.exchange import sync_once
from counterfoil.sync.join import join
from tests.domain.build import NOW, limit, store
from tests.helpers.loop_port import LoopPort
from tests.ledger.shop import MANAGER, Shop, fill
from tests.properties.invariants import rows
from tests.properties.parts import Base
from tests.properties.world import HUB, SECOND

TILLS = ("north", "south", "west")
ALWAYS = Activity(datetime(2020, 1, 1, tzinfo=UTC))
HELD = 4
"""Codes that each till holds of a campaign whose codes are held."""


def campaigns(shop: Shop, scale: int = 1) -> dict[str, Campaign]:
    """One campaign of each policy, and for those that may be redeemed alone one with a budget.

    There are `scale` times as many codes as a walk needs, and limits as wide.
    """
    reused = {"reuse_after_reversal": True}
    bounds = (scale * n for n in (4, 5, 7))
    four, five, seven = (Limits(points=limit(100 * n), executions=limit(n)) for n in bounds)
    wanted: dict[str, tuple[int, dict[str, object]]] = {
        "asked": (5, {"offline_policy": OfflinePolicy.ONLINE_ONLY, "limits": four, **reused}),
        "held": (12, {"offline_policy": OfflinePolicy.OWNED, **reused}),
        "shared": (12, {"offline_policy": OfflinePolicy.OWNED, "limits": seven}),
        "risked": (4, {"offline_policy": OfflinePolicy.CAPPED, **reused}),
        "tight": (8, {"offline_policy": OfflinePolicy.CAPPED, "limits": five}),
    }
    return {
        name: shop.campaign(quantity * scale, id=name, activity=ALWAYS, **over)[0]
        for name, (quantity, over) in wanted.items()
    }


def supply(hub: Ledger, scale: int = 1) -> None:
    """Keep every till supplied with small leases."""
    two = Amount(units=Decimal(200 * scale), count=2 * scale)
    for name, risk in (("shared", Amount()), ("risked", two), ("tight", two)):
        allowance = Allowance(campaign_id=name, device="", budget=two, risk=risk, hours=12, quota=9)
        set_allowance(hub, allowance, MANAGER, NOW)


def code_ids(hub: Ledger, campaign: str) -> tuple[int, ...]:
    """Return the ids of a campaign's codes."""
    query = (
        select(codes.c.id)
        .join(batches, batches.c.id == codes.c.batch_id)
        .where(batches.c.campaign_id == campaign)
        .order_by(codes.c.id)
    )
    return tuple(row["id"] for row in rows(hub, query))


@contextmanager
def hub_in(folder: Path) -> Iterator[Ledger]:
    """Give a ledger that is to be a hub's, in a folder below the base's."""
    with open_ledger(folder / HUB, NOW, store=store()) as ledger:
        yield ledger


def make_base(
    folder: Path,
    hubs: Callable[[Path], AbstractContextManager[Ledger]] = hub_in,
    scale: int = 1,
) -> Base:
    """Make the folders of a hub and of three tills that have what they need to work alone.

    The hub's ledger is what `hubs` gives for the folder; there are `scale` times as many codes.
    """
    with ExitStack() as stack:
        alone = stack.enter_context(hubs(folder))
        fill(alone)
        save_staff(alone, SECOND, MANAGER, NOW)
        hub = become_hub(alone, NOW)
        shop = Shop(hub)
        made = campaigns(shop, scale)
        supply(hub, scale)
        tills = {name: stack.enter_context(joined(hub, folder / name, name)) for name in TILLS}
        ids = {name: code_ids(hub, name) for name in made}
        for place, till in enumerate(tills.values()):
            for name in ("held", "shared"):
                first = ids[name][place * HELD * scale]
                held = ((first, first + HELD * scale - 1),)
                wish = Wish(till.device.id, name, GrantKind.CODES, ranges=held)
                give(hub, wish, MANAGER, NOW)
        for _ in range(2):
            for till in tills.values():
                sync_once(till, LoopPort(hub, lambda: NOW), NOW)
        texts = {name: tuple(shop.codes(name)) for name in made}
    return Base(folder, TILLS, made, texts, ids, NOW)


def joined(hub: Ledger, folder: Path, name: str) -> Ledger:
    """Return the open ledger of a till that has joined the hub."""
    token = invite(hub, "W1", name, DeviceKind.TILL, MANAGER, NOW)
    ledger = open_ledger(folder, NOW)
    return join(ledger, LoopPort(hub, lambda: NOW), "http://hub", token, name, NOW)
