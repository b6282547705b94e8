"""Entries on their way to the hub, and its verdicts on the way back, version 1.

    {"v": 1, "uploads": [{"entry": {…}, "with": {…}, "receipt": {…} or null}, …]}
    {"v": 1, "verdicts": [{"n": 1, "outcome": "applied", "of": "", "reason": "", "values": {},
     "answer": null, "receipt": "64 hex digits or none"}], "next_n": 2, "epoch": 1,
     "hub_time": 1780000000000000, "state": "active", "waits": false}

What a device did is never refused because of how it is written: an upload that cannot be read, or
that a newer program wrote, is passed on as the text it came as.
"""

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Annotated, Any, Final

from pydantic import Field, JsonValue

from counterfoil.domain.entry import canonical
from counterfoil.domain.errors import InvalidInput, UserError
from counterfoil.domain.exchange import DeviceState, EntryVerdict, Outcome, Pushed, Upload
from counterfoil.wire.entry import read_entry, read_writable_entry, write_entry
from counterfoil.wire.shape import (
    MOST_N,
    VERSION,
    EpochNumber,
    Message,
    Moment,
    Number,
    Version,
    micros,
    moment,
    parse,
    read_message,
    version_of,
)
from counterfoil.wire.sync_apart import apart

_HALF_PAIR: Final = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")
_Receipt = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
_Outcome = Annotated[Outcome, Field(strict=False)]
_State = Annotated[DeviceState, Field(strict=False)]


class VerdictMessage(Message):
    """The shape of a verdict inside a message."""

    n: Number
    outcome: _Outcome
    of: Annotated[str, Field(max_length=200)]
    reason: Annotated[str, Field(max_length=2000)]
    values: dict[str, JsonValue]
    answer: dict[str, JsonValue] | None
    receipt: _Receipt


class UploadMessage(Message):
    """The shape of an upload inside a message; its entry has a reader of its own."""

    entry: dict[str, Any]
    attached: Annotated[dict[str, JsonValue], Field(alias="with")]
    receipt: VerdictMessage | None


class PushMessage(Message):
    """The shape of what a device pushes."""

    v: Version
    uploads: list[dict[str, Any]]


class IntentMessage(Message):
    """The shape of what a device asks the hub about."""

    v: Version
    upload: dict[str, Any]


class PushedMessage(Message):
    """The shape of the hub's answer to a push."""

    v: Version
    verdicts: list[VerdictMessage]
    next_n: Number
    epoch: EpochNumber
    hub_time: Moment
    state: _State
    waits: bool


class AnswerMessage(Message):
    """The shape of the hub's answer to an intent."""

    v: Version
    verdict: VerdictMessage


def write_upload(upload: Upload) -> dict[str, object]:
    """Return the JSON object of an upload. One that was never read is sent as it came."""
    if upload.signed is None:
        found = parse(upload.raw)
        assert isinstance(found, dict)  # noqa: S101 - it came as an object
        return found
    receipt = None if upload.receipted is None else write_verdict(upload.receipted)
    return {
        "entry": write_entry(upload.signed),
        "with": dict(upload.attached),
        "receipt": receipt,
    }


def read_upload(raw: str) -> Upload:
    """Return the upload whose JSON text is `raw`; without its entry where that cannot be read."""
    try:
        return _upload(raw, parse(raw))
    except InvalidInput:
        return Upload(_number(raw), raw, None)


def write_push(uploads: Iterable[Upload]) -> dict[str, object]:
    """Return the message that hands over entries, in order."""
    return {"v": VERSION, "uploads": [write_upload(each) for each in uploads]}


def read_push(text: str | bytes) -> tuple[Upload, ...]:
    """Return the uploads of a message. What a newer program wrote is passed on as text.

    A device sends its entries in order, so one that says no number has that behind the one before
    it; 0 where none before it says one.

    Raises InvalidInput where the message itself is none; none of its uploads is looked at then.
    """
    parts, rest = apart(text)
    version = version_of(rest)
    if version is not None and version > VERSION:
        return _numbered([Upload(_number(raw), raw, None) for raw, _ in parts])
    read_message(PushMessage, {**rest, "uploads": []}, "push")
    return _numbered([_upload(raw, document) for raw, document in parts])


def write_pushed(pushed: Pushed) -> dict[str, object]:
    """Return the message that answers a push."""
    return {
        "v": VERSION,
        "verdicts": [write_verdict(each) for each in pushed.verdicts],
        "next_n": pushed.next_n,
        "epoch": pushed.epoch,
        "hub_time": micros(pushed.hub_time),
        "state": pushed.state.value,
        "waits": pushed.waits,
    }


def read_pushed(document: object) -> Pushed:
    """Return the answer to a push. Raises as `read_message`."""
    message = read_message(PushedMessage, document, "answer")
    return Pushed(
        verdicts=tuple(map(_verdict, message.verdicts)),
        next_n=message.next_n,
        epoch=message.epoch,
        hub_time=moment(message.hub_time),
        state=message.state,
        waits=message.waits,
    )


def write_intent(upload: Upload) -> dict[str, object]:
    """Return the message that asks the hub about an intent."""
    return {"v": VERSION, "upload": write_upload(upload)}


def read_intent(text: str | bytes) -> Upload:
    """Return the intent that the hub is asked about.

    Raises InvalidInput where it cannot be read, Conflict where a newer program wrote it.
    """
    message = read_message(IntentMessage, parse(text), "question")
    # Nothing was done yet, so it can be refused; the reason is the entry's own.
    read_entry(message.upload.get("entry"))
    upload = read_upload(canonical(message.upload))
    if upload.signed is None:
        raise InvalidInput("This is no question: what goes with the entry cannot be read.")
    return upload


def write_answer(verdict: EntryVerdict) -> dict[str, object]:
    """Return the message that answers an intent."""
    return {"v": VERSION, "verdict": write_verdict(verdict)}


def read_answer(document: object) -> EntryVerdict:
    """Return the answer to an intent. Raises as `read_message`."""
    return _verdict(read_message(AnswerMessage, document, "answer").verdict)


def write_verdict(verdict: EntryVerdict) -> dict[str, object]:
    """Return the JSON object of a verdict inside a message."""
    return {
        "n": verdict.n,
        "outcome": verdict.outcome.value,
        "of": verdict.of,
        "reason": verdict.reason,
        "values": dict(verdict.values),
        "answer": None if verdict.answer is None else dict(verdict.answer),
        "receipt": verdict.receipt.hex(),
    }


def read_verdict(document: object) -> EntryVerdict:
    """Return the verdict of a JSON object. Raises as `read_message`."""
    return _verdict(read_message(VerdictMessage, document, "verdict"))


def _verdict(message: VerdictMessage) -> EntryVerdict:
    return EntryVerdict(
        n=message.n,
        outcome=message.outcome,
        of=message.of,
        reason=message.reason,
        values=message.values,
        answer=message.answer,
        receipt=bytes.fromhex(message.receipt),
    )


def _upload(raw: str, document: object) -> Upload:
    try:
        message = read_message(UploadMessage, document, "upload")
        if _HALF_PAIR.search(raw):
            # Half of a pair, or a whole one: canonical bytes tell.
            _refuse_unwritable({"entry": message.entry, "with": message.attached})
        signed = read_writable_entry(message.entry)
        receipt = None if message.receipt is None else _verdict(message.receipt)
    except UserError:
        return Upload(_number(raw), raw, None)
    return Upload(signed.entry.n, raw, signed, message.attached, receipt)


def _numbered(uploads: list[Upload]) -> tuple[Upload, ...]:
    found: list[Upload] = []
    for upload in uploads:
        before = found[-1].n if found else 0
        found.append(replace(upload, n=before + 1) if not upload.n and before else upload)
    return tuple(found)


def _number(raw: str) -> int:
    """Return the number that an upload says its entry has, 0 where it says none."""
    with suppress(ValueError, RecursionError, AttributeError):
        found = json.loads(raw).get("entry").get("n")
        if type(found) is int and 1 <= found <= MOST_N:
            return found
    return 0


def _refuse_unwritable(document: Mapping[str, object]) -> None:
    """Refuse half of a surrogate pair, which no database takes."""
    try:
        canonical(document).encode()
    except (ValueError, RecursionError):
        raise InvalidInput("This is no upload: it holds what JSON in UTF-8 cannot.") from None
