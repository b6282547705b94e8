"""A loss that somebody accepts: the second one gets its units and coupons as well.

There is one redemption of a code, so the second is not recorded as one: limits, budgets and figures
count the first alone. Its units are adjustments with the reason, so that each wallet stays the sum
of its transfers, and its coupons are those the till gave. What it cost is told by the conflict.
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, update

from counterfoil.ledger.exchange.conflict_rows import claimed_row
from counterfoil.ledger.exchange.promoting import gifts_of
from counterfoil.ledger.given import Gift
from counterfoil.ledger.member_rows import lock_members
from counterfoil.ledger.rewards import cancel_coupon
from counterfoil.ledger.tables.campaigns import coupons
from counterfoil.ledger.wallets import adjust_anyway

ACCEPTED: Final = "The loss of redemption {redemption} was accepted, which came second. {note}"
TAKEN_BACK: Final = "Redemption {redemption}, which came second, was undone."


def give_second(conn: Connection, conflict: Row[Any], note: str, by: str, at: datetime) -> None:
    """Give what the second redemption of a conflict gave, too."""
    gifts = gifts_of(conn, claimed_row(conflict))
    _move(conn, gifts, 1, ACCEPTED.format(redemption=conflict.id, note=note).strip(), by, at)
    for gift in gifts:
        if gift.coupon is not None and gift.coupon.code:
            valid = update(coupons).where(coupons.c.code == gift.coupon.code)
            conn.execute(valid.values(cancelled_at=None))


def take_loss_back(conn: Connection, conflict: Row[Any], by: str, at: datetime) -> None:
    """Take back what `give_second` gave; coupons that were used meanwhile stay so."""
    gifts = gifts_of(conn, claimed_row(conflict))
    _move(conn, gifts, -1, TAKEN_BACK.format(redemption=conflict.id), by, at)
    for gift in gifts:
        if gift.coupon is not None and gift.coupon.code:
            cancel_coupon(conn, gift.coupon.code, at)


def _move(
    conn: Connection, gifts: tuple[Gift, ...], sign: int, why: str, by: str, at: datetime
) -> None:
    for member_id in sorted({gift.member_id for gift in gifts if gift.member_id}):
        lock_members(conn, member_id)
    for gift in gifts:
        if gift.wallet_code and gift.member_id is not None:
            units = sign * gift.hundredths
            adjust_anyway(conn, gift.member_id, gift.wallet_code, units, why, by, at)
