"""`sheets`: the sheets that were printed, what is on them, and a lost one made void."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

from counterfoil.cli.find import campaign_named
from counterfoil.cli.options import data_option, records, staff_option
from counterfoil.cli.output import Column, counted, say, show_facts, show_json, show_records
from counterfoil.cli.readable import readable
from counterfoil.cli.sheet_again import reprint_command
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.campaigns import get_campaign
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.find import find_sheet, list_sheets, run_of, sheet_codes
from counterfoil.ledger.sheets.model import Sheet, SheetCode
from counterfoil.ledger.sheets.tallies import Tally, tallies
from counterfoil.ledger.sheets.void import void_sheet_steps

COLUMNS = (
    Column("Sheet", "sheet", right=True, is_name=True),
    Column("Campaign", "campaignName"),
    Column("Labels", "labels", right=True),
    Column("Unused", "unused", right=True),
    Column("Printed", "printedAt"),
    Column("By", "printedBy"),
    Column("Reprints", "reprints", right=True),
    Column("Void since", "voidedAt"),
)
CODE_COLUMNS = (
    Column("Place", "place", right=True),
    Column("Code", "code"),
    Column("Status", "status"),
)
_PAGE = 200


@click.group()
def sheets() -> None:
    """Look after printed sheets. SHEET is a sheet's number, or the code in its header."""


sheets.add_command(reprint_command)


@sheets.command("list")
@click.argument("campaign_text", metavar="[CAMPAIGN]", required=False)
@click.option("--limit", type=click.IntRange(1), help="At most so many; else all.")
@records
def list_command(
    campaign_text: str | None, limit: int | None, *, as_json: bool, data: Path
) -> None:
    """List printed sheets, the newest first: all of them, or those of CAMPAIGN."""
    with readable(data) as ledger:
        found = None if campaign_text is None else campaign_named(ledger, campaign_text)
        rows = islice(_all(ledger, None if found is None else found.id), limit)
        none = "No sheet was printed yet." if found is None else f"{found.name} has no sheets yet."
        show_records(rows, COLUMNS, as_json=as_json, zone=ledger.store.zone, none=none)


@sheets.command("show")
@click.argument("sheet_text", metavar="SHEET")
@records
def show_command(sheet_text: str, *, as_json: bool, data: Path) -> None:
    """Show SHEET: when it was printed and by whom, and its codes by place."""
    with readable(data) as ledger:
        sheet = find_sheet(ledger, sheet_text)
        codes = [_code_record(each) for each in sheet_codes(ledger, sheet.number)]
        record = sheet_record(ledger, sheet, tallies(ledger, [sheet.number])[sheet.number])
        if as_json:
            show_json(record | {"codes": codes})
            return
        say(f"Sheet {sheet.number}")
        show_facts(_facts(ledger, sheet, record), ledger.store.zone)
        show_records(codes, CODE_COLUMNS, as_json=False, zone=ledger.store.zone, none="")


@sheets.command("void")
@click.argument("sheet_text", metavar="SHEET")
@click.option("--reason", required=True, help="Why; it stays on record.")
@staff_option
@data_option
def void_command(sheet_text: str, reason: str, staff_id: str | None, data: Path) -> None:
    """Make SHEET void for good, as when it was lost: its unused codes are refused from now on."""
    with opened(data) as ledger:
        sheet = find_sheet(ledger, sheet_text)
        staff = acting(ledger, staff_id)
        done = finish(void_sheet_steps(ledger, sheet.number, staff, clock(), reason))
    say(f"Sheet {sheet.number} is void: {counted(done.void, 'code')}.")
    for count, what in (
        (done.used, "Used before, and stay so"),
        (done.void_before, "Void before"),
    ):
        if count:
            say(f"{what}: {counted(count, 'code')}.")


def sheet_record(ledger: Ledger, sheet: Sheet, tally: Tally) -> dict[str, object]:
    """Return a sheet as a record."""
    return {
        "sheet": sheet.number,
        "header": sheet.header,
        "campaign": sheet.campaign_id,
        "campaignName": get_campaign(ledger, sheet.campaign_id).name,
        "run": sheet.run_id,
        "page": sheet.page,
        "firstPlace": sheet.first_place,
        "labels": sheet.labels,
        **{status.value: tally.get(status, 0) for status in CodeStatus},
        "printedAt": sheet.printed_at,
        "printedBy": sheet.printed_by,
        "reprints": sheet.reprints,
        "voidedAt": sheet.voided_at,
        "voidedBy": sheet.voided_by or None,
        "voidReason": sheet.void_reason or None,
    }


def _all(ledger: Ledger, campaign_id: str | None) -> Iterator[dict[str, object]]:
    before: int | None = None
    while some := list_sheets(ledger, campaign_id, before=before, limit=_PAGE):
        counts = tallies(ledger, [each.number for each in some])
        for each in some:
            yield sheet_record(ledger, each, counts[each.number])
        before = some[-1].number


def _code_record(each: SheetCode) -> dict[str, object]:
    return {"place": each.place, "code": each.text, "status": each.status.value}


def _facts(ledger: Ledger, sheet: Sheet, record: dict[str, object]) -> Iterator[tuple[str, object]]:
    run = run_of(ledger, sheet.run_id)
    yield "Header", sheet.header
    yield "Campaign", record["campaignName"]
    yield "Printed", sheet.printed_at
    yield "By", sheet.printed_by
    yield "Page", f"{sheet.page} of {run.sheets}"
    yield "Proved", "no" if run.proved is None else f"{run.proved:,} of {run.labels:,} labels"
    yield "Reprints", sheet.reprints or None
    yield "Void since", sheet.voided_at
    yield "Made void by", sheet.voided_by
    yield "Reason", sheet.void_reason
