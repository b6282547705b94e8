"""Answers of a hub to unknown, used and void codes: alike to the letter, and as late.

A hub in a process of its own is asked over HTTP, by a program on the API and by customers on the
page, the kinds mixed at random. Of the times of half the answers the best guess is learnt of which
kind one is of, and tried on the other half: what it is better than chance is the attacker's
advantage. Two halves of one kind, told apart as if they were two, say how much of that is noise.
Names that sign in with a wrong PIN are compared likewise, those of the staff and others.
"""

import multiprocessing
import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any, Final, NoReturn

import httpx2
import structlog

from counterfoil.domain.campaign import Activity
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.hub.hub import Settings
from counterfoil.hub.login.token import issue
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.connect import open_ledger
from tests.domain.build import NOW, store
from tests.helpers.far_clients import client_from
from tests.helpers.telling import advantage, most_telling
from tests.hub.served import PINS, give_pins, served
from tests.ledger.shop import ANNA, CASHIER, MANAGER, Shop, fill
from tests.prove.report import Bound, Proof
from tests.prove.runner import tries

MOST_ADVANTAGE: Final = 0.05
FEWEST: Final = 600
"""Fewer answers cannot tell chance from so small an advantage."""
AT_ONCE: Final = 4
A_CLIENT: Final = 20
"""Requests from one address: fewer than an address may make in a while."""
ALWAYS: Final = timedelta(days=100 * 365)
FORMAT: Final = CodeFormat(CharacterSet.NUM, 9, "C", check_character=True)
WRONG_PIN: Final = "111222"
STRANGERS: Final = ("nobody", "no-one", "stranger")
_NOT_COMPARED: Final = frozenset({"date", "x-request-id"})

Ask = Callable[[httpx2.Client, str], httpx2.Response]


class Hurried:
    """A clock on which hours go by from one look to the next: nobody has to wait for guesses."""

    def __init__(self) -> None:
        self._now = NOW

    def __call__(self) -> datetime:
        self._now += timedelta(hours=8)
        return self._now


@dataclass(frozen=True, slots=True)
class Served:
    """A hub that is served: its address, a token, and codes to try by their kind."""

    address: str
    token: str
    codes: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Answered:
    """The times of the answers by kind, and what the answers looked like."""

    took: Mapping[str, Sequence[float]]
    looks: Mapping[str, frozenset[Any]]

    @property
    def told_by_look(self) -> int:
        """How many kinds do not look like the first."""
        first, *others = self.looks.values()
        return sum(each != first for each in others)


def prove(effort: float) -> list[Proof]:
    """Return how well an attacker tells refusals apart, and who is on the staff."""
    with hub() as at:
        return [
            codes_over(at, "API", event(at), max(FEWEST, tries(1_500, effort))),
            codes_over(at, "page", page, max(FEWEST, tries(1_500, effort))),
            names(at, max(FEWEST, tries(1_200, effort))),
        ]


def codes_over(at: Served, way: str, ask: Ask, each: int) -> Proof:
    """Try codes of every kind, `each` so often."""
    what = f"telling unknown, used, void and mistyped codes apart on the {way}"
    alike = {kind: codes for kind, codes in at.codes.items() if kind != "unused"}
    return _proof(what, answered(at, alike, ask, each))


def names(at: Served, each: int) -> Proof:
    """Sign in with wrong PINs under names of the staff and under names that nobody has."""
    wanted = {"staff": list(PINS), "stranger": STRANGERS}
    return _proof(
        "telling names of the staff from others at sign-in", answered(at, wanted, _login, each)
    )


def answered(at: Served, tried: Mapping[str, Sequence[str]], ask: Ask, each: int) -> Answered:
    """Ask about every kind so often, mixed at random, several at a time."""
    chance = random.Random(each)
    asked = [(kind, texts[n % len(texts)]) for kind, texts in tried.items() for n in range(each)]
    chance.shuffle(asked)
    parts = [asked[start : start + A_CLIENT] for start in range(0, len(asked), A_CLIENT)]
    took: dict[str, list[float]] = {kind: [] for kind in tried}
    looks: dict[str, set[Any]] = {kind: set() for kind in tried}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        numbered = enumerate(parts, chance.randrange(1_000_000))
        for told in pool.map(lambda part: _some(at, part, ask), numbered):
            for kind, seconds, look in told:
                took[kind].append(seconds)
                looks[kind].add(look)
    return Answered(took, {kind: frozenset(each) for kind, each in looks.items()})


@contextmanager
def hub(settings: Settings | None = None) -> Iterator[Served]:
    """Serve a hub with codes of every kind, in a process of its own."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    with tempfile.TemporaryDirectory(prefix="timing-") as folder:
        process = spawn.Process(target=_serve, args=(Path(folder), settings or Settings(), theirs))
        process.start()
        try:
            yield ours.recv()
        finally:
            ours.send(None)
            process.join()


def _serve(folder: Path, settings: Settings, to: Connection) -> None:
    structlog.configure(processors=[_drop])
    with open_ledger(folder / "data", NOW, store=store()) as ledger:
        fill(ledger)
        give_pins(ledger)
        shop = Shop(ledger)
        campaign, made = shop.campaign(
            quantity=40, code_format=FORMAT, activity=Activity(NOW - timedelta(days=1))
        )
        for code in made[:10]:
            assert shop.redeem(code).accepted
        void_codes(ledger, campaign.id, MANAGER, NOW, reason="Lost", texts=made[10:20])
        mistyped = [f"{code[:-1]}{(int(code[-1]) + 1) % 10}" for code in made[20:30]]
        unknown = [f"NONE{number:04}" for number in range(10)]
        kinds = {"unknown": unknown, "used": made[:10], "void": made[10:20], "mistyped": mistyped}
        codes = {**kinds, "unused": made[30:]}
        with served(ledger, Hurried(), settings) as client:
            token = issue(client.key, CASHIER.id, NOW, ALWAYS)
            to.send(Served(str(client.http.base_url), token, codes))
            to.recv()


def _drop(*_said: Any) -> NoReturn:  # noqa: ANN401 - what a log line is made of
    raise structlog.DropEvent


def _some(
    at: Served, numbered: tuple[int, Sequence[tuple[str, str]]], ask: Ask
) -> list[tuple[str, float, Any]]:
    told = []
    number, part = numbered
    with client_from(number, at.address) as client:
        client.get("/health")
        for kind, text in part:
            started = perf_counter()
            got = ask(client, text)
            told.append((kind, perf_counter() - started, _look(got)))
    return told


def _look(got: httpx2.Response) -> tuple[int, bytes, tuple[tuple[str, str], ...]]:
    headers = ((name, value) for name, value in got.headers.items() if name not in _NOT_COMPARED)
    return got.status_code, got.content, tuple(sorted(headers))


def event(at: Served) -> Ask:
    """Return how a program sends a code to the API."""
    headers = {"Authorization": f"Bearer {at.token}"}

    def ask(client: httpx2.Client, code: str) -> httpx2.Response:
        about = {"loyaltyCardNumber": ANNA}
        document = {"type": "promo_redeemed", "customerData": about, "body": {"promo_code": code}}
        return client.post("/api/W1/customEvent", json={"event": document}, headers=headers)

    return ask


def page(client: httpx2.Client, code: str) -> httpx2.Response:
    """Send a code as the customer's page does, for nobody."""
    sent = {"code": code, "card": "", "id": f"{random.getrandbits(64):016x}"}
    return client.post("/redeem/W1", json=sent)


def _login(client: httpx2.Client, name: str) -> httpx2.Response:
    sent = {"username": name, "password": WRONG_PIN}
    return client.post("/api/W1/admin/login_check", json=sent)


def _proof(what: str, got: Answered) -> Proof:
    told, one, other = most_telling(got.took)
    first = next(iter(got.took.values()))
    noise = advantage(first[::2], first[1::2])
    what = f"{what} (best: {one} from {other}; noise {noise:.3f})"
    asked = sum(map(len, got.took.values()))
    bound = Bound(max(0.0, told), MOST_ADVANTAGE, "better than chance")
    return Proof(what, asked, crashes=got.told_by_look, bound=bound)
