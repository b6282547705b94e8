"""What every table is made of: one `MetaData`, and how values look in columns.

Values are stored the same on SQLite and PostgreSQL, and whether a statement runs through SQLAlchemy
or straight through the driver: a moment is whole microseconds since 1970 in UTC, units are whole
hundredths, documents are canonical JSON text. The functions here go to and fro.
"""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, String, Text

from counterfoil.domain.units import from_hundredths, to_hundredths

NAMING: Final = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

METADATA: Final = MetaData(naming_convention=NAMING)

ID: Final = BigInteger().with_variant(Integer(), "sqlite")
"""A counted key. SQLite makes it the row's own number only where it is called INTEGER."""

MOMENT: Final = BigInteger()
UNITS: Final = BigInteger()
DIGEST: Final = LargeBinary(16)
JSON_TEXT: Final = Text()
CODE: Final = String(200)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_MICROSECOND: Final = timedelta(microseconds=1)


def moment_column(name: str, *, nullable: bool = False) -> Column[Any]:
    """Return a column for a moment, in microseconds since 1970, UTC."""
    return Column(name, MOMENT, nullable=nullable)


def to_micros(moment: datetime) -> int:
    """Return what a column keeps for an aware `moment`; exact, unlike `timestamp()`."""
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the moment a column keeps, in UTC."""
    return _EPOCH + micros * _MICROSECOND


def to_micros_or_none(moment: datetime | None) -> int | None:
    """Return what a nullable column keeps."""
    return None if moment is None else to_micros(moment)


def from_micros_or_none(micros: int | None) -> datetime | None:
    """Return the moment a nullable column keeps."""
    return None if micros is None else from_micros(micros)


def to_units(amount: Decimal | None) -> int | None:
    """Return the hundredths a nullable column keeps."""
    return None if amount is None else to_hundredths(amount)


def from_units(count: int | None) -> Decimal | None:
    """Return the amount a nullable column keeps."""
    return None if count is None else from_hundredths(count)


def dump(value: object) -> str:
    """Return `value` as the JSON text a column keeps: keys sorted, no spaces."""
    return _ENCODER.encode(value)


def load(text: str) -> Any:  # noqa: ANN401 - the caller knows the shape it stored
    """Return the value of a JSON column."""
    return json.loads(text)
