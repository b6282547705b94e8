"""`campaign`: made from Open Loyalty's JSON, listed, switched on and off, put away."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from counterfoil.cli.campaign_card import campaign_facts, summary_record
from counterfoil.cli.campaign_past import duplicate_command, judged, told, versions_command
from counterfoil.cli.find import campaign_named
from counterfoil.cli.options import data_option, document, document_argument, records, staff_option
from counterfoil.cli.output import Column, say, show_facts, show_json, show_records
from counterfoil.cli.progress import generated
from counterfoil.cli.readable import readable
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.campaign import Campaign
from counterfoil.domain.codespace import check_space
from counterfoil.domain.prefix import suggest_prefix
from counterfoil.domain.store import Staff
from counterfoil.ledger.campaigns import (
    archive,
    list_campaigns,
    new_campaign_id,
    overlapping_campaigns,
    save_campaign,
    set_active,
)
from counterfoil.ledger.ledger import Ledger
from counterfoil.openloyalty.campaign import codes_wanted, read_campaign, write_campaign

COLUMNS = (
    Column("Id", "id"),
    Column("Name", "name"),
    Column("Status", "status"),
    Column("Prefix", "prefix"),
    Column("Starts", "startsAt"),
    Column("Ends", "endsAt"),
    Column("Codes", "codes", right=True),
    Column("Used", "used", right=True),
    Column("Left", "remaining", right=True),
)

campaign_argument = click.argument("campaign_text", metavar="CAMPAIGN")


@click.group()
def campaign() -> None:
    """Create campaigns and look after them. CAMPAIGN is a campaign's id, or its name."""


campaign.add_command(duplicate_command)
campaign.add_command(versions_command)


@campaign.command("create")
@document_argument
@staff_option
@data_option
def create_command(file: str, staff_id: str | None, data: Path) -> None:
    """Create a campaign from Open Loyalty's redemption-campaign JSON, and print its id.

    Where generateCodes is a number, as many codes are generated with it.
    """
    body = document(file)
    with opened(data) as ledger:
        made = read_campaign(body, id=new_campaign_id(), zone=ledger.store.zone)
        quantity = codes_wanted(body, zone=ledger.store.zone)
        if quantity and made.code_format:
            check_space(made.code_format, 0, quantity)
        _warn_of_overlap(ledger, made)
        staff = acting(ledger, staff_id)
        saved = save_campaign(ledger, replace(made, archived=False), staff, clock())
        say(saved.id)
        if quantity:
            generated(ledger, saved, quantity, staff)


@campaign.command("update")
@campaign_argument
@document_argument
@staff_option
@data_option
def update_command(campaign_text: str, file: str, staff_id: str | None, data: Path) -> None:
    """Save a changed body in place of the campaign's own, as `campaign show --json` gives it.

    It is said what of the change holds from now on. What codes hang on (type, event, attribute,
    code format) cannot change once there are codes; `campaign duplicate` makes a copy for that.
    """
    body = document(file)
    with opened(data) as ledger:
        before = campaign_named(ledger, campaign_text)
        changed = read_campaign(body, id=before.id, zone=ledger.store.zone)
        changed = replace(changed, archived=before.archived)
        changes = judged(ledger, before, changed)
        _warn_of_overlap(ledger, changed)
        saved = save_campaign(
            ledger, changed, acting(ledger, staff_id), clock(), base_version=before.version
        )
        say(f"{saved.name} is saved as version {saved.version}.")
        for sentence in told(before, changes):
            say(sentence)


@campaign.command("list")
@click.option("--archived", is_flag=True, help="Those put away too.")
@records
def list_command(*, archived: bool, as_json: bool, data: Path) -> None:
    """List the campaigns in display order."""
    with readable(data) as ledger:
        now = clock()
        found = (summary_record(each, now) for each in list_campaigns(ledger, archived=archived))
        none = "There is no campaign yet; create one with `counterfoil campaign create`."
        show_records(found, COLUMNS, as_json=as_json, zone=ledger.store.zone, none=none)


@campaign.command("show")
@campaign_argument
@records
def show_command(campaign_text: str, *, as_json: bool, data: Path) -> None:
    """Show a campaign in words; with --json its body, with its id beside."""
    with readable(data) as ledger:
        found = campaign_named(ledger, campaign_text)
        if as_json:
            show_json({"id": found.id, **write_campaign(found)})
            return
        say(found.name)
        show_facts(campaign_facts(found, ledger), ledger.store.zone)


@campaign.command("activate")
@campaign_argument
@staff_option
@data_option
def activate_command(campaign_text: str, staff_id: str | None, data: Path) -> None:
    """Let a campaign's codes be redeemed."""
    _change(data, campaign_text, staff_id, _activate)


@campaign.command("deactivate")
@campaign_argument
@staff_option
@data_option
def deactivate_command(campaign_text: str, staff_id: str | None, data: Path) -> None:
    """Stop a campaign; it can be activated again."""
    _change(data, campaign_text, staff_id, _deactivate)


@campaign.command("archive")
@campaign_argument
@staff_option
@data_option
def archive_command(campaign_text: str, staff_id: str | None, data: Path) -> None:
    """Put a campaign away for good; its history stays."""
    _change(data, campaign_text, staff_id, _archive)


def _change(
    data: Path,
    campaign_text: str,
    staff_id: str | None,
    change: Callable[[Ledger, Campaign, Staff], str],
) -> None:
    with opened(data) as ledger:
        found = campaign_named(ledger, campaign_text)
        say(change(ledger, found, acting(ledger, staff_id)))


def _activate(ledger: Ledger, found: Campaign, staff: Staff) -> str:
    return f"{set_active(ledger, found.id, staff, clock(), active=True).name} is active."


def _deactivate(ledger: Ledger, found: Campaign, staff: Staff) -> str:
    return f"{set_active(ledger, found.id, staff, clock(), active=False).name} is inactive."


def _archive(ledger: Ledger, found: Campaign, staff: Staff) -> str:
    return f"{archive(ledger, found.id, staff, clock()).name} is archived."


def _warn_of_overlap(ledger: Ledger, made: Campaign) -> None:
    others = overlapping_campaigns(ledger, made)
    if not others or made.code_format is None:
        return
    taken = [each.prefix for each in list_campaigns(ledger) if each.id != made.id]
    instead = suggest_prefix(made.code_format.prefix, taken, clock())
    names = ", ".join(f"{each.name} ({each.prefix})" for each in others[:3])
    advice = f"; take {instead} instead to tell them apart" if instead else ""
    click.echo(f"The prefix {made.code_format.prefix} overlaps with {names}{advice}.", err=True)
