"""Which campaigns use an event schema."""

from counterfoil.ledger.campaigns import archive, set_active
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.schemas import User, users_of_schemas
from tests.domain.build import NOW
from tests.ledger.shop import MANAGER, Shop


def test_campaigns_are_told_by_the_event_they_use(ledger: Ledger) -> None:
    shop = Shop(ledger)
    assert users_of_schemas(ledger) == {}
    first, _codes = shop.campaign(quantity=0)
    second, _codes = shop.campaign(quantity=0, id="c2")
    assert users_of_schemas(ledger) == {first.event: (User("Summer", True), User("Summer", True))}
    set_active(ledger, first.id, MANAGER, NOW, active=False)
    archive(ledger, second.id, MANAGER, NOW)
    assert users_of_schemas(ledger) == {first.event: (User("Summer", False),)}
