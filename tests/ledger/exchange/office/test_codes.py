"""Codes made void, and sheets printed, on an office device, at the hub."""

from dataclasses import replace
from datetime import timedelta

import pytest

from counterfoil.domain.errors import Conflict, Forbidden, UserError
from counterfoil.domain.exchange import CodesWanted, Outcome, Standing
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.codes.void import finish_voiding, void_codes
from counterfoil.ledger.exchange.making import make_codes
from counterfoil.ledger.repair import repair
from counterfoil.ledger.sheets.find import find_sheet, sheet_codes
from counterfoil.ledger.sheets.model import Selection
from counterfoil.ledger.sheets.numbers import claim_numbers
from counterfoil.ledger.sheets.plan import begin_run, pages
from counterfoil.ledger.sheets.record import finish_run
from counterfoil.ledger.sheets.reprint import record_reprint
from counterfoil.ledger.sheets.void import void_sheet_steps
from counterfoil.ledger.tables.codes import (
    batches,
    campaign_counts,
    code_digests,
    code_spaces,
    codes,
)
from tests.domain.build import NOW
from tests.ledger.exchange.office.brand import Device, copy_rows, inbox
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop

MADE = (code_spaces, batches, codes, code_digests, campaign_counts)


def with_codes(hub: Shop, *devices: Device) -> tuple[str, list[str]]:
    """Have codes made at the hub, and known on the devices."""
    saved, made = hub.campaign(5)
    for each in devices:
        each.shop.campaign(0)
        each.sent = each.shop.last_entry().entry.n
        copy_rows(hub, each.shop, MADE)
    return saved.id, made


def printed(device: Device, campaign_id: str, first_sheet: int = 1) -> None:
    """Print all codes, three on a sheet."""
    run = begin_run(
        device.ledger,
        Selection(campaign_id),
        MANAGER,
        NOW,
        stock_json='{"id":"A4"}',
        design_json="{}",
        per_page=3,
    )
    assert run.first_sheet == first_sheet
    assert len(list(pages(device.ledger, run.run_id))) == 2
    finish_run(device.ledger, run.run_id, MANAGER, NOW, proved=5)


def test_codes_made_void_on_a_device_are_refused_everywhere(hub: Shop, office: Device) -> None:
    campaign_id, made = with_codes(hub, office)
    void_codes(office.ledger, campaign_id, SUPERVISOR, NOW, reason="lost", texts=made[:2])
    assert office.push_one().outcome is Outcome.APPLIED
    refused = hub.redeem(made[1]).refused
    assert refused is not None
    assert refused.reason is Reason.VOID
    assert hub.redeem(made[2]).accepted
    assert hub.rows(campaign_counts)[0]["void"] == 2


def test_a_batch_is_void_at_once_and_its_codes_follow(hub: Shop, office: Device) -> None:
    campaign_id, made = with_codes(hub, office)
    hub.redeem(made[0])
    (batch,) = hub.rows(batches)
    void_codes(office.ledger, campaign_id, MANAGER, NOW, reason="lost", batch_id=batch["id"])
    assert office.push_one().outcome is Outcome.APPLIED
    refused = hub.redeem(made[1]).refused
    assert refused is not None
    assert refused.reason is Reason.VOID
    assert finish_voiding(hub.ledger) == 1
    assert hub.rows(campaign_counts)[0] == {
        "campaign_id": campaign_id,
        "codes": 5,
        "used": 1,
        "void": 4,
    }


def test_a_cashier_makes_nothing_void(hub: Shop, office: Device) -> None:
    campaign_id, made = with_codes(hub, office)
    jan = replace(CASHIER, role=MANAGER.role)
    void_codes(office.ledger, campaign_id, jan, NOW, reason="lost", texts=made)
    assert office.push_one().outcome is Outcome.REFUSED
    assert hub.redeem(made[0]).accepted


def test_a_printed_sheet_is_known_at_the_hub(hub: Shop, office: Device) -> None:
    campaign_id, made = with_codes(hub, office)
    printed(office, campaign_id)
    assert office.push_one().outcome is Outcome.APPLIED
    sheet = find_sheet(hub.ledger, find_sheet(office.ledger, 2).header)
    assert (sheet.number, sheet.labels, sheet.printed_by) == (2, 2, "Manager")
    assert [code.text for code in sheet_codes(hub.ledger, 2)] == made[3:]
    record_reprint(office.ledger, 2, MANAGER, NOW, "smudged")
    finish(void_sheet_steps(office.ledger, 1, SUPERVISOR, NOW, "lost"))
    assert [each.outcome for each in office.push()] == [Outcome.APPLIED] * 2
    assert find_sheet(hub.ledger, 2).reprints == 1
    lost = find_sheet(hub.ledger, 1)
    assert (lost.voided_at, lost.void_reason) == (NOW, "lost")
    assert not hub.redeem(made[0]).accepted
    assert hub.redeem(made[3]).accepted


def test_codes_that_two_devices_printed_wait_in_the_inbox(
    hub: Shop, office: Device, other: Device
) -> None:
    campaign_id, _ = with_codes(hub, office, other)
    with other.ledger.write() as conn:
        claim_numbers(conn, 1_000_000)
    printed(office, campaign_id)
    printed(other, campaign_id, 1_000_001)
    office.push()
    judged = other.push_one()
    assert judged.outcome is Outcome.REFUSED
    assert judged.values == {"first": 1_000_001, "last": 1_000_002}
    (waiting,) = inbox(hub.ledger)
    assert waiting["kind"] == "refused"


def test_codes_are_made_once_for_one_request(hub: Shop, office: Device) -> None:
    saved, _ = hub.campaign(0)
    wanted = CodesWanted("a" * 32, saved.id, 3, "manager", name="May")
    device = office.ledger.device.id
    made = make_codes(hub.ledger, device, wanted, NOW)
    assert make_codes(hub.ledger, device, wanted, NOW + timedelta(days=1)) == made
    (batch,) = hub.rows(batches)
    assert (batch["id"], batch["name"], batch["size"]) == (made, "May", 3)


def test_a_request_that_failed_may_be_sent_again(hub: Shop, office: Device) -> None:
    saved, _ = hub.campaign(0)
    device = office.ledger.device.id
    with pytest.raises(UserError):
        make_codes(hub.ledger, device, CodesWanted("a" * 32, saved.id, 0, "manager"), NOW)
    wanted = CodesWanted("a" * 32, saved.id, 3, "manager")
    assert make_codes(hub.ledger, device, wanted, NOW) is not None
    with pytest.raises(Forbidden):
        make_codes(hub.ledger, device, CodesWanted("b" * 32, saved.id, 3, "jan"), NOW)


def test_a_till_neither_makes_codes_nor_prints_them(hub: Shop, other: Device) -> None:
    campaign_id, _ = with_codes(hub, other)
    till = replace(other.ledger, standing=Standing.TILL)
    with pytest.raises(Conflict, match="A till that has joined a hub adds no codes"):
        generate(till, campaign_id, 3, MANAGER, NOW)
    with pytest.raises(Conflict, match="The hub numbers the codes of this brand"):
        generate(other.ledger, campaign_id, 3, MANAGER, NOW)
    with pytest.raises(Conflict, match="no readable codes; print them on an office device"):
        printed(replace(other, shop=Shop(till)), campaign_id)
    with pytest.raises(Conflict, match="repair the hub, then sync"):
        repair(till, MANAGER, NOW)
