"""What a store's settings change."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.settings import save_store
from tests.domain.build import limit
from tests.ledger.shop import MANAGER, Shop, assert_well

# Another day in Auckland than in Warsaw.
EVENING = datetime(2026, 5, 13, 21, 30, tzinfo=UTC)
NEXT_NOON = datetime(2026, 5, 14, 10, tzinfo=UTC)
AUCKLAND = ZoneInfo("Pacific/Auckland")


def test_in_another_time_zone_limits_are_counted_on_its_calendar(shop: Shop) -> None:
    once_a_day = Limits(executions=limit(1, IntervalType.DAYS))
    _, codes = shop.campaign(4, limits=once_a_day)
    assert shop.redeem(codes[0], EVENING).accepted
    moved = save_store(shop.ledger, replace(shop.ledger.store, zone=AUCKLAND), MANAGER, EVENING)
    assert_well(moved)
    # 22:00 on the 14th in Auckland, where the first code was redeemed at 9:30 on that day.
    refused = Shop(moved).redeem(codes[1], NEXT_NOON).refused
    assert refused is not None
    assert refused.reason is Reason.CAMPAIGN_EXECUTIONS_REACHED
    assert_well(moved)


def test_a_store_is_saved_and_told_to_the_journal(shop: Shop) -> None:
    _, codes = shop.campaign(1)
    assert shop.redeem(codes[0]).accepted
    saved = save_store(shop.ledger, replace(shop.ledger.store, name="Corner"), MANAGER, EVENING)
    assert saved.store.name == "Corner"
    entry = shop.last_entry().entry
    assert (entry.kind, entry.body["name"]) == (Kind.STORE_SAVED, "Corner")
    assert_well(saved)


def test_a_store_without_a_name_is_refused(shop: Shop) -> None:
    with pytest.raises(InvalidInput, match="a code and a name"):
        save_store(shop.ledger, replace(shop.ledger.store, name=" "), MANAGER, EVENING)
