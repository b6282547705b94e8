"""Joining a hub, version 1: what a device shows, and what it gets.

{"v": 1, "token": "…", "name": "Till 2", "public_key": "64 hex", "proof": "128 hex digits"}
{"v": 1, "device": "…", "name": "Till 2", "kind": "till", "store": {"code": "W1", "name": "…",
"zone": "Europe/Warsaw", "currency": "PLN"}, "digest_key": "64 hex", "hub_id": "…",
"epoch": 1, "hub_time": 178…}
"""

from dataclasses import dataclass
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.exchange import DeviceKind, Enrolment
from counterfoil.domain.store import Store
from counterfoil.wire.shape import (
    VERSION,
    EpochNumber,
    Hash,
    Message,
    Moment,
    Name,
    Signature,
    Version,
    micros,
    moment,
    read_message,
)

_Kind = Annotated[DeviceKind, Field(strict=False)]


@dataclass(frozen=True, slots=True)
class Joining:
    """What a device asks to join with; `proof` is its signature of `domain.proof.join_bytes`."""

    token: str
    name: str
    public_key: bytes
    proof: bytes


class JoiningMessage(Message):
    """The shape of what a device joins with."""

    v: Version
    token: Name
    name: Annotated[str, Field(max_length=100)]
    public_key: Hash
    proof: Signature


class StoreMessage(Message):
    """The shape of a store inside a message."""

    code: Name
    name: str
    zone: Name
    currency: Annotated[str, Field(min_length=3, max_length=3)]


class EnrolmentMessage(Message):
    """The shape of what a device gets when it joins."""

    v: Version
    device: Name
    name: str
    kind: _Kind
    store: StoreMessage
    digest_key: Hash
    hub_id: Name
    epoch: EpochNumber
    hub_time: Moment


def write_joining(joining: Joining) -> dict[str, object]:
    """Return the message that a device joins with."""
    return {
        "v": VERSION,
        "token": joining.token,
        "name": joining.name,
        "public_key": joining.public_key.hex(),
        "proof": joining.proof.hex(),
    }


def read_joining(document: object) -> Joining:
    """Return what a device joins with. Raises as `read_message`."""
    message = read_message(JoiningMessage, document, "request to join")
    return Joining(
        token=message.token,
        name=message.name,
        public_key=bytes.fromhex(message.public_key),
        proof=bytes.fromhex(message.proof),
    )


def write_enrolment(enrolment: Enrolment) -> dict[str, object]:
    """Return the message that tells a device what it needs to know."""
    store = enrolment.store
    return {
        "v": VERSION,
        "device": enrolment.device,
        "name": enrolment.name,
        "kind": enrolment.kind.value,
        "store": {
            "code": store.code,
            "name": store.name,
            "zone": store.zone.key,
            "currency": store.currency,
        },
        "digest_key": enrolment.digest_key.hex(),
        "hub_id": enrolment.hub_id,
        "epoch": enrolment.epoch,
        "hub_time": micros(enrolment.hub_time),
    }


def read_enrolment(document: object) -> Enrolment:
    """Return what a device is told when it joins. Raises as `read_message`."""
    message = read_message(EnrolmentMessage, document, "enrolment")
    return Enrolment(
        device=message.device,
        name=message.name,
        kind=message.kind,
        store=_store(message.store),
        digest_key=bytes.fromhex(message.digest_key),
        hub_id=message.hub_id,
        epoch=message.epoch,
        hub_time=moment(message.hub_time),
    )


def _store(message: StoreMessage) -> Store:
    try:
        zone = ZoneInfo(message.zone)
    except (ValueError, OSError, LookupError):
        raise InvalidInput(
            "This is no enrolment: {zone} is no time zone.", zone=message.zone[:40]
        ) from None
    return Store(message.code, message.name, zone, message.currency)
