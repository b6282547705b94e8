"""The columns that other systems import."""

import csv
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest

from counterfoil.domain.campaign import Activity, Campaign
from counterfoil.ledger.campaigns import save_campaign
from counterfoil.ledger.codes.export_csv import export_steps
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.presets import Preset
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW
from tests.ledger.codes.brand import all_codes, new_campaign, texts_of, use
from tests.ledger.shop import MANAGER


def exported(ledger: Ledger, campaign: Campaign, preset: Preset) -> list[dict[str, str]]:
    out = StringIO(newline="")
    finish(export_steps(ledger, campaign.id, out, preset=preset))
    return list(csv.DictReader(StringIO(out.getvalue(), newline="")))


def spring(ledger: Ledger) -> tuple[Campaign, list[str]]:
    """A campaign that ends, with an unused, a used and a void code."""
    campaign = new_campaign(ledger, name="=Spring, sale")
    generate(ledger, campaign.id, 3, MANAGER, NOW, name="Flyer")
    codes = texts_of(all_codes(ledger, campaign))
    use(ledger, codes[1])
    void_codes(ledger, campaign.id, MANAGER, NOW, reason="lost", texts=[codes[2]])
    return campaign, codes


def test_voucherify(ledger: Ledger) -> None:
    campaign, codes = spring(ledger)
    rows = exported(ledger, campaign, Preset.VOUCHERIFY)
    assert [row["Code"] for row in rows] == codes
    assert [row["Active"] for row in rows] == ["TRUE", "TRUE", "FALSE"]
    assert [row["Redeemed Quantity"] for row in rows] == ["0", "1", "0"]
    assert rows[0]["Start Date"] == "2026-05-13T12:30:00.000Z"
    assert rows[0]["Expiration Date"] == ""
    assert (rows[0]["Category"], rows[0]["Additional Info"]) == ("Flyer", "'=Spring, sale")


def test_shopify(ledger: Ledger) -> None:
    campaign, codes = spring(ledger)
    rows = exported(ledger, campaign, Preset.SHOPIFY)
    assert [row["Code"] for row in rows] == codes
    assert {(row["Title"], row["Command"]) for row in rows} == {("'=Spring, sale", "MERGE")}


def test_woocommerce(ledger: Ledger) -> None:
    campaign, codes = spring(ledger)
    rows = exported(ledger, campaign, Preset.WOOCOMMERCE)
    assert [row["post_title"] for row in rows] == codes
    assert [row["post_status"] for row in rows] == ["publish", "publish", "draft"]
    assert [(row["usage_limit"], row["usage_count"]) for row in rows] == [
        ("1", "0"),
        ("1", "1"),
        ("1", "0"),
    ]
    assert rows[0]["post_date"] == "2026-05-13 12:30:00"


@pytest.mark.parametrize("preset", Preset)
def test_many_alike_are_written_as_one_by_one(ledger: Ledger, preset: Preset) -> None:
    campaign = new_campaign(ledger, name='A "quoted", name')
    ends = Activity(NOW, NOW + timedelta(days=30))
    changed = replace(campaign, activity=ends)
    campaign = save_campaign(ledger, changed, MANAGER, NOW, base_version=campaign.version)
    generate(ledger, campaign.id, 4, MANAGER, NOW, name="First, flyer")
    quick = exported(ledger, campaign, preset)
    last = texts_of(all_codes(ledger, campaign))[3:]
    void_codes(ledger, campaign.id, MANAGER, NOW, reason="lost", texts=last)
    slow = exported(ledger, campaign, preset)
    assert quick[:3] == slow[:3]
    assert len(quick) == len(slow) == 4
