"""What a walk is made of: tills, what it begins with, and what is wrong on purpose."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.exchange import Changes
from counterfoil.domain.units import from_hundredths
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.sync.port import Port
from tests.helpers.loop_port import LoopPort
from tests.properties.invariants import rows
from tests.properties.model import HandOver, Model
from tests.properties.network import Mail


@dataclass
class Till:
    """A till: its folder, its open ledger, its way to the hub, what is under way, and a copy."""

    name: str
    folder: Path
    ledger: Ledger
    way: LoopPort
    mail: Mail = field(default_factory=Mail)
    copied_at: int | None = None
    stopped: bool = False

    def stop(self) -> None:
        """Stop at once: nothing more is written."""
        if not self.stopped:
            self.ledger.close()
        self.stopped = True

    @property
    def copy(self) -> Path:
        """Where a copy of the folder is."""
        return self.folder.with_suffix(".copy")


@dataclass(frozen=True)
class Mistake:
    """What is wrong on purpose: at the hub, or where a till takes in a page that was late.

    The `port` is made for a world.
    """

    port: Callable[[Any, Port], Port] = lambda _world, port: port
    page: Callable[[Ledger, Changes], Changes] = lambda _till, page: page


NONE = Mistake()


@dataclass(frozen=True)
class Base:
    """What a walk begins with: folders to copy, the campaigns, and their codes."""

    folder: Path
    tills: tuple[str, ...]
    campaigns: Mapping[str, Campaign]
    codes: Mapping[str, tuple[str, ...]]
    ids: Mapping[str, tuple[int, ...]]
    now: datetime


def copy_folder(source: Path, target: Path) -> None:
    """Make `target` what `source` is."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("lock", "log"))


def tip(ledger: Ledger) -> int:
    """Return the number of a ledger's last entry of its own."""
    from counterfoil.ledger.journal import tips

    known = tips(ledger).get(ledger.device.id)
    return 0 if known is None else known.n


def observe(model: Model, name: str, ledger: Ledger) -> None:
    """Learn what a device, called `name`, has handed over by its ledger."""
    own = select(redemptions).where(redemptions.c.till == ledger.device.id)
    for row in rows(ledger, own):
        known = model.handed.get(row["id"])
        if known is None:
            known = model.handed[row["id"]] = HandOver(
                id=row["id"],
                till=name,
                code=row["code_id"],
                campaign=row["campaign_id"],
                units=from_hundredths(row["units"]),
                late=ledger.device.id in model.astray,
            )
        known.undone |= row["reversed_at"] is not None
