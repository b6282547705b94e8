"""Past finds and some new inputs through every target; `make prove PROVE=fuzz` tries a million."""

from pathlib import Path

import pytest

from tests.fuzz.engine import CORPUS, corpus, tried
from tests.fuzz.known import MODULES, names, target_of, targets
from tests.fuzz.watching import tries

SEED = 6
BUDGET = 1_000_000
QUICK = 200
MOST_BYTES = 300_000


@pytest.mark.parametrize("name", names())
def test_past_finds_and_some_new_inputs_are_taken_or_refused(name: str) -> None:
    target = target_of(name)
    finds = list(tries(target, SEED, range(min(QUICK, target.inputs // 400))))
    assert not finds, "\n".join(map(str, finds))
    if corpus(name):
        with target.opened() as run:
            for data in corpus(name):
                kind, seen, _ = tried(target, run, data)
                assert not kind, (data[:200], seen)


def test_there_are_a_million_inputs_of_targets_that_are_known() -> None:
    assert sum(target.inputs for target in targets()) == BUDGET
    assert len(set(names())) == len(names())
    here = {path.stem for path in (Path(__file__).parent / "targets").glob("*.py")}
    assert here == set(MODULES)


def test_the_corpus_is_small_and_all_of_it_is_tried() -> None:
    files = [path for path in CORPUS.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < MOST_BYTES
    assert {path.parent.name for path in files} <= set(names())
