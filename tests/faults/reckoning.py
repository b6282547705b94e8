"""What came of it all, looked at afterwards: by the invariants of the walks, and by a replay.

The replay reads hub and tills by plain SQL and shares no code with the program: which claims each
journal holds, which of them the hub has, and what each member should have been given for them.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from counterfoil.ledger.ledger import Ledger
from tests.properties.invariants import (
    AT_THE_END,
    Invariant,
    Seen,
    hand_overs_arrived,
    journals_arrived,
    verdicts_stand,
)
from tests.prove.report import Bound, Proof

LOSSES: Final[tuple[Invariant, ...]] = (hand_overs_arrived, journals_arrived, verdicts_stand)
DOUBLES: Final[tuple[Invariant, ...]] = tuple(
    each for each in AT_THE_END if each not in LOSSES and each.__name__ != "no_false_alarm"
)


@dataclass
class Harm:
    """What was found, counted by kind; `said` are the sentences, `risked` and `cost` a bound.

    `cost` are redemptions that came second at a code, `risked` those that tills were granted to
    risk.
    """

    losses: int = 0
    doubles: int = 0
    crashes: int = 0
    cost: int = 0
    risked: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def is_none(self) -> bool:
        """Whether nothing was found."""
        return not (self.losses or self.doubles or self.crashes)

    def lose(self, *sentences: str) -> None:
        """Count losses."""
        self.losses += len(sentences)
        self.said += sentences

    def double(self, *sentences: str) -> None:
        """Count doubles."""
        self.doubles += len(sentences)
        self.said += sentences

    def crash(self, *sentences: str) -> None:
        """Count crashes and wrong answers."""
        self.crashes += len(sentences)
        self.said += sentences

    def add(self, other: "Harm") -> None:
        """Count what another one counted."""
        self.losses += other.losses
        self.doubles += other.doubles
        self.crashes += other.crashes
        self.cost += other.cost
        self.risked += other.risked
        self.said += other.said

    def proof(self, what: str, tries: int, bound: Bound | None = None) -> Proof:
        """Return it as a line of the table."""
        return Proof(what, tries, self.losses, self.doubles, self.crashes, bound)

    def within_risk(self) -> Bound:
        """Return how much of what was risked was lost."""
        return Bound(self.cost, self.risked, "duplicates risked")


def reckon(seen: Seen) -> Harm:
    """Look a hub and its tills over, once they have told each other everything."""
    harm = Harm()
    for invariant in AT_THE_END:
        count = harm.lose if invariant in LOSSES else harm.double
        (count if invariant in {*LOSSES, *DOUBLES} else harm.crash)(*invariant(seen))
    replay(seen, harm)
    return harm


def replay(seen: Seen, harm: Harm) -> None:
    """Compare the hub with what its and the tills' journals say, read by plain SQL."""
    there = {row[0]: row for row in _rows(seen.hub, _REDEMPTIONS)}
    waiting = {row[0]: row[1] for row in _rows(seen.hub, _CONFLICTS)}
    aside = {f"{device}-{n}" for device, n in _rows(seen.hub, _QUARANTINE)}
    for name, till in (("hub", seen.hub), *seen.tills.items()):
        for claim in _claims(till, till.device.id):
            if claim not in there and claim not in waiting and claim not in aside:
                harm.lose(f"{name}: its journal claims {claim}, which the hub does not have")
    live = [row for row in there.values() if row[2] is None]
    for code, claims in Counter(row[1] for row in live).items():
        if claims > 1:
            harm.double(f"code {code} is claimed {claims} times")
    _purses(seen.hub, live, harm)
    harm.cost += sum(1 for kind in waiting.values() if kind == "claim")
    harm.risked += int(_rows(seen.hub, _RISKED)[0][0] or 0)


def _purses(hub: Ledger, live: list[Any], harm: Harm) -> None:
    """What members have is what the redemptions that stand gave them."""
    due: Counter[str] = Counter()
    for row in live:
        for gift in json.loads(row[3]):
            if "wallet" in gift:
                due[gift["member"]] += gift["units"]
    has = Counter({member: int(units) for member, units in _rows(hub, _BALANCES)})
    for member in {*due, *has}:
        if has[member] > due[member]:
            harm.double(f"{member} has {has[member]}, and is due {due[member]}")
        if has[member] < due[member]:
            harm.lose(f"{member} has {has[member]}, and is due {due[member]}")


def _claims(ledger: Ledger, device: str) -> Iterator[str]:
    """Yield the redemptions that a device's own journal says it made, in order and unbroken."""
    last = 0
    for n, kind, body in _rows(ledger, _JOURNAL.format(device=device)):
        assert n == last + 1, f"{device}: entry {n} follows {last}"
        last = n
        if kind == "redeem":
            yield json.loads(body)["redemption"]


def _rows(ledger: Ledger, query: str) -> list[Any]:
    with ledger.read() as conn:
        return list(conn.exec_driver_sql(query).all())


_REDEMPTIONS: Final = "SELECT id, code_id, reversed_at, given FROM redemptions"
_CONFLICTS: Final = "SELECT id, kind FROM conflicts"
_QUARANTINE: Final = "SELECT device, n FROM quarantine"
_BALANCES: Final = "SELECT member_id, sum(units) FROM wallet_balances GROUP BY member_id"
_RISKED: Final = "SELECT sum(count) FROM grants WHERE kind = 'risk'"
_JOURNAL: Final = "SELECT n, kind, body FROM journal WHERE device = '{device}' ORDER BY n"
