"""Guessing at a till, at a hub and on the customer's page: how many codes are looked at in the end.

One code in ten is in use, the most that the program makes, so that whoever is let through finds
some. Every guess is of a new code, spread over a day or an hour. Meanwhile the till is started
anew, its clock set back, and the person at it changed. What came of it is counted from what the
attacker was told, and held against the figure that follows from the budget.
"""

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.guessing import Budget, most_within
from counterfoil.domain.refusal import Reason
from counterfoil.domain.store import Staff
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.coupons import CouponAttempt, use_coupon
from counterfoil.ledger.exchange.intents import decide_intent
from counterfoil.ledger.guesses import BUDGETS, Whose
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.staff import save_staff
from counterfoil.ledger.verdict import Attempt
from tests.domain.build import NOW, store
from tests.ledger.exchange.sender import hub_of, till
from tests.ledger.shop import CASHIER, MANAGER, Shop, fill
from tests.prove.report import Bound, Proof
from tests.prove.runner import tries

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
DIGITS: Final = 5
LIVE: Final = 10**DIGITS // 10
FORMAT: Final = CodeFormat(CharacterSet.NUM, DIGITS)
TILLS: Final = 8
RESTARTS: Final = 50
Try = Callable[[Ledger, str, Staff, datetime], str]
"""Tries a code, and returns why it was refused, "" where it was not."""
Lapse = Callable[[Ledger], None]


@dataclass
class Attack:
    """What an attacker was told of new codes, one after another."""

    tried: int = 0
    unknown: int = 0
    found: int = 0
    locked_after: int = 0

    def take(self, said: str) -> None:
        """Note what was said of one code."""
        self.tried += 1
        if said == Reason.TOO_MANY_GUESSES:
            self.locked_after = self.locked_after or self.unknown
            return
        self.unknown += said == Reason.UNKNOWN
        self.found += said != Reason.UNKNOWN


def prove(effort: float) -> list[Proof]:
    """Return what came of guessing at a till, at eight that ask a hub, and as many customers."""
    return [
        at_a_till("redeemed", redeemed, tries(10_000, effort)),
        at_a_till("only checked", checked, tries(5_000, effort)),
        at_a_till("tried as coupons", as_coupons, tries(5_000, effort)),
        at_a_hub(tries(10_000, effort)),
        on_the_page(tries(5_000, effort)),
        honest(tries(5_000, effort)),
    ]


def redeemed(ledger: Ledger, code: str, who: Staff, now: datetime, **how: bool) -> str:
    """Redeem a code."""
    verdict = redeem(ledger, Attempt((code,), who), now, **how)
    return verdict.refused.reason.value if verdict.refused else ""


def checked(ledger: Ledger, code: str, who: Staff, now: datetime) -> str:
    """Only check a code."""
    return redeemed(ledger, code, who, now, check_only=True)


def as_coupons(ledger: Ledger, code: str, who: Staff, now: datetime) -> str:
    """Use a coupon by turns with codes, which share their budget."""
    if int(code) % 2:
        return redeemed(ledger, code, who, now)
    verdict = use_coupon(ledger, CouponAttempt((code,), who), now)
    return verdict.refused.reason.value if verdict.refused else ""


def nothing_lapses(_ledger: Ledger) -> None:
    """Leave a till as it was stopped."""


def at_a_till(what: str, attempt: Try, attempts: int, lapse: Lapse = nothing_lapses) -> Proof:
    """Guess for a day at one till; `lapse` is what a restart makes it forget."""
    chance = random.Random(what)
    attack, each = Attack(), DAY / attempts
    with _folder() as folder:
        shop, codes = _shop(folder), _new_codes(chance)
        people = _people(shop, 5)
        try:
            for number in range(attempts):
                if number % max(1, attempts // RESTARTS) == 0:
                    lapse(shop.ledger)
                    shop.ledger.close()
                    shop = Shop(open_ledger(folder, NOW))
                back = chance.random() * HOUR if chance.random() < 1 / 5 else timedelta()
                now = NOW + number * each - back
                attack.take(attempt(shop.ledger, next(codes), chance.choice(people), now))
        finally:
            shop.ledger.close()
    return _proof(f"guesses at a till in a day, {what}", attack, BUDGETS[Whose.TILL], DAY)


def at_a_hub(attempts: int) -> Proof:
    """Guess for a day at eight tills of one store, which ask their hub."""
    chance = random.Random("hub")
    attack, each = Attack(), DAY / attempts
    with _folder() as folder:
        shop, codes = hub_of(_shop(folder)), _new_codes(chance)
        people = _people(shop, TILLS)
        tills = [till(shop, number) for number in range(1, TILLS + 1)]
        for number in range(attempts):
            at = chance.choice(tills)
            intent = at.intent(next(codes), staff=chance.choice(people).id)
            verdict = decide_intent(shop.ledger, at.device, intent, NOW + number * each)
            attack.take(verdict.reason)
        shop.ledger.close()
    what = f"guesses at {TILLS} tills of a store in a day, all of the hub"
    return _proof(what, attack, BUDGETS[Whose.STORE], DAY)


def on_the_page(attempts: int) -> Proof:
    """Guess for an hour on the customer's page, 20 codes from each address."""
    chance = random.Random("page")
    attack, each = Attack(), HOUR / attempts
    with _folder() as folder:
        shop, codes = _shop(folder), _new_codes(chance)
        for number in range(attempts):
            caller = f"2001:db8:0:{number // 20:x}::/64"
            asked = Attempt((next(codes),), CASHIER, source="page", caller=caller)
            verdict = redeem(shop.ledger, asked, NOW + number * each)
            attack.take(verdict.refused.reason.value if verdict.refused else "")
        shop.ledger.close()
    what = "guesses on the page in an hour, 20 an address"
    return _proof(what, attack, BUDGETS[Whose.PAGE], HOUR)


def honest(scans: int) -> Proof:
    """Serve customers who bring an unknown code every quarter of an hour and as many bad scans."""
    chance = random.Random("honest")
    waited, now = 0, NOW
    with _folder() as folder:
        shop, codes = _shop(folder), _new_codes(chance)
        for number in range(scans):
            code = "" if number % 4 else f"7{next(codes)}"
            said = redeemed(shop.ledger, code, CASHIER, now)
            waited += said == Reason.TOO_MANY_GUESSES
            now += BUDGETS[Whose.TILL].back / 4
        shop.ledger.close()
    return Proof(
        "honest scans, 4 unknown codes an hour; lost where one waits", scans, losses=waited
    )


def _proof(what: str, attack: Attack, budget: Budget, span: timedelta) -> Proof:
    came = f"{attack.found} found, locked after {attack.locked_after or 'none'}"
    bound = Bound(attack.unknown, most_within(budget, span), "unknown codes")
    return Proof(f"{what} ({came})", attack.tried, bound=bound)


def _new_codes(chance: random.Random) -> Iterator[str]:
    """Yield every text of the format once, in no order."""
    numbers = list(range(10**DIGITS))
    chance.shuffle(numbers)
    return (f"{number:0{DIGITS}}" for number in numbers)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="guessing-") as folder:
        yield Path(folder) / "data"


def _shop(folder: Path) -> Shop:
    ledger = open_ledger(folder, NOW, store=store())
    fill(ledger)
    shop = Shop(ledger)
    shop.campaign(quantity=LIVE, code_format=FORMAT)
    return shop


def _people(shop: Shop, many: int) -> list[Staff]:
    people = [replace(CASHIER, id=f"p{number}", name=f"P{number}") for number in range(many)]
    for person in people:
        save_staff(shop.ledger, person, MANAGER, NOW)
    return people
