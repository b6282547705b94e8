"""Members in a CSV file: its columns by name, its cells, and what they make of a member."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.member import Member
from counterfoil.ledger.codes.cell import without_guard
from counterfoil.ledger.codes.csv_file import CsvFile
from counterfoil.ledger.csv_table import Row
from counterfoil.openloyalty.member import read_member, write_member

CARD: Final = "loyaltyCardNumber"
ATTRIBUTE: Final = "attr."
"""What a column of a custom attribute begins with; the attribute's key follows."""

_COLUMNS: Final = (
    CARD,
    "firstName",
    "lastName",
    "email",
    "phone",
    "tier",
    "segments",
    "registeredAt",
    "referrer",
)
_BY_NAME: Final = {name.casefold(): name for name in _COLUMNS} | {"card": CARD}
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class MemberRow:
    """The cells of a row by column, without those the row is too short for; `line` in the file."""

    line: int
    card: str
    fields: Mapping[str, str]


def read_heading(heading: Row, file: CsvFile) -> tuple[str, ...]:
    """Return the columns that a heading names, in order; case, spaces and `_` do not matter.

    Raises:
        InvalidInput: a column is not known or named twice, or there is none of card numbers.
    """
    columns = tuple(_column(cell, file) for cell in heading)
    twice = next((name for name in columns if columns.count(name) > 1), None)
    if twice is not None:
        raise InvalidInput(
            "The file {name} has two columns {column}; take one out.",
            name=file.name,
            column=twice[:_SHOWN],
        )
    if CARD not in columns:
        raise InvalidInput(
            "The file {name} has no column {card}; name the column of the card numbers so.",
            name=file.name,
            card=CARD,
        )
    return columns


def read_row(columns: tuple[str, ...], line: int, row: Row) -> MemberRow:
    """Return the cells of a row by column. Raises InvalidInput where there are too many."""
    if any(row[len(columns) :]):
        raise InvalidInput("there are more cells than columns; put cells with a comma in quotes")
    cells = [without_guard(cell.strip()) for cell in row]
    fields = dict(zip(columns, cells, strict=False))
    return MemberRow(line, fields.get(CARD, ""), fields)


def member_of(
    row: MemberRow,
    before: Member | None,
    referrer_id: str | None,
    *,
    new_id: str,
    now: datetime,
    zone: tzinfo,
) -> Member:
    """Return the member that a row makes of the one `before`, or of nobody.

    A column that is not there leaves what it is about; an empty cell empties it, but for
    `registeredAt`. `referrer_id` is that of the card in the column `referrer`.

    Raises:
        InvalidInput: naming each field that cannot be.
    """
    kept: dict[str, Any] = {}
    if before is not None:
        written: Any = write_member(before)["member"]
        kept = dict(written)
    body = kept | _plain_fields(row) | {CARD: row.card}
    if "segments" in row.fields:
        body["segments"] = [each.strip() for each in _parted(row.fields["segments"])]
    if "referrer" in row.fields:
        body["referrerId"] = referrer_id
    attributes = dict(before.custom_attributes) if before else {}
    body["customAttributes"] = _attributes(row, attributes)
    return read_member(
        body,
        id=before.id if before else new_id,
        registered_at=before.registered_at if before else now,
        zone=zone,
    )


def _column(cell: str, file: CsvFile) -> str:
    name = cell.strip()
    if name.casefold().startswith(ATTRIBUTE) and name[len(ATTRIBUTE) :].strip():
        return ATTRIBUTE + name[len(ATTRIBUTE) :].strip()
    known = _BY_NAME.get(re.sub(r"[\s_-]", "", name).casefold())
    if known is None:
        raise InvalidInput(
            "The column {column} of {name} is not known; there can be {known}, and {attribute}KEY"
            " for a custom attribute.",
            column=name[:_SHOWN] or '""',
            name=file.name,
            known=", ".join(_COLUMNS),
            attribute=ATTRIBUTE,
        )
    return known


def _plain_fields(row: MemberRow) -> dict[str, object]:
    plain: dict[str, object] = {
        name: row.fields[name]
        for name in ("firstName", "lastName", "email", "phone")
        if name in row.fields
    }
    if "tier" in row.fields:
        plain["tier"] = row.fields["tier"] or None
    registered_at = row.fields.get("registeredAt", "")
    if registered_at:
        is_day = _DAY.fullmatch(registered_at)
        plain["registeredAt"] = f"{registered_at}T00:00:00" if is_day else registered_at
    return plain


def _parted(segments: str) -> list[str]:
    return [each for each in re.split(r"[;|]", segments) if each.strip()]


def _attributes(row: MemberRow, attributes: dict[str, str]) -> dict[str, str]:
    for column, cell in row.fields.items():
        if not column.startswith(ATTRIBUTE):
            continue
        if cell:
            attributes[column.removeprefix(ATTRIBUTE)] = cell
        else:
            attributes.pop(column.removeprefix(ATTRIBUTE), None)
    return attributes
