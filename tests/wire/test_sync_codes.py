"""A request for codes is read back as it was said, and nothing else is one."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.domain.errors import Conflict, InvalidInput
from counterfoil.domain.exchange import CodesWanted
from counterfoil.wire import sync

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
wanted = st.builds(
    CodesWanted,
    request=st.uuids().map(lambda each: each.hex),
    campaign_id=names,
    quantity=st.integers(1, 10**8),
    staff=names,
    name=texts,
    labels=st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
    test=st.booleans(),
)
SAID = sync.write_wanted(CodesWanted("a" * 32, "c1", 5, "manager"))


@settings(max_examples=40)
@given(wanted)
def test_a_request_is_read_back_as_it_was(said: CodesWanted) -> None:
    assert sync.read_wanted(json.loads(json.dumps(sync.write_wanted(said)))) == said


@pytest.mark.parametrize("batch", [None, 1, 2**40])
def test_an_answer_is_read_back_as_it_was(batch: int | None) -> None:
    assert sync.read_made(json.loads(json.dumps(sync.write_made(batch)))) == batch


@pytest.mark.parametrize(
    "over",
    [
        {"request": "A" * 32},
        {"request": "a" * 31},
        {"quantity": 0},
        {"quantity": True},
        {"quantity": "5"},
        {"labels": [["a"]]},
        {"labels": [["a", "b", "c"]]},
        {"test": 1},
        {"more": 1},
        {"v": 0},
    ],
)
def test_what_is_no_request_is_refused(over: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        sync.read_wanted({**SAID, **over})


def test_a_newer_request_is_refused_with_what_to_do() -> None:
    with pytest.raises(Conflict, match="update this program"):
        sync.read_wanted({**SAID, "v": 2})
