"""What the screen has done behind the background door: looking, saving, putting back, joining."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from counterfoil.desk.till import Till, enter
from counterfoil.ledger.checkup import checkup_folder
from counterfoil.ledger.codes.void import Voided
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.doctor import Finding
from counterfoil.ledger.salvage.remains import Remains, held, survey
from counterfoil.ledger.salvage.restoring import Restored, go_back, save_whole_part
from counterfoil.ledger.salvage.since import Use, void_since
from counterfoil.ledger.staff import default_staff
from counterfoil.sync.http import HttpPort, hub_url
from counterfoil.sync.salvage import Salvaged, join_anew, salvage


@dataclass(frozen=True, slots=True)
class Joined:
    """The till as it goes on, and what the hub took of what it was before; None for nothing."""

    till: Till
    handed: Salvaged | None


def look(folder: Path, now: datetime) -> Remains:
    """Find out what is left; only a backup is made, of what is whole. Raises UserError."""
    with held(folder, now):
        save_whole_part(folder, now)
        return survey(folder)


def findings(folder: Path, now: datetime) -> tuple[Finding, ...]:
    """Look the ledger over. Raises UserError."""
    return tuple(checkup_folder(folder, now))


def put_back(remains: Remains, backup: Path, now: datetime) -> tuple[Restored, Till]:
    """Put a backup back, and open the till on it. Raises as `go_back` and `open_ledger`."""
    done = go_back(remains, backup, now)
    return done, enter(open_ledger(remains.folder, now))


def hand_over(remains: Remains, url: str, now: datetime) -> Salvaged | None:
    """Hand over what was found, None where there is nothing or no key. Raises as `salvage`."""
    if remains.key is None or remains.chain is None:
        return None
    with HttpPort(hub_url(url)) as port:
        return salvage(port, remains.entries(), remains.key, now)


def join(remains: Remains, url: str, token: str, name: str, now: datetime) -> Joined:
    """Hand over what was found and join anew; raises as `salvage` and `join_anew`.

    Where the hub does not let it in, everything stays as it was.
    """
    handed = hand_over(remains, url, now)
    address = hub_url(url)
    with HttpPort(address) as port:
        join_anew(remains, port, address, token, name, now)
    return Joined(enter(open_ledger(remains.folder, now)), handed)


def void(till: Till, uses: Sequence[Use], now: datetime) -> Voided:
    """Make void what could be redeemed again, by the till's manager. Raises UserError."""
    return void_since(till.ledger, uses, default_staff(till.ledger), now)
