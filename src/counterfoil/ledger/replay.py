"""Verdicts that were given before, read back as they were."""

from typing import Final

from sqlalchemy import Connection, Text, bindparam, func, select

from counterfoil.domain.errors import Conflict
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.given import cards_of, restored, shown
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import Found, find_code
from counterfoil.ledger.member_rows import read_member
from counterfoil.ledger.refuse import refilled
from counterfoil.ledger.statement import Row, Statement
from counterfoil.ledger.tables.base import from_micros, load
from counterfoil.ledger.tables.codes import codes
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from counterfoil.ledger.verdict import Attempt, Verdict

# Where several devices write to one PostgreSQL, the second with an event waits for the first.
_LOCK: Final = Statement(
    select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("event_id", type_=Text), 0)))
)
_REDEEMED: Final = Statement(
    select(
        redemptions.c.id,
        redemptions.c.code_id,
        redemptions.c.campaign_id,
        redemptions.c.member_id,
        redemptions.c.given,
        redemptions.c.at,
        redemptions.c.test,
        codes.c.id,
        codes.c.text,
    )
    .outerjoin(codes, codes.c.id == redemptions.c.code_id)
    .where(redemptions.c.event_id == bindparam("event_id"))
)
_ASKED: Final = Statement(
    select(journal.c.body).where(
        journal.c.device == bindparam("device"), journal.c.n == bindparam("n")
    )
)
_REFUSED: Final = Statement(
    select(
        refusals.c.code_id,
        refusals.c.digest,
        refusals.c.reason,
        refusals.c["values"],
        refusals.c.campaign_id,
        refusals.c.member_id,
        refusals.c.at,
    ).where(refusals.c.event_id == bindparam("event_id"))
)


def stored_verdict(
    ledger: Ledger, conn: Connection, attempt: Attempt, found: Found | None = None
) -> Verdict | None:
    """Return the verdict that the attempt's event id got before, None where it is new.

    Balances and names are those of today. `found` is the code that the attempt is about, where that
    is known already. Raises Conflict where the event was about another code.
    """
    event = {"event_id": attempt.event_id}
    if conn.dialect.name != "sqlite":
        _LOCK.run(conn, event)
    row = _REDEEMED.run(conn, event).fetchone()
    if row is not None:
        return _acceptance(ledger, conn, found or _find(ledger, conn, attempt), row)
    row = _REFUSED.run(conn, event).fetchone()
    if row is None:
        return None
    return _refusal(ledger, conn, found or _find(ledger, conn, attempt), row)


def _find(ledger: Ledger, conn: Connection, attempt: Attempt) -> Found:
    return find_code(ledger, conn, attempt.texts, lock=False)


def _acceptance(ledger: Ledger, conn: Connection, found: Found, row: Row) -> Verdict:
    redemption_id, code_id, campaign_id, member_id, given, at, test, here, text = row
    is_same = _was_asked(conn, redemption_id, found) if here is None else found.code_id == code_id
    if not is_same:
        raise _other_code()
    kept = [restored(conn, document) for document in load(given)]
    cards = cards_of(conn, kept)
    return Verdict(
        accepted=True,
        final=True,
        refused=None,
        code=text or found.shown,
        campaign=current(ledger, conn, campaign_id),
        member=read_member(conn, member_id),
        given=tuple(shown(gift, cards) for gift in kept),
        redemption_id=redemption_id,
        at=from_micros(at),
        test=bool(test),
    )


def _was_asked(conn: Connection, redemption_id: str, found: Found) -> bool:
    """Say by the journal whether a hub was asked about this code, which is not here itself."""
    device, _, n = redemption_id.rpartition("-")
    row = _ASKED.run(conn, {"device": device, "n": int(n)}).fetchone()
    asked = load(row[0]).get("codes", []) if row is not None else []
    return found.digest is not None and found.digest.hex() in asked


def _refusal(ledger: Ledger, conn: Connection, found: Found, row: Row) -> Verdict:
    code_id, kept_digest, reason, values, campaign_id, member_id, at = row
    # A code that was not known then may be by now.
    if found.digest != kept_digest or code_id not in {None, found.code_id}:
        raise _other_code()
    member = read_member(conn, member_id)
    referrer = read_member(conn, member.referrer_id) if member else None
    return Verdict(
        accepted=False,
        final=True,
        refused=refilled(reason, load(values), found.shown, member, referrer),
        code=found.shown,
        campaign=current(ledger, conn, campaign_id) if campaign_id else None,
        member=member,
        given=(),
        redemption_id=None,
        at=from_micros(at),
        test=found.facts is not None and found.facts.test,
    )


def _other_code() -> Conflict:
    return Conflict("This event id was used for another code; give each attempt its own.")
