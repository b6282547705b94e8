"""Members between their rows and the domain."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, bindparam, or_, select

from counterfoil.domain.member import Member
from counterfoil.domain.units import from_hundredths
from counterfoil.ledger.statement import Row, Statement
from counterfoil.ledger.tables.base import dump, from_micros, load, to_micros
from counterfoil.ledger.tables.members import members, wallet_balances

LONGEST_CARD: Final = 200
ERASED: Final = "\x1a"
"""What the card of an erased member begins with: no card can, so that none finds them."""

_COLUMNS: Final = (
    members.c.id,
    members.c.card,
    members.c.registered_at,
    members.c.first_name,
    members.c.last_name,
    members.c.email,
    members.c.phone,
    members.c.tier,
    members.c.segments,
    members.c.labels,
    members.c.custom_attributes,
    members.c.referrer_id,
    members.c.active,
)
_QUERY: Final = select(*_COLUMNS, wallet_balances.c.wallet_code, wallet_balances.c.units).outerjoin(
    wallet_balances, wallet_balances.c.member_id == members.c.id
)
_BY_ID: Final = Statement(_QUERY.where(members.c.id == bindparam("id")))
_BY_CARD: Final = Statement(_QUERY.where(members.c.card == bindparam("card")))
_IDS_BY_CARD: Final = Statement(
    select(members.c.id, members.c.referrer_id).where(members.c.card == bindparam("card"))
)
_LOCK: Final = Statement(
    select(members.c.id)
    .where(or_(members.c.id == bindparam("one"), members.c.id == bindparam("other")))
    .order_by(members.c.id)
    .with_for_update()
)


def read_member(conn: Connection, member_id: str | None) -> Member | None:
    """Return the member with this id and its balances, None where there is none."""
    return member_from(_BY_ID.run(conn, {"id": member_id}).fetchall()) if member_id else None


def read_card(conn: Connection, card: str) -> Member | None:
    """Return the member with this loyalty card and its balances, None where there is none."""
    return member_from(_BY_CARD.run(conn, {"card": card}).fetchall()) if is_card(card) else None


def lock_card(conn: Connection, card: str) -> None:
    """Keep the card's member and the referrer for this transaction, in the order of their ids.

    SQLite has one writer; PostgreSQL needs it before balances are read, in one order for all.
    """
    if conn.dialect.name == "sqlite" or not is_card(card):
        return
    ids = _IDS_BY_CARD.run(conn, {"card": card}).fetchone()
    if ids is not None:
        lock_members(conn, ids[0], ids[1])


def lock_members(conn: Connection, one: str | None, other: str | None = None) -> None:
    """Keep members for this transaction, in the order of their ids."""
    if conn.dialect.name != "sqlite":
        _LOCK.run(conn, {"one": one or other, "other": other or one})


def is_card(text: str) -> bool:
    """Say whether a database can be asked for this card at all, whatever was scanned."""
    return 0 < len(text) <= LONGEST_CARD and text.isprintable()


def member_from(rows: list[Row]) -> Member | None:
    """Return the member of a query's rows: one for each wallet, or one with none."""
    if not rows:
        return None
    first = rows[0]
    return Member(
        id=first[0],
        loyalty_card_number=shown_card(first[1]),
        registered_at=from_micros(first[2]),
        first_name=first[3],
        last_name=first[4],
        email=first[5],
        phone=first[6],
        tier=first[7],
        segments=frozenset(load(first[8])),
        labels=load(first[9]),
        custom_attributes=load(first[10]),
        wallets={row[13]: from_hundredths(row[14]) for row in rows if row[13] is not None},
        referrer_id=first[11],
        active=bool(first[12]),
        erased=first[1].startswith(ERASED),
    )


def member_of(row: Mapping[str, Any]) -> Member:
    """Return the member of a row of the table, without balances; `columns` makes such a row."""
    plain = tuple(row[column.name] for column in _COLUMNS)
    member = member_from([(*plain, None, None)])
    assert member is not None  # noqa: S101 - there is a row
    return member


def shown_card(card: str | None) -> str:
    """Return a card as it is shown: "" for nobody, and for an erased member."""
    return "" if card is None or card.startswith(ERASED) else card


def columns(member: Member) -> dict[str, Any]:
    """Return the row of a member; balances are kept elsewhere."""
    return {
        "id": member.id,
        "card": member.loyalty_card_number,
        "registered_at": to_micros(member.registered_at),
        "first_name": member.first_name,
        "last_name": member.last_name,
        "email": member.email,
        "phone": member.phone,
        "tier": member.tier,
        "segments": dump(sorted(member.segments)),
        "labels": dump(dict(member.labels)),
        "custom_attributes": dump(dict(member.custom_attributes)),
        "referrer_id": member.referrer_id,
        "active": member.active,
    }
