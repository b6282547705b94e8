"""Tills that push, and people who redeem and void at the hub, all at once on PostgreSQL."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial

import pytest

from counterfoil.domain.errors import Conflict
from counterfoil.domain.exchange import DeviceState, Outcome, Pushed, Upload
from counterfoil.ledger.codes.void import Order, void_ids
from counterfoil.ledger.connect import open_url
from counterfoil.ledger.device import new_key
from counterfoil.ledger.exchange.devices import list_devices, revoke, write_off_device
from counterfoil.ledger.exchange.epochs import fence
from counterfoil.ledger.exchange.push import take
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import save_staff
from counterfoil.ledger.tables.codes import codes as code_rows
from tests.domain.build import NOW
from tests.ledger.exchange.sender import LATER, Till, hub_of, points, till
from tests.ledger.shop import ANNA, MANAGER, PIOTR, SUPERVISOR, Shop, assert_well

ROUNDS = 6
EACH = 12


@pytest.fixture
def programs(postgres_ledger: Ledger, filled_database: str) -> Iterator[list[Ledger]]:
    """Four programs that serve one hub, each with a chain of its own."""
    hub = hub_of(Shop(postgres_ledger)).ledger
    with ExitStack() as opened:
        several = [opened.enter_context(open_url(filled_database, NOW)) for _ in range(4)]
        yield [replace(each, standing=hub.standing) for each in several]


def together(*work: Callable[[], object]) -> list[object]:
    """Do all of it at once, each in a thread."""
    barrier = threading.Barrier(len(work))

    def run(each: Callable[[], object]) -> object:
        barrier.wait(timeout=60)
        return each()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(run, work))


def claims(one: Till, codes: Sequence[tuple[str, str]], member: str) -> list[Upload]:
    given = [points(member=member)]
    return [
        one.redeem(code, campaign=campaign, member=member, given=given) for campaign, code in codes
    ]


def scan(app: Ledger, codes: Sequence[str]) -> None:
    for place, code in enumerate(codes):
        Shop(app).redeem(code, LATER, card=(ANNA, PIOTR)[place % 2])


def void(program: Ledger, campaign: str, ids: Sequence[int]) -> None:
    with program.write() as conn:
        void_ids(program, conn, Order(campaign, SUPERVISOR, "lost", LATER), ids)


def test_nobody_waits_for_somebody_who_waits_for_them(programs: list[Ledger]) -> None:
    """Two tills claim the same codes in opposite orders, an app redeems some, some become void."""
    shop = Shop(programs[0])
    north, south = till(shop, 1), till(shop, 2)
    for turn in range(ROUNDS):
        one, other = (shop.campaign(EACH, id=f"c{n}-{turn}") for n in (1, 2))
        mixed = [
            pair
            for each in range(EACH)
            for pair in ((one[0].id, one[1][each]), (other[0].id, other[1][each]))
        ]
        there, back = claims(north, mixed, "m1"), claims(south, mixed[::-1], "m2")
        ids = [row["id"] for row in shop.rows(code_rows)][-2 * EACH : -EACH]
        pushed = together(
            partial(take, programs[0], north.device, there, LATER),
            partial(take, programs[1], south.device, back, LATER),
            partial(scan, programs[2], other[1]),
            partial(void, programs[3], one[0].id, ids),
        )[:2]
        for each in pushed:
            assert isinstance(each, Pushed)
            known = {Outcome.APPLIED, Outcome.DUPLICATE}
            assert {verdict.outcome for verdict in each.verdicts} <= known
            assert len(each.verdicts) == 2 * EACH
    assert_well(programs[0])


def test_devices_are_given_up_while_an_epoch_begins_and_nobody_waits_for_ever(
    postgres_ledger: Ledger, filled_database: str
) -> None:
    hub = hub_of(Shop(postgres_ledger))
    tills = [till(hub, number) for number in range(1, 7)]
    second = replace(MANAGER, id="olga", name="Olga")
    save_staff(hub.ledger, second, MANAGER, NOW)
    with ExitStack() as opened:
        # Commands sign one chain, wherever they run.
        key = new_key()
        commands = [
            replace(
                opened.enter_context(open_url(filled_database, NOW, key=key)),
                standing=hub.ledger.standing,
            )
            for _ in range(3)
        ]

        def fence_often() -> None:
            for _ in range(ROUNDS):
                fence(commands[0], MANAGER, LATER)

        def write_off_all() -> None:
            for each in reversed(tills):
                write_off_device(commands[2], each.device, "", MANAGER, second, LATER)

        def revoke_all() -> None:
            for each in tills:
                with suppress(Conflict):
                    revoke(commands[1], each.device, "", MANAGER, LATER)

        together(fence_often, revoke_all, write_off_all)
    assert {each.state for each in list_devices(hub.ledger)} == {DeviceState.WRITTEN_OFF}
    assert_well(hub.ledger)
