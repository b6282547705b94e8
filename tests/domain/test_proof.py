"""What a device signs with its key to show a hub who it is."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

from counterfoil.domain.exchange import Greeting
from counterfoil.domain.proof import greeting_bytes, join_bytes

GREETING = Greeting("t1", 3, b"\x01" * 32, 1, 40, 1, datetime(2026, 5, 13, tzinfo=UTC), (3,))
OTHER = Greeting("t2", 4, b"\x02" * 32, 2, 41, 2, GREETING.now + timedelta(microseconds=1))


def test_a_greeting_is_signed_whole_and_with_its_challenge() -> None:
    signed = {greeting_bytes("asked", GREETING), greeting_bytes("other", GREETING)}
    for field in fields(Greeting):
        changed = replace(GREETING, **{field.name: getattr(OTHER, field.name)})
        signed.add(greeting_bytes("asked", changed))
    assert len(signed) == 2 + len(fields(Greeting))


def test_joining_is_signed_with_the_token_the_name_and_the_key() -> None:
    signed = {
        join_bytes("token", "Till 2", b"\x01" * 32),
        join_bytes("other", "Till 2", b"\x01" * 32),
        join_bytes("token", "Till 3", b"\x01" * 32),
        join_bytes("token", "Till 2", b"\x02" * 32),
    }
    assert len(signed) == 4
