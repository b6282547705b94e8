"""PINs: which ones are taken, who may set them, and what wrong ones lead to."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Forbidden, InvalidInput, NotFound
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger import pins
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.pins import (
    LONGEST_WAIT,
    Person,
    PinRefused,
    check_pin,
    clear_pin,
    list_people,
    may_enter,
    sign_in,
    vouch,
    wait_after,
)
from counterfoil.ledger.staff import new_staff_id, save_staff
from counterfoil.ledger.tables.stores import staff
from tests.domain.build import NOW, store
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop, assert_well

PIN, OTHER = "7301", "90210"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
set_pin = partial(pins.set_pin, hasher=CHEAP)


def person(ledger: Ledger, staff_id: str) -> Person:
    return next(each for each in list_people(ledger) if each.staff.id == staff_id)


def guess(ledger: Ledger, times: int, now: datetime = NOW, who: str = "manager") -> PinRefused:
    """Try a wrong PIN so many times, each when the wait for the one before is over."""
    refused = []
    for _ in range(times):
        now = person(ledger, who).waits_until or now
        with pytest.raises(PinRefused) as raised:
            sign_in(ledger, who, "5555", now)
        refused.append(raised.value)
    return refused[-1]


@pytest.mark.parametrize(
    "pin", ["", "123", "123456789", "12a4", " 7301", "73 01", "٧٣٠١", "7301\n"]
)
def test_what_is_no_pin(pin: str) -> None:
    with pytest.raises(InvalidInput, match="4 to 8 digits"):
        check_pin(pin)


@pytest.mark.parametrize("pin", ["1111", "00000000", "1234", "4321", "6789", "8901", "98765432"])
def test_a_pin_that_is_guessed_first_is_refused(pin: str) -> None:
    with pytest.raises(InvalidInput, match="too easy"):
        check_pin(pin)


@pytest.mark.parametrize("pin", ["7301", "1212", "13579024"])
def test_a_pin_that_is_taken(pin: str) -> None:
    check_pin(pin)


def test_a_new_store_asks_for_no_pin(ledger: Ledger) -> None:
    assert [each.asks_pin for each in list_people(ledger)] == [False, False, False]
    assert sign_in(ledger, "manager", "", NOW) == MANAGER
    assert person(ledger, "manager").signed_in_at == NOW
    assert may_enter(ledger, MANAGER)


def test_once_a_manager_has_a_pin_only_cashiers_get_in_without(shop: Shop) -> None:
    ledger = shop.ledger
    set_pin(ledger, "manager", PIN, MANAGER, NOW)
    assert shop.last_entry().entry.kind == Kind.PIN_SET
    assert not may_enter(ledger, MANAGER)
    assert may_enter(ledger, CASHIER)
    assert sign_in(ledger, "jan", "", NOW) == CASHIER
    with pytest.raises(PinRefused, match="Ewa has no PIN yet; ask a manager"):
        sign_in(ledger, "ewa", "", NOW)
    entry = shop.last_entry().entry
    assert (entry.kind, entry.body["reason"]) == (Kind.SIGN_IN_REFUSED, "no_pin")
    assert sign_in(ledger, "manager", PIN, NOW) == MANAGER
    assert shop.last_entry().entry.kind == Kind.SIGNED_IN
    assert_well(ledger)


def test_a_manager_who_left_guards_nothing(ledger: Ledger) -> None:
    save_staff(ledger, Staff("ola", "Ola", Role.MANAGER), MANAGER, NOW)
    set_pin(ledger, "ola", PIN, MANAGER, NOW)
    assert person(ledger, "manager").asks_pin
    save_staff(ledger, Staff("ola", "Ola", Role.MANAGER, active=False), MANAGER, NOW)
    assert not person(ledger, "manager").asks_pin


def test_a_cashier_with_a_pin_needs_it(ledger: Ledger) -> None:
    set_pin(ledger, "jan", PIN, CASHIER, NOW)
    assert not person(ledger, "manager").asks_pin
    with pytest.raises(PinRefused, match=r"PIN is wrong\. Tries left before a wait: 2"):
        sign_in(ledger, "jan", "", NOW)
    assert sign_in(ledger, "jan", PIN, NOW) == CASHIER


def test_who_may_set_a_pin(shop: Shop) -> None:
    ledger = shop.ledger
    set_pin(ledger, "jan", PIN, MANAGER, NOW)
    set_pin(ledger, "jan", OTHER, CASHIER, NOW, old_pin=PIN)
    assert sign_in(ledger, "jan", OTHER, NOW) == CASHIER
    with pytest.raises(PinRefused, match="PIN is wrong"):
        set_pin(ledger, "jan", PIN, CASHIER, NOW)
    with pytest.raises(Forbidden, match="ask a manager"):
        set_pin(ledger, "jan", PIN, SUPERVISOR, NOW)
    with pytest.raises(Forbidden, match="ask a manager"):
        clear_pin(ledger, "jan", CASHIER, NOW)
    with pytest.raises(NotFound, match="has the id nobody"):
        set_pin(ledger, "nobody", PIN, MANAGER, NOW)
    with pytest.raises(InvalidInput, match="too easy"):
        set_pin(ledger, "jan", "1111", MANAGER, NOW)
    clear_pin(ledger, "jan", MANAGER, NOW)
    assert shop.last_entry().entry.kind == Kind.PIN_CLEARED
    assert sign_in(ledger, "jan", "", NOW) == CASHIER


def test_wrong_pins_wait_longer_each_time(shop: Shop) -> None:
    ledger = shop.ledger
    set_pin(ledger, "manager", PIN, MANAGER, NOW)
    refused = guess(ledger, 2)
    assert refused.until is None
    refused = guess(ledger, 1)
    assert refused.until == NOW + timedelta(seconds=30)
    # 14:30:30 in Warsaw.
    assert str(refused).startswith("Too many wrong PINs: wait until 14:30:30, or ask a manager")
    assert shop.last_entry().entry.body == {"staff": "manager", "reason": "wrong_pin", "wrong": 3}
    with pytest.raises(PinRefused) as waiting:
        sign_in(ledger, "manager", PIN, NOW + timedelta(seconds=29))
    assert waiting.value.until == refused.until
    assert guess(ledger, 1).until == NOW + timedelta(seconds=90)
    until = guess(ledger, 8).until
    assert until is not None
    assert sign_in(ledger, "manager", PIN, until) == MANAGER
    assert guess(ledger, 1, until).until is None


def test_the_waits() -> None:
    waits = [wait_after(wrong).total_seconds() for wrong in range(10)]
    assert waits == [0, 0, 0, 30, 60, 120, 240, 480, 900, 900]
    assert wait_after(10**9) == LONGEST_WAIT


def test_a_new_pin_ends_the_wait(ledger: Ledger) -> None:
    set_pin(ledger, "jan", PIN, MANAGER, NOW)
    assert guess(ledger, 3, who="jan").until is not None
    set_pin(ledger, "jan", OTHER, MANAGER, NOW)
    assert sign_in(ledger, "jan", OTHER, NOW) == CASHIER


def test_a_clock_that_was_set_back_does_not_lock_anybody_out_for_years(ledger: Ledger) -> None:
    set_pin(ledger, "manager", PIN, MANAGER, NOW)
    guess(ledger, 3)
    earlier = NOW - timedelta(days=9000)
    with pytest.raises(PinRefused) as waiting:
        sign_in(ledger, "manager", PIN, earlier)
    assert waiting.value.until == earlier + timedelta(seconds=30)
    assert sign_in(ledger, "manager", PIN, earlier + timedelta(seconds=30)) == MANAGER


def test_tries_survive_a_restart(tmp_path: Path) -> None:
    with open_ledger(tmp_path, NOW, store=store()) as ledger:
        set_pin(ledger, "manager", PIN, MANAGER, NOW)
        guess(ledger, 3)
    with open_ledger(tmp_path, NOW) as again:
        assert person(again, "manager").waits_until == NOW + timedelta(seconds=30)
        with pytest.raises(PinRefused, match="Too many wrong PINs"):
            sign_in(again, "manager", PIN, NOW)


def test_whoever_left_or_never_was_does_not_get_in(ledger: Ledger) -> None:
    save_staff(ledger, replace(CASHIER, active=False), MANAGER, NOW)
    for staff_id in ("jan", "nobody"):
        with pytest.raises(NotFound, match="Nobody who works here"):
            sign_in(ledger, staff_id, "", NOW)


def test_vouching_signs_nobody_in(shop: Shop) -> None:
    set_pin(shop.ledger, "ewa", PIN, MANAGER, NOW)
    before = shop.last_entry().entry.n
    assert vouch(shop.ledger, "ewa", PIN, NOW) == SUPERVISOR
    assert shop.last_entry().entry.n == before
    assert person(shop.ledger, "ewa").signed_in_at is None


def test_a_damaged_hash_lets_nobody_in(ledger: Ledger) -> None:
    set_pin(ledger, "jan", PIN, MANAGER, NOW)
    with ledger.write() as conn:
        conn.execute(update(staff).where(staff.c.id == "jan").values(pin_hash="?"))
    with pytest.raises(PinRefused, match="PIN is wrong"):
        sign_in(ledger, "jan", PIN, NOW)


def test_guessing_a_pin_from_its_hash_takes_as_long_as_argon2_advises(
    sqlite_ledger: Ledger,
) -> None:
    pins.set_pin(sqlite_ledger, "manager", PIN, MANAGER, NOW)
    with sqlite_ledger.read() as conn:
        kept = str(conn.scalar(select(staff.c.pin_hash).where(staff.c.id == "manager")))
    assert not PasswordHasher().check_needs_rehash(kept)
    assert sign_in(sqlite_ledger, "manager", PIN, NOW) == MANAGER


def test_neither_pin_nor_hash_gets_into_the_journal(ledger: Ledger) -> None:
    # What came before has keys in it, in which any four digits may stand.
    before = sum(1 for _ in entries(ledger))
    set_pin(ledger, "manager", PIN, MANAGER, NOW)
    guess(ledger, 4)
    with ledger.read() as conn:
        kept = str(conn.scalar(select(staff.c.pin_hash).where(staff.c.id == "manager")))
    assert kept.startswith("$argon2id$")
    told = [str(signed.entry.body) for signed in entries(ledger)][before:]
    assert len(told) == 5
    for secret in (PIN, "5555", kept):
        assert secret not in "".join(told)


@pytest.mark.parametrize(
    ("name", "taken", "made"),
    [
        ("Ewa", (), "ewa"),
        ("Łucja Żak-Nowak", (), "lucja-zak-nowak"),
        ("Ewa", ("ewa", "ewa-2"), "ewa-3"),
        ("陳", (), "staff"),
        ("x" * 90, (), "x" * 40),
    ],
)
def test_an_id_is_made_of_the_name(name: str, taken: tuple[str, ...], made: str) -> None:
    assert new_staff_id(name, taken) == made
