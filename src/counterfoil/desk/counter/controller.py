"""The counter at work: carries out what the state asks for, and shows what it says."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QObject, QTimer, Signal

from counterfoil.desk import till
from counterfoil.desk.counter import present, slips
from counterfoil.desk.counter import state as steps
from counterfoil.desk.counter.lifting import Lifting
from counterfoil.desk.counter.scene import Scene
from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.counter.state import Counter, Decide, Need, Scan, Step
from counterfoil.desk.door import Door
from counterfoil.desk.preferences import Preferences
from counterfoil.desk.translation import _
from counterfoil.domain.member import Member
from counterfoil.domain.store import Act, Staff, may
from counterfoil.ledger.coupons import CouponVerdict
from counterfoil.ledger.outbox.claims import ClaimStanding
from counterfoil.ledger.sheets.header import Header

# A verdict comes at once; only where it does not is the one before taken off the screen.
PATIENCE_MS = 200
# The list of attempts is read once the verdict is on the screen, so as not to hold it up.
AFTER_PAINT_MS = 40


class CounterController(QObject):
    """Joins the screen, the background door and the sources of scans by the counter's state.

    `slips_wanted` gives the coupons that are to be printed, and whether somebody asked for it;
    `sheet_scanned` gives the header of a sheet. `asking` says whether the hub's answer is waited
    for.
    """

    sound = Signal(str)
    decided = Signal()
    slips_wanted = Signal(object, bool)
    sheet_scanned = Signal(object)
    asking = Signal(bool)

    def __init__(
        self, screen: CounterScreen, door: Door, at: till.Till, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(screen)
        self._screen, self._door, self._till, self._clock = screen, door, at, clock
        self._state = Counter()
        self._tried: tuple[till.Tried, ...] = ()
        self._stand: Mapping[str, ClaimStanding] = {}
        self._slow = False
        self._asks = False
        self._slips = self._slips_at_once = False
        self._reset_turn = -1
        self._reset = QTimer(self, singleShot=True)
        self._reset.timeout.connect(self._reset_due)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._grow_impatient)
        self._after_paint = QTimer(self, singleShot=True, interval=AFTER_PAINT_MS)
        self._after_paint.timeout.connect(self.show_attempts)
        self._lifting = Lifting(screen, door, lambda: self._till, clock)
        self._connect(screen)
        self.use_staff(at.staff)
        self._render()
        self.show_attempts()

    def _connect(self, screen: CounterScreen) -> None:
        screen.code.typed.connect(self._typed)
        screen.member.searched.connect(self._search)
        screen.member.chosen.connect(self._choose_member)
        screen.amount.entered.connect(self._enter_amount)
        screen.check_only.changed.connect(self._set_check_only)
        screen.reset_wanted.connect(lambda: self.go(steps.reset(self._state)))
        screen.verdict.action.connect(self._act)
        self._lifting.lifted.connect(lambda: self.go(steps.again(self._state)))
        screen.verdict.slip_wanted.connect(
            lambda: self.slips_wanted.emit(slips.printable(self._state.shown), True)
        )
        screen.undo.confirmed.connect(
            lambda redemption_id, reason, voucher: self.undo(
                redemption_id, reason, self._not_undone, voucher
            )
        )
        screen.attempts.undo_wanted.connect(lambda _line: self._find_vouchers())
        screen.language_changed.connect(self._render)
        screen.language_changed.connect(self._render_attempts)
        screen.verdict.painted.connect(self._painted)

    @property
    def state(self) -> Counter:
        """What the counter knows."""
        return self._state

    def scan(self, scan: Scan) -> None:
        """Take a scan from any source."""
        self.go(steps.scanned(self._state, scan))

    def use_staff(self, staff: Staff) -> None:
        """Work for somebody else from the next scan on; whatever stood there was another's."""
        if staff.id != self._till.staff.id:
            self.go(steps.reset(self._state))
            self._screen.close_undo()
        self._till = self._till.of(staff)
        self._screen.undo.require_voucher(needed=not may(staff, Act.REVERSE))

    def follow(self, preferences: Preferences) -> None:
        """Offer slips where there is a printer for them, or print them unasked."""
        self._slips = bool(preferences.receipt_printer)
        self._slips_at_once = self._slips and preferences.print_slips
        self._render()

    def undo(
        self,
        redemption_id: str,
        reason: str,
        failed: Callable[[Exception], None],
        voucher: till.Voucher | None = None,
    ) -> None:
        """Undo a redemption; the reason stays on the screen until it is done."""
        now, at = self._clock(), self._till
        self._door.submit(
            lambda: till.undo(at, redemption_id, reason, now, voucher),
            lambda _reversal: self._undone(),
            failed,
        )

    def _not_undone(self, error: Exception) -> None:
        self._screen.undo.show_refused(error)

    def _find_vouchers(self) -> None:
        at = self._till
        if not may(at.staff, Act.REVERSE):
            self._door.submit(lambda: till.vouchers(at), self._screen.undo.who.show_people)

    def show_attempts(self) -> None:
        """Read the last attempts and list them."""
        self._door.submit(lambda: till.attempts(self._till), self._list)

    def go(self, step: Step) -> None:
        """Take a step: carry out its commands, and show the state it leads to."""
        self._state, commands = step
        for command in commands:
            self._carry_out(command)
        self._render()

    def _carry_out(self, command: steps.Command) -> None:
        match command:
            case Decide():
                self._surely(lambda: self._decide(command))
            case steps.Play(name):
                self.sound.emit(name)
            case steps.ResetLater(turn, seconds):
                self._reset_turn = turn
                self._reset.start(seconds * 1000)
            case steps.ShowAttempts():
                self._after_paint.start()

    def _painted(self) -> None:
        if self._after_paint.isActive():
            self._after_paint.start(0)

    def _decide(self, command: Decide) -> None:
        self._reset.stop()
        self._be_slow(slow=False)
        self._patience.start()
        # The author is who stands here now, not who stands here when the door gets to it.
        now, at = self._clock(), self._till
        self._door.submit(
            lambda: till.decide(at, command, now),
            lambda outcome: self._surely(
                lambda: self._decided(outcome, check_only=command.check_only)
            ),
            lambda error: self._settled(steps.failed(self._state, error)),
        )

    def _surely(self, act: Callable[[], None]) -> None:
        """Do something for the scan in hand; let go of that where the program makes a mistake.

        Else the counter would wait for its verdict for ever, and take no other scan.
        """
        try:
            act()
        except Exception as error:
            if self._state.in_hand is not None:
                self._settled(steps.failed(self._state, error))
            raise

    def _decided(self, outcome: till.Outcome, *, check_only: bool) -> None:
        if isinstance(outcome, Member):
            self._settled(steps.card_read(self._state, outcome))
        elif isinstance(outcome, Header):
            self._settled(steps.set_aside(self._state))
            self.sheet_scanned.emit(outcome)
        elif isinstance(outcome, CouponVerdict):
            self._settled(steps.coupon_decided(self._state, outcome, check_only=check_only))
            self._move_focus()
        else:
            self._settled(steps.decided(self._state, outcome, check_only=check_only))
            self._move_focus()
            if self._slips_at_once and (coupons := slips.issued(self._state.shown)):
                self.slips_wanted.emit(coupons, False)

    def _settled(self, step: Step) -> None:
        self._patience.stop()
        self._be_slow(slow=False)
        self.go(step)
        self.decided.emit()

    def _move_focus(self) -> None:
        """Put the cursor where the code's question is answered, and back when it was."""
        need = self._state.shown.need if self._state.shown else None
        asked, self._asks = self._asks, need is not None
        screen = self._screen
        if screen.undo_open:
            return
        if need is Need.MEMBER:
            screen.lead_to(screen.member.line)
        elif need is Need.AMOUNT:
            screen.lead_to(screen.amount.line)
        elif asked:
            screen.lead_to(screen.code.line)

    def _act(self) -> None:
        shown = self._state.shown
        if shown is not None and shown.waits:
            self._lifting.begin()
        else:
            self.go(steps.redeem_checked(self._state))

    def _typed(self, text: str) -> None:
        self.scan(till.scan_of(text, "typed"))

    def _search(self, text: str) -> None:
        self._door.submit(
            lambda: till.search(self._till, text),
            lambda members: self._screen.member.show_found(text, members, self._till.tiers),
        )

    def _choose_member(self, member: Member | None) -> None:
        self.go(steps.member_chosen(self._state, member))

    def _enter_amount(self, amount: Decimal | None) -> None:
        self.go(steps.amount_entered(self._state, amount))

    def _set_check_only(self, check_only: bool) -> None:
        self.go(steps.check_only_set(self._state, check_only=check_only))

    def _undone(self) -> None:
        self._screen.close_undo()
        self.show_attempts()

    def _list(self, last: tuple[tuple[till.Tried, ...], Mapping[str, ClaimStanding]]) -> None:
        self._tried, self._stand = last
        self._render_attempts()

    def _reset_due(self) -> None:
        self.go(steps.reset_due(self._state, self._reset_turn))

    def _grow_impatient(self) -> None:
        self._be_slow(slow=self._state.in_hand is not None)
        self._render()

    def _be_slow(self, *, slow: bool) -> None:
        if slow != self._slow:
            self._slow = slow
            self.asking.emit(slow and self._till.joined)

    def _scene(self) -> Scene:
        store = self._till.ledger.store
        return Scene(store.zone, store.currency, self._clock())

    def _render(self) -> None:
        now, screen = self._state, self._screen
        need = now.shown.need if now.shown else None
        if self._slow:
            asks = self._till.joined
            screen.verdict.show_view(present.asking() if asks else present.working())
        elif now.shown is not None or now.in_hand is None:
            view = present.card(now, self._scene())
            offered = self._slips and bool(slips.printable(now.shown))
            screen.verdict.show_view(replace(view, slip=_("Print slip") if offered else ""))
        screen.member.show_member(now.member, self._till.tiers, needed=need is Need.MEMBER)
        screen.amount.show_value(now.amount, needed=need is Need.AMOUNT)
        screen.check_only.switch.setChecked(now.check_only)
        screen.code.set_check_only(check_only=now.check_only)

    def _render_attempts(self) -> None:
        scene = self._scene()
        self._screen.show_attempts(
            tuple(present.attempt(tried, scene, self._stand) for tried in self._tried)
        )
