"""The values of a sentence between Python and JSON, where they are kept or sent."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from counterfoil.ledger.tables.base import from_micros, to_micros


def as_json(value: object) -> object:
    """Return a value as JSON holds it: moments and amounts as objects that say what they are."""
    if isinstance(value, datetime):
        return {"moment": to_micros(value)}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    return value if isinstance(value, int | str | None) else str(value)


def from_json(value: Any) -> object:  # noqa: ANN401 - what JSON gave
    """Return the value that `as_json` was given."""
    if not isinstance(value, dict):
        return value
    return from_micros(value["moment"]) if "moment" in value else Decimal(value["decimal"])
