"""The figures kept by the quarter of an hour are those that a count over the rows gives."""

import re
import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import text

from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.migrate import HEAD, SCRIPTS, migrate
from counterfoil.ledger.repair import Repaired, repair
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.tables.office import redemption_tallies, refusal_tallies
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from counterfoil.ledger.tallies import QUARTER, differing_tallies
from tests.domain.build import NOW
from tests.ledger.day import LATER, busy_day, faults
from tests.ledger.shop import MANAGER, SUPERVISOR, Shop
from tests.ledger.walk import Walk

TALLIES = (redemption_tallies, refusal_tallies)
Kept = dict[str, Counter[tuple[Any, ...]]]


def counted(shop: Shop) -> Kept:
    """What a person with the list of redemptions and refusals would write down."""
    figures: Kept = {name: Counter() for name in ("redemptions", "units", "reversed", "refusals")}
    for row in shop.rows(redemptions):
        key = (row["campaign_id"], row["at"] // QUARTER, row["store"], row["till"], row["staff_id"])
        if row["test"]:
            continue
        if row["reversed_at"] is None:
            figures["redemptions"][key] += 1
            figures["units"][key] += row["units"]
        else:
            figures["reversed"][key] += 1
    for row in shop.rows(refusals):
        place = (row["campaign_id"] or "", row["at"] // QUARTER, row["store"], row["till"])
        figures["refusals"][*place, row["staff_id"], row["reason"]] += 1
    return figures


def kept(shop: Shop) -> Kept:
    figures: Kept = {name: Counter() for name in ("redemptions", "units", "reversed", "refusals")}
    for table in TALLIES:
        for row in shop.rows(table):
            names = ("campaign_id", "quarter", "store", "till", "staff_id", "reason")
            key = tuple(row[name] for name in names if name in row)
            for name in figures.keys() & row.keys():
                figures[name][key] += row[name]
    return figures


def assert_same(shop: Shop) -> None:
    for name, figures in counted(shop).items():
        found = {key: count for key, count in kept(shop)[name].items() if count}
        assert found == {key: count for key, count in figures.items() if count}, name


@pytest.fixture
def older(shop: Shop) -> Shop:
    """A shop after days of work, some of it before 1970."""
    busy_day(shop.ledger)
    codes = shop.codes("c1")
    old = datetime(1969, 12, 31, 23, 59, tzinfo=UTC)
    shop.redeem(codes[4], at=NOW + timedelta(hours=3))
    shop.redeem(codes[4], at=old)
    return shop


def test_every_attempt_and_reversal_is_counted_in_its_quarter(older: Shop) -> None:
    assert_same(older)
    assert sum(kept(older)["redemptions"].values()) == 4
    assert sum(kept(older)["reversed"].values()) == 1
    assert sum(kept(older)["refusals"].values()) == 3
    with older.ledger.read() as conn:
        assert differing_tallies(conn) == []


def test_random_days_are_counted_right(filled_folder: Path, tmp_path: Path) -> None:
    numbers = count()

    class CountedWalk(Walk):
        def __init__(self) -> None:
            super().__init__(opened, Ledger.close)

        def teardown(self) -> None:
            assert_same(self.shop)
            super().teardown()

    def opened() -> Ledger:
        place = tmp_path / str(next(numbers))
        shutil.copytree(filled_folder, place)
        return open_ledger(place, NOW)

    some = hypothesis.settings(max_examples=6, stateful_step_count=40, deadline=None)
    run_state_machine_as_test(CountedWalk, settings=some)


def test_a_reversal_counts_where_its_redemption_did(shop: Shop) -> None:
    _, codes = shop.campaign(2)
    done = shop.redeem(codes[0], NOW)
    assert done.redemption_id is not None
    reverse(shop.ledger, done.redemption_id, "wrong", SUPERVISOR, NOW + timedelta(days=3))
    (row,) = shop.rows(redemption_tallies)
    assert (row["redemptions"], row["units"], row["reversed"]) == (0, 0, 1)
    assert (row["staff_id"], row["quarter"]) == ("jan", int(NOW.timestamp()) // 900)


def test_test_codes_are_in_no_figure(shop: Shop) -> None:
    _, codes = shop.campaign(1)
    assert generate(shop.ledger, "c1", 2, MANAGER, NOW, test=True) is not None
    trial = [code for code in shop.codes("c1") if code not in codes]
    done = shop.redeem(trial[0])
    assert done.test
    assert shop.redeem(trial[0]).refused
    assert done.redemption_id is not None
    reverse(shop.ledger, done.redemption_id, "a test", SUPERVISOR, NOW)
    assert [shop.count(table) for table in (*TALLIES, redemptions, refusals)] == [0, 0, 1, 1]
    with shop.ledger.read() as conn:
        assert differing_tallies(conn) == []


DAMAGE = {
    "UPDATE redemption_tallies SET units = units + 1": ("c1",),
    "DELETE FROM redemption_tallies": ("c1",),
    "DELETE FROM refusal_tallies WHERE campaign_id = ''": ("",),
    "UPDATE refusal_tallies SET refusals = 7 WHERE campaign_id = 'c1'": ("c1",),
}


@pytest.mark.parametrize("statement", DAMAGE)
def test_wrong_figures_are_found_and_counted_anew(older: Shop, statement: str) -> None:
    right = kept(older)
    with older.ledger.write() as conn:
        assert conn.execute(text(statement)).rowcount > 0
    (fault,) = faults(older.ledger)["figures"]
    named = DAMAGE[statement][0]
    assert (f"campaign {named}" if named else "codes of no campaign") in fault
    expected = Repaired((), (), (), DAMAGE[statement])
    assert repair(older.ledger, MANAGER, LATER) == expected
    assert kept(older) == right
    assert older.last_entry().entry.body["tallies"] == list(DAMAGE[statement])
    assert faults(older.ledger) == {}


def taken_back(ledger: Ledger) -> None:
    """Take the tables back to the version before there were tallies."""
    scripts = sorted((SCRIPTS / "versions").glob("0*.py"))[1:]
    later = "".join(script.read_text("utf-8") for script in scripts)
    made = re.findall(r'create_(table|index)\(\s*"(\w+)"', later)
    assert ("table", "redemption_tallies") in made
    with ledger.write() as conn:
        for kind, name in reversed(made):
            conn.execute(text(f"DROP {kind} IF EXISTS {name}"))
        conn.execute(text("UPDATE alembic_version SET version_num = '0001'"))


def test_what_was_done_before_there_were_figures_is_counted_by_the_migration(older: Shop) -> None:
    right = kept(older)
    taken_back(older.ledger)
    migrate(older.ledger.database, lambda _: None, SCRIPTS, HEAD)
    assert kept(older) == right
    assert faults(older.ledger) == {}
