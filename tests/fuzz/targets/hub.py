"""Requests to the hub, as a server hands them to its app: no answer is the program's mistake, none
is slow, and no more of a body is taken than its limit.

An input is like HTTP: a line of method and address, lines of headers, an empty line, the body.
`$MANAGER`, `$CASHIER`, `$TILL` and `$OFFICE` stand for tokens that are good, and `$CODE` for a code
that is unused. The header `X-Times` says how often the body comes, and `X-Torn` that it ends early.
"""

import asyncio
import gzip
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from itertools import cycle
from random import Random
from typing import Any, Final
from urllib.parse import quote, unquote_to_bytes

from counterfoil.domain.exchange import DeviceKind
from counterfoil.hub.app import create_app, prepare
from counterfoil.hub.hub import Settings, open_hub
from counterfoil.hub.login.token import issue
from counterfoil.hub.sync.tokens import session_token
from tests.domain.build import NOW
from tests.fuzz.engine import Run, Target, decoded, texts
from tests.fuzz.ledgers import KNOWN, Books, shop
from tests.fuzz.mutation import TOKENS, json_mutated, json_text, mutated
from tests.fuzz.targets import wire
from tests.fuzz.targets.documents import EVENT, OTHERS, RICH, TRIAL, WRITTEN
from tests.hub.served import LIFE, Clock
from tests.ledger.exchange.tills import enrolled
from tests.ledger.shop import CASHIER, MANAGER, Shop, assert_well

SCHEMA, MEMBER, REWARD = WRITTEN
CODES: Final = {"generate": {"numberOfCodes": 3, "name": "Batch", "labels": []}}
LOGIN: Final = {"username": "manager", "password": "000000"}
POINTS: Final = {"transfer": {"customer": "m1", "points": 10, "comment": "x"}}
PAGE: Final = {"code": "$CODE", "card": "1001", "attempt": "a" * 20}
API: Final = "/api/W1"
ROUTES: Final[tuple[tuple[str, str, object], ...]] = (
    *(("GET", path, None) for path in ("/health", "/ready", "/metrics", "/openapi.json")),
    ("POST", "/api/admin/login_check", LOGIN),
    ("POST", f"{API}/admin/login_check", LOGIN),
    ("POST", f"{API}/customEvent/schema", SCHEMA),
    ("GET", f"{API}/customEvent/schema?eventType=promo&_page=1&_itemsOnPage=5&active=true", None),
    ("PUT", f"{API}/customEvent/schema/promo_redeemed", SCHEMA),
    ("GET", f"{API}/customEvent/schema/promo_redeemed", None),
    ("POST", f"{API}/customEvent/schema/promo_redeemed/active", {"active": True}),
    ("POST", f"{API}/customEvent", EVENT),
    (
        "GET",
        f"{API}/customEvent?type=promo&eventDate%5Bgte%5D=2026-05-01&loyaltyCardNumber=1",
        None,
    ),
    ("GET", f"{API}/customEvent/e1", None),
    ("POST", f"{API}/campaign/simulate", TRIAL),
    ("POST", f"{API}/campaign", RICH),
    ("GET", f"{API}/campaign?name%5Blike%5D=s&status=active&_orderBy%5Bname%5D=asc", None),
    *(("GET", f"{API}/campaign/c1{path}", None) for path in ("", "/codes", "/codes/export")),
    ("GET", f"{API}/campaign/gifts/codes?_scroll=1&status=unused&code=F*&batchId=1", None),
    *((method, f"{API}/campaign/c1", RICH) for method in ("PUT", "PATCH", "DELETE")),
    ("POST", f"{API}/campaign/c1/codes/generate", CODES),
    ("POST", f"{API}/member", MEMBER),
    ("GET", f"{API}/member?_search=a&email=a%40b&phone=%2B48&_scroll=x", None),
    ("PUT", f"{API}/member/m1", MEMBER),
    *(("GET", f"{API}/member/m1{path}", None) for path in ("", "/wallet?_page=1")),
    ("POST", f"{API}/points/add", POINTS),
    *(("GET", path, None) for path in ("/redeem/W1", "/redeem-assets/page.js", "/")),
    ("POST", "/redeem/W1", PAGE),
    ("GET", "/sync/challenge?device=TILL", None),
    *(("GET", f"/sync/{path}", None) for path in ("changes?after=0&limit=50", "snapshot")),
    *(("GET", f"/sync/snapshot/{'0' * 64}", None), ("GET", "/sync/batches/1", None)),
    ("GET", f"/sync/batches/1/{'0' * 64}?texts=1", None),
    *(("POST", f"/sync/{path}", wire.MESSAGE[path]) for path in ("join", "session", "generate")),
    *(("POST", f"/sync/{path}", wire.MESSAGE[path]) for path in ("push", "push", "redeem")),
)
HEADERS: Final = (
    *("Content-Type: application/json", "Content-Type: text/plain", "Accept-Encoding: gzip"),
    *(
        "Content-Length: 1",
        "Content-Length: 99999999999",
        "Content-Length: -1",
        "Content-Length: ²",
    ),
    *(
        "Content-Encoding: gzip",
        "Content-Encoding: br",
        "Accept-Language: pl,en;q=0.x,*",
        "X-Torn: 1",
    ),
    *(
        "X-Request-Id: a b",
        "Authorization: Bearer",
        "Authorization: Basic eA==",
        "X-Forwarded-For: x",
    ),
    *(
        "Transfer-Encoding: chunked",
        "Accept-Language: " + "pl," * 3000,
        "X-Times: 40",
        "Range: bytes=0-",
    ),
    *(
        "If-None-Match: *",
        "Origin: http://x",
        "Authorization: Bearer " + "e" * 5000,
        "X-Times: 70000",
    ),
)
TOKENS_OF: Final = ("$MANAGER", "$MANAGER", "$CASHIER", "$TILL", "$OFFICE", "$MANAGERx", "")
ADDRESSES: Final = (
    *TOKENS,
    *texts(
        "%00", "%ED%A0%80", "%FF", "%2F", "%2e%2e/", "//", "?", "&", "=", "_page=-1", "_page=1e9"
    ),
    *texts(
        "_itemsOnPage=1000000", "_scroll=AAAA", "limit=0", "after=99999999999999999999", "[x]=1"
    ),
    *texts(
        "m1", "c1", "promo_redeemed", "../", ";", "%20", "+", "\\", "_page=1&_page=2", "after=-1"
    ),
)
STEP: Final = timedelta(seconds=7)


def make(rng: Random) -> bytes:
    """A request of some route, any part of it changed."""
    method, address, document = rng.choice(ROUTES)
    target = address.encode()
    if rng.random() < (0.25 if document is not None else 0.8):
        target = mutated(rng, target, ADDRESSES)
    if rng.random() < 0.05:
        method = rng.choice(("GET", "POST", "PUT", "HEAD", "OPTIONS", "TRACE", "x", ""))
    sync = address.startswith("/sync")
    token = rng.choice(("$TILL", "$TILL", "$OFFICE")) if sync else "$MANAGER"
    lines = [f"Authorization: Bearer {token if rng.random() < 0.9 else rng.choice(TOKENS_OF)}"]
    lines += rng.sample(HEADERS, rng.choice((0, 0, 1, 2, 4)))
    body = b"" if document is None else json_text(rng, json_mutated(rng, document, OTHERS))
    if document is not None and (sync and rng.random() < 0.3):
        lines.append("Content-Encoding: gzip")
        body = _packed(rng, body)
    head = "\n".join(line.replace("\n", "") for line in lines).encode()
    return method.encode() + b" " + target.replace(b"\n", b"%0A") + b"\n" + head + b"\n\n" + body


def _packed(rng: Random, body: bytes) -> bytes:
    roll = rng.random()
    if roll < 0.05:
        return gzip.compress(b" " * (40 << 20), 9, mtime=0)
    packed = gzip.compress(body, 1, mtime=0)
    if roll < 0.5:
        return packed
    return rng.choice((mutated(rng, packed), packed + packed, packed[:-4], body, packed + b"\0"))


class App:
    """The app on a ledger of its own, and what it is sent requests with."""

    def __init__(self, shop: Shop, loop: asyncio.Runner) -> None:
        self.clock = Clock()
        self.ledger = shop.ledger
        self.books = Books(shop.ledger)
        settings = Settings(refusal_step=timedelta(0))
        hub = open_hub(shop.ledger, self.clock, settings)
        self.settings = settings
        self.app = create_app(hub)
        prepare(self.app)
        self._loop = loop
        key, till = hub.token_key, enrolled(hub.ledger, 1)
        office = enrolled(hub.ledger, 2, DeviceKind.OFFICE)
        self._tokens = {
            "$MANAGER": issue(key, MANAGER.id, NOW, LIFE),
            "$CASHIER": issue(key, CASHIER.id, NOW, LIFE),
            "$TILL": session_token(key, till, NOW, LIFE),
            "$OFFICE": session_token(key, office, NOW, LIFE),
        }
        self._codes = cycle([*shop.codes("c1"), *KNOWN])

    def close(self) -> None:
        """Have the ledger looked over."""
        self.books.close()
        assert_well(self.ledger)

    def send(self, data: bytes) -> bool:
        """Send a request; look at what is answered, and how much was taken."""
        self.clock.now += STEP
        head, _, body = data.partition(b"\n\n")
        first, *lines = head.split(b"\n")
        method, _, target = first.partition(b" ")
        headers = [self._header(line) for line in lines if b":" in line]
        given = dict(headers)
        if b"$CODE" in body:
            body = body.replace(b"$CODE", next(self._codes).encode())
        sent = _Sent(body, _times(given), torn=b"x-torn" in given)
        path, _, query = target.partition(b"?")
        scope = _scope(decoded(method), path, query, headers)
        status, answer = self._loop.run(self._called(scope, sent))
        assert 200 <= status < 500, (status, answer[:300])
        most = self.settings.most_bytes(scope["path"])
        assert sent.taken <= most + sent.piece, (sent.taken, most)
        if status >= 400 and method != b"HEAD" and b"/redeem" not in path:
            said = json.loads(answer)
            assert said["message"], said
            assert said["code"] == status, said
        return status < 300

    async def _called(self, scope: dict[str, Any], sent: "_Sent") -> tuple[int, bytes]:
        answers: list[Any] = []

        async def send(message: Any) -> None:  # noqa: ANN401 - ASGI's
            answers.append(message)

        await self.app(scope, sent.receive, send)
        assert answers, "no answer"
        return answers[0]["status"], b"".join(each.get("body", b"") for each in answers[1:])

    def _header(self, line: bytes) -> tuple[bytes, bytes]:
        name, _, value = line.partition(b":")
        for mark, token in self._tokens.items():
            value = value.replace(mark.encode(), token.encode())
        return name.strip().lower(), value.strip()


class _Sent:
    """A body on its way, as often as wanted, in pieces; `taken` counts the bytes asked for."""

    def __init__(self, body: bytes, times: int, *, torn: bool) -> None:
        self._body, self._left, self._torn = body, times if body else 1, torn
        self.piece, self.taken = len(body), 0

    async def receive(self) -> dict[str, Any]:
        if self._left <= 0:
            return {"type": "http.disconnect"}
        self._left -= 1
        self.taken += self.piece
        more = self._left > 0 or self._torn
        return {"type": "http.request", "body": self._body, "more_body": more}


def _times(given: dict[bytes, bytes]) -> int:
    said = given.get(b"x-times", b"1")
    return int(said) if said.isdigit() and len(said) < 6 else 1


def _scope(
    method: str, path: bytes, query: bytes, headers: list[tuple[bytes, bytes]]
) -> dict[str, Any]:
    whole = quote(path, safe="/%:@!$&'()*+,;=~-._").encode()
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote_to_bytes(whole).decode("utf-8", "replace"),
        "raw_path": whole,
        "query_string": quote(query, safe="%&=[]+-._~*:@/?").encode(),
        "root_path": "",
        "headers": headers,
        "client": ("10.0.0.1", 40_000),
        "server": ("127.0.0.1", 8_000),
    }


@contextmanager
def serving() -> Iterator[Run]:
    """Give what sends requests."""
    with shop() as opened, asyncio.Runner() as loop, closing(App(opened, loop)) as app:
        yield app.send


TARGETS: Final = (Target("hub", 20_000, make, serving, block=3_000),)
