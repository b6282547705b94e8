"""Planning a run of sheets: codes and sheet numbers are claimed, then codes given their places.

What may be claimed is looked for while others go on; the transaction that claims is short, and
begins anew where another run of the campaign came first. Places are given as pages are asked for,
some dozens at a time; a code spent until then is left out, and leaves no empty label.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection, insert

from counterfoil.domain.errors import Conflict, InvalidInput
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.joined import refuse_printing
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.claims import Claim, Range, claimed, free, take, unused
from counterfoil.ledger.sheets.header import header_code
from counterfoil.ledger.sheets.model import Selection, SheetCode, SheetPage
from counterfoil.ledger.sheets.numbers import claim_numbers, last_number
from counterfoil.ledger.sheets.placing import arranged, place_some, placed, unused_codes
from counterfoil.ledger.staff import require
from counterfoil.ledger.tables.base import dump, load, to_micros
from counterfoil.ledger.tables.sheets import MAKING, print_runs


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that was begun: how many labels are meant, and the numbers its sheets may have.

    A code spent before its page is drawn is left out, so there may come to be fewer of both.
    """

    run_id: int
    labels: int
    first_sheet: int
    last_sheet: int

    @property
    def pages(self) -> int:
        """How many sheets are meant."""
        return self.last_sheet - self.first_sheet + 1


@dataclass(frozen=True, slots=True)
class _Paper:
    """What a run is printed on, and from which label on."""

    stock_json: str
    design_json: str
    per_page: int
    start: int


def count_unprinted(ledger: Ledger, selection: Selection) -> int:
    """Return how many codes a run could print: unused ones that no run has claimed.

    Raises NotFound where there is no such campaign, or it has no such batch.
    """
    _check_selection(selection)
    with ledger.read() as conn:
        current(ledger, conn, selection.campaign_id)
        stretches = free(conn, selection, claimed(conn, selection.campaign_id))
        there = sum(unused(conn, each) for each in stretches)
    return there if selection.quantity is None else min(there, selection.quantity)


def begin_run(
    ledger: Ledger,
    selection: Selection,
    staff: Staff,
    now: datetime,
    *,
    stock_json: str,
    design_json: str,
    per_page: int,
    start: int = 1,
) -> Begun:
    """Claim codes and sheet numbers for a run, which `record` finishes or drops.

    `stock_json` is an object with the stock's `id`. Where fewer codes are left than were asked for,
    all of them are taken.

    Raises:
        Forbidden: `staff` is no manager.
        NotFound: there is no such campaign, or it has no such batch.
        Conflict: the campaign is archived, no code is left to print, or none can be read here.
        InvalidInput: the quantity, the bounds or the first label make no sense.
        MachineError: the disk is full or failed.
    """
    require(staff, Act.PRINT_CODES)
    refuse_printing(ledger)
    _check_selection(selection)
    _check_start(start, per_page)
    paper = _Paper(stock_json, design_json, per_page, start)
    while True:
        with ledger.read() as conn:
            taken = claimed(conn, selection.campaign_id)
            claim = _found(ledger, conn, selection, taken)
        with ledger.write() as conn:
            current(ledger, conn, selection.campaign_id, lock=True)
            if claimed(conn, selection.campaign_id) == taken:
                return _insert(ledger, conn, selection, claim, paper, staff, now)


def pages(ledger: Ledger, run_id: int) -> Iterator[SheetPage]:
    """Yield the pages of a run in order; the first time, give its codes their places.

    Asked again, it yields the same pages, with what became of their codes meanwhile. Raises
    NotFound where there is no such run.
    """
    number = 0
    while some := placed(ledger, run_id, number):
        yield from some
        number = some[-1].number + 1
    while some := place_some(ledger, run_id):
        yield from some


def preview_pages(
    ledger: Ledger, selection: Selection, *, per_page: int, start: int = 1, count: int = 1
) -> tuple[SheetPage, ...]:
    """Return the first pages as a run begun now would have them; nothing is recorded.

    Raises as `begin_run`, but for whoever asks.
    """
    refuse_printing(ledger)
    _check_selection(selection)
    _check_start(start, per_page)
    with ledger.read() as conn:
        claim = _found(ledger, conn, selection, claimed(conn, selection.campaign_id))
        number = last_number(conn) + 1
        wanted = min(claim.labels, count * per_page - start + 1)
        found = unused_codes(conn, claim.ids, wanted)
    return tuple(
        SheetPage(
            number + at,
            header_code(ledger.device.id, number + at),
            tuple(SheetCode(place, row[0], row[1]) for place, row in enumerate(rows, first)),
        )
        for at, (first, rows) in enumerate(islice(arranged(found, per_page, start), count))
    )


def _found(
    ledger: Ledger, conn: Connection, selection: Selection, taken: tuple[Range, ...]
) -> Claim:
    campaign = current(ledger, conn, selection.campaign_id)
    if campaign.archived:
        raise Conflict(
            "{campaign} is archived and its codes are refused; duplicate it first.",
            campaign=campaign.name,
        )
    claim = take(conn, free(conn, selection, taken), selection.quantity)
    if not claim.labels:
        raise Conflict(
            "{campaign} has no unused code left here that was not printed yet; add codes first.",
            campaign=campaign.name,
        )
    return claim


def _insert(
    ledger: Ledger,
    conn: Connection,
    selection: Selection,
    claim: Claim,
    paper: _Paper,
    staff: Staff,
    now: datetime,
) -> Begun:
    count = -(-(paper.start - 1 + claim.labels) // paper.per_page)
    first_sheet = claim_numbers(conn, count)
    values = {
        "device": ledger.device.id,
        "campaign_id": selection.campaign_id,
        "batch_id": selection.batch_id,
        "state": MAKING,
        "stock_id": str(load(paper.stock_json).get("id", "")),
        "stock": paper.stock_json,
        "design": paper.design_json,
        "per_page": paper.per_page,
        "start": paper.start,
        "ids": dump(claim.ids),
        "next_id": claim.ids[0][0],
        "first_sheet": first_sheet,
        "last_sheet": first_sheet + count - 1,
        "labels": claim.labels,
        "printed_at": to_micros(now),
        "printed_by": staff.id,
    }
    added = insert(print_runs).values(values).returning(print_runs.c.id)
    run_id = int(conn.execute(added).scalar_one())
    return Begun(run_id, claim.labels, first_sheet, first_sheet + count - 1)


def _check_selection(selection: Selection) -> None:
    if selection.quantity is not None and selection.quantity < 1:
        raise InvalidInput("Print at least one code.")
    first, last = selection.first_id, selection.last_id
    if first is not None and last is not None and first > last:
        raise InvalidInput("The first code stands behind the last one; change them round.")


def _check_start(start: int, per_page: int) -> None:
    if not 1 <= start <= per_page:
        raise InvalidInput(
            "A sheet has the labels 1 to {last}; begin with one of them.", last=per_page
        )
