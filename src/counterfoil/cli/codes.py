"""`codes`: made, taken in, listed, made void, handed out as a file."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

from counterfoil.cli.campaign import campaign_argument
from counterfoil.cli.codes_file import export_command, import_command
from counterfoil.cli.find import batch_named, campaign_named
from counterfoil.cli.options import data_option, labels, records, staff_option
from counterfoil.cli.output import Column, counted, say, show_json, show_records
from counterfoil.cli.progress import generated, shown_progress
from counterfoil.cli.readable import readable
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.campaign import Campaign
from counterfoil.domain.codespace import guess_odds
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.batches import Batch, batches_of
from counterfoil.ledger.codes.filters import CodeFilter
from counterfoil.ledger.codes.generate import USUAL_TEST_CODES
from counterfoil.ledger.codes.listing import CodeLine, list_codes
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.ledger import Ledger

COLUMNS = (
    Column("Code", "code"),
    Column("Status", "status"),
    Column("Batch", "batch"),
    Column("Used", "usedAt"),
    Column("By", "staff"),
    Column("Member", "member"),
    Column("Redemption", "redemption"),
    Column("Sheet", "sheet", right=True, is_name=True),
    Column("Place", "place", right=True),
)
BATCH_COLUMNS = (
    Column("Id", "id"),
    Column("Name", "name"),
    Column("Kind", "kind"),
    Column("Codes", "codes", right=True),
    Column("Made", "createdAt"),
    Column("By", "createdBy"),
    Column("Labels", "labels"),
)
_PAGE = 1000

status_option = click.option(
    "--status", type=click.Choice([status.value for status in CodeStatus]), help="Only these."
)
batch_option = click.option("--batch", "batch_text", metavar="B", help="Only this batch.")


@click.group()
def codes() -> None:
    """Make and look after a campaign's codes. CAMPAIGN is a campaign's id, or its name."""


codes.add_command(import_command)
codes.add_command(export_command)


@codes.command("generate")
@campaign_argument
@click.argument("quantity", metavar="[N]", type=int, required=False)
@click.option("--test", is_flag=True, help="For tests: they give nothing, and no figure has them.")
@click.option("--name", default="", help="The batch's name; else a number.")
@click.option("--label", "pairs", metavar="KEY=VALUE", multiple=True, help="Labels of the batch.")
@staff_option
@records
def generate_command(
    campaign_text: str,
    quantity: int | None,
    name: str,
    pairs: tuple[str, ...],
    staff_id: str | None,
    *,
    test: bool,
    as_json: bool,
    data: Path,
) -> None:
    """Add N codes to CAMPAIGN, as a batch of their own; Ctrl-C leaves none of them.

    With --test they are for trying the campaign out, 5 unless N says otherwise, at most 100: they
    work before it is active, and redeeming them moves no wallet and counts nowhere.
    """
    if quantity is None:
        if not test:
            raise InvalidInput("Say how many codes to add.")
        quantity = USUAL_TEST_CODES
    with opened(data) as ledger:
        found = campaign_named(ledger, campaign_text)
        staff = acting(ledger, staff_id)
        # What is to be said is read first: a disk that fails now would deny what was recorded.
        live = _live(ledger, found.id)
        made = generated(ledger, found, quantity, staff, name=name, labels=labels(pairs), test=test)
        if as_json:
            show_json(batch_record(made))
            return
        if test:
            _show_tests(ledger, made)
            return
        say(f"Added to {found.name}: {counted(made.size, 'code')}, as batch {made.name}.")
        _say_odds(found, live + made.size)


@codes.command("list")
@campaign_argument
@status_option
@batch_option
@click.option("--text", default="", help="Only codes that begin so.")
@click.option("--limit", type=click.IntRange(1), help="At most so many; else all.")
@records
def list_command(
    campaign_text: str,
    status: str | None,
    batch_text: str | None,
    text: str,
    limit: int | None,
    *,
    as_json: bool,
    data: Path,
) -> None:
    """List CAMPAIGN's codes in the order they were made."""
    with readable(data) as ledger:
        found = campaign_named(ledger, campaign_text)
        wanted = code_filter(ledger, found.id, status, batch_text, text)
        rows = (code_record(each) for each in islice(_all(ledger, found.id, wanted), limit))
        none = f"{found.name} has no such codes."
        show_records(rows, COLUMNS, as_json=as_json, zone=ledger.store.zone, none=none)


@codes.command("batches")
@campaign_argument
@records
def batches_command(campaign_text: str, *, as_json: bool, data: Path) -> None:
    """List CAMPAIGN's batches: codes generated or imported together."""
    with opened(data) as ledger:
        found = campaign_named(ledger, campaign_text)
        with ledger.read() as conn:
            batches = batches_of(conn, found.id)
        rows = (batch_record(each) for each in batches)
        none = f"{found.name} has no codes yet; add some with `counterfoil codes generate`."
        show_records(rows, BATCH_COLUMNS, as_json=as_json, zone=ledger.store.zone, none=none)


@codes.command("void")
@campaign_argument
@click.argument("texts", metavar="CODE...", nargs=-1)
@click.option("--batch", "batch_text", metavar="B", help="All unused codes of this batch.")
@click.option("--reason", required=True, help="Why; it stays on record.")
@staff_option
@data_option
def void_command(
    campaign_text: str,
    texts: tuple[str, ...],
    batch_text: str | None,
    reason: str,
    staff_id: str | None,
    data: Path,
) -> int:
    """Make codes of CAMPAIGN void for good: those named, or a whole batch. Used ones stay used.

    The exit code is 2 where a code is not one of the campaign's.
    """
    if not texts and batch_text is None:
        raise InvalidInput("Name the codes to make void, or their batch with --batch.")
    with opened(data) as ledger:
        found = campaign_named(ledger, campaign_text)
        batch_id = None if batch_text is None else batch_named(ledger, found.id, batch_text).id
        with shown_progress("Making codes void") as report:
            done = void_codes(
                ledger,
                found.id,
                acting(ledger, staff_id),
                clock(),
                reason=reason,
                batch_id=batch_id,
                texts=texts,
                progress=report,
            )
    say(f"Made void: {counted(done.void, 'code')}.")
    for count, what in (
        (done.used, "Used before, and stay so"),
        (done.void_before, "Void before"),
        (done.unknown, f"Not of {found.name}"),
    ):
        if count:
            say(f"{what}: {counted(count, 'code')}.")
    return 2 if done.unknown else 0


def code_filter(
    ledger: Ledger, campaign_id: str, status: str | None, batch_text: str | None, text: str = ""
) -> CodeFilter:
    """Return which codes the options ask for. Raises NotFound for an unknown batch."""
    return CodeFilter(
        status=None if status is None else CodeStatus(status),
        batch_id=None if batch_text is None else batch_named(ledger, campaign_id, batch_text).id,
        text=text,
    )


def code_record(each: CodeLine) -> dict[str, object]:
    """Return a code as a record."""
    use = each.use
    return {
        "code": each.text,
        "status": each.status.value,
        "batch": each.batch,
        "createdAt": each.created_at,
        "usedAt": use and use.at,
        "store": use and use.store,
        "staff": use and use.staff,
        "member": (use and use.card) or None,
        "redemption": use and use.redemption_id,
        "sheet": each.sheet,
        "place": each.place,
        **({"test": True} if each.test else {}),
    }


def batch_record(each: Batch) -> dict[str, object]:
    """Return a batch as a record."""
    return {
        "id": each.id,
        "campaign": each.campaign_id,
        "name": each.name,
        "kind": each.kind.value,
        "codes": each.size,
        "createdAt": each.created_at,
        "createdBy": each.created_by,
        "labels": {label.key: label.value for label in each.labels},
    }


def _all(ledger: Ledger, campaign_id: str, wanted: CodeFilter) -> Iterator[CodeLine]:
    after: int | None = None
    while True:
        page = list_codes(ledger, campaign_id, after=after, limit=_PAGE, wanted=wanted)
        yield from page.codes
        if page.more is None:
            return
        after = page.more


def _show_tests(ledger: Ledger, made: Batch) -> None:
    say(f"For tests, as batch {made.name}; redeeming them gives nothing and counts nowhere:")
    for line in list_codes(ledger, made.campaign_id, wanted=CodeFilter(batch_id=made.id)).codes:
        say(f"  {line.text}")


def _live(ledger: Ledger, campaign_id: str) -> int:
    with ledger.read() as conn:
        return sum(batch.size for batch in batches_of(conn, campaign_id) if not batch.is_test)


def _say_odds(campaign: Campaign, live: int) -> None:
    odds = guess_odds(campaign.code_format, live) if campaign.code_format else None
    if odds is not None:
        say(f"One guess in {odds:,} hits one of the campaign's {live:,} codes.")
