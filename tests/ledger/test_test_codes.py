"""Test codes: judged like any other, and then nothing moves and no figure counts it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest

from counterfoil.domain.effect import (
    AssignMemberCustomAttribute,
    GivePoints,
    GiveReward,
    RemoveMemberCustomAttribute,
)
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Forbidden, InvalidInput
from counterfoil.domain.limit import Limits
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.attempts import find_redemption, recent
from counterfoil.ledger.campaigns import archive, get_campaign
from counterfoil.ledger.codes.batches import Batch, BatchKind, Counts, counts
from counterfoil.ledger.codes.export_csv import export_steps
from counterfoil.ledger.codes.filters import ALL, CodeFilter
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.history import EventKind, code_history
from counterfoil.ledger.codes.listing import CodeLine, list_codes
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.members import get_member
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.tables.campaigns import coupons, usage
from counterfoil.ledger.tables.members import transfers
from counterfoil.ledger.tables.redemptions import redemptions
from tests.domain.build import NOW, limit, rule
from tests.ledger.day import faults
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop, assert_well

GENEROUS = rule(
    effects=(
        GivePoints("10"),
        GiveReward("coffee"),
        AssignMemberCustomAttribute("club", "yes"),
        RemoveMemberCustomAttribute("shoeSize"),
    )
)


def for_tests(shop: Shop, campaign_id: str, quantity: int = 5) -> Batch:
    made = generate(shop.ledger, campaign_id, quantity, MANAGER, NOW, test=True)
    assert made is not None
    return made


def lines(shop: Shop, batch: Batch, wanted: CodeFilter = ALL) -> Sequence[CodeLine]:
    wanted = replace(wanted, batch_id=batch.id)
    return list_codes(shop.ledger, batch.campaign_id, wanted=wanted).codes


def figures(shop: Shop, campaign_id: str) -> Counts:
    with shop.ledger.read() as conn:
        return counts(conn, campaign_id)


def test_a_test_batch_is_in_no_number_of_codes(shop: Shop) -> None:
    campaign, real = shop.campaign(3)
    batch = for_tests(shop, campaign.id)
    assert (batch.kind, batch.is_test, batch.size) == (BatchKind.TEST, True, 5)
    assert figures(shop, campaign.id) == Counts(codes=3)
    entry = shop.last_entry().entry
    assert (entry.kind, entry.body["test"]) == (Kind.BATCH_GENERATED, True)
    assert [line.text for line in list_codes(shop.ledger, campaign.id).codes] == real
    assert all(line.test for line in lines(shop, batch))
    assert_well(shop.ledger)


def test_a_whole_test_code_is_found_and_marked(shop: Shop) -> None:
    campaign, _ = shop.campaign(3)
    batch = for_tests(shop, campaign.id)
    code = lines(shop, batch)[0]
    (found,) = list_codes(shop.ledger, campaign.id, wanted=CodeFilter(text=code.text)).codes
    assert found == code
    other, _ = shop.campaign(0, id="c2")
    assert list_codes(shop.ledger, other.id, wanted=CodeFilter(text=code.text)).codes == ()


def test_an_export_has_test_codes_only_where_their_batch_is_named(shop: Shop) -> None:
    campaign, real = shop.campaign(3)
    batch = for_tests(shop, campaign.id, 2)

    def exported(wanted: CodeFilter) -> list[str]:
        out = StringIO()
        finish(export_steps(shop.ledger, campaign.id, out, wanted))
        return [line.split(",")[0] for line in out.getvalue().splitlines()[1:]]

    assert exported(ALL) == real
    wanted = CodeFilter(batch_id=batch.id)
    assert exported(wanted) == [line.text for line in lines(shop, batch)]


def test_at_most_a_hundred_and_only_by_a_manager(shop: Shop) -> None:
    campaign, _ = shop.campaign(0)
    with pytest.raises(InvalidInput, match="at most 100 codes"):
        for_tests(shop, campaign.id, 101)
    with pytest.raises(Forbidden):
        generate(shop.ledger, campaign.id, 5, CASHIER, NOW, test=True)


def test_a_test_is_recorded_and_moves_nothing(shop: Shop) -> None:
    campaign, _ = shop.campaign(
        2, rules=(GENEROUS,), active=False, limits=Limits(executions=limit(9))
    )
    before = get_member(shop.ledger, "m1")
    code = lines(shop, for_tests(shop, campaign.id))[0]
    verdict = shop.redeem(code.text)
    assert verdict.accepted
    assert verdict.test
    assert verdict.redemption_id is not None
    points, coupon, assigned, removed = verdict.given
    assert points.units == Decimal(10)
    assert coupon.coupon is not None
    assert (coupon.coupon.code, coupon.coupon.reward_name) == ("", "Free coffee")
    assert (assigned.key, removed.key) == ("club", "shoeSize")
    assert verdict.member == before == get_member(shop.ledger, "m1")
    assert [shop.count(table) for table in (transfers, coupons, usage)] == [0, 0, 0]
    (row,) = shop.rows(redemptions)
    assert (bool(row["test"]), row["units"]) == (True, 0)
    assert shop.last_entry().entry.body["test"] is True
    assert figures(shop, campaign.id) == Counts(codes=2)
    assert shop.redeem(code.text).refused is not None
    assert faults(shop.ledger) == {}


def test_a_test_checks_everything_but_that_the_campaign_is_active(shop: Shop) -> None:
    campaign, _ = shop.campaign(0, active=False)
    code = lines(shop, for_tests(shop, campaign.id))[0].text
    early = shop.redeem(code, at=NOW - timedelta(days=30))
    assert early.refused is not None
    assert (early.refused.reason, early.test) == (Reason.NOT_STARTED, True)
    assert shop.redeem(code, check_only=True).test
    archive(shop.ledger, campaign.id, MANAGER, NOW)
    archived = shop.redeem(code)
    assert archived.refused is not None
    assert archived.refused.reason is Reason.CAMPAIGN_INACTIVE


def test_the_same_event_gets_the_same_verdict_of_a_test(shop: Shop) -> None:
    campaign, _ = shop.campaign(0, rules=(GENEROUS,))
    first, second, *_ = (line.text for line in lines(shop, for_tests(shop, campaign.id)))
    verdict = shop.redeem(first, event_id="e1")
    assert shop.redeem(first, event_id="e1") == verdict
    refused = shop.redeem(second, card="", event_id="e2")
    assert refused.test
    assert shop.redeem(second, card="", event_id="e2") == refused


def test_a_real_redemption_is_no_test(shop: Shop) -> None:
    _, real = shop.campaign(1)
    verdict = shop.redeem(real[0], event_id="e1")
    assert not verdict.test
    assert not shop.redeem(real[0], event_id="e1").test
    assert "test" not in shop.last_entry().entry.body


def test_the_last_attempts_say_which_was_a_test(shop: Shop) -> None:
    campaign, real = shop.campaign(1, rules=(GENEROUS,))
    code = lines(shop, for_tests(shop, campaign.id))[0].text
    shop.redeem(real[0])
    shop.redeem(code)
    shop.redeem(code)
    last, before, first = recent(shop.ledger)
    assert [last.test, before.test, first.test] == [True, True, False]
    assert last.refused is not None
    assert before.given[1].coupon is not None


@pytest.mark.parametrize("reuse", [False, True])
def test_undoing_a_test_frees_the_code_and_does_nothing_else(shop: Shop, reuse: bool) -> None:
    campaign, _ = shop.campaign(1, rules=(GENEROUS,), reuse_after_reversal=reuse)
    code = lines(shop, for_tests(shop, campaign.id))[0]
    done = shop.redeem(code.text)
    assert done.redemption_id is not None
    before = get_member(shop.ledger, "m1")
    undone = reverse(shop.ledger, done.redemption_id, "only a test", SUPERVISOR, NOW)
    assert (undone.is_code_unused, undone.taken_back) == (True, ())
    assert get_member(shop.ledger, "m1") == before
    assert find_redemption(shop.ledger, done.redemption_id).reversed_at == NOW
    assert figures(shop, campaign.id) == Counts(codes=1)
    assert shop.redeem(code.text).accepted
    assert [event.kind for event in code_history(shop.ledger, code.id)] == [
        EventKind.GENERATED,
        EventKind.REDEEMED,
        EventKind.REVERSED,
        EventKind.REDEEMED,
    ]
    assert faults(shop.ledger) == {}


def test_discarding_a_test_batch_makes_it_void_and_counts_nothing(shop: Shop) -> None:
    campaign, real = shop.campaign(3)
    batch = for_tests(shop, campaign.id)
    some = lines(shop, batch)
    single = [real[0], some[0].text]
    void_codes(shop.ledger, campaign.id, SUPERVISOR, NOW, reason="lost", texts=single)
    assert figures(shop, campaign.id) == Counts(codes=3, void=1)
    shop.redeem(some[1].text)
    done = void_codes(shop.ledger, campaign.id, SUPERVISOR, NOW, reason="tested", batch_id=batch.id)
    assert (done.void, done.used, done.void_before) == (3, 1, 1)
    assert figures(shop, campaign.id) == Counts(codes=3, void=1)
    refused = shop.redeem(some[2].text).refused
    assert refused is not None
    assert refused.reason is Reason.VOID
    assert get_campaign(shop.ledger, campaign.id).active
    assert_well(shop.ledger)
