"""What is remembered of codes that are not here, and set of those that are."""

import random
from itertools import pairwise

import pytest
from sqlalchemy import insert, select

from counterfoil.ledger.caches import differing_counts
from counterfoil.ledger.feed.topics.runs import Run, outside, runs_of, without
from counterfoil.ledger.feed.topics.spent import (
    forget_all,
    forget_spent,
    set_status,
    set_statuses,
    spent_runs,
)
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.codes import UNUSED, USED, VOID, batches, codes
from counterfoil.ledger.tables.sync import remote_spent
from tests.ledger.shop import Shop

MOST = 60
STEPS = 60


def ids_of(runs: list[Run]) -> list[int]:
    """Return the ids of runs."""
    return [each for low, high in runs for each in range(low, high + 1)]


def test_runs_and_what_is_outside_and_left_of_them() -> None:
    assert runs_of([]) == []
    assert runs_of([3, 4, 5, 9, 11, 12]) == [(3, 5), (9, 9), (11, 12)]
    assert list(outside([(3, 5), (9, 9)], 1, 10)) == [(1, 2), (6, 8), (10, 10)]
    assert list(outside([(1, 10)], 1, 10)) == []
    assert list(outside([], 4, 4)) == [(4, 4)]
    assert list(without((1, 9), 4, 5)) == [(1, 3), (6, 9)]
    assert list(without((1, 9), 0, 10)) == []
    assert list(without((1, 3), 3, 9)) == [(1, 2)]


def random_runs(chance: random.Random, first: int, last: int) -> tuple[list[Run], list[Run]]:
    """Return runs of used and of void codes within two ids."""
    statuses = [chance.choice((UNUSED, UNUSED, USED, VOID)) for _ in range(first, last + 1)]
    by_status = (
        runs_of(first + place for place, status in enumerate(statuses) if status == wanted)
        for wanted in (USED, VOID)
    )
    used, void = by_status
    return used, void


@pytest.mark.parametrize("seed", range(4))
def test_what_is_remembered_is_what_was_said_last(ledger: Ledger, seed: int) -> None:
    chance, model = random.Random(seed), {}
    for _ in range(STEPS):
        with ledger.write() as conn:
            one = chance.randrange(1, MOST)
            if chance.random() < 0.5:
                model[one] = chance.choice((UNUSED, USED, VOID))
                set_status(conn, one, model[one])
            else:
                last = min(MOST, one + chance.randrange(20))
                used, void = random_runs(chance, one, last)
                set_statuses(conn, (one, last), used, void)
                model.update(dict.fromkeys(range(one, last + 1), UNUSED))
                model.update(dict.fromkeys(ids_of(used), USED) | dict.fromkeys(ids_of(void), VOID))
            low = chance.randrange(1, MOST)
            told = spent_runs(conn, low, MOST)
            kept = conn.execute(select(remote_spent).order_by(remote_spent.c.first_id)).all()
        found = {each: status for run, status in told for each in range(run[0], run[1] + 1)}
        assert found == {each: s for each, s in model.items() if s != UNUSED and each >= low}
        assert all(before.last_id < after.first_id for before, after in pairwise(kept))
    with ledger.write() as conn:
        forget_spent(conn, 1, MOST)
        assert spent_runs(conn, 1, MOST) == []


def test_codes_that_are_here_are_counted(shop: Shop) -> None:
    shop.campaign(20)
    ledger = shop.ledger
    first = shop.rows(batches)[0]["first_id"]
    with ledger.write() as conn:
        conn.execute(
            insert(codes),
            {"id": first + 40, "batch_id": shop.rows(batches)[0]["id"], "text": None, "status": 0},
        )
        conn.exec_driver_sql("UPDATE campaign_counts SET codes = codes + 1")
        set_status(conn, first, USED)
        set_status(conn, first + 40, VOID)
        set_statuses(
            conn, (first + 1, first + 19), [(first + 2, first + 5)], [(first + 9, first + 12)]
        )
        assert differing_counts(conn) == []
        set_status(conn, first, UNUSED)
        assert differing_counts(conn) == []
        forget_all(conn)
        assert differing_counts(conn) == []
        assert conn.execute(select(codes.c.id).where(codes.c.status != UNUSED)).all() == []
