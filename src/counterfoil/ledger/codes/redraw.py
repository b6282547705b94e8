"""Codes drawn again, because another format or an import had them first."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from sqlalchemy import Connection, bindparam, update

from counterfoil.domain.code import CodeFormat
from counterfoil.domain.codespace import space
from counterfoil.domain.mint import digests, mint
from counterfoil.ledger.codes.bulk import insert_digests, known_digests
from counterfoil.ledger.codes.spaces import Reserved, next_number, set_next_number
from counterfoil.ledger.codes.spool import as_records
from counterfoil.ledger.tables.codes import codes

_AT_LEAST: Final = 1024
"""Numbers looked through at once: where imports have filled a space, few of them are free."""


def draw_again(
    conn: Connection,
    code_format: CodeFormat,
    reserved: Reserved,
    digest_key: bytes,
    ids: Sequence[int],
) -> Sequence[int]:
    """Give the codes with these ids other texts and digests; return the ids still without.

    Raises InvalidInput where the space has no numbers left.
    """
    start = next_number(conn, reserved.space_id)
    count = max(1, min(max(len(ids), _AT_LEAST), space(code_format) - start))
    drawn = mint(code_format, reserved.key, start, count)
    keyed = digests(drawn, digest_key)
    known = known_digests(conn, as_records(keyed, np.arange(count)))
    free = [number for number in range(count) if number not in known][: len(ids)]
    used_up = free[-1] + 1 if len(free) == len(ids) else count
    set_next_number(conn, reserved.space_id, start + used_up)
    if not free:
        return ids
    given = ids[: len(free)]
    _put_texts(conn, given, [drawn[number].decode() for number in free])
    # Another process may have added the same code just now.
    clashes = insert_digests(conn, as_records(keyed[free], np.array(given)))
    return [*(clash.code_id for clash in clashes), *ids[len(free) :]]


def _put_texts(conn: Connection, ids: Sequence[int], texts: Sequence[str]) -> None:
    conn.execute(
        update(codes).where(codes.c.id == bindparam("code")).values(text=bindparam("new")),
        [{"code": code, "new": text} for code, text in zip(ids, texts, strict=True)],
    )
