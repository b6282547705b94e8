"""Members as they were saved, adjusted and erased on a device.

That somebody was saved is a fact: what was redeemed for them may follow. So it is never refused,
but where somebody was erased meanwhile.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import insert, select

from counterfoil.domain.errors import NotFound
from counterfoil.domain.exchange import Outcome
from counterfoil.domain.member import Member
from counterfoil.domain.store import Staff
from counterfoil.domain.units import from_hundredths
from counterfoil.ledger.erase import erase_in
from counterfoil.ledger.exchange.applying import Applying, Judged
from counterfoil.ledger.exchange.office.judging import tell, to_inbox
from counterfoil.ledger.member_changes import merged
from counterfoil.ledger.member_put import checked, write_member
from counterfoil.ledger.member_rows import ERASED, lock_members, member_of, read_member
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.members import members
from counterfoil.ledger.tables.office import erasures
from counterfoil.ledger.wallets import Adjustment, adjust_in

CARD: Final = "card"
LACKING: Final = "The member did not come with the entry, and is not known here."
ERASED_MEANWHILE: Final = "This member was erased meanwhile; the change was left out."
CARD_TAKEN: Final = "Another member has the card {card}; this one was saved under {saved_as}."
_LONGEST: Final = 150
"""Characters of a card that are kept where another member has it."""


def member_saved(applying: Applying) -> Judged:
    """Save a member: what changed on the device, and the rest as the hub has it.

    Where another member has the card, this one gets a card nobody has, and the inbox tells of it.
    """
    body: Mapping[str, Any] = applying.entry.body
    row: Mapping[str, Any] | None = applying.attached.get("row")
    lock_members(applying.conn, body["member"])
    kept = applying.conn.execute(select(members).where(members.c.id == body["member"])).mappings()
    before = kept.one_or_none()
    if row is None or row["id"] != body["member"]:
        return _without(applying, known=before is not None)
    if before is None and row["card"].startswith(ERASED):
        applying.conn.execute(insert(members).values(**row))
        return Judged()
    if before is not None and before["card"].startswith(ERASED):
        tell(applying)
        return Judged(Outcome.REFUSED, reason=ERASED_MEANWHILE)
    changed = body.get("changed")
    whole = row if before is None or changed is None else merged(dict(before), row, changed)
    judged = _save(applying, member_of(whole))
    tell(applying)
    return judged


def units_adjusted(applying: Applying, by: Staff) -> None:
    """Make a transfer that was made by hand."""
    body: Mapping[str, Any] = applying.entry.body
    asked = Adjustment(
        body["member"],
        body["wallet"],
        from_hundredths(body["units"]),
        body["reason"],
        body.get("external_id", ""),
    )
    adjust_in(applying.conn, asked, by, applying.entry.wall_time)


def member_erased(applying: Applying, by: Staff) -> None:
    """Erase a person; no harm where they were erased before."""
    body: Mapping[str, Any] = applying.entry.body
    reason = str(applying.attached.get("reason") or body["member"])
    conn, at = applying.conn, applying.entry.wall_time
    member = read_member(conn, body["member"])
    if member is None or not member.erased:
        erase_in(conn, body["member"], reason, by, at)
    elif conn.scalar(select(erasures.c.at).where(erasures.c.member_id == member.id)) is None:
        row = {"member_id": member.id, "staff_id": by.id, "reason": reason, "at": to_micros(at)}
        conn.execute(insert(erasures).values(row))


def _without(applying: Applying, *, known: bool) -> Judged:
    """Keep the entry of a member who is known; nothing can be said of one who is not."""
    if not known:
        raise NotFound(LACKING)
    tell(applying)
    return Judged()


def _save(applying: Applying, member: Member) -> Judged:
    taken = applying.conn.scalar(
        select(members.c.id).where(
            members.c.card == member.loyalty_card_number.strip(), members.c.id != member.id
        )
    )
    if taken is None:
        write_member(applying.conn, checked(applying.conn, member))
        return Judged()
    card = member.loyalty_card_number[:_LONGEST]
    values = {"card": card, "saved_as": f"{card} ({applying.name})"}
    saved = replace(member, loyalty_card_number=values["saved_as"])
    write_member(applying.conn, checked(applying.conn, saved))
    document = {
        "entry": applying.entry.kind,
        "reason": CARD_TAKEN,
        "values": {},
        "member": member.id,
        "other": taken,
    }
    to_inbox(applying, CARD, document, of=taken)
    return Judged(reason=CARD_TAKEN, values=values)
