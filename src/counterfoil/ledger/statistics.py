"""How campaigns do: codes, redemptions, refusals, by time and place, read from the tallies."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Column, Connection, Row, Table, func, select

from counterfoil.domain.refusal import Reason
from counterfoil.domain.units import from_hundredths
from counterfoil.ledger.asked import Asked, campaign_ids, conditions, days
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.codes.batches import Counts, counts
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.base import from_micros
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.office import redemption_tallies, refusal_tallies
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.stores import devices, staff, stores
from counterfoil.ledger.trend import Grain, Tally, trend


@dataclass(frozen=True, slots=True)
class NamedTally:
    """What was redeemed at one store or by one of the staff; names may be those of several."""

    id: str
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of one store, till, person or campaign; names may be those of several.

    `name` and `id` are "" for the codes of no campaign.
    """

    id: str
    name: str
    tally: Tally
    reversed: int
    refused: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of the attempts asked for. Each list of parts begins with the most redemptions."""

    total: Tally
    reversed: int
    refusals: Mapping[Reason, int]
    by_campaign: tuple[Part, ...]
    by_store: tuple[Part, ...]
    by_till: tuple[Part, ...]
    by_staff: tuple[Part, ...]

    @property
    def refused(self) -> int:
        """How many attempts were refused."""
        return sum(self.refusals.values())

    @property
    def is_nothing(self) -> bool:
        """Say whether nothing was attempted."""
        return not (self.total.redemptions or self.reversed or self.refusals)


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
    """Return a campaign's figures as of now. Raises NotFound."""
    with ledger.read() as conn:
        campaign = current(ledger, conn, campaign_id)
        found = read_figures(conn, Asked(campaign_id))
        times = span(conn, campaign_id)
        return Statistics(
            campaign_id=campaign_id,
            campaign_name=campaign.name,
            counts=counts(conn, campaign_id),
            total=found.total,
            reversed=found.reversed,
            refusals=found.refusals,
            by_store=_redeemed(found.by_store),
            by_staff=_redeemed(found.by_staff),
            first_at=times and times[0],
            last_at=times and times[1],
        )


def figures(ledger: Ledger, asked: Asked) -> Figures:
    """Return the figures of what is asked for."""
    with ledger.read() as conn:
        return read_figures(conn, asked)


def read_figures(conn: Connection, asked: Asked) -> Figures:
    """Return the figures of what is asked for; each tally is read once."""
    redeemed = _grouped(conn, redemption_tallies, asked)
    refused = _grouped(conn, refusal_tallies, asked)
    names = {table: _names(conn, table) for table in (campaigns, stores, devices, staff)}
    reasons: Counter[str] = Counter()
    for row in refused:
        reasons[row.reason] += int(row.refusals)

    def parts(key: str, table: Table) -> tuple[Part, ...]:
        return _parts(redeemed, refused, key, names[table])

    return Figures(
        total=_sum(redeemed),
        reversed=sum(int(row.reversed) for row in redeemed),
        refusals={reason: reasons[reason] for reason in Reason if reason in reasons},
        by_campaign=parts("campaign_id", campaigns),
        by_store=parts("store", stores),
        by_till=parts("till", devices),
        by_staff=parts("staff_id", staff),
    )


def span(conn: Connection, campaign_id: str) -> tuple[datetime, datetime] | None:
    """Return when a campaign was redeemed first and last: two ends of an index, not its length."""
    times = select(redemptions.c.at).where(
        redemptions.c.campaign_id == campaign_id, ~redemptions.c.test
    )
    first = conn.scalar(times.order_by(redemptions.c.at).limit(1))
    last = conn.scalar(times.order_by(redemptions.c.at.desc()).limit(1))
    return None if first is None or last is None else (from_micros(first), from_micros(last))


def by_day(
    ledger: Ledger, campaign_id: str | None, first: date, last: date
) -> Mapping[date, Tally]:
    """Return the tally of each day of the store's calendar, the days with none too.

    One campaign, or all together where `campaign_id` is None.
    """
    zone = ledger.store.zone
    points = trend(ledger, Asked(campaign_id, *days(first, last, zone)), Grain.DAY)
    return {point.start.astimezone(zone).date(): point.tally for point in points}


def by_hour(ledger: Ledger, campaign_id: str | None, day: date) -> Mapping[datetime, Tally]:
    """Return the tally of each hour of a day, by the moment it starts: 23 to 25 of them."""
    asked = Asked(campaign_id, *days(day, day, ledger.store.zone))
    return {point.start: point.tally for point in trend(ledger, asked, Grain.HOUR)}


def refusals_between(
    ledger: Ledger, campaign_id: str | None, first: date, last: date
) -> Mapping[Reason, int]:
    """Return how often each reason refused from the first to the last day, both included.

    With no `campaign_id`, of all campaigns, and of codes that belong to none.
    """
    return figures(ledger, Asked(campaign_id, *days(first, last, ledger.store.zone))).refusals


_KEYS: Final = ("campaign_id", "store", "till", "staff_id")
_SUMMED: Final = ("redemptions", "units", "reversed", "refusals")


def _grouped(conn: Connection, table: Table, asked: Asked) -> Sequence[Row[Any]]:
    """Read the tallies asked for, their times added up."""
    keys: list[Column[Any]] = [table.c[name] for name in (*_KEYS, "reason") if name in table.c]
    sums = [func.sum(table.c[name]).label(name) for name in _SUMMED if name in table.c]
    query = select(*keys, *sums).where(
        table.c.campaign_id.in_(campaign_ids(conn, asked, table)), *conditions(conn, table, asked)
    )
    return conn.execute(query.group_by(*keys)).all()


def _sum(rows: Iterable[Row[Any]]) -> Tally:
    pairs = [(int(row.redemptions), int(row.units)) for row in rows]
    return Tally(sum(each for each, _ in pairs), from_hundredths(sum(each for _, each in pairs)))


def _parts(
    redeemed: Iterable[Row[Any]],
    refused: Iterable[Row[Any]],
    key: str,
    names: Mapping[str, str],
) -> tuple[Part, ...]:
    groups: dict[str, list[Row[Any]]] = {}
    times: Counter[str] = Counter()
    for row in redeemed:
        groups.setdefault(getattr(row, key), []).append(row)
    for row in refused:
        times[getattr(row, key)] += int(row.refusals)
    found = [
        Part(
            id=each,
            name=names.get(each, ""),
            tally=_sum(groups.get(each, ())),
            reversed=sum(int(row.reversed) for row in groups.get(each, ())),
            refused=times[each],
        )
        for each in groups.keys() | times.keys()
    ]
    return tuple(sorted(found, key=lambda each: (-each.tally.redemptions, each.name, each.id)))


def _redeemed(parts: Iterable[Part]) -> tuple[NamedTally, ...]:
    return tuple(
        NamedTally(each.id, each.name, each.tally) for each in parts if each.tally.redemptions
    )


def _names(conn: Connection, table: Table) -> Mapping[str, str]:
    (key,) = table.primary_key
    return {row[0]: row[1] for row in conn.execute(select(key, table.c.name))}
