"""A hub that was restored: it takes what it can be shown to have judged, and judges it alike."""

import shutil
from pathlib import Path

from sqlalchemy import select, update

from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import EntryVerdict, Outcome, Upload
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.exchange.devices import write_off_device
from counterfoil.ledger.exchange.hubs import receipt_key
from counterfoil.ledger.exchange.intents import decide_intent
from counterfoil.ledger.exchange.quarantine import quarantined
from counterfoil.ledger.exchange.verdicts import is_genuine, with_receipt
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import get_member
from counterfoil.ledger.tables.campaigns import coupons
from counterfoil.ledger.tables.codes import VOID, campaign_counts, codes
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.sync import conflicts, enrolments
from tests.domain.build import NOW
from tests.ledger.exchange.sender import (
    LATER,
    Till,
    hub_of,
    live,
    outcomes,
    points,
    receipted,
    till,
)
from tests.ledger.shop import MANAGER, Shop, assert_well

SECOND = Staff("ola", "Ola", Role.MANAGER)
APPLIED, DUPLICATE, REFUSED = Outcome.APPLIED, Outcome.DUPLICATE, Outcome.REFUSED


def fence(hub: Shop, *tills: Till) -> None:
    """Let the hub wait for tills that each say they have five receipts."""
    with hub.ledger.write() as conn:
        named = enrolments.c.device.in_([each.device for each in tills])
        conn.execute(update(enrolments).where(named).values(awaited=True, receipted_n=5))


def proven(jan: Till, upload: Upload, outcome: Outcome = APPLIED, **over: str) -> Upload:
    """Return an upload with the receipt of a verdict that the hub has forgotten."""
    verdict = EntryVerdict(upload.n, outcome, **over)  # type: ignore[arg-type]
    assert upload.signed is not None
    with jan.hub.read() as conn:
        key = receipt_key(conn)
    return receipted(upload, with_receipt(key, jan.device, upload.signed.hash, verdict))


def test_without_a_receipt_nothing_is_taken(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    fence(hub, jan)
    first, second = jan.redeem(made[0]), jan.redeem(made[1])
    pushed = jan.push(proven(jan, first), second)
    assert (outcomes(pushed), pushed.next_n, pushed.waits) == ([APPLIED], 2, True)
    assert live(hub) == [f"{jan.device}-1"]


def test_a_receipt_for_something_else_is_none(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    fence(hub, jan)
    first, second = jan.redeem(made[0]), jan.redeem(made[1])
    verdict = proven(jan, second).receipted
    assert verdict is not None
    assert jan.push(receipted(first, verdict)).next_n == 1
    assert jan.push(receipted(first, EntryVerdict(1, APPLIED))).next_n == 1
    forged = EntryVerdict(1, APPLIED, receipt=bytes(32))
    assert jan.push(receipted(first, forged)).next_n == 1


def test_once_a_device_has_sent_what_it_has_receipts_for_it_is_not_awaited(hub: Shop) -> None:
    jan = till(hub)
    fence(hub, jan)
    sent = [jan.entry(Kind.SIGNED_IN, {"staff": "jan"}) for _ in range(6)]
    pushed = jan.push(*(proven(jan, each) for each in sent[:5]), sent[5])
    assert (pushed.next_n, pushed.waits) == (6, False)
    assert jan.push(sent[5]).next_n == 7


def test_a_verdict_is_the_same_in_the_new_epoch(hub: Shop) -> None:
    jan = till(hub)
    fence(hub, jan)
    upload = proven(jan, jan.entry(Kind.SIGNED_IN, {"staff": "jan"}))
    (verdict,) = jan.push(upload).verdicts
    assert verdict == upload.receipted
    assert upload.signed is not None
    with hub.ledger.read() as conn:
        assert is_genuine(receipt_key(conn), jan.device, upload.signed.hash, verdict)


def test_the_claim_that_was_applied_wins_in_whichever_order_they_come(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    fence(hub, jan, ewa)
    first, second = jan.redeem(made[0]), ewa.redeem(made[0], member="m2", given=[points(10, "m2")])
    lost = proven(ewa, second, DUPLICATE, of=f"{jan.device}-1", reason="already_used")
    assert ewa.push(lost).verdicts == (lost.receipted,)
    assert live(hub) == []
    assert outcomes(jan.push(proven(jan, first))) == [APPLIED]
    assert live(hub) == [f"{jan.device}-1"]
    assert [row["state"] for row in hub.rows(conflicts)] == ["open"]
    assert_well(hub.ledger)


def test_a_claim_second_to_one_that_nobody_brings_back_has_the_code(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    fence(hub, jan, ewa)
    lost = proven(ewa, ewa.redeem(made[0]), DUPLICATE, of="GONE-7", reason="already_used")
    rest = [proven(ewa, ewa.redeem(code)) for code in made[1:]]
    assert ewa.push(lost, *rest).verdicts[0] == lost.receipted
    assert f"{ewa.device}-1" not in live(hub)
    write_off_device(hub.ledger, jan.device, "Burnt.", MANAGER, SECOND, NOW)
    assert f"{ewa.device}-1" in live(hub)
    assert [row["state"] for row in hub.rows(conflicts)] == ["promoted"]
    assert_well(hub.ledger)


def test_a_claim_that_had_moved_on_moves_on_again(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    fence(hub, jan, ewa)
    first, second = jan.redeem(made[0]), ewa.redeem(made[0])
    back = jan.reverse(first)
    lost = proven(ewa, second, DUPLICATE, of=f"{jan.device}-1", reason="already_used")
    jan.push(proven(jan, first), proven(jan, back))
    ewa.push(lost)
    assert live(hub) == [f"{ewa.device}-1"]
    assert_well(hub.ledger)


def test_a_claim_that_was_applied_displaces_one_that_the_hub_took_since(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    assert outcomes(ewa.push(ewa.redeem_for_coupon(made[0]))) == [APPLIED]
    assert outcomes(jan.push(proven(jan, jan.redeem(made[0])))) == [APPLIED]
    assert live(hub) == [f"{jan.device}-1"]
    (kept,) = hub.rows(conflicts)
    assert (kept["id"], kept["kind"], kept["of"]) == (
        f"{ewa.device}-1",
        "displaced",
        f"{jan.device}-1",
    )
    assert hub.rows(coupons)[0]["cancelled_at"] is not None
    assert_well(hub.ledger)


def test_of_two_that_were_applied_the_one_that_was_not_undone_has_the_code(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    fence(hub, jan, ewa)
    first, second = jan.redeem(made[0]), ewa.redeem_for_coupon(made[0])
    said = [proven(jan, first), proven(jan, jan.reverse(first))]
    # It was applied when the first had been undone, and comes back before that.
    assert outcomes(ewa.push(proven(ewa, second))) == [APPLIED]
    assert outcomes(jan.push(said[0])) == [APPLIED]
    assert live(hub) == [f"{jan.device}-1"]
    assert outcomes(jan.push(said[1])) == [APPLIED]
    assert live(hub) == [f"{ewa.device}-1"]
    assert [row["state"] for row in hub.rows(conflicts)] == ["promoted"]
    assert hub.rows(coupons)[0]["cancelled_at"] is None
    assert_well(hub.ledger)


def test_one_that_gave_way_is_whole_again_and_can_be_undone(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    second = ewa.redeem(made[0])
    ewa.push(second)
    first = jan.redeem(made[0])
    for upload, balance in ((first, 100), (jan.reverse(first), 100)):
        jan.push(proven(jan, upload))
        assert get_member(hub.ledger, "m1").wallets["default"] == balance
        assert_well(hub.ledger)
    assert live(hub) == [f"{ewa.device}-1"]
    ewa.push(ewa.reverse(second))
    assert live(hub) == []
    assert get_member(hub.ledger, "m1").wallets["default"] == 0
    assert_well(hub.ledger)


def test_one_that_gave_way_and_was_undone_waits_no_more(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    second = ewa.redeem(made[0])
    ewa.push(second)
    first = jan.redeem(made[0])
    jan.push(proven(jan, first))
    assert outcomes(ewa.push(ewa.reverse(second))) == [APPLIED]
    assert [row["state"] for row in hub.rows(conflicts)] == ["reversed"]
    jan.push(jan.reverse(first))
    assert live(hub) == []
    assert_well(hub.ledger)


def test_a_claim_that_was_applied_before_its_code_was_void_is_applied(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    with hub.ledger.write() as conn:
        conn.execute(update(codes).where(codes.c.text == made[0]).values(status=VOID))
        conn.execute(update(campaign_counts).values(void=1))
    assert outcomes(jan.push(proven(jan, jan.redeem(made[0])))) == [APPLIED]
    assert_well(hub.ledger)


def test_what_was_refused_or_put_aside_is_not_applied(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    refused = proven(jan, jan.redeem(made[0]), REFUSED, reason="late")
    aside = proven(jan, jan.redeem(made[1]), Outcome.QUARANTINED, reason="broken")
    assert outcomes(jan.push(refused, aside)) == [REFUSED, Outcome.QUARANTINED]
    assert live(hub) == []
    assert [each.n for each in quarantined(hub.ledger)] == [2]


def test_what_another_device_may_bring_back_is_waited_for(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    fence(hub, jan, ewa)
    body = jan.claim(made[0]) | {"member": "m3"}
    sent = proven(jan, jan.entry(Kind.REDEEM, body))
    pushed = jan.push(sent)
    assert (pushed.verdicts, pushed.next_n, pushed.waits) == ((), 1, True)
    assert jan.push(sent).next_n == 1
    # The other one lacks something as well, and nobody goes on who might bring it.
    other = proven(ewa, ewa.entry(Kind.REDEEM, body | {"redemption": f"{ewa.device}-1"}))
    assert outcomes(ewa.push(other)) == [APPLIED]
    assert jan.push(sent).next_n == 1
    rest = [proven(ewa, ewa.entry(Kind.SIGNED_IN, {"staff": "jan"})) for _ in range(4)]
    assert ewa.push(*rest).waits
    # It has sent all it had.
    assert outcomes(jan.push(sent)) == [APPLIED]
    assert live(hub) == []
    aside = [each.device for each in quarantined(hub.ledger)]
    assert sorted(aside) == sorted([jan.device, ewa.device])


def test_what_another_device_brought_back_is_there_then(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    fence(hub, jan, ewa)
    lost = proven(jan, jan.redeem(made[0]))
    back = proven(jan, jan.reverse(lost), of="")
    foreign = ewa.entry(Kind.REVERSE, dict(back.signed.entry.body) if back.signed else {})
    assert ewa.push(proven(ewa, foreign)).next_n == 1
    assert outcomes(jan.push(lost)) == [APPLIED]
    assert outcomes(ewa.push(proven(ewa, foreign))) == [APPLIED]
    assert live(hub) == []
    assert quarantined(hub.ledger) == ()


def test_what_the_hub_accepted_online_is_brought_back_by_the_till(
    sqlite_ledger: Ledger, tmp_path: Path
) -> None:
    hub = hub_of(Shop(sqlite_ledger))
    _, made = hub.campaign()
    jan = till(hub)
    shutil.copytree(tmp_path / "data", tmp_path / "backup")
    intent, other = jan.intent(made[0]), jan.intent(made[0])
    accepted = decide_intent(hub.ledger, jan.device, intent, LATER)
    refused = decide_intent(hub.ledger, jan.device, other, LATER)
    before = hub.rows(redemptions)
    with open_ledger(tmp_path / "backup", NOW) as ledger:
        restored = Shop(ledger)
        jan.hub = ledger
        fence(restored, jan)
        pushed = jan.push(receipted(intent, accepted), receipted(other, refused))
        assert pushed.verdicts == (accepted, refused)
        assert restored.rows(redemptions) == before
        assert get_member(ledger, "m1").wallets["default"] == 100
        with ledger.read() as conn:
            assert conn.scalar(select(codes.c.status).where(codes.c.text == made[0])) == 1
        assert_well(ledger)
