"""Numbers as they are typed, in the screen's language, and as the form keeps them."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from counterfoil.desk import formats

# Without exponents: one of a few figures can stand for a number of millions of them.
_TYPED: Final = re.compile(r"-?[0-9.,]{1,40}", re.ASCII)
_CANONICAL: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,9})?", re.ASCII)


def canonical(typed: str) -> str:
    """Return a typed number as the form keeps it: "1000.5"; other text as it was typed."""
    if not _TYPED.fullmatch(typed.translate(formats.GROUPING)):
        return typed.strip()
    value = formats.parse_number(typed)
    if value is None:
        return typed.strip()
    kept = f"{value.normalize():f}"
    return kept if _CANONICAL.fullmatch(kept) else typed.strip()


def number(kept: str) -> Decimal | None:
    """Return the number that the form keeps, None where it is none."""
    try:
        return Decimal(kept) if _CANONICAL.fullmatch(kept) else None
    except InvalidOperation:
        return None


def whole(kept: str) -> int | None:
    """Return the whole number that the form keeps, None where it is none."""
    found = number(kept)
    return int(found) if found is not None and found == found.to_integral_value() else None


def shown(kept: str) -> str:
    """Return what the form keeps as the screen's language writes it, whatever its decimals."""
    found = number(kept)
    if found is None:
        return kept
    return formats.number(found) if found == round(found, 2) else kept
