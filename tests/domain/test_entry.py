"""Canonical bytes of entries: one writing for each entry, whatever it went through."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.entry import (
    GENESIS,
    Entry,
    Kind,
    SignedEntry,
    canonical,
    canonical_bytes,
    entry_hash,
    link_flaw,
)

NOW = datetime(2026, 5, 13, 12, 30, tzinfo=UTC)
FIRST = Entry("TILL", 1, GENESIS, 0, Kind.REDEEM, {"b": 1, "a": "ż"}, NOW)

plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(st.characters(exclude_categories=["Cs"]))
documents = st.recursive(
    plain | texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=10
)


def signed(entry: Entry) -> SignedEntry:
    return SignedEntry(entry, entry_hash(entry), b"")


def test_the_bytes_are_json_with_sorted_keys_and_no_spaces() -> None:
    assert canonical_bytes(FIRST).decode() == (
        '{"body":{"a":"ż","b":1},"device":"TILL","epoch":0,"hub_time":null,"kind":"redeem","n":1,'
        f'"prev_hash":"{"00" * 32}","wall_time":1778675400000000}}'
    )
    assert entry_hash(FIRST) == sha256(canonical_bytes(FIRST)).digest()


@given(st.dictionaries(texts, documents), texts, st.none() | st.datetimes(timezones=st.just(UTC)))
def test_the_bytes_are_those_of_the_whole_read_back(
    body: dict[str, object], device: str, hub_time: datetime | None
) -> None:
    entry = replace(FIRST, body=body, device=device, hub_time=hub_time)
    written = canonical_bytes(entry)
    assert canonical(json.loads(written)).encode() == written
    again = replace(entry, body=json.loads(canonical(body)))
    assert canonical_bytes(again) == written == canonical_bytes(entry, canonical(body))


def test_the_zone_of_a_time_does_not_matter() -> None:
    warsaw = timezone(timedelta(hours=2))
    assert entry_hash(replace(FIRST, wall_time=NOW.astimezone(warsaw))) == entry_hash(FIRST)


@pytest.mark.parametrize(
    "change",
    [
        {"device": "TILK"},
        {"n": 2},
        {"prev_hash": bytes(31) + b"\1"},
        {"epoch": 1},
        {"kind": Kind.REVERSE},
        {"body": {"a": "ż", "b": 2}},
        {"wall_time": NOW + timedelta(microseconds=1)},
        {"hub_time": NOW},
    ],
)
def test_every_field_is_in_the_hash(change: dict[str, object]) -> None:
    assert entry_hash(replace(FIRST, **change)) != entry_hash(FIRST)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_json_cannot_hold_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical({"value": value})


def test_a_chain_links_each_entry_to_the_one_before() -> None:
    first = signed(FIRST)
    second = Entry("TILL", 2, first.hash, 0, Kind.REVERSE, {}, NOW)
    assert link_flaw(None, first) is None
    assert link_flaw(first, signed(second)) is None
    assert link_flaw(first, replace(signed(second), hash=GENESIS)) is not None
    assert str(link_flaw(first, signed(replace(second, n=3)))) == "entry 2 is missing before it"
    assert str(link_flaw(None, signed(second))) == "entry 1 is missing before it"
    stray = signed(replace(second, prev_hash=GENESIS))
    assert str(link_flaw(first, stray)) == "it does not follow the entry before it"
    early = signed(replace(second, wall_time=NOW - timedelta(seconds=1)))
    assert str(link_flaw(first, early)) == "its time is before that of the entry before it"
