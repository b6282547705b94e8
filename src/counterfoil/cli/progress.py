"""Long work: how far it is on standard error, and Ctrl-C that leaves nothing."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

import click

from counterfoil.cli.making import made_by_hub
from counterfoil.cli.options import stoppable
from counterfoil.cli.wiring import clock
from counterfoil.domain.campaign import Campaign, Label
from counterfoil.domain.exchange import Standing
from counterfoil.domain.store import Staff
from counterfoil.ledger.codes.batches import Batch
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.steps import Progress, Report, unheard
from counterfoil.ledger.ledger import Ledger

_WIDTH = 30
NO_STAGES: Mapping[str, str] = MappingProxyType({})


@contextmanager
def shown_progress(what: str, stages: Mapping[str, str] = NO_STAGES) -> Iterator[Report]:
    """Give a report that draws a bar on standard error, where that is a terminal.

    Beside it stands `what` is done, or what `stages` has for the stage that is reported.
    """
    if not sys.stderr.isatty():
        yield unheard
        return
    drawn = ""
    widest = max(map(len, (what, *stages.values())))

    def report(progress: Progress) -> None:
        nonlocal drawn
        percent = 100 * progress.done // max(progress.total, 1)
        bar = "█" * (_WIDTH * percent // 100)
        words = stages.get(progress.stage, what)
        line = f"\r{words:<{widest}} {bar:<{_WIDTH}} {percent:3} %"
        if line != drawn:
            drawn = line
            click.echo(line, err=True, nl=False)

    try:
        yield report
    finally:
        click.echo(f"\r{' ' * (widest + _WIDTH + 7)}\r", err=True, nl=False)


def generated(
    ledger: Ledger,
    campaign: Campaign,
    quantity: int,
    staff: Staff,
    *,
    name: str = "",
    labels: tuple[Label, ...] = (),
    test: bool = False,
) -> Batch:
    """Generate codes with progress; Ctrl-C removes what was begun and raises Abort.

    Those of an office device are made by its hub.
    """
    if ledger.standing is Standing.OFFICE:
        return made_by_hub(ledger, campaign, quantity, staff, name=name, labels=labels, test=test)
    with stoppable() as stopped, shown_progress("Making codes") as report:
        batch = generate(
            ledger,
            campaign.id,
            quantity,
            staff,
            clock(),
            name=name,
            labels=labels,
            test=test,
            progress=report,
            cancelled=stopped,
        )
    if batch is None:
        raise click.Abort
    return batch
