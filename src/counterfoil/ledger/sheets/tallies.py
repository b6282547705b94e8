"""How many codes of each status there are on sheets, counted for a page of them."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from sqlalchemy import case, func, select

from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.codes import STATUSES, UNUSED, VOID, VOIDING, batches, codes
from counterfoil.ledger.tables.sheets import sheet_parts

Tally: TypeAlias = Mapping[CodeStatus, int]
"""How many codes have each status; those that none has are left out."""


def tallies(ledger: Ledger, numbers: Sequence[int]) -> dict[int, Tally]:
    """Return the tally of each of some hundred sheets, where being made void counts as void."""
    voiding = (codes.c.status == UNUSED) & (batches.c.state == VOIDING)
    status = case((voiding, VOID), else_=codes.c.status)
    query = (
        select(sheet_parts.c.sheet, status, func.count())
        .join(codes, codes.c.id.between(sheet_parts.c.first_id, sheet_parts.c.last_id))
        .join(batches, batches.c.id == codes.c.batch_id)
        .where(sheet_parts.c.sheet.in_(numbers))
        .group_by(sheet_parts.c.sheet, status)
    )
    found: dict[int, dict[CodeStatus, int]] = {number: {} for number in numbers}
    with ledger.read() as conn:
        for number, known, count in conn.execute(query):
            found[number][STATUSES[known]] = count
    return dict(found)
