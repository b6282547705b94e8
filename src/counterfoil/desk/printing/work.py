"""What the screen that prints has the ledger do. Every function here runs behind a door."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from counterfoil.desk.parts import numbers
from counterfoil.desk.printing.wanted import Codes, Which
from counterfoil.domain.campaign import REQUIRED_LOCALE
from counterfoil.domain.errors import InvalidInput, MachineError, NotFound, UserError
from counterfoil.domain.text import printable
from counterfoil.ledger.campaigns import Summary, get_campaign, list_campaigns
from counterfoil.ledger.codes.batches import Batch, batches_of
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import find_code
from counterfoil.ledger.sheets.find import last_run, next_start
from counterfoil.ledger.sheets.model import Selection
from counterfoil.sheets.catalogue import all_stock, stock_from_json
from counterfoil.sheets.design import Design
from counterfoil.sheets.design_json import design_from_json
from counterfoil.sheets.logo import MOST_BYTES
from counterfoil.sheets.stock import Stock

FIRST_STOCK: Final = "avery-l7160"
"""What is offered where nothing was printed yet: the label that offices have."""


@dataclass(frozen=True, slots=True)
class Looked:
    """The campaigns to choose from; of the chosen one its batches, locales and last design.

    `start` is the first free label of the last sheet of `stock`.
    """

    campaigns: tuple[Summary, ...] = ()
    campaign: Summary | None = None
    batches: tuple[Batch, ...] = ()
    locales: tuple[str, ...] = (REQUIRED_LOCALE,)
    stocks: tuple[Stock, ...] = ()
    stock: Stock | None = None
    design: Design = field(default_factory=Design)
    start: int = 1


def look(ledger: Ledger, campaign_id: str) -> Looked:
    """Return what there is to choose from; without a campaign, or an unknown one, the first.

    Stock and design are those that the campaign was printed with last, as far as they are still
    understood.
    """
    lines = tuple(each for each in list_campaigns(ledger) if not each.archived)
    chosen = next((each for each in lines if each.id == campaign_id), lines[0] if lines else None)
    if chosen is None:
        return Looked()
    campaign = get_campaign(ledger, chosen.id)
    with ledger.read() as conn:
        batches = batches_of(conn, chosen.id)
    stock, design = last_used(ledger, chosen.id)
    return Looked(
        campaigns=lines,
        campaign=chosen,
        batches=batches,
        locales=tuple(campaign.translations),
        stocks=all_stock(),
        stock=stock,
        design=design,
        start=next_start(ledger, stock.id),
    )


def last_used(ledger: Ledger, campaign_id: str) -> tuple[Stock, Design]:
    """Return the stock and design that a campaign was printed with last, or those to begin with."""
    first = next((each for each in all_stock() if each.id == FIRST_STOCK), all_stock()[0])
    run = last_run(ledger, campaign_id)
    if run is None:
        return first, Design()
    try:
        return stock_from_json(run.stock), design_from_json(run.design)
    except UserError:
        return first, Design()


def selection(ledger: Ledger, codes: Codes) -> Selection:
    """Return which codes are meant by what was typed.

    Raises:
        InvalidInput: the quantity is none.
        NotFound: a code of the range is none of the campaign's.
    """
    chosen = Selection(codes.campaign_id, codes.batch_id)
    if codes.which is Which.COUNT:
        return replace(chosen, quantity=quantity(codes.quantity))
    if codes.which is Which.RANGE:
        first, last = (code_id(ledger, codes, text) for text in (codes.first, codes.last))
        return replace(chosen, first_id=first, last_id=last)
    return chosen


def quantity(typed: str) -> int:
    """Return how many labels were asked for. Raises InvalidInput where it is no number of any."""
    number = numbers.whole(typed)
    if number is None or number < 1:
        raise InvalidInput("Give the number of labels, such as 210.")
    return number


def code_id(ledger: Ledger, codes: Codes, text: str) -> int | None:
    """Return the id of a code of the campaign, None where no code is given. Raises NotFound."""
    if not text:
        return None
    with ledger.read() as conn:
        found = find_code(ledger, conn, (text,), lock=False)
    if found.code_id is None or found.campaign_id != codes.campaign_id:
        raise NotFound(
            "{code} is no code of this campaign; copy it from the list of codes.",
            code=printable(text)[:40],
        )
    return found.code_id


def read_logo(path: Path) -> bytes:
    """Return a picture file's bytes, no more than a logo may have and one. Raises MachineError."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise MachineError(
            "{file} could not be read: {why}.", file=path.name, why=error.strerror or ""
        ) from error
