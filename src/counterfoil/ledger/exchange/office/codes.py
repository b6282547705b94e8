"""Codes made void on a device: by their ids, by sheet, or a whole batch."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from sqlalchemy import select, update

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.store import Staff
from counterfoil.ledger.codes.void import MOST_IN_ENTRY, begin_voiding, put_void
from counterfoil.ledger.exchange.applying import Applying
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.codes import READY, batches
from counterfoil.ledger.tables.sheets import sheets

MOST_ONE_BY_ONE: Final = 100_000
"""Codes that an entry may name by their ids; a device names at most a thousand, or a sheet's."""


def codes_voided(applying: Applying, by: Staff) -> None:
    """Make the codes void that are still unused.

    A batch is void at once; its codes get their status behind the transaction, by
    `codes.void.finish_voiding`.
    """
    body: Mapping[str, Any] = applying.entry.body
    conn, campaign = applying.conn, body["campaign"]
    if body["batch"] is not None:
        whole = (
            batches.c.id == body["batch"],
            batches.c.campaign_id == campaign,
            batches.c.state == READY,
        )
        if conn.scalar(select(batches.c.id).where(*whole).with_for_update()) is not None:
            begin_voiding(conn, body["batch"])
        return
    ids = _ids(body["ids"])
    while some := list(islice(ids, MOST_IN_ENTRY)):
        put_void(conn, campaign, some)
    if "sheet" in body:
        at = to_micros(applying.entry.wall_time)
        values = {"voided_at": at, "voided_by": by.id, "void_reason": body["reason"]}
        lost = (sheets.c.number == body["sheet"], sheets.c.voided_at.is_(None))
        conn.execute(update(sheets).where(*lost).values(values))


def _ids(ranges: list[list[int]]) -> Iterator[int]:
    if sum(last - first + 1 for first, last in ranges) > MOST_ONE_BY_ONE:
        raise InvalidInput("These are more codes than one entry can name.")
    return (code_id for first, last in ranges for code_id in range(first, last + 1))
