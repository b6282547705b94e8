"""Ranges of ids of codes: those of a batch or of a printed sheet, and who holds what."""

from itertools import pairwise
from typing import Final

from sqlalchemy import Connection, bindparam, exists, select

from counterfoil.domain.errors import Conflict, InvalidInput, NotFound
from counterfoil.domain.rights import GrantKind
from counterfoil.ledger.codes.batches import batch_by_id
from counterfoil.ledger.rights.rows import IS_OPEN
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.codes import READY, UNUSED, batches, codes
from counterfoil.ledger.tables.sheets import sheet_parts
from counterfoil.ledger.tables.sync import grants

Range = tuple[int, int]
"""The first and the last id of some codes."""

_IS_HELD: Final = (grants.c.kind == GrantKind.CODES.value) & IS_OPEN
_HOLDER: Final = Statement(
    select(grants.c.device)
    .where(
        _IS_HELD,
        grants.c.campaign_id == bindparam("campaign"),
        grants.c.first_id <= bindparam("code"),
        grants.c.last_id >= bindparam("code"),
    )
    .order_by(grants.c.id)
)


def ranges_of_batch(conn: Connection, batch_id: int) -> tuple[Range, ...]:
    """Return the ids of a batch. Raises NotFound."""
    batch = batch_by_id(conn, batch_id)
    return ((batch.first_id, batch.last_id),) if batch.size else ()


def ranges_of_sheet(conn: Connection, number: int) -> tuple[Range, ...]:
    """Return the ids on a printed sheet: a few ranges that follow one another. Raises NotFound."""
    parts = (
        select(sheet_parts.c.first_id, sheet_parts.c.last_id)
        .where(sheet_parts.c.sheet == number)
        .order_by(sheet_parts.c.first_id)
    )
    found = tuple((row.first_id, row.last_id) for row in conn.execute(parts))
    if not found:
        raise NotFound("There is no sheet {number}.", number=number)
    return found


def holders(conn: Connection, campaign_id: str, code_id: int) -> tuple[str, ...]:
    """Return the devices that hold a code: none, or one where no guarantee was waived."""
    rows = _HOLDER.run(conn, {"campaign": campaign_id, "code": code_id}).fetchall()
    return tuple(dict.fromkeys(row[0] for row in rows))


def check_ranges(conn: Connection, campaign_id: str, ranges: tuple[Range, ...]) -> None:
    """Refuse ranges that a device cannot hold; the campaign is kept for this transaction.

    Raises:
        InvalidInput: there is none, or they overlap one another.
        NotFound: they are not the campaign's codes.
        Conflict: a device holds some of them already, or none of them can be redeemed any more.
    """
    ordered = sorted(ranges)
    if not ordered or any(first > last for first, last in ordered):
        raise InvalidInput("Name the codes to hold: a batch or a sheet.")
    if any(before[1] >= after[0] for before, after in pairwise(ordered)):
        raise InvalidInput("The same codes are named twice; name each batch or sheet once.")
    for each in ordered:
        _check_campaign(conn, campaign_id, each)
        _check_free(conn, each)
    if not any(_has_unused(conn, each) for each in ordered):
        raise Conflict("All these codes are used or void; there is nothing left to hold.")


def _check_campaign(conn: Connection, campaign_id: str, ids: Range) -> None:
    within = select(
        exists().where(
            batches.c.campaign_id == campaign_id,
            batches.c.state == READY,
            batches.c.first_id <= ids[0],
            batches.c.last_id >= ids[1],
        )
    )
    if not conn.scalar(within):
        raise NotFound("The campaign has no codes {first} to {last}.", first=ids[0], last=ids[1])


def _check_free(conn: Connection, ids: Range) -> None:
    taken = select(grants.c.device).where(
        _IS_HELD, grants.c.first_id <= ids[1], grants.c.last_id >= ids[0]
    )
    holder = conn.scalar(taken.limit(1))
    if holder is not None:
        raise Conflict(
            "The till {device} holds some of these codes; recall them first.", device=holder
        )


def _has_unused(conn: Connection, ids: Range) -> bool:
    unused = codes.c.id.between(*ids) & (codes.c.status == UNUSED)
    return bool(conn.scalar(select(exists().where(unused))))
