"""The counter's steps, without a screen or a ledger."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from counterfoil.desk.counter import state as steps
from counterfoil.desk.counter.state import Counter, Decide, Need, Play, ResetLater, Scan
from counterfoil.domain.errors import MachineError
from counterfoil.domain.member import Member
from counterfoil.domain.refusal import Reason, Refused
from counterfoil.ledger.verdict import Verdict

AT = datetime(2026, 11, 24, 13, 2, tzinfo=UTC)
ANNA = Member("m1", "4000101", AT, "Anna", "Nowak")
FIRST, SECOND = Scan(("A",), "typed"), Scan(("B",), "camera")
ACCEPTED = Verdict(True, True, None, "A", None, None, (), "till-1", AT)


def refused(reason: Reason) -> Verdict:
    return replace(ACCEPTED, accepted=False, refused=Refused(reason), redemption_id=None)


def test_a_scan_is_decided_at_once() -> None:
    state, commands = steps.scanned(Counter(), FIRST)
    assert commands == (Decide(FIRST, "", None, check_only=False),)
    assert state.in_hand == FIRST


def test_a_second_scan_waits_for_its_turn() -> None:
    state, _ = steps.scanned(Counter(), FIRST)
    state, commands = steps.scanned(state, SECOND)
    assert commands == ()
    state, commands = steps.decided(state, ACCEPTED, check_only=False)
    assert Decide(SECOND, "", None, check_only=False) in commands
    assert state.waiting == ()


def test_a_card_scanned_just_before_a_code_counts_for_it() -> None:
    state, _ = steps.scanned(Counter(), FIRST)
    state, _ = steps.scanned(state, SECOND)
    _, commands = steps.card_read(state, ANNA)
    assert Decide(SECOND, "4000101", None, check_only=False) in commands


def test_a_code_waits_for_its_member() -> None:
    state, _ = steps.scanned(Counter(), FIRST)
    state, commands = steps.decided(state, refused(Reason.MEMBER_REQUIRED), check_only=False)
    assert state.shown is not None
    assert state.shown.need is Need.MEMBER
    assert Play("notice") in commands
    state, _ = steps.scanned(state, SECOND)
    state, commands = steps.card_read(state, ANNA)
    assert Decide(FIRST, "4000101", None, check_only=False) in commands


def test_a_code_waits_for_its_amount() -> None:
    state, _ = steps.scanned(Counter(member=ANNA), FIRST)
    state, _ = steps.decided(state, refused(Reason.AMOUNT_REQUIRED), check_only=False)
    state, commands = steps.amount_entered(state, Decimal("12.50"))
    assert commands == (Decide(FIRST, "4000101", Decimal("12.50"), check_only=False),)


def test_another_code_takes_the_place_of_one_that_waits() -> None:
    state, _ = steps.scanned(Counter(), FIRST)
    state, _ = steps.decided(state, refused(Reason.MEMBER_REQUIRED), check_only=False)
    state, _ = steps.scanned(state, SECOND)
    state, _ = steps.decided(state, ACCEPTED, check_only=False)
    state, commands = steps.member_chosen(state, ANNA)
    assert not any(isinstance(command, Decide) for command in commands)
    assert state.member == ANNA


def test_an_accepted_code_takes_the_amount_with_it_but_a_check_does_not() -> None:
    before = Counter(amount=Decimal(5), in_hand=FIRST)
    assert steps.decided(before, ACCEPTED, check_only=False)[0].amount is None
    assert steps.decided(before, ACCEPTED, check_only=True)[0].amount == Decimal(5)


def test_a_checked_code_can_be_redeemed() -> None:
    state, _ = steps.decided(Counter(in_hand=FIRST, check_only=True), ACCEPTED, check_only=True)
    state, commands = steps.redeem_checked(state)
    assert commands == (Decide(FIRST, "", None, check_only=False),)
    assert not state.check_only


def test_a_refused_check_cannot_be_redeemed() -> None:
    verdict = refused(Reason.VOID)
    state, _ = steps.decided(Counter(in_hand=FIRST, check_only=True), verdict, check_only=True)
    assert steps.redeem_checked(state) == (state, ())


def test_a_failure_is_shown_and_the_next_scan_goes_on() -> None:
    state, _ = steps.scanned(Counter(), FIRST)
    state, _ = steps.scanned(state, SECOND)
    state, commands = steps.failed(state, MachineError("The disk is full."))
    assert Play("error") in commands
    assert state.in_hand == SECOND


def test_an_old_timer_resets_nothing() -> None:
    state, commands = steps.decided(Counter(in_hand=FIRST), ACCEPTED, check_only=False)
    (timer,) = (command for command in commands if isinstance(command, ResetLater))
    later, _ = steps.scanned(state, SECOND)
    later, _ = steps.decided(later, ACCEPTED, check_only=False)
    assert steps.reset_due(later, timer.turn) == (later, ())
    assert steps.reset_due(state, timer.turn)[0].shown is None


def test_nothing_is_reset_under_a_decision() -> None:
    state, _ = steps.scanned(Counter(member=ANNA), FIRST)
    assert steps.reset(state) == (state, ())


def test_each_kind_of_verdict_has_its_own_sound() -> None:
    verdicts = [
        ACCEPTED,
        replace(ACCEPTED, final=False),
        refused(Reason.ALREADY_USED),
        refused(Reason.UNKNOWN),
        refused(Reason.MEMBER_REQUIRED),
    ]
    names = [steps.sound(steps.Shown(FIRST, verdict)) for verdict in verdicts]
    assert names == ["accepted", "provisional", "used", "refused", "notice"]


@given(st.lists(st.integers(0, 5), max_size=60))
def test_no_scan_is_lost_or_decided_twice(moves: list[int]) -> None:
    """Whatever comes in whatever order, each scan is decided once, in order, or still waits."""
    state = Counter()
    sent: list[Scan] = []
    decided: list[Scan] = []
    for move in moves:
        commands: tuple[steps.Command, ...] = ()
        if move <= 2 and len(state.waiting) < steps.MOST_WAITING:
            sent.append(Scan((str(len(sent)),), "typed"))
            state, commands = steps.scanned(state, sent[-1])
        elif state.in_hand is not None and move == 3:
            state, commands = steps.decided(state, ACCEPTED, check_only=False)
        elif state.in_hand is not None and move == 4:
            state, commands = steps.failed(state, MachineError("No."))
        elif move == 5:
            state, commands = steps.reset(state)
        decided += [command.scan for command in commands if isinstance(command, Decide)]
    assert decided + list(state.waiting) == sent
