"""Claims of codes: the first one wins, the second is kept whole, and moves on when it can."""

import json
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update

from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import Outcome
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.campaigns import set_active
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.erase import erase_member
from counterfoil.ledger.members import get_member
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.tables.campaigns import coupons
from counterfoil.ledger.tables.codes import USED, VOID, VOIDING, batches, codes
from counterfoil.ledger.tables.members import transfers
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.sync import conflicts, quarantine
from tests.domain.build import NOW
from tests.ledger.exchange.sender import LATER, outcomes, points, till
from tests.ledger.shop import MANAGER, SUPERVISOR, Shop, assert_well

APPLIED, DUPLICATE = Outcome.APPLIED, Outcome.DUPLICATE


def test_the_second_claim_of_a_code_moves_nothing_and_is_kept_whole(hub: Shop) -> None:
    _, made = hub.campaign()
    first = hub.redeem(made[0])
    jan = till(hub)
    (verdict,) = jan.push(jan.redeem(made[0])).verdicts
    assert (verdict.outcome, verdict.of) == (DUPLICATE, first.redemption_id)
    assert verdict.reason == Reason.ALREADY_USED
    (kept,) = hub.rows(conflicts)
    assert (kept["id"], kept["of"], kept["state"]) == (f"{jan.device}-1", verdict.of, "open")
    assert (kept["units"], kept["device"], kept["n"]) == (100_00, jan.device, 1)
    assert json.loads(kept["document"])["row"]["staff_id"] == "jan"
    assert hub.count(redemptions) == hub.count(transfers) == 1
    assert_well(hub.ledger)


def test_what_changed_since_does_not_matter_for_what_was_handed_over(hub: Shop) -> None:
    campaign, made = hub.campaign()
    set_active(hub.ledger, campaign.id, MANAGER, NOW, active=False)
    jan = till(hub)
    late = NOW + timedelta(days=400)
    assert outcomes(jan.push(jan.redeem(made[0]), now=late)) == [APPLIED]
    assert_well(hub.ledger)


def test_a_claim_of_a_void_code_is_a_duplicate_of_nothing(hub: Shop) -> None:
    _, made = hub.campaign()
    with hub.ledger.write() as conn:
        conn.execute(update(codes).where(codes.c.text == made[0]).values(status=VOID))
    jan = till(hub)
    (verdict,) = jan.push(jan.redeem(made[0])).verdicts
    assert (verdict.outcome, verdict.of, verdict.reason) == (DUPLICATE, "", Reason.VOID)
    with hub.ledger.write() as conn:
        conn.execute(update(batches).values(state=VOIDING))
    assert outcomes(jan.push(jan.redeem(made[1]))) == [DUPLICATE]


def test_a_claim_of_a_code_that_another_system_used_is_a_duplicate_of_nothing(hub: Shop) -> None:
    _, made = hub.campaign()
    with hub.ledger.write() as conn:
        conn.execute(update(codes).where(codes.c.text == made[0]).values(status=USED))
    jan = till(hub)
    (verdict,) = jan.push(jan.redeem(made[0])).verdicts
    assert (verdict.outcome, verdict.of, verdict.reason) == (DUPLICATE, "", Reason.ALREADY_USED)


def test_coupons_come_with_the_code_that_the_till_gave_them(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    assert outcomes(jan.push(jan.redeem_for_coupon(made[0]))) == [APPLIED]
    (coupon,) = hub.rows(coupons)
    assert (coupon["code"], coupon["redemption_id"]) == ("CUPA234567", f"{jan.device}-1")
    assert (coupon["value"], coupon["member_id"], coupon["cancelled_at"]) == (350, "m1", None)
    assert_well(hub.ledger)


def test_a_coupon_that_does_not_come_with_it_makes_no_redemption(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    sent = jan.redeem_for_coupon(made[0])
    bare = replace(sent, attached={**sent.attached, "coupons": []})
    assert outcomes(jan.push(bare)) == [Outcome.QUARANTINED]
    assert hub.count(redemptions) == 0


def test_the_coupon_of_a_second_claim_is_known_and_worth_nothing(hub: Shop) -> None:
    _, made = hub.campaign()
    hub.redeem(made[0])
    jan = till(hub)
    jan.push(jan.redeem_for_coupon(made[0]))
    (coupon,) = hub.rows(coupons)
    assert (coupon["redemption_id"], coupon["cancelled_at"] is None) == (None, False)
    (kept,) = hub.rows(conflicts)
    assert kept["money"] == 350
    assert_well(hub.ledger)


def test_attributes_and_deductions_are_taken_over(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    attribute = {
        "effect": "assign_member_custom_attribute",
        "member": "m1",
        "key": "club",
        "value": "gold",
        "before": None,
    }
    taken = points(-30_00) | {"effect": "deduct_unit"}
    assert outcomes(jan.push(jan.redeem(made[0], given=[points(), attribute, taken]))) == [APPLIED]
    anna = get_member(hub.ledger, "m1")
    assert anna.custom_attributes["club"] == "gold"
    assert anna.wallets["default"] == 70
    assert_well(hub.ledger)


def test_nothing_tells_of_a_member_who_was_erased_since(hub: Shop) -> None:
    _, made = hub.campaign()
    erase_member(hub.ledger, "m1", "asked to", MANAGER, NOW)
    jan = till(hub)
    attribute = {
        "effect": "assign_member_custom_attribute",
        "member": "m1",
        "key": "club",
        "value": "gold",
        "before": None,
    }
    row = {"given": json.dumps([attribute]), "body": '{"note":"red hat"}'}
    sent = jan.redeem(made[0], given=[attribute], attached={"row": row})
    assert outcomes(jan.push(sent)) == [APPLIED]
    (kept,) = hub.rows(redemptions)
    assert kept["body"] is None
    assert "gold" not in kept["given"]
    assert get_member(hub.ledger, "m1").custom_attributes == {}
    assert_well(hub.ledger)


def test_the_same_event_at_two_tills_is_two_claims(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    assert outcomes(jan.push(jan.redeem(made[0], event_id="e1"))) == [APPLIED]
    assert outcomes(ewa.push(ewa.redeem(made[1], event_id="e1"))) == [APPLIED]
    assert sorted(str(row["event_id"]) for row in hub.rows(redemptions)) == ["None", "e1"]


def test_a_test_code_is_used_and_moves_nothing(hub: Shop) -> None:
    campaign, plain = hub.campaign(quantity=1)
    generate(hub.ledger, campaign.id, 2, MANAGER, NOW, test=True)
    for_tests = [code for code in hub.codes(campaign.id) if code not in plain]
    jan = till(hub)
    assert outcomes(jan.push(jan.redeem(for_tests[0], test=True))) == [APPLIED]
    (row,) = hub.rows(redemptions)
    assert (row["test"], row["units"], hub.count(transfers)) == (True, 0, 0)
    # One that is for tests at one of them only is nothing that an honest till sends.
    mixed = jan.push(jan.redeem(for_tests[1]), jan.redeem(plain[0], test=True))
    assert outcomes(mixed) == [Outcome.QUARANTINED] * 2
    assert_well(hub.ledger)


def test_a_reversal_at_the_till_frees_the_code_for_the_claim_that_waits(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    first, second = (
        jan.redeem(made[0]),
        ewa.redeem(made[0], member="m2", given=[points(20_00, "m2")]),
    )
    jan.push(first)
    before = ewa.push(second)
    assert outcomes(before) == [DUPLICATE]
    assert outcomes(jan.push(jan.reverse(first))) == [APPLIED]
    (kept,) = hub.rows(conflicts)
    assert kept["state"] == "promoted"
    live = {row["id"]: row["reversed_at"] is None for row in hub.rows(redemptions)}
    assert live == {f"{jan.device}-1": False, f"{ewa.device}-1": True}
    assert get_member(hub.ledger, "m2").wallets["default"] == 20
    assert get_member(hub.ledger, "m1").wallets["default"] == 0
    # The verdict that was given stays.
    assert ewa.push(second).verdicts == before.verdicts
    assert_well(hub.ledger)


def test_the_coupon_of_a_claim_that_moves_on_is_worth_something_again(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    first = jan.redeem(made[0])
    jan.push(first)
    ewa.push(ewa.redeem_for_coupon(made[0]))
    jan.push(jan.reverse(first))
    (coupon,) = hub.rows(coupons)
    assert (coupon["redemption_id"], coupon["cancelled_at"]) == (f"{ewa.device}-1", None)
    assert_well(hub.ledger)


def test_of_several_claims_that_wait_the_first_that_came_moves_on(hub: Shop) -> None:
    _, made = hub.campaign()
    tills = [till(hub, number) for number in (1, 2, 3)]
    sent = [each.redeem(made[0]) for each in tills]
    for minute, (each, upload) in enumerate(zip(tills, sent, strict=True)):
        each.push(upload, now=LATER + timedelta(minutes=minute))
    tills[0].push(tills[0].reverse(sent[0]))
    states = {row["device"]: row["state"] for row in hub.rows(conflicts)}
    assert states == {tills[1].device: "promoted", tills[2].device: "open"}
    tills[1].push(tills[1].reverse(sent[1]))
    assert {row["state"] for row in hub.rows(conflicts)} == {"promoted"}
    assert_well(hub.ledger)


def test_a_reversal_that_keeps_the_code_used_moves_no_claim_on(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    first = jan.redeem(made[0])
    jan.push(first)
    ewa.push(ewa.redeem(made[0]))
    jan.push(jan.reverse(first, frees=False))
    assert [row["state"] for row in hub.rows(conflicts)] == ["open"]
    # A third one is second to the one that was undone.
    (verdict,) = jan.push(jan.redeem(made[0])).verdicts
    assert (verdict.outcome, verdict.of) == (DUPLICATE, f"{jan.device}-1")


def test_a_reversal_at_the_hub_moves_the_claim_on_that_waits(hub: Shop) -> None:
    _, made = hub.campaign(reuse_after_reversal=True)
    first = hub.redeem(made[0])
    jan = till(hub)
    jan.push(jan.redeem(made[0]))
    assert first.redemption_id is not None
    undone = reverse(hub.ledger, first.redemption_id, "brought back", SUPERVISOR, NOW)
    assert not undone.is_code_unused
    assert [row["state"] for row in hub.rows(conflicts)] == ["promoted"]
    assert_well(hub.ledger)


def test_undoing_a_second_claim_ends_its_conflict(hub: Shop) -> None:
    _, made = hub.campaign()
    hub.redeem(made[0])
    jan = till(hub)
    second = jan.redeem(made[0])
    assert outcomes(jan.push(second, jan.reverse(second))) == [DUPLICATE, APPLIED]
    assert [row["state"] for row in hub.rows(conflicts)] == ["reversed"]
    assert_well(hub.ledger)


def test_undoing_twice_does_no_more(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    first = jan.redeem(made[0])
    pushed = jan.push(first, jan.reverse(first), jan.redeem(made[0]), jan.reverse(first))
    assert outcomes(pushed) == [APPLIED] * 4
    assert [row["reversed_at"] is None for row in hub.rows(redemptions)].count(True) == 1
    assert_well(hub.ledger)


def test_undoing_what_is_not_there_is_put_aside(hub: Shop) -> None:
    jan = till(hub)
    body = {"redemption": "X-1", "reason": "why", "staff": "ewa", "code_unused": True}
    assert outcomes(jan.push(jan.entry(Kind.REVERSE, body))) == [Outcome.QUARANTINED]


def test_who_is_erased_is_taken_out_of_conflicts_and_of_what_was_put_aside(hub: Shop) -> None:
    _, made = hub.campaign()
    hub.redeem(made[0])
    jan = till(hub)
    attribute = {
        "effect": "assign_member_custom_attribute",
        "member": "m1",
        "key": "club",
        "value": "golden",
        "before": None,
    }
    beside = {"row": {"given": json.dumps([attribute]), "body": '{"note":"red hat"}', "id": "m1"}}
    second = jan.redeem(made[0], given=[attribute], attached=beside)
    aside = jan.entry("teleported", {"member": "m1"}, beside)
    assert outcomes(jan.push(second, aside)) == [DUPLICATE, Outcome.QUARANTINED]
    assert "golden" in str(hub.rows(conflicts))
    erase_member(hub.ledger, "m1", "asked to", MANAGER, NOW)
    for table in (conflicts, quarantine):
        (row,) = hub.rows(table)
        assert "golden" not in str(row)
        assert "red hat" not in str(row)
        assert "m1" in str(row)
    assert_well(hub.ledger)
