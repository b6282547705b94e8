"""What devices may do without the hub: given, asked back, and shown as a figure."""

from collections.abc import Iterable
from pathlib import Path

import click

from counterfoil.cli.campaign import campaign_argument
from counterfoil.cli.find import batch_named, campaign_named
from counterfoil.cli.hub_devices import LATER, managing
from counterfoil.cli.options import at_ledger, json_option, staff_option
from counterfoil.cli.output import Column, counted, say, show_json, show_records
from counterfoil.cli.values import amount
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.exchange import JOINED
from counterfoil.domain.rights import Allowance, Amount, Grant, GrantKind, Wish
from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.exchange.devices import find_device, list_devices
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.allowances import EVERY_TILL, set_allowance
from counterfoil.ledger.rights.exposure import Stake, exposure
from counterfoil.ledger.rights.managing import give, recall
from counterfoil.ledger.rights.ranges import Range, ranges_of_batch, ranges_of_sheet
from counterfoil.ledger.rights.rows import list_grants

RIGHTS = (
    Column("Right", "right", right=True, is_name=True),
    Column("Device", "device"),
    Column("Campaign", "campaign"),
    Column("Kind", "kind"),
    Column("State", "state"),
    Column("Codes", "codes", right=True),
    Column("Units left", "unitsLeft", right=True),
    Column("Money left", "moneyLeft", right=True),
    Column("Redemptions left", "redemptionsLeft", right=True),
    Column("Ends", "expiresAt"),
)
STAKES = (
    Column("Campaign", "campaign"),
    Column("Device", "device"),
    Column("Risk in units", "riskUnits", right=True),
    Column("Risk in money", "riskMoney", right=True),
    Column("Redemptions", "riskCount", right=True),
    Column("Of it not judged", "provisionalCount", right=True),
    Column("Lost in units", "burnedUnits", right=True),
    Column("Lost in money", "burnedMoney", right=True),
    Column("Budget in units", "budgetUnits", right=True),
    Column("Codes held", "codes", right=True),
)


@click.command("allow")
@campaign_argument
@click.option("--device", "device_text", metavar="D", help="For this till only; else for all.")
@click.option("--risk-units", default="0", help="Units at risk in codes that others may use, too.")
@click.option("--risk-money", default="0", help="Money at risk, in coupons.")
@click.option("--risk-count", type=click.IntRange(0), default=0, help="Redemptions at risk.")
@click.option("--budget-units", default="0", help="A till's share of the campaign's units.")
@click.option("--budget-count", type=click.IntRange(0), default=0, help="And of its redemptions.")
@click.option("--hours", type=click.IntRange(1), default=24, show_default=True,
              help="For so long each share may be spent.")  # fmt: skip
@click.option("--quota", type=click.IntRange(0), default=0,
              help="Redemptions of one member that a till may make on its own.")  # fmt: skip
@staff_option
@at_ledger
def allow_command(
    *,
    campaign_text: str,
    device_text: str | None,
    risk_units: str,
    risk_money: str,
    risk_count: int,
    budget_units: str,
    budget_count: int,
    hours: int,
    quota: int,
    staff_id: str | None,
    database: str | None,
    data: Path,
) -> None:
    """Set what tills are kept supplied with, to go on without the network.

    CAMPAIGN is a campaign's id, or its name. What is not given is 0.
    """
    with opened(data, database) as ledger:
        campaign = campaign_named(ledger, campaign_text)
        device = EVERY_TILL if device_text is None else find_device(ledger, device_text).id
        allowance = Allowance(
            campaign_id=campaign.id,
            device=device,
            budget=Amount(units=amount(budget_units), count=budget_count),
            risk=Amount(amount(risk_units), amount(risk_money), risk_count),
            hours=hours,
            quota=quota,
        )
        set_allowance(managing(ledger), allowance, acting(ledger, staff_id), clock())
        whom = "Every till" if device_text is None else "The till"
        say(f"{whom} is kept supplied for {campaign.name}.{_later(ledger)}")


@click.command("hold")
@click.argument("device_text", metavar="DEVICE")
@campaign_argument
@click.option("--batch", "batch_text", metavar="B", help="All codes of this batch.")
@click.option("--sheet", type=click.IntRange(1), metavar="N", help="All codes on this sheet.")
@staff_option
@json_option
@at_ledger
def hold_command(
    *,
    device_text: str,
    campaign_text: str,
    batch_text: str | None,
    sheet: int | None,
    staff_id: str | None,
    as_json: bool,
    database: str | None,
    data: Path,
) -> None:
    """Let a till hold codes: it redeems them without the network, and nobody else does."""
    if (batch_text is None) == (sheet is None):
        raise InvalidInput("Say which codes: either --batch or --sheet.")
    with opened(data, database) as ledger:
        campaign, device = campaign_named(ledger, campaign_text), find_device(ledger, device_text)
        ranges = _ranges(ledger, campaign.id, batch_text, sheet)
        wish = Wish(device.id, campaign.id, GrantKind.CODES, ranges)
        made = give(ledger, wish, acting(ledger, staff_id), clock())
        if as_json:
            _show_rights(ledger, made, as_json=True)
        else:
            held = counted(sum(last - first + 1 for first, last in ranges), "code")
            say(f"{device.name} holds {held} of {campaign.name}.{_later(ledger)}")


@click.command("rights")
@click.option("--device", "device_text", metavar="D", help="Only of this device.")
@json_option
@at_ledger
def rights_command(
    *, device_text: str | None, as_json: bool, database: str | None, data: Path
) -> None:
    """List the rights that are out of the hub's hands."""
    with opened(data, database) as ledger:
        device = None if device_text is None else find_device(ledger, device_text).id
        with ledger.read() as conn:
            found = list_grants(conn, device=device)
        _show_rights(ledger, found, as_json=as_json)


@click.command("recall")
@click.argument("right", type=click.IntRange(1), metavar="GRANT")
@staff_option
@at_ledger
def recall_command(*, right: int, staff_id: str | None, database: str | None, data: Path) -> None:
    """Ask a device to give a right back; it does so with its next sync.

    GRANT is the number that `hub rights` shows.
    """
    with opened(data, database) as ledger:
        recall(ledger, right, acting(ledger, staff_id), clock())
        say(f"The right {right} is asked back.{_later(ledger)}")


@click.command("exposure")
@json_option
@at_ledger
def exposure_command(*, as_json: bool, database: str | None, data: Path) -> None:
    """Show what devices may do without asking, now: by campaign and device."""
    with opened(data, database) as ledger:
        found = exposure(ledger)
        records = [
            _stake_record(each.name, "", each.stake, each.campaign_id) for each in found.campaigns
        ]
        records += [_stake_record("", each.name, each.stake, None) for each in found.devices]
        if as_json:
            for record in [*records, _stake_record("", "", found.total, None)]:
                show_json(record)
            return
        show_records(
            records,
            STAKES,
            as_json=False,
            zone=ledger.store.zone,
            none="Nothing is out of the hub's hands.",
        )


def _ranges(
    ledger: Ledger, campaign_id: str, batch_text: str | None, sheet: int | None
) -> tuple[Range, ...]:
    batch = None if batch_text is None else batch_named(ledger, campaign_id, batch_text)
    with ledger.read() as conn:
        if batch is not None:
            return ranges_of_batch(conn, batch.id)
        return ranges_of_sheet(conn, sheet or 0)


def _show_rights(ledger: Ledger, grants: Iterable[Grant], *, as_json: bool) -> None:
    devices = {each.id: each.name for each in list_devices(ledger)}
    campaigns = {each.id: each.name for each in list_campaigns(ledger, archived=True)}
    show_records(
        (
            _right_record(each, devices.get(each.device, each.device), campaigns[each.campaign_id])
            for each in grants
        ),
        RIGHTS,
        as_json=as_json,
        zone=ledger.store.zone,
        none="Nothing is out of the hub's hands.",
    )


def _right_record(grant: Grant, device: str, campaign: str) -> dict[str, object]:
    first, last = grant.codes or (0, -1)
    is_lease = grant.codes is None
    return {
        "right": grant.id,
        "device": device,
        "deviceId": grant.device,
        "campaign": campaign,
        "campaignId": grant.campaign_id,
        "kind": grant.kind.value,
        "state": grant.state.value,
        "codes": None if is_lease else last - first + 1,
        "unitsLeft": grant.left.units if is_lease else None,
        "moneyLeft": grant.left.money if is_lease else None,
        "redemptionsLeft": grant.left.count if is_lease else None,
        "grantedAt": grant.granted_at,
        "expiresAt": grant.expires_at,
    }


def _stake_record(
    campaign: str, device: str, stake: Stake, campaign_id: str | None
) -> dict[str, object]:
    return {
        "campaign": campaign,
        "campaignId": campaign_id,
        "device": device,
        "grantedUnits": stake.granted.units,
        "grantedMoney": stake.granted.money,
        "riskUnits": stake.risk.units,
        "riskMoney": stake.risk.money,
        "riskCount": stake.risk.count,
        "provisionalUnits": stake.provisional.units,
        "provisionalMoney": stake.provisional.money,
        "provisionalCount": stake.provisional.count,
        "burnedUnits": stake.burned.units,
        "burnedMoney": stake.burned.money,
        "burnedCount": stake.burned.count,
        "budgetUnits": stake.budget.units,
        "budgetCount": stake.budget.count,
        "codes": stake.codes,
    }


def _later(ledger: Ledger) -> str:
    return f" {LATER}" if ledger.standing in JOINED else ""
