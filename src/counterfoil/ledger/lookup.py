"""From what was scanned or typed to the code it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, exists, select

from counterfoil.domain.code import CodeFormat, candidates, fold_any, is_mistyped
from counterfoil.domain.facts import CodeFacts, CodeStatus, Reading, Use
from counterfoil.domain.mint import digest
from counterfoil.ledger.codes.batches import BatchKind, imported_lengths
from counterfoil.ledger.codes.spaces import known_formats
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rewards import coupon_among
from counterfoil.ledger.statement import Row, Statement
from counterfoil.ledger.tables.base import from_micros, load
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.codes import (
    BUILDING,
    STATUSES,
    VOIDING,
    batches,
    code_digests,
    code_spaces,
    codes,
)
from counterfoil.ledger.tables.redemptions import newest_first, redemptions
from counterfoil.ledger.tables.stores import staff, stores
from counterfoil.ledger.tables.sync import remote_uses

MOST_TEXTS: Final = 8
"""Readings of one scan that are looked up; no scanner has more to offer."""

_ELSEWHERE: Final = ("another system", "an import")


@dataclass(frozen=True, slots=True)
class Found:
    """What became of the texts: `shown` for staff, and the code where one was found.

    `digest` is that of the code, or of the first text that could have been one.
    """

    reading: Reading
    shown: str
    digest: bytes | None = None
    code_id: int | None = None
    facts: CodeFacts | None = None
    campaign_id: str | None = None
    campaign_version: int = 0


_IS_REDEEMED: Final = exists().where(
    redemptions.c.code_id == codes.c.id, redemptions.c.reversed_at.is_(None)
)
_QUERY: Final = (
    select(
        codes.c.id,
        codes.c.text,
        codes.c.status,
        batches.c.state,
        batches.c.name,
        batches.c.labels,
        batches.c.created_at,
        batches.c.kind,
        code_spaces.c.prefix,
        campaigns.c.id,
        campaigns.c.version,
        _IS_REDEEMED,
    )
    .join(code_digests, code_digests.c.code_id == codes.c.id)
    .join(batches, batches.c.id == codes.c.batch_id)
    .join(campaigns, campaigns.c.id == batches.c.campaign_id)
    .outerjoin(code_spaces, code_spaces.c.id == batches.c.space_id)
    .where(code_digests.c.digest == bindparam("digest"), batches.c.state != BUILDING)
)
_FIND: Final = Statement(_QUERY)
_FIND_AND_LOCK: Final = Statement(_QUERY.with_for_update(of=[codes, campaigns]))

_LAST_USE: Final = Statement(
    select(redemptions.c.at, stores.c.name, staff.c.name)
    .join(stores, stores.c.code == redemptions.c.store)
    .join(staff, staff.c.id == redemptions.c.staff_id)
    .where(redemptions.c.code_id == bindparam("code_id"))
    .order_by(*newest_first(redemptions))
    .limit(1)
)
_REMOTE_USE: Final = Statement(
    select(remote_uses.c.at, remote_uses.c.store, remote_uses.c.staff).where(
        remote_uses.c.code_id == bindparam("code_id")
    )
)


def find_code(ledger: Ledger, conn: Connection, texts: Iterable[str], *, lock: bool) -> Found:
    """Return the first known code among the readings of `texts`, or what was wrong with them.

    With `lock`, nobody else redeems the code or changes its campaign until the transaction ends.
    Any code given as it was made is found at once; formats are asked only about the rest.
    """
    given = tuple(texts)[:MOST_TEXTS]
    folded = tuple(dict.fromkeys(filter(None, map(fold_any, given))))
    if not folded:
        return Found(Reading.UNREADABLE, "")
    found = _first(ledger, conn, folded, lock=lock)
    if found is not None:
        return found
    formats = known_formats(conn)
    found = _first(ledger, conn, _read_into(folded, formats), lock=lock)
    if found is not None:
        return found
    coupon = coupon_among(conn, folded)
    if coupon is not None:
        return Found(Reading.COUPON, coupon, digest(coupon, ledger.digest_key))
    lengths = imported_lengths(conn)
    mistyped = next((text for text in folded if is_mistyped(text, formats, lengths)), None)
    if mistyped is not None:
        return Found(Reading.MISTYPED, mistyped)
    return Found(Reading.READ, folded[0], digest(folded[0], ledger.digest_key))


def _read_into(folded: Iterable[str], formats: tuple[CodeFormat, ...]) -> Iterator[str]:
    for text in folded:
        yield from candidates(text, formats)[1:]


def _first(
    ledger: Ledger, conn: Connection, canonical: Iterable[str], *, lock: bool
) -> Found | None:
    keys = ((text, digest(text, ledger.digest_key)) for text in canonical)
    every = (find_by_digest(conn, key, text, lock=lock) for text, key in keys)
    return next((found for found in every if found is not None), None)


def find_by_digest(conn: Connection, key: bytes, text: str = "", *, lock: bool) -> Found | None:
    """Return the code with this digest, None where there is none; `text` is how it was read."""
    statement = _FIND_AND_LOCK if lock else _FIND
    row = statement.run(conn, {"digest": key}).fetchone()
    return None if row is None else _found(conn, row, text, key)


def _found(conn: Connection, row: Row, text: str, key: bytes) -> Found:
    code_id, made_as, status, state, batch, labels, created_at, kind = row[:8]
    prefix, campaign_id, version, is_redeemed = row[8:]
    known = STATUSES[status]
    if known is CodeStatus.UNUSED and state == VOIDING:
        known = CodeStatus.VOID
    elif known is CodeStatus.UNUSED and is_redeemed:
        # Its row was damaged since: a use is written twice, so that one row alone frees no code.
        known = CodeStatus.USED
    facts = CodeFacts(
        status=known,
        batch=batch,
        prefix=prefix or "",
        labels=dict(load(labels)),
        use=_use(conn, code_id, created_at) if known is CodeStatus.USED else None,
        test=kind == BatchKind.TEST,
    )
    return Found(Reading.READ, made_as or text, key, code_id, facts, campaign_id, version)


def _use(conn: Connection, code_id: int, imported_at: int) -> Use:
    """Return the last use that is known of, here or from the hub."""
    found = [each.run(conn, {"code_id": code_id}).fetchone() for each in (_LAST_USE, _REMOTE_USE)]
    known = [row for row in found if row is not None]
    # A code can come from another system already used.
    at, store, who = max(known, default=(imported_at, *_ELSEWHERE))
    return Use(from_micros(at), store, who)
