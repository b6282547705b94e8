"""Whom an event is about, from what its sender knows of them to their loyalty card."""

from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.member import Member
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import get_member, search_members
from counterfoil.openloyalty.custom_event import Who

_MOST_ALIKE = 50


def card_of(ledger: Ledger, who: Who) -> str:
    """Return the card of the member, "" where nobody is named.

    A card is not looked up here: whether it is known is for the redemption to say.

    Raises:
        NotFound: nobody has that id, email or phone.
        InvalidInput: several have.
    """
    if who.member_id:
        return get_member(ledger, who.member_id).loyalty_card_number
    if who.card or not (who.email or who.phone):
        return who.card
    found = _with(ledger, who)
    if len(found) > 1:
        raise InvalidInput(
            "Several members match event.customerData; give the loyaltyCardNumber.",
            what="customerData",
        )
    if not found:
        raise NotFound("No member matches event.customerData.", what="customerData")
    return found[0].loyalty_card_number


def _with(ledger: Ledger, who: Who) -> list[Member]:
    if who.email:
        asked = who.email.casefold()
        likely = search_members(ledger, who.email, _MOST_ALIKE)
        return [each for each in likely if each.email.casefold() == asked]
    asked = _digits(who.phone)
    likely = search_members(ledger, asked, _MOST_ALIKE)
    return [each for each in likely if asked and _digits(each.phone) == asked]


def _digits(phone: str) -> str:
    return "".join(filter(str.isdecimal, phone))
