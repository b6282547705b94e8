"""The whole way over real HTTP: join, fetch, redeem with the hub and without it, push, pull."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.errors import Conflict, Forbidden
from counterfoil.domain.exchange import DeviceKind, DeviceState, Outcome
from counterfoil.domain.rights import GrantKind, Wish
from counterfoil.ledger.attempts import recent
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.exchange.enrol import invite
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.managing import give
from counterfoil.ledger.tables.codes import codes as code_table
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.verdict import Attempt
from counterfoil.sync import counter
from counterfoil.sync.exchange import sync_once
from counterfoil.sync.http import HttpPort
from counterfoil.sync.join import join
from counterfoil.sync.port import HubUnreachable
from tests.hub.served import served
from tests.ledger.shop import ANNA, CASHIER, MANAGER, Shop, assert_well
from tests.sync.brand import Brand


@contextmanager
def joined(brand: Brand, kind: DeviceKind = DeviceKind.TILL) -> Iterator[tuple[Ledger, HttpPort]]:
    """Serve the hub, and join it with a new device."""
    token = invite(brand.hub, brand.hub.store.code, "", kind, MANAGER, brand.clock())
    with (
        served(brand.hub, brand.clock) as client,
        HttpPort(str(client.http.base_url).rstrip("/")) as port,
        open_ledger(brand.folder / "http", brand.clock()) as made,
    ):
        yield join(made, port, port.url, token, "Till 3", brand.clock()), port


def attempt(code: str) -> Attempt:
    return Attempt((code,), CASHIER, ANNA)


def test_a_till_joins_redeems_and_agrees_with_the_hub(either_brand: Brand) -> None:
    brand = either_brand
    campaign, codes = brand.shop.campaign(offline_policy=OfflinePolicy.OWNED)
    with joined(brand) as (till, port):
        first = sync_once(till, port, brand.clock())
        assert (first.snapshot, first.batches, first.state) == (True, 1, DeviceState.ACTIVE)
        ids = sorted(row["id"] for row in brand.shop.rows(code_table))
        wish = Wish(till.device.id, campaign.id, GrantKind.CODES, ranges=((ids[0], ids[1]),))
        give(brand.hub, wish, MANAGER, brand.clock())
        assert sync_once(till, port, brand.clock()).rights == 1
        held = counter.redeem(till, None, attempt(codes[0]), brand.clock())
        asked = counter.redeem(till, port, attempt(codes[2]), brand.clock())
        again = counter.redeem(till, port, attempt(codes[2]), brand.clock())
        assert [held.accepted, asked.accepted, again.accepted] == [True, True, False]
        done = sync_once(till, port, brand.clock())
        assert {each.outcome for each in done.verdicts} <= {Outcome.APPLIED, Outcome.REFUSED}
        theirs = {row["id"] for row in brand.shop.rows(redemptions)}
        assert theirs == {held.redemption_id, asked.redemption_id}
        assert {each.id for each in recent(till) if each.refused is None} == theirs
        assert not sync_once(till, port, brand.clock()).is_news
        assert_well(till)


def test_a_till_has_no_readable_code_and_an_office_has_them_all(brand: Brand) -> None:
    campaign, codes = brand.shop.campaign(offline_policy=OfflinePolicy.CAPPED)
    with joined(brand, DeviceKind.OFFICE) as (office, port):
        sync_once(office, port, brand.clock())
        assert Shop(office).codes(campaign.id) == codes
    till = brand.till()
    assert set(Shop(till.ledger).codes(campaign.id)) <= {"None", ""}


def test_a_token_is_good_for_one_device(brand: Brand) -> None:
    token = invite(brand.hub, brand.hub.store.code, "", DeviceKind.TILL, MANAGER, brand.clock())
    with (
        served(brand.hub, brand.clock) as client,
        HttpPort(str(client.http.base_url).rstrip("/")) as port,
        open_ledger(brand.folder / "one", brand.clock()) as one,
        open_ledger(brand.folder / "two", brand.clock()) as two,
    ):
        with pytest.raises(Forbidden, match="not good"):
            join(one, port, port.url, "WRONG", "", brand.clock())
        till = join(one, port, port.url, f" {token.lower()} ", "", brand.clock())
        with pytest.raises(Forbidden, match="not good"):
            join(two, port, port.url, token, "", brand.clock())
        with pytest.raises(Conflict, match="joined the hub"):
            join(till, port, port.url, token, "", brand.clock())


def test_a_hub_that_is_gone_is_told_of_and_comes_back(brand: Brand) -> None:
    _, codes = brand.shop.campaign()
    with joined(brand) as (till, port):
        sync_once(till, port, brand.clock())
        address, port.url = port.url, "http://127.0.0.1:9"
        with pytest.raises(HubUnreachable):
            sync_once(till, port, brand.clock())
        assert not counter.redeem(till, port, attempt(codes[0]), brand.clock()).accepted
        port.url = address
        assert sync_once(till, port, brand.clock()).pushed == 3
        assert counter.redeem(till, port, attempt(codes[0]), brand.clock()).accepted
