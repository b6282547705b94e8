"""The commands, and what the program's exit code says.

0 done or accepted, 1 refused, 2 wrong use or bad input, 3 the machine failed; 130 where the user
stopped it, as shells report that. Errors are one sentence on standard error.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from counterfoil import __version__
from counterfoil.cli.wiring import (
    DATA,
    drop_output,
    forgiving_streams,
    quiet_logs,
    report_bug,
)
from counterfoil.domain.errors import MachineError, UserError

DONE = 0
REFUSED = 1
WRONG_USE = 2
MACHINE_FAILED = 3
STOPPED = 130

# Each command: the module and name it is found under, and what `--help` says of it. A module is
# imported when its command is given, so that help and short commands start at once.
COMMANDS = {
    "demo": ("demo:demo", "A demonstration store; --headless runs the whole main job."),
    "schema": ("schema:schema", "Event schemas: what redeeming a code is."),
    "campaign": ("campaign:campaign", "Campaigns, from Open Loyalty's JSON."),
    "codes": ("codes:codes", "A campaign's codes: generate, import, list, void, export."),
    "stock": ("stock:stock", "Label stock, by part number or measures; calibrate a printer."),
    "sheet": ("sheet:sheet_command", "A campaign's codes on label stock, proved to scan."),
    "slip": ("slip:slip_command", "A code or coupon on paper from a receipt printer."),
    "sheets": ("sheets:sheets", "Printed sheets: list, show, void, print again."),
    "member": ("member:member", "People with a loyalty card."),
    "reward": ("reward:reward", "What coupons are issued of."),
    "coupon": ("coupon:coupon", "Coupons that were issued: show, use, list."),
    "redeem": ("redeem:redeem_command", "Redeem a code, or a stream of them with -."),
    "simulate": ("simulate:simulate_command", "Try a campaign or a code; nothing is written."),
    "reverse": ("reverse:reverse_command", "Undo a redemption."),
    "scan": ("scan:scan", "Read codes in pictures, PDFs, videos, or a camera."),
    "stats": ("stats:stats", "How a campaign does."),
    "staff": ("staff:staff", "Who works at the till."),
    "store": ("store:store", "The store: its name, time zone and currency."),
    "hub": ("hub:hub", "The server: the ledger over HTTP."),
    "join": ("join:join_command", "Join a hub, as one of its tills or office devices."),
    "sync": ("sync:sync_command", "Exchange with the hub what happened here and there."),
    "journal": ("journal:journal", "Verify or export the signed journal."),
    "backup": ("upkeep:backup_command", "Copy the database."),
    "restore": ("upkeep:restore_command", "Put a backup in place."),
    "salvage": ("salvage:salvage", "Save what a damaged ledger holds, and go on."),
    "encrypt": ("encryption:encrypt_command", "Encrypt the ledger where it lies."),
    "decrypt": ("encryption:decrypt_command", "Let it lie open again."),
    "unlock": ("encryption:unlock_command", "Keep its key anew, from the recovery key."),
    "doctor": ("upkeep:doctor_command", "Look the ledger over."),
    "report": ("report:report_command", "Save a report for support."),
}


class Commands(click.Group):
    """The commands by name, in the order in which a store needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in order."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(f"counterfoil.cli.{module}"), name)
        assert isinstance(command, click.Command)  # noqa: S101 - the table above names commands
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command is for, without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, what) for name, (_, what) in COMMANDS.items()])


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
)
@click.version_option(__version__, prog_name="counterfoil", message="%(prog)s %(version)s")
def counterfoil() -> None:
    """Redeem unique codes at the counter, offline, and never pay twice.

    Without any command the desk opens. Exit codes: 0 done or accepted, 1 refused, 2 wrong use or
    bad input, 3 the machine failed.
    """


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line on `argv`, by default the program's arguments; return the exit code."""
    quiet_logs()
    forgiving_streams()
    words = list(sys.argv[1:] if argv is None else argv)
    known: dict[str, Path] = {}
    try:
        with counterfoil.make_context("counterfoil", words, obj=known) as context:
            result = counterfoil.invoke(context)
        sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001 - every one is told and becomes an exit code
        return _failed(error, known.get(DATA))
    return result if isinstance(result, int) else DONE


def _failed(error: BaseException, data: Path | None) -> int:
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, BrokenPipeError):
        # Whoever reads our output has seen enough.
        drop_output()
        return DONE
    sentence, code = _told(error, data)
    try:
        click.echo(sentence, err=True)
    except OSError:
        # Where standard error takes nothing, the exit code says it.
        drop_output(2)
    return code


def _told(error: BaseException, data: Path | None) -> tuple[str, int]:
    match error:
        case KeyboardInterrupt() | click.Abort():
            return "Stopped.", STOPPED
        case click.ClickException():
            return _usage(error), WRONG_USE
        case MachineError():
            return str(error), MACHINE_FAILED
        case UserError():
            return str(error), WRONG_USE
        case OSError():
            drop_output()
            why = error.strerror or error
            return f"The machine failed ({why}); mend that and try again.", MACHINE_FAILED
    report = report_bug(error, data)
    return f"Something is wrong inside Counterfoil; the report: {report}.", MACHINE_FAILED


def _usage(error: click.ClickException) -> str:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    message = " ".join(error.format_message().split())
    sentence = message if message.endswith((".", "?", "!")) else f"{message}."
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return f"{sentence} See `{error.ctx.command_path} --help`."
    return sentence
