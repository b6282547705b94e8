"""Undoing a redemption: by opposite transfers, with a reason, by somebody who may."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.exchange import Standing
from counterfoil.domain.store import Act, Staff
from counterfoil.domain.text import check_text
from counterfoil.ledger import journal
from counterfoil.ledger.exchange.promoting import promote
from counterfoil.ledger.feed.publish import note
from counterfoil.ledger.given import cards_of, shown
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_rows import read_member
from counterfoil.ledger.staff import require
from counterfoil.ledger.undo import Aftermath, Undone, lock_redemption, undo
from counterfoil.ledger.verdict import Reversal

LONGEST_REASON: Final = 500


def reverse(
    ledger: Ledger, redemption_id: str, reason: str, staff: Staff, now: datetime
) -> Reversal:
    """Undo a redemption, in one transaction.

    Units go back by opposite transfers (a wallet may end below zero, where they were spent
    meanwhile), counters count it no more, unused coupons are cancelled, custom attributes get
    their old value unless they changed since. The code can be redeemed again where its campaign
    says so, or where it is a test code, which has moved nothing; otherwise it stays used.

    Raises:
        Forbidden: `staff` is no supervisor.
        InvalidInput: there is no reason.
        NotFound: there is no such redemption.
        Conflict: it was reversed before.
    """
    require(staff, Act.REVERSE)
    why = reason.strip()[:LONGEST_REASON]
    if not why:
        raise InvalidInput("Give a reason for undoing the redemption.")
    check_text(why)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        undone = lock_redemption(ledger, conn, redemption_id)
        after = undo(conn, undone, why, staff.id, last.now, frees_code=undone.frees_code)
        body = {
            "redemption": redemption_id,
            "reason": why,
            "staff": staff.id,
            "code_unused": undone.frees_code,
            "coupons_spent": len(after.coupons_spent),
            "below_zero": after.below_zero,
        }
        journal.append_after(ledger, conn, last, Kind.REVERSE, body)
        is_unused = undone.frees_code
        if is_unused and ledger.standing is Standing.HUB:
            next_claim = promote(ledger, conn, undone.row.code_id, last.now)
            note(conn, next_claim)
            is_unused = not next_claim
        reversal = _reversal(conn, undone, why, last.now, after)
        return replace(reversal, is_code_unused=is_unused)


def _reversal(
    conn: Connection, undone: Undone, why: str, at: datetime, after: Aftermath
) -> Reversal:
    opposite = [replace(gift, hundredths=-gift.hundredths) for gift in undone.gifts]
    cards = cards_of(conn, opposite)
    return Reversal(
        redemption_id=undone.redemption_id,
        code=undone.row.text or "",
        campaign=undone.campaign,
        member=read_member(conn, undone.row.member_id),
        reason=why,
        at=at,
        taken_back=tuple(shown(gift, cards) for gift in opposite),
        coupons_spent=after.coupons_spent,
        is_code_unused=undone.frees_code,
        overdrawn=tuple(dict.fromkeys(cards[who] for who, _ in after.below_zero)),
    )
