"""A hub in which everything has happened that a topic carries."""

from datetime import timedelta
from typing import Final

from sqlalchemy import insert

from counterfoil.domain.effect import GivePoints, GiveReward
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.domain.member import Segment, Tier
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.coupons import CouponAttempt, use_coupon
from counterfoil.ledger.erase import erase_member
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import save_member, save_segment, save_tier
from counterfoil.ledger.pins import set_pin
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.tables.sync import allowances, conflicts, grants
from tests.domain.build import NOW, limit, member, rule
from tests.ledger.shop import CASHIER, MANAGER, PIOTR, SUPERVISOR, Shop

LATER: Final = NOW + timedelta(minutes=1)


def lived(hub: Shop) -> Shop:
    """Let everything happen that a topic carries."""
    ledger = hub.ledger
    save_tier(ledger, Tier("vip", "Very"), MANAGER, NOW)
    save_segment(ledger, Segment("tea", "Tea"), MANAGER, NOW)
    set_pin(ledger, "ewa", "4711", MANAGER, NOW)
    per_member = Limits(executions_per_member=limit(9, IntervalType.DAYS))
    campaign, texts = hub.campaign(
        8, limits=per_member, rules=(rule(effects=(GivePoints("5"), GiveReward("coffee"))),)
    )
    first = hub.redeem(texts[0])
    second = hub.redeem(texts[1], card=PIOTR)
    reverse(ledger, str(second.redemption_id), "wrong", SUPERVISOR, LATER)
    coupon = next(given.coupon for given in first.given if given.coupon)
    use_coupon(ledger, CouponAttempt((coupon.code,), CASHIER), LATER)
    void_codes(ledger, campaign.id, SUPERVISOR, NOW, reason="lost", texts=texts[3:5])
    generate(ledger, campaign.id, 3, MANAGER, NOW, test=True)
    save_member(ledger, member(id="m3", loyalty_card_number="9"), MANAGER, NOW)
    hub.credit(7, "m3")
    erase_member(ledger, "m3", "asked", MANAGER, LATER)
    hub.credit(3)
    return hub


def give_rights(hub: Ledger, device: str) -> None:
    """Write a grant, an allowance and a conflict for a device."""
    zero = dict.fromkeys(
        (f"{part}{name}" for part in ("spent_", "burned_") for name in ("units", "money", "count")),
        0,
    )
    with hub.write() as conn:
        conn.execute(
            insert(grants).values(
                id=1,
                epoch=1,
                device=device,
                kind="risk",
                campaign_id="c1",
                state="granted",
                granted_at=1,
                units=500,
                money=0,
                count=5,
                reason="",
                **zero,
            )
        )
        conn.execute(
            insert(allowances).values(
                campaign_id="c1",
                device="",
                budget_units=0,
                budget_count=0,
                risk_units=1,
                risk_money=0,
                risk_count=1,
                hours=2,
                quota=1,
            )
        )
        conn.execute(
            insert(conflicts).values(
                id=f"{device}-7", kind="code", of="x-1", device=device, n=7, units=1, money=0,
                at=5, document="{}", state="open", note="",
            )
        )  # fmt: skip
