"""Writing gathered digests in order, in short steps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection

from counterfoil.domain.errors import MachineError
from counterfoil.ledger.codes.bulk import Clash, insert_digests
from counterfoil.ledger.codes.spool import DigestSpool
from counterfoil.ledger.codes.steps import Progress, Steps
from counterfoil.ledger.ledger import Ledger

CHUNK: Final = 8_192
"""Digests written in one step. Among many others each may stand on a page of its own."""


@contextmanager
def spooled(ledger: Ledger) -> Iterator[DigestSpool]:
    """Give a spool beside the database; a full disk is told as the database's own would be."""
    with DigestSpool(ledger.folder) as spool:
        try:
            yield spool
        except OSError as error:
            raise MachineError(
                "The disk is full or failed ({reason}): no codes were added; free some space and"
                " try again.",
                reason=error.strerror,
            ) from error


def digest_steps(
    ledger: Ledger, spool: DigestSpool, take: Callable[[Connection, list[Clash]], None]
) -> Steps[None]:
    """Write all digests of `spool`, handing those that are there already to `take` in the step."""
    done = 0
    for records in spool.in_order(CHUNK):
        with ledger.write() as conn:
            clashes = insert_digests(conn, records)
            if clashes:
                take(conn, clashes)
        done += len(records)
        yield Progress(done, len(spool))
