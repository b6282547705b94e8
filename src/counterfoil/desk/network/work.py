"""What the screen of devices has the ledger do. Every function here runs behind a door."""

from dataclasses import dataclass
from datetime import datetime

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.exchange import DeviceKind
from counterfoil.domain.rights import WAIVED, Allowance, Grant, GrantKind, Wish
from counterfoil.domain.store import Act, Staff, Store, may
from counterfoil.ledger.campaigns import get_campaign, list_campaigns
from counterfoil.ledger.codes.batches import Batch, batches_of
from counterfoil.ledger.exchange import devices, enrol
from counterfoil.ledger.exchange.devices import EnrolledDevice
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.pins import Person, list_people, vouch
from counterfoil.ledger.rights import managing
from counterfoil.ledger.rights.allowances import EVERY_TILL, list_allowances, set_allowance
from counterfoil.ledger.rights.exposure import Stake, exposure
from counterfoil.ledger.rights.ranges import ranges_of_batch, ranges_of_sheet
from counterfoil.ledger.rights.rows import list_grants
from counterfoil.ledger.settings import list_stores, save_store
from counterfoil.ledger.sheets.find import find_sheet


@dataclass(frozen=True, slots=True)
class Line:
    """A device of the list, its store's name, and what it may do without asking."""

    device: EnrolledDevice
    store: str
    stake: Stake
    is_here: bool


@dataclass(frozen=True, slots=True)
class Supply:
    """A campaign that tills may redeem without the hub, and what each till is kept supplied with.

    `own` are the devices that have an allowance of their own.
    """

    campaign_id: str
    name: str
    policy: OfflinePolicy
    every: Allowance
    own: tuple[Allowance, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """All there is on the screen."""

    lines: tuple[Line, ...] = ()
    stores: tuple[Store, ...] = ()
    supplies: tuple[Supply, ...] = ()

    def line(self, device: str) -> Line | None:
        """Return a line of the list."""
        return next((each for each in self.lines if each.device.id == device), None)


@dataclass(frozen=True, slots=True)
class Held:
    """A right that a device has, and what its campaign is called."""

    grant: Grant
    campaign: str


@dataclass(frozen=True, slots=True)
class About:
    """One device, and each right it has."""

    line: Line
    held: tuple[Held, ...]


def look(ledger: Ledger) -> Listed:
    """Return the devices, the stores and what tills are supplied with."""
    stakes, stores = exposure(ledger), list_stores(ledger)
    names = {each.code: each.name for each in stores}
    lines = tuple(
        Line(
            each,
            names.get(each.store, each.store),
            stakes.of_device(each.id),
            each.id == ledger.device.id,
        )
        for each in devices.list_devices(ledger)
    )
    return Listed(lines, stores, _supplies(ledger))


def about(ledger: Ledger, device: str) -> About:
    """Return one device. Raises NotFound."""
    found = devices.find_device(ledger, device)
    line = look(ledger).line(found.id)
    assert line is not None  # noqa: S101 - it was found a moment ago
    names = {each.id: each.name for each in list_campaigns(ledger, archived=True)}
    with ledger.read() as conn:
        grants = list_grants(conn, device=found.id)
    held = tuple(Held(each, names.get(each.campaign_id, each.campaign_id)) for each in grants)
    return About(line, held)


def invite(
    ledger: Ledger, store: str, name: str, kind: DeviceKind, by: Staff, now: datetime
) -> str:
    """Invite a device, and return its token. Raises as `enrol.invite`."""
    return enrol.invite(ledger, store, name, kind, by, now)


def batches(ledger: Ledger, campaign_id: str) -> tuple[Batch, ...]:
    """Return the batches of a campaign that a device may hold."""
    with ledger.read() as conn:
        return tuple(each for each in batches_of(conn, campaign_id) if not each.is_test)


def hold(
    ledger: Ledger,
    device: str,
    campaign_id: str,
    batch: int | None,
    sheet: str,
    by: Staff,
    now: datetime,
) -> None:
    """Have a device hold the codes of a batch, or those of a sheet. Raises as `managing.give`."""
    number = None if batch is not None else find_sheet(ledger, sheet)
    with ledger.read() as conn:
        if batch is not None:
            ranges = ranges_of_batch(conn, batch)
        else:
            assert number is not None  # noqa: S101 - one of the two is named
            ranges = ranges_of_sheet(conn, number.number)
    of = campaign_id if number is None else number.campaign_id
    managing.give(ledger, Wish(device, of, GrantKind.CODES, ranges), by, now)


def recall(ledger: Ledger, grant_id: int, by: Staff, now: datetime) -> None:
    """Ask a device to give a right back. Raises as `managing.recall`."""
    managing.recall(ledger, grant_id, by, now)


def write_off(
    ledger: Ledger, grant: Grant, by: Staff, second: tuple[str, str], now: datetime
) -> None:
    """Count a right as back, two managers agreeing: the second by id and PIN.

    Raises as `managing.write_off` and `vouch`.
    """
    other = vouch(ledger, *second, now)
    managing.write_off(ledger, grant.id, by, other, WAIVED[grant.kind], now)


def revoke(ledger: Ledger, device: str, reason: str, by: Staff, now: datetime) -> None:
    """Let a device do nothing any more but hand over what it did. Raises as `devices.revoke`."""
    devices.revoke(ledger, device, reason, by, now)


def write_off_device(
    ledger: Ledger, device: str, reason: str, by: Staff, second: tuple[str, str], now: datetime
) -> None:
    """Give a device up with all its rights, two managers agreeing.

    Raises as `devices.write_off_device` and `vouch`.
    """
    other = vouch(ledger, *second, now)
    devices.write_off_device(ledger, device, reason, by, other, now)


def seconds(ledger: Ledger, by: Staff) -> tuple[Person, ...]:
    """Return who may agree with `by`: the other managers who have a PIN."""
    return tuple(
        person
        for person in list_people(ledger)
        if may(person.staff, Act.GRANT_RIGHTS) and person.has_pin and person.staff.id != by.id
    )


def supply(ledger: Ledger, allowance: Allowance, by: Staff, now: datetime) -> None:
    """Keep tills supplied otherwise. Raises as `set_allowance`."""
    set_allowance(ledger, allowance, by, now)


def keep_store(ledger: Ledger, store: Store, by: Staff, now: datetime) -> Ledger:
    """Add or change a store. Raises as `save_store`."""
    return save_store(ledger, store, by, now)


def _supplies(ledger: Ledger) -> tuple[Supply, ...]:
    found = []
    for each in list_campaigns(ledger):
        campaign = get_campaign(ledger, each.id)
        if campaign.offline_policy is OfflinePolicy.ONLINE_ONLY:
            continue
        known = list_allowances(ledger, each.id)
        every = next((one for one in known if one.device == EVERY_TILL), Allowance(each.id))
        own = tuple(one for one in known if one.device != EVERY_TILL)
        found.append(Supply(each.id, each.name, campaign.offline_policy, every, own))
    return tuple(found)
