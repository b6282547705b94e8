"""Writing a member: what must hold of one, their groups, the words they are found by."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from counterfoil.domain.entry import Kind, canonical
from counterfoil.domain.errors import Conflict, InvalidInput, NotFound
from counterfoil.domain.member import Member
from counterfoil.domain.store import Staff
from counterfoil.domain.text import check_text
from counterfoil.ledger import journal
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_changes import differing
from counterfoil.ledger.member_rows import columns, is_card, read_member
from counterfoil.ledger.search_terms import terms
from counterfoil.ledger.statement import Statement, inserting, putting
from counterfoil.ledger.tables.members import member_terms, members, segments, tiers

_PUT: Final = putting(members)
_DELETE_TERMS: Final = Statement(
    delete(member_terms).where(member_terms.c.member_id == bindparam("member_id"))
)
_ADD_TERM: Final = inserting(member_terms)


def put_member(ledger: Ledger, conn: Connection, member: Member, by: Staff, now: datetime) -> None:
    """Add or change a member in the transaction of `conn`, and record it.

    Raises as `members.save_member`, before anything is written.
    """
    saved = checked(conn, member)
    before = read_member(conn, saved.id)
    write_member(conn, saved)
    journal.append(ledger, conn, Kind.MEMBER_SAVED, _body(ledger, before, saved, by), now)


def checked(conn: Connection, member: Member) -> Member:
    """Return a member as they are kept. Raises as `members.save_member`."""
    if member.erased:
        raise Conflict("This member was erased; create a new one.")
    card = member.loyalty_card_number.strip()
    if not is_card(card):
        raise InvalidInput("A loyalty card number has 1 to 200 printable characters.")
    saved = replace(member, loyalty_card_number=card)
    _refuse_unfit(conn, saved)
    return saved


def write_member(conn: Connection, member: Member) -> None:
    """Write the rows of a member who was `checked`; the journal is left to whoever calls."""
    _add_groups(conn, member)
    _PUT.run(conn, columns(member))
    put_terms(conn, member)


def _refuse_unfit(conn: Connection, member: Member) -> None:
    check_text(*_texts(member))
    card = member.loyalty_card_number
    holder = conn.scalar(select(members.c.id).where(members.c.card == card))
    if holder not in {None, member.id}:
        raise Conflict("Another member has the card {card}; give a different one.", card=card)
    if member.referrer_id == member.id:
        raise InvalidInput("A member cannot be referred by themselves.")
    if member.referrer_id and read_member(conn, member.referrer_id) is None:
        raise NotFound("There is no member {member} to refer anybody.", member=member.referrer_id)


def _texts(member: Member) -> Iterator[str]:
    yield from (member.id, member.first_name, member.last_name, member.email, member.phone)
    yield from (member.tier or "", *member.segments)
    for pairs in (member.labels, member.custom_attributes):
        yield from (*pairs, *pairs.values())


def _add_groups(conn: Connection, member: Member) -> None:
    named = ((tiers, {member.tier} if member.tier else set()), (segments, member.segments))
    for table, codes in named:
        for code in sorted(codes):
            if conn.scalar(select(table.c.code).where(table.c.code == code)) is None:
                conn.execute(insert(table).values(code=code, name=code))


def put_terms(conn: Connection, member: Member) -> None:
    """Write the words a member is found by, in place of what was there."""
    _DELETE_TERMS.run(conn, {"member_id": member.id})
    rows = [{"term": term, "member_id": member.id} for term in sorted(terms(member))]
    _ADD_TERM.run_many(conn, rows)


def _body(ledger: Ledger, before: Member | None, member: Member, by: Staff) -> dict[str, object]:
    """Say who was saved, and prove what as; what can name a person stays out of the journal.

    `changed` names what differs, so that what somebody else changed meanwhile can stay.
    """
    row = {name: value for name, value in columns(member).items() if name != "id"}
    proof = blake2b(canonical(row).encode(), key=ledger.digest_key, digest_size=32).hexdigest()
    groups = {"tier": member.tier, "segments": sorted(member.segments), "active": member.active}
    body: dict[str, object] = {"member": member.id, **groups, "proof": proof, "staff": by.id}
    if before is None:
        return body
    return body | {"changed": differing(columns(before), columns(member))}
