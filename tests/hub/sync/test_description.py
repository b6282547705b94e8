"""What devices are answered against its description; see `tests.hub.test_description`."""

import pytest

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.exchange import DeviceState
from counterfoil.ledger.ledger import Ledger
from tests.hub.sync.till import Till
from tests.hub.test_description import Trial
from tests.ledger.exchange.tills import row
from tests.ledger.shop import Shop, assert_well


def try_devices(hub: Ledger, one: Till, examples: int) -> set[str]:
    """Send the hub what its description says a device may send, and what it may not."""
    Shop(hub).campaign(3, offline_policy=OfflinePolicy.CAPPED)
    told = one.client.ok("GET", "/openapi.json")
    told["paths"] = {
        path: each for path, each in told["paths"].items() if path.startswith("/sync/")
    }
    trial = Trial(one.client, {"batch": "1", "page": "0"}, examples)
    trial.run(told)
    assert row(hub, one.id)["state"] == DeviceState.ACTIVE
    assert_well(hub)
    return trial.seen


@pytest.mark.parametrize("ledger", ["sqlite"], indirect=True)
def test_every_answer_to_a_device_is_as_described(hub: Ledger, one: Till) -> None:
    try_devices(hub, one, 3)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_every_answer_to_a_device_is_as_described_many_times(hub: Ledger, one: Till) -> None:
    seen = try_devices(hub, one, 60)
    assert {"GET 200", "GET 400", "GET 404", "POST 200", "POST 400"} <= seen
