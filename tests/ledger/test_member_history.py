"""What happened to one member, page by page, and the statement of each wallet."""

from datetime import timedelta
from decimal import Decimal

from counterfoil.domain.effect import GiveReward
from counterfoil.domain.member import DEFAULT_WALLET
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.coupons import CouponAttempt, use_coupon
from counterfoil.ledger.member_history import Happening, HistoryLine, member_history
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.wallet_statement import statement, wallet_codes
from counterfoil.ledger.wallets import adjust
from tests.domain.build import NOW, rule
from tests.ledger.shop import CASHIER, SUPERVISOR, Shop

HOUR = timedelta(hours=1)


def whole(shop: Shop, member_id: str, page: int) -> list[HistoryLine]:
    lines: list[HistoryLine] = []
    while found := member_history(shop.ledger, member_id, lines[-1] if lines else None, page):
        lines += found
    return lines


def test_history_tells_all_newest_first(shop: Shop) -> None:
    _, points = shop.campaign(3)
    first = shop.redeem(points[0], NOW)
    shop.redeem(points[0], NOW)
    shop.redeem(points[1], NOW + HOUR)
    assert first.redemption_id is not None
    reverse(shop.ledger, first.redemption_id, "mistake", SUPERVISOR, NOW + 2 * HOUR)
    adjust(shop.ledger, "m1", DEFAULT_WALLET, Decimal(7), "birthday", SUPERVISOR, NOW + 3 * HOUR)
    lines = whole(shop, "m1", 50)
    told = [(line.kind, line.units, line.undone) for line in lines]
    assert told == [
        (Happening.MOVED, Decimal("7.00"), False),
        (Happening.MOVED, Decimal("-100.00"), True),
        (Happening.REDEEMED, Decimal("100.00"), False),
        (Happening.REDEEMED, Decimal("100.00"), True),
        (Happening.REFUSED, None, False),
    ]
    assert (lines[0].note, lines[0].staff) == ("birthday", "Ewa")
    assert (lines[2].what, lines[2].code, lines[2].store) == ("Summer", points[1], "Warsaw Central")
    refused = lines[-1].refused
    assert refused is not None
    assert refused.reason is Reason.ALREADY_USED
    for page in (1, 2, 3):
        assert whole(shop, "m1", page) == lines
    assert whole(shop, "m2", 5) == []


def test_coupons_have_their_place_in_history(shop: Shop) -> None:
    _, codes = shop.campaign(3, rules=(rule(effects=(GiveReward("coffee"),)),))
    made = [shop.redeem(code, NOW) for code in codes]
    coupons = [verdict.given[0].coupon for verdict in made]
    assert coupons[0] is not None
    use_coupon(shop.ledger, CouponAttempt((coupons[0].code,), CASHIER), NOW + HOUR)
    assert made[1].redemption_id is not None
    reverse(shop.ledger, made[1].redemption_id, "mistake", SUPERVISOR, NOW + HOUR)
    lines = whole(shop, "m1", 50)
    kinds = [line.kind for line in lines]
    assert kinds == [
        Happening.COUPON_CANCELLED,
        Happening.COUPON_USED,
        *[Happening.COUPON_ISSUED] * 3,
        *[Happening.REDEEMED] * 3,
    ]
    assert (lines[1].what, lines[1].staff, lines[1].code) == ("Free coffee", "Jan", coupons[0].code)
    for page in (1, 2, 3, 4):
        assert whole(shop, "m1", page) == lines


def test_a_statement_says_what_each_transfer_led_to(shop: Shop) -> None:
    _, points = shop.campaign(2)
    shop.redeem(points[0], NOW)
    for n in range(4):
        adjust(shop.ledger, "m1", DEFAULT_WALLET, Decimal(n + 1), f"r{n}", SUPERVISOR, NOW + HOUR)
    assert wallet_codes(shop.ledger, "m1") == (DEFAULT_WALLET,)
    lines = statement(shop.ledger, "m1", DEFAULT_WALLET)
    assert [line.after for line in lines] == [Decimal(n) for n in (110, 106, 103, 101, 100)]
    assert [line.reason for line in lines] == ["r3", "r2", "r1", "r0", ""]
    assert lines[-1].campaign == "Summer"
    paged = statement(shop.ledger, "m1", DEFAULT_WALLET, limit=2)
    while more := statement(shop.ledger, "m1", DEFAULT_WALLET, paged[-1], 2):
        paged += more
    assert paged == lines
    assert statement(shop.ledger, "m2", DEFAULT_WALLET) == ()
