"""Erasing one person: what names them goes, what was done stays, under a number that names nobody.

The journal never named them. What cannot be taken out of it is the reason of an adjustment and the
value that a campaign gave to an attribute; both stand beside the member's number only.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, or_, select, update

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, InvalidInput, MachineError, NotFound
from counterfoil.domain.member import Member
from counterfoil.domain.store import Act, Staff
from counterfoil.domain.text import check_text
from counterfoil.ledger import journal
from counterfoil.ledger.cleaning import clean
from counterfoil.ledger.codes.steps import Progress, Steps, finish
from counterfoil.ledger.exchange.erasing import blank_gift, forget_member
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_rows import ERASED, lock_members, read_member
from counterfoil.ledger.reverse import LONGEST_REASON
from counterfoil.ledger.rewards import cancel_unused
from counterfoil.ledger.staff import require
from counterfoil.ledger.tables.base import dump, load, to_micros
from counterfoil.ledger.tables.members import member_terms, members, transfers
from counterfoil.ledger.tables.office import adjustments, erasures
from counterfoil.ledger.tables.redemptions import redemptions

_NOBODY: Final[dict[str, Any]] = {
    "first_name": "",
    "last_name": "",
    "email": "",
    "phone": "",
    "tier": None,
    "segments": "[]",
    "labels": "{}",
    "custom_attributes": "{}",
    "referrer_id": None,
    "active": False,
}


@dataclass(frozen=True, slots=True)
class Erased:
    """What became of an erasure.

    `coupons` were cancelled. Where `is_clean` is False the person is erased all the same, but the
    file may hold their old bytes until the next erasure cleans it.
    """

    member_id: str
    coupons: int
    is_clean: bool


def erase_member(ledger: Ledger, member_id: str, reason: str, by: Staff, now: datetime) -> Erased:
    """Erase a person. See `erase_steps`."""
    return finish(erase_steps(ledger, member_id, reason, by, now))


def erase_steps(
    ledger: Ledger, member_id: str, reason: str, by: Staff, now: datetime
) -> Steps[Erased]:
    """Erase a person in two steps: out of the tables, then out of the bytes of the file.

    Names, addresses, card, attributes, labels, groups, search terms and referrer go; unused coupons
    are cancelled; redemptions and units stay without a name. The card is free for a new member.
    Backups made before keep what they have.

    Raises:
        Forbidden: `by` is no manager.
        InvalidInput: there is no reason.
        NotFound: there is no such member.
        Conflict: they were erased before.
    """
    require(by, Act.ERASE_MEMBER)
    why = reason.strip()[:LONGEST_REASON]
    if not why:
        raise InvalidInput("Give a reason for erasing the member.")
    check_text(why)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        coupons = erase_in(conn, member_id, why, by, last.now)
        body = {"member": member_id, "coupons": coupons, "staff": by.id}
        journal.append_after(ledger, conn, last, Kind.MEMBER_ERASED, body)
    yield Progress(1, 2)
    return Erased(member_id, coupons, _cleaned(ledger))


def erase_in(conn: Connection, member_id: str, why: str, by: Staff, at: datetime) -> int:
    """Erase a person in the transaction of `conn`; return how many coupons were cancelled.

    The journal and the bytes of the file are left to whoever calls. Raises NotFound and Conflict
    as `erase_steps`.
    """
    _locked(conn, member_id)
    unname(conn, member_id)
    row = {"member_id": member_id, "staff_id": by.id, "reason": why}
    conn.execute(insert(erasures).values(at=to_micros(at), **row))
    return cancel_unused(conn, member_id, at)


def _locked(conn: Connection, member_id: str) -> Member:
    lock_members(conn, member_id)
    member = read_member(conn, member_id)
    if member is None:
        raise NotFound("There is no member {member}.", member=member_id[:64])
    if member.erased:
        raise Conflict("This member was erased before.")
    return member


def unname(conn: Connection, member_id: str) -> None:
    """Take out all that names a member, in the transaction of `conn`."""
    conn.execute(
        update(members)
        .where(members.c.id == member_id)
        .values(card=f"{ERASED}{member_id}", **_NOBODY)
    )
    theirs = members.c.referrer_id == member_id
    conn.execute(update(members).where(theirs).values(referrer_id=None))
    conn.execute(delete(member_terms).where(member_terms.c.member_id == member_id))
    moved = select(transfers.c.id).where(transfers.c.member_id == member_id)
    conn.execute(update(adjustments).where(adjustments.c.transfer_id.in_(moved)).values(reason=""))
    _blank_redemptions(conn, member_id)
    forget_member(conn, member_id)


def _blank_redemptions(conn: Connection, member_id: str) -> None:
    """Take the values of their attributes out of redemptions, and what events said of them."""
    moved = select(transfers.c.redemption_id).where(transfers.c.member_id == member_id)
    own = redemptions.c.member_id == member_id
    about = or_(own, redemptions.c.id.in_(moved))
    query = select(redemptions.c.id, redemptions.c.given, redemptions.c.member_id).where(about)
    for row in conn.execute(query).all():
        given = [blank_gift(gift, member_id) for gift in load(row.given)]
        change: dict[str, Any] = {"given": dump(given)}
        if row.member_id == member_id:
            change["body"] = None
        conn.execute(update(redemptions).where(redemptions.c.id == row.id).values(change))


def _cleaned(ledger: Ledger) -> bool:
    try:
        return clean(ledger.database)
    except MachineError:
        # No room for a copy of the file: the erasure itself stands.
        return False
