"""Codes, amounts and moments as arguments and lines give them."""

from datetime import UTC, datetime, tzinfo
from decimal import Decimal

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.units import units
from counterfoil.ledger.sheets.header import read_header
from counterfoil.scanning.payload import Payload, read_payload


def readings(text: str) -> tuple[str, ...]:
    """Return what may be the code in `text`, which may be a link that carries it; none at all.

    Raises InvalidInput where it is the header of a printed sheet.
    """
    payload = read_payload(text)
    candidates = payload.candidates if isinstance(payload, Payload) else ()
    for each in candidates:
        header = read_header(each)
        if header is not None:
            raise InvalidInput(
                "That is the code of sheet {number}, not of a customer; take a code on one of its"
                " labels.",
                number=header.number,
            )
    return candidates


def amount(given: object) -> Decimal:
    """Return a purchase amount. Raises InvalidInput where it is not a number from 0 up."""
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        raise InvalidInput("The amount is no number; give one such as 12.50.")
    if isinstance(given, str):
        given = given.strip()
        if not given.isascii() or "_" in given:
            raise InvalidInput(
                "The amount {given} is no number; give one such as 12.50.", given=given[:40]
            )
    found = units(given)
    if found < 0:
        raise InvalidInput("The amount is below zero; give what the purchase came to.")
    return found


def moment(given: object, zone: tzinfo) -> datetime:
    """Return the moment that ISO 8601 text names, on the clock of `zone` where it has no offset.

    Raises InvalidInput.
    """
    try:
        read = datetime.fromisoformat(str(given).strip())
        aware = read if read.tzinfo else read.replace(tzinfo=zone)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidInput(
            "{given} is no time; give one such as 2026-12-31T18:30 or 2026-12-31T17:30Z.",
            given=str(given)[:40],
        ) from None
