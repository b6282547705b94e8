"""What a till was answered online comes back to a restored hub before earlier entries do."""

import pytest
from sqlalchemy import func, select

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.exchange import EntryVerdict, Greeting, Outcome, Upload, Welcome
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.exchange.claimed import claim_of
from counterfoil.ledger.exchange.devices import written_off
from counterfoil.ledger.exchange.epochs import awaited, next_number
from counterfoil.ledger.exchange.greeting import greeted, had
from counterfoil.ledger.exchange.hubs import receipt_key
from counterfoil.ledger.exchange.intents import decide_intent
from counterfoil.ledger.exchange.quarantine import quarantined
from counterfoil.ledger.exchange.verdicts import with_receipt
from counterfoil.ledger.members import get_member
from counterfoil.ledger.tables.codes import codes as code_rows
from counterfoil.ledger.tables.sync import conflicts, entry_verdicts
from tests.ledger.exchange.sender import LATER, Till, live, outcomes, receipted, till
from tests.ledger.exchange.tills import row
from tests.ledger.shop import Shop, assert_well

APPLIED, REFUSED, QUARANTINED = Outcome.APPLIED, Outcome.REFUSED, Outcome.QUARANTINED

NEXT = next_number(1, LATER)


def greet(jan: Till, *early: int, receipted_n: int = 0, epoch: int = 1) -> Welcome:
    said = Greeting(jan.device, jan.n, jan.hash, receipted_n, 0, epoch, LATER, early)
    with jan.hub.read() as conn:
        had_n = had(conn, jan.device)
    return greeted(jan.hub, said, had_n, LATER)


def accepted(hub: Shop, jan: Till, code: str, **over: str) -> Upload:
    """Return an intent as its till has it, with an answer that the hub has forgotten."""
    upload = jan.intent(code)
    name, body = f"{jan.device}-{upload.n}", jan.claim(code, **over)
    said = claim_of(name, jan.device, body, {}, hub.ledger.digest_key).row
    with hub.ledger.read() as conn:
        key = receipt_key(conn)
        code_id = conn.scalar(select(code_rows.c.id).where(code_rows.c.text == code))
    answer = {
        "accepted": True,
        "final": True,
        "reason": "",
        "values": {},
        "redemption": said | {"code_id": code_id},
        "documents": [["member", "m1", None]],
    }
    assert upload.signed is not None
    verdict = EntryVerdict(upload.n, APPLIED, answer=answer)
    return receipted(upload, with_receipt(key, jan.device, upload.signed.hash, verdict))


def ask(jan: Till, upload: Upload) -> EntryVerdict:
    return decide_intent(jan.hub, jan.device, upload, LATER)


def test_what_was_accepted_early_shows_that_the_hub_was_restored(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    jan.redeem(made[1])
    early = accepted(hub, jan, made[0])
    welcome = greet(jan, early.n)
    assert (welcome.epoch, welcome.waits, welcome.lacks) == (NEXT, True, (early.n,))
    assert awaited(hub.ledger) == tuple(sorted((jan.device, ewa.device)))
    # However often it says so, and before it has heard the answer.
    assert greet(jan, early.n).epoch == NEXT
    assert greet(jan, early.n, epoch=NEXT) == welcome
    # An old greeting that comes late takes nothing of that back.
    assert greet(jan).lacks == (early.n,)


def test_the_hub_waits_until_it_has_what_was_accepted_early(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    unsent = [jan.redeem(code) for code in made[1:3]]
    early, second = accepted(hub, jan, made[0]), accepted(hub, jan, made[3])
    greet(ewa)
    assert greet(jan, early.n, second.n).waits
    greet(ewa)
    assert jan.push(*unsent).next_n == 1
    assert ask(ewa, ewa.intent(made[0])).reason == Reason.HUB_WAITS
    assert ask(jan, early) == early.receipted
    assert ask(jan, early) == ask(jan, early)
    assert jan.push(*unsent).waits
    assert live(hub) == [f"{jan.device}-{early.n}"]
    assert ask(jan, second).outcome is APPLIED
    assert awaited(hub.ledger) == ()
    assert row(hub.ledger, jan.device)["early"] is None
    assert ask(ewa, ewa.intent(made[0])).reason == Reason.ALREADY_USED
    pushed = jan.push(*unsent, early, second)
    assert outcomes(pushed) == [APPLIED] * 4
    assert pushed.verdicts[2] == early.receipted
    assert get_member(hub.ledger, "m1").wallets["default"] == 400
    assert greet(jan, epoch=NEXT, receipted_n=4).epoch == NEXT
    assert_well(hub.ledger)


def test_it_wins_against_a_claim_without_a_receipt(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    jan.redeem(made[1])
    early = accepted(hub, jan, made[0])
    assert outcomes(ewa.push(ewa.redeem(made[0]))) == [APPLIED]
    greet(jan, early.n)
    assert ask(jan, early).outcome is APPLIED
    assert live(hub) == [f"{jan.device}-{early.n}"]
    assert [each["kind"] for each in hub.rows(conflicts)] == ["displaced"]
    with hub.ledger.read() as conn:
        kept = conn.scalar(select(func.count()).where(entry_verdicts.c.device == ewa.device))
    assert kept == 1
    assert_well(hub.ledger)


def test_without_a_genuine_receipt_it_has_to_wait(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    jan.redeem(made[1])
    early, other = accepted(hub, jan, made[0]), accepted(hub, jan, made[2])
    greet(jan, early.n)
    assert early.receipted is not None
    assert other.receipted is not None
    bad = (
        EntryVerdict(early.n, APPLIED, answer=early.receipted.answer, receipt=bytes(32)),
        other.receipted,
        EntryVerdict(early.n, APPLIED, answer=early.receipted.answer, receipt=b""),
    )
    for verdict in bad:
        assert ask(jan, receipted(early, verdict)).reason == Reason.HUB_WAITS
    assert live(hub) == []


def test_a_device_that_is_written_off_is_not_waited_for_and_its_receipt_stands(hub: Shop) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    unsent = jan.redeem(made[1])
    early = accepted(hub, jan, made[0])
    greet(jan, early.n)
    with hub.ledger.write() as conn:
        written_off(conn, jan.device, "drowned")
    assert awaited(hub.ledger) == ()
    assert outcomes(jan.push(unsent, early)) == [APPLIED, APPLIED]
    assert live(hub) == [f"{jan.device}-1", f"{jan.device}-{early.n}"]


def test_once_the_hub_decides_again_a_receipt_stands_all_the_same(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    early = accepted(hub, jan, made[0])
    assert outcomes(ewa.push(ewa.redeem(made[0]))) == [APPLIED]
    assert ask(jan, early) == early.receipted
    assert live(hub) == [f"{jan.device}-{early.n}"]


def test_numbers_that_cannot_be_early_are_not_believed(hub: Shop) -> None:
    jan = till(hub)
    for _ in range(3):
        jan.entry(Kind.SIGNED_IN, {"staff": "jan"})
    for early in (1, 4):
        with pytest.raises(InvalidInput, match="no hub can have told"):
            greet(jan, early, receipted_n=1)


def test_two_that_wait_for_what_the_other_may_bring_do_not_wait_for_ever(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    first, other = (
        accepted(hub, each, code, member="gone") for each, code in ((jan, made[0]), (ewa, made[1]))
    )
    jan.entry(Kind.SIGNED_IN, {"staff": "jan"})
    again = accepted(hub, jan, made[2])
    greet(jan, first.n, again.n)
    greet(ewa, other.n)
    assert ask(jan, first).reason == Reason.HUB_WAITS
    assert ask(ewa, other).reason == Reason.HUB_WAITS
    # Its other one is still to come, which might be what both need.
    assert ask(ewa, other).reason == Reason.HUB_WAITS
    assert ask(jan, again).outcome is APPLIED
    assert ask(ewa, other) == other.receipted
    assert ask(jan, first) == first.receipted
    assert awaited(hub.ledger) == ()
    assert sorted(each.device for each in quarantined(hub.ledger)) == sorted(
        (jan.device, ewa.device)
    )
    assert live(hub) == [f"{jan.device}-{again.n}"]
