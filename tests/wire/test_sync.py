"""What a device and its hub say to one another arrives as it was said; nothing else is taken."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from counterfoil.domain.errors import Conflict, InvalidInput
from counterfoil.wire import sync
from tests.wire.said import EXAMPLES, KINDS, VERSIONED


def over_the_wire(document: dict[str, object]) -> object:
    return sync.parse(json.dumps(document))


def written(kind: str) -> dict[str, Any]:
    return dict(KINDS[kind].write(EXAMPLES[kind]))


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_is_read_back_as_it_was(kind: str) -> None:
    _, write, read = KINDS[kind]

    @settings(max_examples=40)
    @given(KINDS[kind].said)
    def check(said: object) -> None:
        assert read(over_the_wire(write(said))) == said

    check()
    assert read(over_the_wire(written(kind))) == EXAMPLES[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_may_be_missing_unknown_or_of_another_type(kind: str) -> None:
    read = KINDS[kind].read
    whole = written(kind)
    with pytest.raises(InvalidInput, match="extra: "):
        read(whole | {"extra": 1})
    for field in whole:
        left = {name: value for name, value in whole.items() if name != field}
        with pytest.raises(InvalidInput, match=f"{field}: "):
            read(left)
        with pytest.raises((InvalidInput, Conflict)):
            read(whole | {field: 1.5})
    nothings: tuple[object, ...] = (None, [], 7, "text", {})
    for nothing in nothings:
        with pytest.raises(InvalidInput, match="This is no "):
            read(nothing)


@pytest.mark.parametrize("kind", VERSIONED)
def test_a_newer_version_is_told_apart_from_nonsense(kind: str) -> None:
    read, whole = KINDS[kind].read, written(kind)
    with pytest.raises(Conflict, match=r"newer Counterfoil \(version 2; this one knows 1\)"):
        read(whole | {"v": 2, "more": True})
    for version in (0, -1, True, "1", None):
        with pytest.raises(InvalidInput, match="v: "):
            read(whole | {"v": version})


@pytest.mark.parametrize(
    ("kind", "place", "value"),
    [
        ("opening", ("greeting", "n"), -1),
        ("opening", ("greeting", "n"), 2**63),
        ("opening", ("greeting", "hash"), "0" * 63),
        ("opening", ("greeting", "now"), 10**20),
        ("opening", ("greeting", "early"), [0]),
        ("opening", ("greeting", "early"), list(range(1, 2_002))),
        ("opening", ("signature",), "A" * 128),
        ("pushed", ("state",), "asleep"),
        ("pushed", ("next_n",), 0),
        ("pushed", ("waits",), 1),
        ("pushed", ("verdicts", 0, "outcome"), "perhaps"),
        ("pushed", ("verdicts", 0, "receipt"), "00"),
        ("enrolment", ("kind",), "phone"),
        ("enrolment", ("store", "zone"), "Mars/Olympus"),
        ("enrolment", ("store", "zone"), "../etc/passwd"),
        ("enrolment", ("store", "currency"), "EURO"),
        ("joining", ("name",), "n" * 101),
        ("changes", ("changes", 0, "topic"), ""),
        ("batch", ("digests", 0), "xyz"),
    ],
)
def test_what_cannot_be_is_refused(kind: str, place: tuple[str | int, ...], value: object) -> None:
    whole = written(kind)
    inner: Any = whole
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    with pytest.raises(InvalidInput, match="This is no "):
        KINDS[kind].read(over_the_wire(whole))


@pytest.mark.parametrize(
    "bad",
    [
        "", "{", '{"v":1', "[1,]", '{"a":NaN}', '{"a":Infinity}', '{"a":1e999}', "\ufeff{}",
        '{"a":1,"a":1}', '{"b":{"a":1,"a":2}}', "[" * 100_000, "1" * 5000, b"\xff{}", "{} {}",
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused_in_a_sentence(bad: str | bytes) -> None:
    with pytest.raises(InvalidInput, match=r"^This is no message: it is not JSON\.$"):
        sync.parse(bad)


def test_the_form_of_version_1_stays_as_it_is() -> None:
    assert json.dumps(sync.write_pushed(EXAMPLES["pushed"])) == (
        '{"v": 1, "verdicts": [{"n": 3, "outcome": "duplicate", "of": "X-1", "reason": "used",'
        ' "values": {"at": 1}, "answer": {"a": 1}, "receipt": "' + "02" * 32 + '"}],'
        ' "next_n": 4, "epoch": 1, "hub_time": 1778675400000000, "state": "frozen",'
        ' "waits": true}'
    )
    assert sync.write_opening(EXAMPLES["opening"]) == {
        "v": 1,
        "challenge": "asked",
        "greeting": {
            "device": "TILL",
            "n": 3,
            "hash": "01" * 32,
            "receipted_n": 1,
            "early": [3],
            "seen_seq": 40,
            "epoch": 1,
            "now": 1778675400000000,
        },
        "signature": "06" * 64,
    }
