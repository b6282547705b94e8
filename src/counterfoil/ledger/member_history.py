"""What happened to one member: redemptions, refusals, units and coupons, newest first in pages."""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, collate, or_

from counterfoil.ledger.database import SQLITE
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_events import SOURCES, Happening, HistoryLine, Source
from counterfoil.ledger.tables.base import to_micros

__all__ = ["Happening", "HistoryLine", "member_history"]

_RANK: Final = {each: rank for rank, each in enumerate(Happening)}


def member_history(
    ledger: Ledger, member_id: str, behind: HistoryLine | None = None, limit: int = 50
) -> tuple[HistoryLine, ...]:
    """Return a page of what happened to a member, newest first, behind the line `behind`."""
    found: list[HistoryLine] = []
    with ledger.read() as conn:
        for kind, source in SOURCES.items():
            key = _key(source, kind, conn.dialect.name)
            query = source.select(member_id)
            if behind is not None:
                query = query.where(_behind(source.at, key, kind, behind))
            query = query.order_by(source.at.desc(), key).limit(limit)
            found += [source.line(conn, row) for row in conn.execute(query).all()]
    found.sort(key=lambda line: (-to_micros(line.at), _RANK[line.kind], line.id))
    return tuple(found[:limit])


def _key(source: Source, kind: Happening, dialect: str) -> ColumnElement[Any]:
    """Return what rows of one moment are ordered by: code point by code point, as Python does."""
    if kind is Happening.MOVED or dialect == SQLITE:
        return source.key
    return collate(source.key, "C")


def _behind(
    when: ColumnElement[int], key: ColumnElement[Any], kind: Happening, line: HistoryLine
) -> ColumnElement[bool]:
    """Say which rows of a source come behind a line, whatever that is about."""
    at = to_micros(line.at)
    if _RANK[kind] < _RANK[line.kind]:
        return when < at
    if _RANK[kind] > _RANK[line.kind]:
        return when <= at
    last = int(line.id) if kind is Happening.MOVED else line.id
    return or_(when < at, and_(when == at, key > last))
