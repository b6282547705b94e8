"""The bad network does to requests what it is told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random

import httpx2
import pytest

from tests.helpers.flaky_proxy import Fate, FlakyProxy, always, flaky_proxy, sometimes


@contextmanager
def counting() -> Iterator[tuple[str, list[bytes]]]:
    """A server that answers with the number of what it got so far."""
    got: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["Content-Length"])))
            body = str(len(got)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", got
        server.shutdown()
        thread.join()


@pytest.fixture
def served() -> Iterator[tuple[FlakyProxy, list[bytes]]]:
    with counting() as (address, got), flaky_proxy(address) as proxy:
        yield proxy, got


def send(proxy: FlakyProxy) -> str:
    with httpx2.Client(timeout=1) as client:
        return client.post(proxy.address, content=b"x").text


@pytest.mark.parametrize(
    ("fate", "arrived"),
    [(Fate.REFUSE, 0), (Fate.DROP, 0), (Fate.SWALLOW, 0), (Fate.LOSE, 1), (Fate.CUT, 1)],
)
def test_an_answer_that_does_not_come(
    served: tuple[FlakyProxy, list[bytes]], fate: Fate, arrived: int
) -> None:
    proxy, got = served
    proxy.choose = always(fate)
    with pytest.raises(httpx2.TransportError):
        send(proxy)
    assert len(got) == arrived
    proxy.heal()
    assert send(proxy) == str(arrived + 1)


def test_one_that_comes_late_or_was_asked_for_twice(
    served: tuple[FlakyProxy, list[bytes]],
) -> None:
    proxy, got = served
    proxy.choose = always(Fate.LATE)
    assert send(proxy) == "1"
    proxy.choose = always(Fate.DOUBLE)
    assert send(proxy) == "3"
    assert got == [b"x"] * 3


def test_fates_are_drawn_by_their_shares() -> None:
    choose = sometimes(Random(1), {Fate.DROP: 0.25, Fate.LATE: 0.25})
    drawn = [choose("POST /") for _ in range(1000)]
    assert 200 < drawn.count(Fate.DROP) < 300
    assert 400 < drawn.count(Fate.PASS) < 600
