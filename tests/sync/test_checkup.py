"""The check-up of a device that has joined: it has not all that the hub has, and is well."""

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.ledger.checkup import checkup
from counterfoil.ledger.ledger import Ledger
from tests.sync.brand import Brand
from tests.sync.test_making import office_of


def faults(ledger: Ledger, brand: Brand) -> list[str]:
    """Return what the check-up finds, the disk left out."""
    found = checkup(ledger, brand.clock(), lambda _path: 10**12)
    return [str(fault) for finding in found for fault in finding.faults]


def test_a_till_without_the_codes_of_some_campaigns_is_well(brand: Brand) -> None:
    _, codes = brand.shop.campaign(3)
    _, owned = brand.shop.campaign(3, id="c2", offline_policy=OfflinePolicy.OWNED)
    till, office = brand.till(), office_of(brand)
    assert till.redeem(codes[0]).accepted
    assert till.redeem(owned[0]).accepted
    for each in (till, office):
        each.sync()
    for ledger in (till.ledger, office.ledger, brand.hub):
        assert faults(ledger, brand) == []
