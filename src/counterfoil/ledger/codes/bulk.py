"""Codes and digests written and removed by the thousand, each chunk in one statement.

The rows travel packed into blobs of fields of equal width, and the database takes them apart: a
third of the time of a statement a row, and the other threads of the program run meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, TextClause, text

_ID_WIDTH: Final = 12
_POWERS: Final = 10 ** np.arange(_ID_WIDTH - 1, -1, -1, dtype=np.int64)

_NUMBERS: Final = {
    "sqlite": "WITH RECURSIVE n(i) AS"
    " (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count)",
    "postgresql": "WITH n(i) AS (SELECT generate_series(0, CAST(:count AS integer) - 1))",
}
_BLOB: Final = {
    "sqlite": "substr(:{blob}, i * {width} + 1, {width})",
    "postgresql": "substr(CAST(:{blob} AS bytea), i * {width} + 1, {width})",
}
_TEXT: Final = {"sqlite": "CAST({blob} AS text)", "postgresql": "convert_from({blob}, 'UTF8')"}

_INSERT_CODES: Final = """
{numbers} INSERT INTO codes (id, batch_id, text, status)
SELECT :first + i, :batch, {texts}, 0 FROM n"""

# numpy pads with NUL, which SQL cannot trim; a space it can, and no code ends in one.
_INSERT_UNEQUAL: Final = """
{numbers} INSERT INTO codes (id, batch_id, text, status)
SELECT :first + i, :batch, rtrim({texts}), CAST({statuses} AS integer) FROM n"""

_INSERT_MIRRORED: Final = """
{numbers} INSERT INTO codes (id, batch_id, text, status)
SELECT :first + i, :batch, NULL, CAST({statuses} AS integer) FROM n WHERE {statuses} <> '9'"""

_INSERT_MIRRORED_TEXTS: Final = """
{numbers} INSERT INTO codes (id, batch_id, text, status)
SELECT :first + i, :batch, rtrim({texts}), CAST({statuses} AS integer) FROM n
WHERE {statuses} <> '9'"""

_INSERT_DIGESTS: Final = """
{numbers} INSERT INTO code_digests (digest, code_id)
SELECT {digests}, CAST({ids} AS bigint) FROM n WHERE true ON CONFLICT DO NOTHING"""

_KNOWN: Final = """
{numbers}, given(digest, id) AS (SELECT {digests}, CAST({ids} AS bigint) FROM n)
SELECT given.id FROM given JOIN code_digests ON code_digests.digest = given.digest"""

_CLASHES: Final = """
{numbers}, given(digest, id) AS (SELECT {digests}, CAST({ids} AS bigint) FROM n)
SELECT given.id, code_digests.code_id
FROM given JOIN code_digests ON code_digests.digest = given.digest
WHERE code_digests.code_id <> given.id"""


NO_CODE: Final = ord("9")
"""Stands among the digits of statuses where an id was left out."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A code that stands there already: `code_id` is the new one, `holder_id` the one there."""

    code_id: int
    holder_id: int


def insert_drawn(conn: Connection, first_id: int, batch_id: int, texts: NDArray[np.bytes_]) -> None:
    """Add unused codes of equal length in ASCII, with the ids from `first_id` on."""
    values = {"first": first_id, "batch": batch_id, "count": len(texts), "texts": texts.tobytes()}
    conn.execute(_statement(_INSERT_CODES, conn.dialect.name, texts.itemsize), values)


def insert_texts(
    conn: Connection, first_id: int, batch_id: int, texts: Sequence[str], statuses: bytes
) -> None:
    """Add codes with the ids from `first_id` on, of any texts that do not end in a space.

    `statuses` holds a digit for each of them.
    """
    fields = np.array([text.encode() for text in texts])
    values = {"first": first_id, "batch": batch_id, "count": len(texts), "statuses": statuses}
    values["texts"] = fields.tobytes().replace(b"\0", b" ")
    conn.execute(_statement(_INSERT_UNEQUAL, conn.dialect.name, fields.itemsize), values)


def insert_mirrored(
    conn: Connection,
    first_id: int,
    batch_id: int,
    statuses: bytes,
    texts: Sequence[str] | None = None,
) -> None:
    """Add codes of a hub with the ids from `first_id` on; without `texts`, nobody can read them.

    `statuses` holds a digit for each id, `NO_CODE` for one that no code has.
    """
    values: dict[str, object] = {"first": first_id, "batch": batch_id, "statuses": statuses}
    values["count"] = len(statuses)
    if texts is None:
        conn.execute(_statement(_INSERT_MIRRORED, conn.dialect.name), values)
        return
    fields = np.array([text.encode() for text in texts])
    values["texts"] = fields.tobytes().replace(b"\0", b" ")
    conn.execute(_statement(_INSERT_MIRRORED_TEXTS, conn.dialect.name, fields.itemsize), values)


def insert_digests(conn: Connection, records: NDArray[np.void]) -> list[Clash]:
    """Add digests (records of a spool) and return those that stand there already, not added."""
    values = _packed(records)
    added = conn.execute(_statement(_INSERT_DIGESTS, conn.dialect.name), values).rowcount
    if added == len(records):
        return []
    found = conn.execute(_statement(_CLASHES, conn.dialect.name), values)
    return [Clash(code_id, holder_id) for code_id, holder_id in found]


def known_digests(conn: Connection, records: NDArray[np.void]) -> set[int]:
    """Return the ids of those records whose digests are there already."""
    found = conn.execute(_statement(_KNOWN, conn.dialect.name), _packed(records))
    return set(found.scalars())


def _packed(records: NDArray[np.void]) -> dict[str, object]:
    # The digest is the first 16 bytes of a record.
    digests = records.view(np.uint8).reshape(len(records), -1)[:, :16].tobytes()
    return {"digests": digests, "ids": _decimal(records["id"]), "count": len(records)}


def _decimal(ids: NDArray[np.int64]) -> bytes:
    digits = ids[:, np.newaxis] // _POWERS % 10 + ord("0")
    return digits.astype(np.uint8).tobytes()


@cache
def _statement(template: str, dialect: str, text_width: int = 0) -> TextClause:
    def field(blob: str, width: int) -> str:
        return _BLOB[dialect].format(blob=blob, width=width)

    def as_text(blob: str, width: int) -> str:
        return _TEXT[dialect].format(blob=field(blob, width))

    return text(
        template.format(
            numbers=_NUMBERS[dialect],
            texts=as_text("texts", text_width),
            statuses=as_text("statuses", 1),
            digests=field("digests", 16),
            ids=as_text("ids", _ID_WIDTH),
        )
    )
