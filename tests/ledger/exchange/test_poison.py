"""Poison among entries: what is signed and makes no sense is put aside, and spoils no other."""

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import Outcome
from counterfoil.ledger.exchange.quarantine import quarantined
from counterfoil.ledger.journal import entries
from counterfoil.ledger.member_rows import columns
from counterfoil.ledger.members import get_member
from counterfoil.ledger.tables.redemptions import redemptions
from tests.ledger.exchange.sender import outcomes, till
from tests.ledger.shop import Shop


@pytest.mark.parametrize(
    "over",
    [
        {"code": "00" * 16},
        {"campaign": "c9"},
        {"member": "nobody"},
        {"staff": "nobody"},
        {"store": "nowhere"},
        {"spends": {"budget": "all"}},
        {"given": None},
        {"at": "yesterday"},
    ],
)
def test_a_poisoned_entry_spoils_no_other(hub: Shop, over: dict[str, object]) -> None:
    _, codes = hub.campaign()
    jan = till(hub)
    body = jan.claim(codes[1]) | over
    sent = [jan.redeem(codes[0])]
    sent.append(jan.entry(Kind.REDEEM, body | {"redemption": f"{jan.device}-2"}))
    sent.append(jan.redeem(codes[2]))
    pushed = jan.push(*sent)
    applied = Outcome.APPLIED
    assert outcomes(pushed) == [applied, Outcome.QUARANTINED, applied]
    assert hub.count(redemptions) == 2
    assert [each.n for each in quarantined(hub.ledger)] == [2]
    assert len(list(entries(hub.ledger, jan.device))) == 3


@pytest.mark.logs("bug")
@pytest.mark.parametrize("segment", [None, 7, "x" * 201, "vip\0"])
def test_an_entry_that_names_what_no_feed_can_hold_spoils_no_other(
    hub: Shop, segment: object
) -> None:
    jan = till(hub)
    row = columns(get_member(hub.ledger, "m1"))
    body = {"member": "m1", "tier": "", "segments": [segment], "staff": "jan"}
    pushed = jan.push(
        jan.entry(Kind.MEMBER_SAVED, body, {"row": row}),
        jan.entry(Kind.SIGNED_IN, {"staff": "jan"}),
    )
    assert outcomes(pushed) == [Outcome.QUARANTINED, Outcome.APPLIED]
    assert [each.n for each in quarantined(hub.ledger)] == [1]
