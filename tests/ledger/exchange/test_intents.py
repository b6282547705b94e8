"""What a till asks online: decided once, answered alike, and undone when the answer was lost."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput
from counterfoil.domain.exchange import DeviceState, EntryVerdict, Outcome, Upload
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.exchange.intents import decide_intent
from counterfoil.ledger.exchange.verdicts import lasting
from counterfoil.ledger.members import get_member
from counterfoil.ledger.tables.codes import codes
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from counterfoil.ledger.tables.sync import conflicts, enrolments
from tests.ledger.exchange.sender import LATER, Till, live, outcomes, sign, till
from tests.ledger.shop import Shop, assert_well

APPLIED, REFUSED = Outcome.APPLIED, Outcome.REFUSED


def ask(jan: Till, upload: Upload) -> EntryVerdict:
    return decide_intent(jan.hub, jan.device, upload, LATER)


def test_an_acceptance_is_recorded_under_the_number_of_the_intent(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    verdict = ask(jan, jan.intent(made[0]))
    assert (verdict.n, verdict.outcome) == (1, APPLIED)
    (row,) = hub.rows(redemptions)
    assert (row["id"], row["till"], row["staff_id"]) == (f"{jan.device}-1", jan.device, "jan")
    answer = verdict.answer
    assert answer is not None
    assert (answer["accepted"], answer["final"], answer["redemption"]) == (True, True, row)
    topics = {topic for topic, _, _ in answer["documents"]}
    assert {"member", "code", "campaign"} <= topics
    entry = hub.last_entry().entry
    assert (entry.kind, entry.body["redemption"]) == (Kind.REDEEM, row["id"])
    assert_well(hub.ledger)


def nameless(verdict: EntryVerdict) -> EntryVerdict:
    """Return a verdict as it is kept, without what names people."""
    assert verdict.answer is not None
    return replace(verdict, answer=lasting(verdict.answer))


def test_the_same_question_gets_the_same_answer_and_so_does_its_entry(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    jan.push(jan.entry(Kind.SIGNED_IN, {"staff": "jan"}))
    intent = jan.intent(made[0])
    first = ask(jan, intent)
    assert ask(jan, intent) == first
    assert jan.push(intent).verdicts == (nameless(first),)
    assert ask(jan, intent) == first
    assert jan.push(intent).verdicts == (nameless(first),)
    assert live(hub) == [f"{jan.device}-2"]
    assert_well(hub.ledger)


def test_what_was_asked_ahead_is_not_taken_for_having_come(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    before = jan.entry(Kind.SIGNED_IN, {"staff": "jan"})
    intent = jan.intent(made[0])
    ask(jan, intent)
    assert jan.push().next_n == 1
    assert jan.push(intent).next_n == 1
    assert jan.push(before, intent).next_n == 3


def test_a_refusal_is_recorded_for_the_till_and_says_why(hub: Shop) -> None:
    _, made = hub.campaign()
    hub.redeem(made[0])
    jan = till(hub)
    intent = jan.intent(made[0])
    verdict = ask(jan, intent)
    assert (verdict.outcome, verdict.reason) == (REFUSED, Reason.ALREADY_USED)
    assert verdict.answer is not None
    assert verdict.answer["accepted"] is False
    assert "used_at" in verdict.answer["values"]
    (row,) = hub.rows(refusals)
    assert (row["id"], row["till"]) == (f"{jan.device}-1", jan.device)
    assert jan.push(intent).verdicts == (nameless(verdict),)
    assert_well(hub.ledger)


@pytest.mark.parametrize(
    ("over", "reason"),
    [
        ({"codes": []}, Reason.UNREADABLE),
        ({"codes": ["00" * 16]}, Reason.UNKNOWN),
        ({"event": "other"}, Reason.UNKNOWN),
        ({"staff": "nobody"}, "Nobody on the staff has the id {id}."),
        ({"store": "nowhere"}, "There is no store {store}."),
        ({"amount": -1}, "The purchase amount cannot be below zero."),
    ],
)
def test_what_cannot_be_accepted_is_refused(
    hub: Shop, over: dict[str, object], reason: str
) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    verdict = ask(jan, jan.intent(made[0], **over))
    assert (verdict.outcome, verdict.reason) == (REFUSED, reason)
    assert hub.count(redemptions) == 0
    assert_well(hub.ledger)


def test_the_first_reading_that_is_a_code_is_redeemed(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    digests = ["00" * 16, jan.claim(made[1])["code"], jan.claim(made[0])["code"]]
    assert ask(jan, jan.intent(made[0], codes=digests)).outcome is APPLIED
    with hub.ledger.read() as conn:
        used = conn.scalars(codes.select().where(codes.c.status == 1)).all()
    assert len(used) == 1
    assert hub.redeem(made[0]).accepted


def test_an_intent_that_was_never_asked_is_refused_as_late(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    intent = jan.intent(made[0])
    (verdict,) = jan.push(intent).verdicts
    assert (verdict.outcome, hub.count(redemptions)) == (REFUSED, 0)
    # Nor is it decided when it is asked after that.
    assert ask(jan, intent) == verdict
    assert hub.redeem(made[0]).accepted


def test_giving_up_what_was_accepted_undoes_it(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    intent = jan.intent(made[0], event_id="e1")
    ask(jan, intent)
    void = jan.void(intent)
    again = jan.redeem(made[0], event_id="e1")
    assert outcomes(jan.push(intent, void, again)) == [APPLIED] * 3
    assert live(hub) == [f"{jan.device}-3"]
    assert get_member(hub.ledger, "m1").wallets["default"] == 100
    before = hub.rows(redemptions)
    assert outcomes(jan.push(intent, void, again)) == [APPLIED] * 3
    assert hub.rows(redemptions) == before
    assert_well(hub.ledger)


def test_giving_up_what_was_not_decided_does_nothing(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    intent = jan.intent(made[0])
    assert outcomes(jan.push(intent, jan.void(intent))) == [REFUSED, APPLIED]
    assert hub.count(redemptions) == 0


def test_giving_up_moves_the_claim_on_that_waits(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    intent = jan.intent(made[0])
    ask(jan, intent)
    assert outcomes(ewa.push(ewa.redeem(made[0]))) == [Outcome.DUPLICATE]
    jan.push(intent, jan.void(intent))
    assert live(hub) == [f"{ewa.device}-1"]
    assert [row["state"] for row in hub.rows(conflicts)] == ["promoted"]
    assert_well(hub.ledger)


def test_asking_again_for_an_event_whose_answer_was_lost_is_decided_anew(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    first = jan.intent(made[0], event_id="e1")
    ask(jan, first)
    void = jan.void(first)
    second = jan.intent(made[0], event_id="e1")
    assert ask(jan, second).outcome is APPLIED
    assert live(hub) == [f"{jan.device}-3"]
    # The end of the first comes only now.
    assert outcomes(jan.push(first, void, second)) == [APPLIED] * 3
    assert live(hub) == [f"{jan.device}-3"]
    assert_well(hub.ledger)


def test_an_event_that_another_till_redeemed_gets_that_answer(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    first = ask(jan, jan.intent(made[0], event_id="e1"))
    second = ask(ewa, ewa.intent(made[0], event_id="e1"))
    assert (second.outcome, second.of) == (APPLIED, f"{jan.device}-1")
    assert first.answer is not None
    assert second.answer is not None
    assert second.answer["redemption"] == first.answer["redemption"]
    other = ask(ewa, ewa.intent(made[1], event_id="e1"))
    assert other.outcome is REFUSED
    assert live(hub) == [f"{jan.device}-1"]


def test_what_is_no_intent_of_the_device_is_not_decided(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    intent = jan.intent(made[0])
    assert intent.signed is not None
    with pytest.raises(InvalidInput):
        ask(jan, replace(intent, signed=sign(9, intent.signed.entry)))
    with pytest.raises(InvalidInput):
        ask(jan, replace(intent, signed=None, raw="{}"))
    with pytest.raises(InvalidInput):
        ask(jan, jan.entry(Kind.SIGNED_IN, {"staff": "jan"}))
    ask(jan, intent)
    other = replace(jan, n=0, hash=bytes(32), sent=[]).intent(made[1])
    with pytest.raises(Conflict):
        ask(jan, other)


@pytest.mark.parametrize("ledger", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("codes", None),
        ("codes", ["zz"]),
        ("amount", "12"),
        ("amount", 2**63),
        ("staff", {}),
        ("store", None),
        ("event_id", 7),
        ("coupon", "CUPA"),
    ],
)
def test_a_question_of_another_shape_is_refused_before_anything_is_looked_up(
    hub: Shop, field: str, value: object
) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    with pytest.raises(InvalidInput, match=f"no question: {field} is not"):
        ask(jan, jan.intent(made[0], **{field: value}))
    assert hub.count(redemptions) == 0


@pytest.mark.parametrize("state", [DeviceState.FROZEN, DeviceState.REVOKED])
def test_only_an_active_device_is_answered(hub: Shop, state: DeviceState) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    with hub.ledger.write() as conn:
        conn.execute(update(enrolments).values(state=state))
    with pytest.raises(Forbidden):
        ask(jan, jan.intent(made[0]))
    assert hub.count(redemptions) == 0


def test_while_the_hub_waits_nothing_is_decided_or_kept(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    till(hub, 2)
    with hub.ledger.write() as conn:
        conn.execute(
            update(enrolments).where(enrolments.c.device != jan.device).values(awaited=True)
        )
    intent = jan.intent(made[0])
    verdict = ask(jan, intent)
    assert (verdict.outcome, verdict.reason) == (REFUSED, Reason.HUB_WAITS)
    assert verdict.answer is not None
    with hub.ledger.write() as conn:
        conn.execute(update(enrolments).values(awaited=False))
    assert ask(jan, intent).outcome is APPLIED
