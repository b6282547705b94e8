"""Writing a redemption: code used, row, units, coupons, attributes, counters.

It is the same whether it was decided in this transaction, came from a till that had decided it, or
waited as the second claim of its code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, update

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.units import from_hundredths
from counterfoil.ledger import usage, wallets
from counterfoil.ledger.given import Gift, points_by_member
from counterfoil.ledger.rewards import issue_coupon
from counterfoil.ledger.statement import Statement, inserting
from counterfoil.ledger.tables.base import dump, from_micros
from counterfoil.ledger.tables.codes import UNUSED, USED, campaign_counts, codes
from counterfoil.ledger.tables.members import members
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tallies import count_redemption, count_revival

_USE_CODE: Final = Statement(
    update(codes)
    .where(codes.c.id == bindparam("code_id"), codes.c.status == UNUSED)
    .values(status=USED)
)
_COUNT: Final = Statement(
    update(campaign_counts)
    .where(campaign_counts.c.campaign_id == bindparam("campaign"))
    .values(used=campaign_counts.c.used + bindparam("more"))
)
_INSERT: Final = inserting(redemptions, without=("reversed_at", "reversed_by", "reversal_reason"))
_SET_ATTRIBUTES: Final = Statement(
    update(members)
    .where(members.c.id == bindparam("member"))
    .values(custom_attributes=bindparam("attributes"))
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A redemption as it is written.

    `row` is that of the table, without the columns of a reversal. `gifts` is what it gave, `zone`
    that of its store. `attributes` are the custom attributes that members have after it, of those
    only whose attributes it changes.
    """

    row: Mapping[str, Any]
    gifts: tuple[Gift, ...]
    campaign: Campaign
    zone: ZoneInfo
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def write_redemption(conn: Connection, recorded: Recorded) -> None:
    """Write all that a redemption does, but its journal entry.

    The code must be kept for this transaction, and unused. That of a test code uses up the code and
    is recorded, and does nothing else.
    """
    row, campaign = recorded.row, recorded.campaign
    _use_code(conn, row["code_id"])
    _INSERT.run(conn, row)
    if row["test"]:
        return
    count_used(conn, campaign.id, 1)
    count_redemption(conn, row)
    _give_all(conn, recorded, from_micros(row["at"]))


def revive_redemption(conn: Connection, recorded: Recorded, now: datetime) -> None:
    """Write all that a redemption does again, which was undone: its row is there.

    The code must be kept for this transaction, and unused.
    """
    row = recorded.row
    _use_code(conn, row["code_id"])
    again = {"reversed_at": None, "reversed_by": None, "reversal_reason": None}
    values = {**again, "event_id": row["event_id"]}
    conn.execute(update(redemptions).where(redemptions.c.id == row["id"]).values(values))
    if row["test"]:
        return
    count_used(conn, recorded.campaign.id, 1)
    count_revival(conn, row)
    _give_all(conn, recorded, now)


def _give_all(conn: Connection, recorded: Recorded, at: datetime) -> None:
    for gift in recorded.gifts:
        _give(conn, gift, recorded.row, at)
    for member_id, attributes in recorded.attributes.items():
        set_attributes(conn, member_id, attributes)
    usage.add(conn, recorded.campaign, execution(recorded))


def execution(recorded: Recorded) -> usage.Execution:
    """Return the redemption as limits see it."""
    row = recorded.row
    return usage.Execution(
        member_id=row["member_id"],
        at=from_micros(row["at"]),
        zone=recorded.zone,
        points=from_hundredths(row["units"]),
        points_by_member=points_by_member(recorded.gifts),
    )


def count_used(conn: Connection, campaign_id: str, more: int) -> None:
    """Add to the number of a campaign's used codes."""
    _COUNT.run(conn, {"campaign": campaign_id, "more": more})


def set_attributes(conn: Connection, member_id: str, attributes: Mapping[str, str]) -> None:
    """Keep a member's custom attributes."""
    _SET_ATTRIBUTES.run(conn, {"member": member_id, "attributes": dump(dict(attributes))})


def _use_code(conn: Connection, code_id: int) -> None:
    changed = _USE_CODE.run(conn, {"code_id": code_id}).rowcount
    assert changed == 1  # noqa: S101 - it was found unused, and is kept for this transaction


def _give(conn: Connection, gift: Gift, row: Mapping[str, Any], at: datetime) -> None:
    if gift.coupon is not None:
        issue_coupon(conn, gift.coupon, gift.member_id, row["id"], at)
    elif gift.wallet_code and gift.member_id is not None:
        wallets.move(
            conn, gift.member_id, gift.wallet_code, gift.hundredths, wallets.REDEEMED, at, row["id"]
        )
