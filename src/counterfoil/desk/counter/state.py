"""What the counter knows and does next: a state and pure steps between states. No Qt, no ledger.

Every step takes the state and returns the next one with the commands to carry out. One scan is in
hand at a time; those that come meanwhile wait in order, so that a card scanned just before a code
is known when the code's turn comes.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from counterfoil.domain.coupon import CouponReason
from counterfoil.domain.member import Member
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.coupons import CouponVerdict
from counterfoil.ledger.verdict import Verdict

# A burst of scans beyond this is a stuck key or a wrong device; the oldest are kept.
MOST_WAITING = 20
# Seconds until the screen is ready for the next customer.
VERDICT_FOR = 25
QUESTION_FOR = 90
MEMBER_FOR = 120


class Need(StrEnum):
    """What a code still waits for."""

    MEMBER = "member"
    AMOUNT = "amount"


NEEDS = {Reason.MEMBER_REQUIRED: Need.MEMBER, Reason.AMOUNT_REQUIRED: Need.AMOUNT}


@dataclass(frozen=True, slots=True)
class Scan:
    """The texts read from one code, likeliest first, and where they came from.

    `why` says in English what was wrong with a scan that holds no text.
    """

    texts: tuple[str, ...]
    source: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """The machine failed while a code was in hand: nothing is known of its fate but this."""

    error: Exception


@dataclass(frozen=True, slots=True)
class Shown:
    """What the verdict card shows: a verdict or trouble, of which scan, and if it was a check."""

    scan: Scan
    outcome: Verdict | CouponVerdict | Trouble
    check_only: bool = False

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on a code, where there is one."""
        return self.outcome if isinstance(self.outcome, Verdict) else None

    @property
    def coupon(self) -> CouponVerdict | None:
        """The verdict on a coupon, where there is one."""
        return self.outcome if isinstance(self.outcome, CouponVerdict) else None

    @property
    def accepted(self) -> bool:
        """Whether the code or coupon was accepted, or would be."""
        return not isinstance(self.outcome, Trouble) and self.outcome.accepted

    @property
    def waits(self) -> bool:
        """Whether it was refused because too many codes were unknown."""
        if self.coupon is not None and self.coupon.refused is not None:
            return self.coupon.refused.reason is CouponReason.TOO_MANY_GUESSES
        refused = self.verdict.refused if self.verdict is not None else None
        return refused is not None and refused.reason is Reason.TOO_MANY_GUESSES

    @property
    def need(self) -> Need | None:
        """What the code waits for, where it does."""
        verdict = self.verdict
        if verdict is None or verdict.refused is None:
            return None
        return NEEDS.get(verdict.refused.reason)


@dataclass(frozen=True, slots=True)
class Counter:
    """Everything the counter screen shows, but for the camera and the last attempts."""

    member: Member | None = None
    amount: Decimal | None = None
    check_only: bool = False
    in_hand: Scan | None = None
    waiting: tuple[Scan, ...] = ()
    shown: Shown | None = None
    turn: int = 0

    @property
    def pending(self) -> Scan | None:
        """The code that waits for a member or an amount."""
        return self.shown.scan if self.shown is not None and self.shown.need else None


@dataclass(frozen=True, slots=True)
class Decide:
    """Have the ledger decide on a scan, or find the member whose card it is."""

    scan: Scan
    card: str
    amount: Decimal | None
    check_only: bool


@dataclass(frozen=True, slots=True)
class Play:
    """Play a sound."""

    name: str


@dataclass(frozen=True, slots=True)
class ResetLater:
    """Make the counter ready again after `seconds`, unless the turn has moved on."""

    turn: int
    seconds: int


@dataclass(frozen=True, slots=True)
class ShowAttempts:
    """Read the last attempts anew."""


Command = Decide | Play | ResetLater | ShowAttempts
Step = tuple[Counter, tuple[Command, ...]]


def scanned(state: Counter, scan: Scan) -> Step:
    """Take a scan: at once, or in its turn when another is in hand."""
    if state.in_hand is None:
        return _take(state, scan)
    waiting = (*state.waiting, scan)[:MOST_WAITING]
    return replace(state, waiting=waiting), ()


def decided(state: Counter, verdict: Verdict, *, check_only: bool) -> Step:
    """Show the verdict on the scan in hand; a code that was used up takes the amount with it."""
    shown = Shown(_in_hand(state), verdict, check_only)
    member = verdict.member or state.member
    amount = None if verdict.accepted and not check_only else state.amount
    state = replace(state, shown=shown, member=member, amount=amount)
    seconds = QUESTION_FOR if shown.need else VERDICT_FOR
    return _finish(state, seconds, Play(sound(shown)), ShowAttempts())


def coupon_decided(state: Counter, verdict: CouponVerdict, *, check_only: bool) -> Step:
    """Show what became of the coupon in hand."""
    shown = Shown(_in_hand(state), verdict, check_only)
    state = replace(state, shown=shown)
    return _finish(state, VERDICT_FOR, Play(sound(shown)), ShowAttempts())


def card_read(state: Counter, member: Member) -> Step:
    """Take the member whose card was scanned, and go on with the code that waits for one."""
    return _finish_question(replace(state, member=member))


def set_aside(state: Counter) -> Step:
    """Put the scan in hand away as none of the counter's; what is shown stays."""
    return _finish(state, QUESTION_FOR, Play("notice"))


def failed(state: Counter, error: Exception) -> Step:
    """Say that the scan in hand could not be decided."""
    shown = Shown(_in_hand(state), Trouble(error))
    return _finish(replace(state, shown=shown), VERDICT_FOR, Play("error"), ShowAttempts())


def member_chosen(state: Counter, member: Member | None) -> Step:
    """Take the member that was searched for, or none."""
    return _answered(replace(state, member=member))


def amount_entered(state: Counter, amount: Decimal | None) -> Step:
    """Take the purchase amount, or none."""
    return _answered(replace(state, amount=amount))


def check_only_set(state: Counter, *, check_only: bool) -> Step:
    """Only check the next codes, or redeem them."""
    return replace(state, check_only=check_only), ()


def redeem_checked(state: Counter) -> Step:
    """Redeem the code, or use the coupon, that was only checked, if it would be accepted."""
    shown = state.shown
    if shown is None or not shown.check_only or not shown.accepted or state.in_hand:
        return state, ()
    return _take(replace(state, check_only=False), shown.scan)


def again(state: Counter) -> Step:
    """Decide anew on the scan that is shown; nothing where another is in hand."""
    if state.in_hand is not None or state.shown is None:
        return state, ()
    return _take(state, state.shown.scan)


def reset(state: Counter) -> Step:
    """Make ready for the next customer; scans that wait keep their place."""
    if state.in_hand is not None:
        return state, ()
    return Counter(turn=state.turn + 1), ()


def reset_due(state: Counter, turn: int) -> Step:
    """Make ready if nothing has happened since the timer for `turn` was set."""
    return reset(state) if turn == state.turn else (state, ())


def touched(state: Counter) -> Step:
    """Start the time until reset again: somebody is at work on this turn."""
    if state.shown is None and state.member is None:
        return state, ()
    state = replace(state, turn=state.turn + 1)
    return state, (ResetLater(state.turn, QUESTION_FOR),)


def sound(shown: Shown) -> str:
    """Return the name of the sound that goes with what is shown."""
    if shown.coupon is not None:
        return _coupon_sound(shown.coupon)
    verdict = shown.verdict
    if verdict is None:
        return "error"
    if verdict.accepted:
        return "accepted" if verdict.final else "provisional"
    if shown.need:
        return "notice"
    used = verdict.refused is not None and verdict.refused.reason is Reason.ALREADY_USED
    return "used" if used else "refused"


def _coupon_sound(verdict: CouponVerdict) -> str:
    if verdict.refused is None:
        return "accepted"
    return "used" if verdict.refused.reason is CouponReason.USED else "refused"


def _take(state: Counter, scan: Scan) -> Step:
    state = replace(state, in_hand=scan, turn=state.turn + 1)
    card = state.member.loyalty_card_number if state.member else ""
    return state, (Decide(scan, card, state.amount, state.check_only),)


def _in_hand(state: Counter) -> Scan:
    return state.in_hand or Scan((), "")


def _answered(state: Counter) -> Step:
    """Go on with the waiting code after its question was answered from the keyboard."""
    shown = state.shown
    if state.in_hand is not None or shown is None or not _is_answered(state, shown.need):
        return touched(state)
    return _take(state, shown.scan)


def _is_answered(state: Counter, need: Need | None) -> bool:
    return (need is Need.MEMBER and state.member is not None) or (
        need is Need.AMOUNT and state.amount is not None
    )


def _finish_question(state: Counter) -> Step:
    shown = state.shown
    if shown is not None and _is_answered(state, shown.need):
        state = replace(state, waiting=(shown.scan, *state.waiting))
    else:
        state = replace(state, shown=None)
    return _finish(state, MEMBER_FOR, Play("notice"))


def _finish(state: Counter, seconds: int, *commands: Command) -> Step:
    """Put the scan in hand away and take the next that waits."""
    state = replace(state, in_hand=None, turn=state.turn + 1)
    if state.waiting:
        state, more = _take(replace(state, waiting=state.waiting[1:]), state.waiting[0])
        return state, (*commands, *more)
    return state, (*commands, ResetLater(state.turn, seconds))
