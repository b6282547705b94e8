"""`campaign duplicate` and `campaign versions`; and what an update changed, in words."""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import click

from counterfoil.cli.find import campaign_named
from counterfoil.cli.options import data_option, records, staff_option
from counterfoil.cli.output import Column, say, show_records
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.campaign import Campaign
from counterfoil.domain.campaign_change import (
    Judgement,
    Kind,
    Part,
    differences,
    judge_change,
    refusals,
)
from counterfoil.domain.errors import Conflict
from counterfoil.ledger.campaign_copy import copy_campaign
from counterfoil.ledger.campaign_versions import Version, list_versions
from counterfoil.ledger.campaigns import history
from counterfoil.ledger.ledger import Ledger

VERSION_COLUMNS = (
    Column("Version", "version", right=True),
    Column("Saved", "savedAt"),
    Column("By", "savedBy"),
    Column("Changed", "changed"),
)


@click.command("duplicate")
@click.argument("campaign_text", metavar="CAMPAIGN")
@click.option("--name", metavar="TEXT", default="", help="Its name; else the old one numbered.")
@staff_option
@data_option
def duplicate_command(campaign_text: str, name: str, staff_id: str | None, data: Path) -> None:
    """Copy a campaign, inactive, without codes, with a prefix of its own; and print its id."""
    with opened(data) as ledger:
        found = campaign_named(ledger, campaign_text)
        copy = copy_campaign(ledger, found.id, acting(ledger, staff_id), clock(), name=name)
        prefix = copy.code_format.prefix if copy.code_format else ""
        with_prefix = f" with the prefix {prefix}" if prefix else ""
        click.echo(f"{copy.name} is a copy of {found.name}{with_prefix}, inactive.", err=True)
        say(copy.id)


@click.command("versions")
@click.argument("campaign_text", metavar="CAMPAIGN")
@records
def versions_command(campaign_text: str, *, as_json: bool, data: Path) -> None:
    """List what was saved of a campaign, when and by whom, the newest first."""
    with opened(data) as ledger:
        found = campaign_named(ledger, campaign_text)
        versions = list_versions(ledger, found.id)
        none = "No version is kept yet; the next save keeps one."
        shown = _records(versions)
        show_records(shown, VERSION_COLUMNS, as_json=as_json, zone=ledger.store.zone, none=none)


def judged(ledger: Ledger, before: Campaign, after: Campaign) -> tuple[Judgement, ...]:
    """Judge a change. Raises Conflict with every reason why it cannot be made."""
    found = judge_change(before, after, history(ledger, before.id))
    refused = refusals(found)
    if refused:
        raise Conflict("{why}", why=" ".join(each.sentence for each in refused))
    return found


def told(before: Campaign, changes: tuple[Judgement, ...]) -> Iterator[str]:
    """Yield what a change does, in words."""
    free = [each.difference.part for each in changes if each.kind is Kind.FREE]
    later = [each.difference.part for each in changes if each.kind is Kind.NEW_VERSION]
    if not changes:
        yield "Nothing differs from the version before."
    if free:
        yield f"Changed, and looked at by no scan: {_parts(free)}."
    if later:
        yield (
            f"Changed for scans from now on: {_parts(later)};"
            f" what was redeemed before keeps version {before.version}."
        )


def _parts(parts: list[Part]) -> str:
    return ", ".join(part.value.replace("_", " ") for part in parts)


def _records(versions: tuple[Version, ...]) -> Iterator[dict[str, object]]:
    for version, before in zip_longest(versions, versions[1:]):
        yield {
            "version": version.campaign.version,
            "savedAt": version.saved_at,
            "savedBy": version.saved_by,
            "changed": _changed(version, before),
        }


def _changed(version: Version, before: Version | None) -> list[str]:
    if before is None:
        return []
    return [each.part.value for each in differences(before.campaign, version.campaign)]
