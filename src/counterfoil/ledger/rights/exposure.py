"""What is out of the hub's hands now: risk, shares of limits and codes, by campaign and device."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Table, func, select

from counterfoil.domain.rights import Amount, Grant, GrantKind, GrantState
from counterfoil.domain.units import ZERO
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.rows import list_grants
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.codes import UNUSED, USED, VOID, batches, codes
from counterfoil.ledger.tables.stores import devices

_NO_AMOUNT: Final = Amount()
# As the index of spent codes says it.
_IS_SPENT: Final = codes.c.status != UNUSED
_SPENT: Final = (USED, VOID)


@dataclass(frozen=True, slots=True)
class Stake:
    """What devices may do without asking.

    `granted` is all the risk ever given, which the value of duplicates can never pass; `risk` what
    of it may still go wrong: what open leases have left, and what was spent and is not judged yet
    (`provisional`, known on the device only). `burned` went to duplicates. `budget` is the share of
    the campaign's limits that is out. `codes` counts the unused codes that are held.
    """

    granted: Amount = _NO_AMOUNT
    risk: Amount = _NO_AMOUNT
    provisional: Amount = _NO_AMOUNT
    burned: Amount = _NO_AMOUNT
    budget: Amount = _NO_AMOUNT
    codes: int = 0

    def __add__(self, other: "Stake") -> "Stake":
        return Stake(
            self.granted + other.granted,
            self.risk + other.risk,
            self.provisional + other.provisional,
            self.burned + other.burned,
            self.budget + other.budget,
            self.codes + other.codes,
        )


@dataclass(frozen=True, slots=True)
class DeviceStake:
    """What one device may do without asking."""

    device: str
    name: str
    stake: Stake


@dataclass(frozen=True, slots=True)
class CampaignStake:
    """What devices may do with one campaign without asking; `devices` by name."""

    campaign_id: str
    name: str
    stake: Stake
    devices: tuple[DeviceStake, ...]


@dataclass(frozen=True, slots=True)
class Exposure:
    """What devices may do without asking: in all, by campaign, and by device, each by name."""

    total: Stake
    campaigns: tuple[CampaignStake, ...]
    devices: tuple[DeviceStake, ...]

    def of_device(self, device: str) -> Stake:
        """Return what one device may do without asking."""
        return next((each.stake for each in self.devices if each.device == device), Stake())

    def of_campaign(self, campaign_id: str) -> Stake:
        """Return what devices may do with one campaign without asking."""
        found = (each.stake for each in self.campaigns if each.campaign_id == campaign_id)
        return next(found, Stake())


def exposure(ledger: Ledger) -> Exposure:
    """Return what is out of the hub's hands, as this ledger knows it."""
    with ledger.read() as conn:
        return read_exposure(conn)


def read_exposure(conn: Connection) -> Exposure:
    """Return what is out of the hub's hands, as `conn` sees it."""
    stakes: dict[tuple[str, str], Stake] = defaultdict(Stake)
    for grant in list_grants(conn, states=GrantState):
        stakes[grant.campaign_id, grant.device] += _stake(conn, grant)
    names, tills = _names(conn, campaigns), _names(conn, devices)
    parts: dict[str, dict[str, Stake]] = defaultdict(dict)
    whole: dict[str, Stake] = defaultdict(Stake)
    for (campaign, device), stake in stakes.items():
        parts[campaign][device] = stake
        whole[device] += stake
    return Exposure(
        total=_sum(stakes.values()),
        campaigns=tuple(
            CampaignStake(campaign, names[campaign], _sum(of_it.values()), _devices(of_it, tills))
            for campaign, of_it in sorted(parts.items(), key=lambda part: names[part[0]])
        ),
        devices=_devices(whole, tills),
    )


def _stake(conn: Connection, grant: Grant) -> Stake:
    if grant.kind is GrantKind.CODES:
        return Stake(codes=_unused(conn, grant) if grant.is_open else 0)
    if grant.kind is GrantKind.BUDGET:
        return Stake(budget=_not_below_zero(grant.left) if grant.is_open else _NO_AMOUNT)
    stake = Stake(granted=grant.amount, burned=grant.burned)
    if not grant.is_open:
        return stake
    pending = _not_below_zero(grant.spent - grant.burned)
    return replace(stake, risk=_not_below_zero(grant.amount - grant.burned), provisional=pending)


def _not_below_zero(amount: Amount) -> Amount:
    return Amount(max(amount.units, ZERO), max(amount.money, ZERO), max(amount.count, 0))


def _unused(conn: Connection, grant: Grant) -> int:
    """Return how many codes a grant holds that can still be redeemed.

    Of a whole batch that is what is left of its size: a million codes are not counted for it.
    """
    first, last = grant.codes or (1, 0)
    whole = (batches.c.first_id == first) & (batches.c.last_id == last)
    size = conn.scalar(select(batches.c.size).where(whole))
    ids = codes.c.id.between(first, last)
    if size is None:
        return _count(conn, ids & (codes.c.status == UNUSED))
    return int(size) - sum(
        _count(conn, ids & _IS_SPENT & (codes.c.status == each)) for each in _SPENT
    )


def _count(conn: Connection, wanted: ColumnElement[bool]) -> int:
    return int(conn.scalar(select(func.count()).select_from(codes).where(wanted)) or 0)


def _sum(stakes: Iterable[Stake]) -> Stake:
    total = Stake()
    for each in stakes:
        total += each
    return total


def _devices(stakes: Mapping[str, Stake], names: Mapping[str, str]) -> tuple[DeviceStake, ...]:
    found = (DeviceStake(device, names[device], stake) for device, stake in stakes.items())
    return tuple(sorted(found, key=lambda each: (each.name, each.device)))


def _names(conn: Connection, table: Table) -> dict[str, Any]:
    return {row[0]: row[1] for row in conn.execute(select(table.c.id, table.c.name))}
