"""How often something may be asked for, in a moving window; each process has its own.

The clock of the windows is the library's: how fast somebody asks is a matter of real time.
"""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import HTTPConnection

from counterfoil.hub.errors import TooMany

_HOME_BITS: Final = 64
"""Bits of an IPv6 address that one home or phone has to itself (RFC 6177)."""


class Windows:
    """Counts by what is asked for and who asks."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def take(self, what: str, who: str, most: int, within: timedelta) -> None:
        """Count one more. Raises TooMany where there were `most` within that time."""
        seconds = max(1, int(within.total_seconds()))
        if not self._limiter.hit(RateLimitItemPerSecond(most, seconds, namespace=what), who):
            raise TooMany(
                "Too many tries; wait {seconds} s and try again.",
                retry_after=seconds,
                seconds=seconds,
            )


def caller_address(connection: HTTPConnection) -> str:
    """Return where a request came from: the address, or the network that an IPv6 one is of."""
    host = connection.client.host if connection.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ip_network((address, _HOME_BITS), strict=False))
    return str(address)
