"""Guesses from several processes of a hub at once: none waits for another for ever."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterfoil.domain.refusal import Reason
from counterfoil.ledger.connect import open_url
from counterfoil.ledger.guesses import BUDGETS, Whose, lift
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.verdict import Attempt
from tests.domain.build import NOW, store
from tests.ledger.conftest import KEY
from tests.ledger.shop import ANNA, CASHIER, SUPERVISOR, Shop, fill

AT_ONCE, EACH = 4, 60


def key(number: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([number + 1]) * 32)


@pytest.mark.slow
def test_no_process_stops_another_and_few_slip_through(postgres_database: str) -> None:
    with ExitStack() as open_:
        first = open_.enter_context(open_url(postgres_database, NOW, key=KEY, store=store()))
        fill(first)
        _, made = Shop(first).campaign(quantity=AT_ONCE * EACH)
        hubs = [
            open_.enter_context(open_url(postgres_database, NOW, key=key(number)))
            for number in range(AT_ONCE)
        ]

        def work(number: int, *, lifts: bool) -> list[Reason | None]:
            said = []
            for turn in range(EACH):
                code = made[number * EACH + turn] if turn % 3 else f"NONE{number}-{turn}"
                attempt = Attempt((code,), CASHIER, ANNA)
                verdict = redeem(hubs[number], attempt, NOW + timedelta(milliseconds=turn))
                said.append(verdict.refused.reason if verdict.refused else None)
                if lifts and turn % 10 == number:
                    lift(hubs[number], SUPERVISOR, NOW)
            return said

        with ThreadPoolExecutor(AT_ONCE) as pool:
            freed = [*pool.map(lambda number: work(number, lifts=True), range(AT_ONCE))]
            assert all(None in each for each in freed)
            lift(first, SUPERVISOR, NOW)
            told = [*pool.map(lambda number: work(number, lifts=False), range(AT_ONCE))]
    unknown = sum(each.count(Reason.UNKNOWN) for each in told)
    assert unknown <= BUDGETS[Whose.STAFF].free + AT_ONCE
