"""Redeeming again, ahead of time, in the past, and what is kept of it."""

import logging
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import structlog

from counterfoil.domain.effect import (
    GivePoints,
    GiveReward,
)
from counterfoil.domain.errors import Conflict, InvalidInput
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.members import find_by_card, get_member, save_member
from counterfoil.ledger.redeem import explain
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from counterfoil.ledger.verdict import Attempt, Verdict
from tests.domain.build import NOW, limit, member, rule
from tests.ledger.shop import ANNA, CASHIER, MANAGER, Shop, assert_well


def reason(verdict: Verdict) -> Reason | None:
    return verdict.refused.reason if verdict.refused else None


def test_the_same_event_gets_the_same_verdict_and_no_second_effect(shop: Shop) -> None:
    _, made = shop.campaign()
    first = shop.redeem(made[0], event_id="e1")
    before = shop.count(journal)
    assert shop.redeem(made[0], NOW + timedelta(days=1), event_id="e1") == first
    refused = shop.redeem(made[0], event_id="e2")
    assert refused.refused is not None
    assert shop.redeem(made[0], event_id="e2") == refused
    assert shop.count(journal) == before + 1
    assert get_member(shop.ledger, "m1").wallets["default"] == Decimal(100)


def test_a_refused_event_stays_refused_though_it_would_be_accepted_now(shop: Shop) -> None:
    _, made = shop.campaign(limits=Limits(executions_per_member=limit(1, IntervalType.DAYS)))
    shop.redeem(made[0])
    refused = shop.redeem(made[1], event_id="e1")
    later = NOW + timedelta(days=2)
    again = shop.redeem(made[1], later, event_id="e1")
    assert again == refused
    assert again.refused is not None
    assert again.refused.values["member"] == "Anna Nowak"
    assert shop.redeem(made[1], later, event_id="e2").accepted


@pytest.mark.parametrize("text", ["SUM-ABCDEFGH", "", "nonsense"])
def test_a_refusal_of_no_known_code_is_replayed_too(shop: Shop, text: str) -> None:
    shop.campaign()
    refused = shop.redeem(text, event_id="e1", card="missing")
    assert shop.redeem(text, event_id="e1", card="missing") == refused
    assert shop.count(refusals) == 1


def test_an_event_id_is_for_one_code(shop: Shop) -> None:
    _, made = shop.campaign()
    shop.redeem(made[0], event_id="e1")
    shop.redeem("UNKNOWN1", event_id="e2")
    for event_id, text in (("e1", made[1]), ("e2", made[1]), ("e2", "UNKNOWN2")):
        with pytest.raises(Conflict, match="another code"):
            shop.redeem(text, event_id=event_id)
    assert shop.redeem(made[1]).accepted


def test_checking_only_decides_alike_and_writes_nothing(shop: Shop) -> None:
    _, made = shop.campaign(rules=(rule(effects=(GivePoints("5"), GiveReward("coffee"))),))
    before = shop.count(journal)
    foreseen = shop.redeem(made[0], check_only=True)
    assert foreseen.accepted
    assert foreseen.redemption_id is None
    assert foreseen.given[0].units == Decimal(5)
    assert foreseen.given[1].coupon is not None
    assert foreseen.given[1].coupon.code == ""
    assert reason(shop.redeem("SUMABCDEFGH", check_only=True)) is Reason.UNKNOWN
    assert (shop.count(journal), shop.count(redemptions), shop.count(refusals)) == (before, 0, 0)
    assert shop.redeem(made[0]).accepted


def test_explaining_goes_on_after_the_first_failure(shop: Shop) -> None:
    _, made = shop.campaign(active=False)
    results = explain(shop.ledger, Attempt((made[0],), CASHIER), NOW)
    failed = [result.refused.reason for result in results if result.refused]
    assert failed == [Reason.CAMPAIGN_INACTIVE, Reason.MEMBER_REQUIRED]


def test_time_never_goes_back_unless_the_attempt_says_when_it_was(shop: Shop) -> None:
    _, made = shop.campaign()
    shop.redeem(made[0], NOW + timedelta(days=2))
    assert shop.redeem(made[1], NOW).at == NOW + timedelta(days=2)
    past = shop.redeem(made[2], NOW, at=NOW - timedelta(days=1))
    assert past.at == NOW - timedelta(days=1)
    assert past.accepted
    early = NOW - timedelta(days=365)
    assert reason(shop.redeem(made[3], NOW, at=early)) is Reason.NOT_STARTED
    assert reason(shop.redeem(made[3], NOW, at=early, check_only=True)) is Reason.NOT_STARTED
    assert_well(shop.ledger)


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": Decimal(-1)},
        {"amount": Decimal("NaN")},
        {"event_id": ""},
        {"event_id": "x" * 201},
        {"event_id": "a\x00b"},
        {"body": {"x": "a\x00b"}},
        {"body": {"x": "\ud800"}},
        {"body": {"x": "y" * 1001}},
        {"body": {str(n): n for n in range(101)}},
    ],
)
def test_what_no_counter_sends_is_refused_before_anything(
    shop: Shop, wrong: dict[str, Any]
) -> None:
    _, made = shop.campaign()
    before = shop.count(journal)
    with pytest.raises(InvalidInput):
        shop.redeem(made[0], **wrong)
    assert shop.count(journal) == before


def test_the_log_carries_no_code_and_no_person(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    structlog.get_logger().debug("listening")
    _, made = shop.campaign()
    shop.redeem(made[0])
    shop.redeem(made[0])
    said = caplog.text
    assert "listening" in said
    assert made[0] not in said
    assert "Nowak" not in said
    assert ANNA not in said


def test_a_renamed_member_is_named_anew_in_old_refusals(shop: Shop) -> None:
    _, made = shop.campaign(limits=Limits(executions_per_member=limit(1)))
    shop.redeem(made[0])
    shop.redeem(made[1], event_id="e1")
    anna = find_by_card(shop.ledger, ANNA)
    assert anna is not None
    save_member(shop.ledger, replace(anna, last_name="Kowalska"), MANAGER, NOW)
    again = shop.redeem(made[1], event_id="e1")
    assert again.refused is not None
    assert again.refused.values["member"] == "Anna Kowalska"
    assert "Nowak" not in str(shop.rows(refusals))
    assert member().last_name == "Nowak"
