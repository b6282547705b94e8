"""Lines of an export, a stretch of codes at a time.

Lines are alike but for the code, save those of used ones: they are put together from pieces that
are written once, a fifth of the time of writing cells.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import StringIO
from typing import Final, TextIO, TypeAlias

from sqlalchemy import Connection, bindparam, select

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.batches import Batch
from counterfoil.ledger.codes.cell import guarded
from counterfoil.ledger.codes.filters import ALL, CodeFilter, conditions
from counterfoil.ledger.codes.listing import effective
from counterfoil.ledger.codes.presets import Columns, Line
from counterfoil.ledger.codes.uses import last_uses
from counterfoil.ledger.sheets.places import parts
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.codes import STATUSES, UNUSED, USED, codes

CodeRow: TypeAlias = tuple[int, str | None, int]
Ends: TypeAlias = tuple[str, str]
"""What stands in a line before the code, and behind it up to where it is printed."""

_LINE_END: Final = "\r\n"
_NOT_PRINTED: Final = ","
"""The cells of sheet and place of a code that is on no sheet."""

_NEEDS_CARE: Final = re.compile(r'[",\r]|^\'*[=+\-@\t]', re.MULTILINE)
"""What the csv module would put in quotes, and what `guarded` changes."""

_COLUMNS: Final = (codes.c.id, codes.c.text, codes.c.status)
_RANGE: Final = codes.c.id.between(bindparam("first"), bindparam("last"))
_SPENT: Final = Statement(select(codes.c.id).where(_RANGE, codes.c.status != UNUSED).limit(1))
_TEXTS: Final = Statement(select(codes.c.text).where(_RANGE).order_by(codes.c.id))
_ROWS: Final = Statement(select(*_COLUMNS).where(_RANGE).order_by(codes.c.id))
_UNUSED_ONES: Final = CodeFilter(status=CodeStatus.UNUSED)


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written of which campaign's codes, and where to."""

    out: TextIO
    campaign: Campaign
    wanted: CodeFilter
    columns: Columns


def write_stretch(
    work: Writing, conn: Connection, batch: Batch, first_id: int, last_id: int
) -> int:
    """Write the codes that are wanted of those with ids in a range; return how many."""
    printed = _printed(conn, first_id, last_id) if work.columns.placed else {}
    rows = _rows(work, conn, batch, first_id, last_id, with_ids=bool(printed))
    texts = _cells([text or "" for _, text, _ in rows])
    spent = [(at, row[0], row[2]) for at, row in enumerate(rows) if row[2] != UNUSED]
    uses = last_uses(conn, [code_id for _, code_id, status in spent if status == USED])
    alike = [
        _ends(work.columns, Line(work.campaign, batch, STATUSES[effective(status, batch)]))
        for status in range(len(STATUSES))
    ]
    lines = _Lines(
        texts,
        f",{_NOT_PRINTED}{_LINE_END}" if work.columns.placed else _LINE_END,
        [printed.get(row[0], _NOT_PRINTED) for row in rows] if printed else None,
    )
    done = 0
    for at, code_id, status in spent:
        work.out.write(lines.some(done, at, alike[UNUSED]))
        ends = alike[status]
        if code_id in uses:
            used = Line(work.campaign, batch, CodeStatus.USED, uses[code_id])
            ends = _ends(work.columns, used)
        work.out.write(lines.some(at, at + 1, ends))
        done = at + 1
    work.out.write(lines.some(done, len(rows), alike[UNUSED]))
    return len(rows)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The codes of a stretch, and what their lines end in.

    `printed` has the cells of sheet and place for each code, None where no code is on a sheet.
    """

    texts: list[str]
    end: str
    printed: list[str] | None

    def some(self, start: int, stop: int, ends: Ends) -> str:
        """Some lines that are alike but for the code and where it is printed."""
        before, after = ends
        texts = self.texts[start:stop]
        if self.printed is not None:
            found = zip(texts, self.printed[start:stop], strict=True)
            return "".join(f"{before}{text}{after},{at}{_LINE_END}" for text, at in found)
        after += self.end
        return f"{before}{f'{after}{before}'.join(texts)}{after}" if texts else ""


def _printed(conn: Connection, first_id: int, last_id: int) -> dict[int, str]:
    """The cells of sheet and place of the codes in a range that are printed."""
    return {
        code_id: f"{part.sheet},{place}"
        for part in parts(conn, first_id, last_id)
        for place, code_id in enumerate(range(part.first_id, part.last_id + 1), part.first_place)
    }


def _rows(
    work: Writing,
    conn: Connection,
    batch: Batch,
    first_id: int,
    last_id: int,
    *,
    with_ids: bool,
) -> Sequence[CodeRow]:
    """The codes that are wanted, straight from the driver where the range alone chooses them.

    Where none of them is spent, their ids are left out unless they are asked for.
    """
    wanted, ids = replace(work.wanted, batch_id=None), {"first": first_id, "last": last_id}
    if wanted in (ALL, _UNUSED_ONES):
        if not with_ids and not _SPENT.run(conn, ids).fetchone():
            return [(0, text, UNUSED) for (text,) in _TEXTS.run(conn, ids).fetchall()]
        found = _ROWS.run(conn, ids).fetchall()
        return found if wanted == ALL else [row for row in found if row[2] == UNUSED]
    query = select(*_COLUMNS).where(
        codes.c.id.between(first_id, last_id), *conditions(batch.campaign_id, work.wanted)
    )
    return [tuple(row) for row in conn.execute(query.order_by(codes.c.id))]


def _cells(texts: list[str]) -> list[str]:
    """The codes as cells; few have to be looked at one by one."""
    if _NEEDS_CARE.search("\n".join(texts)):
        # A cell alone in its line would be put in quotes where it is empty.
        return [_written(("", guarded(text)))[1:] for text in texts]
    return texts


def _ends(columns: Columns, line: Line) -> Ends:
    before, after = _written(columns.before(line)), _written(columns.after(line))
    return f"{before}," if before else "", f",{after}" if after else ""


def _written(cells: tuple[str, ...]) -> str:
    """Cells as they stand in a line, without its end."""
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().removesuffix(_LINE_END)
