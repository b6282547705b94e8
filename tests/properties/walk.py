"""A random walk: steps drawn from a seed, and everything checked after each."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from counterfoil.domain.campaign import OfflinePolicy, Translation
from counterfoil.domain.errors import UserError
from counterfoil.domain.rights import Amount, GrantKind, Wish
from counterfoil.ledger.campaigns import get_campaign, save_campaign, set_active
from counterfoil.ledger.rights.managing import give, recall
from tests.ledger.shop import ANNA, MANAGER, PIOTR
from tests.properties.begin import begin
from tests.properties.invariants import grants_of, held_by
from tests.properties.network import BAD, GOOD, Fate
from tests.properties.parts import NONE, Base, Mistake, Till
from tests.properties.world import World

Step = Callable[[World], None]
RASH: Final = 0.2
"""The share of tills that are well which are given up when somebody thinks of it."""


def _till(world: World) -> Till:
    return world.random.choice([*world.tills.values()])


def _code(world: World, till: Till | None = None) -> tuple[str, str]:
    """Draw a code; where it is for a till, often one that the till holds."""
    campaign = world.random.choice([*world.base.codes, *world.favourites])
    number = world.random.randrange(len(world.base.codes[campaign]))
    ranges = [] if till is None else held_by(till.ledger, campaign)
    if ranges and world.random.random() < 0.6:
        number = world.base.ids[campaign].index(world.random.randint(*world.random.choice(ranges)))
    return campaign, world.base.codes[campaign][number]


def scan(world: World) -> None:
    """Redeem a code somewhere, with the network or without."""
    till = _till(world)
    campaign, code = _code(world, till)
    online = world.random.random() < world.online
    card = world.random.choice((ANNA, PIOTR))
    verdict = world.scan(till, code, card, online=online)
    said = "stopped" if verdict is None else verdict.refused or ("final", "open")[not verdict.final]
    world.say(f"{till.name} scans {campaign} {code} {'online' if online else 'offline'}: {said}")


def clash(world: World) -> None:
    """Redeem one code at two tills that do not reach the hub."""
    code = world.random.choice(world.base.codes["risked"])
    for till in world.random.sample([*world.tills.values()], 2):
        verdict = world.scan(till, code, ANNA, online=False)
        world.say(f"{till.name} scans risked {code}: {verdict and verdict.refused}")


def scan_at_hub(world: World) -> None:
    """Redeem a code at the hub."""
    campaign, code = _code(world)
    verdict = world.scan_at_hub(code, ANNA)
    world.say(f"the hub redeems {campaign} {code}: {verdict.refused or 'yes'}")


def undo(world: World) -> None:
    """Undo one of a till's redemptions there."""
    till = _till(world)
    mine = [each for each in world.model.handed.values() if each.till == till.name]
    if mine:
        chosen = world.random.choice(mine)
        world.undo(till, chosen)
        world.say(f"{till.name} undoes {chosen.id} of code {chosen.code}")


def sync(world: World) -> None:
    """Synchronise a till on a bad network."""
    till = _till(world)
    world.say(f"{till.name} synchronises")
    world.sync(till)


def sync_well(world: World) -> None:
    """Synchronise a till on a good network."""
    till = _till(world)
    world.say(f"{till.name} synchronises well")
    world.sync(till, {})


def deliver(world: World) -> None:
    """Let something that was late arrive."""
    till = _till(world)
    world.say(f"late from {till.name}: {len(till.mail.late)}, to it: {len(till.mail.pages)}")
    world.deliver(till)
    world.deliver_page(till)


def push_again(world: World) -> None:
    """Send what the hub has already."""
    till = _till(world)
    world.say(f"{till.name} sends again")
    world.push_again(till)


def restart(world: World) -> None:
    """Stop and start a till."""
    till = _till(world)
    world.say(f"{till.name} restarts")
    world.restart(till)


def hold(world: World) -> None:
    """Give a till codes to hold."""
    till = _till(world)
    campaign = world.random.choice(
        [c for c in world.base.campaigns.values() if c.offline_policy is OfflinePolicy.OWNED]
    )
    first = world.random.choice(world.base.ids[campaign.id])
    last = min(first + 2, world.base.ids[campaign.id][-1])
    wish = Wish(till.ledger.device.id, campaign.id, GrantKind.CODES, ranges=((first, last),))
    with suppress(UserError):
        give(world.hub, wish, MANAGER, world.now)
        world.say(f"{till.name} is given the codes {first} to {last}")


def take_back(world: World) -> None:
    """Recall one of the rights that are out."""
    out = [grant for grant in grants_of(world.hub) if grant.is_open]
    if out:
        grant = world.random.choice(out)
        with suppress(UserError):
            recall(world.hub, grant.id, MANAGER, world.now)
            world.say(f"grant {grant.id} ({grant.kind}) is recalled")


def change(world: World) -> None:
    """Save a campaign at the hub: its name, or on and off."""
    campaign = get_campaign(world.hub, world.random.choice([*world.base.campaigns]))
    world.say(f"{campaign.id} is saved")
    if world.random.random() < 0.9:
        named = replace(campaign, translations={"en": Translation(f"Name {len(world.said)}")})
        save_campaign(world.hub, named, MANAGER, world.now, base_version=campaign.version)
    else:
        set_active(world.hub, campaign.id, MANAGER, world.now, active=not campaign.active)


def wait(world: World) -> None:
    """Let hours pass."""
    hours = world.random.choice((0.5, 3, 13))
    world.say(f"{hours} hours pass")
    world.later(hours * 3600)


def copy_till(world: World) -> None:
    """Copy a till's disk."""
    till = _till(world)
    world.say(f"{till.name} is copied")
    world.copy_till(till)


def put_till_back(world: World) -> None:
    """Put a till's disk back."""
    till = _till(world)
    world.say(f"{till.name} is put back to {till.copied_at}")
    world.put_till_back(till)


def give_up(world: World) -> None:
    """Write a till off: one that is frozen, sometimes one that is well."""
    till = _till(world)
    if world.is_frozen(till) or world.random.random() < RASH:
        world.say(f"{till.name} is given up")
        world.give_up(till)


def copy_hub(world: World) -> None:
    """Back the hub up."""
    world.say("the hub is backed up")
    world.copy_hub()


def put_hub_back(world: World) -> None:
    """Restore the hub."""
    world.say(f"the hub is restored: {world.has_copy}")
    world.put_hub_back()


def page_from_before(world: World) -> None:
    """Have a page of the feed, with a new lease, get stuck while the hub is restored to before."""
    till = _till(world)
    world.say(f"a page to {till.name} gets stuck over a restore")
    world.copy_hub()
    ends, amount = world.now + timedelta(hours=9), Amount(units=Decimal(100), count=1)
    wish = Wish(till.ledger.device.id, "risked", GrantKind.RISK, amount=amount, expires_at=ends)
    with suppress(UserError):
        give(world.hub, wish, MANAGER, world.now)
    world.sync(till, {Fate.LOSE: 0.5})
    world.put_hub_back()
    for each in (*world.tills.values(), *world.tills.values()):
        world.sync(each, GOOD)
    world.deliver_page(till)


WEIGHTS: Mapping[Step, float] = {
    scan: 30,
    clash: 2,
    scan_at_hub: 4,
    undo: 5,
    sync: 14,
    sync_well: 5,
    deliver: 6,
    push_again: 3,
    restart: 2,
    hold: 5,
    take_back: 3,
    change: 3,
    wait: 3,
    copy_till: 1,
    put_till_back: 0.5,
    copy_hub: 1.5,
    put_hub_back: 1.5,
    page_from_before: 0.5,
}


@dataclass(frozen=True)
class Days:
    """Days on which more of something happens: steps, scans of some campaigns, or lost answers."""

    weights: Mapping[Step, float] = field(default_factory=lambda: WEIGHTS)
    favourites: tuple[str, ...] = ()
    bad: Mapping[Fate, float] = field(default_factory=lambda: BAD)


USUAL: Final = Days({**WEIGHTS, give_up: 0.5})
SYNCS: Final = frozenset({sync, sync_well})


def walk(
    base: Base,
    folder: Path,
    seed: int,
    steps: int,
    *,
    days: Days = USUAL,
    mistake: Mistake = NONE,
) -> World:
    """Walk `steps` steps, heal everything, and return the world, closed. Fails where it must."""
    world = begin(base, folder, seed, mistake)
    world.favourites, world.bad = days.favourites, days.bad
    world.online, often = world.random.choice(((0.5, 1), (0.2, 0.3), (0.8, 0.5)))
    drawn = {
        step: weight * (often if step in SYNCS else 1) for step, weight in days.weights.items()
    }
    try:
        for step in world.random.choices([*drawn], [*drawn.values()], k=steps):
            world.later(world.random.choice((1, 5, 30)))
            step(world)
            world.check()
        world.heal()
    finally:
        world.close()
    return world
