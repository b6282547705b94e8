"""Opening, setting up, wiping and leaving a till. All of it runs behind the background door."""

from collections.abc import Generator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from counterfoil.desk import running
from counterfoil.desk.first_run.screen import Setup
from counterfoil.desk.till import Till, enter
from counterfoil.domain.store import Store
from counterfoil.ledger.attempts import PastAttempt, recent
from counterfoil.ledger.codes.steps import Progress
from counterfoil.ledger.connect import DATABASE, FIRST_STORE, open_ledger
from counterfoil.ledger.demo import demo_folder, demo_steps, is_made, open_demo, wipe_demo
from counterfoil.ledger.encryption import prepare
from counterfoil.ledger.staff import DEFAULT, save_staff


def is_new(folder: Path) -> bool:
    """Tell whether there is neither a ledger nor a whole demo in the folder yet."""
    return not (folder / DATABASE).exists() and not is_made(demo_folder(folder))


def open_till(folder: Path, now: datetime) -> Till:
    """Open the till's ledger, or the demo where that is all there is.

    Raises:
        Conflict: another program has it open, or a newer one has written it.
        MachineError: the folder or the database cannot be used.
    """
    if (folder / DATABASE).exists():
        return enter(open_ledger(folder, now))
    return enter(open_demo(demo_folder(folder), now))


def set_up(folder: Path, setup: Setup, now: datetime) -> Till:
    """Make the ledger of a new store, whose manager is who set it up.

    Raises UserError as `open_till` does, and Locked where it is to be encrypted and there is no
    usable keyring.
    """
    store = Store(FIRST_STORE.code, setup.store, ZoneInfo(setup.zone), setup.currency)
    if setup.encrypted:
        prepare(folder)
    ledger = open_ledger(folder, now, store=store)
    try:
        save_staff(ledger, replace(DEFAULT, name=setup.person), DEFAULT, now)
        return enter(ledger)
    except BaseException:
        ledger.close()
        raise


def make_demo(folder: Path, now: datetime) -> Generator[Progress, None, Till]:
    """Make the demo in short steps, in a folder of its own; return its till.

    Raises UserError as `open_till` does.
    """
    ledger = open_demo(demo_folder(folder), now)
    try:
        yield from demo_steps(ledger, now)
        return enter(ledger)
    except BaseException:
        ledger.close()
        raise


def wipe(till: Till, now: datetime) -> None:
    """Remove the demo; raises MachineError where the disk refuses."""
    leave(till)
    if till.ledger.folder is not None:
        wipe_demo(till.ledger.folder, now)


def leave(till: Till) -> None:
    """Close the ledger, and say that this was a clean end."""
    till.ledger.close()
    if till.ledger.folder is not None:
        running.end(till.ledger.folder)


def renew(till: Till, now: datetime) -> None:
    """Say that the desk is alive."""
    if till.ledger.folder is not None:
        running.renew(till.ledger.folder, now)


def doubtful(till: Till, now: datetime) -> PastAttempt | None:
    """Return the redemption whose verdict may not have been seen, as the desk stopped right then.

    It is the last attempt of all, accepted, not undone since, and the desk did not end cleanly.
    """
    alive = None if till.ledger.folder is None else running.stopped_at(till.ledger.folder)
    renew(till, now)
    if alive is None:
        return None
    last = next(iter(recent(till.ledger, 1)), None)
    if last is None or last.refused is not None or last.reversed_at is not None:
        return None
    return last if running.is_doubtful(last.at, alive) else None
