"""`backup`, `restore` and `doctor`: the database copied, put back, looked over, mended."""

from collections.abc import Iterable
from pathlib import Path

import click

from counterfoil.cli.options import at_ledger, database_option, records, staff_option
from counterfoil.cli.output import counted, say, show_json
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.errors import InvalidInput
from counterfoil.ledger.backup import backup
from counterfoil.ledger.checkup import checkup, checkup_folder, require_ledger
from counterfoil.ledger.connect import restore
from counterfoil.ledger.doctor import Finding
from counterfoil.ledger.loss import loss, warning
from counterfoil.ledger.place import pg_dump, pg_restore
from counterfoil.ledger.repair import Repaired, repair

_NOT_WELL = 3


@click.command("backup")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@at_ledger
def backup_command(file: Path | None, database: str | None, data: Path) -> None:
    """Copy the database to FILE, else to a dated one in the data folder; print where it is.

    The copy holds every code in clear, so keep it as safe as the codes. The key that signs the
    journal is not in it. Of a hub on PostgreSQL it only says by which command that is backed up.
    """
    if database is not None:
        name = str(file or f"counterfoil-{clock():%Y%m%d-%H%M}.dump")
        raise InvalidInput(
            "A hub on PostgreSQL is backed up, while it serves, by PostgreSQL: `{command}`"
            " (the password in PGPASSWORD or ~/.pgpass).",
            command=pg_dump(database, name),
        )
    with opened(data) as ledger:
        say(str(backup(ledger, clock(), file)))


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Though a hub has not heard of all that was done here.")
@staff_option
@at_ledger
def restore_command(
    file: Path, staff_id: str | None, database: str | None, data: Path, *, force: bool
) -> None:
    """Put the backup FILE in the place of the database, which is kept beside the backups.

    What was redeemed since the backup is not in it: such codes can be redeemed again, and how many
    those are is said. On a till that has joined a hub, it is refused while something waits to be
    sent, unless --force is given; afterwards the till joins again, under a new id. Of a hub on
    PostgreSQL it only says how that is done.
    """
    if database is not None:
        raise InvalidInput(
            "A hub on PostgreSQL is put back by PostgreSQL: stop every hub, then"
            " `{command}`, then `counterfoil hub fence`, and only then start a hub.",
            command=pg_restore(database, str(file)),
        )
    kept = restore(data, file, clock(), staff_id, force=force)
    if kept is None:
        say(f"{file} is in place.")
        return
    say(f"{file} is in place. What was there is {kept}.")
    with opened(data) as ledger:
        lost = warning(loss(ledger, kept), kept)
    if lost is not None:
        click.echo(lost, err=True)


@click.command("doctor")
@click.option("--repair", "mends", is_flag=True, help="First mend what follows from the rest.")
@staff_option
@database_option
@records
def doctor_command(
    *, mends: bool, staff_id: str | None, database: str | None, as_json: bool, data: Path
) -> int:
    """Look the ledger over: is the database whole, and does it agree with itself?

    With --repair, balances, what limits have counted, the numbers of codes and the figures are made
    anew from redemptions, refusals, transfers and codes where they differ; nothing else is touched.
    The exit code is 0 where all is well and 3 where something is not.
    """
    if mends:
        if database is None:
            require_ledger(data)
        with opened(data, database) as ledger:
            _show_repaired(repair(ledger, acting(ledger, staff_id), clock()), as_json=as_json)
    if database is None:
        return _shown(checkup_folder(data, clock()), as_json=as_json)
    with opened(data, database) as ledger:
        return _shown(checkup(ledger, clock()), as_json=as_json)


def _shown(findings: Iterable[Finding], *, as_json: bool) -> int:
    ill = False
    for finding in findings:
        ill |= not finding.is_well
        _show(finding, as_json=as_json)
    return _NOT_WELL if ill else 0


def _show(finding: Finding, *, as_json: bool) -> None:
    if as_json:
        show_json({"check": finding.check, "well": finding.is_well,
                   "faults": [str(fault) for fault in finding.faults]})  # fmt: skip
        return
    say(f"{'✓' if finding.is_well else '✕'} {finding.check}")
    for fault in finding.faults:
        say(f"    {fault}")


def _show_repaired(done: Repaired, *, as_json: bool) -> None:
    if as_json:
        show_json({"repaired": {"balances": [list(each) for each in done.balances],
                                "limits": list(done.limits),
                                "numbersOfCodes": list(done.counts),
                                "figures": list(done.tallies)}})  # fmt: skip
        return
    mended = (
        (counted(len(done.balances), "balance"), done.balances),
        (f"the limits of {counted(len(done.limits), 'campaign')}", done.limits),
        (f"the numbers of codes of {counted(len(done.counts), 'campaign')}", done.counts),
        ("the figures of redemptions and refusals", done.tallies),
    )
    named = ", ".join(what for what, differing in mended if differing)
    say(f"Mended: {named}." if named else "There was nothing to mend.")
