"""Which texts may be a code that this ledger has: a till has no codes that only its hub redeems."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, select

from counterfoil.domain.code import canonical, fold_any
from counterfoil.ledger.codes.spaces import formats_of
from counterfoil.ledger.tables.base import load
from counterfoil.ledger.tables.codes import batches, codes

_WITH_CODES: Final = (
    select(batches.c.space_id, batches.c.lengths)
    .where(
        select(codes.c.id).where(codes.c.id.between(batches.c.first_id, batches.c.last_id)).exists()
    )
    .distinct()
)


def may_be_here(conn: Connection, texts: Iterable[str]) -> bool:
    """Say whether one of the texts has a form, or for imported ones a length, of codes here."""
    folded = [text for text in map(fold_any, texts) if text is not None]
    found = conn.execute(_WITH_CODES).all()
    lengths = {length for row in found for length in load(row.lengths)}
    formats = formats_of(conn, (row.space_id for row in found if row.space_id is not None))
    return any(
        len(text) in lengths or any(canonical(text, each) is not None for each in formats)
        for text in folded
    )
