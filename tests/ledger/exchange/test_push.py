"""Pushing: every entry judged once, in order, whatever comes twice, late, changed or unreadable."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import NotFound
from counterfoil.domain.exchange import DeviceState, Outcome, Upload
from counterfoil.ledger.exchange.push import take
from counterfoil.ledger.exchange.quarantine import quarantined
from counterfoil.ledger.journal import entries, verify
from counterfoil.ledger.tables.members import wallet_balances
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from counterfoil.ledger.tables.sync import enrolments, entry_verdicts, feed
from tests.domain.build import NOW
from tests.ledger.exchange.sender import LATER, outcomes, sign, till
from tests.ledger.shop import Shop, assert_well


def signed_in(n: int = 1) -> dict[str, str]:
    return {"staff": "jan", "try": str(n)}


def test_a_redemption_of_a_till_is_recorded_as_the_till_made_it(hub: Shop) -> None:
    _, codes = hub.campaign()
    jan = till(hub)
    pushed = jan.push(jan.redeem(codes[0]))
    assert outcomes(pushed) == [Outcome.APPLIED]
    assert (pushed.next_n, pushed.state, pushed.waits) == (2, DeviceState.ACTIVE, False)
    (row,) = hub.rows(redemptions)
    assert (row["id"], row["till"], row["store"]) == (f"{jan.device}-1", jan.device, "W1")
    assert (row["units"], row["amount"], row["staff_id"]) == (100_00, 12_50, "jan")
    assert [each["units"] for each in hub.rows(wallet_balances)] == [100_00]
    assert not list(verify(hub.ledger))
    assert_well(hub.ledger)


def test_what_changed_is_published(hub: Shop) -> None:
    _, codes = hub.campaign()
    jan = till(hub)
    jan.push(jan.redeem(codes[0]))
    published = {(row["topic"], row["key"]) for row in hub.rows(feed)}
    assert {("member", "m1"), ("redemption", f"{jan.device}-1")} <= published
    assert any(topic == "code" for topic, _ in published)


def test_the_same_again_gets_the_same_verdict_and_changes_nothing(hub: Shop) -> None:
    _, codes = hub.campaign()
    jan = till(hub)
    sent = [jan.redeem(code) for code in codes[:3]]
    first = jan.push(*sent)
    before = {table.name: hub.rows(table) for table in (redemptions, wallet_balances, feed)}
    again = jan.push(*sent)
    assert (again.verdicts, again.next_n) == (first.verdicts, 4)
    assert before == {table.name: hub.rows(table) for table in (redemptions, wallet_balances, feed)}


def test_an_entry_doubled_in_a_batch_counts_once(hub: Shop) -> None:
    _, codes = hub.campaign()
    jan = till(hub)
    sent = jan.redeem(codes[0])
    pushed = jan.push(sent, sent)
    assert pushed.verdicts[0] == pushed.verdicts[1]
    assert hub.count(redemptions) == 1


def test_behind_a_gap_nothing_is_taken_and_the_answer_says_what_is_needed(hub: Shop) -> None:
    _, codes = hub.campaign()
    jan = till(hub)
    sent = [jan.redeem(code) for code in codes[:3]]
    pushed = jan.push(sent[0], sent[2])
    assert (outcomes(pushed), pushed.next_n) == ([Outcome.APPLIED], 2)
    assert jan.push(sent[2], sent[1]).next_n == 2
    pushed = jan.push(sent[1], sent[2])
    assert (outcomes(pushed), pushed.next_n) == ([Outcome.APPLIED] * 2, 4)
    assert hub.count(redemptions) == 3


def test_another_entry_under_a_used_number_freezes_the_device(hub: Shop) -> None:
    _, codes = hub.campaign()
    jan = till(hub)
    first, second = jan.redeem(codes[0]), jan.entry(Kind.SIGNED_IN, signed_in())
    jan.push(first, second)
    copy = replace(jan, n=1, hash=first.signed.hash if first.signed else b"", sent=[])
    other = copy.redeem(codes[1])
    pushed = jan.push(other, jan.redeem(codes[2]))
    assert (pushed.verdicts, pushed.state) == ((), DeviceState.FROZEN)
    aside = quarantined(hub.ledger)
    assert [each.n for each in aside] == [2, 3]
    assert hub.count(redemptions) == 1
    # What is frozen is kept once, however often it is sent.
    assert jan.push(other).state is DeviceState.FROZEN
    assert len(quarantined(hub.ledger)) == 2


def test_an_entry_that_follows_another_past_freezes_the_device(hub: Shop) -> None:
    jan = till(hub)
    jan.push(jan.entry(Kind.SIGNED_IN, signed_in()))
    jan.hash = bytes(range(32))
    assert jan.push(jan.entry(Kind.SIGNED_IN, signed_in())).state is DeviceState.FROZEN


def tampered(upload: Upload) -> Upload:
    assert upload.signed is not None
    entry = replace(upload.signed.entry, body={"staff": "ewa"})
    return replace(upload, signed=replace(upload.signed, entry=entry))


def resigned(upload: Upload) -> Upload:
    assert upload.signed is not None
    return replace(upload, signed=sign(9, upload.signed.entry))


def unreadable(upload: Upload) -> Upload:
    return replace(upload, signed=None, raw='{"v": 2, "n": 2}')


def of_another(upload: Upload) -> Upload:
    assert upload.signed is not None
    entry = replace(upload.signed.entry, device="ABCDEFGHJK")
    return replace(upload, signed=sign(1, entry))


@pytest.mark.parametrize("spoil", [tampered, resigned, unreadable, of_another])
def test_what_is_not_the_devices_is_put_aside_and_the_next_goes_on(
    hub: Shop, spoil: object
) -> None:
    _, codes = hub.campaign()
    jan = till(hub)
    sent = [
        jan.redeem(codes[0]),
        jan.entry(Kind.SIGNED_IN, signed_in()),
        jan.redeem(codes[1]),
    ]
    sent[1] = spoil(sent[1])  # type: ignore[operator]
    pushed = jan.push(*sent)
    applied = Outcome.APPLIED
    assert outcomes(pushed) == [applied, Outcome.QUARANTINED, applied]
    assert (pushed.next_n, pushed.state) == (4, DeviceState.ACTIVE)
    (aside,) = quarantined(hub.ledger)
    assert (aside.device, aside.n, bool(aside.why)) == (jan.device, 2, True)
    assert jan.push(*sent).verdicts == pushed.verdicts
    assert len(quarantined(hub.ledger)) == 1
    assert [each.entry.n for each in entries(hub.ledger, jan.device)] == [1, 3]
    assert jan.push(jan.redeem(codes[2])).next_n == 5


def test_what_comes_whole_after_it_came_spoilt_is_kept_and_no_fork(hub: Shop) -> None:
    jan = till(hub)
    sent = jan.entry(Kind.SIGNED_IN, signed_in())
    spoilt = jan.push(unreadable(sent))
    whole = jan.push(sent)
    assert (whole.verdicts, whole.state) == (spoilt.verdicts, DeviceState.ACTIVE)
    assert len(quarantined(hub.ledger)) == 2


def test_what_comes_spoilt_after_it_came_whole_gets_its_verdict(hub: Shop) -> None:
    jan = till(hub)
    sent = jan.entry(Kind.SIGNED_IN, signed_in())
    first = jan.push(sent)
    again = jan.push(unreadable(sent))
    assert (again.verdicts, again.state) == (first.verdicts, DeviceState.ACTIVE)


def test_an_entry_of_an_unknown_kind_is_put_aside_and_stays_in_the_chain(hub: Shop) -> None:
    jan = till(hub)
    pushed = jan.push(
        jan.entry("teleported", {"far": True}), jan.entry(Kind.SIGNED_IN, signed_in())
    )
    assert outcomes(pushed) == [Outcome.QUARANTINED, Outcome.APPLIED]
    assert pushed.verdicts[0].values == {"kind": "teleported"}
    assert len(quarantined(hub.ledger)) == 1
    assert len(list(entries(hub.ledger, jan.device))) == 2
    assert not list(verify(hub.ledger))


def test_a_frozen_device_is_only_listened_to(hub: Shop) -> None:
    _, codes = hub.campaign()
    jan = till(hub)
    with hub.ledger.write() as conn:
        conn.execute(update(enrolments).values(state=DeviceState.FROZEN))
    pushed = jan.push(jan.redeem(codes[0]))
    assert (pushed.verdicts, pushed.next_n, pushed.state) == ((), 1, DeviceState.FROZEN)
    assert hub.count(redemptions) == 0
    assert len(quarantined(hub.ledger)) == 1


def test_what_a_revoked_device_did_is_applied(hub: Shop) -> None:
    _, codes = hub.campaign()
    jan = till(hub)
    with hub.ledger.write() as conn:
        conn.execute(update(enrolments).values(state=DeviceState.REVOKED))
    pushed = jan.push(jan.redeem(codes[0]))
    assert (outcomes(pushed), pushed.state) == ([Outcome.APPLIED], DeviceState.REVOKED)


def test_a_device_that_is_not_known_is_not_listened_to(hub: Shop) -> None:
    with pytest.raises(NotFound):
        take(hub.ledger, "ABCDEFGHJK", [], NOW)


def test_a_batch_that_breaks_off_leaves_nothing(hub: Shop) -> None:
    _, codes = hub.campaign()
    jan = till(hub)
    sent = [jan.redeem(code) for code in codes[:3]]
    with hub.ledger.write() as conn:
        # The verdict of the last one cannot be written.
        row = hub.rows(entry_verdicts)
        assert row == []
        conn.execute(
            insert(entry_verdicts).values(
                device=jan.device,
                n=3,
                hash=bytes(32),
                outcome="applied",
                of="",
                reason="",
                values="{}",
                receipt=bytes(32),
            )
        )
    assert jan.push(*sent[:2]).next_n == 3
    assert jan.push(*sent).state is DeviceState.FROZEN
    assert hub.count(redemptions) == 2


def test_a_refusal_at_a_till_is_counted_at_the_hub(hub: Shop) -> None:
    _, codes = hub.campaign()
    jan = till(hub)
    body = {
        "attempt": f"{jan.device}-1",
        "event_id": None,
        "reason": "already_used",
        "code": jan.claim(codes[0])["code"],
        "campaign": "c1",
        "member": "m1",
        "staff": "jan",
        "store": "W1",
        "at": jan.claim(codes[0])["at"],
        "source": "scanner",
    }
    row = {"shown": "SU…GH", "digest": body["code"], "values": '{"store":"W1"}'}
    pushed = jan.push(jan.entry(Kind.SCAN_REFUSED, body, {"row": row}))
    assert outcomes(pushed) == [Outcome.APPLIED]
    (kept,) = hub.rows(refusals)
    assert (kept["id"], kept["shown"], kept["till"]) == (body["attempt"], "SU…GH", jan.device)
    assert_well(hub.ledger)


def test_entries_of_two_tills_are_judged_in_the_order_they_come(hub: Shop) -> None:
    _, codes = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    first, second = jan.redeem(codes[0]), ewa.redeem(codes[0])
    assert outcomes(ewa.push(second)) == [Outcome.APPLIED]
    (verdict,) = jan.push(first, now=LATER + timedelta(hours=1)).verdicts
    assert (verdict.outcome, verdict.of) == (Outcome.DUPLICATE, f"{ewa.device}-1")
    with hub.ledger.read() as conn:
        assert conn.scalar(select(redemptions.c.till)) == ewa.device


@pytest.mark.parametrize("at", [-(2**63), 2**63 - 1, -1, "now", None, 1.5])
def test_what_happened_at_no_moment_is_put_aside_and_the_next_taken(hub: Shop, at: object) -> None:
    _, made = hub.campaign()
    jan = till(hub)
    pushed = jan.push(jan.redeem(made[0], at=at), jan.redeem(made[1]))
    assert outcomes(pushed) == [Outcome.QUARANTINED, Outcome.APPLIED]
    assert [aside.n for aside in quarantined(hub.ledger)] == [1]
    assert_well(hub.ledger)
