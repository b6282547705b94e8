"""What stands in the fields of a member, and what is wrong with it. No Qt here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from counterfoil.domain.errors import InvalidInput, UserError
from counterfoil.domain.member import Member
from counterfoil.domain.text import unfit_character
from counterfoil.ledger.member_rows import is_card

LONGEST: Final = 200
LONGEST_PAIRS: Final = 5_000
_LINES: Final = ("first_name", "last_name", "email", "phone", "tier", "segments", "referrer")


@dataclass(frozen=True, slots=True)
class MemberForm:
    """The fields as text: `segments` with commas, pairs a line each (`key = value`).

    `referrer` is a card.
    """

    card: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    tier: str = ""
    segments: str = ""
    referrer: str = ""
    attributes: str = ""
    labels: str = ""
    active: bool = True


def form_of(member: Member, referrer_card: str = "") -> MemberForm:
    """Return the form that shows a member."""
    return MemberForm(
        member.loyalty_card_number,
        member.first_name,
        member.last_name,
        member.email,
        member.phone,
        member.tier or "",
        ", ".join(sorted(member.segments)),
        referrer_card,
        _lines(member.custom_attributes),
        _lines(member.labels),
        member.active,
    )


def problems(form: MemberForm) -> dict[str, UserError]:
    """Return what is wrong by field."""
    found: dict[str, UserError | None] = {"card": _of_card(form.card)}
    for name in _LINES:
        found[name] = _of_text(getattr(form, name), LONGEST)
    for name in ("attributes", "labels"):
        found[name] = _of_pairs(getattr(form, name))
    return {name: error for name, error in found.items() if error is not None}


def fields(form: MemberForm) -> dict[str, Any]:
    """Return the fields of the member that a form without problems stands for.

    The referrer is not among them: it is named by a card, which the ledger has to find.
    """
    return {
        "loyalty_card_number": form.card,
        "first_name": form.first_name,
        "last_name": form.last_name,
        "email": form.email,
        "phone": form.phone,
        "tier": form.tier or None,
        "segments": frozenset(filter(None, (each.strip() for each in form.segments.split(",")))),
        "custom_attributes": _pairs(form.attributes),
        "labels": _pairs(form.labels),
        "active": form.active,
    }


def changes(before: MemberForm, after: MemberForm) -> dict[str, Any]:
    """Return the fields in which two forms differ: what else changed meanwhile is left alone."""
    old = fields(before)
    return {name: value for name, value in fields(after).items() if value != old[name]}


def _of_card(card: str) -> UserError | None:
    if is_card(card):
        return None
    return InvalidInput("A loyalty card number has 1 to 200 printable characters.")


def _of_text(text: str, longest: int) -> UserError | None:
    if len(text) > longest:
        return InvalidInput("Use at most {most} characters.", most=longest)
    if unfit_character(text.replace("\n", " ")) is not None:
        return InvalidInput("This has a character that cannot be kept; type it anew.")
    return None


def _of_pairs(text: str) -> UserError | None:
    for line in filter(None, (each.strip() for each in text.splitlines())):
        key, equals, value = (part.strip() for part in line.partition("="))
        if not (key and equals and value):
            return InvalidInput("Write each line as key = value, such as shoeSize = 38.")
    return _of_text(text, LONGEST_PAIRS)


def _pairs(text: str) -> dict[str, str]:
    parted = (line.partition("=") for line in text.splitlines() if line.strip())
    return {key.strip(): value.strip() for key, _equals, value in parted}


def _lines(pairs: Mapping[str, str]) -> str:
    return "\n".join(f"{key} = {value}" for key, value in sorted(pairs.items()))
