"""Joining a hub and beginning a session with it, version 1.

    {"v": 1, "token": "…", "name": "Till 2", "public_key": "64 hex", "proof": "128 hex digits"}
    {"v": 1, "device": "…", "name": "Till 2", "kind": "till", "store": {"code": "W1", "name": "…",
     "zone": "Europe/Warsaw", "currency": "PLN"}, "digest_key": "64 hex", "hub_id": "…",
     "epoch": 1, "hub_time": 178…}
    {"v": 1, "challenge": "…"}
    {"v": 1, "challenge": "…", "greeting": {"device": "…", "n": 3, "hash": "64 hex",
     "receipted_n": 2, "early": [], "seen_seq": 40, "epoch": 1, "now": 178…},
     "signature": "128 hex digits"}
    {"v": 1, "token": "…", "welcome": {"epoch": 1, "hub_time": 178…, "state": "active",
     "next_n": 4, "waits": false, "lacks": []}}

What is signed is said in `domain.proof`.
"""

from dataclasses import dataclass
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.exchange import (
    MOST_EARLY,
    DeviceKind,
    DeviceState,
    Enrolment,
    Greeting,
    Welcome,
)
from counterfoil.domain.store import Store
from counterfoil.wire.shape import (
    VERSION,
    Count,
    EpochNumber,
    Hash,
    Message,
    Moment,
    Name,
    Number,
    Signature,
    Version,
    micros,
    moment,
    read_message,
)

_Kind = Annotated[DeviceKind, Field(strict=False)]
_State = Annotated[DeviceState, Field(strict=False)]
# Two who ask at once both go by what was there before.
_Numbers = Annotated[list[Number], Field(max_length=2 * MOST_EARLY)]
_Token = Annotated[str, Field(min_length=1, max_length=4000)]


@dataclass(frozen=True, slots=True)
class Joining:
    """What a device asks to join with; `proof` is its signature of `domain.proof.join_bytes`."""

    token: str
    name: str
    public_key: bytes
    proof: bytes


@dataclass(frozen=True, slots=True)
class Opening:
    """What a device begins a session with; it has signed `domain.proof.greeting_bytes`."""

    challenge: str
    greeting: Greeting
    signature: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """What it gets: the token of the session, and the hub's welcome."""

    token: str
    welcome: Welcome


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


class ChallengeMessage(Message):
    """The shape of what is to be signed."""

    v: Version
    challenge: _Token


class GreetingMessage(Message):
    """The shape of a greeting inside a message."""

    device: Name
    n: Count
    hash: Hash
    receipted_n: Count
    early: _Numbers
    seen_seq: Count
    epoch: EpochNumber
    now: Moment


class OpeningMessage(Message):
    """The shape of what a session begins with."""

    v: Version
    challenge: _Token
    greeting: GreetingMessage
    signature: Signature


class WelcomeMessage(Message):
    """The shape of a welcome inside a message."""

    epoch: EpochNumber
    hub_time: Moment
    state: _State
    next_n: Number
    waits: bool
    lacks: _Numbers


class OpenedMessage(Message):
    """The shape of the hub's answer as a session begins."""

    v: Version
    token: _Token
    welcome: WelcomeMessage


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


def write_challenge(challenge: str) -> dict[str, object]:
    """Return the message of a challenge."""
    return {"v": VERSION, "challenge": challenge}


def read_challenge(document: object) -> str:
    """Return the challenge. Raises as `read_message`."""
    return read_message(ChallengeMessage, document, "challenge").challenge


def write_greeting(greeting: Greeting) -> dict[str, object]:
    """Return the JSON object of a greeting inside a message."""
    return {
        "device": greeting.device,
        "n": greeting.n,
        "hash": greeting.hash.hex(),
        "receipted_n": greeting.receipted_n,
        "early": list(greeting.early),
        "seen_seq": greeting.seen_seq,
        "epoch": greeting.epoch,
        "now": micros(greeting.now),
    }


def write_opening(opening: Opening) -> dict[str, object]:
    """Return the message that begins a session."""
    return {
        "v": VERSION,
        "challenge": opening.challenge,
        "greeting": write_greeting(opening.greeting),
        "signature": opening.signature.hex(),
    }


def read_opening(document: object) -> Opening:
    """Return what a session begins with. Raises as `read_message`."""
    message = read_message(OpeningMessage, document, "greeting")
    said = message.greeting
    greeting = Greeting(
        device=said.device,
        n=said.n,
        hash=bytes.fromhex(said.hash),
        receipted_n=said.receipted_n,
        seen_seq=said.seen_seq,
        epoch=said.epoch,
        now=moment(said.now),
        early=tuple(said.early),
    )
    return Opening(message.challenge, greeting, bytes.fromhex(message.signature))


def write_opened(opened: Opened) -> dict[str, object]:
    """Return the message that answers the beginning of a session."""
    welcome = opened.welcome
    return {
        "v": VERSION,
        "token": opened.token,
        "welcome": {
            "epoch": welcome.epoch,
            "hub_time": micros(welcome.hub_time),
            "state": welcome.state.value,
            "next_n": welcome.next_n,
            "waits": welcome.waits,
            "lacks": list(welcome.lacks),
        },
    }


def read_opened(document: object) -> Opened:
    """Return the answer to the beginning of a session. Raises as `read_message`."""
    message = read_message(OpenedMessage, document, "welcome")
    said = message.welcome
    welcome = Welcome(
        epoch=said.epoch,
        hub_time=moment(said.hub_time),
        state=said.state,
        next_n=said.next_n,
        waits=said.waits,
        lacks=tuple(said.lacks),
    )
    return Opened(message.token, welcome)


def _store(message: StoreMessage) -> Store:
    try:
        zone = ZoneInfo(message.zone)
    except (ValueError, OSError, LookupError):
        raise InvalidInput(
            "This is no enrolment: {zone} is no time zone.", zone=message.zone[:40]
        ) from None
    return Store(message.code, message.name, zone, message.currency)
