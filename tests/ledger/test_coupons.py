"""Coupons at the counter: used once, refused in words, put back, listed."""

# ruff: noqa: ANN401 - what a test wants different is checked by the dataclass it goes into

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from counterfoil.domain.coupon import CouponReason, CouponStatus
from counterfoil.domain.effect import GiveReward
from counterfoil.domain.entry import Kind, canonical
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from counterfoil.domain.mint import digest
from counterfoil.domain.refusal import Reason
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.connect import DATABASE, open_ledger, open_url
from counterfoil.ledger.coupon_list import CouponFilter, list_coupons
from counterfoil.ledger.coupons import (
    CouponAttempt,
    CouponVerdict,
    find_coupon,
    get_coupon,
    unuse_coupon,
    use_coupon,
)
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.rewards import RewardFigures, reward_figures
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.office import coupon_uses
from tests.domain.build import NOW, rule, store
from tests.ledger.shop import ANNA, CASHIER, PIOTR, SUPERVISOR, Shop, assert_well, fill

TILLS = 2


def coupon(shop: Shop, card: str = ANNA, **over: Any) -> str:
    """Redeem a code that gives a coupon, and return the coupon's code."""
    rules = (rule(effects=(GiveReward("coffee"),)),)
    _, codes = shop.campaign(1, rules=rules, **over)
    return given(shop, codes[0], card)


def given(shop: Shop, code: str, card: str = ANNA) -> str:
    found = shop.redeem(code, card=card).given[0].coupon
    assert found is not None
    return found.code


def use(shop: Shop, code: str, now: datetime = NOW, card: str = "", **over: Any) -> CouponVerdict:
    check_only = over.pop("check_only", False)
    attempt = replace(CouponAttempt((code,), CASHIER, card), **over)
    return use_coupon(shop.ledger, attempt, now, check_only=check_only)


def why(verdict: CouponVerdict) -> CouponReason | None:
    return verdict.refused.reason if verdict.refused else None


def test_a_coupon_is_used_once_with_its_entry(shop: Shop) -> None:
    code = coupon(shop)
    later = NOW + timedelta(hours=2)
    used = use(shop, f" {code[:5].lower()}-{code[5:]} ", later, ANNA)
    assert used.accepted
    assert used.issued is not None
    assert used.issued.status(later) is CouponStatus.USED
    assert (used.member and used.member.id, used.holder and used.holder.id) == ("m1", "m1")
    entry = shop.last_entry().entry
    assert entry.kind == Kind.COUPON_USED
    assert used.use_id == f"{entry.device}-{entry.n}"
    assert entry.body["coupon"] == digest(code, shop.ledger.digest_key).hex()
    assert entry.body["staff"] == "jan"
    assert code not in canonical(entry.body)
    again = use(shop, code, later + timedelta(hours=1))
    assert again.refused is not None
    assert again.refused.values == {"used_at": later, "store": "Warsaw Central", "staff": "Jan"}
    assert shop.last_entry().entry.kind == Kind.COUPON_REFUSED
    assert shop.last_entry().entry.body["reason"] == "used"
    assert_well(shop.ledger)


def test_to_check_a_coupon_writes_nothing(shop: Shop) -> None:
    code = coupon(shop)
    before = shop.count(journal)
    checked = use(shop, code, check_only=True)
    assert (checked.accepted, checked.use_id) == (True, None)
    assert why(use(shop, "NOSUCHCODE", check_only=True)) is CouponReason.UNKNOWN
    assert shop.count(journal) == before
    assert use(shop, code).accepted


def test_a_coupon_is_refused_where_it_cannot_be_used(shop: Shop) -> None:
    code = coupon(shop)
    assert why(use(shop, code, card=PIOTR)) is CouponReason.NOT_THEIRS
    assert why(use(shop, code, NOW + timedelta(days=30))) is CouponReason.EXPIRED
    assert why(use(shop, "AB2C3D4E5F")) is CouponReason.UNKNOWN
    assert shop.last_entry().entry.body["coupon"] is None
    assert why(use(shop, "", texts=())) is CouponReason.UNKNOWN
    with pytest.raises(NotFound, match="No member has the card 99"):
        use(shop, code, card="99")
    with pytest.raises(Forbidden):
        use(shop, code, staff=Staff("x", "X", Role.CASHIER, active=False))


def test_the_coupon_of_an_undone_redemption_is_worth_nothing(shop: Shop) -> None:
    code = coupon(shop)
    issued = get_coupon(shop.ledger, code)
    assert issued.redemption_id is not None
    reverse(shop.ledger, issued.redemption_id, "mistake", SUPERVISOR, NOW)
    assert why(use(shop, code)) is CouponReason.CANCELLED


def test_a_supervisor_puts_a_coupon_back(shop: Shop) -> None:
    code = coupon(shop)
    with pytest.raises(Conflict, match="is not used"):
        unuse_coupon(shop.ledger, code, "mistake", SUPERVISOR, NOW)
    use(shop, code)
    with pytest.raises(Forbidden):
        unuse_coupon(shop.ledger, code, "mistake", CASHIER, NOW)
    with pytest.raises(InvalidInput):
        unuse_coupon(shop.ledger, code, " ", SUPERVISOR, NOW)
    with pytest.raises(NotFound):
        unuse_coupon(shop.ledger, "NOSUCHCODE", "mistake", SUPERVISOR, NOW)
    back = unuse_coupon(shop.ledger, code, "mistake", SUPERVISOR, NOW)
    assert (back.issued.use, back.cancelled) == (None, False)
    assert shop.last_entry().entry.kind == Kind.COUPON_UNUSED
    assert shop.count(coupon_uses) == 0
    assert use(shop, code).accepted


def test_a_used_coupon_outlives_its_redemption_until_it_is_put_back(shop: Shop) -> None:
    code = coupon(shop)
    use(shop, code)
    issued = get_coupon(shop.ledger, code)
    assert issued.redemption_id is not None
    undone = reverse(shop.ledger, issued.redemption_id, "mistake", SUPERVISOR, NOW)
    assert undone.coupons_spent == (code,)
    back = unuse_coupon(shop.ledger, code, "mistake", SUPERVISOR, NOW)
    assert back.cancelled
    assert why(use(shop, code)) is CouponReason.CANCELLED
    assert_well(shop.ledger)


def test_a_code_of_a_campaign_is_no_coupon_and_a_coupon_no_code(shop: Shop) -> None:
    rules = (rule(effects=(GiveReward("coffee"),)),)
    _, codes = shop.campaign(2, rules=rules)
    code = given(shop, codes[0])
    assert find_coupon(shop.ledger, (codes[1],)) is None
    found = find_coupon(shop.ledger, ("nothing", code.lower()))
    assert found == get_coupon(shop.ledger, code)
    refused = shop.redeem(code).refused
    assert refused is not None
    assert refused.reason is Reason.COUPON
    assert use(shop, code).accepted


def test_coupons_are_listed_in_pages_by_what_they_are(shop: Shop) -> None:
    rules = (rule(effects=(GiveReward("coffee"),)),)
    _, codes = shop.campaign(5, rules=rules)
    made = [given(shop, code, PIOTR if n == 2 else ANNA) for n, code in enumerate(codes)]
    use(shop, made[0])
    gone = get_coupon(shop.ledger, made[1]).redemption_id
    assert gone is not None
    reverse(shop.ledger, gone, "mistake", SUPERVISOR, NOW)
    listed, after = [], None
    while page := list_coupons(shop.ledger, NOW, after=after, limit=2):
        listed += [each.coupon.code for each in page]
        after = page[-1]
    assert listed == sorted(made)
    for wanted, expected in (
        (CouponFilter(member_id="m2"), {made[2]}),
        (CouponFilter(reward_id="tea"), set()),
        (CouponFilter(status=CouponStatus.USED), {made[0]}),
        (CouponFilter(status=CouponStatus.CANCELLED), {made[1]}),
        (CouponFilter("m1", "coffee", CouponStatus.UNUSED), set(made[3:])),
        (CouponFilter(status=CouponStatus.EXPIRED), set()),
    ):
        assert {each.coupon.code for each in list_coupons(shop.ledger, NOW, wanted)} == expected
    late = NOW + timedelta(days=31)
    expired = list_coupons(shop.ledger, late, CouponFilter(status=CouponStatus.EXPIRED))
    assert {each.coupon.code for each in expired} == set(made[2:])
    figures = reward_figures(shop.ledger, late)
    assert figures == {"coffee": RewardFigures(5, 1, 1, 3)}
    assert figures["coffee"].open == 0


def till(url: str, codes: list[str]) -> list[bool]:
    """Another process: a till of its own that uses the same coupons."""
    with open_url(url, NOW) as ledger:
        shop = Shop(ledger)
        return [use(shop, code).accepted for code in codes]


def race(url: str, codes: list[str]) -> list[list[bool]]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(TILLS, context) as pool:
        return list(pool.map(till, [url] * TILLS, [codes] * TILLS))


def many(ledger: Ledger) -> list[str]:
    shop = Shop(ledger)
    _, codes = shop.campaign(20, rules=(rule(effects=(GiveReward("coffee"),)),))
    return [given(shop, code) for code in codes]


def assert_one_winner_each(raced: list[list[bool]]) -> None:
    assert [sum(won) for won in zip(*raced, strict=True)] == [1] * len(raced[0])


def test_two_processes_on_one_file_have_one_winner(tmp_path: Path) -> None:
    with open_ledger(tmp_path, NOW, store=store()) as ledger:
        fill(ledger)
        codes = many(ledger)
    assert_one_winner_each(race(f"sqlite:///{tmp_path / DATABASE}", codes))


def test_two_tills_on_one_server_have_one_winner(
    postgres_ledger: Ledger, filled_database: str
) -> None:
    codes = many(postgres_ledger)
    assert_one_winner_each(race(filled_database, codes))
    assert_well(postgres_ledger)
