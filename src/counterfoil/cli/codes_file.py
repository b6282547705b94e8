"""`codes import` and `codes export`: CSV in and out."""

import sys
from pathlib import Path

import click

from counterfoil.cli.bad_rows import bad_records, show_bad_rows
from counterfoil.cli.campaign import campaign_argument
from counterfoil.cli.files import is_special
from counterfoil.cli.find import batch_named, campaign_named
from counterfoil.cli.options import data_option, labels, records, staff_option, stoppable
from counterfoil.cli.output import counted, say, show_json
from counterfoil.cli.progress import shown_progress
from counterfoil.cli.readable import readable
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.export_csv import export_file, export_steps
from counterfoil.ledger.codes.filters import CodeFilter
from counterfoil.ledger.codes.import_csv import Imported, import_codes
from counterfoil.ledger.codes.presets import Preset
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.ledger import Ledger

_BAD_ROWS = 2


@click.command("import")
@campaign_argument
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--column", metavar="NAME", help="The heading above the codes.")
@click.option("--name", default="", help="Put all into one batch of this name.")
@click.option("--label", "pairs", metavar="KEY=VALUE", multiple=True, help="Labels of the batch.")
@click.option("--all-or-nothing", is_flag=True, help="Import nothing if a row is left out.")
@staff_option
@records
def import_command(
    campaign_text: str,
    file: Path,
    column: str | None,
    name: str,
    pairs: tuple[str, ...],
    *,
    all_or_nothing: bool,
    staff_id: str | None,
    as_json: bool,
    data: Path,
) -> int:
    """Add codes that were made elsewhere, from a CSV FILE, to CAMPAIGN.

    Columns of status and batch are taken too. Codes that are known already, or stand in the file
    twice, are skipped and counted; rows that hold no code are listed, and make the exit code 2.
    """
    with opened(data) as ledger:
        found = campaign_named(ledger, campaign_text)
        with stoppable() as stopped, shown_progress("Importing codes") as report:
            done = import_codes(
                ledger,
                found.id,
                file,
                acting(ledger, staff_id),
                clock(),
                name=name,
                column=column,
                labels=labels(pairs),
                all_or_nothing=all_or_nothing,
                progress=report,
                cancelled=stopped,
            )
    if done is None:
        raise click.Abort
    if as_json:
        show_json(_record(done))
    else:
        _show(done, found.name)
    refused = all_or_nothing and not done.batches
    return _BAD_ROWS if done.bad_count or refused else 0


@click.command("export")
@campaign_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Into this file.")
@click.option(
    "--status", type=click.Choice([each.value for each in CodeStatus]), help="Only these."
)
@click.option("--batch", "batch_text", metavar="B", help="Only this batch.")
@click.option(
    "--preset",
    "preset_text",
    type=click.Choice([each.value for each in Preset]),
    default=Preset.OURS.value,
    help="Whose columns it has.",
)
@click.option("--bom", is_flag=True, help="Begin the file so that Excel knows it is UTF-8.")
@data_option
def export_command(
    campaign_text: str,
    output: Path | None,
    status: str | None,
    batch_text: str | None,
    preset_text: str,
    *,
    bom: bool,
    data: Path,
) -> None:
    """Write CAMPAIGN's codes as CSV, to standard output or into a file that is there whole or not.

    Columns: code, status, batch, createdAt, usedAt, store, staff, member, redemption, undoneAt,
    sheet, place; with --preset those that another system imports. Test codes are only in it where
    their batch is named.
    """
    preset = Preset(preset_text)
    with readable(data) as ledger:
        found = campaign_named(ledger, campaign_text)
        wanted = CodeFilter(
            status=None if status is None else CodeStatus(status),
            batch_id=None if batch_text is None else batch_named(ledger, found.id, batch_text).id,
        )
        if output is None or is_special(output):
            _write_through(ledger, found.id, wanted, preset, output)
            return
        with stoppable() as stopped, shown_progress("Exporting codes") as report:
            written = export_file(
                ledger,
                found.id,
                output,
                wanted=wanted,
                preset=preset,
                bom=bom,
                progress=report,
                cancelled=stopped,
            )
    if written is None:
        raise click.Abort
    say(f"Written to {output}: {counted(written, 'code')}.")


def _write_through(
    ledger: Ledger, campaign_id: str, wanted: CodeFilter, preset: Preset, output: Path | None
) -> None:
    # A stream of its own, that leaves CSV's line ends alone.
    sys.stdout.flush()
    place = sys.stdout.fileno() if output is None else output
    with open(place, "w", encoding="utf-8", newline="", closefd=output is not None) as out:
        finish(export_steps(ledger, campaign_id, out, wanted, preset))


def _record(done: Imported) -> dict[str, object]:
    return {
        "batches": [{"id": batch.id, "name": batch.name} for batch in done.batches],
        "codes": done.codes,
        "twice": done.twice,
        "known": done.known,
        "bad": bad_records(done.bad),
        "badCount": done.bad_count,
    }


def _show(done: Imported, campaign: str) -> None:
    names = ", ".join(batch.name for batch in done.batches)
    if done.batches:
        say(f"Added to {campaign}: {counted(done.codes, 'code')}, as batch {names}.")
    else:
        say("No code was imported.")
    if done.twice:
        say(f"Skipped, as they stood in the file before: {counted(done.twice, 'code')}.")
    if done.known:
        say(f"Skipped, as they were known already: {counted(done.known, 'code')}.")
    show_bad_rows(done.bad, done.bad_count)
