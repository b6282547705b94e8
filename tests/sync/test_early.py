"""What the hub accepted online, and the goods handed over, while earlier entries were unsent.

The hub is restored from before that: it must not give the same code away once more.
"""

from contextlib import suppress

import pytest
from sqlalchemy import insert

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.coupon import CouponReason
from counterfoil.domain.effect import GiveReward
from counterfoil.domain.exchange import EntryVerdict, Outcome
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.backup import backup
from counterfoil.ledger.connect import open_ledger, restore
from counterfoil.ledger.coupon_judge import CouponAttempt
from counterfoil.ledger.exchange.quarantine import quarantined
from counterfoil.ledger.exchange.verdicts import keep_verdicts
from counterfoil.ledger.heard import heard
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.sync import conflicts, intents
from counterfoil.sync.coupons import use_coupon
from counterfoil.sync.port import HubUnreachable
from tests.domain.build import rule
from tests.helpers.loop_port import Fault, on
from tests.ledger.shop import CASHIER
from tests.sync.brand import PATIENT, Brand, Till


def tills(brand: Brand) -> tuple[Till, Till, list[str]]:
    """Return two tills, one with three redemptions that it has not sent, and codes to ask for."""
    campaign, held = brand.shop.campaign(id="held", offline_policy=OfflinePolicy.CAPPED)
    _, codes = brand.shop.campaign(id="asked")
    brand.risk(campaign.id)
    one, two = brand.till("one"), brand.till("two")
    for each in (one, two):
        each.sync()
    assert all(one.redeem(code, offline=True).accepted for code in held[:3])
    return one, two, codes


def restore_hub(brand: Brand, copy: object) -> None:
    """Put the hub back to its backup; the tills find it at the same address."""
    folder = brand.hub.folder
    assert folder is not None
    brand.hub.close()
    brand.clock.pass_by(hours=1)
    restore(folder, copy, brand.clock())  # type: ignore[arg-type]
    brand.hub = open_ledger(folder, brand.clock())
    brand.opened.callback(brand.hub.close)
    for each in brand.devices:
        each.port.hub = brand.hub


def refusal(till: Till, code: str) -> Reason | None:
    """Ask for a code, and return why it is refused."""
    refused = till.redeem(code).refused
    return refused.reason if refused else None


def epoch(till: Till) -> int:
    with till.ledger.read() as conn:
        return heard(conn).epoch


def assert_given_once(brand: Brand, redemption_id: str | None) -> None:
    """Fail where anybody else has the code of a redemption, or anything is put aside."""
    live = [row for row in brand.shop.rows(redemptions) if row["reversed_at"] is None]
    (mine,) = [row for row in live if row["id"] == redemption_id]
    assert [row["id"] for row in live if row["code_id"] == mine["code_id"]] == [redemption_id]
    assert quarantined(brand.hub) == ()


def test_a_code_that_was_given_away_early_is_not_given_away_again(brand: Brand) -> None:
    one, two, codes = tills(brand)
    copy = backup(brand.hub, brand.clock())
    given = one.redeem(codes[0])
    assert given.accepted
    restore_hub(brand, copy)
    one.port.faults = on("redeem", Fault.LOST)
    with pytest.raises(HubUnreachable):
        one.sync()
    assert refusal(two, codes[0]) is Reason.HUB_WAITS
    one.sync()
    assert refusal(two, codes[0]) is Reason.HUB_WAITS
    two.sync()
    assert refusal(two, codes[0]) is Reason.ALREADY_USED
    assert_given_once(brand, given.redemption_id)
    assert one.sync().state.value == "active"
    assert not two.sync().waits
    assert_given_once(brand, given.redemption_id)
    assert epoch(one) == epoch(two) > 1
    assert len(brand.shop.rows(redemptions)) == 4


@pytest.mark.parametrize("call", ["challenge", "session", "push", "redeem"])
@pytest.mark.parametrize("fault", [Fault.LOST, Fault.UNANSWERED, Fault.DOUBLED, Fault.LATE])
def test_a_message_that_goes_astray_gives_nothing_away(
    brand: Brand, call: str, fault: Fault
) -> None:
    one, two, codes = tills(brand)
    copy = backup(brand.hub, brand.clock())
    given = one.redeem(codes[0])
    restore_hub(brand, copy)
    one.port.faults = on(call, fault)
    with suppress(HubUnreachable):
        one.sync()
    one.sync()
    two.sync()
    assert refusal(two, codes[0]) is Reason.ALREADY_USED
    one.sync()
    assert_given_once(brand, given.redemption_id)
    assert epoch(one) > 1
    assert len(brand.shop.rows(redemptions)) == 4
    assert len(brand.shop.rows(conflicts)) == 0


def test_a_hub_that_is_restored_twice_gets_it_twice(brand: Brand) -> None:
    one, two, codes = tills(brand)
    copy = backup(brand.hub, brand.clock())
    given = [one.redeem(code) for code in codes[:2]]
    restore_hub(brand, copy)
    one.sync()
    restore_hub(brand, copy)
    one.sync()
    two.sync()
    assert [refusal(two, code) for code in codes[:2]] == [Reason.ALREADY_USED] * 2
    one.sync()
    for each in given:
        assert_given_once(brand, each.redemption_id)


def test_a_coupon_that_was_taken_early_is_not_taken_again(brand: Brand) -> None:
    one, two, _ = tills(brand)
    _, made = brand.shop.campaign(1, id="coffee", rules=(rule(effects=(GiveReward("coffee"),)),))
    coupon = brand.shop.redeem(made[0]).given[0].coupon
    assert coupon is not None
    copy = backup(brand.hub, brand.clock())
    attempt = CouponAttempt((coupon.code,), CASHIER)
    assert use_coupon(one.ledger, one.port, attempt, one.clock(), asking=PATIENT).accepted
    restore_hub(brand, copy)
    one.sync()
    two.sync()
    refused = use_coupon(two.ledger, two.port, attempt, two.clock(), asking=PATIENT).refused
    assert refused is not None
    assert refused.reason is CouponReason.USED
    one.sync()
    assert quarantined(brand.hub) == ()


def test_with_too_much_that_the_hub_cannot_place_it_is_not_asked(brand: Brand) -> None:
    one, _, codes = tills(brand)
    first = one.redeem(codes[0]).redemption_id
    assert first is not None
    n = int(first.rsplit("-")[-1])
    with one.ledger.write() as conn:
        ahead_of_it = range(n + 1_000, n + 2_000)
        applied = [(bytes(32), EntryVerdict(ahead, Outcome.APPLIED)) for ahead in ahead_of_it]
        keep_verdicts(conn, one.ledger.device.id, applied)
        for ahead in ahead_of_it:
            conn.execute(insert(intents).values(n=ahead, at=0, state="answered"))
    one.port.calls.clear()
    assert refusal(one, codes[1]) is Reason.NOT_CHECKED
    assert one.port.calls == []
