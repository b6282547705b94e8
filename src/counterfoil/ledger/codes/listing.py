"""A campaign's codes in pages by id: the first of ten million as quickly as the first of ten."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.batches import Batch, batches_of, counts
from counterfoil.ledger.codes.filters import ALL, CodeFilter, chosen_batches, conditions, stretches
from counterfoil.ledger.codes.uses import LastUse, last_uses
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import find_code
from counterfoil.ledger.sheets.places import Place, places
from counterfoil.ledger.tables.codes import STATUSES, UNUSED, USED, VOID, VOIDING, codes

MOST_ON_PAGE: Final = 1_000
WINDOW: Final = 50_000
MOST_LOOKED_AT: Final = 200_000
"""Codes looked at one by one for a page, some 70 ms; a page may then come back short, to go on."""

MOST_SKIPPED: Final = 50_000
"""Codes that a page of some codes may lie behind, some 200 ms; Open Loyalty's pages end at 500."""
_MOST_TRIES: Final = 10
"""How many times `MOST_LOOKED_AT` are looked at for a page that lies deep."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of the list. `use` is there where the code was redeemed here.

    A `test` code is listed under its batch, and where it is asked for itself. `sheet` and `place`
    say where it is printed, None where it is not.
    """

    id: int
    text: str
    status: CodeStatus
    batch_id: int
    batch: str
    created_at: datetime
    use: LastUse | None = None
    test: bool = False
    sheet: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some codes by ascending id.

    `more` is where the next page goes on: what to give as `after` (or as `before`, where that was
    given), None at the end. A page may have few codes or none and still have more behind it.
    """

    codes: tuple[CodeLine, ...]
    more: int | None


def list_codes(
    ledger: Ledger,
    campaign_id: str,
    *,
    after: int | None = None,
    before: int | None = None,
    limit: int = 100,
    wanted: CodeFilter = ALL,
) -> Page:
    """Return a page of a campaign's codes: the first ones, those after an id, or those before one.

    A whole code as `wanted.text` is found at once, however many there are.
    """
    limit = max(1, min(limit, MOST_ON_PAGE))
    with ledger.read() as conn:
        batches = {batch.id: batch for batch in chosen_batches(conn, campaign_id, wanted)}
        search = _Search(conn, campaign_id, wanted, descending=before is not None)
        exact = _exact(ledger, search)
        if exact:
            return Page(exact, None)
        rows, more = _gather(search, list(batches.values()), after, before, limit)
        if before is not None:
            rows.reverse()
        return Page(_lines(conn, rows, batches), more)


def after_skipping(ledger: Ledger, campaign_id: str, skip: int, wanted: CodeFilter = ALL) -> int:
    """Return the id behind which the page begins that comes after `skip` codes.

    Where nothing is asked for but a batch, batches are counted, not codes.

    Raises InvalidInput where too many codes would have to be looked at for it.
    """
    with ledger.read() as conn:
        batches = list(chosen_batches(conn, campaign_id, wanted))
        search = _Search(conn, campaign_id, wanted, descending=False)
        if wanted == CodeFilter(batch_id=wanted.batch_id):
            return _counted_off(search, batches, skip)
        if skip > MOST_SKIPPED:
            raise _too_deep()
        return _looked_through(search, batches, skip)


def count_codes(ledger: Ledger, campaign_id: str, wanted: CodeFilter = ALL) -> int | None:
    """Return how many codes a campaign has of those asked for, None where that is not kept."""
    with ledger.read() as conn:
        kept = counts(conn, campaign_id)
        if wanted == CodeFilter(batch_id=wanted.batch_id) and wanted.batch_id is not None:
            return sum(batch.size for batch in chosen_batches(conn, campaign_id, wanted))
    if wanted != CodeFilter(status=wanted.status):
        return None
    by_status = {
        None: kept.codes,
        CodeStatus.UNUSED: kept.remaining,
        CodeStatus.USED: kept.used,
        CodeStatus.VOID: kept.void,
    }
    return by_status[wanted.status]


@dataclass(frozen=True, slots=True)
class _Search:
    conn: Connection
    campaign_id: str
    wanted: CodeFilter
    descending: bool

    def rows(self, first_id: int, last_id: int, limit: int) -> list[Row[Any]]:
        """The next rows with ids in a range, in the direction of the search."""
        query = select(codes.c.id, codes.c.text, codes.c.status, codes.c.batch_id)
        query = query.where(codes.c.id.between(first_id, last_id))
        query = query.where(*conditions(self.campaign_id, self.wanted))
        order = codes.c.id.desc() if self.descending else codes.c.id
        return list(self.conn.execute(query.order_by(order).limit(limit)))

    def windows(self, first_id: int, last_id: int) -> Iterator[tuple[int, int]]:
        """The range itself where an index leads, else parts of it, in the right direction."""
        width = WINDOW if self.wanted.scans else last_id - first_id + 1
        starts = range(first_id, last_id + 1, max(1, width))
        for start in reversed(starts) if self.descending else starts:
            yield start, min(start + width - 1, last_id)


def _counted_off(search: _Search, batches: list[Batch], skip: int) -> int:
    """The id that `skip` codes of the batches end with; those of most batches have no gaps."""
    for batch in batches:
        if skip > batch.size:
            skip -= batch.size
        elif batch.last_id - batch.first_id + 1 == batch.size:
            return batch.first_id + skip - 1
        else:
            rows = search.rows(batch.first_id, batch.last_id, skip)
            return rows[-1].id if rows else batch.first_id - 1
    return batches[-1].last_id if batches else 0


def _looked_through(search: _Search, batches: list[Batch], skip: int) -> int:
    """The id that `skip` of the codes that are asked for end with."""
    after, tries = 0, _MOST_TRIES
    while skip > 0:
        rows, more = _gather(search, batches, after, None, skip)
        skip -= len(rows)
        if more is None:
            return batches[-1].last_id if batches and skip > 0 else rows[-1].id if rows else after
        after, tries = more, tries - 1
        if skip > 0 and not tries:
            raise _too_deep()
    return after


def _too_deep() -> InvalidInput:
    return InvalidInput(
        "This page lies too deep among so many codes; go on with _scroll from the first page, or"
        " ask for fewer codes."
    )


def _gather(
    search: _Search, batches: list[Batch], after: int | None, before: int | None, limit: int
) -> tuple[list[Row[Any]], int | None]:
    """Rows for a page and where to go on."""
    rows: list[Row[Any]] = []
    looked_at = 0
    for first_id, last_id in _ranges(search, batches, after, before):
        # One more than is shown says whether anything follows.
        rows += search.rows(first_id, last_id, limit + 1 - len(rows))
        if len(rows) > limit:
            return rows[:limit], rows[limit - 1].id
        looked_at += last_id - first_id + 1
        if search.wanted.scans and looked_at >= MOST_LOOKED_AT:
            return rows, first_id if search.descending else last_id
    return rows, None


def _ranges(
    search: _Search, batches: list[Batch], after: int | None, before: int | None
) -> Iterator[tuple[int, int]]:
    merged = stretches(batches)
    for first_id, last_id in reversed(merged) if search.descending else merged:
        first = first_id if after is None else max(first_id, after + 1)
        last = last_id if before is None else min(last_id, before - 1)
        if first <= last:
            yield from search.windows(first, last)


def _exact(ledger: Ledger, search: _Search) -> tuple[CodeLine, ...]:
    """The code whose whole text was given, a test code too, if it is one of those asked for."""
    if not search.wanted.text:
        return ()
    found = find_code(ledger, search.conn, (search.wanted.text,), lock=False)
    if found.code_id is None:
        return ()
    but_text = replace(search, wanted=replace(search.wanted, text=""))
    rows = but_text.rows(found.code_id, found.code_id, 1)
    known = {batch.id: batch for batch in batches_of(search.conn, search.campaign_id)}
    named = search.wanted.batch_id
    asked = [row for row in rows if row.batch_id in known and named in (None, row.batch_id)]
    return _lines(search.conn, asked, known)


def _lines(
    conn: Connection, rows: list[Row[Any]], batches: dict[int, Batch]
) -> tuple[CodeLine, ...]:
    uses = last_uses(conn, [row.id for row in rows if row.status == USED])
    printed = places(conn, [row.id for row in rows])
    return tuple(
        _line(row, batches[row.batch_id], uses.get(row.id), printed.get(row.id)) for row in rows
    )


def _line(row: Row[Any], batch: Batch, use: LastUse | None, printed: Place | None) -> CodeLine:
    return CodeLine(
        id=row.id,
        text=row.text or "",
        status=STATUSES[effective(row.status, batch)],
        batch_id=row.batch_id,
        batch=batch.name,
        created_at=batch.created_at,
        use=use,
        test=batch.is_test,
        sheet=printed.sheet if printed else None,
        place=printed.place if printed else None,
    )


def effective(status: int, batch: Batch) -> int:
    """Return the status of a code that is being made void with its batch as void."""
    return VOID if status == UNUSED and batch.state == VOIDING else status
