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
"""Pushes that wait for one of those with their body taken."""
AGAIN_S: Final = (2, 8)
"""Seconds after which a device is to come again: between these, so that not all do at once."""

T = TypeVar("T")


class Gate:
    """The pushes of one process."""

    def __init__(self, running: int = RUNNING, waiting: int = WAITING) -> None:
        self._most = running + waiting
        self._inside = 0
        self._turns = anyio.Semaphore(running)

    @asynccontextmanager
    async def entered(self, put_off: Callable[[], None]) -> AsyncIterator[None]:
        """Let one in. Where there are too many, calls `put_off` and raises Busy."""
        if self._inside >= self._most:
            put_off()
            raise Busy(
                "The hub is busy with other devices; it takes this one in a moment.",
                retry_after=random.randint(*AGAIN_S),  # noqa: S311 - to spread, not to hide
            )
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1

    async def work(self, act: Callable[[], T]) -> T:
        """Do the work of one that was let in, in a thread, when it is its turn."""
        async with self._turns:
            return await anyio.to_thread.run_sync(act)
