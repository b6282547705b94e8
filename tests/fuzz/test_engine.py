"""The same seed makes the same inputs, and mistakes that were planted are found."""

import json
from random import Random

import pytest

from tests.fuzz import mistakes
from tests.fuzz.engine import Find, input_of, tried
from tests.fuzz.known import names, target_of
from tests.fuzz.mutation import json_mutated, json_text, mutated
from tests.fuzz.watching import blocks_of, tries, watched

AT_ONCE = ("planted crash", "planted slowness", "planted silence")


@pytest.mark.parametrize("name", AT_ONCE)
def test_a_planted_mistake_is_found_and_can_be_repeated(name: str) -> None:
    target = target_of(name)
    first = next(tries(target, 1, range(target.inputs)))
    assert first.kind == mistakes.KINDS[name]
    assert name != "planted silence" or "0 entries for scan_refused" in first.seen
    assert first.data == input_of(target, 1, first.at)
    assert f"--seed 1 --at {first.at}" in str(first)
    with target.opened() as run:
        assert tried(target, run, first.data)[0] == first.kind


@pytest.mark.slow
@pytest.mark.parametrize("name", mistakes.KINDS)
def test_whatever_it_does_to_its_process_it_is_found_and_the_rest_is_tried(name: str) -> None:
    target = target_of(name)
    tally = watched(blocks_of(target, 1, 60 if name not in AT_ONCE else target.inputs))[name]
    assert {find.kind for find in tally.finds} == {mistakes.KINDS[name]}
    assert tally.tried == (60 if name not in AT_ONCE else target.inputs)


def test_inputs_depend_on_seed_and_number_alone() -> None:
    for name in names():
        target = target_of(name)
        made = [input_of(target, 7, number) for number in range(4)]
        assert made == [input_of(target, 7, number) for number in range(4)]
        assert len(set(made)) > 1


def test_changes_are_bounded_and_leave_what_they_are_made_of() -> None:
    document = {"a": [1, {"b": "c"}], "d": None}
    kept = json.dumps(document)
    for number in range(300):
        rng = Random(number)
        assert len(mutated(rng, b"abc" * 50)) <= 1 << 16
        json_text(rng, json_mutated(rng, document))
    assert json.dumps(document) == kept


def test_finds_of_one_cause_count_as_one() -> None:
    one = Find("x", 1, 2, "crash", "  a.py:1 f\n  b.py:2 g\n  ValueError: 3")
    other = Find("x", 1, 9, "crash", "  a.py:1 f\n  b.py:2 g\n  ValueError: 4")
    assert one.where == other.where
