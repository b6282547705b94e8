"""Campaigns, the schemas they name and the rewards they give: saved, switched, put away."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from counterfoil.domain.campaign_status import Status
from counterfoil.domain.effect import GiveReward
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from counterfoil.domain.event import EventSchema, Field, FieldType
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.ledger import campaign_rows
from counterfoil.ledger.campaigns import (
    archive,
    get_campaign,
    list_campaigns,
    new_campaign_id,
    overlapping_campaigns,
    save_campaign,
    set_active,
)
from counterfoil.ledger.codes.batches import Counts
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rewards import free_coupon_code, list_rewards, save_reward
from counterfoil.ledger.schemas import get_schema, list_schemas, save_schema
from counterfoil.ledger.tables.campaigns import usage
from tests.domain.build import NOW, campaign, limit, reward, rule, schema
from tests.ledger.shop import CASHIER, FORMAT, MANAGER, SUPERVISOR, Shop, assert_well


def test_a_campaign_is_read_back_as_it_was_saved(shop: Shop) -> None:
    wanted = campaign(
        code_format=FORMAT,
        rules=(rule(), rule(name="Coffee", effects=(GiveReward("coffee"),))),
        limits=Limits(points=limit(500, IntervalType.DAYS, 7), executions=limit(10)),
        labels=(),
    )
    saved = save_campaign(shop.ledger, wanted, MANAGER, NOW)
    assert saved == replace(wanted, version=1)
    shop.ledger.parsed.clear()
    assert get_campaign(shop.ledger, "c1") == saved
    entry = shop.last_entry().entry
    assert (entry.kind, entry.body["base_version"]) == (Kind.CAMPAIGN_SAVED, 0)


def test_each_save_is_a_version_and_a_stale_one_is_refused(shop: Shop) -> None:
    first = save_campaign(shop.ledger, campaign(), MANAGER, NOW)
    second = save_campaign(
        shop.ledger, replace(first, display_order=3), MANAGER, NOW, base_version=1
    )
    assert second.version == 2
    with pytest.raises(Conflict, match="somebody else meanwhile"):
        save_campaign(shop.ledger, first, MANAGER, NOW, base_version=1)
    with pytest.raises(Conflict, match="somebody else"):
        save_campaign(shop.ledger, first, MANAGER, NOW)
    with pytest.raises(Conflict, match="no campaign c9"):
        save_campaign(shop.ledger, campaign(id="c9"), MANAGER, NOW, base_version=1)
    assert get_campaign(shop.ledger, "c1").display_order == 3


def test_a_version_that_was_undone_is_not_remembered(shop: Shop) -> None:
    save_campaign(shop.ledger, campaign(), MANAGER, NOW)
    with pytest.raises(InvalidInput):
        save_campaign(
            shop.ledger, campaign(event_code_attribute="visits"), MANAGER, NOW, base_version=1
        )
    assert get_campaign(shop.ledger, "c1").event_code_attribute == "promo_code"


def test_only_a_manager_may_save_and_switch(shop: Shop) -> None:
    save_campaign(shop.ledger, campaign(), MANAGER, NOW)
    for person in (CASHIER, SUPERVISOR):
        with pytest.raises(Forbidden):
            save_campaign(shop.ledger, campaign(id="c2"), person, NOW)
        with pytest.raises(Forbidden):
            set_active(shop.ledger, "c1", person, NOW, active=False)
        with pytest.raises(Forbidden):
            archive(shop.ledger, "c1", person, NOW)
        with pytest.raises(Forbidden):
            save_schema(shop.ledger, schema(), person, NOW)
        with pytest.raises(Forbidden):
            save_reward(shop.ledger, reward(), person, NOW)


def test_its_schema_must_be_there_active_with_a_text_attribute(shop: Shop) -> None:
    with pytest.raises(InvalidInput, match="no event schema missing"):
        save_campaign(shop.ledger, campaign(event="missing"), MANAGER, NOW)
    with pytest.raises(InvalidInput, match="type number"):
        save_campaign(shop.ledger, campaign(event_code_attribute="visits"), MANAGER, NOW)
    save_schema(shop.ledger, replace(schema(), event_type="old", active=False), MANAGER, NOW)
    with pytest.raises(InvalidInput, match="inactive"):
        save_campaign(shop.ledger, campaign(event="old"), MANAGER, NOW)


def test_an_active_one_needs_its_rewards_a_draft_does_not(shop: Shop) -> None:
    gives = campaign(rules=(rule(effects=(GiveReward("tea"),)),))
    with pytest.raises(InvalidInput, match="no active reward tea"):
        save_campaign(shop.ledger, gives, MANAGER, NOW)
    save_campaign(shop.ledger, replace(gives, active=False), MANAGER, NOW)
    save_reward(shop.ledger, reward(id="tea", active=False), MANAGER, NOW)
    with pytest.raises(InvalidInput, match="tea"):
        set_active(shop.ledger, "c1", MANAGER, NOW, active=True)
    save_reward(shop.ledger, reward(id="tea"), MANAGER, NOW)
    assert set_active(shop.ledger, "c1", MANAGER, NOW, active=True).active


def test_switching_saves_a_version_only_where_something_changes(shop: Shop) -> None:
    save_campaign(shop.ledger, campaign(), MANAGER, NOW)
    assert set_active(shop.ledger, "c1", MANAGER, NOW, active=True).version == 1
    off = set_active(shop.ledger, "c1", MANAGER, NOW, active=False)
    assert (off.active, off.version) == (False, 2)
    away = archive(shop.ledger, "c1", MANAGER, NOW)
    assert (away.archived, away.version) == (True, 3)
    assert archive(shop.ledger, "c1", MANAGER, NOW).version == 3
    with pytest.raises(Conflict, match="archived"):
        set_active(shop.ledger, "c1", MANAGER, NOW, active=True)
    for missing in (archive, set_active):
        more = {"active": True} if missing is set_active else {}
        with pytest.raises(NotFound):
            missing(shop.ledger, "c9", MANAGER, NOW, **more)


def test_the_list_is_in_display_order_with_counts(shop: Shop) -> None:
    _, made = shop.campaign(3, id="c1", display_order=2)
    shop.campaign(0, id="c2", display_order=1, code_format=None)
    shop.campaign(0, id="c3", display_order=3, active=False)
    archive(shop.ledger, "c3", MANAGER, NOW)
    shop.redeem(made[0])
    listed = list_campaigns(shop.ledger)
    assert [(each.id, each.prefix, each.counts, each.units) for each in listed] == [
        ("c2", "", Counts(), Decimal(0)),
        ("c1", "SUM", Counts(3, 1, 0), Decimal(100)),
    ]
    assert listed[1].status(NOW) is Status.ACTIVE
    assert listed[1].starts_at == campaign().activity.starts_at
    assert listed[1].ends_at == campaign().activity.ends_at
    assert [each.id for each in list_campaigns(shop.ledger, archived=True)] == ["c2", "c1", "c3"]


def test_prefixes_that_could_be_taken_for_one_another_are_found(shop: Shop) -> None:
    shop.campaign(0, id="c1", code_format=replace(FORMAT, prefix="SUM"))
    shop.campaign(0, id="c2", code_format=replace(FORMAT, prefix="WIN"))
    shop.campaign(0, id="c3", code_format=None)
    new = campaign(id="c4", code_format=replace(FORMAT, prefix="SUMMER"))
    assert [each.id for each in overlapping_campaigns(shop.ledger, new)] == ["c1"]
    assert overlapping_campaigns(shop.ledger, replace(new, code_format=None)) == ()
    assert overlapping_campaigns(shop.ledger, get_campaign(shop.ledger, "c1")) == ()


def test_changed_limits_are_counted_from_what_was_redeemed(shop: Shop) -> None:
    saved, made = shop.campaign(8)
    for days, code in enumerate(made[:4]):
        shop.redeem(code, NOW + timedelta(days=days))
    assert {row["unit"] for row in shop.rows(usage)} == {""}
    limits = Limits(
        points=limit(700, IntervalType.MONTHS),
        executions_per_member=limit(2, IntervalType.DAYS, 2),
    )
    changed = replace(saved, limits=limits)
    save_campaign(shop.ledger, changed, MANAGER, NOW, base_version=1)
    assert_well(shop.ledger)
    assert not shop.redeem(made[4], NOW + timedelta(days=3)).accepted
    assert shop.redeem(made[4], NOW + timedelta(days=4)).accepted
    before = shop.rows(usage)
    looser = replace(changed, limits=replace(limits, points=limit(9000, IntervalType.MONTHS)))
    save_campaign(shop.ledger, looser, MANAGER, NOW, base_version=2)
    assert shop.rows(usage) == before


def test_what_nobody_redeemed_counts_for_no_member(shop: Shop) -> None:
    saved, made = shop.campaign(rules=(rule(effects=(GiveReward("coffee"),)),))
    shop.redeem(made[0], card="")
    changed = replace(saved, limits=Limits(executions_per_member=limit(1)))
    save_campaign(shop.ledger, changed, MANAGER, NOW, base_version=1)
    assert [row["member_id"] for row in shop.rows(usage)] == [""]
    assert shop.redeem(made[1]).accepted
    assert not shop.redeem(made[2]).accepted
    assert_well(shop.ledger)


def test_a_coupon_code_that_is_taken_is_not_given_again(shop: Shop) -> None:
    _, made = shop.campaign(rules=(rule(effects=(GiveReward("coffee"),)),))
    coupon = shop.redeem(made[0]).given[0].coupon
    assert coupon is not None
    with shop.ledger.read() as conn:
        assert free_coupon_code(conn, iter([coupon.code, "FREE"])) == "FREE"


def test_parsed_campaigns_are_forgotten_before_they_are_too_many(shop: Shop) -> None:
    save_campaign(shop.ledger, campaign(), MANAGER, NOW)
    some = campaign()
    for number in range(campaign_rows.MOST_PARSED):
        shop.ledger.parsed[f"x{number}", 1] = some
    assert get_campaign(shop.ledger, "c1").id == "c1"
    assert set(shop.ledger.parsed) == {("c1", 1)}


def test_ids_of_new_campaigns_differ() -> None:
    assert new_campaign_id() != new_campaign_id()


def test_schemas_are_listed_and_changed(shop: Shop) -> None:
    other = EventSchema("a_first", "First", (Field(FieldType.TEXT, "code", "the code"),))
    save_schema(shop.ledger, other, MANAGER, NOW)
    assert list_schemas(shop.ledger) == (other, schema())
    renamed = replace(other, name="Second")
    save_schema(shop.ledger, renamed, MANAGER, NOW)
    assert get_schema(shop.ledger, "a_first") == renamed
    assert shop.last_entry().entry.kind == Kind.SCHEMA_SAVED
    with pytest.raises(NotFound):
        get_schema(shop.ledger, "missing")


def test_a_schema_that_an_active_campaign_needs_is_not_broken(shop: Shop) -> None:
    save_campaign(shop.ledger, campaign(), MANAGER, NOW)
    broken = replace(schema(), fields=schema().fields[1:])
    with pytest.raises(Conflict, match="active campaign Summer keeps its codes in promo_code"):
        save_schema(shop.ledger, broken, MANAGER, NOW)
    assert get_schema(shop.ledger, schema().event_type) == schema()
    set_active(shop.ledger, "c1", MANAGER, NOW, active=False)
    save_schema(shop.ledger, broken, MANAGER, NOW)


def test_rewards_are_listed_by_name(ledger: Ledger) -> None:
    apple = replace(reward(), id="x", name="apple", value=None, days_valid=None)
    assert save_reward(ledger, apple, MANAGER, NOW) == apple
    save_reward(ledger, replace(reward(), value=Decimal("9.99")), MANAGER, NOW)
    assert list_rewards(ledger) == (apple, replace(reward(), value=Decimal("9.99")))
    with pytest.raises(InvalidInput):
        save_reward(ledger, replace(apple, name=" "), MANAGER, NOW)
