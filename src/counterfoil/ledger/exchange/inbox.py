"""The inbox: two redemptions of one code side by side, and changes that came too late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, Row, case, select, tuple_

from counterfoil.domain.exchange import Document
from counterfoil.domain.units import from_hundredths
from counterfoil.ledger.exchange.conflict_rows import CLAIMS, ConflictState
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_rows import shown_card
from counterfoil.ledger.tables.base import from_micros, from_micros_or_none, from_units, load
from counterfoil.ledger.tables.campaigns import campaigns, coupons, rewards
from counterfoil.ledger.tables.codes import codes
from counterfoil.ledger.tables.members import members
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.stores import devices, staff, stores
from counterfoil.ledger.tables.sync import conflicts

Cursor = tuple[int, int, str]
"""Where a page ends: whether settled, the time (negative), the id."""

PAGE: Final = 50

_IS_SETTLED: Final = case((conflicts.c.state == ConflictState.OPEN.value, 0), else_=1)


@dataclass(frozen=True, slots=True)
class GivenCoupon:
    """A coupon that one of the two gave; used, or worthless, or neither."""

    code: str
    reward: str
    value: Decimal | None
    used: bool
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One of two redemptions. Its id is the receipt's; names are as they are now."""

    redemption_id: str
    device: str
    till: str
    store: str
    staff: str
    card: str
    member_id: str | None
    at: datetime
    units: Decimal
    coupons: tuple[GivenCoupon, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A conflict. Where it is no matter of two redemptions, `document` tells what it is of.

    `first` is None where it is not known: the code was void, or used in another system. `at` is
    when the hub found it. `settled_by` and `settled_at` also name whoever marked an open one.
    """

    id: str
    kind: str
    state: ConflictState
    reason: str
    campaign_id: str | None
    campaign: str
    code: str
    first: Side | None
    second: Side | None
    units: Decimal
    money: Decimal
    at: datetime
    note: str
    settled_by: str
    settled_at: datetime | None
    document: Document

    @property
    def is_open(self) -> bool:
        """Say whether somebody has to settle it."""
        return self.state is ConflictState.OPEN


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of conflicts, the open ones first; `next` is where the next page begins, if any."""

    conflicts: tuple[Shown, ...]
    next: Cursor | None


def inbox(
    ledger: Ledger, after: Cursor | None = None, *, open_only: bool = False, limit: int = PAGE
) -> Inbox:
    """Return a page of conflicts, the open ones first, of each the newest first."""
    query = (
        select(
            conflicts,
            _IS_SETTLED.label("is_settled"),
            campaigns.c.name.label("campaign"),
            codes.c.text.label("code"),
            staff.c.name.label("settler"),
        )
        .outerjoin(campaigns, campaigns.c.id == conflicts.c.campaign_id)
        .outerjoin(codes, codes.c.id == conflicts.c.code_id)
        .outerjoin(staff, staff.c.id == conflicts.c.settled_by)
    )
    if open_only:
        query = query.where(conflicts.c.state == ConflictState.OPEN.value)
    place = tuple_(_IS_SETTLED, -conflicts.c.at, conflicts.c.id)
    if after is not None:
        query = query.where(place > tuple_(*after))
    with ledger.read() as conn:
        rows = conn.execute(query.order_by(*place).limit(limit)).all()
        found = tuple(_shown(conn, row) for row in rows)
    last = rows[-1] if len(rows) == limit else None
    return Inbox(found, None if last is None else (last.is_settled, -last.at, last.id))


def _shown(conn: Connection, row: Row[Any]) -> Shown:
    document: Mapping[str, Any] = load(row.document)
    is_claim = row.kind in CLAIMS
    return Shown(
        id=row.id,
        kind=row.kind,
        state=ConflictState(row.state),
        reason=document.get("reason", ""),
        campaign_id=row.campaign_id,
        campaign=row.campaign or "",
        code=row.code or "",
        first=_first(conn, row.of, document.get("first")) if is_claim else None,
        second=_side(conn, document["row"]) if is_claim else None,
        units=from_hundredths(row.units),
        money=from_hundredths(row.money),
        at=from_micros(row.at),
        note=row.note,
        settled_by=row.settler or "",
        settled_at=from_micros_or_none(row.settled_at),
        document=document,
    )


def _first(conn: Connection, redemption_id: str, told: Mapping[str, Any] | None) -> Side | None:
    """Return the redemption that came first as it is here, or as the conflict tells of it."""
    query = select(redemptions).where(redemptions.c.id == redemption_id)
    found = conn.execute(query).mappings().one_or_none()
    row: Mapping[str, Any] | None = dict(found) if found is not None else told
    return None if row is None else _side(conn, row)


def _side(conn: Connection, row: Mapping[str, Any]) -> Side:
    names = conn.execute(
        select(
            select(devices.c.name).where(devices.c.id == row["till"]).scalar_subquery(),
            select(stores.c.name).where(stores.c.code == row["store"]).scalar_subquery(),
            select(staff.c.name).where(staff.c.id == row["staff_id"]).scalar_subquery(),
            select(members.c.card).where(members.c.id == row["member_id"]).scalar_subquery(),
        )
    ).one()
    till, store, who, card = names
    return Side(
        redemption_id=row["id"],
        device=row["till"],
        till=till or row["till"],
        store=store or row["store"],
        staff=who or row["staff_id"],
        card=shown_card(card),
        member_id=row["member_id"],
        at=from_micros(row["at"]),
        units=from_hundredths(row["units"]),
        coupons=_coupons(conn, row),
        source=row["source"],
    )


def _coupons(conn: Connection, row: Mapping[str, Any]) -> tuple[GivenCoupon, ...]:
    given = [gift["coupon"] for gift in load(row["given"]) if gift.get("coupon")]
    query = (
        select(coupons, rewards.c.name)
        .join(rewards, rewards.c.id == coupons.c.reward_id)
        .where(coupons.c.code.in_(given))
        .order_by(coupons.c.code)
    )
    found = conn.execute(query) if given else ()
    return tuple(
        GivenCoupon(
            each.code,
            each.name,
            from_units(each.value),
            used=each.used_at is not None,
            cancelled=each.cancelled_at is not None,
        )
        for each in found
    )
