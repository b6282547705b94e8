"""Beginning a session with a hub, version 1.

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

from pydantic import Field

from counterfoil.domain.exchange import (
    MOST_EARLY,
    DeviceState,
    Greeting,
    Welcome,
)
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

_State = Annotated[DeviceState, Field(strict=False)]
# Two who ask at once both go by what was there before.
_Numbers = Annotated[list[Number], Field(max_length=2 * MOST_EARLY)]
_Token = Annotated[str, Field(min_length=1, max_length=4000)]


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
