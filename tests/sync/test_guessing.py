"""Guessing at a till that has joined: counted there and at the hub, and what an outage is not."""

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.entry import Kind
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.guesses import BUDGETS, Whose, lift
from counterfoil.ledger.tables.office import guesses
from counterfoil.ledger.verdict import Verdict
from tests.domain.build import rule
from tests.ledger.shop import SUPERVISOR, Shop
from tests.sync.brand import Brand, Till, kinds

FREE = BUDGETS[Whose.TILL].free
_LETTERS = str.maketrans("0123456789", "ABCDEFGHJK")
WAITS = Reason.TOO_MANY_GUESSES


def reason(verdict: Verdict) -> Reason | None:
    return verdict.refused.reason if verdict.refused else None


def guess(till: Till, times: int = FREE, **over: bool) -> set[Reason | None]:
    codes = (f"SUM-{number:08}".translate(_LETTERS) for number in range(times))
    return {reason(till.redeem(code, **over)) for code in codes}


def counted(shop: Shop) -> dict[str, int]:
    return {row["kind"]: row["count"] for row in shop.rows(guesses)}


def test_what_the_hub_does_not_know_counts_at_both_and_a_lift_ends_both_waits(
    brand: Brand,
) -> None:
    _, codes = brand.shop.campaign()
    till = brand.till()
    assert guess(till) == {Reason.UNKNOWN}
    both = counted(Shop(till.ledger)), counted(brand.shop)
    assert [each["till"] for each in both] == [FREE, FREE]
    assert reason(till.redeem(codes[0])) is WAITS
    assert reason(till.check(codes[0]).verdict) is WAITS
    assert kinds(till)[-1] == Kind.SCAN_REFUSED
    lift(till.ledger, SUPERVISOR, brand.clock())
    refused = till.redeem(codes[0]).refused
    assert refused is not None
    assert (refused.reason, refused.values["until"]) == (WAITS, refused.values["until"])
    till.sync()
    assert till.redeem(codes[0]).accepted
    brand.assert_well()


def test_codes_that_only_the_hub_knows_are_no_guesses_while_it_cannot_be_asked(
    brand: Brand,
) -> None:
    _, codes = brand.shop.campaign(quantity=2 * FREE)
    till = brand.till()
    said = {reason(till.redeem(code, offline=True)) for code in codes}
    assert said == {Reason.NOT_CHECKED}
    assert {reason(till.check(code).verdict) for code in codes} == {Reason.UNKNOWN}
    assert counted(Shop(till.ledger)) == {}
    assert till.redeem(codes[0]).accepted


def test_codes_like_those_that_are_here_are_guesses_without_the_hub_too(brand: Brand) -> None:
    brand.shop.campaign(offline_policy=OfflinePolicy.CAPPED)
    brand.shop.campaign(id="c2", code_format=None, quantity=0, rules=(rule(),))
    till = brand.till()
    assert guess(till, offline=True) == {Reason.NOT_CHECKED}
    assert guess(till, 1, offline=True) == {WAITS}
