"""What becomes of the claims of a code when it is free again, or when another one has to go."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, select, update

from counterfoil.domain.errors import NotFound
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.exchange.applying import Touch
from counterfoil.ledger.exchange.claimed import Claim
from counterfoil.ledger.exchange.conflict_rows import (
    ConflictKind,
    ConflictState,
    add_claim,
    claimed_row,
    first_waiting,
    settle_row,
)
from counterfoil.ledger.given import Gift, attributes_after, restored
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_rows import lock_members, read_member
from counterfoil.ledger.redemption_rows import Recorded, revive_redemption, write_redemption
from counterfoil.ledger.rights.ranges import holders
from counterfoil.ledger.tables.base import load
from counterfoil.ledger.tables.campaigns import coupons
from counterfoil.ledger.tables.codes import UNUSED, codes
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.stores import stores
from counterfoil.ledger.tables.sync import conflicts
from counterfoil.ledger.undo import lock_redemption, undo

FORGOTTEN: Final = "An earlier claim came back, which the hub had forgotten."


def promote(ledger: Ledger, conn: Connection, code_id: int, now: datetime) -> list[Touch]:
    """Apply the first claim that waits for a code, where the code is unused; say what changed.

    One that another device holds is for that device to redeem, until it gives the code back.

    The verdict that the claim got stays as it is.
    """
    status = select(codes.c.status).where(codes.c.id == code_id).with_for_update()
    if conn.scalar(status) != UNUSED:
        return []
    waiting = first_waiting(conn, code_id)
    if waiting is None or set(holders(conn, waiting.campaign_id, code_id)) - {waiting.device}:
        return []
    row = claimed_row(waiting)
    gifts = gifts_of(conn, row)
    _write(ledger, conn, row, gifts, now)
    _give_coupons(conn, row["id"], gifts)
    settle_row(conn, waiting.id, ConflictState.PROMOTED, now)
    return [("conflict", waiting.id, waiting.device), *claim_touches(row, gifts)]


def displace(
    ledger: Ledger, conn: Connection, redemption_id: str, by: str, now: datetime
) -> list[Touch]:
    """Undo a redemption for an earlier one called `by`, and keep it as a conflict.

    Its code is unused then.
    """
    undone = lock_redemption(ledger, conn, redemption_id)
    row = {column.name: undone.row._mapping[column] for column in redemptions.c}  # noqa: SLF001 - its public name
    undo(conn, undone, FORGOTTEN, row["staff_id"], now, frees_code=True, forgets_event=True)
    device, _, n = redemption_id.rpartition("-")
    claim = Claim(row | {"till": device}, gifts_of(conn, row), None)
    kind = ConflictKind.DISPLACED
    # It may have waited before.
    conn.execute(delete(conflicts).where(conflicts.c.id == redemption_id))
    add_claim(conn, claim, int(n), now, of=by, reason=FORGOTTEN, first=None, kind=kind)
    return [("conflict", redemption_id, device), *claim_touches(row, claim.gifts)]


def gifts_of(conn: Connection, row: Mapping[str, Any]) -> tuple[Gift, ...]:
    """Return what a redemption's row says it gave."""
    return tuple(restored(conn, document) for document in load(row["given"]))


def attributes_with(conn: Connection, gifts: tuple[Gift, ...]) -> dict[str, Mapping[str, str]]:
    """Return the custom attributes that members have once `gifts` were given."""
    ids = sorted({gift.member_id for gift in gifts if gift.key and gift.member_id})
    found = (read_member(conn, member_id) for member_id in ids)
    return {
        member.id: attributes_after(member.id, member.custom_attributes, gifts)
        for member in found
        if member is not None and not member.erased
    }


def zone_of(conn: Connection, store: str) -> ZoneInfo:
    """Return the time zone of a store. Raises NotFound."""
    zone = conn.scalar(select(stores.c.zone).where(stores.c.code == store))
    if zone is None:
        raise NotFound("There is no store {store}.", store=store[:64])
    return ZoneInfo(zone)


def free_event(conn: Connection, event_id: str | None) -> str | None:
    """Return an event's id where no redemption has it, None otherwise: there is one of each."""
    taken = select(redemptions.c.id).where(redemptions.c.event_id == event_id)
    return None if event_id is None or conn.scalar(taken) is not None else event_id


def claim_touches(row: Mapping[str, Any], gifts: tuple[Gift, ...]) -> list[Touch]:
    """Return all that a claim changes, or would have: its till shows it as if it had."""
    touches: list[Touch] = [("code", str(row["code_id"]), ""), ("redemption", row["id"], "office")]
    if row["test"]:
        return touches
    ids = {row["member_id"], *(gift.member_id for gift in gifts)} - {None}
    touches += [("member", member_id, "") for member_id in sorted(ids)]
    touches += [("coupon", g.coupon.code, "") for g in gifts if g.coupon and g.coupon.code]
    return [*touches, ("usage", row["campaign_id"], "office")]


def _write(
    ledger: Ledger, conn: Connection, row: dict[str, Any], gifts: tuple[Gift, ...], now: datetime
) -> None:
    campaign = current(ledger, conn, row["campaign_id"], lock=True)
    for member_id in sorted({gift.member_id for gift in gifts if gift.member_id}):
        lock_members(conn, member_id)
    row["event_id"] = free_event(conn, row["event_id"])
    # Its coupons are there already, worthless until now.
    others = tuple(gift for gift in gifts if gift.coupon is None)
    attributes = {} if row["test"] else attributes_with(conn, others)
    recorded = Recorded(row, others, campaign, zone_of(conn, row["store"]), attributes)
    if conn.scalar(select(redemptions.c.id).where(redemptions.c.id == row["id"])) is None:
        write_redemption(conn, recorded)
    else:
        revive_redemption(conn, recorded, now)


def _give_coupons(conn: Connection, redemption_id: str, gifts: tuple[Gift, ...]) -> None:
    for gift in gifts:
        if gift.coupon is not None and gift.coupon.code:
            named = coupons.c.code == gift.coupon.code
            values = {"cancelled_at": None, "redemption_id": redemption_id}
            conn.execute(update(coupons).where(named).values(values))
