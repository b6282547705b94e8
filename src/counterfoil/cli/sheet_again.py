"""`sheets reprint`: a printed sheet once more."""

from pathlib import Path

import click

from counterfoil.cli.adjust import adjusted, adjustment
from counterfoil.cli.files import check_target
from counterfoil.cli.options import records, staff_option
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.ledger.sheets.find import find_sheet


@click.command("reprint")
@click.argument("sheet_text", metavar="SHEET")
@click.option(
    "-o", "--output", metavar="FILE.pdf", type=click.Path(path_type=Path), required=True,
    help="Where the sheet goes.",
)  # fmt: skip
@click.option("--proof", is_flag=True, help="Give no file where not every label can be read back.")
@click.option("--reason", default="", help="Why; it stays on record.")
@adjusted
@staff_option
@records
def reprint_command(
    sheet_text: str,
    output: Path,
    reason: str,
    offset: str | None,
    scale: str | None,
    staff_id: str | None,
    *,
    proof: bool,
    as_json: bool,
    data: Path,
) -> int:
    """Print SHEET again, each code in its place, marked and counted as a reprint.

    Codes that were used or made void since are crossed out. The exit code is 1 where the proof
    failed.
    """
    # Here and not above: listing sheets draws none.
    from counterfoil.cli.printed import eyes, made_sheets, told
    from counterfoil.sheets.reprint_run import reprint_steps

    by = adjustment(offset, scale)
    check_target(output)
    with opened(data) as ledger:
        sheet = find_sheet(ledger, sheet_text)
        staff = acting(ledger, staff_id)
        made = made_sheets(
            lambda stopped: reprint_steps(
                ledger,
                sheet.number,
                staff,
                clock(),
                output,
                eyes=eyes() if proof else None,
                reason=reason,
                adjustment=by,
                cancelled=stopped,
            )
        )
    return told(made, output, as_json=as_json)
