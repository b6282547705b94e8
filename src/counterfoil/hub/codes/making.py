"""Making codes while somebody waits for the answer."""

from typing import Final

from counterfoil.domain.errors import InvalidInput
from counterfoil.hub.session import Session
from counterfoil.ledger.codes.generate import generate

MOST_IN_A_REQUEST: Final = 500_000
"""Codes one request may ask for: some ten seconds on PostgreSQL, a third of the 30 after which
Open Loyalty's clients give up."""


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

    Raises as `generate`, and InvalidInput where there are too many for one request.
    """
    check_quantity(quantity)
    generate(caller.ledger, campaign_id, quantity, caller.staff, caller.now)
