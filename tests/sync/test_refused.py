"""Changes that the hub refuses: its version comes back, and the inbox has both."""

# ruff: noqa: ANN401 - what is changed of a campaign is checked by the dataclass it goes into

from dataclasses import replace
from typing import Any

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.event import EventSchema
from counterfoil.domain.exchange import Outcome
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.campaigns import get_campaign, save_campaign
from counterfoil.ledger.exchange.inbox import inbox
from counterfoil.ledger.pins import set_pin, sign_in
from counterfoil.ledger.rewards import get_reward, save_reward
from counterfoil.ledger.schemas import get_schema, save_schema
from counterfoil.ledger.staff import find_staff, save_staff
from counterfoil.ledger.wallets import adjust
from tests.domain.build import campaign, reward
from tests.ledger.shop import ANNA, CASHIER, MANAGER, Shop, assert_well
from tests.sync.brand import Brand, Till
from tests.sync.test_making import office_of


def saved(at: Till, campaign_id: str, **over: Any) -> Campaign:
    """Change a campaign there."""
    before = get_campaign(at.ledger, campaign_id)
    after = replace(before, **over)
    return save_campaign(at.ledger, after, MANAGER, at.clock(), base_version=before.version)


def test_of_two_changes_at_once_the_second_one_waits_and_the_first_one_is_everywhere(
    either_brand: Brand,
) -> None:
    made, _ = either_brand.shop.campaign(0)
    one, two = office_of(either_brand, "one"), office_of(either_brand, "two")
    saved(one, made.id, display_order=1)
    saved(two, made.id, display_order=2)
    saved(two, made.id, display_order=3)
    one.sync()
    outcomes = [each.outcome for each in two.sync().verdicts]
    assert outcomes[-2:] == [Outcome.REFUSED] * 2
    for each in (either_brand.hub, one.ledger, two.ledger):
        assert get_campaign(each, made.id).display_order == 1
        assert get_campaign(each, made.id).version == 2
    assert {each.kind for each in inbox(two.ledger).conflicts} == {"stale"}
    assert saved(two, made.id, display_order=4).version == 3
    assert two.sync().verdicts[-1].outcome is Outcome.APPLIED
    assert get_campaign(either_brand.hub, made.id).display_order == 4
    assert_well(two.ledger)


def test_what_was_made_by_somebody_who_may_not_is_switched_off_where_it_was_made(
    brand: Brand,
) -> None:
    office = office_of(brand)
    jan = replace(CASHIER, role=Role.MANAGER)
    schema = EventSchema("visited", "Visited", ())
    save_schema(office.ledger, schema, jan, office.clock())
    save_reward(office.ledger, reward(id="cake"), jan, office.clock())
    made = save_campaign(office.ledger, campaign(), jan, office.clock())
    save_staff(office.ledger, Staff("ola", "Ola", Role.MANAGER), jan, office.clock())
    verdicts = office.sync().verdicts
    assert [each.outcome for each in verdicts].count(Outcome.REFUSED) == 4
    assert not get_schema(office.ledger, "visited").active
    assert not get_reward(office.ledger, "cake").active
    there = get_campaign(office.ledger, made.id)
    assert (there.active, there.archived) == (False, True)
    assert not find_staff(office.ledger, "ola").active
    assert len(inbox(office.ledger).conflicts) == 4


def test_a_till_has_the_staff_and_pins_of_the_brand(brand: Brand) -> None:
    office, till = office_of(brand), brand.till()
    save_staff(office.ledger, Staff("ola", "Ola", Role.CASHIER), MANAGER, office.clock())
    set_pin(office.ledger, "ola", "4711", MANAGER, office.clock())
    office.sync()
    till.sync()
    assert sign_in(till.ledger, "ola", "4711", till.clock()).name == "Ola"


def test_units_taken_twice_are_given_back_where_they_were_taken_second(brand: Brand) -> None:
    brand.shop.credit(50)
    one, two = office_of(brand, "one"), office_of(brand, "two")
    for each in (one, two):
        adjust(each.ledger, "m1", "default", -50, "spent", MANAGER, each.clock())  # type: ignore[arg-type]
        each.sync()
    member = Shop(two.ledger).redeem("NOSUCH", card=ANNA, check_only=True).member
    assert member is not None
    assert member.wallets == {"default": 0}
    assert [each.kind for each in inbox(brand.hub).conflicts] == ["refused"]
    assert_well(two.ledger)
