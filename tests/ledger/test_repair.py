"""A repair mends what is derived, and only that."""

from decimal import Decimal

import pytest
from sqlalchemy import text

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Forbidden
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import get_member
from counterfoil.ledger.repair import Repaired, repair
from counterfoil.ledger.tables.campaigns import usage
from counterfoil.ledger.tables.codes import campaign_counts
from counterfoil.ledger.tables.members import wallet_balances
from counterfoil.ledger.wallets import balance
from tests.ledger.day import DAMAGE, LATER, busy_day, faults
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop


@pytest.fixture
def busy(sqlite_ledger: Ledger) -> Shop:
    """A shop after a day's work, where both databases do the same for certain."""
    return busy_day(sqlite_ledger)


@pytest.fixture
def busy_on_both(ledger: Ledger) -> Shop:
    """A shop after a day's work, on either database."""
    return busy_day(ledger)


def figures(shop: Shop) -> list[list[dict[str, object]]]:
    """Return the derived rows, without those that count nothing."""
    names = ("units", "points", "executions", "codes")
    return [
        sorted((row for row in shop.rows(table) if any(map(row.get, names))), key=str)
        for table in (wallet_balances, usage, campaign_counts)
    ]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (DAMAGE["balance"][0], Repaired((("m1", "default"),), (), ())),
        (DAMAGE["balance_gone"][0], Repaired((("m1", "default"),), (), ())),
        (DAMAGE["counter"][0], Repaired((), ("c1",), ())),
        (DAMAGE["counters_gone"][0], Repaired((), ("c1",), ())),
        (DAMAGE["count"][0], Repaired((), (), ("c1",))),
        ("DELETE FROM campaign_counts", Repaired((), (), ("c1",))),
        (
            "INSERT INTO wallet_balances VALUES ('m2', 'gems', 5)",
            Repaired((("m2", "gems"),), (), ()),
        ),
    ],
)
def test_what_is_derived_is_made_anew(busy: Shop, statement: str, expected: Repaired) -> None:
    right = figures(busy)
    with busy.ledger.write() as conn:
        conn.execute(text(statement))
    assert figures(busy) != right
    assert repair(busy.ledger, MANAGER, LATER) == expected
    assert figures(busy) == right
    assert faults(busy.ledger) == {}
    entry = busy.last_entry().entry
    assert entry.kind == Kind.REPAIRED
    assert entry.body["staff"] == "manager"
    assert entry.body["balance_count"] == len(expected.balances)
    assert entry.body["limits"] == list(expected.limits)
    assert entry.body["counts"] == list(expected.counts)


def test_all_is_made_anew_at_once(busy_on_both: Shop) -> None:
    right = figures(busy_on_both)
    with busy_on_both.ledger.write() as conn:
        for name in ("balance", "counters_gone", "count"):
            conn.execute(text(DAMAGE[name][0]))
    repair(busy_on_both.ledger, MANAGER, LATER)
    assert figures(busy_on_both) == right
    assert faults(busy_on_both.ledger) == {}


def test_a_ledger_that_is_well_is_left_alone(busy: Shop) -> None:
    before = busy.last_entry()
    done = repair(busy.ledger, MANAGER, LATER)
    assert not done.is_anything
    assert busy.last_entry() == before


def test_rows_are_never_repaired(busy: Shop) -> None:
    """A redemption whose code is not marked stays so: only a person can say which is true."""
    with busy.ledger.write() as conn:
        conn.execute(text(DAMAGE["code_unused"][0]))
    repair(busy.ledger, MANAGER, LATER)
    assert set(faults(busy.ledger)) == {"one use of a code", "what was given and journal"}


def test_only_a_manager_repairs(busy: Shop) -> None:
    for person in (CASHIER, SUPERVISOR):
        with pytest.raises(Forbidden):
            repair(busy.ledger, person, LATER)


def test_redeeming_goes_on_after_a_repair(busy: Shop) -> None:
    codes = busy.codes("c1")
    with busy.ledger.write() as conn:
        conn.execute(text("DELETE FROM wallet_balances"))
        conn.execute(text("DELETE FROM campaign_counts"))
    repair(busy.ledger, MANAGER, LATER)
    assert busy.redeem(codes[5], LATER).accepted
    assert faults(busy.ledger) == {}
    with busy.ledger.read() as conn:
        kept = balance(conn, "m1", "default")
    assert kept == get_member(busy.ledger, "m1").wallets["default"] == Decimal("54.36")
