"""Entries that a till or an office device signed, with bodies that no program writes, at the hub.

Each gets a verdict, the next goes on, and the hub's ledger stays well. `entries.json` holds bodies
as a till has written them; `$DEVICE` stands for the device that sends them.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from counterfoil.domain.entry import GENESIS, Entry, Kind
from counterfoil.domain.errors import UserError
from counterfoil.domain.exchange import DeviceKind, DeviceState, Outcome, Upload
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.exchange.intents import decide_intent
from counterfoil.ledger.exchange.push import take
from tests.domain.build import NOW
from tests.fuzz.engine import Run, Target, told
from tests.fuzz.ledgers import Books, shop
from tests.fuzz.mutation import VALUES, json_mutated
from tests.helpers.chains import signed
from tests.ledger.exchange.tills import enrolled, key
from tests.ledger.shop import Shop, assert_well

ENTRIES: Final = json.loads((Path(__file__).parent.parent / "entries.json").read_text("utf-8"))
OTHERS: Final = (
    *VALUES,
    *("m1", "c1", "jan", "manager", "W1", "gifts", "coffee", "promo_redeemed", "f" * 32, "f" * 64),
    *(
        2**31,
        2**63,
        -(2**63) - 1,
        10**30,
        1.5,
        "redeem",
        "$DEVICE",
        "$DEVICE-1",
        1_780_000_000_000_000,
    ),
)
MOST: Final = 8


def make(rng: Random) -> bytes:
    """Some entries, with one or all of them changed, or of another kind than their bodies."""
    chosen = rng.choices(ENTRIES, k=rng.randrange(1, MOST))
    if rng.random() < 0.5:
        chosen[rng.randrange(len(chosen))] = json_mutated(rng, rng.choice(ENTRIES), OTHERS)
    else:
        chosen = [json_mutated(rng, each, OTHERS) for each in chosen]
    if rng.random() < 0.2:
        chosen[0] = {**rng.choice(ENTRIES), "kind": rng.choice(list(Kind)).value}
    # As text a half surrogate has an escape; nothing that a device signs holds one.
    return json.dumps(chosen).encode()


class Device:
    """A device that the hub knows, which signs whatever it is told to."""

    def __init__(self, shop: Shop) -> None:
        self.hub = become_hub(shop.ledger, NOW)
        self.books = Books(self.hub)
        self._devices = {
            kind: (enrolled(self.hub, number, kind), key(number))
            for number, kind in enumerate((DeviceKind.TILL, DeviceKind.OFFICE), 1)
        }
        self._tips = dict.fromkeys(self._devices, (0, GENESIS))
        self._now = NOW

    def push(self, data: bytes) -> bool:
        """Push entries and, of a tenth, ask for them one by one."""
        kind = DeviceKind.OFFICE if len(data) % 2 else DeviceKind.TILL
        uploads = self._signed(kind, data)
        device, _ = self._devices[kind]
        if uploads and len(data) % 10 == 0:
            return self._asked(device, kind, uploads[0])
        pushed = take(self.hub, device, uploads, self._now)
        assert [each.n for each in pushed.verdicts] == [each.n for each in uploads], pushed
        assert pushed.state is DeviceState.ACTIVE, pushed
        if uploads:
            self._note(kind, uploads[-1])
            assert pushed.next_n == uploads[-1].n + 1, pushed
            again = take(self.hub, device, uploads, self._now)
            assert again.verdicts == pushed.verdicts, "another verdict the second time"
        return any(each.outcome is Outcome.APPLIED for each in pushed.verdicts)

    def close(self) -> None:
        """Have the ledger looked over."""
        self.books.close()
        assert_well(self.hub)

    def _asked(self, device: str, kind: DeviceKind, upload: Upload) -> bool:
        try:
            verdict = decide_intent(self.hub, device, upload, self._now)
        except UserError as refused:
            return told(refused)
        self._note(kind, upload)
        assert decide_intent(self.hub, device, upload, self._now) == verdict, verdict
        return verdict.outcome is Outcome.APPLIED

    def _note(self, kind: DeviceKind, last: Upload) -> None:
        assert last.signed is not None
        self._tips[kind] = (last.n, last.signed.hash)

    def _signed(self, kind: DeviceKind, data: bytes) -> list[Upload]:
        device, secret = self._devices[kind]
        n, before = self._tips[kind]
        made: list[Upload] = []
        for said in _entries(data, device):
            self._now += timedelta(seconds=1)
            n += 1
            entry = Entry(device, n, before, 0, said["kind"], said["body"], self._now)
            upload = Upload(n, "", signed(entry, secret), said["with"])
            assert upload.signed is not None
            before = upload.signed.hash
            made.append(replace(upload, raw=json.dumps(said)))
        return made


def _entries(data: bytes, device: str) -> list[dict[str, Any]]:
    """Return what an input has to be signed: what a message could bring, and no more."""
    try:
        said = json.loads(data.decode().replace("$DEVICE", device))
        json.dumps(said, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return []
    usable = (each for each in said if isinstance(each, dict)) if isinstance(said, list) else ()
    return [
        {"kind": each["kind"], "body": each["body"], "with": each["with"]}
        for each in usable
        if isinstance(each.get("kind"), str)
        and 0 < len(each["kind"]) <= 40
        and isinstance(each.get("body"), dict)
        and isinstance(each.get("with"), dict)
    ]


@contextmanager
def pushing() -> Iterator[Run]:
    """Give what pushes entries. That it can make nothing of one, the hub notes in its log."""
    before = logging.root.manager.disable
    logging.disable(logging.ERROR)
    try:
        with shop() as opened, closing(Device(opened)) as device:
            yield device.push
    finally:
        logging.disable(before)


TARGETS: Final = (Target("poison", 5_000, make, pushing, block=1_000),)
