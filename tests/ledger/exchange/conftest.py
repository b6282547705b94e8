"""A hub with a shop's campaign, codes and members."""

import pytest

from tests.ledger.exchange.sender import hub_of
from tests.ledger.shop import Shop


@pytest.fixture
def hub(shop: Shop) -> Shop:
    """A shop that is a hub."""
    return hub_of(shop)
