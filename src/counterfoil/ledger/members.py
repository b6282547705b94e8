"""Members: saved, found by card, searched by the beginnings of words."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.member import Member, Segment, Tier
from counterfoil.domain.store import Act, Staff
from counterfoil.domain.text import check_text
from counterfoil.ledger import journal
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_put import put_member
from counterfoil.ledger.member_rows import lock_members, read_card, read_member
from counterfoil.ledger.search_terms import wanted
from counterfoil.ledger.staff import require
from counterfoil.ledger.statement import putting
from counterfoil.ledger.tables.members import member_terms, members, segments, tiers
from counterfoil.ledger.tables.office import erasures

_AFTER_ALL: Final = "\U0010ffff"
_MANY: Final = 2_000


def new_member_id() -> str:
    """Return an id for a new member."""
    return str(uuid4())


def save_member(ledger: Ledger, member: Member, by: Staff, now: datetime) -> Member:
    """Add or change a member; balances are not changed, see `wallets.adjust`.

    Tiers and segments named for the first time are added under their own code.

    Raises:
        InvalidInput: the card cannot be one, or the member is their own referrer.
        NotFound: there is no such referrer.
        Conflict: another member has the card.
    """
    require(by, Act.SAVE_MEMBER)
    with ledger.write() as conn:
        put_member(ledger, conn, member, by, now)
        kept = read_member(conn, member.id)
    assert kept is not None  # noqa: S101 - it was just written
    return kept


def update_member(
    ledger: Ledger, member_id: str, changes: Mapping[str, Any], by: Staff, now: datetime
) -> Member:
    """Change some fields of a member and leave the rest as it is by now.

    Raises as `save_member`, and NotFound where there is no such member.
    """
    require(by, Act.SAVE_MEMBER)
    with ledger.write() as conn:
        lock_members(conn, member_id)
        before = read_member(conn, member_id)
        if before is None:
            raise NotFound("There is no member {member}.", member=member_id[:64])
        changed = replace(before, **changes)
        if changed != before:
            put_member(ledger, conn, changed, by, now)
        kept = read_member(conn, member_id)
    assert kept is not None  # noqa: S101 - it was there before
    return kept


def get_member(ledger: Ledger, member_id: str) -> Member:
    """Return a member with the balances. Raises NotFound."""
    with ledger.read() as conn:
        found = read_member(conn, member_id)
    if found is None:
        raise NotFound("There is no member {member}.", member=member_id[:64])
    return found


def find_by_card(ledger: Ledger, card: str) -> Member | None:
    """Return the member with this loyalty card, None where nobody has it."""
    with ledger.read() as conn:
        return read_card(conn, card.strip())


def search_members(ledger: Ledger, typed: str, limit: int = 20) -> tuple[Member, ...]:
    """Return members whose card, name, email or phone has words that begin as typed, by name.

    Case and accents do not matter; a phone number may leave its country code out.
    """
    words = wanted(typed)
    if not words:
        return ()
    query = (
        _matching(words)
        .order_by(func.lower(members.c.last_name), func.lower(members.c.first_name), members.c.card)
        .limit(limit)
    )
    with ledger.read() as conn:
        return _read_all(conn, conn.scalars(query).all())


def list_members(
    ledger: Ledger, after: str = "", limit: int = 100, typed: str = "", *, skip: int = 0
) -> tuple[Member, ...]:
    """Return a page of members in the order of their cards, those behind the card `after`.

    Of these the first ones to `skip` are left out, which takes the longer the more there are.
    With `typed` only those that `search_members` would find; erased ones are never listed.
    """
    words = wanted(typed)
    if typed.strip() and not words:
        return ()
    with ledger.read() as conn:
        query = _listed(conn, words).where(members.c.card > after)
        ids = conn.scalars(query.order_by(members.c.card).limit(limit).offset(skip)).all()
        return _read_all(conn, ids)


def count_found(ledger: Ledger, typed: str, most: int) -> int:
    """Return how many members `list_members` would find, `most` where there are as many or more."""
    words = wanted(typed)
    with ledger.read() as conn:
        some = _listed(conn, words).limit(most if words else 0).subquery()
        return int(conn.scalar(select(func.count()).select_from(some)) or 0)


def count_members(ledger: Ledger) -> int:
    """Return how many members there are, erased ones left out."""
    with ledger.read() as conn:
        counts = (select(func.count()).select_from(table) for table in (members, erasures))
        every, erased = (int(conn.scalar(query) or 0) for query in counts)
    return every - erased


def referred_by(ledger: Ledger, member_id: str, limit: int = 100) -> tuple[Member, ...]:
    """Return whom a member has brought in, in the order of their cards."""
    query = select(members.c.id).where(members.c.referrer_id == member_id)
    with ledger.read() as conn:
        return _read_all(conn, conn.scalars(query.order_by(members.c.card).limit(limit)).all())


def count_referred(ledger: Ledger, member_id: str) -> int:
    """Return how many members a member has brought in."""
    query = select(func.count()).where(members.c.referrer_id == member_id)
    with ledger.read() as conn:
        return int(conn.scalar(query) or 0)


def save_tier(ledger: Ledger, tier: Tier, by: Staff, now: datetime) -> None:
    """Add or rename a tier."""
    _save_group(ledger, "tier", tier, by, now)


def save_segment(ledger: Ledger, segment: Segment, by: Staff, now: datetime) -> None:
    """Add or rename a segment."""
    _save_group(ledger, "segment", segment, by, now)


def list_tiers(ledger: Ledger) -> tuple[Tier, ...]:
    """Return the tiers by code."""
    with ledger.read() as conn:
        rows = conn.execute(select(tiers).order_by(tiers.c.code))
        return tuple(Tier(row.code, row.name) for row in rows)


def list_segments(ledger: Ledger) -> tuple[Segment, ...]:
    """Return the segments by code."""
    with ledger.read() as conn:
        rows = conn.execute(select(segments).order_by(segments.c.code))
        return tuple(Segment(row.code, row.name) for row in rows)


_GROUPS: Final = {"tier": putting(tiers), "segment": putting(segments)}


def _save_group(ledger: Ledger, kind: str, group: Tier | Segment, by: Staff, now: datetime) -> None:
    require(by, Act.SAVE_GROUP)
    with ledger.write() as conn:
        row = put_group(conn, kind, group)
        body = {"group": kind, **row, "staff": by.id}
        journal.append(ledger, conn, Kind.GROUP_SAVED, body, now)


def put_group(conn: Connection, kind: str, group: Tier | Segment) -> Mapping[str, object]:
    """Add or rename a tier or a segment in the transaction of `conn`, and return its row.

    Raises InvalidInput where it has no code or name.
    """
    if not group.code.strip() or not group.name.strip():
        raise InvalidInput("Give it a code and a name.")
    check_text(group.code, group.name)
    row = {"code": group.code, "name": group.name}
    _GROUPS[kind].run(conn, row)
    return row


_ERASED: Final = select(erasures.c.member_id)


def _matching(words: Collection[str], common: Collection[str] = ()) -> Select[str]:
    """Select the ids of members that have a word beginning as each of `words`.

    Those with a rare word are gathered; for the `common` ones each member is looked at in turn,
    which finds a page of them at once.
    """
    query = select(members.c.id)
    for word in words:
        if word in common:
            theirs = member_terms.c.member_id == members.c.id
            query = query.where(exists().where(theirs, _begins(word)))
        else:
            found = select(member_terms.c.member_id).where(_begins(word))
            query = query.where(members.c.id.in_(found))
    return query


def _listed(conn: Connection, words: Collection[str]) -> Select[str]:
    """Select members that match, erased ones left out."""
    common = [word for word in words if not _is_rare(conn, word)]
    return _matching(words, common).where(members.c.id.not_in(_ERASED))


def _begins(word: str) -> ColumnElement[bool]:
    # Not BETWEEN, in which PostgreSQL takes no collation.
    term = member_terms.c.term
    return (term >= word) & (term <= word + _AFTER_ALL)


def _is_rare(conn: Connection, word: str) -> bool:
    some = select(member_terms.c.term).where(_begins(word)).limit(_MANY).subquery()
    return int(conn.scalar(select(func.count()).select_from(some)) or 0) < _MANY


def _read_all(conn: Connection, ids: Collection[str]) -> tuple[Member, ...]:
    found = (read_member(conn, member_id) for member_id in ids)
    return tuple(member for member in found if member is not None)
