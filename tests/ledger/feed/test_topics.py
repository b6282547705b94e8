"""Objects of the hub, read there and put into a device's ledger."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Table, insert, select, update

from counterfoil.domain.errors import Conflict
from counterfoil.domain.exchange import DeviceKind
from counterfoil.domain.rights import GrantState
from counterfoil.ledger import wallets
from counterfoil.ledger.campaigns import get_campaign, save_campaign
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.erase import erase_member
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.feed.topics import put, read
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import (
    find_by_card,
    save_member,
    search_members,
)
from counterfoil.ledger.pins import sign_in
from counterfoil.ledger.rights.duties import fulfil
from counterfoil.ledger.tables.campaigns import campaigns, coupons, event_schemas, rewards, usage
from counterfoil.ledger.tables.codes import batches, code_spaces, codes
from counterfoil.ledger.tables.members import (
    member_terms,
    members,
    segments,
    tiers,
    wallet_balances,
)
from counterfoil.ledger.tables.office import (
    campaign_versions,
    coupon_uses,
    erasures,
    redemption_tallies,
)
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.stores import devices, staff, stores
from counterfoil.ledger.tables.sync import (
    allowances,
    conflicts,
    enrolments,
    grants,
    remote_spent,
    remote_uses,
)
from tests.domain.build import NOW
from tests.ledger.brand import device_of, documents, publish_all, pull, rows, set_place
from tests.ledger.feed.lived import give_rights, lived
from tests.ledger.shop import ANNA, MANAGER, PIOTR, Shop

LATER = NOW + timedelta(minutes=1)

EVERYWHERE: Final = (
    stores,
    devices,
    staff,
    tiers,
    segments,
    event_schemas,
    rewards,
    campaigns,
    campaign_versions,
    members,
    member_terms,
    wallet_balances,
    erasures,
    allowances,
    coupon_uses,
)
AT_AN_OFFICE: Final = (
    *EVERYWHERE, usage, redemptions, redemption_tallies, coupons, grants, conflicts, enrolments,
)  # fmt: skip


@pytest.fixture
def hub(shop: Shop) -> Shop:
    """The shop as a hub, in which much has happened."""
    return lived(Shop(become_hub(shop.ledger, NOW)))


@pytest.fixture
def till(hub: Shop, tmp_path: Path) -> Iterator[Shop]:
    """A till of the hub."""
    with device_of(hub.ledger, tmp_path / "till") as ledger:
        yield Shop(ledger)


@pytest.fixture
def office(hub: Shop, tmp_path: Path) -> Iterator[Shop]:
    """An office device of the hub."""
    with device_of(hub.ledger, tmp_path / "office", DeviceKind.OFFICE, "Office") as ledger:
        yield Shop(ledger)


def take_all(hub: Shop, device: Shop) -> None:
    """Have the device take in all there is."""
    publish_all(hub.ledger, device.ledger)
    set_place(device.ledger, 1)
    assert pull(hub.ledger, device.ledger)


def same(hub: Shop, device: Shop, tables: tuple[Table, ...]) -> None:
    """Fail where a table of the device has other rows than the hub's."""
    for table in tables:
        assert rows(device.ledger, table) == rows(hub.ledger, table), table.name


def test_an_office_has_every_row_as_the_hub_has_it(hub: Shop, office: Shop) -> None:
    give_rights(hub.ledger, office.ledger.device.id)
    take_all(hub, office)
    same(hub, office, AT_AN_OFFICE)
    assert rows(office.ledger, code_spaces, "key") == rows(hub.ledger, code_spaces, "key")
    assert rows(office.ledger, batches) == rows(hub.ledger, batches)


def test_a_till_has_what_concerns_every_till(hub: Shop, till: Shop) -> None:
    give_rights(hub.ledger, till.ledger.device.id)
    take_all(hub, till)
    same(hub, till, (*EVERYWHERE, grants, conflicts))
    assert till.count(redemptions) == 0
    assert till.count(enrolments) == 0
    members_only = [row for row in rows(hub.ledger, usage) if row["member_id"]]
    assert rows(till.ledger, usage) == members_only
    assert rows(till.ledger, coupons, "redemption_id") == rows(hub.ledger, coupons, "redemption_id")


def test_all_of_it_taken_twice_is_the_same(hub: Shop, office: Shop) -> None:
    take_all(hub, office)
    before = documents(office.ledger)
    transfers = office.count(wallet_balances)
    take_all(hub, office)
    assert documents(office.ledger) == before
    assert office.count(wallet_balances) == transfers


def test_balances_are_the_sum_of_transfers(hub: Shop, till: Shop) -> None:
    take_all(hub, till)
    with till.ledger.read() as conn:
        assert wallets.differing_balances(conn) == []
    assert {each.kind for each in wallets.transfers_of(till.ledger, "m1")} == {wallets.SYNCED}


def test_a_till_knows_a_member_by_words_and_card(hub: Shop, till: Shop) -> None:
    take_all(hub, till)
    assert search_members(till.ledger, "anna") == search_members(hub.ledger, "anna")
    found = find_by_card(till.ledger, ANNA)
    assert found == find_by_card(hub.ledger, ANNA)


def test_cards_that_changed_hands(hub: Shop, till: Shop) -> None:
    take_all(hub, till)
    anna, piotr = find_by_card(hub.ledger, ANNA), find_by_card(hub.ledger, PIOTR)
    assert anna is not None
    assert piotr is not None
    for holder, card in ((anna, "77"), (piotr, ANNA), (anna, PIOTR)):
        save_member(hub.ledger, replace(holder, loyalty_card_number=card), MANAGER, NOW)
    assert pull(hub.ledger, till.ledger)
    same(hub, till, (members, member_terms))


def test_whom_a_till_knew_and_the_hub_erased(hub: Shop, till: Shop) -> None:
    take_all(hub, till)
    erase_member(hub.ledger, "m1", "asked", MANAGER, LATER)
    assert pull(hub.ledger, till.ledger)
    same(hub, till, (members, member_terms, erasures))
    assert "m1" not in {each.id for each in search_members(till.ledger, "anna")}


def test_a_pin_set_at_the_hub_is_asked_for_at_the_till(hub: Shop, till: Shop) -> None:
    take_all(hub, till)
    assert sign_in(till.ledger, "ewa", "4711", NOW).id == "ewa"


def test_a_campaign_is_read_anew(hub: Shop, till: Shop) -> None:
    take_all(hub, till)
    assert get_campaign(till.ledger, "c1").display_order == 0
    saved = replace(get_campaign(hub.ledger, "c1"), display_order=4)
    save_campaign(hub.ledger, saved, MANAGER, NOW, base_version=1)
    assert pull(hub.ledger, till.ledger)
    assert get_campaign(till.ledger, "c1").display_order == 4


def test_nobody_makes_codes_of_the_hubs_spaces(hub: Shop, till: Shop) -> None:
    take_all(hub, till)
    assert {row["key"] for row in rows(till.ledger, code_spaces)} == {b""}
    with pytest.raises(Conflict):
        generate(till.ledger, "c1", 5, MANAGER, NOW)


def test_codes_that_are_not_here_yet_are_remembered(hub: Shop, till: Shop) -> None:
    take_all(hub, till)
    ids = [row["id"] for row in rows(hub.ledger, codes) if row["status"]]
    assert till.count(codes) == 0
    spent = [row["first_id"] + n for row in rows(till.ledger, remote_spent)
             for n in range(row["last_id"] - row["first_id"] + 1)]  # fmt: skip
    assert spent == ids
    assert [row["store"] for row in rows(till.ledger, remote_uses)] == ["Warsaw Central"]


def mirror(hub: Ledger, till: Ledger) -> None:
    """Give the till the hub's codes, without what they read."""
    with till.write() as conn:
        conn.execute(
            insert(codes),
            [row | {"text": None, "status": 0} for row in rows(hub, codes)],
        )


def test_codes_that_are_here_get_their_status_and_are_counted(hub: Shop, till: Shop) -> None:
    mirror(hub.ledger, till.ledger)
    take_all(hub, till)
    assert rows(till.ledger, codes, "text") == rows(hub.ledger, codes, "text")
    texts = hub.codes("c1")
    code_id = next(row["id"] for row in rows(hub.ledger, codes) if row["text"] == texts[5])
    hub.redeem(texts[5])
    assert pull(hub.ledger, till.ledger)
    assert rows(till.ledger, codes, "text") == rows(hub.ledger, codes, "text")
    with hub.ledger.write() as conn:
        conn.execute(update(codes).where(codes.c.id == code_id).values(status=0))
        conn.execute(update(redemptions).values(reversed_at=9))
        free = read(conn, "code", str(code_id))
    assert free == {"status": "unused", "use": None}
    with till.ledger.write() as conn:
        put(till.ledger, conn, "code", str(code_id), free, NOW)
    assert code_id not in {row["code_id"] for row in rows(till.ledger, remote_uses)}
    assert rows(till.ledger, codes, "text") == rows(hub.ledger, codes, "text")


GRANT_STATES: Final = (
    (None, "granted", "granted"),
    ("granted", "recalled", "recalled"),
    ("accepted", "granted", "accepted"),
    ("accepted", "recalled", "recalled"),
    ("recalled", "accepted", "recalled"),
    ("closed", "recalled", "closed"),
    ("written_off", "accepted", "written_off"),
    ("accepted", "written_off", "written_off"),
)
"""How a grant stands at the device, what the hub says, and how it stands after that."""


def test_a_grant_only_goes_on(hub: Shop, till: Shop) -> None:
    give_rights(hub.ledger, till.ledger.device.id)
    take_all(hub, till)
    for here, said, after in GRANT_STATES:
        with till.ledger.write() as conn:
            document = dict(read(conn, "grant", "1") or {})
            values = {"state": GrantState(here or said).value, "spent_units": 40 if here else 0}
            conn.execute(update(grants).values(values) if here else grants.delete())
            said_now = document | {"state": said, "spent_units": 0}
            put(till.ledger, conn, "grant", "1", said_now, NOW)
            kept = conn.execute(select(grants.c.state, grants.c.spent_units)).one()
        assert tuple(kept) == (after, 40 if here else 0), (here, said)


def test_a_grant_of_an_epoch_before_is_given_back(hub: Shop, till: Shop) -> None:
    give_rights(hub.ledger, till.ledger.device.id)
    take_all(hub, till)
    set_place(till.ledger, 9, epoch=2)
    with till.ledger.write() as conn:
        document = read(conn, "grant", "1")
        conn.execute(grants.delete())
        put(till.ledger, conn, "grant", "1", document, NOW)
    assert fulfil(till.ledger, NOW) == 1
    with till.ledger.read() as conn:
        assert conn.scalars(select(grants.c.state)).all() == [GrantState.CLOSED]


def test_an_allowance_that_was_taken_away(hub: Shop, till: Shop) -> None:
    give_rights(hub.ledger, till.ledger.device.id)
    take_all(hub, till)
    assert till.count(allowances) == 1
    with till.ledger.write() as conn:
        put(till.ledger, conn, "allowance", "/c1", None, NOW)
    assert till.count(allowances) == 0
