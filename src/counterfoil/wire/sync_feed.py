"""What devices pull, version 1: changes, what a snapshot is made of, and the codes of a batch.

{"v": 1, "after": 4, "seq": 7, "changes": [{"seq": 7, "topic": "campaign", "key": "c1",
 "document": {…} or null}], "more": false, "acked": 12, "epoch": 1, "hub_time": 178…}
{"v": 1, "seq": 7, "epoch": 1, "acked": 12, "pages": ["64 hex digits", …], "hub_time": 178…}
{"v": 1, "batch": 3, "digests": ["64 hex digits", …], "texts": ["64 hex digits", …]}
"""

from typing import Annotated

from pydantic import Field, JsonValue

from counterfoil.domain.exchange import BatchPages, Change, Changes, Manifest
from counterfoil.wire.shape import (
    VERSION,
    Count,
    EpochNumber,
    Hash,
    Message,
    Moment,
    Name,
    Version,
    micros,
    moment,
    read_message,
)


class ChangeMessage(Message):
    """The shape of a change inside a message."""

    seq: Count
    topic: Annotated[str, Field(min_length=1, max_length=20)]
    key: Name
    document: dict[str, JsonValue] | None


class ChangesMessage(Message):
    """The shape of a page of the feed."""

    v: Version
    after: Count
    seq: Count
    changes: list[ChangeMessage]
    more: bool
    acked: Count
    epoch: EpochNumber
    hub_time: Moment


class ManifestMessage(Message):
    """The shape of what a snapshot is made of."""

    v: Version
    seq: Count
    epoch: EpochNumber
    acked: Count
    pages: list[Hash]
    hub_time: Moment


class BatchPagesMessage(Message):
    """The shape of what the codes of a batch are made of."""

    v: Version
    batch: Count
    digests: list[Hash]
    texts: list[Hash]


def write_change(change: Change) -> dict[str, object]:
    """Return the JSON object of a change inside a message, and of a line of a snapshot's page."""
    return {
        "seq": change.seq,
        "topic": change.topic,
        "key": change.key,
        "document": None if change.document is None else dict(change.document),
    }


def read_change(document: object) -> Change:
    """Return the change of a JSON object. Raises as `read_message`."""
    return _change(read_message(ChangeMessage, document, "change"))


def write_changes(changes: Changes) -> dict[str, object]:
    """Return the message of a page of the feed."""
    return {
        "v": VERSION,
        "after": changes.after,
        "seq": changes.seq,
        "changes": [write_change(each) for each in changes.changes],
        "more": changes.more,
        "acked": changes.acked,
        "epoch": changes.epoch,
        "hub_time": micros(changes.hub_time),
    }


def read_changes(document: object) -> Changes:
    """Return a page of the feed. Raises as `read_message`."""
    message = read_message(ChangesMessage, document, "page of changes")
    return Changes(
        after=message.after,
        seq=message.seq,
        changes=tuple(map(_change, message.changes)),
        more=message.more,
        acked=message.acked,
        epoch=message.epoch,
        hub_time=moment(message.hub_time),
    )


def write_manifest(manifest: Manifest) -> dict[str, object]:
    """Return the message that says what a snapshot is made of."""
    return {
        "v": VERSION,
        "seq": manifest.seq,
        "epoch": manifest.epoch,
        "acked": manifest.acked,
        "pages": list(manifest.pages),
        "hub_time": micros(manifest.hub_time),
    }


def read_manifest(document: object) -> Manifest:
    """Return what a snapshot is made of. Raises as `read_message`."""
    message = read_message(ManifestMessage, document, "snapshot")
    return Manifest(
        seq=message.seq,
        epoch=message.epoch,
        acked=message.acked,
        pages=tuple(message.pages),
        hub_time=moment(message.hub_time),
    )


def write_batch(pages: BatchPages) -> dict[str, object]:
    """Return the message that says what the codes of a batch are made of."""
    return {
        "v": VERSION,
        "batch": pages.batch,
        "digests": list(pages.digests),
        "texts": list(pages.texts),
    }


def read_batch(document: object) -> BatchPages:
    """Return what the codes of a batch are made of. Raises as `read_message`."""
    message = read_message(BatchPagesMessage, document, "batch")
    return BatchPages(message.batch, tuple(message.digests), tuple(message.texts))


def _change(message: ChangeMessage) -> Change:
    return Change(message.seq, message.topic, message.key, message.document)
