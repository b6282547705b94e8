"""The rows behind a figure as CSV, page by page, in flat memory."""

import csv
from pathlib import Path
from typing import Final

from counterfoil.ledger.asked import Asked
from counterfoil.ledger.codes.cell import guarded
from counterfoil.ledger.codes.steps import Progress, Steps
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rows import MOST_ON_PAGE, AttemptRow, RowKey, RowKind, list_rows
from counterfoil.ledger.whole_file import written_whole

HEADING: Final = (
    "id",
    "at",
    "code",
    "campaign",
    "member",
    "card",
    "staff",
    "store",
    "till",
    "source",
    "units",
    "amount",
    "reason",
    "reversedAt",
    "reversalReason",
)


def export_rows_steps(
    ledger: Ledger,
    kind: RowKind,
    asked: Asked,
    path: Path,
    *,
    expected: int = 0,
    a_step: int = MOST_ON_PAGE,
) -> Steps[int]:
    """Write the rows to a file, newest first, in short steps; return how many there were.

    It appears, or replaces another, only when whole. `expected` is how many there should be, for
    the progress; `a_step` how many are written in one step.

    Raises:
        InvalidInput: there is something else than a file at `path`.
        MachineError: the file cannot be written.
    """
    written = 0
    after: RowKey | None = None
    with written_whole(path) as file:
        out = csv.writer(file)
        out.writerow(HEADING)
        while True:
            page = list_rows(ledger, kind, asked, after=after, limit=a_step)
            out.writerows(map(_cells, page.rows))
            written += len(page.rows)
            if page.more is None:
                return written
            after = page.more
            yield Progress(written, max(written, expected))


def _cells(row: AttemptRow) -> tuple[str, ...]:
    reversed_at = "" if row.reversed_at is None else row.reversed_at.isoformat()
    texts = (row.code, row.campaign, row.member, row.card, row.staff, row.store, row.till)
    return (
        row.id,
        row.at.isoformat(),
        *map(guarded, texts),
        row.source,
        str(row.units),
        "" if row.amount is None else str(row.amount),
        row.reason or "",
        reversed_at,
        guarded(row.reversal_reason),
    )
