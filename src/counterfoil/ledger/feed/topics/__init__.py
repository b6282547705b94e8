"""The objects the feed carries, by topic, each read from the hub's tables and put into a device's.

The topics stand in the order in which they refer to one another.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from counterfoil.domain.exchange import Document
from counterfoil.ledger.feed.topics import brand, codes, given, members, printed, rights
from counterfoil.ledger.feed.topics.topic import PAGE, Putting, Topic
from counterfoil.ledger.ledger import Ledger

TOPICS: Final[Mapping[str, Topic]] = {
    "store": brand.STORE,
    "device": brand.DEVICE,
    "staff": brand.STAFF,
    "enrolment": brand.ENROLMENT,
    "tier": brand.TIER,
    "segment": brand.SEGMENT,
    "schema": brand.SCHEMA,
    "reward": brand.REWARD,
    "campaign": brand.CAMPAIGN,
    "usage": brand.USAGE,
    "batch": codes.BATCH,
    "codes": codes.CODES,
    "code": codes.CODE,
    "run": printed.RUN,
    "member": members.MEMBER,
    "redemption": given.REDEMPTION,
    "coupon": given.COUPON,
    "grant": rights.GRANT,
    "allowance": rights.ALLOWANCE,
    "conflict": rights.CONFLICT,
}

_PLACES: Final = {topic: place for place, topic in enumerate(TOPICS)}


def place_of(topic: str) -> int:
    """Return where a topic stands in the order of putting; a code and its run stand alike."""
    return _PLACES["codes" if topic == "code" else topic]


def read(conn: Connection, topic: str, key: str) -> Document | None:
    """Return an object as it is now, None where it is gone."""
    return TOPICS[topic].read(conn, [key]).get(key)


def read_many(conn: Connection, topic: str, keys: Sequence[str]) -> Mapping[str, Document]:
    """Return objects as they are now, by key; what is gone is left out."""
    found: dict[str, Document] = {}
    for at in range(0, len(keys), PAGE):
        found.update(TOPICS[topic].read(conn, keys[at : at + PAGE]))
    return found


def put(
    ledger: Ledger, conn: Connection, topic: str, key: str, document: Document | None, now: datetime
) -> None:
    """Make an object of a device's ledger what its document says."""
    TOPICS[topic].put(Putting(ledger, conn, now), key, document)
