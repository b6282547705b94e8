"""What goes with an answer: objects as they are now, and those that they refer to.

Whoever asked may know less than the hub does; what it gets has to hold together.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from counterfoil.domain.exchange import Document
from counterfoil.ledger.feed import topics

Named = tuple[str, str]
"""A topic, and the key of an object of it."""


def told(conn: Connection, wanted: Iterable[Named]) -> list[list[Any]]:
    """Return objects as `[topic, key, document]`, with all that they refer to."""
    waiting = list(dict.fromkeys(wanted))
    found: dict[Named, Document | None] = {}
    while waiting:
        named = waiting.pop(0)
        if named in found:
            continue
        found[named] = topics.read(conn, *named)
        waiting += _referred(named[0], found[named])
    return [[topic, key, document] for (topic, key), document in found.items()]


def told_again(conn: Connection, answer: Document | None) -> Document | None:
    """Return an answer that was kept as it is given again: with people as they are now."""
    if answer is None or "documents" not in answer:
        return answer
    documents = [
        [topic, key, topics.read(conn, topic, key) if document is None else document]
        for topic, key, document in answer["documents"]
    ]
    return {**answer, "documents": documents}


def _referred(topic: str, document: Document | None) -> Iterator[Named]:
    row: Mapping[str, Any] = {} if document is None else document.get("row", {})
    if topic == "campaign":
        version = (document or {}).get("version") or {}
        yield from _named(("schema", row.get("event")), ("staff", version.get("saved_by")))
    elif topic == "member":
        yield from _named(("tier", row.get("tier")), ("member", row.get("referrer_id")))
    elif topic == "coupon":
        yield from _named(("reward", row.get("reward_id")), ("member", row.get("member_id")))


def _named(*every: tuple[str, str | None]) -> Iterator[Named]:
    for topic, key in every:
        if key:
            yield topic, key
