"""Taking pulls in: whole, in order, or not at all."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from counterfoil.domain.exchange import Change, Changes
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.ledger import wallets
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.feed.topics import TOPICS
from counterfoil.ledger.heard import heard
from counterfoil.ledger.inflow.apply import take_changes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import save_member
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.settings import save_store
from counterfoil.ledger.tables.campaigns import usage
from counterfoil.ledger.tables.members import members, wallet_balances
from tests.domain.build import NOW, limit, member, store
from tests.ledger.brand import (
    device_of,
    documents,
    hand_over,
    pages_for,
    publish_all,
    pull,
    rows,
    set_place,
)
from tests.ledger.shop import ANNA, MANAGER, PIOTR, SUPERVISOR, Shop

AT_TILLS = tuple(name for name, topic in TOPICS.items() if not topic.office and name != "coupon")
WALKS = 3
STEPS = 25


@pytest.fixture
def hub(shop: Shop) -> Shop:
    """The shop as a hub."""
    return Shop(become_hub(shop.ledger, NOW))


@pytest.fixture
def till(hub: Shop, tmp_path: Path) -> Iterator[Ledger]:
    """A till that has taken in what the hub has."""
    with device_of(hub.ledger, tmp_path / "till") as ledger:
        publish_all(hub.ledger, ledger)
        set_place(ledger, 1)
        assert pull(hub.ledger, ledger)
        yield ledger


def place(till: Ledger) -> int:
    """Return how far in the feed a till has come."""
    with till.read() as conn:
        return heard(conn).seq


def test_a_pull_taken_twice_changes_nothing(hub: Shop, till: Ledger) -> None:
    hub.credit(5)
    pages = pages_for(hub.ledger, till)
    assert take_changes(till, pages, NOW)
    before = documents(till), place(till)
    assert not take_changes(till, pages, NOW)
    assert (documents(till), place(till)) == before


def test_pages_that_do_not_follow_one_another(hub: Shop, till: Ledger) -> None:
    for card in range(4):
        saved = member(id=f"n{card}", loyalty_card_number=f"n{card}")
        save_member(hub.ledger, saved, MANAGER, NOW)
    pages = pages_for(hub.ledger, till, limit=1)
    assert len(pages) > 2
    before = documents(till), place(till)
    gap = [pages[0], *pages[2:]]
    for wrong in (pages[::-1], gap, pages[1:], pages[:-1], []):
        assert not take_changes(till, wrong, NOW)
    assert (documents(till), place(till)) == before
    assert take_changes(till, pages, NOW)
    assert place(till) == pages[-1].seq


def test_what_the_till_did_meanwhile_has_to_be_pushed_first(hub: Shop, till: Ledger) -> None:
    hub.credit(5)
    pages = pages_for(hub.ledger, till)
    Shop(till).credit(9, "m2")
    assert not take_changes(till, pages, NOW)
    hand_over(hub.ledger, till)
    assert take_changes(till, pages_for(hub.ledger, till), NOW)


def test_an_epoch_before_is_refused_and_a_later_one_taken(hub: Shop, till: Ledger) -> None:
    hub.credit(5)
    pages = pages_for(hub.ledger, till)
    later = [replace(page, epoch=3) for page in pages]
    assert take_changes(till, later, NOW)
    set_place(till, pages[0].after)
    assert not take_changes(till, pages, NOW)
    with till.read() as conn:
        assert heard(conn).epoch == 3


def test_the_hubs_time_is_kept(hub: Shop, till: Ledger) -> None:
    later = NOW + timedelta(hours=1)
    assert pull(hub.ledger, till, now=later)
    with till.read() as conn:
        assert heard(conn).hub_time == later


def test_a_topic_of_a_newer_hub_is_passed_over(hub: Shop, till: Ledger) -> None:
    hub.credit(5)
    (page,) = pages_for(hub.ledger, till)
    new = (*page.changes, Change(page.seq, "weather", "today", {"rain": True}))
    assert take_changes(till, [replace(page, changes=new)], NOW)


class Crashing(dict[str, Any]):
    """A document that the program dies of."""

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - as of a dict
        raise KeyboardInterrupt


def dying(page: Changes, document: Mapping[str, Any]) -> Changes:
    """Put a document in place of the last one."""
    *rest, last = page.changes
    return replace(page, changes=(*rest, replace(last, document=document)))


def test_a_crash_in_the_middle_leaves_all_as_it_was(hub: Shop, till: Ledger) -> None:
    hub.credit(5)
    hub.credit(6, "m2")
    (page,) = pages_for(hub.ledger, till)
    before = documents(till), place(till)
    with pytest.raises(KeyboardInterrupt):
        take_changes(till, [dying(page, Crashing())], NOW)
    assert (documents(till), place(till)) == before
    assert take_changes(till, [page], NOW)


def test_whoever_brought_somebody_in_may_come_later(hub: Shop, till: Ledger) -> None:
    save_member(hub.ledger, member(id="a", loyalty_card_number="a"), MANAGER, NOW)
    save_member(hub.ledger, member(id="b", loyalty_card_number="b", referrer_id="a"), MANAGER, NOW)
    save_member(hub.ledger, member(id="a", loyalty_card_number="a", first_name="Ola"), MANAGER, NOW)
    pages = pages_for(hub.ledger, till, limit=1)
    assert [page.changes[0].key for page in pages] == ["b", "a"]
    assert take_changes(till, pages, NOW)
    assert rows(till, members) == rows(hub.ledger, members)


def test_counters_of_members_as_the_hub_counts_them(hub: Shop, till: Ledger) -> None:
    daily = Limits(executions_per_member=limit(3, IntervalType.DAYS))
    _, codes = hub.campaign(limits=daily)
    hub.redeem(codes[0])
    assert pull(hub.ledger, till)
    mine = [row for row in rows(hub.ledger, usage) if row["member_id"]]
    assert rows(till, usage) == mine
    assert mine
    zone = type(store().zone)("Pacific/Auckland")
    save_store(hub.ledger, replace(store(), zone=zone), MANAGER, NOW)
    assert pull(hub.ledger, till)
    assert rows(till, usage) == [row for row in rows(hub.ledger, usage) if row["member_id"]] != mine


def act(hub: Shop, chance: random.Random, codes: list[str]) -> None:
    """Do one of the things that a hub has to tell."""
    what = chance.randrange(5)
    if what == 0 and codes:
        hub.redeem(codes.pop(), card=chance.choice((ANNA, PIOTR)))
    elif what == 1:
        hub.credit(chance.randrange(1, 9), chance.choice(("m1", "m2")))
    elif what == 2 and codes:
        verdict = hub.redeem(codes.pop())
        if verdict.accepted:
            reverse(hub.ledger, str(verdict.redemption_id), "wrong", SUPERVISOR, NOW)
    elif what == 3 and codes:
        void_codes(hub.ledger, "c1", SUPERVISOR, NOW, reason="lost", texts=[codes.pop()])
    else:
        saved = member(first_name=chance.choice(("Anna", "Ania")), referrer_id="m2")
        save_member(hub.ledger, saved, MANAGER, NOW)


@pytest.mark.parametrize("seed", range(WALKS))
def test_pulls_between_whatever_happens(hub: Shop, till: Ledger, seed: int) -> None:
    chance = random.Random(seed)
    limits = Limits(executions_per_member=limit(30, IntervalType.DAYS))
    _, codes = hub.campaign(40, limits=limits, reuse_after_reversal=bool(seed % 2))
    stale: list[list[Changes]] = []
    for _ in range(STEPS):
        act(hub, chance, codes)
        if chance.random() < 0.3:
            stale.append(pages_for(hub.ledger, till, limit=chance.randrange(1, 6)))
        if stale and chance.random() < 0.5:
            take_changes(till, chance.choice(stale), NOW)
        with till.read() as conn:
            assert wallets.differing_balances(conn) == []
    assert pull(hub.ledger, till, limit=3)
    assert documents(till, AT_TILLS) | {"code": {}, "codes": {}} == documents(
        hub.ledger, AT_TILLS
    ) | {"code": {}, "codes": {}}
    assert rows(till, wallet_balances) == rows(hub.ledger, wallet_balances)
