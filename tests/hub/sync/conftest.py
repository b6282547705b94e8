"""A hub with one till that has joined and begun a session."""

import pytest

from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW
from tests.hub.served import Client
from tests.hub.sync.till import Till, till


@pytest.fixture
def hub(ledger: Ledger) -> Ledger:
    """The hub's ledger, which `anyone` is served from."""
    return become_hub(ledger, NOW)


@pytest.fixture
def stranger(anyone: Client) -> Till:
    """A till that the hub does not know."""
    return till(anyone)


@pytest.fixture
def one(hub: Ledger, stranger: Till) -> Till:
    """A till that has joined, done something and begun a session."""
    stranger.joins(hub)
    stranger.does(
        "device_added",
        {"name": "Till", "store": hub.store.code, "public_key": stranger.public.hex()},
    )
    stranger.does("joined", {})
    stranger.begins()
    return stranger
