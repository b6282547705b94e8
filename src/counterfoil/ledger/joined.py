"""What a device that has joined a hub leaves to the hub."""

from typing import Final

from counterfoil.domain.errors import Conflict
from counterfoil.domain.exchange import JOINED, Standing
from counterfoil.ledger.ledger import Ledger

NO_NEW_CODES: Final = (
    "A till that has joined a hub adds no codes; add them on an office device, or at the hub."
)
MADE_BY_HUB: Final = (
    "The hub numbers the codes of this brand: have it make them while it can be reached, and import"
    " files of codes at the hub."
)
NOTHING_TO_PRINT: Final = (
    "A till that has joined a hub has no readable codes; print them on an office device."
)
NOTHING_TO_REPAIR: Final = (
    "The figures of a device that has joined a hub come from there; repair the hub, then sync."
)


def refuse_new_codes(ledger: Ledger) -> None:
    """Raise Conflict where another ledger numbers the codes."""
    if ledger.standing is Standing.TILL:
        raise Conflict(NO_NEW_CODES)
    if ledger.standing is Standing.OFFICE:
        raise Conflict(MADE_BY_HUB)


def refuse_printing(ledger: Ledger) -> None:
    """Raise Conflict where no code can be read."""
    if ledger.standing is Standing.TILL:
        raise Conflict(NOTHING_TO_PRINT)


def refuse_repair(ledger: Ledger) -> None:
    """Raise Conflict where the rows that figures are made of are elsewhere."""
    if ledger.standing in JOINED:
        raise Conflict(NOTHING_TO_REPAIR)
