"""A journal that was tampered with shows it, from its entries alone."""

from dataclasses import replace
from typing import Any

import pytest

from counterfoil.domain.chain import (
    START,
    Tip,
    announced_key,
    device_id,
    is_signed,
    tip,
    verify_chain,
)
from counterfoil.domain.entry import Kind, SignedEntry
from tests.helpers.chains import KEY, NOW, OTHER_PUBLIC, PUBLIC, chain, signed
from tests.helpers.tampering import TAMPERINGS, edited, edited_and_hashed


def sentences(entries: list[SignedEntry], end: Tip = START) -> list[str]:
    return [f"{flaw.n}: {flaw.sentence}" for flaw in verify_chain(entries, PUBLIC, end=end)]


def test_a_whole_chain_has_no_flaw() -> None:
    whole = chain(5)
    assert sentences(whole) == []
    assert sentences(whole, tip(whole[-1])) == []
    assert sentences(whole, tip(whole[2])) == []
    assert sentences([]) == []


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_every_tampering_is_found(tampering: str) -> None:
    whole = chain(5)
    assert sentences(TAMPERINGS[tampering](whole), tip(whole[-1])) != []


def test_a_history_rewritten_by_its_own_device_shows_against_a_noted_end() -> None:
    noted = tip(chain(5)[-1])
    first = signed(replace(chain(1)[0].entry, body={"public_key": PUBLIC.hex(), "name": "Other"}))
    rewritten = [first]
    for each in chain(6)[1:]:
        rewritten.append(signed(replace(each.entry, prev_hash=rewritten[-1].hash)))
    assert sentences(rewritten) == []
    assert sentences(rewritten, noted) == ["5: it is another entry than the one that was noted"]


def test_sentences_say_what_is_wrong() -> None:
    whole = chain(5)
    assert sentences(edited(whole)) == ["3: its content does not match its hash: it was changed"]
    assert sentences([*whole[:2], *whole[3:]]) == ["4: entry 3 is missing before it"]
    assert sentences(whole[:3], tip(whole[4])) == [
        "4: the entries from 4 to 5 are missing at the end"
    ]
    assert sentences([], tip(whole[4])) == ["1: none of its entries are there"]
    assert sentences(edited_and_hashed(whole)) == [
        "3: its signature is not the device's",
        "4: it does not follow the entry before it",
    ]


def test_a_time_that_goes_back_is_found() -> None:
    whole = chain(3)
    early = signed(replace(whole[2].entry, wall_time=NOW))
    assert sentences([*whole[:2], early]) == ["3: its time is before that of the entry before it"]


@pytest.mark.parametrize(
    "body", [{}, {"public_key": "zz"}, {"public_key": "00"}, {"public_key": OTHER_PUBLIC.hex()}]
)
def test_an_announced_key_must_fit_the_device(body: dict[str, Any]) -> None:
    assert announced_key(signed(replace(chain(1)[0].entry, body=body))) is None


def test_only_the_first_entry_announces_a_key() -> None:
    assert announced_key(chain(1)[0]) == PUBLIC
    assert announced_key(signed(replace(chain(1)[0].entry, n=2))) is None
    assert announced_key(signed(replace(chain(1)[0].entry, kind=Kind.REDEEM))) is None


def test_a_device_has_ten_clear_characters_that_follow_from_its_key() -> None:
    assert device_id(PUBLIC) != device_id(OTHER_PUBLIC)
    assert len(device_id(PUBLIC)) == 10
    assert not set(device_id(PUBLIC) + device_id(OTHER_PUBLIC)) & set("01IO")


def test_a_signature_is_of_one_message_by_one_key() -> None:
    signature = KEY.sign(b"message")
    assert is_signed(PUBLIC, b"message", signature)
    assert not is_signed(PUBLIC, b"another", signature)
    assert not is_signed(OTHER_PUBLIC, b"message", signature)
    assert not is_signed(b"no key", b"message", signature)
