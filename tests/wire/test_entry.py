"""Entries go over the wire unchanged, and nothing can be changed in an export unnoticed."""

import json
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.chain import device_id, tip
from counterfoil.domain.entry import GENESIS, Entry, SignedEntry, entry_hash
from counterfoil.domain.errors import Conflict, InvalidInput
from counterfoil.wire.entry import read_entry, read_line, write_entry, write_line
from counterfoil.wire.journal_file import MOST_FLAWS, check_lines, read_lines, write_lines
from tests.helpers.chains import DEVICE, KEY, NOW, OTHER, OTHER_PUBLIC, PUBLIC, chain, signed
from tests.helpers.tampering import TAMPERINGS


def lines(entries: list[SignedEntry]) -> list[str]:
    return list(write_lines(entries))


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("äb\x00\u202e"), inner),
    max_leaves=8,
)
moments = st.datetimes(timezones=st.just(UTC))
entries = st.builds(
    Entry,
    device=st.text("ABC", min_size=1),
    n=st.integers(1, 2**63 - 1),
    prev_hash=st.binary(min_size=32, max_size=32),
    epoch=st.integers(0, 2**31 - 1),
    kind=st.text("ab_", min_size=1, max_size=40),
    body=st.dictionaries(st.text("xyz"), json_values),
    wall_time=moments,
    hub_time=st.none() | moments,
)


@given(entries)
def test_an_entry_is_read_back_as_it_was_and_is_still_genuine(entry: Entry) -> None:
    sent = signed(entry)
    received = read_line(write_line(sent))
    assert received == sent
    assert entry_hash(received.entry) == sent.hash
    assert "\n" not in write_line(sent)


def test_the_form_of_version_1_stays_as_it_is() -> None:
    entry = Entry("TILL", 1, GENESIS, 0, "redeem", {"b": 1, "a": "ó"}, NOW)
    assert write_line(signed(entry)) == (
        '{"body":{"a":"ó","b":1},"device":"TILL","epoch":0,'
        '"hash":"' + entry_hash(entry).hex() + '","hub_time":null,"kind":"redeem","n":1,'
        '"prev_hash":"' + "0" * 64 + '",'
        '"signature":"' + KEY.sign(entry_hash(entry)).hex() + '","v":1,'
        '"wall_time":1778675400000000}'
    )
    assert entry_hash(entry).hex() == (
        "64d39200ba543a4aca39435876ed8f63bfede736b0b7e28c62c54878c7dab3b3"
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("v", "1"), ("v", 0), ("v", True), ("n", 0), ("n", "1"), ("n", 1.0), ("n", 2**63),
        ("device", ""), ("device", 7), ("prev_hash", "00"), ("prev_hash", "0" * 63 + "G"),
        ("hash", "A" * 64), ("hash", "0" * 64 + "\n"), ("signature", None), ("epoch", -1),
        ("epoch", True), ("kind", ""), ("kind", "k" * 41), ("body", []), ("body", "{}"),
        ("wall_time", "2026"), ("wall_time", 10**20), ("hub_time", False), ("extra", 1),
    ],
)  # fmt: skip
def test_a_field_of_another_kind_is_refused_by_name(field: str, value: object) -> None:
    document = write_entry(chain(1)[0]) | {field: value}
    with pytest.raises(InvalidInput, match=rf"no journal entry: {field}: "):
        read_entry(document)


@pytest.mark.parametrize("field", sorted(write_entry(chain(1)[0])))
def test_no_field_may_be_missing(field: str) -> None:
    document = write_entry(chain(1)[0])
    del document[field]
    with pytest.raises(InvalidInput, match=rf"{field}: "):
        read_entry(document)


def test_a_newer_version_is_told_apart_from_nonsense() -> None:
    with pytest.raises(Conflict, match="newer Counterfoil"):
        read_entry(write_entry(chain(1)[0]) | {"v": 2, "more": True})


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\x00", '{"v":1}', "[" * 100_000])
def test_what_is_no_entry_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="no journal entry"):
        read_line(text)


@pytest.mark.parametrize(
    "body", ['{"a":NaN}', '{"a":1e999}', '{"a":"\\ud800"}', '{"a":' + "[" * 600 + "]" * 600 + "}"]
)
def test_a_body_that_has_no_one_form_is_refused(body: str) -> None:
    line = write_line(chain(1)[0])
    start, end = line.index('"body":') + 7, line.index(',"device"')
    with pytest.raises(InvalidInput, match="no journal entry"):
        read_line(line[:start] + body + line[end:])


def test_a_body_without_bottom_is_refused() -> None:
    deep: object = 1
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(InvalidInput, match="no journal entry: body"):
        read_entry(write_entry(chain(1)[0]) | {"body": {"a": deep}})


def test_a_line_that_says_a_thing_twice_is_refused() -> None:
    line = write_line(chain(1)[0])
    with pytest.raises(InvalidInput, match="not JSON"):
        read_line(line[:-1] + ',"n":1}')


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(InvalidInput, match="characters"):
        read_line(" " * 8_000_001)


def test_an_unknown_kind_is_passed_on() -> None:
    entry = replace(chain(1)[0].entry, kind="from_the_future")
    assert read_line(write_line(signed(entry))).entry.kind == "from_the_future"


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_every_tampering_of_an_export_is_found(tampering: str) -> None:
    whole = chain(5)
    changed = lines(TAMPERINGS[tampering](whole))
    checked = check_lines(changed, public_keys=[PUBLIC], ends={DEVICE: tip(whole[-1])})
    assert not checked.is_whole


def test_a_key_that_does_not_fit_the_device_is_not_believed() -> None:
    first = signed(replace(chain(1)[0].entry, body={"public_key": OTHER_PUBLIC.hex()}))
    assert "key of its device is not known" in check_lines(lines([first])).flaws[0].sentence


def test_a_device_with_no_entries_is_missed() -> None:
    checked = check_lines(lines(chain(2)), public_keys=[PUBLIC, OTHER_PUBLIC])
    assert [flaw.sentence for flaw in checked.flaws] == ["none of its entries are there"]


@given(st.data())
def test_no_byte_of_an_export_can_be_changed_unnoticed(data: st.DataObject) -> None:
    """Any change of the text is refused, found, or says the same in other words."""
    whole = chain(3)
    text = "".join(lines(whole))
    at = data.draw(st.integers(0, len(text) - 1))
    put = data.draw(st.sampled_from('0189afAF{}[]",:. -+eE\\n\n\tx') | st.characters())
    changed = (text[:at] + put + text[at + 1 :]).split("\n")
    try:
        checked = check_lines(changed, public_keys=[PUBLIC], ends={DEVICE: tip(whole[-1])})
    except (InvalidInput, Conflict):
        return
    assert not checked.is_whole or list(read_lines(changed)) == whole


def test_a_file_is_checked_by_the_key_its_device_announced() -> None:
    checked = check_lines(["\n", *lines(chain(4))])
    assert checked.is_whole
    assert checked.entries == 4
    assert checked.ends == {DEVICE: tip(chain(4)[-1])}


def test_a_file_may_hold_the_journals_of_several_devices() -> None:
    both = [each for pair in zip(chain(3), chain(3, OTHER), strict=True) for each in pair]
    checked = check_lines(lines(both), public_keys=[PUBLIC, OTHER_PUBLIC])
    assert checked.is_whole
    assert set(checked.ends) == {DEVICE, device_id(OTHER_PUBLIC)}
    flaws = check_lines(lines(both), public_keys=[PUBLIC]).flaws
    assert [flaw.device for flaw in flaws] == [device_id(OTHER_PUBLIC)]


def test_many_flaws_are_counted_and_the_first_hundred_listed() -> None:
    stolen = [signed(each.entry, OTHER) for each in chain(150)]
    checked = check_lines(lines(stolen))
    assert (len(checked.flaws), checked.flaw_count) == (MOST_FLAWS, 150)


def test_a_bad_line_is_named_by_its_number() -> None:
    with pytest.raises(InvalidInput, match=r"^Line 3: This is no journal entry: it is not JSON"):
        list(read_lines([*lines(chain(2)), "nonsense\n"]))
    newer = json.dumps(write_entry(chain(1)[0]) | {"v": 9})
    with pytest.raises(Conflict, match=r"^Line 1: .*newer"):
        list(read_lines([newer]))
