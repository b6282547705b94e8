"""Asking, in place, whether codes are to be made void, and why."""

from counterfoil.desk.parts.ask_why import Asking, AskWhy
from counterfoil.desk.translation import _
from counterfoil.ledger.codes.void import LONGEST_REASON

VOIDING = Asking(
    warning=lambda: _("This cannot be undone. Codes that were used stay used."),
    example=lambda: _("It stays on record, such as: sheet lost"),
    missing=lambda: _("Give a reason for making the codes void."),
    button=lambda: _("Make void"),
)


class VoidPanel(AskWhy):
    """Hidden until it asks; `agreed` gives the reason."""

    def __init__(self) -> None:
        super().__init__(VOIDING, LONGEST_REASON)
