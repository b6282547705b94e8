"""What a till's way to its hub makes of answers: torn, packed twice, of a sign-in page, of no hub.

An input is the status, headers and body of an answer, as HTTP has them. It comes in pieces, as from
a network; all else is the till's own client. Whatever is answered means: try again, or a refusal.
"""

import gzip
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, Final

import httpx2

from counterfoil.domain.errors import UserError
from counterfoil.ledger.feed.snapshot import read_page
from counterfoil.sync.http import HttpPort
from tests.fuzz.engine import Target, plain, told
from tests.fuzz.mutation import TOKENS, json_mutated, json_text, mutated
from tests.fuzz.targets import wire
from tests.wire.said import EXAMPLES, KINDS

PIECE: Final = 1 << 14
PAGE: Final = gzip.compress(b'["member","m1",{"a":1}]\n["code","9",null]\n', mtime=0)
ASKED: Final[tuple[tuple[Callable[[HttpPort], Any], object], ...]] = (
    *((ask, KINDS[kind].write(EXAMPLES[kind])) for ask, kind in (
        (lambda port: port.challenge("TILL"), "challenge"),
        (lambda port: port.session("x", EXAMPLES["opening"].greeting, b"s" * 64), "opened"),
        (lambda port: port.join("token", "Till", b"k" * 32, b"p" * 64), "enrolment"),
        (lambda port: port.push(tuple(wire.UPLOADS)), "pushed"),
        (lambda port: port.redeem(wire.UPLOADS[0], 1.0), "answer"),
        (lambda port: port.changes(1, 5), "changes"),
        (lambda port: port.manifest(), "manifest"),
        (lambda port: port.batch(1), "batch"),
    )),
    (lambda port: list(read_page(port.page("0" * 64))), None),
    (lambda port: port.generate(wire.WANTED), {"v": 1, "batch": 3}),
)  # fmt: skip
REFUSAL: Final = {"code": 403, "message": "The device is frozen {0}.", "errors": []}
STATUSES: Final = (
    200,
    200,
    200,
    200,
    204,
    301,
    400,
    401,
    403,
    404,
    409,
    410,
    413,
    429,
    500,
    503,
    599,
)
HEADERS: Final = (
    *(("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Content-Encoding", "deflate")),
    *(("Retry-After", said) for said in ("5", "-1", "inf", "nan", "1e400", "x", "9" * 400)),
    *(("Location", "http://other.example/"), ("Content-Length", "3"), ("Content-Encoding", "br")),
)


def make(rng: Random) -> bytes:
    """An answer to one of the questions, any part of it changed."""
    which = rng.randrange(len(ASKED))
    document = ASKED[which][1] if rng.random() < 0.7 else REFUSAL
    if document is None:
        body = mutated(rng, PAGE)
    else:
        is_whole = rng.random() < 0.4
        body = json_text(rng, document if is_whole else json_mutated(rng, document, wire.OTHERS))
    headers = [("Content-Type", "application/json")] if rng.random() < 0.9 else []
    headers += rng.sample(HEADERS, rng.choice((0, 0, 0, 1, 2)))
    if ("Content-Encoding", "gzip") in headers and rng.random() < 0.8:
        body = gzip.compress(body, 1, mtime=0)
    if rng.random() < 0.005:
        body = gzip.compress(b" " * (90 << 20), 9, mtime=0)
    if rng.random() < 0.1:
        body = mutated(rng, body, TOKENS)
    head = {"ask": which, "status": rng.choice(STATUSES), "headers": headers}
    return json.dumps(head).encode() + b"\n" + body


def answer(data: bytes) -> bool:
    """Ask, and be given the answer; there is a value, or an error that says what to do."""
    head, _, body = data.partition(b"\n")
    try:
        said = json.loads(head)
        status, headers = int(said["status"]) % 600, [(str(k), str(v)) for k, v in said["headers"]]
        ask, _ = ASKED[said["ask"] % len(ASKED)]
    except (ValueError, KeyError, TypeError):
        return False

    def answering(_request: httpx2.Request) -> httpx2.Response:
        stream = _Pieces(body)
        return httpx2.Response(max(status, 200), headers=headers, stream=stream)

    client = httpx2.Client(transport=httpx2.MockTransport(answering))
    with HttpPort("http://hub.example", client=client) as port:
        try:
            ask(port)
        except UserError as refused:
            # What a hub says is shown as it is.
            return False if refused.template == "{sentence}" else told(refused)
    return True


class _Pieces(httpx2.SyncByteStream):
    """A body as a network brings it."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        for at in range(0, len(self._body), PIECE):
            yield self._body[at : at + PIECE]


TARGETS: Final = (Target("answers", 10_000, make, plain(answer), block=5_000),)
