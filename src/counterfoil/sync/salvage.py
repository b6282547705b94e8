"""Handing over the journal of a till whose database is lost, from an export of it and its key.

What goes beside entries is lost with the database, so the hub takes of them what their bodies say
and keeps the rest aside. The till itself joins again, under a new id.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterfoil.domain.chain import device_id
from counterfoil.domain.entry import SignedEntry
from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.exchange import DeviceState, Greeting, Upload
from counterfoil.domain.proof import greeting_bytes
from counterfoil.sync.port import Port

_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came of it: the hub had entries up to `had_n` before, and has `sent` more now."""

    device: str
    had_n: int
    sent: int
    state: DeviceState


def salvage(
    port: Port, entries: Iterable[SignedEntry], key: Ed25519PrivateKey, now: datetime
) -> Salvaged:
    """Hand over those entries that are of the device with this key, and that the hub lacks.

    Raises:
        NotFound: there are none of that device, or the hub does not know it.
        InvalidInput: entries are missing between others.
        HubUnreachable: the hub did not answer; the same may be done again.
    """
    device = device_id(key.public_key().public_bytes_raw())
    own = [each for each in entries if each.entry.device == device]
    if not own:
        raise NotFound("The journal has no entry of the device {device}.", device=device)
    if any(after.entry.n != before.entry.n + 1 for before, after in pairwise(own)):
        raise InvalidInput("Entries are missing in this journal; export it anew.")
    tip = own[-1]
    said = Greeting(device, tip.entry.n, tip.hash, 0, 0, 0, now)
    challenge = port.challenge(device)
    welcome = port.session(challenge, said, key.sign(greeting_bytes(challenge, said)))
    had, state = welcome.next_n - 1, welcome.state
    left = [Upload(each.entry.n, "", each) for each in own if each.entry.n > had]
    for start in range(0, len(left), _AT_ONCE):
        state = port.push(tuple(left[start : start + _AT_ONCE])).state
    return Salvaged(device, had, len(left), state)
