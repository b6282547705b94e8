"""A bad network: a proxy between HTTP clients and a hub, doing to each request what a test says.

Each request travels on a connection of its own, so that a fate is one request's.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import StrEnum
from random import Random
from urllib.parse import urlsplit

LATE_S = 0.4


class Fate(StrEnum):
    """What becomes of a request."""

    PASS = "pass"
    REFUSE = "refuse"  # the connection ends before anything was read
    DROP = "drop"  # it was sent, and never reaches the hub
    LOSE = "lose"  # the hub has it, and its answer is lost
    CUT = "cut"  # half of the answer comes, or as much as `cut_at` says
    TORN = "torn"  # half of it reaches the hub, or as much as `cut_at` says
    DOUBLE = "double"  # the hub gets it twice; the second answer comes
    LATE = "late"  # the answer comes after `LATE_S`
    SWALLOW = "swallow"  # nothing comes, and the connection stays


Choose = Callable[[str], Fate]
"""Says what becomes of a request, whose method and path it is told."""


def always(fate: Fate) -> Choose:
    """Let the same become of each."""
    return lambda _line: fate


def sometimes(random: Random, shares: Mapping[Fate, float]) -> Choose:
    """Draw a fate for each by its share; what is left of 1 passes."""

    def chosen(_line: str) -> Fate:
        drawn = random.random()
        for fate, share in shares.items():
            drawn -= share
            if drawn < 0:
                return fate
        return Fate.PASS

    return chosen


class FlakyProxy:
    """A running proxy: `address` is where clients go, `choose` may be changed at any time.

    Of what is cut, `cut_at` says how many of its bytes come through.
    """

    def __init__(self, target: str) -> None:
        place = urlsplit(target)
        self._target = (place.hostname or "127.0.0.1", place.port or 80)
        self.choose = always(Fate.PASS)
        self.cut_at: Callable[[bytes], int] = _half
        self.address = ""
        self.fates: Counter[Fate] = Counter()

    def cut(self) -> None:
        """Take the network away."""
        self.choose = always(Fate.REFUSE)

    def heal(self) -> None:
        """Give the network back."""
        self.choose = always(Fate.PASS)

    async def serve(self, ready: threading.Event, end: asyncio.Event) -> None:
        """Serve until `end`; connections that are open then are dropped."""
        server = await asyncio.start_server(self._client, "127.0.0.1", 0, backlog=2048)
        self.address = "http://{}:{}".format(*server.sockets[0].getsockname()[:2])
        ready.set()
        await end.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, EOFError, asyncio.CancelledError):
            await self._request(reader, writer)
        writer.close()

    async def _request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        line = head.split(b" HTTP/", 1)[0].decode("latin-1")
        fate = self.choose(line)
        self.fates[fate] += 1
        if fate is Fate.REFUSE:
            return
        request = _closing(head) + await _body(head, reader)
        if fate is Fate.SWALLOW:
            await reader.read()
        if fate in {Fate.DROP, Fate.SWALLOW}:
            return
        if fate is Fate.TORN:
            await self._forward(request[: self.cut_at(request)], ends=True)
            return
        answer = await self._forward(request)
        if fate is Fate.DOUBLE:
            answer = await self._forward(request)
        if fate is Fate.LATE:
            await asyncio.sleep(LATE_S)
        if fate is not Fate.LOSE:
            writer.write(answer[: self.cut_at(answer)] if fate is Fate.CUT else answer)
            await writer.drain()

    async def _forward(self, request: bytes, *, ends: bool = False) -> bytes:
        reader, writer = await asyncio.open_connection(*self._target)
        try:
            writer.write(request)
            await writer.drain()
            if ends:
                return b""
            return await reader.read()
        finally:
            writer.close()


def _half(message: bytes) -> int:
    return len(message) // 2


def _closing(head: bytes) -> bytes:
    """Return a head that asks for the connection to end with the answer."""
    lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*kept, b"Connection: close", b"", b""])


async def _body(head: bytes, reader: asyncio.StreamReader) -> bytes:
    fields = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(b":") for line in head.split(b"\r\n")[1:])
    }
    if b"chunked" in fields.get(b"transfer-encoding", b""):
        return await reader.readuntil(b"0\r\n\r\n")
    return await reader.readexactly(int(fields.get(b"content-length", b"0")))


@contextmanager
def flaky_proxy(target: str) -> Iterator[FlakyProxy]:
    """Run a proxy in front of the hub at `target`."""
    proxy = FlakyProxy(target)
    loop, ready, end = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    thread = threading.Thread(
        target=loop.run_until_complete, args=[proxy.serve(ready, end)], name="flaky proxy"
    )
    thread.start()
    try:
        ready.wait()
        yield proxy
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join()
        loop.close()
