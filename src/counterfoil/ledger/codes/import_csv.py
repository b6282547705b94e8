"""Importing codes that were made elsewhere, from a CSV file, in short steps.

Rows are appended as they are read; then their digests are written in order, which finds those that
stand in the file twice or were here before: they are taken out again and counted. Nothing is known
to anybody until the last step, and a file that fails, or is cancelled, leaves nothing.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterfoil.domain.campaign import Label
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.mint import digests
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger.codes.ahead import one_ahead
from counterfoil.ledger.codes.batches import Batch, BatchKind, NewBatch
from counterfoil.ledger.codes.campaign import taking_codes
from counterfoil.ledger.codes.csv_file import CsvFile, look_over
from counterfoil.ledger.codes.csv_rows import CsvRows
from counterfoil.ledger.codes.digesting import digest_steps, spooled
from counterfoil.ledger.codes.import_rows import BadRow, ReadCodes, read_codes
from counterfoil.ledger.codes.importing import Importing
from counterfoil.ledger.codes.removal import removal_steps, remove_quietly
from counterfoil.ledger.codes.spool import DigestSpool
from counterfoil.ledger.codes.steps import (
    Cancelled,
    Progress,
    Report,
    Steps,
    Stopped,
    finish,
    never,
    unheard,
    until,
)
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import require

CHUNK: Final = 16_384


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file. No `batches` where nothing was imported.

    `twice` counts codes that stand in the file more than once, each after the first; `known` those
    that were here before. `bad` lists the first hundred of `bad_count` rows that cannot be codes.
    """

    batches: tuple[Batch, ...]
    codes: int
    twice: int
    known: int
    bad: tuple[BadRow, ...]
    bad_count: int


def import_codes(
    ledger: Ledger,
    campaign_id: str,
    path: Path,
    staff: Staff,
    now: datetime,
    *,
    name: str = "",
    column: str | None = None,
    labels: Sequence[Label] = (),
    all_or_nothing: bool = False,
    progress: Report = unheard,
    cancelled: Cancelled = never,
) -> Imported | None:
    """Import a file of codes; None where it was cancelled. See `import_steps`."""
    steps = import_steps(
        ledger,
        campaign_id,
        path,
        staff,
        now,
        name=name,
        column=column,
        labels=labels,
        all_or_nothing=all_or_nothing,
        cancelled=cancelled,
    )
    return finish(steps, progress)


def import_steps(
    ledger: Ledger,
    campaign_id: str,
    path: Path,
    staff: Staff,
    now: datetime,
    *,
    name: str = "",
    column: str | None = None,
    labels: Sequence[Label] = (),
    all_or_nothing: bool = False,
    cancelled: Cancelled = never,
) -> Steps[Imported | None]:
    """Import codes from a CSV file in short steps.

    The file has a column of codes (`column`, or one with a usual name, or the first one where there
    is no heading), and may have one of their status and one of batch names; `name` puts all into
    one batch. With `all_or_nothing`, one bad or double row keeps the whole file out.

    Raises:
        Forbidden: `staff` is no manager.
        NotFound: there is no such campaign or file.
        Conflict: the campaign is archived.
        InvalidInput: the file is no CSV, has no such column, no code, or an uncertain encoding.
        MachineError: the file cannot be read, or the disk is full or failed.
    """
    require(staff, Act.MAKE_CODES)
    file = look_over(path)
    new = NewBatch(campaign_id, name, BatchKind.IMPORTED, now, staff, tuple(labels))
    with ledger.write() as conn:
        taking_codes(ledger, conn, campaign_id)
        work = Importing(ledger, conn, new, file, strict=all_or_nothing)
    try:
        return (yield from until(cancelled, _import(work, file, column)))
    except Stopped:
        yield from removal_steps(ledger, work.first_id, work.end_id)
        return _result(work, ()) if work.is_refused else None
    except BaseException:
        remove_quietly(ledger, work.first_id, work.end_id)
        raise


def _import(work: Importing, file: CsvFile, column: str | None) -> Steps[Imported]:
    with spooled(work.ledger) as spool:
        yield from _append(work, file, column, spool)
        for written in digest_steps(work.ledger, spool, work.take_out):
            yield Progress(written.total + written.done, 2 * written.total)
    if work.is_refused:
        raise Stopped
    if not work.rows:
        raise InvalidInput("There is no code in {name}; give one a line.", name=file.name)
    return _result(work, work.open())


def _append(work: Importing, file: CsvFile, column: str | None, spool: DigestSpool) -> Steps[None]:
    for read, keyed in one_ahead(_read(file, column, work.key)):
        work.note(read)
        if read.texts and not work.is_refused:
            spool.add(keyed, np.arange(work.next_id, work.next_id + len(read.texts)))
            work.append(read)
        yield Progress(work.rows, 2 * file.most_rows)


def _read(
    file: CsvFile, column: str | None, key: bytes
) -> Generator[tuple[ReadCodes, NDArray[np.uint8]], None, None]:
    """What the rows hold, with the digests of the codes."""
    with file.open() as lines:
        rows = CsvRows(file, lines, column)
        for chunk in rows.chunks(CHUNK):
            read = read_codes(chunk, file)
            yield read, digests(np.array([text.encode() for text in read.canonical], "S"), key)


def _result(work: Importing, opened: tuple[Batch, ...]) -> Imported:
    return Imported(
        batches=opened,
        codes=sum(batch.size for batch in opened),
        twice=work.twice,
        known=work.known,
        bad=tuple(work.bad),
        bad_count=work.bad_count,
    )
