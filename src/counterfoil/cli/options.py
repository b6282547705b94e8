"""Options that many commands share."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT, default_int_handler, signal
from threading import Event, current_thread, main_thread
from typing import TypeVar

import click

from counterfoil.cli.wiring import DATA, default_data
from counterfoil.domain.campaign import Label
from counterfoil.domain.errors import InvalidInput, MachineError, NotFound
from counterfoil.ledger.sealing import KEY_FILE_VARIABLE, key_file_named
from counterfoil.openloyalty.document import MOST_BYTES, parse

F = TypeVar("F", bound=Callable[..., object])


def _remember(context: click.Context, _option: click.Parameter, folder: Path) -> Path:
    """Keep the folder where a bug is logged, should there be one."""
    if isinstance(context.obj, dict):
        context.obj[DATA] = folder
    return folder


def _use_key_file(context: click.Context, _option: click.Parameter, file: Path | None) -> None:
    """Name the key file for as long as the command runs."""
    context.with_resource(key_file_named(file))


_folder_option = click.option(
    "--data",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="COUNTERFOIL_DATA",
    default=default_data,
    callback=_remember,
    help="The folder of the ledger; else COUNTERFOIL_DATA, else the desk's own.",
)
_key_file_option = click.option(
    "--key-file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar=KEY_FILE_VARIABLE,
    callback=_use_key_file,
    expose_value=False,
    help=f"The key of an encrypted ledger; else {KEY_FILE_VARIABLE}, else the system's keyring.",
)
database_option = click.option(
    "--database",
    metavar="URL",
    envvar="COUNTERFOIL_DATABASE",
    help="PostgreSQL, as postgresql://USER:PASSWORD@HOST/NAME; else SQLite in the data folder.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print each record as a line of JSON."
)
staff_option = click.option(
    "--staff",
    "staff_id",
    metavar="ID",
    help="Who does this, by the id that `staff list` shows; else the till's manager.",
)
document_argument = click.argument("file", metavar="FILE|-")


def data_option(command: F) -> F:
    """Give a command the folder of its ledger, `--data`, and the key of one that is encrypted."""
    return _folder_option(_key_file_option(command))


def records(command: F) -> F:
    """Give a command that prints records its `--data` and `--json`."""
    return data_option(json_option(command))


def at_ledger(command: F) -> F:
    """Give a command that a hub's ledger may be meant by its `--data` and `--database`."""
    return data_option(database_option(command))


def document(file: str) -> object:
    """Return the JSON document in `file`, or on standard input for `-`.

    Raises:
        NotFound: there is no such file.
        InvalidInput: it is not a file, or not one JSON document.
        MachineError: it cannot be read.
    """
    try:
        with click.open_file(file, "rb") as source:
            return parse(source.read(MOST_BYTES + 1))
    except FileNotFoundError:
        raise NotFound("There is no file {file}; check the path.", file=file) from None
    except IsADirectoryError:
        raise InvalidInput("{file} is a folder; give a file of JSON.", file=file) from None
    except OSError as error:
        raise MachineError(
            "{file} cannot be read: {why}.", file=file, why=error.strerror
        ) from error


def labels(pairs: tuple[str, ...]) -> tuple[Label, ...]:
    """Return `KEY=VALUE` arguments as labels. Raises InvalidInput where one has no `=`."""
    for pair in pairs:
        if not pair.partition("=")[1]:
            raise InvalidInput("{pair} is no label; write it as KEY=VALUE.", pair=pair)
    return tuple(Label(key, value) for key, _, value in (pair.partition("=") for pair in pairs))


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Give a function that says whether Ctrl-C was pressed; a second one stops at once."""
    pressed = Event()

    def press(number: int, frame: object) -> None:
        del number, frame
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()

    if current_thread() is not main_thread():
        yield pressed.is_set
        return
    before = signal(SIGINT, press)
    try:
        yield pressed.is_set
    finally:
        signal(SIGINT, before or default_int_handler)
