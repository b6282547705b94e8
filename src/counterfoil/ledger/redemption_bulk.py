"""Writing many redemptions at once: what `redemption_rows.write_redemption` does, for each.

They must be plain: no tests, no custom attributes.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, update

from counterfoil.ledger import usage, wallets
from counterfoil.ledger.bulk import Bulk, array_text
from counterfoil.ledger.redemption_rows import Recorded, count_used, execution
from counterfoil.ledger.rewards import coupon_row
from counterfoil.ledger.tables.campaigns import coupons
from counterfoil.ledger.tables.codes import USED, codes
from counterfoil.ledger.tables.members import transfers, wallet_balances
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tallies import count_redemptions

_INSERT: Final = Bulk(redemptions, without=("reversed_at", "reversed_by", "reversal_reason"))
_MOVE: Final = Bulk(transfers, without=("id",))
_BALANCE: Final = Bulk(wallet_balances, adding=True)
_ISSUE: Final = Bulk(coupons)
_USE_CODES: Final = "UPDATE codes SET status = %(used)s WHERE id = ANY(%(ids)s::bigint[])"


def write_redemptions(conn: Connection, recorded: Sequence[Recorded]) -> None:
    """Write redemptions of codes that are kept for this transaction, unused, and all different.

    Nothing is read meanwhile; see `bulk.together`.
    """
    _use_codes(conn, [each.row["code_id"] for each in recorded])
    _INSERT.run(conn, [each.row for each in recorded])
    _count(conn, recorded)
    count_redemptions(conn, [each.row for each in recorded])
    _move(conn, [move for each in recorded for move in _moves(each)])
    _ISSUE.run(conn, [row for each in recorded for row in _coupons(each)])


def _count(conn: Connection, recorded: Sequence[Recorded]) -> None:
    """Count redemptions for their campaigns' limits."""
    of: dict[str, list[Recorded]] = {}
    for each in recorded:
        of.setdefault(each.campaign.id, []).append(each)
    for campaign_id, several in of.items():
        count_used(conn, campaign_id, len(several))
        campaign = several[0].campaign
        if usage.is_total_only(campaign):
            points = sum([each.row["units"] for each in several])
            usage.add_to_total(conn, campaign, points, len(several))
        else:
            usage.add_all(conn, campaign, map(execution, several))


def _use_codes(conn: Connection, ids: list[int]) -> None:
    if conn.dialect.name == "sqlite":
        conn.execute(update(codes).where(codes.c.id.in_(ids)).values(status=USED))
    else:
        raw: Any = conn.connection.driver_connection
        raw.execute(_USE_CODES, {"used": USED, "ids": array_text(ids)})


def _move(conn: Connection, moves: list[dict[str, Any]]) -> None:
    _MOVE.run(conn, moves)
    sums: dict[tuple[str, str], int] = {}
    for each in moves:
        place = (each["member_id"], each["wallet_code"])
        sums[place] = sums.get(place, 0) + each["units"]
    balances = [
        {"member_id": member_id, "wallet_code": wallet, "units": units}
        for (member_id, wallet), units in sums.items()
    ]
    _BALANCE.run(conn, balances)


def _moves(recorded: Recorded) -> Iterator[dict[str, Any]]:
    for gift in recorded.gifts:
        if gift.wallet_code and gift.member_id is not None and gift.hundredths:
            yield {
                "member_id": gift.member_id,
                "wallet_code": gift.wallet_code,
                "units": gift.hundredths,
                "kind": wallets.REDEEMED,
                "at": recorded.row["at"],
                "redemption_id": recorded.row["id"],
                "reverses_id": None,
            }


def _coupons(recorded: Recorded) -> Iterator[dict[str, Any]]:
    for gift in recorded.gifts:
        if gift.coupon is not None:
            row = recorded.row
            yield coupon_row(gift.coupon, gift.member_id, row["id"], row["at"])
