"""Somebody erased at one place is nowhere any more: not at the hub, not at a till."""

from pathlib import Path

from counterfoil.ledger.erase import erase_member
from counterfoil.ledger.members import save_member
from tests.domain.build import member
from tests.ledger.shop import CASHIER, MANAGER, assert_well
from tests.sync.brand import Brand
from tests.sync.test_making import office_of

SECRET = "Wyjątkowska"
OLA = member(
    id="m3",
    loyalty_card_number="77001122",
    first_name="Ola",
    last_name=SECRET,
    wallets={},
    referrer_id=None,
)


def test_no_byte_of_her_is_left_at_the_hub_or_at_a_device(brand: Brand, tmp_path: Path) -> None:
    office, till = office_of(brand), brand.till()
    _, codes = brand.shop.campaign()
    save_member(till.ledger, OLA, CASHIER, till.clock())
    till.sync()
    office.sync()
    assert till.redeem(codes[0], card="77001122").accepted
    office.port.device = office.ledger.device.id
    assert office.port.manifest().pages
    erase_member(office.ledger, "m3", "asked for it", MANAGER, office.clock())
    office.sync()
    till.sync()
    office.sync()
    for each in (office.ledger, till.ledger, brand.hub):
        assert_well(each)
        assert traces(each.folder or tmp_path) == []


def traces(folder: Path) -> list[str]:
    """Return the files of a folder that name her."""
    wanted = (SECRET.encode(), b"77001122")
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if any(text in path.read_bytes() for text in wanted)]
