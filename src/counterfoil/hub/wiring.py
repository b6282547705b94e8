"""Where the hub touches the machine: its clock, its database, its socket, its signals."""

import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import uvicorn

from counterfoil.domain.errors import InvalidInput, MachineError
from counterfoil.domain.exchange import DeviceKind
from counterfoil.hub.app import create_app, prepare
from counterfoil.hub.hub import Settings, open_hub
from counterfoil.ledger.connect import open_ledger, open_url
from counterfoil.ledger.device import load_key, new_key
from counterfoil.ledger.exchange.enrol import invite
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import default_staff
from counterfoil.ledger.standing import about
from counterfoil.logs.hooks import Unexpected
from counterfoil.logs.program import logged
from counterfoil.logs.setup import log_to_stream

GRACE_S: Final = 30
"""Seconds that running requests have to end in once the hub was told to stop."""
BACKLOG: Final = 2048
NAME: Final = "Hub"
COMMANDS: Final = "Hub's commands"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the hub's ledger is, and where the hub is to be found.

    Without a `database` URL the ledger is the one in the folder `data`; with one, `data` keeps the
    key that this hub signs its journal with. Port 0 is any free one; None is for commands, which
    serve nobody.
    """

    data: Path
    database: str | None = None
    host: str = "127.0.0.1"
    port: int | None = 8000


@dataclass(frozen=True, slots=True)
class Invited:
    """A device that is invited as the hub starts: to which store, and the token it joins with."""

    store: str
    kind: DeviceKind
    token: str = ""


def clock() -> datetime:
    """Return the time: the one place where the hub reads it."""
    return datetime.now(UTC)


@contextmanager
def opened(place: Place) -> Iterator[Ledger]:
    """Give the hub's ledger, with its tables made or brought up to date.

    Raises:
        InvalidInput: the URL is of no PostgreSQL database.
        MachineError: the database or the folder cannot be used.
        Conflict: the folder is in use, or a newer program has written there.
    """
    if place.database is None:
        with open_ledger(place.data, clock(), device_name=NAME) as ledger:
            yield ledger
        return
    if not place.database.startswith(("postgresql://", "postgresql+psycopg://")):
        raise InvalidInput(
            "Give the database as postgresql://USER:PASSWORD@HOST/NAME, or a folder with --data.",
            what="database",
        )
    key = new_key() if place.port == 0 else load_key(_key_file(place))
    name = COMMANDS if place.port is None else NAME
    with open_url(place.database, clock(), key=key, device_name=name) as ledger:
        yield ledger


def serve(
    place: Place,
    settings: Settings,
    announce: Callable[[str, Sequence[Invited]], None],
    invited: Sequence[Invited] = (),
) -> None:
    """Serve until told to stop by SIGTERM or SIGINT; requests that run then are answered first.

    `announce` is given the address once requests are taken, and the invitations of those `invited`,
    with their tokens. Raises as `opened`, MachineError where the port is taken, and NotFound where
    one is invited to a store that there is not.
    """
    with opened(place) as ledger, _listening(place) as listening:
        hub = open_hub(ledger, clock, settings)
        made = [_invitation(hub.ledger, each) for each in invited]
        app = create_app(hub)
        prepare(app)
        log_to_stream()
        Unexpected().hook()
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE_S,
        )
        server = uvicorn.Server(config)
        host, port = listening.getsockname()[:2]
        with logged("hub", **about(hub.ledger)):
            announce(f"http://{f'[{host}]' if ':' in host else host}:{port}", made)
            with _signals_taken():
                server.run(sockets=[listening])


def _invitation(ledger: Ledger, wanted: Invited) -> Invited:
    by = default_staff(ledger)
    return replace(wanted, token=invite(ledger, wanted.store, "", wanted.kind, by, clock()))


@contextmanager
def _listening(place: Place) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    try:
        listening = socket.create_server(
            (place.host, place.port or 0), family=family, backlog=BACKLOG
        )
    except OSError as error:
        raise MachineError(
            "Port {port} of {host} cannot be used ({why}); give another --host or --port.",
            port=place.port,
            host=place.host,
            why=error.strerror or error,
        ) from error
    with listening:
        yield listening


@contextmanager
def _signals_taken() -> Iterator[None]:
    """Keep the signal that stopped the server from ending the process before the ledger is closed.

    The server raises it once more when it has stopped.
    """
    before = {
        number: signal.signal(number, lambda _number, _frame: None)
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _key_file(place: Place) -> Path:
    """Return where this hub's key is kept; each port has its own, since each hub is a device."""
    try:
        place.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MachineError(
            "The folder {folder} cannot be made ({why}); name another one.",
            folder=place.data,
            why=error.strerror,
        ) from error
    return place.data / ("hub.key" if place.port is None else f"hub-{place.port}.key")
