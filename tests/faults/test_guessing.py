"""The proofs of guessing and timing with few tries, and that they find what is done wrong."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete

from counterfoil.domain.store import Staff
from counterfoil.hub.hub import Settings
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redeem import foresee
from counterfoil.ledger.tables.office import guesses
from counterfoil.ledger.verdict import Attempt
from tests.helpers.telling import advantage, most_telling
from tests.prove import guessing, timing

FEW = 400


@pytest.mark.slow
def test_guesses_are_bounded_at_a_till_a_hub_and_on_the_page() -> None:
    for proof in (
        guessing.at_a_till("redeemed", guessing.redeemed, FEW),
        guessing.at_a_till("only checked", guessing.checked, FEW),
        guessing.at_a_till("tried as coupons", guessing.as_coupons, FEW),
        guessing.at_a_hub(2 * FEW),
        guessing.honest(FEW),
    ):
        assert proof.kept, proof


@pytest.mark.slow
def test_a_till_that_forgets_its_guesses_when_it_is_started_anew_is_found() -> None:
    def forget(ledger: Ledger) -> None:
        with ledger.write() as conn:
            conn.execute(delete(guesses))

    proof = guessing.at_a_till("redeemed", guessing.redeemed, FEW, lapse=forget)
    assert proof.bound is not None
    assert not proof.bound.kept


@pytest.mark.slow
def test_a_check_that_counts_no_guess_is_found() -> None:
    def uncounted(ledger: Ledger, code: str, who: Staff, now: datetime) -> str:
        verdict = foresee(ledger, Attempt((code,), who), now)
        return verdict.refused.reason.value if verdict.refused else ""

    assert not guessing.at_a_till("only checked", uncounted, FEW).kept


@pytest.mark.slow
def test_refusals_as_late_as_they_come_are_told_apart() -> None:
    with timing.hub(Settings(refusal_step=timedelta())) as at:
        proof = timing.codes_over(at, "API", timing.event(at), 100)
    assert proof.bound is not None
    assert not proof.bound.kept


@pytest.mark.slow
def test_an_answer_that_looks_different_is_found() -> None:
    with timing.hub() as at:
        apart = {"unknown": at.codes["unknown"], "unused": at.codes["unused"]}
        got = timing.answered(at, apart, timing.page, 10)
    assert got.told_by_look == 1


def test_what_differs_is_told_apart_and_what_does_not_is_not() -> None:
    early, late = [step / 1000 for step in range(1000)], [1 + step / 1000 for step in range(1000)]
    assert advantage(early, late) == pytest.approx(0.5)
    assert abs(advantage(early[::2], early[1::2])) < 0.1
    half = early[500:] + [1.0 + each for each in early[:500]]
    assert advantage(early, half) == pytest.approx(0.25, abs=0.05)
    assert most_telling({"a": early, "b": half, "c": late})[1:] == ("a", "c")
