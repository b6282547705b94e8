"""Handing over what a till did whose database is lost, and joining anew in its place.

What goes beside entries is lost with the database, so the hub takes of them what their bodies say.
An entry that was not found is told as lost: the hub keeps that in quarantine, and goes on with
those behind it.
"""

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterfoil.domain.chain import device_id
from counterfoil.domain.entry import SignedEntry
from counterfoil.domain.errors import NotFound
from counterfoil.domain.exchange import DeviceState, Greeting, Outcome, Upload
from counterfoil.domain.proof import greeting_bytes
from counterfoil.domain.store import Store
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.device import Device
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.salvage.remains import Remains
from counterfoil.ledger.salvage.restoring import new_folder, put_aside
from counterfoil.ledger.whole_file import written_whole
from counterfoil.sync.exchange import sync_once
from counterfoil.sync.join import join
from counterfoil.sync.port import HubUnreachable, Port
from counterfoil.wire.journal_file import write_lines

_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came of it: the hub had entries up to `had_n` before, and has `sent` more now.

    `lost` entries before the last one were not found, and are in quarantine as such, as are
    `aside` that it could make nothing of. `waiting` are still to be handed over: the hub was
    restored, and takes them once its other tills were heard.
    """

    device: str
    had_n: int
    sent: int
    lost: int
    aside: int
    waiting: int
    state: DeviceState


@dataclass(frozen=True, slots=True)
class Anew:
    """A till that has joined anew: who it is now, in which store, and where the old files are."""

    device: Device
    store: Store
    kept: Path


def save_journal(remains: Remains, path: Path) -> int:
    """Write every entry that was found to a file, as `journal export` does; return how many.

    Raises MachineError where it cannot be written.
    """
    count = 0
    with written_whole(path) as file:
        for line in write_lines(remains.entries()):
            file.write(line)
            count += 1
    return count


def salvage(
    port: Port, entries: Iterable[SignedEntry], key: Ed25519PrivateKey, now: datetime
) -> Salvaged:
    """Hand over those entries that are of the device with this key, and that the hub lacks.

    Raises:
        NotFound: there are none of that device, or the hub does not know it.
        HubUnreachable: the hub did not answer; the same may be done again.
    """
    device = device_id(key.public_key().public_bytes_raw())
    own = sorted(
        (each for each in entries if each.entry.device == device), key=lambda each: each.entry.n
    )
    if not own:
        raise NotFound("The journal has no entry of the device {device}.", device=device)
    tip = own[-1]
    said = Greeting(device, tip.entry.n, tip.hash, 0, 0, 0, now)
    challenge = port.challenge(device)
    welcome = port.session(challenge, said, key.sign(greeting_bytes(challenge, said)))
    had, state, next_n, aside = welcome.next_n - 1, welcome.state, welcome.next_n, 0
    left = list(_uploads(device, own, had))
    for start in range(0, len(left), _AT_ONCE):
        batch = left[start : start + _AT_ONCE]
        pushed = port.push(tuple(batch))
        state, next_n = pushed.state, pushed.next_n
        lost = {each.n for each in batch if each.signed is None}
        aside += sum(v.outcome is Outcome.QUARANTINED and v.n not in lost for v in pushed.verdicts)
        if state is not DeviceState.FROZEN and next_n <= batch[-1].n:
            break
    waiting = 0 if state is DeviceState.FROZEN else max(0, tip.entry.n - next_n + 1)
    sent = [each for each in left if each.signed is not None and each.n <= tip.entry.n - waiting]
    lost_n = sum(each.signed is None for each in left)
    return Salvaged(device, had, len(sent), lost_n, aside, waiting, state)


def join_anew(remains: Remains, port: Port, url: str, token: str, name: str, now: datetime) -> Anew:
    """Join the hub at `url` with a new ledger, and put the damaged one aside for it.

    Where the hub does not let it in, everything stays as it was. What the till did is to be handed
    over before. Raises as `join` and `put_aside`.
    """
    new = new_folder(remains.folder, now)
    try:
        with open_ledger(new, now) as ledger:
            joined = join(ledger, port, url, token, name or remains.name, now)
            _fetch(joined, port, now)
        kept = put_aside(remains.folder, new, now)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return Anew(joined.device, joined.store, kept)


def _fetch(joined: Ledger, port: Port, now: datetime) -> None:
    """Fetch what the hub knows; where it goes away meanwhile, the till fetches the rest itself."""
    try:
        sync_once(joined, port, now)
    except HubUnreachable:
        return


def _uploads(device: str, own: list[SignedEntry], had: int) -> Iterator[Upload]:
    """Yield what the hub lacks, in order, with a word in the place of each entry that is lost."""
    before = had
    for signed in own:
        n = signed.entry.n
        if n <= had:
            continue
        for lost in range(before + 1, n):
            yield Upload(lost, _word(device, lost), None)
        before = n
        yield Upload(n, "", signed)


def _word(device: str, n: int) -> str:
    said = {"entry": {"device": device, "n": n, "lost": True}, "with": {}, "receipt": None}
    return json.dumps(said, sort_keys=True)
