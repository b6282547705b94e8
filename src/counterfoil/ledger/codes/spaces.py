"""Code spaces: for each code format one secret key and one counter, shared by all campaigns.

A counter's numbers are permuted into codes by the key (domain.mint), so that codes of a format are
unique by construction, whatever campaign they are made for.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, desc, select, text, update

from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.codespace import SpaceUse, check_space
from counterfoil.domain.errors import Conflict
from counterfoil.ledger.tables.codes import code_spaces

_KEY_SIZE: Final = 32
_ADD: Final = text(
    """INSERT INTO code_spaces
    (format, character_set, length, prefix, look_alikes, check_character, key, next_counter)
    VALUES (:format, :character_set, :length, :prefix, :look_alikes, :check_character, :key, 0)
    ON CONFLICT DO NOTHING"""
)


@dataclass(frozen=True, slots=True)
class Reserved:
    """Numbers `start` to before `end` of a space's counter, for one batch to use up."""

    space_id: int
    key: bytes
    start: int
    end: int
    use: SpaceUse


def reserve(conn: Connection, code_format: CodeFormat, quantity: int) -> Reserved:
    """Reserve the next `quantity` numbers of the format's space, which is made where it is new.

    Raises InvalidInput where the space is too small for so many more codes, and Conflict where only
    the hub has its key.
    """
    conn.execute(_ADD, {**_columns(code_format), "key": secrets.token_bytes(_KEY_SIZE)})
    found = conn.execute(
        select(code_spaces).where(code_spaces.c.format == identity(code_format)).with_for_update()
    ).one()
    if not found.key:
        raise Conflict("Codes of this format are made at the hub only; make them there.")
    use = check_space(code_format, found.next_counter, quantity)
    end = found.next_counter + quantity
    conn.execute(update(code_spaces).where(code_spaces.c.id == found.id).values(next_counter=end))
    return Reserved(found.id, found.key, found.next_counter, end, use)


def next_number(conn: Connection, space_id: int) -> int:
    """Return the next number of a space's counter; it moves for nobody else meanwhile."""
    chosen = select(code_spaces.c.next_counter).where(code_spaces.c.id == space_id)
    return int(conn.execute(chosen.with_for_update()).scalar_one())


def set_next_number(conn: Connection, space_id: int, number: int) -> None:
    """Move a space's counter on, after `next_number` in the same transaction."""
    chosen = update(code_spaces).where(code_spaces.c.id == space_id)
    conn.execute(chosen.values(next_counter=number))


def give_back(conn: Connection, space_id: int, start: int, end: int) -> None:
    """Take a reservation back, unless later ones were made: then its numbers stay unused."""
    conn.execute(
        update(code_spaces)
        .where(code_spaces.c.id == space_id, code_spaces.c.next_counter == end)
        .values(next_counter=start)
    )


def made_so_far(conn: Connection, code_format: CodeFormat) -> int:
    """Return how many codes of the format there are, in all campaigns."""
    wanted = code_spaces.c.format == identity(code_format)
    made = conn.execute(select(code_spaces.c.next_counter).where(wanted)).scalar()
    return int(made or 0)


def known_formats(conn: Connection) -> tuple[CodeFormat, ...]:
    """Return the formats that codes were made of, the newest first, to read typed codes by."""
    rows = conn.execute(
        select(code_spaces).where(code_spaces.c.next_counter > 0).order_by(desc(code_spaces.c.id))
    )
    return tuple(_format(row) for row in rows)


def formats_of(conn: Connection, space_ids: Iterable[int]) -> tuple[CodeFormat, ...]:
    """Return the formats of spaces."""
    rows = conn.execute(select(code_spaces).where(code_spaces.c.id.in_(list(space_ids))))
    return tuple(_format(row) for row in rows)


def identity(code_format: CodeFormat) -> str:
    """Return what two formats share if and only if they draw the same codes."""
    check = "check" if code_format.check_character else ""
    return f"{code_format.prefix}/{code_format.alphabet}/{code_format.length}/{check}"


def _columns(code_format: CodeFormat) -> dict[str, object]:
    return {
        "format": identity(code_format),
        "character_set": code_format.character_set.value,
        "length": code_format.length,
        "prefix": code_format.prefix,
        "look_alikes": code_format.look_alikes,
        "check_character": code_format.check_character,
    }


def _format(row: Row[Any]) -> CodeFormat:
    return CodeFormat(
        CharacterSet(row.character_set),
        row.length,
        row.prefix,
        look_alikes=row.look_alikes,
        check_character=row.check_character,
    )
