"""A redemption on a device that has joined: what it may decide alone, else the hub's answer first.

Where the hub does not answer in time, the intent is taken back and the campaign's offline policy
holds. Nobody at the counter waits longer than the time-out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from counterfoil.domain.errors import InvalidInput, UserError
from counterfoil.domain.exchange import EntryVerdict, Upload
from counterfoil.domain.refusal import Reason
from counterfoil.domain.store import Act
from counterfoil.ledger import redeem as alone
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.answers import refuse_waiting, take_answer
from counterfoil.ledger.outbox.asking import asks_hub, decides_alone, foresee
from counterfoil.ledger.outbox.intents import Begun, begin_intent, void_intent
from counterfoil.ledger.settings import preference, set_preference
from counterfoil.ledger.staff import require
from counterfoil.ledger.verdict import Attempt, Verdict
from counterfoil.sync.port import Port, SessionEnded
from counterfoil.sync.session import begin_session
from counterfoil.sync.within import within

PATIENCE_S: Final = 1.5
SHORTEST_S: Final = 0.1
LONGEST_S: Final = 30.0
_PATIENCE: Final = "hub_patience"
_UNBOUNDED_S: Final = 60.0

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Asking:
    """How the hub is asked: for so long, None without bound; `lost` is told where it is silent."""

    timeout_s: float | None = PATIENCE_S
    lost: Callable[[], None] = lambda: None


IMPATIENT: Final = Asking()


def patience(ledger: Ledger) -> float:
    """Return for how many seconds the hub's answer is waited for at this counter."""
    kept = preference(ledger, _PATIENCE)
    return PATIENCE_S if kept is None else float(kept)


def set_patience(ledger: Ledger, seconds: float) -> None:
    """Set for how many seconds the hub's answer is waited for. Raises InvalidInput."""
    if not SHORTEST_S <= seconds <= LONGEST_S:
        raise InvalidInput(
            "The hub can be waited for from {least} to {most} seconds.",
            least=SHORTEST_S,
            most=LONGEST_S,
        )
    set_preference(ledger, _PATIENCE, str(seconds))


@dataclass(frozen=True, slots=True)
class Checked:
    """What would come of an attempt as far as it is known here, and whether the hub is asked."""

    verdict: Verdict
    asks_hub: bool


def redeem(
    ledger: Ledger,
    port: Port | None,
    attempt: Attempt,
    now: datetime,
    *,
    asking: Asking = IMPATIENT,
) -> Verdict:
    """Redeem a code; `port` is None where the hub is known not to answer.

    Raises as `ledger.redeem.redeem`.
    """
    require(attempt.staff, Act.REDEEM)
    if port is None or not asks_hub(ledger, attempt, now):
        return alone.redeem(ledger, attempt, now)
    begun = begin_intent(ledger, attempt, now)
    if isinstance(begun, Verdict):
        return begun
    verdict = by_hub(
        ledger, port, begun.upload, now, asking, lambda answer: _taken(ledger, begun, answer, now)
    )
    return alone.redeem(ledger, attempt, now) if verdict is None else verdict


def check(
    ledger: Ledger, port: Port | None, attempt: Attempt, now: datetime, *, counts: bool = True
) -> Checked:
    """Say what would come of an attempt, without asking or recording anything.

    An unknown code `counts` as a guess, unless the attempt is made next.
    """
    require(attempt.staff, Act.REDEEM)
    seen = foresee(ledger, attempt, now, reachable=port is not None, counts=counts)
    return Checked(seen.verdict, seen.asks_hub)


def by_hub(
    ledger: Ledger,
    port: Port,
    upload: Upload,
    now: datetime,
    asking: Asking,
    take: Callable[[EntryVerdict], V | None],
) -> V | None:
    """Return what `take` makes of the hub's answer to an intent.

    None where no answer came in time, or none that could be taken: the intent is void then.
    """
    taken = None
    try:
        answer = _answer(ledger, port, upload, now, asking)
        if answer is not None:
            taken = take(answer)
    finally:
        if taken is None:
            void_intent(ledger, upload.n, now)
    return taken


def _answer(
    ledger: Ledger, port: Port, upload: Upload, now: datetime, asking: Asking
) -> EntryVerdict | None:
    """Return the hub's answer to an intent; None where none came in time, or one to another."""
    try:
        answer = within(asking.timeout_s, lambda: _ask(ledger, port, upload, now, asking))
    except UserError:
        asking.lost()
        return None
    return answer if answer.n == upload.n else None


def _taken(ledger: Ledger, begun: Begun, answer: EntryVerdict, now: datetime) -> Verdict | None:
    if answer.reason == Reason.HUB_WAITS and not decides_alone(ledger, begun.attempt, now):
        return refuse_waiting(ledger, begun, now)
    return take_answer(ledger, begun, answer, now)


def _ask(ledger: Ledger, port: Port, upload: Upload, now: datetime, asking: Asking) -> EntryVerdict:
    timeout_s = _UNBOUNDED_S if asking.timeout_s is None else asking.timeout_s
    try:
        return port.redeem(upload, timeout_s)
    except SessionEnded:
        begin_session(ledger, port, now, timeout_s)
        return port.redeem(upload, timeout_s)
