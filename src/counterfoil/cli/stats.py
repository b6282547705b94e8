"""`stats`: how a campaign does."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from counterfoil.cli.find import campaign_named
from counterfoil.cli.options import records
from counterfoil.cli.output import say, show_facts, show_json
from counterfoil.cli.wiring import opened
from counterfoil.domain.campaign import Campaign
from counterfoil.domain.units import plain
from counterfoil.ledger.statistics import NamedTally, Statistics, statistics


@click.command()
@click.argument("campaign_text", metavar="CAMPAIGN")
@records
def stats(campaign_text: str, *, as_json: bool, data: Path) -> None:
    """Show how CAMPAIGN does: codes, redemptions, units, refusals, stores, staff."""
    with opened(data) as ledger:
        campaign = campaign_named(ledger, campaign_text)
        figures = statistics(ledger, campaign.id)
        if as_json:
            show_json(_record(campaign, figures))
            return
        say(campaign.name)
        show_facts(_facts(campaign, figures), ledger.store.zone)


def _record(campaign: Campaign, figures: Statistics) -> dict[str, object]:
    budget = campaign.limits.points
    return {
        "campaign": campaign.id,
        "name": campaign.name,
        "codes": figures.counts.codes,
        "used": figures.counts.used,
        "void": figures.counts.void,
        "remaining": figures.counts.remaining,
        "redemptions": figures.total.redemptions,
        "units": plain(figures.total.units),
        "reversed": figures.reversed,
        "budget": None if budget is None else plain(budget.value),
        "refusals": {reason.value: count for reason, count in figures.refusals.items()},
        "byStore": _tallies(figures.by_store),
        "byStaff": _tallies(figures.by_staff),
        "firstAt": figures.first_at,
        "lastAt": figures.last_at,
    }


def _tallies(tallies: Iterable[NamedTally]) -> list[dict[str, object]]:
    return [
        {
            "id": each.id,
            "name": each.name,
            "redemptions": each.tally.redemptions,
            "units": plain(each.tally.units),
        }
        for each in tallies
    ]


def _facts(campaign: Campaign, figures: Statistics) -> Iterator[tuple[str, object]]:
    counts, budget = figures.counts, campaign.limits.points
    yield "Codes", counts.codes
    yield "Used", f"{counts.used:,}{_share(counts.used, counts.codes)}"
    yield "Void", counts.void or None
    yield "Left", counts.remaining
    yield "Redemptions", figures.total.redemptions
    yield "Undone", figures.reversed or None
    if budget is not None and budget.interval is None:
        spent = _share(float(figures.total.units), float(budget.value))
        yield "Units", f"{plain(figures.total.units):,} of {plain(budget.value):,}{spent}"
    else:
        yield "Units", figures.total.units
    yield "First", figures.first_at
    yield "Last", figures.last_at
    for reason, count in figures.refusals.items():
        yield f"Refused: {reason.value.replace('_', ' ')}", count
    for title, tallies in (("At", figures.by_store), ("By", figures.by_staff)):
        names = [each.name for each in tallies]
        for each in tallies:
            name = each.name if names.count(each.name) == 1 else f"{each.name} ({each.id})"
            figures_here = f"{each.tally.redemptions:,} ({plain(each.tally.units):,} units)"
            yield f"{title} {name}", figures_here


def _share(part: float, whole: float) -> str:
    return f" ({100 * part / whole:.1f} %)" if whole else ""
