"""Taking the codes of a batch in: page by page, then their digests in order.

Each step is a short transaction, so that a till goes on redeeming meanwhile. A code is known once
its digest is here, which comes last, so that it has its status then. What is broken off goes on
with the pages that are missing; the batch is here once its pages are noted.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, insert, select

from counterfoil.domain.errors import Conflict, MachineError
from counterfoil.domain.exchange import BatchPages
from counterfoil.domain.mint import DIGEST_SIZE
from counterfoil.ledger.codes.batches import Batch, Counts, add_counts, batch_by_id
from counterfoil.ledger.codes.bulk import NO_CODE, Clash, insert_mirrored
from counterfoil.ledger.codes.digesting import digest_steps, spooled
from counterfoil.ledger.codes.steps import Progress, Steps
from counterfoil.ledger.feed.batches import page_count, page_ids
from counterfoil.ledger.feed.topics.spent import forget_spent, spent_runs
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.codes import UNUSED, USED, VOID, codes
from counterfoil.ledger.tables.sync import batch_pages


def batch_steps(
    ledger: Ledger, pages: BatchPages, digests: Iterable[bytes], texts: Iterable[bytes] = ()
) -> Steps[None]:
    """Take in the codes of a batch whose row is here, in short steps; `texts` at an office only.

    Raises:
        NotFound: there is no such batch here.
        MachineError: a page is not the one that was announced, or the disk is full or failed; what
            was taken in so far stays, and is not done again.
        Conflict: the pages are not those of the batch, or a code is here already as another one.
    """
    with ledger.read() as conn:
        batch = batch_by_id(conn, pages.batch)
    if len(pages.digests) != page_count(batch):
        raise Conflict("The codes of the batch {batch} are not those it has.", batch=batch.name)
    with spooled(ledger) as spool:
        for number, (page, lines) in enumerate(_checked(pages, digests, texts)):
            first, last = page_ids(batch, number)
            keyed = _digests(page, last - first + 1)
            is_code = np.asarray(keyed.any(axis=1))
            spool.add(keyed[is_code], np.arange(first, last + 1)[is_code])
            with ledger.write() as conn:
                _add_codes(conn, batch, (first, last), is_code, lines)
            yield Progress((last - batch.first_id + 1) // 2, batch.size)
        for written in digest_steps(ledger, spool, _refuse):
            yield Progress((len(spool) + written.done) // 2, len(spool))
    with ledger.write() as conn:
        conn.execute(insert(batch_pages), _rows(pages))


def _checked(
    pages: BatchPages, digests: Iterable[bytes], texts: Iterable[bytes]
) -> Iterator[tuple[bytes, list[str] | None]]:
    """Yield each page with its texts, each proved by its hash."""
    wanted = zip_longest(pages.digests, pages.texts)
    for expected, got, lines in zip_longest(wanted, digests, texts if pages.texts else ()):
        if expected is None or got is None or not _is(got, expected[0]):
            raise _damaged()
        if expected[1] is None:
            yield got, None
        elif lines is None or not _is(lines, expected[1]):
            raise _damaged()
        else:
            yield got, lines.decode().split("\n")


def _is(page: bytes, expected: str) -> bool:
    return sha256(page).hexdigest() == expected


def _damaged() -> MachineError:
    return MachineError("A page of codes came damaged; it is asked for again.")


def _digests(page: bytes, count: int) -> NDArray[np.uint8]:
    if len(page) != count * DIGEST_SIZE:
        raise _damaged()
    return np.frombuffer(page, np.uint8).reshape(count, DIGEST_SIZE)


def _add_codes(
    conn: Connection,
    batch: Batch,
    ids: tuple[int, int],
    is_code: NDArray[np.bool_],
    lines: Sequence[str] | None,
) -> None:
    """Add the codes of a page with the status each has by now, unless they are here already."""
    if conn.scalar(select(codes.c.id).where(codes.c.id.between(*ids)).limit(1)) is not None:
        return
    statuses = np.where(is_code, ord("0") + UNUSED, NO_CODE).astype(np.uint8)
    for (first, last), status in spent_runs(conn, *ids):
        run = slice(first - ids[0], last - ids[0] + 1)
        statuses[run] = np.where(is_code[run], ord("0") + status, NO_CODE)
    insert_mirrored(conn, ids[0], batch.id, statuses.tobytes(), lines)
    forget_spent(conn, *ids)
    if not batch.is_test:
        used, void = (int((statuses == ord("0") + each).sum()) for each in (USED, VOID))
        add_counts(conn, batch.campaign_id, Counts(int(is_code.sum()), used, void))


def _refuse(_conn: Connection, clashes: list[Clash]) -> None:
    raise Conflict(
        "{count} codes of the hub are here already as other ones; report this.", count=len(clashes)
    )


def _rows(pages: BatchPages) -> list[dict[str, object]]:
    return [
        {
            "batch_id": pages.batch,
            "page": number,
            "digests": bytes.fromhex(digests),
            "texts": bytes.fromhex(texts or ""),
        }
        for number, (digests, texts) in enumerate(zip_longest(pages.digests, pages.texts))
    ]
