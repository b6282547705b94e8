"""Making codes while somebody waits for the answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Final

from counterfoil.domain.errors import InvalidInput
from counterfoil.hub.errors import RETRY_S, TooMany
from counterfoil.hub.session import Session
from counterfoil.ledger.codes.generate import generate

MOST_IN_A_REQUEST: Final = 500_000
"""Codes one request may ask for: some six seconds on PostgreSQL on two busy cores, a fifth of the
30 after which Open Loyalty answers no more."""

_TURNS: Final = BoundedSemaphore(2)


def check_quantity(quantity: int) -> None:
    """Raise InvalidInput where these are too many for one request."""
    if quantity > MOST_IN_A_REQUEST:
        raise InvalidInput(
            "Ask for at most {most:,} codes in one request; ask again for more, or make them with"
            " `counterfoil codes generate`.",
            most=MOST_IN_A_REQUEST,
        )


def make(caller: Session, campaign_id: str, quantity: int) -> None:
    """Make codes in short steps, between which others are served.

    Raises as `generate`, InvalidInput where there are too many for one request, and TooMany where
    others do so already.
    """
    check_quantity(quantity)
    with turn():
        generate(caller.ledger, campaign_id, quantity, caller.staff, caller.now)


@contextmanager
def turn() -> Iterator[None]:
    """Keep the threads that redeem from all making codes. Raises TooMany."""
    if not _TURNS.acquire(blocking=False):
        raise TooMany(
            "Codes are being made already; ask again in {seconds} s.",
            retry_after=RETRY_S,
            seconds=RETRY_S,
        )
    try:
        yield
    finally:
        _TURNS.release()
