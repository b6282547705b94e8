"""A new till, and what a hub told it as it joined, without a hub."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from counterfoil.domain.exchange import DeviceKind, Enrolment, EntryVerdict, Outcome, Pushed
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.joining import join_ledger
from counterfoil.ledger.staff import put_staff
from tests.domain.build import NOW, store
from tests.ledger.shop import CASHIER

URL = "https://hub.example"
HUB_TIME = NOW + timedelta(seconds=5)


def enrolment(ledger: Ledger, **over: Any) -> Enrolment:  # noqa: ANN401 - checked by the class
    """Return what a hub tells the ledger's device as it joins."""
    told = Enrolment(
        device=ledger.device.id,
        name="Till 7",
        kind=DeviceKind.TILL,
        store=store(),
        digest_key=bytes(range(32)),
        hub_id="hub",
        epoch=4,
        hub_time=HUB_TIME,
    )
    return replace(told, **over)


def joined(folder: Path, **over: Any) -> Ledger:  # noqa: ANN401 - checked by the class
    """Return a new ledger that has joined, with a cashier."""
    ledger = open_ledger(folder, NOW)
    till = join_ledger(ledger, enrolment(ledger, **over), URL, NOW)
    with till.write() as conn:
        put_staff(conn, CASHIER)
    return till


def answered(*verdicts: EntryVerdict, next_n: int, **over: Any) -> Pushed:  # noqa: ANN401
    """Return what a hub answers to a batch."""
    return replace(Pushed(verdicts, next_n, 4, HUB_TIME), **over)


def applied(*numbers: int) -> tuple[EntryVerdict, ...]:
    """Return verdicts that entries with these numbers were applied."""
    return tuple(EntryVerdict(n, Outcome.APPLIED, receipt=bytes([n])) for n in numbers)
