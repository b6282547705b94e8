"""Codes that an office device asks a hub for, over HTTP."""

from dataclasses import replace

import pytest

from counterfoil.domain.exchange import CodesWanted, DeviceKind
from counterfoil.ledger.ledger import Ledger
from counterfoil.wire import sync as wire
from tests.hub.sync.till import Till
from tests.ledger.shop import Shop

REQUEST = "0" * 32


@pytest.fixture
def office(hub: Ledger, stranger: Till) -> Till:
    """An office device that has joined and begun a session."""
    stranger.joins(hub, DeviceKind.OFFICE)
    stranger.begins()
    return stranger


def test_an_office_gets_the_batch_that_it_asked_for_once(hub: Ledger, office: Till) -> None:
    campaign, _ = Shop(hub).campaign(0)
    wanted = wire.write_wanted(CodesWanted(REQUEST, campaign.id, 3, "manager"))
    first = office.client.post("/sync/generate", wanted)
    assert first.status_code == 200, first.text
    assert office.client.post("/sync/generate", wanted).json() == first.json()
    assert len(Shop(hub).codes(campaign.id)) == 3


@pytest.mark.parametrize(
    ("over", "status"),
    [
        ({"staff": "jan"}, 403),
        ({"staff": "nobody"}, 403),
        ({"campaign_id": "none"}, 404),
        ({"quantity": 10**9}, 400),
        ({"staff": "a\0"}, 400),
    ],
)
def test_what_cannot_be_made_is_refused_in_one_sentence(
    hub: Ledger, office: Till, over: dict[str, object], status: int
) -> None:
    campaign, _ = Shop(hub).campaign(0)
    wanted = CodesWanted(REQUEST, campaign.id, 3, "manager")
    got = office.client.post("/sync/generate", wire.write_wanted(replace(wanted, **over)))  # type: ignore[arg-type]
    assert got.status_code == status, got.text
    assert got.json()["message"].endswith(".")
    assert Shop(hub).codes(campaign.id) == []


def test_a_till_gets_none(hub: Ledger, one: Till) -> None:
    campaign, _ = Shop(hub).campaign(0)
    wanted = wire.write_wanted(CodesWanted(REQUEST, campaign.id, 3, "manager"))
    assert one.client.post("/sync/generate", wanted).status_code == 403
    assert one.client.post("/sync/generate", {"v": 1}).status_code == 403
