"""A batch's codes for devices: digests for all, readable texts for an office, in pages.

A page is for `PER_PAGE` ids that follow one another. Where an import left an id without a code, the
digest is all zeros and the line of the text is empty. Pages never change, so that their hashes are
kept; the pages themselves are made when somebody asks for them.
"""

import re
from hashlib import sha256
from typing import Final

import numpy as np
from sqlalchemy import Connection, bindparam, select

from counterfoil.domain.code import fold_any
from counterfoil.domain.errors import NotFound
from counterfoil.domain.exchange import PER_PAGE, BatchPages
from counterfoil.domain.mint import DIGEST_SIZE, digests
from counterfoil.ledger.codes.batches import Batch, batch_by_id
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.statement import Statement, putting
from counterfoil.ledger.tables.codes import codes
from counterfoil.ledger.tables.sync import batch_pages

_PUT: Final = putting(batch_pages)
_TEXTS: Final = Statement(
    select(codes.c.id, codes.c.text).where(
        codes.c.id.between(bindparam("first"), bindparam("last"))
    )
)
_PLAIN: Final = re.compile(r"[0-9A-Z\n-]*")


def pages(ledger: Ledger, batch_id: int, *, texts: bool) -> BatchPages:
    """Return the hashes of a batch's pages, made the first time; those of `texts` where wanted.

    Raises NotFound where there is no such batch.
    """
    with ledger.read() as conn:
        batch = batch_by_id(conn, batch_id)
        kept = _kept(conn, batch_id)
    for number in range(len(kept), page_count(batch)):
        with ledger.read() as conn:
            lines = _texts(conn, batch, number)
        both = _hash(_digest_page(lines, ledger.digest_key)), _hash(_text_page(lines))
        with ledger.write() as conn:
            row = {"batch_id": batch_id, "page": number, "digests": both[0], "texts": both[1]}
            _PUT.run(conn, row)
        kept.append(both)
    return BatchPages(
        batch_id,
        tuple(digest.hex() for digest, _ in kept),
        tuple(text.hex() for _, text in kept) if texts else (),
    )


def batch_page(ledger: Ledger, batch_id: int, page: int, *, texts: bool) -> bytes:
    """Return a page of a batch: digests, or lines of texts. Raises NotFound."""
    with ledger.read() as conn:
        batch = batch_by_id(conn, batch_id)
        if not 0 <= page < page_count(batch):
            raise NotFound("The batch {batch} has no page {page}.", batch=batch_id, page=page)
        lines = _texts(conn, batch, page)
    return _text_page(lines) if texts else _digest_page(lines, ledger.digest_key)


def page_count(batch: Batch) -> int:
    """Return how many pages a batch has."""
    return -(-(batch.last_id - batch.first_id + 1) // PER_PAGE)


def page_ids(batch: Batch, page: int) -> tuple[int, int]:
    """Return the first and the last id of a page."""
    first = batch.first_id + page * PER_PAGE
    return first, min(first + PER_PAGE - 1, batch.last_id)


def _kept(conn: Connection, batch_id: int) -> list[tuple[bytes, bytes]]:
    query = select(batch_pages.c.digests, batch_pages.c.texts)
    rows = conn.execute(
        query.where(batch_pages.c.batch_id == batch_id).order_by(batch_pages.c.page)
    )
    return [(bytes(row.digests), bytes(row.texts)) for row in rows]


def _texts(conn: Connection, batch: Batch, page: int) -> list[str]:
    """What the codes of a page read, "" where there is none."""
    first, last = page_ids(batch, page)
    lines = [""] * (last - first + 1)
    for code_id, text in _TEXTS.run(conn, {"first": first, "last": last}).fetchall():
        lines[code_id - first] = text or ""
    return lines


def _digest_page(lines: list[str], key: bytes) -> bytes:
    canonical = _canonical(lines)
    found = digests(np.array(canonical, "S"), key)
    gaps = [place for place, text in enumerate(canonical) if not text]
    if gaps:
        found = found.copy()
        found[gaps] = np.zeros(DIGEST_SIZE, np.uint8)
    return found.tobytes()


def _canonical(lines: list[str]) -> list[bytes]:
    joined = "\n".join(lines)
    if _PLAIN.fullmatch(joined):
        # As codes are made: `digests` leaves out the dashes.
        return joined.encode().split(b"\n")
    return [(fold_any(line) or "").encode() for line in lines]


def _text_page(lines: list[str]) -> bytes:
    return "\n".join(lines).encode()


def _hash(page: bytes) -> bytes:
    return sha256(page).digest()
