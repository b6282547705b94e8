"""Changing a running campaign: refused or a new version, each kept; two who save at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from counterfoil.domain.campaign import Campaign, CampaignType, Translation
from counterfoil.domain.campaign_change import History, Part, differences
from counterfoil.domain.errors import Conflict, Forbidden, NotFound
from counterfoil.ledger.campaign_copy import copy_campaign
from counterfoil.ledger.campaign_versions import Stale, campaign_version, list_versions
from counterfoil.ledger.campaigns import (
    archive,
    get_campaign,
    history,
    save_campaign,
    set_active,
)
from counterfoil.ledger.connect import DATABASE, open_ledger, open_url
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import save_staff
from counterfoil.ledger.tables.codes import batches
from counterfoil.ledger.tables.office import campaign_versions
from counterfoil.ledger.tables.redemptions import redemptions
from tests.domain.build import NOW, campaign, rule, schema, store
from tests.ledger.shop import CASHIER, FORMAT, MANAGER, Shop, assert_well, fill

MARIA = replace(MANAGER, id="maria", name="Maria")


def test_every_save_is_kept_as_a_version(shop: Shop) -> None:
    save_staff(shop.ledger, MARIA, MANAGER, NOW)
    first = save_campaign(shop.ledger, campaign(), MANAGER, NOW)
    later = NOW + timedelta(hours=1)
    second = save_campaign(
        shop.ledger, replace(first, display_order=3), MARIA, later, base_version=1
    )
    third = set_active(shop.ledger, "c1", MANAGER, later, active=False)
    fourth = archive(shop.ledger, "c1", MANAGER, later)
    kept = list_versions(shop.ledger, "c1")
    assert [each.campaign for each in kept] == [fourth, third, second, first]
    assert [each.saved_by for each in kept] == ["Manager", "Manager", "Maria", "Manager"]
    assert [each.saved_at for each in kept] == [later, later, later, NOW]
    assert campaign_version(shop.ledger, "c1", 2).campaign == second
    assert list_versions(shop.ledger, "c9") == ()
    with pytest.raises(NotFound, match="no version 9"):
        campaign_version(shop.ledger, "c1", 9)


def test_a_stale_save_brings_the_version_that_was_found(shop: Shop) -> None:
    first = save_campaign(shop.ledger, campaign(), MANAGER, NOW)
    second = save_campaign(
        shop.ledger, replace(first, display_order=3), MANAGER, NOW, base_version=1
    )
    with pytest.raises(Stale) as stale:
        save_campaign(shop.ledger, first, MANAGER, NOW, base_version=1)
    assert stale.value.found == second
    assert stale.value.version is not None
    assert (stale.value.version.saved_by, stale.value.version.saved_at) == ("Manager", NOW)
    assert len(list_versions(shop.ledger, "c1")) == 2


def test_a_campaign_from_before_versions_were_kept_can_still_be_stale(shop: Shop) -> None:
    first = save_campaign(shop.ledger, campaign(), MANAGER, NOW)
    with shop.ledger.write() as conn:
        conn.execute(campaign_versions.delete())
    with pytest.raises(Stale) as stale:
        save_campaign(shop.ledger, first, MANAGER, NOW)
    assert (stale.value.found, stale.value.version) == (first, None)


def test_what_codes_hang_on_is_refused_and_nothing_is_saved(shop: Shop) -> None:
    saved, _ = shop.campaign(1)
    other = schema(event_type="other")
    from counterfoil.ledger.schemas import save_schema

    save_schema(shop.ledger, other, MANAGER, NOW)
    assert history(shop.ledger, "c1") == History(codes=True)
    for change, sentence in (
        ({"type": CampaignType.REFERRAL}, "so whether it is direct or referral stays"),
        ({"event": "other"}, "so its event stays promo_redeemed"),
        ({"code_format": replace(FORMAT, length=12)}, "so their format stays"),
    ):
        with pytest.raises(Conflict, match=sentence):
            save_campaign(shop.ledger, replace(saved, **change), MANAGER, NOW, base_version=1)
    assert get_campaign(shop.ledger, "c1") == saved
    assert len(list_versions(shop.ledger, "c1")) == 1


def test_what_was_redeemed_keeps_its_version(shop: Shop) -> None:
    saved, codes = shop.campaign(2)
    shop.redeem(codes[0])
    changed = replace(saved, rules=(rule(name="Other"),))
    save_campaign(shop.ledger, changed, MANAGER, NOW, base_version=1)
    shop.redeem(codes[1])
    assert sorted(row["campaign_version"] for row in shop.rows(redemptions)) == [1, 2]
    assert history(shop.ledger, "c1") == History(codes=True, redemptions=True)
    assert_well(shop.ledger)


def test_what_was_only_tried_out_can_still_be_changed(shop: Shop) -> None:
    saved, codes = shop.campaign(1)
    shop.redeem(codes[0])
    with shop.ledger.write() as conn:
        conn.execute(update(batches).values(kind="test"))
        conn.execute(update(redemptions).values(test=True))
    assert history(shop.ledger, "c1") == History()
    referral = replace(saved, type=CampaignType.REFERRAL)
    assert save_campaign(shop.ledger, referral, MANAGER, NOW, base_version=1).version == 2


def test_an_archived_campaign_does_not_come_back(shop: Shop) -> None:
    save_campaign(shop.ledger, campaign(), MANAGER, NOW)
    away = archive(shop.ledger, "c1", MANAGER, NOW)
    with pytest.raises(Conflict, match="archived for good"):
        save_campaign(shop.ledger, replace(away, archived=False), MANAGER, NOW, base_version=2)


def both_save(ledgers: list[Ledger], base: Campaign) -> list[Campaign | Stale]:
    """Two desks that opened the same version save their own change at the same moment."""
    barrier = threading.Barrier(len(ledgers))

    def save(number: int) -> Campaign | Stale:
        mine = replace(base, translations={"en": Translation(f"Mine {number}")})
        barrier.wait(timeout=60)
        try:
            return save_campaign(ledgers[number], mine, MANAGER, NOW, base_version=base.version)
        except Stale as stale:
            return stale

    with ThreadPoolExecutor(len(ledgers)) as pool:
        return list(pool.map(save, range(len(ledgers))))


def assert_one_won_and_the_other_was_told(ledgers: list[Ledger]) -> None:
    base = save_campaign(ledgers[0], campaign(), MANAGER, NOW)
    for _turn in range(5):
        came = both_save(ledgers, base)
        (won,) = (each for each in came if isinstance(each, Campaign))
        (told,) = (each for each in came if isinstance(each, Stale))
        assert told.found == won
        loser = ledgers[came.index(told)]
        mine = replace(base, translations={"en": Translation("Mine after all")})
        assert {each.part for each in differences(told.found, mine)} == {Part.TEXTS}
        base = save_campaign(loser, mine, MANAGER, NOW, base_version=told.found.version)
    kept = [each.campaign.version for each in list_versions(ledgers[0], base.id)]
    assert kept == list(range(11, 0, -1))
    assert_well(ledgers[0])


def test_of_two_who_save_at_once_one_is_told_on_postgresql(filled_database: str) -> None:
    from tests.helpers.postgres import put_rows_back

    put_rows_back(filled_database)
    with ExitStack() as opened:
        ledgers = [opened.enter_context(open_url(filled_database, NOW)) for _ in range(2)]
        assert_one_won_and_the_other_was_told(ledgers)


def test_of_two_who_save_at_once_one_is_told_on_sqlite(tmp_path: Path) -> None:
    with open_ledger(tmp_path, NOW, store=store()) as ledger:
        fill(ledger)
    with ExitStack() as opened:
        url = f"sqlite:///{tmp_path / DATABASE}"
        ledgers = [opened.enter_context(open_url(url, NOW)) for _ in range(2)]
        assert_one_won_and_the_other_was_told(ledgers)


def test_a_copy_starts_anew_under_a_name_and_a_prefix_of_its_own(shop: Shop) -> None:
    saved, _ = shop.campaign(2)
    archive(shop.ledger, "c1", MANAGER, NOW)
    copy = copy_campaign(shop.ledger, "c1", MANAGER, NOW)
    assert (copy.name, copy.active, copy.archived, copy.version) == ("Summer (2)", False, False, 1)
    assert copy.code_format == replace(FORMAT, prefix="SUN")
    assert copy.rules == saved.rules
    assert history(shop.ledger, copy.id) == History()
    again = copy_campaign(shop.ledger, "c1", MANAGER, NOW, name=" Autumn ")
    assert (again.name, again.code_format) == ("Autumn", replace(FORMAT, prefix="SUO"))
    with pytest.raises(NotFound):
        copy_campaign(shop.ledger, "c9", MANAGER, NOW)
    with pytest.raises(Forbidden):
        copy_campaign(shop.ledger, "c1", CASHIER, NOW)
