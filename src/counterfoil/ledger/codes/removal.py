"""Removing batches that never became ready: cancelled, failed, or cut off by a crash.

Their codes were never known to anyone, so nothing is lost and nothing need be said about them.
Digests are removed in their own order, stretch by stretch, which touches each page once.
"""

from typing import Final

from sqlalchemy import Connection, delete, func, select

from counterfoil.domain.errors import UserError
from counterfoil.ledger.codes.batches import unfinished
from counterfoil.ledger.codes.spaces import give_back
from counterfoil.ledger.codes.steps import Progress, Steps, finish
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.codes import BUILDING, batches, code_digests, codes

CHUNK: Final = 16_384
_STRETCH: Final = 65_536
"""Digests looked through in one step, about."""


def remove_unfinished(ledger: Ledger) -> int:
    """Remove what a crash left of batches being written; return how many batches those were."""
    with ledger.read() as conn:
        left = unfinished(conn)
    for batch in left:
        finish(removal_steps(ledger, batch.first_id, batch.last_id))
    return len(left)


def remove_quietly(ledger: Ledger, first_id: int, last_id: int) -> None:
    """Remove while another error is on its way out; where that fails, opening the ledger will."""
    try:
        finish(removal_steps(ledger, first_id, last_id))
    except UserError:
        return


def removal_steps(ledger: Ledger, first_id: int, last_id: int) -> Steps[None]:
    """Remove the batches being written in a range of ids, their codes and their digests."""
    edges = _edges(ledger)
    total = len(edges) + 1
    for done, (low, high) in enumerate(zip([b"", *edges], [*edges, None], strict=True), 1):
        with ledger.write() as conn:
            _remove_digests(conn, low, high, first_id, last_id)
        yield Progress(done, total)
    while True:
        with ledger.write() as conn:
            if not _remove_codes(conn, first_id, last_id):
                _remove_batches(conn, first_id, last_id)
                return
        yield Progress(total, total)


def _edges(ledger: Ledger) -> list[bytes]:
    """Where to part all digests so that a stretch of them is looked through in a moment."""
    with ledger.read() as conn:
        highest = int(conn.execute(select(func.max(batches.c.last_id))).scalar() or 0)
    stretches = max(1, min(highest // _STRETCH, 1 << 16))
    return [((turn << 64) // stretches).to_bytes(8, "big") for turn in range(1, stretches)]


def _remove_digests(
    conn: Connection, low: bytes, high: bytes | None, first_id: int, last_id: int
) -> None:
    doomed = delete(code_digests).where(
        code_digests.c.digest >= low, code_digests.c.code_id.between(first_id, last_id)
    )
    conn.execute(doomed if high is None else doomed.where(code_digests.c.digest < high))


def _remove_codes(conn: Connection, first_id: int, last_id: int) -> int:
    """Remove the first codes of a range; return how many."""
    lowest = conn.execute(
        select(func.min(codes.c.id)).where(codes.c.id.between(first_id, last_id))
    ).scalar()
    if lowest is None:
        return 0
    until = min(lowest + CHUNK - 1, last_id)
    return conn.execute(delete(codes).where(codes.c.id.between(lowest, until))).rowcount


def _remove_batches(conn: Connection, first_id: int, last_id: int) -> None:
    doomed = (batches.c.state == BUILDING) & batches.c.first_id.between(first_id, last_id)
    numbers = (batches.c.space_id, batches.c.counter_start, batches.c.counter_end)
    for space_id, start, end in conn.execute(select(*numbers).where(doomed)).all():
        if space_id is not None:
            give_back(conn, space_id, start, end)
    conn.execute(delete(batches).where(doomed))
