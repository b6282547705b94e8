"""The demo: a coffee shop with three campaigns, 5,000 codes, members, and a month behind it.

Its folder is marked before anything else is in there, so that wiping it can touch nothing real. All
of it is made by the functions that everything else uses, at moments of the past month.
"""

import json
import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.errors import Conflict, MachineError
from counterfoil.domain.member import Segment, Tier
from counterfoil.domain.store import Role, Staff, Store
from counterfoil.ledger.campaigns import new_campaign_id, save_campaign
from counterfoil.ledger.codes.generate import generation_steps
from counterfoil.ledger.codes.steps import Progress, Report, Steps, finish, unheard
from counterfoil.ledger.connect import DATABASE, open_ledger
from counterfoil.ledger.demo_history import Played, history_steps, planned
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lockfile import take_lock
from counterfoil.ledger.members import new_member_id, save_member, save_segment, save_tier
from counterfoil.ledger.rewards import save_reward
from counterfoil.ledger.schemas import save_schema
from counterfoil.ledger.settings import zone
from counterfoil.ledger.staff import DEFAULT, save_staff
from counterfoil.openloyalty.campaign import read_campaign
from counterfoil.openloyalty.member import read_member
from counterfoil.openloyalty.reward import read_reward
from counterfoil.openloyalty.schema import read_schema
from counterfoil.resources import resource

DAYS: Final = 30
MARK: Final = "demo.json"
"""The file that tells a demo's folder from a real ledger's, from before there is anything else."""

_PARTS: Final = (MARK, "device.key", "device.key.new", "lock", "backups", "log")


def demo_folder(data_dir: Path) -> Path:
    """Return where the demo of a data folder is best kept, apart from the real ledger."""
    return data_dir / "demo"


def is_demo(folder: Path) -> bool:
    """Say whether the ledger in `folder` is a demo, made to its end or not."""
    return (folder / MARK).is_file()


def is_made(folder: Path) -> bool:
    """Say whether the ledger in `folder` is a demo that was made to its end."""
    try:
        return bool(json.loads((folder / MARK).read_text("utf-8"))["made"])
    except (OSError, ValueError, LookupError, TypeError):
        return False


def open_demo(folder: Path, now: datetime) -> Ledger:
    """Open the demo in `folder`. Where it is not made to its end it is new: `make_demo` fills it.

    Raises Conflict where a real ledger lies there, and else as `open_ledger` does.
    """
    if is_made(folder):
        return open_ledger(folder, now)
    if (folder / DATABASE).exists() and not is_demo(folder):
        raise Conflict("{folder} holds a real store; the demo needs its own folder.", folder=folder)
    wipe_demo(folder, now)
    _mark(folder, None)
    return open_ledger(folder, _began(now), store=demo_store(), device_name="Demo till")


def make_demo(ledger: Ledger, now: datetime, progress: Report = unheard) -> Played:
    """Fill a new ledger of `open_demo`; return what was played. See `demo_steps`."""
    return finish(demo_steps(ledger, now), progress)


def demo_steps(ledger: Ledger, now: datetime) -> Steps[Played]:
    """Fill a new ledger in short steps: what a store sets up, then `DAYS` days until `now`."""
    campaigns = yield from set_up_steps(ledger, _began(now))
    wanted = {
        campaign.id: body["used"] for campaign, body in zip(campaigns, _bodies(), strict=True)
    }
    plan = planned(ledger, wanted, _began(now) + timedelta(hours=1), now)
    played = yield from history_steps(ledger, plan, done=_code_count())
    if ledger.folder is not None:
        _mark(ledger.folder, now)
    return played


def set_up_steps(ledger: Ledger, now: datetime) -> Steps[tuple[Campaign, ...]]:
    """Make staff, groups, members, reward, campaigns and codes, in short steps."""
    _people(ledger, now)
    campaigns = []
    done = 0
    for body in _bodies():
        campaign = read_campaign(
            body["campaign"] | {"activity": {"startsAt": now.isoformat()}}, id=new_campaign_id()
        )
        campaigns.append(save_campaign(ledger, campaign, DEFAULT, now))
        for step in _generated(ledger, campaign.id, body["codes"], now):
            yield Progress(done + step.done, 2 * _code_count())
        done += body["codes"]
    return tuple(campaigns)


def wipe_demo(folder: Path, now: datetime) -> None:
    """Remove the demo in `folder`, made to its end or not; nothing where there is none.

    Files of others in the folder stay. Raises Conflict where it is open, MachineError where the
    disk refuses.
    """
    if not is_demo(folder):
        return
    take_lock(folder / "lock", now).release()
    try:
        for path in (*folder.glob(f"{DATABASE}*"), *(folder / name for name in reversed(_PARTS))):
            _remove(path)
        if not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise MachineError(
            "The demo in {folder} cannot be removed ({why}); remove the folder by hand.",
            folder=folder,
            why=error.strerror,
        ) from error


def demo_store() -> Store:
    """Return the store of the demo."""
    store = _store()
    return Store("demo", store["name"], zone(store["zone"]), store["currency"])


def _began(now: datetime) -> datetime:
    return now - timedelta(days=DAYS, hours=1)


def _mark(folder: Path, made: datetime | None) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).write_text(json.dumps({"made": made and made.isoformat()}), "utf-8")
    except OSError as error:
        raise MachineError(
            "The folder {folder} cannot be written ({why}); name another one.",
            folder=folder,
            why=error.strerror,
        ) from error


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _people(ledger: Ledger, now: datetime) -> None:
    store = _store()
    for person in store["staff"]:
        made = Staff(person["id"], person["name"], Role(person["role"]))
        save_staff(ledger, made, DEFAULT, now)
    for tier in store["tiers"]:
        save_tier(ledger, Tier(tier["code"], tier["name"]), DEFAULT, now)
    for segment in store["segments"]:
        save_segment(ledger, Segment(segment["code"], segment["name"]), DEFAULT, now)
    for body in _load("members.json"):
        member = read_member(body, id=new_member_id(), registered_at=now)
        save_member(ledger, member, DEFAULT, now)
    save_schema(ledger, read_schema(store["schema"]), DEFAULT, now)
    reward = store["reward"]
    save_reward(ledger, read_reward(reward["reward"], id=reward["id"]), DEFAULT, now)


def _generated(ledger: Ledger, campaign_id: str, quantity: int, now: datetime) -> Steps[object]:
    return generation_steps(ledger, campaign_id, quantity, DEFAULT, now)


def _store() -> Mapping[str, Any]:
    return dict(_load("store.json"))


def _bodies() -> list[Mapping[str, Any]]:
    return list(_load("campaigns.json"))


def _code_count() -> int:
    return sum(body["codes"] for body in _bodies())


def _load(name: str) -> Any:  # noqa: ANN401 - JSON of our own
    return json.loads(resource(f"demo/{name}").read_text("utf-8"))
