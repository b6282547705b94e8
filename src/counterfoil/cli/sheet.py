"""`sheet`: a campaign's codes on label stock, as a PDF that is proved to scan."""

from pathlib import Path

import click

from counterfoil.cli.adjust import adjusted, adjustment
from counterfoil.cli.campaign import campaign_argument
from counterfoil.cli.files import check_target
from counterfoil.cli.find import batch_named, campaign_named
from counterfoil.cli.options import records, staff_option
from counterfoil.cli.output import counted, say, show_json
from counterfoil.cli.printed import eyes, made_sheets, tell_problems, told
from counterfoil.cli.sheet_options import designed
from counterfoil.cli.values import readings
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.campaign import Campaign
from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.text import printable
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import find_code
from counterfoil.ledger.sheets.model import Selection
from counterfoil.sheets.catalogue import find_stock
from counterfoil.sheets.design import Design
from counterfoil.sheets.print_run import PrintOrder, preview, print_steps


@click.command("sheet")
@campaign_argument
@click.option("--stock", "stock_text", metavar="NAME", required=True, help="As in `stock list`.")
@click.option(
    "-o", "--output", metavar="FILE.pdf", type=click.Path(path_type=Path), required=True,
    help="Where the sheets go.",
)  # fmt: skip
@click.option("--batch", "batch_text", metavar="B", help="Only this batch.")
@click.option("--count", metavar="N", type=click.IntRange(1), help="At most so many codes.")
@click.option("--from", "first", metavar="CODE", help="From this code on.")
@click.option("--to", "last", metavar="CODE", help="To this code.")
@click.option(
    "--start", metavar="N", type=click.IntRange(1), default=1, show_default=True,
    help="The first label's place, on a sheet that was begun.",
)  # fmt: skip
@click.option("--proof", is_flag=True, help="Give no file where not every label can be read back.")
@click.option("--stamp", is_flag=True, help="Say on each sheet that it was proved.")
@click.option("--preview", "only_preview", is_flag=True, help="Just the first sheet, to look at.")
@adjusted
@designed
@staff_option
@records
def sheet_command(
    campaign_text: str,
    stock_text: str,
    output: Path,
    batch_text: str | None,
    count: int | None,
    first: str | None,
    last: str | None,
    start: int,
    offset: str | None,
    scale: str | None,
    design: Design,
    staff_id: str | None,
    *,
    proof: bool,
    stamp: bool,
    only_preview: bool,
    as_json: bool,
    data: Path,
) -> int:
    """Print CAMPAIGN's codes that are on no sheet yet, in the order they were made.

    The file is there whole or not at all; with --proof only once every label was read back. The
    codes then know their sheets and places. The exit code is 1 where the proof failed.
    """
    if stamp and not proof:
        raise InvalidInput("--stamp says that the labels were proved; give --proof as well.")
    check_target(output)
    with opened(data) as ledger:
        found = campaign_named(ledger, campaign_text)
        order = PrintOrder(
            selection=_selection(ledger, found, batch_text, count, first, last),
            stock=find_stock(stock_text),
            design=design,
            start=start,
            adjustment=adjustment(offset, scale),
        )
        if only_preview:
            _preview(ledger, order, output, as_json=as_json)
            return 0
        staff = acting(ledger, staff_id)
        made = made_sheets(
            lambda stopped: print_steps(
                ledger,
                order,
                staff,
                clock(),
                output,
                eyes=eyes() if proof else None,
                margin_stamp=stamp,
                cancelled=stopped,
            )
        )
    return told(made, output, as_json=as_json)


def _preview(ledger: Ledger, order: PrintOrder, output: Path, *, as_json: bool) -> None:
    shown = preview(ledger, order, output, now=clock())
    tell_problems(shown.problems)
    if as_json:
        counts = {"labels": shown.labels, "sheets": shown.sheets}
        show_json({"file": str(output), "preview": True, **counts})
        return
    say(f"A preview is in {output}; nothing was recorded.")
    say(f"There would be {counted(shown.labels, 'label')} on {counted(shown.sheets, 'sheet')}.")


def _selection(
    ledger: Ledger,
    campaign: Campaign,
    batch_text: str | None,
    count: int | None,
    first: str | None,
    last: str | None,
) -> Selection:
    return Selection(
        campaign.id,
        None if batch_text is None else batch_named(ledger, campaign.id, batch_text).id,
        None if first is None else _code_id(ledger, campaign, first),
        None if last is None else _code_id(ledger, campaign, last),
        count,
    )


def _code_id(ledger: Ledger, campaign: Campaign, text: str) -> int:
    with ledger.read() as conn:
        found = find_code(ledger, conn, readings(text), lock=False)
    if found.code_id is None or found.campaign_id != campaign.id:
        raise NotFound(
            "{code} is no code of {campaign}; `counterfoil codes list` shows them.",
            code=printable(text)[:40],
            campaign=campaign.name,
        )
    return found.code_id
