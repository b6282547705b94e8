"""How the redemptions of a till stand with its hub."""

from dataclasses import replace
from pathlib import Path

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import EntryVerdict, Outcome, Standing
from counterfoil.ledger import journal
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.claims import ClaimStanding, claim_standings
from counterfoil.ledger.outbox.verdicts import take_verdict
from tests.domain.build import NOW
from tests.ledger.outbox.tills import joined


def claim(till: Ledger, *, final: bool) -> str:
    """Write down that a code was redeemed; return the redemption."""
    with till.write() as conn:
        last = journal.head(till, conn, NOW)
        end = journal.append_after(till, conn, last, Kind.REDEEM, {"final": final})
    return f"{till.device.id}-{end.n}"


def answer(till: Ledger, redemption: str, outcome: Outcome) -> None:
    n = int(redemption.rpartition("-")[2])
    with till.write() as conn:
        take_verdict(till, conn, EntryVerdict(n, outcome, receipt=bytes(32)))


def test_it_is_final_or_provisional_until_the_hub_has_answered(tmp_path: Path) -> None:
    with joined(tmp_path) as till:
        held, risked = claim(till, final=True), claim(till, final=False)
        assert claim_standings(till, [held, risked]) == {
            held: ClaimStanding.UNSENT,
            risked: ClaimStanding.PROVISIONAL,
        }


@pytest.mark.parametrize(
    ("outcome", "stands"),
    [
        (Outcome.APPLIED, ClaimStanding.CONFIRMED),
        (Outcome.DUPLICATE, ClaimStanding.DUPLICATE),
        (Outcome.QUARANTINED, ClaimStanding.KEPT),
        (Outcome.REFUSED, ClaimStanding.KEPT),
    ],
)
def test_then_it_is_what_the_hub_made_of_it(
    tmp_path: Path, outcome: Outcome, stands: ClaimStanding
) -> None:
    with joined(tmp_path) as till:
        made = claim(till, final=False)
        answer(till, made, outcome)
        assert claim_standings(till, [made, "other-3"]) == {made: stands}


def test_a_till_that_stands_alone_has_none(tmp_path: Path) -> None:
    with joined(tmp_path) as till:
        made = claim(till, final=True)
        assert claim_standings(replace(till, standing=Standing.ALONE), [made]) == {}
