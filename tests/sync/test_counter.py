"""At the counter of a till that has joined: what it decides alone, and what the hub is asked."""

from dataclasses import dataclass

import pytest

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.effect import GiveReward
from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import DeviceState, EntryVerdict, Outcome, Upload
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.attempts import recent
from counterfoil.ledger.exchange.epochs import fence
from counterfoil.ledger.heard import note_heard
from counterfoil.ledger.outbox.intents import Begun, begin_intent, open_intents
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from counterfoil.ledger.verdict import Attempt
from counterfoil.sync import counter
from tests.domain.build import rule
from tests.helpers.loop_port import Fault, on
from tests.ledger.shop import ANNA, CASHIER, MANAGER, SUPERVISOR, Shop, assert_well
from tests.properties.network import Relay
from tests.sync.brand import Brand, code_ids, hold, kinds


def test_the_hub_decides_what_the_till_may_not(either_brand: Brand) -> None:
    brand = either_brand
    _, codes = brand.shop.campaign()
    till = brand.till()
    verdict = till.redeem(codes[0])
    assert (verdict.accepted, verdict.final) == (True, True)
    assert [each.units for each in verdict.given] == [100]
    assert verdict.member is not None
    assert verdict.member.wallets["default"] == 100
    assert kinds(till) == [Kind.ONLINE_INTENT, Kind.ONLINE_ANSWER]
    assert [row["id"] for row in brand.shop.rows(redemptions)] == [verdict.redemption_id]
    assert [row["id"] for row in Shop(till.ledger).rows(redemptions)] == [verdict.redemption_id]
    done = till.sync()
    assert {each.outcome for each in done.verdicts} == {Outcome.APPLIED}
    assert_well(till.ledger)


def test_a_code_that_was_used_elsewhere_is_refused_with_who_used_it(brand: Brand) -> None:
    _, codes = brand.shop.campaign()
    one, two = brand.till("one"), brand.till("two")
    assert one.redeem(codes[0]).accepted
    verdict = two.redeem(codes[0])
    assert verdict.refused is not None
    assert verdict.refused.reason is Reason.ALREADY_USED
    assert verdict.refused.values["staff"] == "Jan"
    assert [row["till"] for row in brand.shop.rows(refusals)] == [two.ledger.device.id]
    assert kinds(two) == [Kind.ONLINE_INTENT, Kind.ONLINE_ANSWER]
    assert [each.refused for each in recent(two.ledger)] == [verdict.refused]
    two.sync()
    assert len(brand.shop.rows(refusals)) == 1


def test_what_a_campaign_needs_comes_with_the_answer(brand: Brand) -> None:
    till = brand.till()
    _, codes = brand.shop.campaign(rules=(rule(effects=(GiveReward("coffee"),)),))
    verdict = till.redeem(codes[0])
    assert verdict.accepted
    coupon = verdict.given[0].coupon
    assert coupon is not None
    assert (coupon.reward_name, verdict.campaign and verdict.campaign.name) == (
        "Free coffee",
        "Summer",
    )
    assert [each.given for each in recent(till.ledger)] == [verdict.given]
    till.sync()
    assert_well(till.ledger)


def test_a_held_code_is_redeemed_without_asking_anybody(brand: Brand) -> None:
    campaign, codes = brand.shop.campaign(offline_policy=OfflinePolicy.OWNED)
    till = brand.till()
    ids = code_ids(brand)
    hold(brand, till, campaign.id, ids[0], ids[1])
    asked = len(till.port.calls)
    verdict = till.redeem(codes[0])
    assert (verdict.accepted, verdict.final) == (True, True)
    assert len(till.port.calls) == asked
    assert not till.redeem(codes[0]).accepted
    assert len(till.port.calls) == asked
    assert till.redeem(codes[2]).accepted
    assert till.port.calls[asked:] == ["redeem"]
    till.sync()
    assert len(brand.shop.rows(redemptions)) == 2


@pytest.mark.parametrize("text", ["", "--"])
def test_what_is_no_code_is_refused_without_asking_anybody(brand: Brand, text: str) -> None:
    till = brand.till()
    asked = len(till.port.calls)
    refused = till.redeem(text).refused
    assert refused is not None
    assert refused.reason is Reason.UNREADABLE
    assert len(till.port.calls) == asked


def test_a_code_that_nobody_knows_is_asked_about(brand: Brand) -> None:
    till = brand.till()
    refused = till.redeem("NOBODYKNOWS").refused
    assert refused is not None
    assert refused.reason is Reason.UNKNOWN
    assert kinds(till) == [Kind.ONLINE_INTENT, Kind.ONLINE_ANSWER]
    assert len(brand.shop.rows(refusals)) == 1


def test_without_the_hub_the_till_refuses_what_it_may_not_decide(brand: Brand) -> None:
    _, codes = brand.shop.campaign()
    till = brand.till()
    refused = till.redeem(codes[0], offline=True).refused
    assert refused is not None
    assert refused.reason is Reason.NOT_CHECKED
    assert kinds(till) == [Kind.SCAN_REFUSED]


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.UNANSWERED, Fault.LATE])
def test_an_answer_that_is_lost_is_taken_back(either_brand: Brand, fault: Fault) -> None:
    brand = either_brand
    _, codes = brand.shop.campaign()
    till = brand.till()
    till.port.faults = on("redeem", fault)
    verdict = till.redeem(codes[0])
    assert not verdict.accepted
    assert kinds(till) == [Kind.ONLINE_INTENT, Kind.ONLINE_VOID, Kind.SCAN_REFUSED]
    assert open_intents(till.ledger) == ()
    till.sync()
    till.port.deliver()
    live = [row for row in brand.shop.rows(redemptions) if row["reversed_at"] is None]
    assert live == []
    assert till.redeem(codes[0]).accepted
    live = [row for row in brand.shop.rows(redemptions) if row["reversed_at"] is None]
    assert len(live) == 1


@dataclass
class Behind(Relay):
    """A way that gives each question the answer to the one before it."""

    before: EntryVerdict | None = None

    def redeem(self, upload: Upload, timeout_s: float) -> EntryVerdict:
        answer = super().redeem(upload, timeout_s)
        given, self.before = self.before or answer, answer
        return given


def test_an_answer_to_another_question_decides_nothing(brand: Brand) -> None:
    _, codes = brand.shop.campaign()
    till = brand.till()
    way, now = Behind(till.port), till.clock()
    assert counter.redeem(till.ledger, way, Attempt((codes[0],), CASHIER, ANNA), now).accepted
    verdict = counter.redeem(till.ledger, way, Attempt((codes[1],), CASHIER, ANNA), now)
    assert verdict.refused is not None
    assert verdict.refused.reason is Reason.NOT_CHECKED
    assert open_intents(till.ledger) == ()
    till.sync()
    assert [row["reversed_at"] is None for row in brand.shop.rows(redemptions)] == [True, False]
    assert till.redeem(codes[1]).accepted


def test_a_question_that_arrives_twice_is_decided_once(brand: Brand) -> None:
    _, codes = brand.shop.campaign()
    till = brand.till()
    till.port.faults = on("redeem", Fault.DOUBLED)
    assert till.redeem(codes[0]).accepted
    assert len(brand.shop.rows(redemptions)) == 1


def test_the_same_event_is_redeemed_once_wherever_its_answer_went(brand: Brand) -> None:
    _, codes = brand.shop.campaign()
    till = brand.till()
    first = till.redeem(codes[0], event_id="e1")
    again = till.redeem(codes[0], event_id="e1")
    assert first.redemption_id == again.redemption_id
    assert len(brand.shop.rows(redemptions)) == 1


def test_an_event_whose_answer_was_lost_can_be_tried_again(brand: Brand) -> None:
    campaign, codes = brand.shop.campaign(offline_policy=OfflinePolicy.CAPPED)
    till = brand.till()
    till.port.faults = on("redeem", Fault.UNANSWERED)
    refused = till.redeem(codes[0], event_id="e1")
    assert not refused.accepted
    assert till.redeem(codes[0], event_id="e1").refused == refused.refused
    till.sync()
    assert till.redeem(codes[0], event_id="e2").accepted
    assert campaign.id


def test_a_till_that_crashed_before_the_answer_takes_its_question_back(brand: Brand) -> None:
    _, codes = brand.shop.campaign()
    till = brand.till()
    attempt = Attempt((codes[0],), CASHIER, ANNA)
    begun = begin_intent(till.ledger, attempt, brand.clock())
    assert isinstance(begun, Begun)
    till.port.redeem(begun.upload, 1)
    assert len(brand.shop.rows(redemptions)) == 1
    brand.restart(till)
    assert open_intents(till.ledger) == ()
    till.sync()
    assert [row["reversed_at"] is None for row in brand.shop.rows(redemptions)] == [False]
    assert till.redeem(codes[0]).accepted


def test_a_session_that_the_hub_forgot_is_begun_again(brand: Brand) -> None:
    _, codes = brand.shop.campaign()
    till = brand.till()
    till.port.device = None
    assert till.redeem(codes[0]).accepted
    assert till.port.calls[-4:] == ["redeem", "challenge", "session", "redeem"]


def test_a_hub_that_was_restored_decides_nothing_and_the_till_says_so(brand: Brand) -> None:
    _, codes = brand.shop.campaign()
    till, other = brand.till("till"), brand.till("other")
    fence(brand.hub, MANAGER, brand.clock())
    till.sync()
    refused = till.redeem(codes[0]).refused
    assert refused is not None
    assert refused.reason is Reason.HUB_WAITS
    assert kinds(till)[-3:] == [Kind.ONLINE_INTENT, Kind.ONLINE_VOID, Kind.SCAN_REFUSED]
    other.sync()
    till.sync()
    assert till.redeem(codes[0]).accepted


def test_a_code_used_here_is_not_asked_about_before_the_hub_has_heard(brand: Brand) -> None:
    campaign, codes = brand.shop.campaign(offline_policy=OfflinePolicy.OWNED)
    till = brand.till()
    hold(brand, till, campaign.id, code_ids(brand)[0], code_ids(brand)[0])
    assert till.redeem(codes[0], offline=True).accepted
    asked = len(till.port.calls)
    refused = till.redeem(codes[0]).refused
    assert refused is not None
    assert refused.reason is Reason.ALREADY_USED
    assert len(till.port.calls) == asked


def test_what_the_hub_undid_can_be_redeemed_again(brand: Brand) -> None:
    _, codes = brand.shop.campaign(reuse_after_reversal=True)
    till = brand.till()
    first = till.redeem(codes[0])
    assert first.redemption_id is not None
    reverse(brand.hub, first.redemption_id, "wrong customer", SUPERVISOR, brand.clock())
    till.sync()
    assert till.redeem(codes[0]).accepted


def test_a_till_that_is_frozen_asks_nobody(brand: Brand) -> None:
    _, codes = brand.shop.campaign()
    till = brand.till()
    with till.ledger.write() as conn:
        note_heard(conn, state=DeviceState.FROZEN)
    asked = len(till.port.calls)
    assert not till.redeem(codes[0]).accepted
    assert len(till.port.calls) == asked


def test_a_check_asks_nobody_and_says_whether_the_hub_would_be(brand: Brand) -> None:
    campaign, codes = brand.shop.campaign(offline_policy=OfflinePolicy.OWNED)
    till = brand.till()
    hold(brand, till, campaign.id, code_ids(brand)[0], code_ids(brand)[0])
    asked, journal = len(till.port.calls), kinds(till)
    held, not_held = till.check(codes[0]), till.check(codes[1])
    assert (held.verdict.accepted, held.verdict.final, held.asks_hub) == (True, True, False)
    assert (not_held.verdict.accepted, not_held.verdict.final, not_held.asks_hub) == (
        True,
        False,
        True,
    )
    alone = till.check(codes[1], offline=True)
    assert (alone.verdict.accepted, alone.asks_hub) == (False, False)
    assert len(till.port.calls) == asked
    assert kinds(till) == journal
