"""Long work: how far it is on standard error, and Ctrl-C that leaves nothing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from counterfoil.cli.options import stoppable
from counterfoil.cli.wiring import clock
from counterfoil.domain.campaign import Campaign, Label
from counterfoil.domain.store import Staff
from counterfoil.ledger.codes.batches import Batch
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.steps import Progress, Report, unheard
from counterfoil.ledger.ledger import Ledger

_WIDTH = 30


@contextmanager
def shown_progress(what: str) -> Iterator[Report]:
    """Give a report that draws a bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield unheard
        return
    drawn = -1

    def report(progress: Progress) -> None:
        nonlocal drawn
        percent = 100 * progress.done // max(progress.total, 1)
        if percent != drawn:
            drawn = percent
            bar = "█" * (_WIDTH * percent // 100)
            click.echo(f"\r{what} {bar:<{_WIDTH}} {percent:3} %", err=True, nl=False)

    try:
        yield report
    finally:
        click.echo(f"\r{' ' * (len(what) + _WIDTH + 7)}\r", err=True, nl=False)


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
    """Generate codes with progress; Ctrl-C removes what was begun and raises Abort."""
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
