"""Several at once: one winner for each code, and no limit, budget or balance passed."""

import multiprocessing
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from sqlalchemy import select

from counterfoil.domain.effect import DeductUnit
from counterfoil.domain.errors import Conflict
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.campaigns import set_active
from counterfoil.ledger.codes.void import Order, void_ids
from counterfoil.ledger.connect import DATABASE, open_ledger, open_url
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import get_member
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.codes import codes as codes_table
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.verdict import Attempt, Verdict
from tests.domain.build import NOW, limit, rule
from tests.ledger.shop import ANNA, CASHIER, MANAGER, PIOTR, SUPERVISOR, Shop, assert_well

TILLS = 3
WON = "accepted"

_started: Barrier


def said(verdict: Verdict) -> str:
    return verdict.refused.reason.value if verdict.refused else WON


def start_together(barrier: Barrier) -> None:
    global _started  # noqa: PLW0603 - how a worker process is handed something
    _started = barrier


def till(url: str, codes: list[str]) -> list[str]:
    """Another process: a till of its own on the same database, redeeming the same codes."""
    with open_url(url, NOW) as ledger:
        _started.wait(timeout=60)
        return [said(redeem(ledger, Attempt((code,), CASHIER, ANNA), NOW)) for code in codes]


def race(url: str, codes: list[str]) -> list[list[str]]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        TILLS, context, initializer=start_together, initargs=(context.Barrier(TILLS),)
    ) as pool:
        return list(pool.map(till, [url] * TILLS, [codes] * TILLS))


def assert_one_winner_each(raced: list[list[str]], codes: list[str]) -> None:
    for verdicts in zip(*raced, strict=True):
        assert Counter(verdicts) == {WON: 1, Reason.ALREADY_USED.value: TILLS - 1}
    assert len(raced[0]) == len(codes)


def test_processes_on_one_sqlite_file_have_one_winner_for_each_code(tmp_path: Path) -> None:
    """Nothing but the transactions stands between them: no lock on the folder is taken."""
    from tests.domain.build import store
    from tests.ledger.shop import fill

    with open_ledger(tmp_path, NOW, store=store()) as ledger:
        fill(ledger)
        _, codes = Shop(ledger).campaign(60)
    raced = race(f"sqlite:///{tmp_path / DATABASE}", codes)
    assert_one_winner_each(raced, codes)
    with open_ledger(tmp_path, NOW) as ledger:
        assert Shop(ledger).count(redemptions) == len(codes)
        assert get_member(ledger, "m1").wallets["default"] == 100 * len(codes)
        assert_well(ledger)


def test_processes_on_one_postgresql_have_one_winner_for_each_code(
    postgres_ledger: Ledger, filled_database: str
) -> None:
    shop = Shop(postgres_ledger)
    _, codes = shop.campaign(40)
    assert_one_winner_each(race(filled_database, codes), codes)
    assert shop.count(redemptions) == len(codes)
    assert_well(postgres_ledger)


@pytest.fixture(params=["one device", "devices"])
def ledgers(
    request: pytest.FixtureRequest, postgres_ledger: Ledger, filled_database: str
) -> Iterator[list[Ledger]]:
    """What the threads work on: the same ledger, or one each."""
    if request.param == "one device":
        yield [postgres_ledger] * TILLS
        return
    with ExitStack() as opened:
        yield [opened.enter_context(open_url(filled_database, NOW)) for _ in range(TILLS)]


def together(ledgers: list[Ledger], work: Callable[[Ledger, int], str]) -> Counter[str]:
    """Run `work` on each ledger in a thread of its own, all beginning at once."""
    barrier = threading.Barrier(len(ledgers))

    def run(number: int) -> str:
        barrier.wait(timeout=60)
        return work(ledgers[number], number)

    with ThreadPoolExecutor(len(ledgers)) as pool:
        return Counter(pool.map(run, range(len(ledgers))))


def one_each(codes: list[str], card: str = ANNA) -> Callable[[Ledger, int], str]:
    return lambda ledger, number: said(
        redeem(ledger, Attempt((codes[number],), CASHIER, card), NOW)
    )


def same_for_all(attempt: Attempt) -> Callable[[Ledger, int], str]:
    return lambda ledger, _number: str(redeem(ledger, attempt, NOW).redemption_id)


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(executions=limit(1)), Reason.CAMPAIGN_EXECUTIONS_REACHED),
        (Limits(points=limit(150, IntervalType.DAYS)), Reason.CAMPAIGN_BUDGET_REACHED),
        (Limits(executions_per_member=limit(1)), Reason.MEMBER_EXECUTIONS_REACHED),
        (Limits(points_per_member=limit(100)), Reason.MEMBER_POINTS_REACHED),
    ],
)
def test_limits_hold_between_threads(ledgers: list[Ledger], limits: Limits, reason: Reason) -> None:
    shop = Shop(ledgers[0])
    for number in range(4):
        _, codes = shop.campaign(TILLS, id=f"c{number}", limits=limits)
        assert together(ledgers, one_each(codes)) == {WON: 1, reason.value: TILLS - 1}
    assert_well(ledgers[0])


def test_a_wallet_is_not_overdrawn_through_different_campaigns(ledgers: list[Ledger]) -> None:
    shop = Shop(ledgers[0])
    spend = (rule(effects=(DeductUnit("60"),)),)
    for turn in range(4):
        shop.credit(60)
        codes = [shop.campaign(1, id=f"c{turn}-{n}", rules=spend)[1][0] for n in range(TILLS)]
        assert together(ledgers, one_each(codes)) == {
            WON: 1,
            Reason.TOO_FEW_UNITS.value: TILLS - 1,
        }
    assert get_member(ledgers[0], "m1").wallets["default"] == Decimal(0)
    assert_well(ledgers[0])


def test_a_redemption_is_undone_once(ledgers: list[Ledger]) -> None:
    shop = Shop(ledgers[0])
    _, codes = shop.campaign(4, reuse_after_reversal=True)

    def undo(redemption_id: str) -> Callable[[Ledger, int], str]:
        def work(ledger: Ledger, _number: int) -> str:
            try:
                reverse(ledger, redemption_id, "mistake", SUPERVISOR, NOW)
            except Conflict:
                return "conflict"
            return "undone"

        return work

    for code in codes:
        redemption_id = shop.redeem(code).redemption_id
        assert redemption_id is not None
        assert together(ledgers, undo(redemption_id)) == {"undone": 1, "conflict": TILLS - 1}
    assert_well(ledgers[0])


def test_one_event_sent_by_all_is_applied_once(ledgers: list[Ledger]) -> None:
    shop = Shop(ledgers[0])
    _, codes = shop.campaign(4)
    for code in codes:
        attempt = Attempt((code,), CASHIER, ANNA, event_id=f"event {code}")
        assert len(together(ledgers, same_for_all(attempt))) == 1
    assert shop.count(redemptions) == len(codes)


def test_members_who_brought_each_other_in_do_not_block_one_another(
    ledgers: list[Ledger],
) -> None:
    """Whoever redeems, members are kept in one order."""
    from counterfoil.domain.campaign import CampaignType, RuleTarget
    from counterfoil.ledger.members import save_member

    shop = Shop(ledgers[0])
    piotr = replace(get_member(ledgers[0], "m2"), referrer_id="m1")
    save_member(ledgers[0], piotr, MANAGER, NOW)
    rules = (rule(), rule(name="Friend", target=RuleTarget.REFERRER))
    made = [
        shop.campaign(8, id=f"c{n}", type=CampaignType.REFERRAL, rules=rules)[1]
        for n in range(TILLS)
    ]

    def all_of_them(ledger: Ledger, number: int) -> str:
        card = ANNA if number % 2 else PIOTR
        codes = made[number]
        verdicts = [redeem(ledger, Attempt((code,), CASHIER, card), NOW) for code in codes]
        return ",".join(sorted({said(verdict) for verdict in verdicts}))

    assert together(ledgers, all_of_them) == {WON: TILLS}
    assert_well(ledgers[0])


def test_a_device_s_journal_has_no_gap_and_no_double(postgres_ledger: Ledger) -> None:
    shop = Shop(postgres_ledger)
    _, codes = shop.campaign(30)

    def work(ledger: Ledger, number: int) -> str:
        for code in codes[number::TILLS]:
            redeem(ledger, Attempt((code,), CASHIER, ANNA), NOW + timedelta(seconds=number))
        return "done"

    before = shop.count(journal)
    together([postgres_ledger] * TILLS, work)
    assert shop.count(journal) == before + len(codes)
    assert_well(postgres_ledger)


def test_whoever_redeems_and_whoever_saves_its_campaign_do_not_block_one_another(
    postgres_ledger: Ledger, filled_database: str
) -> None:
    """Each extends the device's chain, one first and the other last."""
    shop = Shop(postgres_ledger)
    _, (code, other) = shop.campaign(2)
    order = Order("c1", SUPERVISOR, "lost", NOW)
    changes: tuple[Callable[[], object], ...] = (
        lambda: set_active(postgres_ledger, "c1", MANAGER, NOW, active=False),
        lambda: void_one(postgres_ledger, order, 2),
    )
    for change, mine in zip(changes, (code, other), strict=True):
        set_active(postgres_ledger, "c1", MANAGER, NOW, active=True)
        with open_url(filled_database, NOW) as third, ThreadPoolExecutor(2) as pool:
            with third.write() as conn:
                conn.execute(select(campaigns.c.id).with_for_update())
                conn.execute(select(codes_table.c.id).with_for_update())
                changed = pool.submit(change)
                until_waiting(third)
                redeemed = pool.submit(shop.redeem, mine)
            changed.result()
            assert not redeemed.result().accepted
    assert_well(postgres_ledger)


def void_one(ledger: Ledger, order: Order, code_id: int) -> None:
    with ledger.write() as conn:
        void_ids(ledger, conn, order, [code_id])


def until_waiting(ledger: Ledger) -> None:
    tick = threading.Event()
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    for _ in range(1000):
        with ledger.read() as conn:
            if conn.exec_driver_sql(query).scalar():
                return
        tick.wait(0.01)
    raise AssertionError("nobody waits")
