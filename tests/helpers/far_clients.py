"""Clients of one machine that come from many addresses: all of 127.0.0.0/8 is this machine."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx2

_A_PART = 250


def loopback(number: int) -> str:
    """Return an address of this machine; they differ up to some millions of numbers."""
    high, low = divmod(number, _A_PART)
    return f"127.{1 + high // _A_PART % _A_PART}.{high % _A_PART}.{1 + low}"


@contextmanager
def client_from(number: int, address: str) -> Iterator[httpx2.Client]:
    """Give a client of the server at `address` that comes from an address of its own."""
    way = httpx2.HTTPTransport(local_address=loopback(number))
    with httpx2.Client(base_url=address, transport=way, timeout=60) as client:
        yield client
