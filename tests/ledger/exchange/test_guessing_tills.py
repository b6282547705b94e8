"""Tills that guess online: each waits for itself, and is believed seldom that it need not."""

from datetime import timedelta

import pytest

from counterfoil.domain.coupon import CouponReason
from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import EntryVerdict, Outcome
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.codes.spaces import identity
from counterfoil.ledger.exchange.intents import decide_intent
from counterfoil.ledger.guesses import BUDGETS, Whose
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.office import guesses
from counterfoil.ledger.tables.redemptions import refusals
from tests.ledger.exchange.sender import LATER, Till, till
from tests.ledger.shop import FORMAT, Shop, assert_well

FREE = BUDGETS[Whose.TILL].free
SOON = LATER + timedelta(seconds=10)
WAITS = Reason.TOO_MANY_GUESSES


def ask(at: Till, code: str, **over: object) -> EntryVerdict:
    return decide_intent(at.hub, at.device, at.intent(code, **over), SOON)


def guess(at: Till, times: int = FREE, **over: object) -> set[str]:
    return {ask(at, f"NONE{number:05}", **over).reason for number in range(times)}


def lifted(at: Till, **over: object) -> Outcome:
    """Have a till say that a supervisor ended the wait."""
    body = {"people": ["jan"], "store": at.hub.store.code, "staff": "ewa", **over}
    at.entry(Kind.GUESSES_LIFTED, body)
    outcome = at.push(*at.sent, now=SOON).verdicts[-1].outcome
    at.sent.clear()
    return outcome


def test_a_till_that_guesses_waits_whatever_it_asks_and_others_go_on(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ola = till(hub), till(hub, 2)
    assert guess(jan) == {Reason.UNKNOWN}
    verdict = ask(jan, made[0])
    assert (verdict.outcome, verdict.reason) == (Outcome.REFUSED, WAITS)
    assert verdict.answer is not None
    assert verdict.answer["documents"] == []
    minute = to_micros(LATER + timedelta(minutes=1))
    assert verdict.values == {"until": {"moment": minute}}
    (row,) = [each for each in hub.rows(refusals) if each["reason"] == WAITS]
    assert (row["digest"], row["code_id"]) == (None, None)
    assert ask(ola, made[0], staff="jan").reason == WAITS
    assert ask(ola, made[0], staff="ewa").outcome is Outcome.APPLIED
    assert_well(hub.ledger)


def test_coupons_and_codes_are_guessed_together(hub: Shop) -> None:
    jan = till(hub)
    unknown = {"coupon": ["00" * 16], "codes": []}
    assert guess(jan, FREE - 1) == {Reason.UNKNOWN}
    assert ask(jan, "", **unknown).reason == CouponReason.UNKNOWN
    assert ask(jan, "", **unknown).reason == CouponReason.TOO_MANY_GUESSES
    assert guess(jan, 1) == {WAITS}


def test_the_hub_ends_the_wait_that_a_supervisor_ended_at_the_till(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    guess(jan)
    assert lifted(jan, staff="jan") is Outcome.REFUSED
    assert guess(jan, 1) == {WAITS}
    assert lifted(jan) is Outcome.APPLIED
    assert ask(jan, made[0]).outcome is Outcome.APPLIED


@pytest.mark.slow
def test_a_stolen_till_that_says_so_again_and_again_is_believed_a_few_times(hub: Shop) -> None:
    jan = till(hub)
    believed = 0
    for _ in range(3 * BUDGETS[Whose.LIFTS].free):
        guess(jan)
        assert lifted(jan) is Outcome.APPLIED
        believed += guess(jan, 1) == {Reason.UNKNOWN}
    assert believed == BUDGETS[Whose.LIFTS].free


def test_the_form_that_a_till_saw_is_counted_and_one_made_up_is_not(hub: Shop) -> None:
    hub.campaign()
    jan = till(hub)
    for form in (identity(FORMAT), "made up"):
        upload = jan.intent(f"NONE{form}")
        upload.attached["form"] = form  # type: ignore[index]
        decide_intent(hub.ledger, jan.device, upload, SOON)
    forms = {row["id"]: row["count"] for row in hub.rows(guesses) if row["kind"] == Whose.FORM}
    assert forms == {identity(FORMAT): 1}
