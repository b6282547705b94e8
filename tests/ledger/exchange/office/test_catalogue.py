"""Campaigns, schemas, rewards and stores that were changed on a device, at the hub."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from counterfoil.domain.campaign import Translation
from counterfoil.domain.event import Field, FieldType
from counterfoil.domain.exchange import Outcome
from counterfoil.domain.member import Segment, Tier
from counterfoil.domain.store import Role, Staff, Store
from counterfoil.ledger.campaign_versions import campaign_version
from counterfoil.ledger.campaigns import archive, get_campaign, save_campaign, set_active
from counterfoil.ledger.members import list_segments, list_tiers, save_segment, save_tier
from counterfoil.ledger.rewards import get_reward, save_reward
from counterfoil.ledger.schemas import get_schema, save_schema
from counterfoil.ledger.settings import list_stores, save_store
from counterfoil.ledger.staff import save_staff
from tests.domain.build import NOW, campaign, reward, schema
from tests.ledger.exchange.office.brand import Device, inbox
from tests.ledger.shop import MANAGER, Shop

LATER = NOW + timedelta(hours=1)


def renamed(shop: Shop, campaign_id: str, name: str, base: int) -> None:
    """Give a campaign another name, made from a version of it."""
    before = get_campaign(shop.ledger, campaign_id)
    after = replace(before, translations={"en": Translation(name)})
    save_campaign(shop.ledger, after, MANAGER, LATER, base_version=base)


def test_a_campaign_made_on_a_device_is_the_brands(hub: Shop, office: Device) -> None:
    made, _ = office.shop.campaign(0)
    assert office.push_one().outcome is Outcome.APPLIED
    assert get_campaign(hub.ledger, made.id) == made
    version = campaign_version(hub.ledger, made.id, 1)
    assert (version.saved_by, version.saved_at) == ("Manager", NOW)
    assert ("campaign", made.id, "") in office.touched


def test_a_change_made_from_the_hubs_version_holds(hub: Shop, office: Device) -> None:
    made, _ = office.shop.campaign(0)
    renamed(office.shop, made.id, "Spring", 1)
    set_active(office.ledger, made.id, MANAGER, LATER, active=False)
    archive(office.ledger, made.id, MANAGER, LATER)
    assert {each.outcome for each in office.push()} == {Outcome.APPLIED}
    there = get_campaign(hub.ledger, made.id)
    assert there == get_campaign(office.ledger, made.id)
    assert (there.name, there.version, there.archived) == ("Spring", 4, True)


def test_a_change_made_from_an_older_version_waits_in_the_inbox_with_both(
    hub: Shop, office: Device
) -> None:
    made, _ = office.shop.campaign(0)
    office.push()
    renamed(hub, made.id, "By the hub", 1)
    renamed(office.shop, made.id, "By the office", 1)
    judged = office.push_one()
    assert judged.outcome is Outcome.REFUSED
    assert judged.reason.startswith("{campaign} was saved by somebody else meanwhile")
    assert get_campaign(hub.ledger, made.id).name == "By the hub"
    (waiting,) = inbox(hub.ledger)
    assert (waiting["kind"], waiting["of"], waiting["state"]) == ("stale", made.id, "open")
    assert waiting["campaign_id"] == made.id
    document = waiting["document"]
    assert isinstance(document, dict)
    assert document["found"]["document"]["campaign"]["translations"]["en"]["name"] == "By the hub"
    assert document["found"]["saved_by"] == "Manager"
    assert document["body"]["document"]["campaign"]["translations"]["en"]["name"] == "By the office"
    assert ("campaign", made.id, "") in office.touched
    assert ("conflict", waiting["id"], office.ledger.device.id) in office.touched


def test_a_second_change_made_from_a_refused_one_is_refused_too(hub: Shop, office: Device) -> None:
    made, _ = office.shop.campaign(0)
    office.push()
    renamed(hub, made.id, "By the hub", 1)
    renamed(office.shop, made.id, "First", 1)
    renamed(office.shop, made.id, "Second", 2)
    assert [each.outcome for each in office.push()] == [Outcome.REFUSED] * 2
    assert get_campaign(hub.ledger, made.id).name == "By the hub"
    assert [row["kind"] for row in inbox(hub.ledger)] == ["stale", "stale"]


def test_a_cashier_by_the_hubs_books_saves_no_campaign(hub: Shop, office: Device) -> None:
    promoted = Staff("jan", "Jan", Role.MANAGER)
    made = save_campaign(office.ledger, campaign(), promoted, NOW)
    judged = office.push_one()
    assert judged.outcome is Outcome.REFUSED
    assert judged.values == {"name": "Jan", "role": "manager"}
    (waiting,) = inbox(hub.ledger)
    assert (waiting["kind"], waiting["of"]) == ("refused", made.id)


def test_whoever_the_hub_does_not_know_changes_nothing(hub: Shop, office: Device) -> None:
    save_reward(office.ledger, reward(id="cake"), Staff("x", "X", Role.MANAGER), NOW)
    assert office.push_one().values == {"id": "x"}
    assert [row["of"] for row in inbox(hub.ledger)] == ["cake"]


def test_who_is_manager_follows_the_order_of_entries(hub: Shop, office: Device) -> None:
    jan = Staff("jan", "Jan", Role.MANAGER)
    save_staff(office.ledger, jan, MANAGER, NOW)
    save_reward(office.ledger, reward(id="cake"), jan, NOW)
    assert [each.outcome for each in office.push()] == [Outcome.APPLIED] * 2
    assert get_reward(hub.ledger, "cake").name == "Free coffee"


def test_a_schema_and_a_reward_are_the_brands(hub: Shop, office: Device) -> None:
    wider = replace(schema(), fields=(*schema().fields, Field(FieldType.TEXT, "table")))
    save_schema(office.ledger, wider, MANAGER, NOW)
    save_reward(office.ledger, reward(name="Tea"), MANAGER, NOW)
    office.push()
    assert get_schema(hub.ledger, wider.event_type) == wider
    assert get_reward(hub.ledger, "coffee").name == "Tea"


def test_a_schema_that_an_active_campaign_needs_stays(hub: Shop, office: Device) -> None:
    hub.campaign(0)
    narrower = replace(schema(), fields=())
    save_schema(office.ledger, narrower, MANAGER, NOW)
    assert office.push_one().outcome is Outcome.REFUSED
    assert get_schema(hub.ledger, narrower.event_type) == schema()
    assert ("schema", narrower.event_type, "") in office.touched


def test_stores_and_groups_are_the_brands(hub: Shop, office: Device) -> None:
    save_store(office.ledger, Store("north", "North", ZoneInfo("UTC")), MANAGER, NOW)
    save_tier(office.ledger, Tier("gold", "Gold"), MANAGER, NOW)
    save_segment(office.ledger, Segment("vip", "VIP"), MANAGER, NOW)
    office.push()
    assert "north" in {store.code for store in list_stores(hub.ledger)}
    assert Tier("gold", "Gold") in list_tiers(hub.ledger)
    assert list_segments(hub.ledger)[-1].name == "VIP"
