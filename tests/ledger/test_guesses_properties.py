"""Whatever happens at a till, its unknown codes are bounded, and no typo makes anybody wait."""

from datetime import datetime, timedelta
from enum import Enum, auto
from itertools import count
from pathlib import Path
from random import Random

import pytest

from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.guessing import most_within
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.guesses import BUDGETS, Whose, lift, must_wait
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.verdict import Attempt, Verdict
from tests.domain.build import NOW, store
from tests.helpers.seeds import seeds
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop, fill

FORMAT = CodeFormat(CharacterSet.NUM, 9, "C", check_character=True)
PEOPLE = (CASHIER, SUPERVISOR, MANAGER)
STEPS = 250


class Step(Enum):
    """What may happen at a till next."""

    GUESS = auto()
    CHECK = auto()
    TYPO = auto()
    USED = auto()
    RESTART = auto()
    LATER = auto()
    EARLIER = auto()


LIKELY = (30, 10, 6, 6, 1, 8, 4)


def opened(folder: Path) -> Shop:
    return Shop(open_ledger(folder, NOW, store=store()))


def waits(verdict: Verdict) -> bool:
    return verdict.refused is not None and verdict.refused.reason is Reason.TOO_MANY_GUESSES


@pytest.mark.parametrize("seed", seeds(1, 12))
def test_no_more_unknown_codes_are_looked_at_than_the_budget_says(
    seed: int, tmp_path: Path
) -> None:
    """Restarts, clocks that are set, and other people at the till change nothing."""
    chance, numbers, now = Random(seed), count(), NOW
    looked_at: list[datetime] = []
    shop = opened(tmp_path)
    fill(shop.ledger)
    _, made = shop.campaign(code_format=FORMAT)
    redeem(shop.ledger, Attempt((made[0],), CASHIER, "1001"), NOW)
    for step in chance.choices(list(Step), LIKELY, k=STEPS):
        attempt = Attempt((f"NONE{next(numbers)}",), chance.choice(PEOPLE))
        match step:
            case Step.GUESS | Step.CHECK:
                verdict = redeem(shop.ledger, attempt, now, check_only=step is Step.CHECK)
                if not waits(verdict):
                    looked_at.append(now)
            case Step.TYPO | Step.USED:
                was = must_wait(shop.ledger, attempt, now)
                text = made[0] if step is Step.USED else wrong(made[1])
                assert waits(redeem(shop.ledger, Attempt((text,), attempt.staff), now)) == was
                assert must_wait(shop.ledger, attempt, now) == was
            case Step.RESTART:
                shop.ledger.close()
                shop = opened(tmp_path)
            case Step.LATER:
                now += chance.random() * timedelta(minutes=20)
            case Step.EARLIER:
                now -= chance.random() * timedelta(minutes=20)
    span = max(looked_at) - looked_at[0]
    assert BUDGETS[Whose.TILL].free <= len(looked_at) <= most_within(BUDGETS[Whose.TILL], span)
    lift(shop.ledger, SUPERVISOR, now)
    assert not must_wait(shop.ledger, Attempt((made[1],), CASHIER), now)
    shop.ledger.close()


def test_any_number_of_typos_and_four_unknown_codes_an_hour_make_nobody_wait(
    tmp_path: Path,
) -> None:
    shop, now = opened(tmp_path), NOW
    fill(shop.ledger)
    _, made = shop.campaign(code_format=FORMAT)
    for number in range(60):
        now += BUDGETS[Whose.TILL].back / 2
        texts = (wrong(made[0]), f"NONE{number}") if number % 2 else (wrong(made[0]),)
        assert not any(waits(redeem(shop.ledger, Attempt((t,), CASHIER), now)) for t in texts)
    shop.ledger.close()


def wrong(code: str) -> str:
    """Return a code with another check character."""
    return f"{code[:-1]}{(int(code[-1]) + 1) % 10}"
