"""When, where and by whom codes were used, looked up for a page of them at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from counterfoil.ledger.member_rows import shown_card
from counterfoil.ledger.tables.base import from_micros, from_micros_or_none
from counterfoil.ledger.tables.members import members
from counterfoil.ledger.tables.redemptions import newest_first, redemptions
from counterfoil.ledger.tables.stores import staff, stores


@dataclass(frozen=True, slots=True)
class LastUse:
    """The last use of a code: the names of store and staff, the member's card ("" for none).

    `undone_at` is when that redemption was reversed; the code may be used all the same.
    """

    redemption_id: str
    at: datetime
    store: str
    staff: str
    card: str
    undone_at: datetime | None = None


def last_uses(conn: Connection, code_ids: Sequence[int]) -> dict[int, LastUse]:
    """Return the last use of each of some thousand codes that has been redeemed here."""
    if not code_ids:
        return {}
    rows = conn.execute(
        select(
            redemptions.c.code_id,
            redemptions.c.id,
            redemptions.c.at,
            stores.c.name,
            staff.c.name,
            members.c.card,
            redemptions.c.reversed_at,
        )
        .join(stores, stores.c.code == redemptions.c.store)
        .join(staff, staff.c.id == redemptions.c.staff_id)
        .outerjoin(members, members.c.id == redemptions.c.member_id)
        .where(redemptions.c.code_id.in_(code_ids))
        .order_by(*newest_first(redemptions))
    )
    return {
        code_id: LastUse(
            redemption, from_micros(at), store, who, shown_card(card), from_micros_or_none(undone)
        )
        # Of a code's uses, the last one counts.
        for code_id, redemption, at, store, who, card, undone in reversed(rows.all())
    }
