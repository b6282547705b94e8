"""A million inputs through every way into the program: no crash, no hang, each refusal logged.

The seed is printed: what is found is tried again by `python -m tests.fuzz TARGET --seed N --at N`.
"""

import sys
from collections.abc import Mapping
from random import SystemRandom

from tests.fuzz import mistakes
from tests.fuzz.engine import Target
from tests.fuzz.known import targets
from tests.fuzz.watching import Block, Tally, blocks_of, watched
from tests.prove.report import Proof
from tests.prove.runner import tries

FEWEST = 20
"""Inputs of a target, however small the effort."""


def prove(effort: float) -> list[Proof]:
    """Try all targets, and before them those that mistakes were planted in."""
    seed = SystemRandom().randrange(2**32)
    print(f"fuzz: seed {seed}", file=sys.stderr, flush=True)
    every = targets()
    blocks: list[Block] = []
    for target in every:
        blocks += blocks_of(target, seed, max(FEWEST, tries(target.inputs, effort)))
    # The longest first, so that none is left alone at the end.
    cost = {target.name: target.seconds / target.block for target in every}
    tallies = watched(sorted(blocks, key=lambda block: -cost[block[0]]))
    return [_planted(seed), *(_proof(target, tallies) for target in every)]


def _proof(target: Target, tallies: Mapping[str, Tally]) -> Proof:
    tally = tallies[target.name]
    for find in tally.causes:
        print(find, file=sys.stderr, flush=True)
    lost = sum("entries for" in find.seen or find.at < 0 for find in tally.finds)
    return Proof(f"fuzzed: {target.name}", tally.tried, lost, 0, len(tally.finds) - lost)


def _planted(seed: int) -> Proof:
    """Return how many planted mistakes were missed."""
    blocks = [
        block
        for target in mistakes.TARGETS
        for block in blocks_of(target, seed, min(target.inputs, 1_500))
    ]
    tallies = watched(blocks, until_found=True)
    missed = [
        name
        for name, kind in mistakes.KINDS.items()
        if kind not in {find.kind for find in tallies[name].finds}
    ]
    for name in missed:
        print(f"{name} was not found", file=sys.stderr, flush=True)
    return Proof("mistakes planted for fuzzing", len(mistakes.KINDS), crashes=len(missed))
