"""Guesses: what counts as one, whose it is, and what nobody is told who has made too many."""

# ruff: noqa: ANN401 - what a test wants different is checked by the dataclass it goes into

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count, islice
from typing import Any

import pytest
from sqlalchemy import update

from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.coupon import CouponReason
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Forbidden
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.asked import Asked
from counterfoil.ledger.codes.spaces import identity
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.coupons import CouponAttempt, foresee, use_coupon
from counterfoil.ledger.guesses import BUDGETS, Whose, lift, must_wait
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redeem import explain
from counterfoil.ledger.redeem import foresee as foreseen
from counterfoil.ledger.rows import count_rows
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.codes import codes
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.office import guesses
from counterfoil.ledger.tables.redemptions import refusals
from counterfoil.ledger.unusual import Oddity, unusual
from counterfoil.ledger.verdict import Attempt, Verdict
from tests.domain.build import NOW
from tests.ledger.shop import ANNA, CASHIER, FORMAT, SUPERVISOR, Shop, assert_well

FREE = BUDGETS[Whose.TILL].free
SOON = NOW + timedelta(seconds=10)
AFTER = NOW + timedelta(seconds=31)
WAITS, UNKNOWN = Reason.TOO_MANY_GUESSES, Reason.UNKNOWN
CHECKED = CodeFormat(CharacterSet.NUM, 9, "C", check_character=True)


def reason(verdict: Verdict) -> Reason | None:
    return verdict.refused.reason if verdict.refused else None


def unknown() -> Iterator[str]:
    return (f"NONE{number:05}" for number in count())


def guess(shop: Shop, times: int, now: datetime = NOW, **over: Any) -> set[Reason | None]:
    """Try as many codes that nobody knows; return what was said."""
    return {reason(shop.redeem(each, now, **over)) for each in islice(unknown(), times)}


def counted(shop: Shop) -> dict[str, int]:
    return {row["kind"]: row["count"] for row in shop.rows(guesses)}


@pytest.fixture
def here(sqlite_ledger: Ledger) -> Shop:
    """A shop on one till: what is the same on every database."""
    return Shop(sqlite_ledger)


def test_after_fifteen_unknown_codes_nothing_is_looked_at_for_half_a_minute(shop: Shop) -> None:
    _, made = shop.campaign()
    assert guess(shop, FREE) == {UNKNOWN}
    assert counted(shop) == {"till": FREE, "staff": FREE, "store": FREE}
    said = [shop.redeem(text, SOON) for text in (made[0], "NONE99999", "?", "", made[0])]
    assert {reason(each) for each in said} == {WAITS}
    assert {each.campaign for each in said} == {None}
    assert said[0].refused is not None
    assert said[0].refused.values == {"until": NOW + timedelta(minutes=1)}
    assert shop.last_entry().entry.body["reason"] == WAITS
    assert (shop.last_entry().entry.body["code"], shop.rows(refusals)[-1]["digest"]) == (None, None)
    assert counted(shop)["till"] == FREE
    assert shop.redeem(made[0], AFTER).accepted
    assert reason(shop.redeem("NONE99998", AFTER)) is UNKNOWN
    assert reason(shop.redeem(made[1], AFTER + timedelta(seconds=59))) is WAITS
    assert_well(shop.ledger)


def test_what_an_honest_customer_may_bring_is_no_guess(here: Shop) -> None:
    _, made = here.campaign(code_format=CHECKED)
    here.redeem(made[0])
    with here.ledger.write() as conn:
        conn.execute(update(codes).where(codes.c.text == made[1]).values(status=2))
    wrong = f"{made[2][:-1]}{(int(made[2][-1]) + 1) % 10}"
    tried = [reason(here.redeem(text)) for text in [made[0], made[1], wrong, ""] * FREE]
    assert set(tried) == {
        Reason.ALREADY_USED, Reason.VOID, Reason.MISTYPED, Reason.UNREADABLE,
    }  # fmt: skip
    assert counted(here) == {}
    assert here.redeem(made[2]).accepted


def test_a_code_that_is_tried_again_is_one_guess_and_many_readings_are_several(here: Shop) -> None:
    for _ in range(3):
        here.redeem("NONE00001")
    assert counted(here)["till"] == 1
    here.redeem([f"SOME{number}" for number in range(8)])
    assert counted(here)["till"] == 3


def test_whoever_only_checks_codes_guesses_too(here: Shop) -> None:
    _, made = here.campaign()
    before = here.count(journal)
    assert guess(here, FREE, check_only=True) == {UNKNOWN}
    assert (here.count(journal), here.count(refusals)) == (before, 0)
    assert reason(here.redeem(made[0], SOON, check_only=True)) is WAITS
    attempt = Attempt((made[0],), CASHIER, ANNA)
    assert reason(foreseen(here.ledger, attempt, SOON)) is WAITS
    assert [each.refused and each.refused.reason for each in explain(here.ledger, attempt, SOON)] \
        == [WAITS]  # fmt: skip
    assert here.redeem(made[0], AFTER, check_only=True).accepted


def test_what_is_foreseen_before_it_is_tried_counts_once(here: Shop) -> None:
    foreseen(here.ledger, Attempt(("NONE00001",), CASHIER), NOW)
    assert counted(here) == {}


def test_coupons_are_guessed_and_waited_for_like_codes(here: Shop) -> None:
    def use(text: str, now: datetime = NOW, **over: bool) -> CouponReason | None:
        verdict = use_coupon(here.ledger, CouponAttempt((text,), CASHIER), now, **over)
        return verdict.refused.reason if verdict.refused else None

    texts = list(islice(unknown(), FREE + 1))
    assert {use(each) for each in texts[:6]} == {CouponReason.UNKNOWN}
    assert {use(each, check_only=True) for each in texts[6:12]} == {CouponReason.UNKNOWN}
    for each in texts[12:FREE]:
        foresee(here.ledger, CouponAttempt((each,), CASHIER), NOW)
    assert use(texts[-1], SOON) is use("", SOON, check_only=True) is CouponReason.TOO_MANY_GUESSES
    assert counted(here)["till"] == FREE
    assert guess(here, 1, SOON) == {WAITS}


def test_another_cashier_at_the_till_waits_with_the_first(here: Shop) -> None:
    _, made = here.campaign()
    guess(here, FREE // 2)
    assert guess(here, FREE, staff=SUPERVISOR) == {UNKNOWN, WAITS}
    assert reason(here.redeem(made[0], SOON)) is WAITS


def test_a_cashier_is_followed_to_another_till(here: Shop) -> None:
    def waits(device: str, staff_id: str) -> bool:
        attempt = Attempt(("NONE1",), replace(CASHIER, id=staff_id), device=device)
        return must_wait(here.ledger, attempt, SOON)

    guess(here, FREE, check_only=True, device="t1")
    assert [waits("t2", "jan"), waits("t1", "ola"), waits("t2", "ola")] == [True, True, False]


def test_a_store_waits_once_four_of_its_tills_do(here: Shop) -> None:
    _, made = here.campaign()
    for number in range(1, 5):
        assert not must_wait(here.ledger, Attempt(("NONE1",), CASHIER), SOON)
        person = replace(CASHIER, id=f"s{number}")
        guess(here, FREE, check_only=True, device=f"t{number}", staff=person)
    assert counted(here)["store"] == BUDGETS[Whose.STORE].free
    assert reason(here.redeem(made[0], SOON)) is WAITS


def test_a_form_of_codes_that_many_tills_guess_at_waits_and_others_do_not(shop: Shop) -> None:
    _, made = shop.campaign()
    _, others = shop.campaign(id="c2", code_format=CHECKED)
    shop.redeem("SUM-22222222")
    forms = {row["id"]: row["count"] for row in shop.rows(guesses) if row["kind"] == Whose.FORM}
    assert forms == {identity(FORMAT): 1}
    with shop.ledger.write() as conn:
        full = {"count": BUDGETS[Whose.FORM].free, "until": to_micros(AFTER)}
        conn.execute(update(guesses).where(guesses.c.kind == Whose.FORM.value).values(full))
    assert reason(shop.redeem(made[0], SOON)) is reason(shop.redeem("SUM-33333333", SOON)) is WAITS
    assert shop.redeem(others[0], SOON).accepted
    told = Attempt((), CASHIER, form=identity(FORMAT))
    assert must_wait(shop.ledger, told, SOON)
    assert not must_wait(shop.ledger, replace(told, form="made up"), SOON)


def test_it_is_told_as_unusual_with_the_attempts_that_waited(shop: Shop) -> None:
    guess(shop, FREE)
    assert Oddity.GUESSING not in {each.kind for each in unusual(shop.ledger, Asked(), NOW)}
    guess(shop, 3, SOON)
    found = unusual(shop.ledger, Asked(), SOON)
    (told,) = [each for each in found if each.kind is Oddity.GUESSING]
    assert (told.values["name"], told.values["count"]) == (shop.ledger.device.name, 3)
    assert count_rows(shop.ledger, told.rows, told.asked) == 3


def test_an_event_that_had_to_wait_may_come_again(here: Shop) -> None:
    _, made = here.campaign()
    guess(here, FREE)
    assert reason(here.redeem(made[0], SOON, event_id="e1")) is WAITS
    done = here.redeem(made[0], AFTER, event_id="e1")
    assert done.accepted
    guess(here, 1, AFTER)
    assert here.redeem(made[0], AFTER, event_id="e1") == done


def test_a_supervisor_ends_the_wait_at_once_and_it_is_written_down(shop: Shop) -> None:
    _, made = shop.campaign()
    guess(shop, FREE)
    with pytest.raises(Forbidden):
        lift(shop.ledger, CASHIER, SOON)
    assert reason(shop.redeem(made[0], SOON)) is WAITS
    assert lift(shop.ledger, SUPERVISOR, SOON) == 2
    entry = shop.last_entry().entry
    assert (entry.kind, entry.body["people"]) == (Kind.GUESSES_LIFTED, ["jan"])
    assert shop.redeem(made[0], SOON).accepted
    assert counted(shop) == {}
    assert lift(shop.ledger, SUPERVISOR, SOON) == 0


def test_neither_a_restart_nor_a_clock_set_back_ends_the_wait(here: Shop) -> None:
    guess(here, FREE)
    folder = here.ledger.folder
    assert folder is not None
    here.ledger.close()
    with open_ledger(folder, NOW) as again:
        for now in (SOON, NOW - timedelta(days=400)):
            assert guess(Shop(again), 1, now) == {WAITS}
        assert guess(Shop(again), 1, AFTER) == {UNKNOWN}


def test_over_the_network_a_guess_is_of_the_address_the_page_and_the_card(shop: Shop) -> None:
    _, made = shop.campaign()
    guess(shop, FREE, caller="192.0.2.1", source="page")
    assert counted(shop) == {"address": FREE, "page": FREE, "card": FREE}
    assert "192.0.2.1" not in str(shop.rows(guesses))
    assert ANNA not in str(shop.rows(guesses))
    page: dict[str, Any] = {"source": "page"}
    assert reason(shop.redeem(made[0], SOON, caller="192.0.2.2", **page)) is WAITS
    assert shop.redeem(made[0], SOON, card="1002", caller="192.0.2.1", **page).accepted
    assert guess(shop, FREE, SOON, source="api", card="") == {UNKNOWN}
    assert counted(shop)["caller"] == FREE
    assert shop.redeem(made[1], SOON).accepted


def test_addresses_that_have_nothing_to_give_back_are_forgotten(shop: Shop) -> None:
    later = NOW + timedelta(hours=6, seconds=1)
    for now, caller in ((NOW, "192.0.2.1"), (later, "192.0.2.2")):
        guess(shop, 1, now, caller=caller, card="", source="page")
    assert [row["kind"] for row in shop.rows(guesses)].count("address") == 1
