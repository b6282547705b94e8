"""SIGKILL at thousands of moments: command line, desk and hub; what was shown is there, once."""

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests.faults.deeds import DEEDS, FIRST_START, Harm
from tests.faults.killed_desks import kill_desks
from tests.faults.killed_servers import kill_servers, make_place
from tests.faults.kills import kill_careless, kill_in_a_row, kill_started
from tests.faults.scene import Scene, memory, scenery
from tests.faults.tracing import CANNOT_TRACE, can_trace
from tests.helpers.postgres import new_database, postgres_server
from tests.prove.harm import planted, proof
from tests.prove.report import Proof
from tests.prove.runner import tries

REDEEMING, REST, STARTED = 1_000, 1_000, 30
DESKS, REAL_DESKS, HUBS = 150, 8, 120


def prove(effort: float) -> list[Proof]:
    """Kill programs by the thousand."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with scenery() as scene:
        return [*_commands(scene, effort), *_desks(scene, effort), *_hubs(effort)]


def _commands(scene: Scene, effort: float) -> Iterator[Proof]:
    yield proof("kill -9 of commands as they are started",
                kill_started(scene, tries(STARTED, effort), random.Random(3)))  # fmt: skip
    if not can_trace():
        yield Proof(f"kill -9 of commands, at each call: {CANNOT_TRACE}", tries=0)
        return
    redeeming = [deed for deed in DEEDS if deed.name.startswith(("redeem", "reverse", "coupon"))]
    rest = [deed for deed in DEEDS if deed not in redeeming]
    counter = kill_in_a_row(scene, tries(REDEEMING, effort), random.Random(1), redeeming)
    yield proof("kill -9 of commands at the counter", counter)
    office = kill_in_a_row(scene, tries(REST, effort), random.Random(2), rest)
    office.add(kill_in_a_row(scene.emptied(), tries(100, effort), random.Random(4), [FIRST_START]))
    yield proof("kill -9 of commands of the office", office)
    yield planted("a verdict is shown before its commit", kill_careless(scene, 40))


def _desks(scene: Scene, effort: float) -> Iterator[Proof]:
    forked = kill_desks(scene, tries(DESKS, effort), random.Random(5))
    forked.add(kill_desks(scene, tries(REAL_DESKS, effort), random.Random(6), real=True))
    yield proof("kill -9 of the desk, and its question at the next start", forked)


def _hubs(effort: float) -> Iterator[Proof]:
    wanted = tries(HUBS, effort)
    yield proof("kill -9 of a hub that answers clients, SQLite", _killed(wanted, _no_url))
    with postgres_server() as server:
        killed = _killed(wanted, lambda: new_database(server))
    yield proof("kill -9 of a hub that answers clients, PostgreSQL", killed)


def _killed(wanted: int, database: Callable[[], AbstractContextManager[str]]) -> Harm:
    harm = Harm()
    while harm.tries < wanted:
        with tempfile.TemporaryDirectory(dir=memory()) as folder, database() as url:
            place = make_place(Path(folder), url)
            harm.add(kill_servers(place, wanted - harm.tries, random.Random(harm.tries)))
    return harm


@contextmanager
def _no_url() -> Iterator[str]:
    yield ""
