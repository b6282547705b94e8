"""Back-pressure: so many pushes are let in at once, and the rest is asked to come again."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final, TypeVar

import anyio
import anyio.to_thread

from counterfoil.hub.errors import Busy

RUNNING: Final = 2
"""Pushes that are worked on at once in a process; writing, they take turns anyway."""
WAITING: Final = 14
"""Large pushes that wait for one of those with their body taken; of small ones, more wait."""
LARGE: Final = 512 * 1024
"""Bytes from which on a push counts whole, as does one that does not say how large it is."""
_SMALLEST: Final = LARGE // 32
"""Bytes that each push counts for at least: a device that comes back has a few entries."""
AGAIN_S: Final = (2, 8)
"""Seconds after which a device is to come again: between these, so that not all do at once."""

T = TypeVar("T")


class Gate:
    """The pushes of one process."""

    def __init__(self, running: int = RUNNING, waiting: int = WAITING) -> None:
        self._room = (running + waiting) * LARGE
        self._turns = anyio.Semaphore(running)

    @asynccontextmanager
    async def entered(
        self, put_off: Callable[[], None], size: int | None = None
    ) -> AsyncIterator[None]:
        """Let one of `size` bytes in. Where there is no room, calls `put_off` and raises Busy."""
        weight = LARGE if size is None else min(max(size, _SMALLEST), LARGE)
        if weight > self._room:
            put_off()
            raise Busy(
                "The hub is busy with other devices; it takes this one in a moment.",
                retry_after=random.randint(*AGAIN_S),  # noqa: S311 - to spread, not to hide
            )
        self._room -= weight
        try:
            yield
        finally:
            self._room += weight

    async def work(self, act: Callable[[], T]) -> T:
        """Do the work of one that was let in, in a thread, when it is its turn."""
        async with self._turns:
            return await anyio.to_thread.run_sync(act)
