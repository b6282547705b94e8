"""What a hub may decide, all but what it gave away; and an office device, as a till."""

from dataclasses import replace

from counterfoil.domain.exchange import Standing
from counterfoil.domain.refusal import Reason
from counterfoil.domain.rights import Authority, GrantKind
from counterfoil.ledger.exchange.epochs import begin
from counterfoil.ledger.gather import gather
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.verdict import Attempt
from tests.domain.build import NOW
from tests.ledger.exchange.tills import enrolled
from tests.ledger.rights.counter import (
    BUDGET,
    given,
    holding,
    hub_of,
    ids,
    lease,
    limited,
    owned,
    put,
    reason,
)
from tests.ledger.shop import ANNA, CASHIER, Shop


def test_a_hub_leaves_alone_what_a_till_holds_unless_that_till_asks(ledger: Ledger) -> None:
    hub, shop = hub_of(ledger), Shop(hub_of(ledger))
    _, codes = owned(shop)
    one, two = enrolled(hub, 1), enrolled(hub, 2)
    first, _ = ids(hub)
    given(hub, holding(one, (first, first + 1)))
    assert reason(shop.redeem(codes[0])) is Reason.NOT_HELD
    assert reason(shop.redeem(codes[0], device=two)) is Reason.NOT_HELD
    assert shop.redeem(codes[0], device=one).final
    assert shop.redeem(codes[2], device=two).final


def test_a_hub_counts_what_tills_may_spend(ledger: Ledger) -> None:
    hub, shop = hub_of(ledger), Shop(hub_of(ledger))
    _, codes = owned(shop, limits=limited(points=600))
    one = enrolled(hub, 1)
    given(hub, lease(one, GrantKind.BUDGET, BUDGET))
    assert shop.redeem(codes[0]).accepted
    assert reason(shop.redeem(codes[1])) is Reason.CAMPAIGN_BUDGET_REACHED


def test_a_hub_that_waits_decides_nothing(ledger: Ledger) -> None:
    hub, shop = hub_of(ledger), Shop(hub_of(ledger))
    _, codes = owned(shop)
    enrolled(hub, 1)
    assert shop.redeem(codes[0]).accepted
    with hub.write() as conn:
        begin(hub, conn, NOW, "It was restored.")
    for code in (codes[0], codes[1], "SUM-UNKNOWN1"):
        assert reason(shop.redeem(code)) is Reason.HUB_WAITS


def test_an_office_device_decides_as_a_till_does(ledger: Ledger) -> None:
    office = replace(ledger, standing=Standing.OFFICE)
    shop = Shop(office)
    _, codes = owned(shop)
    assert reason(shop.redeem(codes[0])) is Reason.NOT_HELD
    put(office, kind=GrantKind.CODES, codes=ids(office))
    with office.read() as conn:
        attempt = Attempt((codes[0],), CASHIER, ANNA)
        held = gather(office, conn, attempt, NOW, lock=False).held
    assert held.rights.authority is Authority.FINAL
    assert shop.redeem(codes[0]).accepted
