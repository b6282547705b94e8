"""A line to a hub on which nothing is said but what a test wants."""

from counterfoil.desk.sync.following import Clock, Tell
from counterfoil.desk.sync.state import Link, SyncState
from counterfoil.desk.till import foresee_coupon
from counterfoil.domain.errors import Conflict
from counterfoil.domain.exchange import CodesWanted
from counterfoil.ledger.codes.batches import Batch
from counterfoil.ledger.coupons import CouponAttempt, CouponVerdict, use_coupon
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redeem import foresee, redeem
from counterfoil.ledger.verdict import Attempt, Verdict


class QuietLine:
    """Never asks anybody. What it was told to do is counted."""

    def __init__(self, ledger: Ledger, hub: str, clock: Clock, told: Tell) -> None:
        self.ledger, self.clock, self.tell = ledger, clock, told
        self.state = SyncState(Link.ONLINE, hub=hub, known_at=clock())
        self.started = self.woken = self.stopped = 0

    def start(self) -> None:
        self.started += 1

    def stop(self) -> None:
        self.stopped += 1

    def wake(self) -> None:
        self.woken += 1

    def count(self) -> SyncState:
        return self.state

    def redeem(self, ledger: Ledger, attempt: Attempt, now: object) -> Verdict:
        del now
        return redeem(ledger, attempt, self.clock())

    def check(self, ledger: Ledger, attempt: Attempt, now: object) -> Verdict:
        del now
        return foresee(ledger, attempt, self.clock())

    def foresee(self, ledger: Ledger, attempt: Attempt, now: object) -> Verdict:
        return self.check(ledger, attempt, now)

    def use_coupon(self, ledger: Ledger, attempt: CouponAttempt, now: object) -> CouponVerdict:
        del now
        return use_coupon(ledger, attempt, self.clock())

    def check_coupon(self, ledger: Ledger, attempt: CouponAttempt, now: object) -> CouponVerdict:
        del now
        return foresee_coupon(ledger, attempt, self.clock())

    def make_codes(self, wanted: CodesWanted) -> Batch:
        raise Conflict("The hub makes no {name}.", name=wanted.name)
