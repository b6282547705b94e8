"""How an accepted code stands with the hub, in the words of the list of attempts."""

from counterfoil.desk.counter.view import Tone
from counterfoil.desk.translation import _, p_
from counterfoil.ledger.outbox.claims import ClaimStanding


def outcome(stands: ClaimStanding | None) -> tuple[Tone, str, str, str]:
    """Return tone, icon, word and explanation; None stands for a till without a hub."""
    match stands:
        case ClaimStanding.UNSENT:
            said = _("It is final, and waits to be sent to the hub.")
            return Tone.ACCEPTED, "accepted", _("Accepted, unsent"), said
        case ClaimStanding.PROVISIONAL:
            said = _("The hub has not confirmed it yet.")
            return Tone.PROVISIONAL, "provisional", _("Accepted for now"), said
        case ClaimStanding.DUPLICATE:
            said = _("Another till had redeemed this code before; it waits in the inbox.")
            return Tone.USED, "used", p_("redemption", "Duplicate"), said
        case ClaimStanding.KEPT:
            said = _("The hub could not book it, and keeps it to be looked at; tell a manager.")
            return Tone.ERROR, "warning", _("Not booked"), said
        case _:
            return Tone.ACCEPTED, "accepted", _("Accepted"), ""
