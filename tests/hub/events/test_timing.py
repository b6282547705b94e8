"""How long a refusal takes says nothing of why."""

import statistics
from time import perf_counter
from typing import Any, Final

import pytest

from counterfoil.ledger.codes.void import void_codes
from tests.domain.build import NOW
from tests.hub.served import Client
from tests.ledger.shop import ANNA, MANAGER, Shop

ROUNDS: Final = 12
# Of the step that a refusal's time is rounded up to, 50 ms: the machine may be busy for one of them
# in half of the tries before a median moves that far.
APART_S: Final = 0.05


@pytest.mark.slow
def test_used_unknown_and_void_codes_take_as_long(cashier: Client, shop: Shop) -> None:
    campaign, codes = shop.campaign()
    shop.redeem(codes[0])
    void_codes(shop.ledger, campaign.id, MANAGER, NOW, reason="Lost", texts=[codes[1]])
    tried = {"used": codes[0], "void": codes[1], "unknown": "SUM-7QQQ7QQ7", "noise": "?"}
    took: dict[str, list[float]] = {name: [] for name in tried}
    for _ in range(ROUNDS):
        for name, code in tried.items():
            took[name].append(seconds(cashier, code))
    medians = {name: statistics.median(each) for name, each in took.items()}
    assert min(medians.values()) >= APART_S
    assert max(medians.values()) - min(medians.values()) < APART_S, medians


def seconds(cashier: Client, code: str) -> float:
    """Return how long the refusal of a code took."""
    body: dict[str, Any] = {
        "type": "promo_redeemed",
        "customerData": {"loyaltyCardNumber": ANNA},
        "body": {"promo_code": code},
    }
    started = perf_counter()
    assert cashier.post("customEvent", {"event": body}).status_code == 422
    return perf_counter() - started
