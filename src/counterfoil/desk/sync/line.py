"""The line to a hub: what keeps the till in step, and what asks at the counter.

Loaded where a till has joined a hub; a till that stands alone needs nothing of it.
"""

import random
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from counterfoil.desk.sync.state import Link, SyncState
from counterfoil.domain.exchange import CodesWanted
from counterfoil.domain.refusal import Reason, Refused
from counterfoil.ledger.codes.batches import Batch
from counterfoil.ledger.coupons import CouponAttempt, CouponVerdict
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.verdict import Attempt, Verdict
from counterfoil.sync import counter, coupons
from counterfoil.sync.http import HttpPort
from counterfoil.sync.making import make_codes
from counterfoil.sync.port import HubUnreachable
from counterfoil.sync.runner import Runner
from counterfoil.sync.state import SyncState as Told
from counterfoil.sync.state import sync_state


class Line:
    """The line of one ledger; `told` gets how it stands after each try, on a thread of its own."""

    def __init__(
        self,
        ledger: Ledger,
        hub: str,
        clock: Callable[[], datetime],
        told: Callable[[SyncState], None],
    ) -> None:
        self._ledger, self._hub, self._say = ledger, hub, told
        self._last: Told | None = None
        self._clock, self._stopped = clock, threading.Event()
        self._port = HttpPort(hub)
        self._runner = Runner(ledger, self._port, clock, self._tell, random.random)

    def start(self) -> None:
        """Keep the till in step from now on."""
        self._runner.start()

    def stop(self) -> None:
        """Do no more, before the ledger is closed."""
        self._stopped.set()
        self._runner.stop()
        self._port.close()

    def wake(self) -> None:
        """Synchronise now."""
        self._runner.wake()

    def count(self) -> SyncState:
        """Read anew what waits; whether the hub answers is known since the last try."""
        last = self._last
        if last is None:
            found = _stands(sync_state(self._ledger, online=True), self._hub)
            return replace(found, link=Link.TRYING) if found.link is Link.ONLINE else found
        now = sync_state(self._ledger, online=last.online, error=last.error)
        return _stands(now, self._hub)

    def redeem(self, ledger: Ledger, attempt: Attempt, now: datetime) -> Verdict:
        """Redeem a code, the hub first where it answers; raises as `ledger.redeem.redeem`."""
        asking = counter.Asking(counter.patience(ledger), self._runner.lost)
        return counter.redeem(ledger, self._runner.counter_port(), attempt, now, asking=asking)

    def check(self, ledger: Ledger, attempt: Attempt, now: datetime) -> Verdict:
        """Say what would come of an attempt; a code that only the hub may know is not checked."""
        return self._checked(ledger, attempt, now, counts=True)

    def foresee(self, ledger: Ledger, attempt: Attempt, now: datetime) -> Verdict:
        """Say what would come of an attempt that is made next, which counts a guess itself."""
        return self._checked(ledger, attempt, now, counts=False)

    def _checked(self, ledger: Ledger, attempt: Attempt, now: datetime, *, counts: bool) -> Verdict:
        port = self._runner.counter_port()
        found = counter.check(ledger, port, attempt, now, counts=counts)
        refused = found.verdict.refused
        if found.asks_hub and refused is not None and refused.reason is Reason.UNKNOWN:
            not_here = Refused(Reason.NOT_CHECKED, refused.values)
            return replace(found.verdict, refused=not_here)
        return found.verdict

    def use_coupon(self, ledger: Ledger, attempt: CouponAttempt, now: datetime) -> CouponVerdict:
        """Use a coupon, the hub first where it answers; raises as `ledger.coupons.use_coupon`."""
        asking = counter.Asking(counter.patience(ledger), self._runner.lost)
        return coupons.use_coupon(ledger, self._runner.counter_port(), attempt, now, asking=asking)

    def check_coupon(self, ledger: Ledger, attempt: CouponAttempt, now: datetime) -> CouponVerdict:
        """Say what would come of a coupon."""
        return coupons.check_coupon(ledger, self._runner.counter_port(), attempt, now)

    def make_codes(self, wanted: CodesWanted) -> Batch:
        """Have the hub make codes, and return their batch once it is here.

        Raises HubUnreachable, and what the hub refuses them with.
        """
        return make_codes(
            self._ledger,
            self._port,
            wanted,
            self._clock,
            sync=self._runner.wake,
            wait=self._stopped.wait,
        )

    def _tell(self, told: Told) -> None:
        self._last = told
        self._say(_stands(told, self._hub))


def _stands(told: Told, hub: str) -> SyncState:
    trouble = None if isinstance(told.error, HubUnreachable) else told.error
    return SyncState(
        link=_link(told),
        waiting=told.waiting,
        oldest_at=told.oldest_at,
        conflicts=told.conflicts,
        known_at=told.last_sync_at,
        clock_off=told.clock_off,
        hub=hub,
        trouble=trouble,
    )


def _link(told: Told) -> Link:
    if told.frozen:
        return Link.FROZEN
    if told.revoked:
        return Link.REVOKED
    if not told.online:
        return Link.OFFLINE
    if told.waits_for_hub:
        return Link.WAITS
    return Link.FIRST if told.first else Link.ONLINE
