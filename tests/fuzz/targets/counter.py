"""Scans up to the verdict, on a real ledger: each refusal must be a row and a journal entry.

An input is a scanned text, a card, an amount, an event id and an attribute, parted by U+001E. What
`$CODE`, `$COUPON` and `$CARD` stand for is put in as it is tried, so that some can be accepted.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from itertools import cycle
from random import Random
from typing import Any, Final

from counterfoil.desk.counter.state import NEEDS, Decide
from counterfoil.desk.till import Outcome, decide, enter, scan_of
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, InvalidInput, UserError
from counterfoil.ledger.coupons import CouponVerdict
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.verdict import Attempt, Verdict
from tests.domain.build import NOW
from tests.fuzz.engine import Run, Target, decoded, told
from tests.fuzz.ledgers import KNOWN, Books, shop
from tests.fuzz.mutation import TOKENS, mutated
from tests.fuzz.targets import payload
from tests.ledger.shop import ANNA, CASHIER, Shop, assert_well

PART: Final = "\x1e"
GOOD: Final = (b"$CARD", b"79.90", b"")
CARDS: Final = (
    *(b"", b"1002", b" 1001 ", b"9999", b"1001\0", b"a" * 300),
    "\u0661\u0660\u0660\u0661".encode(),
)
AMOUNTS: Final = (b"", b"79.90", b"0", b"-1", b"1e9", b"1e400", b"NaN", b"0.005", b"-0", b"1e-400")
EVENTS: Final = (b"", b"e1", b"e2", b"\xff", b"x" * 201, b"a\nb", b"order 17")
STEP: Final = timedelta(minutes=5)

Redeem = Callable[..., Verdict]


def make(rng: Random) -> bytes:
    """A scan with what is around it, each part usual or changed."""
    roll = rng.random()
    if roll < 0.35:
        text = payload.make(rng)
    elif roll < 0.7:
        usual = (
            b"$CODE",
            b"$CODE",
            b"$COUPON",
            rng.choice(KNOWN).encode(),
            b"CHKAAAA2222",
            b"SUM22222222",
        )
        text = rng.choice((b"%s", b"%s", b"https://x.example/r/%s", b"]C121%s")) % rng.choice(usual)
    else:
        text = mutated(rng, rng.choice(KNOWN).encode(), payload.WORDS)
    parts = [text, *GOOD]
    for at, some in enumerate((CARDS, AMOUNTS, EVENTS), 1):
        if rng.random() < 0.25:
            parts[at] = rng.choice(some)
    if rng.random() < 0.1:
        at = rng.randrange(len(parts))
        parts[at] = mutated(rng, parts[at], TOKENS)
    return PART.encode().join(parts)


class Counter:
    """A counter at which inputs are tried; what came of each is looked for in the books."""

    def __init__(self, shop: Shop, redeem: Redeem = redeem) -> None:
        self.ledger = shop.ledger
        self.books = Books(shop.ledger)
        self.till = enter(shop.ledger).of(CASHIER)
        self._redeem = redeem
        self._codes = cycle([*shop.codes("c1"), *shop.codes("checked"), *KNOWN])
        self._now = NOW
        self.refused = self.books.entries(Kind.SCAN_REFUSED)
        self.accepted = self.books.count("redemptions")

    def redeem(self, data: bytes) -> bool:
        """Redeem as the command line and the hub do, a tenth of the times only to check."""
        texts, card, amount, event, rest = self._read(data)
        attempt = Attempt(texts, CASHIER, card, amount, event or None, {"note": rest}, "scanner")
        check_only = len(data) % 10 == 0
        return self._looked_at(
            lambda now: self._redeem(self.ledger, attempt, now, check_only=check_only),
            is_kept=not check_only,
            may_repeat=bool(event),
        )

    def decide(self, data: bytes) -> bool:
        """Have the desk decide, as it does behind its window."""
        text, card, amount, _, _ = self._parts(data)
        aim = "]C1" if len(data) % 7 == 0 else None
        asked = Decide(scan_of(text, "camera", aim), card.strip(), amount, len(data) % 10 == 0)
        return self._looked_at(
            lambda now: decide(self.till, asked, now),
            is_kept=not asked.check_only,
            waits=not asked.card or asked.amount is None,
        )

    def close(self) -> None:
        """Count what is in the books once more, and have the ledger looked over."""
        refused = self.books.count("refusals"), self.books.entries(Kind.SCAN_REFUSED)
        assert refused == (self.refused, self.refused), (refused, self.refused)
        accepted = self.books.count("redemptions"), self.books.entries(Kind.REDEEM)
        assert accepted == (self.accepted, self.accepted), (accepted, self.accepted)
        self.books.close()
        assert_well(self.ledger)

    def _looked_at(
        self,
        act: Callable[[datetime], Any],
        *,
        is_kept: bool,
        may_repeat: bool = False,
        waits: bool = False,
    ) -> bool:
        before, self._now = self.books.head(), self._now + STEP
        try:
            outcome = act(self._now)
        except (InvalidInput, Conflict, UserError) as wrong:
            self._unwritten(before)
            return told(wrong)
        written = self.books.head() - before
        kept = self._kept(outcome, waits=waits) if is_kept else ""
        if not kept or (may_repeat and not written):
            assert not written, (outcome, written)
            return isinstance(outcome, Verdict) and outcome.accepted
        assert written == 1, f"{written} entries for {kept}"
        assert self.books.kind(before + 1) == kept, (self.books.kind(before + 1), kept)
        self._count(outcome, before + 1)
        return bool(outcome.accepted)

    def _unwritten(self, before: int) -> None:
        assert self.books.head() == before, "wrong use was written down"

    def _kept(self, outcome: Outcome, *, waits: bool) -> str:
        """Return the kind of entry that an outcome must leave, "" for none."""
        if isinstance(outcome, CouponVerdict):
            return Kind.COUPON_USED if outcome.accepted else Kind.COUPON_REFUSED
        if not isinstance(outcome, Verdict):
            return ""
        if outcome.refused is None:
            return Kind.REDEEM
        return "" if waits and outcome.refused.reason in NEEDS else Kind.SCAN_REFUSED

    def _count(self, outcome: Outcome, n: int) -> None:
        if isinstance(outcome, Verdict):
            self.accepted += outcome.accepted
            self.refused += not outcome.accepted
            reason = None if outcome.refused is None else outcome.refused.reason.value
            assert self.books.refusal(n) == reason, (self.books.refusal(n), reason)

    def _read(self, data: bytes) -> tuple[tuple[str, ...], str, Decimal | None, str, str]:
        text, *others = self._parts(data)
        scan = scan_of(text, "scanner")
        return ((text,) if len(data) % 3 == 0 else scan.texts, *others)  # type: ignore[return-value]

    def _parts(self, data: bytes) -> tuple[str, str, Decimal | None, str, str]:
        filled = decoded(data)
        if "$" in filled:
            filled = filled.replace("$CODE", next(self._codes)).replace("$CARD", ANNA)
            filled = filled.replace("$COUPON", self._coupon())
        text, card, amount, event, *rest = [*filled.split(PART), "", "", "", ""]
        return text, card, _amount(amount), event, "".join(rest)[:1200]

    def _coupon(self) -> str:
        found = self.books.one("SELECT code FROM coupons ORDER BY code LIMIT 1")
        return str(found or "none")


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


@contextmanager
def redeeming(redeem: Redeem = redeem) -> Iterator[Run]:
    """Give what redeems inputs."""
    with shop() as opened, closing(Counter(opened, redeem)) as counter:
        yield counter.redeem


@contextmanager
def deciding() -> Iterator[Run]:
    """Give what has the desk decide on inputs."""
    with shop() as opened, closing(Counter(opened)) as counter:
        yield counter.decide


TARGETS: Final = (
    Target("redeem", 40_000, make, redeeming, block=4_000),
    Target("decide", 15_000, make, deciding, block=4_000),
)
