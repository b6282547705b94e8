"""The counter of the command line: the ledger alone, or its hub first where it has joined one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from counterfoil.cli.wiring import clock
from counterfoil.domain.exchange import JOINED
from counterfoil.ledger import coupons
from counterfoil.ledger.coupons import CouponAttempt, CouponVerdict
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.verdict import Attempt, Verdict


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict; of a check, whether the hub would be asked."""

    verdict: Verdict
    asks_hub: bool = False


class Counter(Protocol):
    """Redeems codes, or says what would come of it."""

    def __call__(self, attempt: Attempt, *, check_only: bool) -> Said:
        """Redeem, or check."""


@contextmanager
def counter_of(ledger: Ledger, *, offline: bool = False) -> Iterator[Counter]:
    """Give the counter of a ledger; `offline` lets it decide alone what it may.

    A hub that did not answer once is not asked again.
    """
    if offline or ledger.standing not in JOINED or ledger.hub is None:
        yield lambda attempt, *, check_only: Said(
            redeem(ledger, attempt, clock(), check_only=check_only)
        )
        return
    from counterfoil.sync import counter
    from counterfoil.sync.http import HttpPort

    with HttpPort(ledger.hub) as port:
        lost: list[bool] = []
        asking = counter.Asking(counter.patience(ledger), lambda: lost.append(True))

        def ask(attempt: Attempt, *, check_only: bool) -> Said:
            way = None if lost else port
            if check_only:
                found = counter.check(ledger, way, attempt, clock())
                return Said(found.verdict, found.asks_hub)
            return Said(counter.redeem(ledger, way, attempt, clock(), asking=asking))

        yield ask


def use_coupon(
    ledger: Ledger, attempt: CouponAttempt, *, check_only: bool, offline: bool
) -> CouponVerdict:
    """Use a coupon, or say what would come of it; `offline` lets the ledger decide alone."""
    if offline or ledger.standing not in JOINED or ledger.hub is None:
        return coupons.use_coupon(ledger, attempt, clock(), check_only=check_only)
    from counterfoil.sync import coupons as asking
    from counterfoil.sync.http import HttpPort

    with HttpPort(ledger.hub) as port:
        if check_only:
            return asking.check_coupon(ledger, port, attempt, clock())
        return asking.use_coupon(ledger, port, attempt, clock())
