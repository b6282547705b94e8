"""Which attempts are asked for: the same for a figure, from tallies, and for the rows behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    false,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)

from counterfoil.domain.quarters import HOURS_A_DAY, end_quarter, quarter_of, stretches
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.tables.base import ID, to_micros
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.office import redemption_tallies, refusal_tallies
from counterfoil.ledger.tables.redemptions import refusals
from counterfoil.ledger.tables.stores import stores
from counterfoil.ledger.tallies import is_counted, quarter_column

NO_CAMPAIGN: Final = ""
"""Stands for the campaign of a refused code that is of none."""

_TALLIES: Final = (redemption_tallies, refusal_tallies)
_REFUSED: Final = (refusals, refusal_tallies)
EARLIER: Final = 96_000_000
"""Quarters, whole days of them, added before a division that cuts towards zero."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Conditions that all have to hold; those left out always do.

    From `start` to before `end`, both on a quarter of an hour; `hour` is that of the day on each
    store's own clock. With no campaign, all of them, and refused codes of none. `member_id` and
    `digest` (of a code) are known of rows only.
    """

    campaign_id: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    hour: int | None = None
    store: str | None = None
    till: str | None = None
    staff_id: str | None = None
    reason: Reason | None = None
    member_id: str | None = None
    digest: bytes | None = None


def at_place(asked: Asked, field: str, value: str) -> Asked:
    """Narrow to a `store`, a `till` or a person (`staff_id`)."""
    if field == "store":
        return replace(asked, store=value)
    return replace(asked, till=value) if field == "till" else replace(asked, staff_id=value)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return when a day begins on a clock, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def days(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the start of the first day and the end of the last one."""
    return midnight(first, zone), midnight(last + timedelta(days=1), zone)


def campaign_ids(conn: Connection, asked: Asked, table: Table) -> list[str]:
    """Return the campaigns asked for; named one by one, all together use the index of each."""
    if asked.campaign_id is not None:
        return [asked.campaign_id]
    every = list(conn.scalars(select(campaigns.c.id).order_by(campaigns.c.id)))
    return [*every, NO_CAMPAIGN] if table in _REFUSED else every


def of_campaigns(conn: Connection, table: Table, asked: Asked) -> ColumnElement[bool]:
    """Return what the campaign of a row has to fulfil."""
    ids = campaign_ids(conn, asked, table)
    chosen: ColumnElement[bool] = table.c.campaign_id.in_(ids)
    return chosen | table.c.campaign_id.is_(None) if NO_CAMPAIGN in ids else chosen


def conditions(conn: Connection, table: Table, asked: Asked) -> list[ColumnElement[bool]]:
    """Return what a tally or a row has to fulfil beside its campaign."""
    return [*_of_time(conn, table, asked), *_of_place(table, asked), *_of_row(table, asked)]


def zones(conn: Connection) -> Mapping[ZoneInfo, list[str]]:
    """Return the stores by their time zones."""
    found: dict[ZoneInfo, list[str]] = {}
    for code, name in conn.execute(select(stores.c.code, stores.c.zone).order_by(stores.c.code)):
        found.setdefault(ZoneInfo(name), []).append(code)
    return found


def span(conn: Connection, asked: Asked) -> tuple[int, int] | None:
    """Return the first quarter asked for and the end of the last, none where nothing is there."""
    first = None if asked.start is None else quarter_of(asked.start)
    end = None if asked.end is None else end_quarter(asked.end)
    if first is None or end is None:
        edges = list(_edges(conn, asked))
        first = min(edges, default=None) if first is None else first
        end = max(edges, default=-1) + 1 if end is None else end
    return None if first is None or first >= end else (first, end)


def _edges(conn: Connection, asked: Asked) -> Iterator[int]:
    """Yield the first and last quarter of each campaign: the ends of an index, one look-up each."""
    for table in _TALLIES:
        for each in campaign_ids(conn, asked, table):
            for found in (func.min(table.c.quarter), func.max(table.c.quarter)):
                quarter = conn.scalar(select(found).where(table.c.campaign_id == each))
                if quarter is not None:
                    yield quarter


def local_hour(quarter: str, offset: int) -> ColumnElement[int]:
    """Return the hour that a clock shows in a quarter, counted on it from before any year.

    Written out, because PostgreSQL takes two bound values for two different groups.
    """
    return type_coerce(literal_column(f"(({quarter} + {offset + EARLIER}) / 4)"), ID)


def _of_time(conn: Connection, table: Table, asked: Asked) -> Iterator[ColumnElement[bool]]:
    start, end = asked.start, asked.end
    if table in _TALLIES:
        if start is not None:
            yield table.c.quarter >= quarter_of(start)
        if end is not None:
            yield table.c.quarter < end_quarter(end)
    else:
        if start is not None:
            yield table.c.at >= to_micros(start)
        if end is not None:
            yield table.c.at < to_micros(end)
    if asked.hour is not None:
        yield _at_hour(conn, table, asked, asked.hour)


def _at_hour(conn: Connection, table: Table, asked: Asked, hour: int) -> ColumnElement[bool]:
    first, end = span(conn, asked) or (0, 0)
    column = table.c.quarter if table in _TALLIES else quarter_column(table)
    parts = (
        column.between(stretch.first, stretch.end - 1)
        & table.c.store.in_(codes)
        & (local_hour(f"({column})", stretch.offset) % HOURS_A_DAY == hour)
        for zone, codes in zones(conn).items()
        for stretch in stretches(zone, first, end)
    )
    return or_(false(), *parts)


def _of_place(table: Table, asked: Asked) -> Iterator[ColumnElement[bool]]:
    for name in ("store", "till", "staff_id"):
        wanted = getattr(asked, name)
        if wanted is not None:
            yield table.c[name] == wanted
    if asked.reason is not None and table in _REFUSED:
        yield table.c.reason == asked.reason.value


def _of_row(table: Table, asked: Asked) -> Iterator[ColumnElement[bool]]:
    if table in _TALLIES:
        return
    yield is_counted(table)
    if asked.member_id is not None:
        yield table.c.member_id == asked.member_id
    if asked.digest is not None and table is refusals:
        yield refusals.c.digest == asked.digest
