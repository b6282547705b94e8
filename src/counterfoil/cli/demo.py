"""`demo`: a demonstration store in a window, or the whole main job on the terminal."""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from counterfoil.cli.demo_run import Step, run_demo
from counterfoil.cli.options import data_option, json_option
from counterfoil.cli.output import say, show_json, table
from counterfoil.cli.progress import shown_progress
from counterfoil.cli.wiring import clock, run_desk
from counterfoil.domain.errors import Conflict
from counterfoil.ledger.connect import DATABASE
from counterfoil.ledger.demo import demo_folder, is_made, make_demo, open_demo, wipe_demo

_WENT_WRONG = 3


@click.command()
@click.option("--headless", is_flag=True, help="Do the whole main job here, and say what was seen.")
@click.option(
    "--keep", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="With --headless: leave the ledger, the pictures and the CSV in this new folder.",
)  # fmt: skip
@click.option("--wipe", is_flag=True, help="Remove the demonstration store.")
@json_option
@data_option
def demo(*, headless: bool, keep: Path | None, wipe: bool, as_json: bool, data: Path) -> int:
    """Make a demonstration store and open the desk on it.

    It has three campaigns, 5,000 codes, members and a month of history, and lies in the folder demo
    of the data folder, apart from the real ledger.

    With --headless, codes are made, drawn into pictures (turned, blurred, dim), read back by the
    decoder and redeemed; a second use is refused, one is undone, the codes exported, the journal
    verified. The exit code is 0 where each came out as it must.
    """
    if headless and keep is not None:
        if (keep / DATABASE).exists():
            raise Conflict("{folder} holds a ledger; name a new folder.", folder=keep)
        return _headless(keep, as_json=as_json)
    if headless:
        with TemporaryDirectory(prefix="counterfoil-demo-") as passing:
            return _headless(Path(passing), as_json=as_json)
    folder = demo_folder(data)
    if wipe:
        wipe_demo(folder, clock())
        say("The demonstration store is gone.")
        return 0
    return _window(folder)


def _window(folder: Path) -> int:
    if not is_made(folder):
        now = clock()
        with open_demo(folder, now) as ledger, shown_progress("Making the demo") as report:
            make_demo(ledger, now, report)
    say(f"The demonstration store is in {folder}; --data {folder} works on it.")
    return run_desk(folder)


def _headless(folder: Path, *, as_json: bool) -> int:
    steps = []
    for step in run_demo(folder, clock):
        steps.append(step)
        if as_json:
            show_json({"step": step.name, "good": step.good, "sentence": step.sentence})
        elif step.details:
            _show_details(step)
    if not as_json:
        _show_summary(steps)
    return 0 if all(step.good for step in steps) else _WENT_WRONG


def _show_details(step: Step) -> None:
    click.echo(click.style(step.name, bold=True))
    for line in table(step.details):
        click.echo(f"  {line}")
    click.echo()


def _show_summary(steps: list[Step]) -> None:
    click.echo(click.style("Summary", bold=True))
    for line in table([("✓" if s.good else "✕", s.name, s.sentence) for s in steps]):
        click.echo(f"  {line}")
