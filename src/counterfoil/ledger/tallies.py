"""Figures by the quarter of an hour, kept in the transaction of what they count.

Each time zone's hours and days begin on a quarter of an hour in UTC, so that any day, week or hour
is a sum of quarters. A reversal counts in the quarter of its redemption. What test codes do is in
no figure.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    case,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    type_coerce,
)

from counterfoil.ledger.bulk import Bulk
from counterfoil.ledger.codes.batches import BatchKind
from counterfoil.ledger.statement import putting
from counterfoil.ledger.tables.base import ID
from counterfoil.ledger.tables.codes import batches
from counterfoil.ledger.tables.office import redemption_tallies, refusal_tallies
from counterfoil.ledger.tables.redemptions import redemptions, refusals

QUARTER: Final = 900_000_000
"""Microseconds of a quarter of an hour."""

_EARLIER: Final = 100_000_000
"""Quarters added before a division that cuts towards zero, so that it rounds down before 1970."""

_ADD: Final = putting(redemption_tallies, adding=True)
_ADD_ALL: Final = Bulk(redemption_tallies, adding=True)
_ADD_REFUSAL: Final = putting(refusal_tallies, adding=True)


def count_redemption(conn: Connection, row: Mapping[str, Any]) -> None:
    """Count a new redemption; `row` is that of the table."""
    _ADD.run(conn, {**_key(row), "redemptions": 1, "units": row["units"], "reversed": 0})


def count_redemptions(conn: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Count several new redemptions; see `count_redemption`."""
    sums: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        key = _key(row)
        known = sums.setdefault(
            tuple(key.values()), key | {"redemptions": 0, "units": 0, "reversed": 0}
        )
        known["redemptions"] += 1
        known["units"] += row["units"]
    _ADD_ALL.run(conn, list(sums.values()))


def count_reversal(conn: Connection, row: Mapping[str, Any]) -> None:
    """Count a redemption as reversed, which was counted before."""
    _ADD.run(conn, {**_key(row), "redemptions": -1, "units": -row["units"], "reversed": 1})


def count_revival(conn: Connection, row: Mapping[str, Any]) -> None:
    """Count a redemption again, which was counted as reversed."""
    _ADD.run(conn, {**_key(row), "redemptions": 1, "units": row["units"], "reversed": -1})


def count_refusal(conn: Connection, row: Mapping[str, Any]) -> None:
    """Count a refusal; `row` is that of the table."""
    key = {**_key(row), "campaign_id": row["campaign_id"] or "", "reason": row["reason"]}
    _ADD_REFUSAL.run(conn, {**key, "refusals": 1})


def _key(row: Mapping[str, Any]) -> dict[str, Any]:
    key = {name: row[name] for name in ("campaign_id", "store", "till", "staff_id")}
    return {**key, "quarter": row["at"] // QUARTER}


def is_counted(table: Table) -> ColumnElement[bool]:
    """Return what holds for the redemptions, or the refusals, that are in the figures."""
    if table is redemptions:
        return ~redemptions.c.test
    is_test = (batches.c.kind == BatchKind.TEST.value) & refusals.c.code_id.between(
        batches.c.first_id, batches.c.last_id
    )
    return ~exists(select(batches.c.id).where(is_test))


def differing_tallies(conn: Connection) -> list[str]:
    """Return the campaigns whose tallies are not what their rows come to; "" is for none.

    It reads every redemption and refusal.
    """
    found: set[str] = set()
    for table, counted in _COUNTED.items():
        kept = select(table)
        found |= {row[0] for row in conn.execute(kept.except_(counted))}
        found |= {row[0] for row in conn.execute(counted.except_(kept))}
    return sorted(found)


def rebuild_tallies(conn: Connection) -> None:
    """Count all redemptions and refusals anew."""
    for table, counted in _COUNTED.items():
        conn.execute(delete(table))
        conn.execute(insert(table).from_select([each.name for each in table.c], counted))


def quarter_column(table: Table) -> ColumnElement[int]:
    """Return the quarter that a row is of."""
    # Written out, because PostgreSQL takes two bound values for two different groups.
    shifted = f"({table.name}.at + {_EARLIER * QUARTER}) / {QUARTER} - {_EARLIER}"
    return type_coerce(literal_column(shifted), ID)


def _counted_redemptions() -> Select[*tuple[Any, ...]]:
    is_live = redemptions.c.reversed_at.is_(None)
    keys = (
        redemptions.c.campaign_id,
        quarter_column(redemptions),
        redemptions.c.store,
        redemptions.c.till,
        redemptions.c.staff_id,
    )
    live = func.sum(case((is_live, 1), else_=0))
    units = func.sum(case((is_live, redemptions.c.units), else_=0))
    undone = func.sum(case((is_live, 0), else_=1))
    counted = select(*keys, live, units, undone).where(is_counted(redemptions))
    return counted.group_by(*keys)


def _counted_refusals() -> Select[*tuple[Any, ...]]:
    keys = (
        func.coalesce(refusals.c.campaign_id, literal_column("''")),
        quarter_column(refusals),
        refusals.c.reason,
        refusals.c.store,
        refusals.c.till,
        refusals.c.staff_id,
    )
    return select(*keys, func.count()).where(is_counted(refusals)).group_by(*keys)


_COUNTED: Final[Mapping[Table, Select[*tuple[Any, ...]]]] = {
    redemption_tallies: _counted_redemptions(),
    refusal_tallies: _counted_refusals(),
}
