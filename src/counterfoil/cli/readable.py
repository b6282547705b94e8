"""A ledger that a command only reads: a damaged one too, as far as that goes."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from counterfoil.cli.wiring import clock, opened
from counterfoil.domain.errors import UserError
from counterfoil.ledger.damage import Damaged
from counterfoil.ledger.ledger import Ledger


@contextmanager
def readable(data: Path, database: str | None = None) -> Iterator[Ledger]:
    """Give the ledger as `wiring.opened` does; where it is damaged, for reading only, and say so.

    Raises as `wiring.opened`, and Damaged where nothing can be read of it.
    """
    with ExitStack() as stack:
        try:
            ledger = stack.enter_context(opened(data, database))
        except Damaged as error:
            if database is not None:
                raise
            from counterfoil.ledger.salvage.reading import read_only

            try:
                ledger = stack.enter_context(read_only(data, clock()))
            except UserError:
                raise error from None
            click.echo(f"{error} Shown is what can be read of it.", err=True)
        yield ledger
