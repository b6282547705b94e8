"""Very many tills that come back to one hub at the same moment, each with what it did meanwhile."""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import monotonic
from typing import Final

import httpx2
import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterfoil.domain.entry import GENESIS, Entry, Kind, SignedEntry, entry_hash
from counterfoil.domain.exchange import Outcome
from counterfoil.domain.mint import digest
from counterfoil.ledger.connect import FIRST_STORE
from counterfoil.ledger.feed.publish import last_number
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import DEFAULT
from counterfoil.ledger.tables.base import to_micros
from counterfoil.sync.http import HttpPort
from counterfoil.sync.port import HubUnreachable
from tests.bench.sync_devices import LightTill, enrolled
from tests.bench.sync_hub import HELD, hub_on_postgres, more_codes, now
from tests.faults.killed_hubs import scratch
from tests.faults.reckoning import Harm
from tests.hub.process import hub_process

EACH: Final = 10
"""Redemptions that each till has made."""
AT_ONCE: Final = 250
"""Tills in one program."""
WITHIN_S: Final = 240.0
ASKED_EVERY_S: Final = 0.2
HEALTHY_WITHIN_S: Final = 5.0
LARGEST_WAIT_S: Final = 60.0


@dataclass
class Crowd:
    """What came of it: `asked_again` by the hub, `healthy` answers, and memory in MB."""

    harm: Harm
    tills: int
    asked_again: int = 0
    healthy: int = 0
    slowest_health_s: float = 0.0
    grown_mb: float = 0.0
    took_s: float = 0.0


def crowd(tills: int) -> Crowd:
    """Let so many tills come back at once, and look at what came of it."""
    with scratch() as folder, hub_on_postgres() as hub:
        crowded = [*_tills(hub.ledger, tills)]
        made = Crowd(Harm(), tills)
        with hub_process(folder / "hub", "--database", hub.url) as served:
            before = _memory(served.running.pid, "VmRSS")
            with _asking_for_health(served.address, made):
                _come_back(crowded, served.address, made)
            made.grown_mb = _memory(served.running.pid, "VmHWM") - before
            look(hub.url, crowded, made.harm)
    return made


def _tills(hub: Ledger, quantity: int) -> Iterator[LightTill]:
    """Yield tills that have redeemed codes of their own."""
    _, texts = more_codes(hub, HELD, quantity * EACH)
    with hub.read() as conn:
        seq = last_number(conn)
    for place in range(quantity):
        till = enrolled(hub, FIRST_STORE.code, seq, now())
        for code in texts[place * EACH : (place + 1) * EACH]:
            _redeem(till, digest(code, hub.digest_key), place)
        yield till


def _redeem(till: LightTill, code: bytes, place: int) -> None:
    member, n = f"m{place % 200}", len(till.entries) + 1
    given = {"effect": "give_points", "member": member, "wallet": "default", "units": 100_00}
    body = {
        "redemption": f"{till.id}-{n}",
        "event_id": None,
        "code": code.hex(),
        "campaign": HELD,
        "campaign_version": 1,
        "member": member,
        "staff": DEFAULT.id,
        "store": FIRST_STORE.code,
        "at": to_micros(now()),
        "amount": None,
        "rules": ["points"],
        "given": [given],
        "source": "scanner",
        "final": True,
    }
    last = till.entries[-1].hash if till.entries else GENESIS
    entry = Entry(till.id, n, last, till.epoch, Kind.REDEEM, body, now(), now())
    sealed = entry_hash(entry)
    till.entries.append(SignedEntry(entry, sealed, till.key.sign(sealed)))


def _come_back(tills: Sequence[LightTill], address: str, made: Crowd) -> None:
    """Have all of them come back, in several programs, each till on its own connection."""
    groups = [tills[at : at + AT_ONCE] for at in range(0, len(tills), AT_ONCE)]
    began = monotonic()
    # Anew, not forked: a thread of this program asks for the hub's health meanwhile.
    with ProcessPoolExecutor(len(groups), get_context("spawn")) as programs:
        jobs = [programs.submit(_group, _packed(group), address) for group in groups]
        for job in jobs:
            again, said = job.result()
            made.asked_again += again
            made.harm.lose(*said)
    made.took_s = monotonic() - began


Packed = tuple[bytes, str, int, int, list[SignedEntry]]


def _packed(tills: Sequence[LightTill]) -> list[Packed]:
    return [
        (each.key.private_bytes_raw(), each.id, each.epoch, each.seq, each.entries)
        for each in tills
    ]


def _group(packed: list[Packed], address: str) -> tuple[int, list[str]]:
    """Bring a group back; return how often they were asked to come again, and who was not heard."""
    tills = [
        LightTill(Ed25519PrivateKey.from_private_bytes(key), name, epoch, seq, entries)
        for key, name, epoch, seq, entries in packed
    ]
    together, until = threading.Barrier(len(tills)), monotonic() + WITHIN_S

    def come(till: LightTill) -> int | str:
        with HttpPort(address) as port:
            together.wait()
            return _until_taken(till, port, until)

    with ThreadPoolExecutor(len(tills)) as pool:
        found = [*pool.map(come, tills)]
    return sum(each for each in found if isinstance(each, int)), [
        each for each in found if isinstance(each, str)
    ]


def _until_taken(till: LightTill, port: HttpPort, until: float) -> int | str:
    """Greet and push until the hub has it all, and once more; return how often it was put off."""
    again, rest, pushed = 0, threading.Event(), None
    while monotonic() < until:
        try:
            if port.token is None:
                till.greet(port, now())
            pushed = pushed or port.push(till.uploads())
            same = port.push(till.uploads())
        except HubUnreachable as busy:
            again += 1
            rest.wait(min(busy.retry_after or 1, LARGEST_WAIT_S))
            continue
        outcomes = {each.outcome for each in pushed.verdicts}
        if outcomes != {Outcome.APPLIED} or same.verdicts != pushed.verdicts:
            return f"{till.id} was told {outcomes}, and then {same.verdicts}"
        return again
    return f"{till.id} was not heard within {WITHIN_S} s"


@contextmanager
def _asking_for_health(address: str, made: Crowd) -> Iterator[None]:
    """Ask the hub all the while whether it is well."""
    ended = threading.Event()

    def ask() -> None:
        with httpx2.Client(timeout=HEALTHY_WITHIN_S) as http:
            while not ended.wait(ASKED_EVERY_S):
                began = monotonic()
                try:
                    status = http.get(f"{address}/health").status_code
                except httpx2.HTTPError as error:
                    made.harm.crash(f"no answer about its health: {error!r}")
                    continue
                if status != 200:
                    made.harm.crash(f"its health is {status}")
                made.healthy += 1
                made.slowest_health_s = max(made.slowest_health_s, monotonic() - began)

    asking = threading.Thread(target=ask, name="health")
    asking.start()
    try:
        yield
    finally:
        ended.set()
        asking.join()


def _memory(pid: int, name: str) -> float:
    """Return what a program uses, or has used at most, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def look(database: str, tills: Sequence[LightTill], harm: Harm) -> None:
    """Count by plain SQL: each code once, each entry there, each member what is due."""
    due = Counter[str]()
    claimed = dict[str, str]()
    for till in tills:
        for each in till.entries:
            body = each.entry.body
            claimed[str(body["redemption"])] = str(body["code"])
            due[str(body["member"])] += 100_00
    with psycopg.connect(database.replace("postgresql+psycopg://", "postgresql://", 1)) as conn:
        there: dict[str, str] = dict(conn.execute(_CLAIMS).fetchall())
        has = Counter({member: int(units) for member, units in conn.execute(_PURSES).fetchall()})
        entries: dict[str, int] = dict(conn.execute(_ENTRIES).fetchall())
    harm.lose(*(f"{each} is not there" for each in claimed.keys() - there.keys()))
    wrong = (each for each in there if there[each] != claimed.get(each))
    harm.double(*(f"{each} is nobody's, or of another code" for each in wrong))
    twice = (code for code, count in Counter(there.values()).items() if count > 1)
    harm.double(*(f"{code} is claimed twice" for code in twice))
    for member in {*due, *has}:
        count = harm.lose if has[member] < due[member] else harm.double
        if has[member] != due[member]:
            count(f"{member} has {has[member]}, and is due {due[member]}")
    short = (till for till in tills if entries.get(till.id, 0) != len(till.entries))
    harm.lose(*(f"of {each.id} there are {entries.get(each.id, 0)} entries" for each in short))


_CLAIMS: Final = """
SELECT r.id, encode(d.digest, 'hex') FROM redemptions r JOIN code_digests d ON d.code_id = r.code_id
WHERE r.reversed_at IS NULL"""
_PURSES: Final = "SELECT member_id, sum(units) FROM wallet_balances GROUP BY member_id"
_ENTRIES: Final = "SELECT device, count(*) FROM journal GROUP BY device"
