"""Desks killed at any moment between their start and a dozen redemptions, and started again.

What a desk painted as accepted must be there, and the next one must ask whether the goods were
handed over, where the last attempt of all was an acceptance just before the end.
"""

import os
import random
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from counterfoil.desk import preferences
from counterfoil.desk.preferences import OFF, Preferences
from tests.faults import evidence
from tests.faults.deeds import Harm
from tests.faults.driven_desk import drive
from tests.faults.kills import doctor
from tests.faults.scene import Scene
from tests.house.checkout import ROOT

IN_A_ROW = 6
EACH = 5
"""Codes that one desk is brought; it has ended its work by then, or is killed in the midst."""

OPENS_WITHIN_S, LONGEST_S = 60.0, 0.5
SLOW_START_S = 0.7
DOUBTFUL = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Killed:
    """What a desk said until it was killed, and on standard error."""

    said: list[list[str]]
    err: str

    @property
    def accepted(self) -> Mapping[str, str]:
        """The codes that were painted as accepted, by their redemptions."""
        return {line[1]: line[2] for line in self.said if line[0] == "accepted"}

    @property
    def asked(self) -> bool | None:
        """Whether it asked if goods were handed over; None where it was killed before."""
        return next((line[0] == "asks" for line in self.said if len(line) == 1), None)


def kill_desks(scene: Scene, tries: int, chance: random.Random, *, real: bool = False) -> Harm:
    """Kill desks, so many; those that are `real` are started from nothing, the others forked."""
    harm = Harm()
    while harm.tries < tries:
        copy = scene.copy(scene.folder.with_name("desk"))
        preferences.write(copy.data, Preferences(language="en", camera=OFF))
        codes = list(copy.free)
        for _ in range(min(IN_A_ROW, tries - harm.tries)):
            expected = is_to_ask(copy.data)
            brought, codes = codes[:EACH], codes[EACH:]
            run = _started if real else _forked
            killed = run(copy, brought, _moment(chance))
            harm.add(_judged(copy, killed, expected))
        harm.crashes += [f"after killed desks: {fault}" for fault in doctor(copy.data)]
    return harm


def is_to_ask(data: Path) -> bool:
    """Say whether the next desk must ask: read with nothing of the program."""
    try:
        alive = datetime.fromisoformat((data / "desk.running").read_text("ascii"))
    except FileNotFoundError:
        return False
    except ValueError:
        alive = datetime.fromtimestamp((data / "desk.running").stat().st_mtime, UTC)
    shutil.rmtree(place := data.with_name("asked"), ignore_errors=True)
    shutil.copytree(data, place)
    with closing(sqlite3.connect(place / "ledger.db")) as conn:
        kind, wall = conn.execute(
            "SELECT kind, wall_time FROM journal WHERE kind IN ('redeem', 'scan_refused',"
            " 'coupon_used', 'coupon_refused') ORDER BY wall_time DESC, n DESC LIMIT 1"
        ).fetchone()
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=wall)
    return kind == "redeem" and at >= alive - DOUBTFUL


def _moment(chance: random.Random) -> float:
    """Draw how long after it opened a desk is killed; below nought, how long before."""
    return chance.uniform(-SLOW_START_S, LONGEST_S)


def _judged(scene: Scene, killed: Killed, expected: bool) -> Harm:
    shutil.rmtree(place := scene.folder.with_name("looked"), ignore_errors=True)
    shutil.copytree(scene.data, place)
    after = evidence.of_folder(place)
    harm = Harm(1)
    lost = (each for each in killed.accepted.items() if each not in after.redeemed.items())
    harm.losses += [f"{name} of {code} was painted as accepted" for name, code in lost]
    harm.doubles += ["a code was accepted twice"] * after.doubles
    harm.crashes += after.faults
    if killed.asked is not None and killed.asked != expected:
        does = "asked" if killed.asked else "did not ask"
        harm.crashes.append(f"the next desk {does} whether goods were handed over")
    if "Traceback" in killed.err:
        harm.crashes.append(killed.err)
    return harm


def _forked(scene: Scene, codes: Sequence[str], moment: float) -> Killed:
    reads, writes = os.pipe()
    err = scene.folder / "err"
    pid = os.fork()
    if not pid:
        _be_desk(scene, codes, writes, err)
    os.close(writes)
    handle = os.pidfd_open(pid)
    try:
        said = _heard(reads, moment)
        signal.pidfd_send_signal(handle, signal.SIGKILL)
    except ProcessLookupError:
        said = b""
    finally:
        os.waitpid(pid, 0)
        os.close(handle)
    said += _rest(reads)
    os.close(reads)
    return Killed(_lines(said), err.read_text("utf-8"))


def _be_desk(scene: Scene, codes: Sequence[str], writes: int, err: Path) -> None:
    try:
        os.dup2(writes, 1)
        os.dup2(os.open(err, os.O_CREAT | os.O_WRONLY | os.O_TRUNC), 2)
        sys.stderr = os.fdopen(2, "w", 1, encoding="utf-8", closefd=False)
        os.environ |= {"COUNTERFOIL_DATA": str(scene.data), "QT_QPA_PLATFORM": "offscreen"}
        drive(codes)
    except BaseException:  # noqa: BLE001 - a child must not go on as its parent
        traceback.print_exc()
    finally:
        os._exit(0)


def _started(scene: Scene, codes: Sequence[str], moment: float) -> Killed:
    err = scene.folder / "err"
    more = {"COUNTERFOIL_DATA": str(scene.data), "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}  # fmt: skip
    with err.open("wb") as errors, subprocess.Popen(
        [sys.executable, "-m", "tests.faults.driven_desk", *codes],
        stdout=subprocess.PIPE, stderr=errors, cwd=ROOT, env=os.environ | more,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        said = _heard(running.stdout.fileno(), moment)
        running.kill()
        said += running.stdout.read()
    return Killed(_lines(said), err.read_text("utf-8"))


def _heard(reads: int, moment: float) -> bytes:
    """Listen until the moment to kill has come: counted from its opening, or from its start."""
    said = b""
    if moment < 0:
        until = time.monotonic() - moment
    else:
        select.select([reads], [], [], OPENS_WITHIN_S)
        until = time.monotonic() + moment
    while (left := until - time.monotonic()) > 0:
        if select.select([reads], [], [], left)[0]:
            part = os.read(reads, 65_536)
            if not part:
                break
            said += part
    return said


def _rest(reads: int) -> bytes:
    said = b""
    while part := os.read(reads, 65_536):
        said += part
    return said


def _lines(said: bytes) -> list[list[str]]:
    whole, _, _ = said.decode().rpartition("\n")
    return [line.split("\t") for line in whole.splitlines()]
