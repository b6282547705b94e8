"""How a campaign does: codes, redemptions, refusals, by time and place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, func, select

from counterfoil.domain.refusal import Reason
from counterfoil.domain.units import ZERO, from_hundredths
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.codes.batches import Counts, counts
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.base import from_micros, to_micros
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from counterfoil.ledger.tables.stores import staff, stores

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tally:
    """Redemptions that were not reversed, and the units they gave."""

    redemptions: int = 0
    units: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class NamedTally:
    """What was redeemed at one store or by one of the staff; names may be those of several."""

    id: str
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Statistics:
    """A campaign's figures. `counts` has its codes; `total` leaves reversed redemptions out.

    `by_store` and `by_staff` begin with the most redemptions.
    """

    campaign_id: str
    campaign_name: str
    counts: Counts
    total: Tally
    reversed: int
    refusals: Mapping[Reason, int]
    by_store: tuple[NamedTally, ...]
    by_staff: tuple[NamedTally, ...]
    first_at: datetime | None
    last_at: datetime | None


def statistics(ledger: Ledger, campaign_id: str) -> Statistics:
    """Return a campaign's figures as of now, reading each redemption once. Raises NotFound."""
    with ledger.read() as conn:
        campaign = current(ledger, conn, campaign_id)
        groups = conn.execute(_GROUPED.where(redemptions.c.campaign_id == campaign_id)).all()
        live = [group for group in groups if not group.is_reversed]
        times = span(conn, campaign_id)
        return Statistics(
            campaign_id=campaign_id,
            campaign_name=campaign.name,
            counts=counts(conn, campaign_id),
            total=_sum(live),
            reversed=sum(group.times for group in groups if group.is_reversed),
            refusals=_by_reason(conn, refusals.c.campaign_id == campaign_id),
            by_store=_by(live, "store", _names(conn, stores.c.code, stores.c.name)),
            by_staff=_by(live, "staff_id", _names(conn, staff.c.id, staff.c.name)),
            first_at=times and times[0],
            last_at=times and times[1],
        )


def span(conn: Connection, campaign_id: str) -> tuple[datetime, datetime] | None:
    """Return when a campaign was redeemed first and last: two ends of an index, not its length."""
    times = select(redemptions.c.at).where(redemptions.c.campaign_id == campaign_id).limit(1)
    first = conn.scalar(times.order_by(redemptions.c.at))
    last = conn.scalar(times.order_by(redemptions.c.at.desc()))
    return None if first is None or last is None else (from_micros(first), from_micros(last))


def by_day(
    ledger: Ledger, campaign_id: str | None, first: date, last: date
) -> Mapping[date, Tally]:
    """Return the tally of each day of the store's calendar, the days with none too.

    One campaign, or all together where `campaign_id` is None.
    """
    zone = ledger.store.zone
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    with ledger.read() as conn:
        return {
            day: _between(conn, campaign_id, _start(day, zone), _start(day + _DAY, zone))
            for day in days
        }


def by_hour(ledger: Ledger, campaign_id: str | None, day: date) -> Mapping[datetime, Tally]:
    """Return the tally of each hour of a day, by the moment it starts: 23 to 25 of them."""
    zone = ledger.store.zone
    moment, end = _start(day, zone), _start(day + _DAY, zone)
    hours = {}
    with ledger.read() as conn:
        while moment < end:
            until = min(moment + timedelta(hours=1), end)
            hours[moment] = _between(conn, campaign_id, moment, until)
            moment = until
    return hours


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _tally(row: Any) -> Tally:  # noqa: ANN401 - two columns of a row
    return Tally(int(row[0]), from_hundredths(int(row[1] or 0)))


def _between(conn: Connection, campaign_id: str | None, start: datetime, end: datetime) -> Tally:
    query = select(func.count(), func.sum(redemptions.c.units)).where(
        redemptions.c.campaign_id.in_(_chosen(conn, campaign_id)),
        redemptions.c.at >= to_micros(start),
        redemptions.c.at < to_micros(end),
        redemptions.c.reversed_at.is_(None),
    )
    return _tally(conn.execute(query).one())


def _chosen(conn: Connection, campaign_id: str | None) -> list[str]:
    # Named one by one, all campaigns together use the index of each.
    return [campaign_id] if campaign_id else list(conn.scalars(select(campaigns.c.id)))


def refusals_between(
    ledger: Ledger, campaign_id: str | None, first: date, last: date
) -> Mapping[Reason, int]:
    """Return how often each reason refused from the first to the last day, both included.

    With no `campaign_id`, of all campaigns, and of codes that belong to none.
    """
    zone = ledger.store.zone
    of_days = (refusals.c.at >= to_micros(_start(first, zone))) & (
        refusals.c.at < to_micros(_start(last + _DAY, zone))
    )
    with ledger.read() as conn:
        chosen: ColumnElement[bool] = refusals.c.campaign_id.in_(_chosen(conn, campaign_id))
        if campaign_id is None:
            chosen |= refusals.c.campaign_id.is_(None)
        return _by_reason(conn, chosen & of_days)


def _by_reason(conn: Connection, chosen: ColumnElement[bool]) -> Mapping[Reason, int]:
    query = (
        select(refusals.c.reason, func.count().label("times"))
        .where(chosen)
        .group_by(refusals.c.reason)
    )
    found = {row.reason: row.times for row in conn.execute(query)}
    return {reason: found[reason] for reason in Reason if reason in found}


_IS_REVERSED: Final = redemptions.c.reversed_at.is_not(None)
_GROUPED: Final = select(
    redemptions.c.store,
    redemptions.c.staff_id,
    _IS_REVERSED.label("is_reversed"),
    func.count().label("times"),
    func.sum(redemptions.c.units).label("hundredths"),
).group_by(redemptions.c.store, redemptions.c.staff_id, _IS_REVERSED)


def _sum(groups: Iterable[Row[Any]]) -> Tally:
    figures = [(group.times, int(group.hundredths)) for group in groups]
    return Tally(
        sum(times for times, _ in figures), from_hundredths(sum(units for _, units in figures))
    )


def _by(groups: Iterable[Row[Any]], key: str, names: Mapping[str, str]) -> tuple[NamedTally, ...]:
    parts: dict[str, list[Row[Any]]] = defaultdict(list)
    for group in groups:
        parts[getattr(group, key)].append(group)
    tallies = (NamedTally(each, names[each], _sum(part)) for each, part in parts.items())
    return tuple(sorted(tallies, key=lambda each: (-each.tally.redemptions, each.name, each.id)))


def _names(
    conn: Connection, key: ColumnElement[str], name: ColumnElement[str]
) -> Mapping[str, str]:
    return {row[0]: row[1] for row in conn.execute(select(key, name))}
