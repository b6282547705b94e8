"""Attempts of the past, accepted and refused: the last ones, a day's, one redemption."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, Table, or_, select

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import NotFound
from counterfoil.domain.refusal import Refused
from counterfoil.domain.units import from_hundredths
from counterfoil.ledger.codes.batches import BatchKind
from counterfoil.ledger.given import cards_of, restored, shown
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_rows import read_member
from counterfoil.ledger.refuse import refilled
from counterfoil.ledger.tables.base import (
    from_micros,
    from_micros_or_none,
    from_units,
    load,
    to_micros,
)
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.codes import batches, codes
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.redemptions import newest_first, redemptions, refusals
from counterfoil.ledger.tables.stores import staff, stores
from counterfoil.ledger.verdict import Given

# What the hub was asked has its row under the number of the question, where it was answered.
_ATTEMPTS: Final = (Kind.REDEEM.value, Kind.SCAN_REFUSED.value, Kind.ONLINE_INTENT.value)


def _with_names(table: Table) -> Select[*tuple[Any, ...]]:
    """Select attempts with what they name; a refused one may be of no code and no campaign."""
    return (
        select(
            table,
            codes.c.text,
            campaigns.c.name.label("campaign_name"),
            staff.c.name.label("staff_name"),
            stores.c.name.label("store_name"),
            (batches.c.kind == BatchKind.TEST.value).label("is_test"),
        )
        .outerjoin(codes, codes.c.id == table.c.code_id)
        .outerjoin(batches, batches.c.id == codes.c.batch_id)
        .outerjoin(campaigns, campaigns.c.id == table.c.campaign_id)
        .join(staff, staff.c.id == table.c.staff_id)
        .join(stores, stores.c.code == table.c.store)
    )


_REDEEMED: Final = _with_names(redemptions)
_REFUSED: Final = _with_names(refusals)


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """One attempt as it is remembered; names are those of today.

    `id` is that of the redemption, or of the refusal where `refused` says why. `code` has its
    middle hidden where it was not known. `units` are all that were given to anyone; of a `test`
    none, and `given` says what would have been.
    """

    id: str
    at: datetime
    code: str
    refused: Refused | None
    campaign_id: str | None
    campaign_name: str
    member_card: str
    member_name: str
    staff_name: str
    store_name: str
    source: str
    units: Decimal
    amount: Decimal | None = None
    given: tuple[Given, ...] = ()
    reversed_at: datetime | None = None
    reversal_reason: str = ""
    test: bool = False


def recent(ledger: Ledger, limit: int = 20) -> tuple[PastAttempt, ...]:
    """Return the last attempts on this device, newest first."""
    query = (
        select(journal.c.n)
        .where(journal.c.device == ledger.device.id, journal.c.kind.in_(_ATTEMPTS))
        .order_by(journal.c.n.desc())
        .limit(2 * limit)
    )
    with ledger.read() as conn:
        ids = [f"{ledger.device.id}-{n}" for n in conn.scalars(query)]
        found = {
            attempt.id: attempt
            for attempt in (
                *_accepted(conn, _REDEEMED.where(redemptions.c.id.in_(ids))),
                *_refused(conn, _REFUSED.where(refusals.c.id.in_(ids))),
            )
        }
    return tuple(found[each] for each in ids if each in found)[:limit]


def on_day(
    ledger: Ledger, day: date, *, campaign_id: str | None = None, limit: int = 1000
) -> tuple[PastAttempt, ...]:
    """Return a day's attempts in the store's calendar, newest first, of one campaign or all."""
    zone = ledger.store.zone
    start = to_micros(datetime.combine(day, time(), zone))
    end = to_micros(datetime.combine(day + timedelta(days=1), time(), zone))
    with ledger.read() as conn:
        ids = [campaign_id] if campaign_id else list(conn.scalars(select(campaigns.c.id)))
        redeemed = _REDEEMED.where(
            redemptions.c.campaign_id.in_(ids), redemptions.c.at >= start, redemptions.c.at < end
        ).order_by(*newest_first(redemptions))
        of_them = refusals.c.campaign_id.in_(ids)
        chosen = of_them if campaign_id else or_(of_them, refusals.c.campaign_id.is_(None))
        refused = _REFUSED.where(chosen, refusals.c.at >= start, refusals.c.at < end).order_by(
            *newest_first(refusals)
        )
        both = [*_accepted(conn, redeemed.limit(limit)), *_refused(conn, refused.limit(limit))]
    both.sort(key=lambda attempt: (attempt.at, len(attempt.id), attempt.id), reverse=True)
    return tuple(both[:limit])


def of_member(ledger: Ledger, member_id: str, limit: int = 50) -> tuple[PastAttempt, ...]:
    """Return a member's last redemptions, newest first."""
    query = (
        _REDEEMED.where(redemptions.c.member_id == member_id)
        .order_by(*newest_first(redemptions))
        .limit(limit)
    )
    with ledger.read() as conn:
        return tuple(_accepted(conn, query))


def find_redemption(ledger: Ledger, redemption_id: str) -> PastAttempt:
    """Return one redemption. Raises NotFound."""
    with ledger.read() as conn:
        found = list(_accepted(conn, _REDEEMED.where(redemptions.c.id == redemption_id)))
    if not found:
        raise NotFound("There is no redemption {redemption}.", redemption=redemption_id[:64])
    return found[0]


def _accepted(conn: Connection, query: Select[Any]) -> Iterable[PastAttempt]:
    for row in conn.execute(query).all():
        member = read_member(conn, row.member_id)
        gifts = [restored(conn, document) for document in load(row.given)]
        cards = cards_of(conn, gifts)
        yield PastAttempt(
            **_common(row),
            code=row.text or "",
            refused=None,
            member_card=member.loyalty_card_number if member else "",
            member_name=member.name if member else "",
            units=from_hundredths(row.units),
            amount=from_units(row.amount),
            given=tuple(shown(gift, cards) for gift in gifts),
            reversed_at=from_micros_or_none(row.reversed_at),
            reversal_reason=row.reversal_reason or "",
        )


def _refused(conn: Connection, query: Select[Any]) -> Iterable[PastAttempt]:
    for row in conn.execute(query).all():
        member = read_member(conn, row.member_id)
        referrer = read_member(conn, member.referrer_id) if member else None
        code = row.text or row.shown
        # The row has a method of the column's name.
        values = load(row._mapping[refusals.c["values"]])  # noqa: SLF001 - its public name
        yield PastAttempt(
            **_common(row),
            code=code,
            refused=refilled(row.reason, values, code, member, referrer),
            member_card=member.loyalty_card_number if member else "",
            member_name=member.name if member else "",
            units=from_hundredths(0),
        )


def _common(row: Row[Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "at": from_micros(row.at),
        "campaign_id": row.campaign_id,
        "campaign_name": row.campaign_name or "",
        "staff_name": row.staff_name,
        "store_name": row.store_name,
        "source": row.source,
        "test": bool(row.is_test),
    }
