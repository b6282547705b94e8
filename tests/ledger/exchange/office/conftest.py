"""A hub on either database, and two office devices that have what it has."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW
from tests.ledger.exchange.office.brand import Device, joined
from tests.ledger.shop import Shop


@pytest.fixture
def hub(ledger: Ledger) -> Shop:
    """A hub."""
    return Shop(become_hub(ledger, NOW))


@pytest.fixture
def office(hub: Shop, filled_folder: Path, tmp_path: Path) -> Iterator[Device]:
    """An office device."""
    with joined(hub.ledger, filled_folder, tmp_path / "office") as made:
        yield made


@pytest.fixture
def other(hub: Shop, filled_folder: Path, tmp_path: Path) -> Iterator[Device]:
    """Another device."""
    with joined(hub.ledger, filled_folder, tmp_path / "other", "Other") as made:
        yield made
