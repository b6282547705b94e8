"""A member's document as Open Loyalty's clients send it, made fit for the shape that is kept."""

import secrets
from collections.abc import Mapping
from typing import Final

from counterfoil.domain.errors import InvalidInput
from counterfoil.openloyalty.document import check

WRAPPERS: Final = ("member", "customer")
NOT_KEPT: Final = frozenset(
    {"agreement1", "agreement2", "agreement3", "gender", "birthDate", "address", "company"}
)
"""What Open Loyalty asks for when somebody registers, and what nothing here needs to know."""

_ADDED: Final = frozenset({"memberId", "customerId", "activePoints"})
_CARD_DIGITS: Final = 12


def body_of(document: object) -> dict[str, object]:
    """Return what a document says of a member, out of its wrapper.

    What is not kept is left out, and what an answer has beside. Raises InvalidInput.
    """
    check(document)
    body = document
    if isinstance(document, dict) and len(document) == 1 and next(iter(document)) in WRAPPERS:
        body = next(iter(document.values()))
    if not isinstance(body, dict):
        raise InvalidInput(
            'Give the member as a JSON object, such as {{"member": {{…}}}}.', what=""
        )
    return {key: value for key, value in body.items() if key not in NOT_KEPT | _ADDED}


def with_card(body: Mapping[str, object]) -> dict[str, object]:
    """Return a body with a loyalty card number, drawn where it has none, as Open Loyalty does."""
    drawn = "".join(secrets.choice("0123456789") for _ in range(_CARD_DIGITS))
    return {**body, "loyaltyCardNumber": body.get("loyaltyCardNumber") or drawn}


def merged(before: Mapping[str, object], body: Mapping[str, object]) -> dict[str, object]:
    """Return what a member's document becomes where only some fields are sent.

    A referrer that is named by card takes the place of the one that is known.
    """
    kept = {key: value for key, value in before.items() if key not in body}
    if body.get("referrer"):
        kept.pop("referrerId", None)
    return {**kept, **body}
