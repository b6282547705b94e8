"""How many pushes are let in at once."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from counterfoil.hub.errors import Busy
from counterfoil.hub.sync.gate import LARGE, Gate

FEW = 2_000


def let_in(gate: Gate, *sizes: int | None) -> int:
    """Return how many of these pushes are let in before one is put off."""
    put_off: list[bool] = []

    async def enter() -> int:
        async with AsyncExitStack() as inside:
            for count, size in enumerate(sizes):
                try:
                    await inside.enter_async_context(
                        gate.entered(lambda: put_off.append(True), size)
                    )
                except Busy:
                    assert put_off == [True]
                    return count
            return len(sizes)

    return asyncio.run(enter())


@pytest.mark.parametrize("size", [None, LARGE, 16 * LARGE])
def test_few_large_pushes_wait_and_those_of_unknown_size(size: int | None) -> None:
    assert let_in(Gate(running=1, waiting=2), *[size] * 9) == 3


def test_a_wave_of_small_pushes_waits_whole() -> None:
    assert let_in(Gate(), *[FEW] * 500) == 500


def test_small_pushes_are_put_off_where_too_many_wait() -> None:
    assert let_in(Gate(running=1, waiting=1), *[FEW] * 90) == 64


def test_who_leaves_makes_room() -> None:
    gate = Gate(running=1, waiting=0)
    assert let_in(gate, None, None) == 1
    assert let_in(gate, LARGE // 2, LARGE // 2, FEW) == 2
