"""A port that counts what comes over it."""

from dataclasses import dataclass, field

import httpx2

from counterfoil.sync.http import HttpPort


@dataclass
class CountingPort(HttpPort):
    """A way to the hub that counts the bytes that come."""

    received: int = field(default=0)

    def __post_init__(self) -> None:
        self.client.event_hooks = {"response": [self._count]}

    def _count(self, response: httpx2.Response) -> None:
        response.read()
        self.received += response.num_bytes_downloaded
