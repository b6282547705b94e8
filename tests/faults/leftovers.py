"""Files that a program which was cut off, or somebody's copying, left in a data folder."""

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing, redirect_stderr, redirect_stdout
from io import StringIO

from counterfoil.cli.app import main
from tests.faults import evidence
from tests.faults.deeds import DEEDS, Harm
from tests.faults.evidence import Evidence
from tests.faults.kills import doctor
from tests.faults.scene import Scene
from tests.faults.tracing import KILL, SYNCS, WRITES, Call, Refused, trace
from tests.helpers.shop import ANNA_CARD

_MACHINE_FAILED = 3
GARBAGE = bytes(range(256)) * 64
Leave = Callable[[Scene, Scene], None]
"""Given the scene and another shop's, leaves a file in the first."""


def _write(name: str, content: bytes = GARBAGE) -> Leave:
    def leave(scene: Scene, _other: Scene) -> None:
        (scene.data / name).write_bytes(content)

    return leave


def _copied(of: str, name: str) -> Leave:
    def leave(scene: Scene, other: Scene) -> None:
        shutil.copyfile(other.data / of, scene.data / name)

    return leave


def own_log(scene: Scene, _other: Scene) -> None:
    """Leave the log of a program that was killed once it had redeemed."""
    _kill_with_log(scene)


def foreign_log(scene: Scene, other: Scene) -> None:
    """Leave another shop's log, whole and valid."""
    _kill_with_log(other)
    shutil.copyfile(other.data / "ledger.db-wal", scene.data / "ledger.db-wal")


def foreign_memory(scene: Scene, other: Scene) -> None:
    """Leave the shared memory that belongs to another shop's log."""
    _kill_with_log(other)
    shutil.copyfile(other.data / "ledger.db-shm", scene.data / "ledger.db-shm")


def stale_log(scene: Scene, _other: Scene) -> None:
    """Leave a log that was written home long ago, and after which more was done."""
    _kill_with_log(scene)
    kept = (scene.data / "ledger.db-wal").read_bytes()
    _redeem(scene, 2)
    (scene.data / "ledger.db-wal").write_bytes(kept)


def foreign_journal(scene: Scene, other: Scene) -> None:
    """Leave the roll-back journal that another database's program was killed with."""
    shutil.copyfile(other.old, other.data / "rolling.db")

    def roll() -> int:
        with closing(sqlite3.connect(other.data / "rolling.db")) as conn:
            conn.execute("PRAGMA journal_mode = DELETE")
            conn.execute("UPDATE codes SET status = 2")
            conn.commit()
        return 0

    def killed(call: Call) -> Refused | None:
        if call.number in WRITES | SYNCS and call.where.endswith("rolling.db"):
            return KILL
        return None

    trace(roll, other.folder, killed)
    shutil.copyfile(other.data / "rolling.db-journal", scene.data / "ledger.db-journal")


HARMLESS: Mapping[str, Leave] = {
    "own log": own_log,
    "log of garbage": _write("ledger.db-wal"),
    "empty log": _write("ledger.db-wal", b""),
    "shared memory of garbage": _write("ledger.db-shm"),
    "shared memory of another shop": foreign_memory,
    "journal of garbage": _write("ledger.db-journal"),
    "empty journal": _write("ledger.db-journal", b""),
    "half a key": _write("device.new", b"ab" * 9),
    "half a key as now written": _write("device.key.new", b"ab" * 9),
    "half a restored database": _write("ledger.db.part"),
    "its journal": _write("ledger.db.part-journal"),
    "another shop's restored database": _copied("ledger.db", "ledger.db.part"),
    "half a backup": _write("backups/ledger-20260101T000000.db.part"),
    "half of what was replaced": _write("backups/replaced-20260101T000000.db.part"),
    "half of the settings": _write("desk.json.new"),
    "settings of garbage": _write("desk.json"),
    "a lock that was signed by nobody": _write("lock"),
    "half a sign that the desk runs": _write("desk.running", b"2026-"),
}
"""What must be swept away or ignored: nothing is lost, and all goes on."""

STRANGE: Mapping[str, Leave] = {
    "another shop's log": foreign_log,
    "an old log": stale_log,
    "another database's journal": foreign_journal,
}
"""What SQLite takes for its own: nothing may be lost without a word."""


def leave_and_look(scene: Scene, other: Scene, name: str) -> Harm:
    """Leave a file, redeem a code, restore nothing, and look at what is there."""
    here, there = scene.copy(scene.folder.with_name("left")), other
    leave = HARMLESS.get(name) or STRANGE[name]
    leave(here, there.copy(scene.folder.with_name("other")))
    before = _content(here, is_own=leave is own_log)
    harm, shown = Harm(1), here.points[5]
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as told:
        code = main(["redeem", shown, "--member", ANNA_CARD, "--data", str(here.data)])
    if name in STRANGE and code == _MACHINE_FAILED and "Something is wrong" not in told.getvalue():
        # Told, and left as it is.
        return harm
    said = doctor(here.data)
    after = evidence.of_folder(here.data)
    harm.losses += [f"{name}: {each}" for each in after.lacks(before)]
    if code != 0 or shown not in after.redeemed.values():
        harm.crashes.append(f"{name}: redeeming ended with {code}")
    harm.crashes += [f"{name}: {each}" for each in (*said, *after.faults)]
    return harm


def _content(scene: Scene, *, is_own: bool) -> Evidence:
    """Return what the database and its own log hold, whatever else lies about."""
    place = scene.folder.with_name("content")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    shutil.copyfile(scene.data / "ledger.db", place / "ledger.db")
    if is_own:
        shutil.copyfile(scene.data / "ledger.db-wal", place / "ledger.db-wal")
    return evidence.of_folder(place)


def _kill_with_log(scene: Scene) -> None:
    """Kill a program that has redeemed, right as it begins to write its log home."""

    def killed(call: Call) -> Refused | None:
        is_home = call.number in WRITES and call.where.endswith("ledger.db")
        return KILL if is_home else None

    _redeem(scene, 1, killed)
    assert (scene.data / "ledger.db-wal").stat().st_size > len(DEEDS)


def _redeem(
    scene: Scene, number: int, entered: Callable[[Call], Refused | None] = lambda _call: None
) -> None:
    words = ["redeem", scene.points[number], "--member", ANNA_CARD, "--data", str(scene.data)]
    trace(lambda: main(words), scene.folder, entered)
