"""Attempts of the past are told as they were, refused ones too."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import update

from counterfoil.domain.effect import GivePoints, GiveReward
from counterfoil.domain.errors import NotFound
from counterfoil.domain.limit import Limits
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.attempts import find_redemption, of_member, on_day, recent
from counterfoil.ledger.campaigns import set_active
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.tables.redemptions import refusals
from tests.domain.build import NOW, limit, rule
from tests.ledger.shop import ANNA, MANAGER, PIOTR, SUPERVISOR, Shop


def test_the_last_attempts_are_told_newest_first(shop: Shop) -> None:
    campaign, made = shop.campaign(limits=Limits(executions_per_member=limit(1)))
    accepted = shop.redeem(made[0], amount=Decimal(12), source="camera")
    used = shop.redeem(made[0])
    shop.redeem("SUMABCDEFGH", card="")
    set_active(shop.ledger, campaign.id, MANAGER, NOW, active=True)
    limited = shop.redeem(made[1])
    told = recent(shop.ledger)
    assert [each.refused.reason if each.refused else None for each in told] == [
        Reason.MEMBER_EXECUTIONS_REACHED,
        Reason.UNKNOWN,
        Reason.ALREADY_USED,
        None,
    ]
    assert [each.code for each in told] == [made[1], "SU…GH", made[0], made[0]]
    assert told[0].refused == limited.refused
    assert told[2].refused == used.refused
    last = told[3]
    assert (last.id, last.at) == (accepted.redemption_id, NOW)
    assert (last.campaign_name, last.member_name, last.member_card) == (
        "Summer",
        "Anna Nowak",
        ANNA,
    )
    assert (last.staff_name, last.store_name, last.source) == ("Jan", "Warsaw Central", "camera")
    assert (last.units, last.amount, last.given) == (Decimal(100), Decimal(12), accepted.given)
    assert (told[1].campaign_id, told[1].campaign_name, told[1].member_name) == (None, "", "")
    assert recent(shop.ledger, 2) == told[:2]


def test_a_redemption_is_found_with_its_reversal(shop: Shop) -> None:
    _, made = shop.campaign(rules=(rule(effects=(GivePoints("5"), GiveReward("coffee"))),))
    verdict = shop.redeem(made[0])
    assert verdict.redemption_id is not None
    before = find_redemption(shop.ledger, verdict.redemption_id)
    assert (before.reversed_at, before.reversal_reason) == (None, "")
    assert before.given == verdict.given
    later = NOW + timedelta(minutes=1)
    reverse(shop.ledger, verdict.redemption_id, "mistake", SUPERVISOR, later)
    after = find_redemption(shop.ledger, verdict.redemption_id)
    assert (after.reversed_at, after.reversal_reason) == (later, "mistake")
    with pytest.raises(NotFound):
        find_redemption(shop.ledger, "missing")


def test_a_day_is_that_of_the_store(shop: Shop) -> None:
    first, made = shop.campaign(4)
    second, others = shop.campaign(2, id="c2")
    # 23:30 and 00:30 in Warsaw.
    shop.redeem(made[0], datetime(2026, 5, 13, 21, 30, tzinfo=UTC))
    shop.redeem(others[-1], datetime(2026, 5, 13, 22, 30, tzinfo=UTC), card=PIOTR)
    shop.redeem("SUMABCDEFGH", datetime(2026, 5, 13, 22, 40, tzinfo=UTC))
    shop.redeem(made[0], datetime(2026, 5, 13, 22, 50, tzinfo=UTC))
    day = date(2026, 5, 14)
    assert [each.campaign_id for each in on_day(shop.ledger, day)] == [first.id, None, second.id]
    assert [each.campaign_id for each in on_day(shop.ledger, day, limit=1)] == [first.id]
    (only,) = on_day(shop.ledger, day, campaign_id=second.id)
    assert only.member_card == PIOTR
    assert len(on_day(shop.ledger, date(2026, 5, 13))) == 1
    assert on_day(shop.ledger, date(2026, 5, 12)) == ()


def test_a_member_s_redemptions_are_told(shop: Shop) -> None:
    _, made = shop.campaign(4)
    shop.redeem(made[0])
    shop.redeem(made[1], NOW + timedelta(hours=1))
    shop.redeem(made[2], card=PIOTR)
    assert [each.code for each in of_member(shop.ledger, "m1")] == [made[1], made[0]]
    assert len(of_member(shop.ledger, "m1", limit=1)) == 1


def test_attempts_of_one_moment_are_told_as_they_were_made(shop: Shop) -> None:
    _, made = shop.campaign(3)
    for code in (*made, *made[:2]):
        shop.redeem(code)
    told = recent(shop.ledger)
    assert {each.at for each in told} == {NOW}
    assert on_day(shop.ledger, NOW.date()) == told
    assert of_member(shop.ledger, "m1") == told[2:]
    till = shop.ledger.device.id
    with shop.ledger.write() as conn:
        for attempt, number in ((told[0], 1000), (told[1], 999)):
            row = update(refusals).where(refusals.c.id == attempt.id)
            conn.execute(row.values(id=f"{till}-{number}"))
    again = on_day(shop.ledger, NOW.date())
    assert [each.id for each in again[:2]] == [f"{till}-1000", f"{till}-999"]
