"""`report`: what support needs to know of this machine's Counterfoil, in one zip file."""

from collections.abc import Generator
from pathlib import Path

import click

from counterfoil.cli.options import at_ledger
from counterfoil.cli.output import say
from counterfoil.cli.wiring import clock, opened
from counterfoil.domain.errors import UserError
from counterfoil.ledger.support import report
from counterfoil.logs.report import Part, write_report


@click.command("report")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@at_ledger
def report_command(file: Path | None, database: str | None, data: Path) -> None:
    """Save a report for support to FILE, else to a dated zip here; list what is in it.

    It holds versions, sizes, counts, what `doctor` finds, the screens' settings and the last logs,
    as plain text: no codes, nothing about people, no keys. Where the ledger cannot be opened, or is
    in use, it tells what can be told.
    """
    now = clock()
    target = file or Path(f"counterfoil-report-{now:%Y%m%d-%H%M%S}.zip")
    try:
        with opened(data, database) as ledger:
            parts = _made(report(ledger, data, now))
    except UserError as error:
        parts = _made(report(None, data, now, trouble=error))
    write_report(parts, target)
    for part in parts:
        say(f"    {part.name:24}{len(part.text.encode()):>10,} bytes")
    say(f"{target} is saved; look into it before you send it.")


def _made(steps: Generator[None, None, tuple[Part, ...]]) -> tuple[Part, ...]:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            parts: tuple[Part, ...] = end.value
            return parts
