"""Codes that an office device asks for: made by the hub, readable there, digests at a till."""

import pytest

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.errors import Conflict, Forbidden
from counterfoil.domain.exchange import CodesWanted, DeviceKind
from counterfoil.ledger.campaigns import save_campaign
from counterfoil.ledger.codes.batches import Batch
from counterfoil.ledger.codes.generate import generate
from counterfoil.sync.making import make_codes, new_request
from counterfoil.sync.port import HubUnreachable
from tests.domain.build import campaign
from tests.helpers.loop_port import Fault, on
from tests.ledger.shop import FORMAT, MANAGER, Shop, assert_well
from tests.sync.brand import Brand, Till


def office_of(brand: Brand, name: str = "office") -> Till:
    """Return an office device that has what the hub knows."""
    made = brand.device(name, DeviceKind.OFFICE)
    made.sync()
    return made


def made(office: Till, campaign_id: str, quantity: int = 3, staff: str = "manager") -> Batch:
    """Have codes made."""
    return make_codes(
        office.ledger,
        office.port,
        CodesWanted(new_request(), campaign_id, quantity, staff, name="May"),
        office.clock,
        sync=office.sync,
        wait=lambda _seconds: None,
    )


def test_an_offices_codes_are_made_by_the_hub_and_come_readable(either_brand: Brand) -> None:
    office = office_of(either_brand)
    owned = campaign(code_format=FORMAT, offline_policy=OfflinePolicy.OWNED)
    saved = save_campaign(office.ledger, owned, MANAGER, office.clock())
    batch = made(office, saved.id)
    assert (batch.name, batch.size) == ("May", 3)
    codes = Shop(office.ledger).codes(saved.id)
    assert codes == either_brand.shop.codes(saved.id)
    till = either_brand.till()
    assert Shop(till.ledger).codes(saved.id) == ["None"] * 3
    assert till.redeem(codes[0]).accepted
    assert_well(office.ledger)
    assert_well(till.ledger)


def test_an_answer_that_is_lost_makes_no_second_batch(brand: Brand) -> None:
    office = office_of(brand)
    saved, _ = brand.shop.campaign(0)
    office.port.faults = on("generate", Fault.UNANSWERED, Fault.LOST)
    made(office, saved.id)
    assert len(brand.shop.codes(saved.id)) == 3


def test_a_hub_that_is_silent_for_good_is_said(brand: Brand) -> None:
    office = office_of(brand)
    saved, _ = brand.shop.campaign(0)
    office.port.faults = lambda call: Fault.LOST if call == "generate" else Fault.NONE
    with pytest.raises(HubUnreachable):
        made(office, saved.id)


def test_what_the_hub_refuses_is_said(brand: Brand) -> None:
    office = office_of(brand)
    imported, _ = brand.shop.campaign(0, code_format=None)
    with pytest.raises(Conflict, match="takes imported codes only"):
        made(office, imported.id)
    with pytest.raises(Forbidden):
        made(office, imported.id, staff="jan")


def test_a_till_asks_for_none(brand: Brand) -> None:
    till = brand.till()
    saved, _ = brand.shop.campaign(0)
    with pytest.raises(Forbidden):
        made(till, saved.id)
    till.sync()
    with pytest.raises(Conflict):
        generate(till.ledger, saved.id, 3, MANAGER, till.clock())
