"""Power cuts: a command is recorded once, and the disk tried as a cut at any call leaves it."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, event

from counterfoil.cli.app import main
from counterfoil.domain.errors import UserError
from counterfoil.ledger.connect import open_ledger
from tests.faults import evidence
from tests.faults.deeds import Deed, Harm, Seen
from tests.faults.disk_log import Disk, Op, Recorder, Said, Wrote
from tests.faults.evidence import Evidence
from tests.faults.kills import doctor
from tests.faults.scene import Scene
from tests.faults.tracing import trace

DOCTOR_EVERY = 10


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a command did to the disk and printed, and what was there before."""

    deed: Deed
    scene: Scene
    recorder: Recorder
    before: Evidence


def record(deed: Deed, scene: Scene, prepare: Callable[[], None] = lambda: None) -> Recorded:
    """Run a command to its end on a copy of the scene; `prepare` is called in its process."""
    copy = scene.copy(scene.folder.with_name("recorded"))
    words, stdin = deed.command(copy, 0), deed.stdin(copy)
    recorder = Recorder(copy.folder)

    def run() -> int:
        prepare()
        return main(words)

    outside = scene.folder.with_name("said")
    outside.mkdir(exist_ok=True)
    ended = trace(run, outside, recorder.entered, recorder.left, stdin)
    assert ended.code == 0, (deed.name, ended)
    return Recorded(deed, copy, recorder, evidence.of_folder(scene.data))


def cut_power(recorded: Recorded, tries: int, chance: random.Random) -> Harm:
    """Look at `tries` states that the disk may be found in.

    One half is spread evenly over all that was done, the other over what is no mere writing: the
    moments when something is synced, named or shown are few.
    """
    harm, disk, said = Harm(), Disk(recorded.recorder), ""
    ops = recorded.recorder.ops
    turns = [n for n, op in enumerate(ops, 1) if not isinstance(op, Wrote)]
    points = [chance.randint(0, len(ops)) for _ in range(tries - tries // 2)]
    points = sorted(points + chance.choices(turns, k=tries // 2))
    done = 0
    for point in points:
        for op in ops[done:point]:
            disk.do(op)
            said += _text(op)
        done = point
        where = f"{recorded.deed.name}, power cut after call {point} of {len(ops)}"
        is_deep = harm.tries % DOCTOR_EVERY == 0
        found = _judged(recorded, disk.after_power_cut(chance), said, deep=is_deep)
        harm.tries += 1
        harm.losses += [f"{where}: {each}" for each in found.losses]
        harm.doubles += [f"{where}: {each}" for each in found.doubles]
        harm.crashes += [f"{where}: {each}" for each in found.crashes]
    return harm


def careless(level: str) -> Callable[[], None]:
    """Return what makes a program not wait for the disk: SQLite's `synchronous` at `level`."""

    def prepare() -> None:
        @event.listens_for(Engine, "begin")
        def begin(conn: Connection) -> None:
            raw = conn.connection.driver_connection
            assert raw is not None
            raw.execute(f"PRAGMA synchronous = {level}")

    return prepare


def _text(op: Op) -> str:
    return op.text.decode() if isinstance(op, Said) else ""


def _judged(recorded: Recorded, files: Mapping[str, bytes], said: str, *, deep: bool) -> Harm:
    scene = recorded.scene
    _lay_out(scene.folder, files.items())
    harm = Harm()
    try:
        with open_ledger(scene.data, datetime.now(UTC)):  # noqa: TID251 - as the program does
            pass
    except UserError as error:
        harm.crashes.append(str(error))
        return harm
    try:
        after = evidence.of_folder(scene.data)
    except sqlite3.Error as error:
        harm.losses.append(str(error))
        return harm
    harm.losses += recorded.deed.losses(Seen(scene, 0, recorded.before, said, after))
    if not recorded.deed.restores:
        harm.losses += after.lacks(recorded.before)
    harm.doubles += ["a code was accepted twice"] * after.doubles
    harm.crashes += [*after.faults, *(doctor(scene.data) if deep else ())]
    return harm


def _lay_out(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("backups", "log"):
        (folder / "data" / name).mkdir(parents=True)
    for path, content in files:
        Path(path).write_bytes(content)
