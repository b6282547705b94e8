"""What a device signs with its key to show a hub who it is: as it joins, and as a session begins.

The bytes are canonical JSON, as those of an entry; each says what it is for, so that no
signature can be taken for another.
"""

from counterfoil.domain.entry import canonical, micros
from counterfoil.domain.exchange import Greeting


def join_bytes(token: str, name: str, public_key: bytes) -> bytes:
    """Return what a device signs as it joins with an invitation's `token`."""
    said = {"for": "join", "token": token, "name": name, "public_key": public_key.hex()}
    return canonical(said).encode()


def greeting_bytes(challenge: str, greeting: Greeting) -> bytes:
    """Return what a device signs as it begins a session with the hub's `challenge`."""
    said = {
        "for": "session",
        "challenge": challenge,
        "device": greeting.device,
        "n": greeting.n,
        "hash": greeting.hash.hex(),
        "receipted_n": greeting.receipted_n,
        "early": list(greeting.early),
        "seen_seq": greeting.seen_seq,
        "epoch": greeting.epoch,
        "now": micros(greeting.now),
    }
    return canonical(said).encode()
