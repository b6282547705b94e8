"""The rows behind a figure: redemptions, refusals and reversals by the same conditions.

They are read in pages, newest first; each campaign by its own index, and merged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, func, select

from counterfoil.domain.refusal import Reason
from counterfoil.domain.units import from_hundredths
from counterfoil.ledger.asked import NO_CAMPAIGN, Asked, campaign_ids, conditions
from counterfoil.ledger.database import SQLITE
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.base import from_micros, from_micros_or_none, from_units
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.codes import codes
from counterfoil.ledger.tables.members import members
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from counterfoil.ledger.tables.stores import devices, staff, stores

MOST_ON_PAGE: Final = 1_000


class RowKind(StrEnum):
    """What the rows are of; reversals are the redemptions that were reversed since."""

    REDEMPTIONS = "redemptions"
    REVERSALS = "reversals"
    REFUSALS = "refusals"


@dataclass(frozen=True, slots=True)
class RowKey:
    """Where a row stands in the order of time."""

    at: int
    id: str


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One attempt; names are those of today, "" where there is nobody and nothing.

    `code` has its middle hidden where it was not known.
    """

    id: str
    at: datetime
    code: str
    campaign: str
    card: str
    member: str
    staff: str
    store: str
    till: str
    source: str
    units: Decimal
    amount: Decimal | None
    reason: Reason | None
    reversed_at: datetime | None
    reversal_reason: str


@dataclass(frozen=True, slots=True)
class RowPage:
    """Some rows, newest first; `more` is what to give as `after` for the next, None at the end."""

    rows: tuple[AttemptRow, ...]
    more: RowKey | None


def list_rows(
    ledger: Ledger, kind: RowKind, asked: Asked, *, after: RowKey | None = None, limit: int = 100
) -> RowPage:
    """Return a page of the rows that are asked for: the newest, or those that come `after` one."""
    limit = max(1, min(limit, MOST_ON_PAGE))
    table = _TABLES[kind]
    with ledger.read() as conn:
        wanted = [*conditions(conn, table, asked), *_of_kind(kind)]
        if after is not None:
            wanted.append(_is_before(conn, table, after))
        keys: list[tuple[int, str]] = []
        for campaign_id in campaign_ids(conn, asked, table):
            # One more than is shown says whether anything follows.
            keys += _newest(conn, table, [*wanted, _of_campaign(table, campaign_id)], limit + 1)
        keys.sort(reverse=True)
        shown = [key for _, key in keys[:limit]]
        found = {row.id: row for row in conn.execute(_SHOWN[kind].where(table.c.id.in_(shown)))}
    more = RowKey(*keys[limit - 1]) if len(keys) > limit else None
    return RowPage(tuple(_row(found[each]) for each in shown), more)


def count_rows(ledger: Ledger, kind: RowKind, asked: Asked) -> int:
    """Count the rows one by one: what the tallies' figure has to be."""
    table = _TABLES[kind]
    with ledger.read() as conn:
        wanted = [*conditions(conn, table, asked), *_of_kind(kind)]
        return sum(
            int(conn.scalar(_counted(table, [*wanted, _of_campaign(table, campaign_id)])) or 0)
            for campaign_id in campaign_ids(conn, asked, table)
        )


def _newest(
    conn: Connection, table: Table, wanted: Sequence[ColumnElement[bool]], limit: int
) -> list[tuple[int, str]]:
    query = select(table.c.at, table.c.id).where(*wanted)
    rows = conn.execute(query.order_by(table.c.at.desc(), _id(conn, table).desc()).limit(limit))
    return [(at, key) for at, key in rows]


def _counted(table: Table, wanted: Sequence[ColumnElement[bool]]) -> Select[int]:
    return select(func.count()).select_from(table).where(*wanted)


def _is_before(conn: Connection, table: Table, key: RowKey) -> ColumnElement[bool]:
    # The first condition is what the index of times is used for.
    return (table.c.at <= key.at) & ((table.c.at < key.at) | (_id(conn, table) < key.id))


def _id(conn: Connection, table: Table) -> ColumnElement[str]:
    """The id, compared sign by sign as Python does, whatever language the server speaks."""
    column: ColumnElement[str] = table.c.id
    return column if conn.dialect.name == SQLITE else column.collate("C")


def _of_kind(kind: RowKind) -> Iterator[ColumnElement[bool]]:
    if kind is RowKind.REDEMPTIONS:
        yield redemptions.c.reversed_at.is_(None)
    if kind is RowKind.REVERSALS:
        yield redemptions.c.reversed_at.is_not(None)


def _of_campaign(table: Table, campaign_id: str) -> ColumnElement[bool]:
    if campaign_id == NO_CAMPAIGN:
        return table.c.campaign_id.is_(None)
    return table.c.campaign_id == campaign_id


def _shown(table: Table) -> Select[*tuple[Any, ...]]:
    """Select rows with the names of what they refer to."""
    return (
        select(
            table,
            codes.c.text.label("code_text"),
            campaigns.c.name.label("campaign_name"),
            members.c.card,
            members.c.first_name,
            members.c.last_name,
            staff.c.name.label("staff_name"),
            stores.c.name.label("store_name"),
            devices.c.name.label("till_name"),
        )
        .outerjoin(codes, codes.c.id == table.c.code_id)
        .outerjoin(campaigns, campaigns.c.id == table.c.campaign_id)
        .outerjoin(members, members.c.id == table.c.member_id)
        .join(staff, staff.c.id == table.c.staff_id)
        .join(stores, stores.c.code == table.c.store)
        .join(devices, devices.c.id == table.c.till)
    )


_TABLES: Final = {
    RowKind.REDEMPTIONS: redemptions,
    RowKind.REVERSALS: redemptions,
    RowKind.REFUSALS: refusals,
}
_SHOWN: Final = {kind: _shown(table) for kind, table in _TABLES.items()}


def _row(row: Row[Any]) -> AttemptRow:
    # Refusals have no units and are never reversed, redemptions have no reason.
    own = row._mapping  # noqa: SLF001 - its public name
    return AttemptRow(
        id=row.id,
        at=from_micros(row.at),
        code=row.code_text or own.get("shown") or "",
        campaign=row.campaign_name or "",
        card=row.card or "",
        member=" ".join(filter(None, (row.first_name, row.last_name))),
        staff=row.staff_name,
        store=row.store_name,
        till=row.till_name,
        source=row.source,
        units=from_hundredths(own.get("units") or 0),
        amount=from_units(own.get("amount")),
        reason=Reason(own["reason"]) if "reason" in own else None,
        reversed_at=from_micros_or_none(own.get("reversed_at")),
        reversal_reason=own.get("reversal_reason") or "",
    )
