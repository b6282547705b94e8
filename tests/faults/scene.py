"""A shop to be harmed: codes to redeem, redemptions to undo, coupons, files to import, a backup."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

from counterfoil.cli.app import COMMANDS
from counterfoil.ledger.backup import backup
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.staff import DEFAULT
from counterfoil.ledger.verdict import Attempt
from tests.helpers.shop import ANNA_CARD, CAMPAIGNS, make_shop
from tests.helpers.shop import Shop as Codes

CODES = 40
DONE = 8
SINGLE = 4
"""Codes of each campaign, the last ones, that are brought one by one and not from the file."""
POINTS, COUPON = CAMPAIGNS["points"][0], CAMPAIGNS["coupon"][0]


@dataclass(frozen=True, slots=True)
class Scene:
    """Where it is, and what can be brought to it: each list holds what nobody brought yet."""

    folder: Path
    points: tuple[str, ...]
    free: tuple[str, ...]
    """Codes that are redeemed without a member."""
    done: tuple[str, ...]
    """Redemptions that can be undone."""
    coupons: tuple[str, ...]

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def old(self) -> Path:
        """A backup from before the redemptions."""
        return self.folder / "old.db"

    def emptied(self) -> "Scene":
        """Return a scene where there is no ledger yet."""
        empty = self.copy(self.folder.with_name("empty"))
        shutil.rmtree(empty.data)
        empty.data.mkdir()
        return empty

    def copy(self, to: Path) -> "Scene":
        """Return the same scene in another folder, which is made anew."""
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.folder, to)
        return Scene(to, self.points, self.free, self.done, self.coupons)


def memory() -> Path | None:
    """Return a folder that is in memory, where the machine has one."""
    place = Path("/dev/shm")
    return place if os.access(place, os.W_OK) else None


@contextmanager
def scenery() -> Iterator[Scene]:
    """Give the scene in a folder of its own, in memory where that can be had."""
    with tempfile.TemporaryDirectory(dir=memory()) as place:
        yield make_scene(Path(place) / "scene")


def make_scene(folder: Path) -> Scene:
    """Make the shop in a new folder, yesterday."""
    warm()
    now = datetime.now(UTC) - timedelta(days=1)  # noqa: TID251 - as the program's clock will say
    codes = make_shop(folder / "data", now)
    with open_ledger(folder / "data", now) as ledger:
        points, free = _more(ledger, codes, "points", now), _more(ledger, codes, "coupon", now)
        backup(ledger, now, folder / "old.db")
        done, coupons = _redeemed(ledger, points, free, now)
    (folder / "codes.csv").write_text(
        "code\n" + "".join(f"SPRING{n:05}\n" for n in range(200)), "utf-8"
    )
    (folder / "members.csv").write_text(
        "loyaltyCardNumber,firstName\n" + "".join(f"77{n:05},Ada {n}\n" for n in range(60)), "utf-8"
    )
    _write_attempts(folder / "attempts.jsonl", points[DONE:-SINGLE], free[DONE:-SINGLE])
    return Scene(folder, tuple(points[DONE:]), tuple(free[DONE:]), tuple(done), tuple(coupons))


@contextmanager
def opened_without_lock(folder: Path) -> Iterator[Ledger]:
    """Open a ledger where no program is at work."""
    with open_ledger(folder, datetime.now(UTC)) as ledger:  # noqa: TID251 - as the program does
        yield ledger


def warm() -> None:
    """Load every command, so that a child that is forked has them at once."""
    for module, _ in COMMANDS.values():
        import_module(f"counterfoil.cli.{module.partition(':')[0]}")


def _more(ledger: Ledger, codes: Codes, key: str, now: datetime) -> list[str]:
    with ledger.read() as conn:
        name = CAMPAIGNS[key][0]
        found = conn.exec_driver_sql("SELECT id, document FROM campaigns").all()
    (campaign_id,) = [row[0] for row in found if name in row[1]]
    generate(ledger, campaign_id, CODES - len(codes.codes[key]), DEFAULT, now)
    return [line.text for line in list_codes(ledger, campaign_id).codes if line.text]


def _redeemed(
    ledger: Ledger, points: list[str], free: list[str], now: datetime
) -> tuple[list[str], list[str]]:
    made = (redeem(ledger, Attempt((code,), DEFAULT, ANNA_CARD), now) for code in points[:DONE])
    done = [verdict.redemption_id or "" for verdict in made]
    coupons: list[str] = []
    for code in free[:DONE]:
        given = redeem(ledger, Attempt((code,), DEFAULT, ""), now).given
        coupons += [each.coupon.code for each in given if each.coupon is not None]
    return done, coupons


def _write_attempts(path: Path, points: list[str], free: list[str]) -> None:
    attempts = [{"code": code, "member": ANNA_CARD} for code in points]
    attempts += [{"code": code} for code in free]
    path.write_text("".join(json.dumps(each) + "\n" for each in attempts), "utf-8")
