"""The next piece of work made ready beside, while the database is busy with the last one."""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TypeVar

T = TypeVar("T")


def one_ahead(items: Generator[T, None, None]) -> Iterator[T]:
    """Pass `items` on, each made in a thread while its receiver still works on the one before.

    The database writes without holding the interpreter, so two processors share the work.
    """
    with closing(items), ThreadPoolExecutor(1, thread_name_prefix="one-ahead") as beside:
        coming = beside.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = beside.submit(next, items, None)
            yield item
