"""A random walk over a ledger, held against a model that counts everything anew each time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from counterfoil.domain.errors import Conflict
from counterfoil.domain.limit import Interval, IntervalType, Limits
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.campaigns import get_campaign, save_campaign
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import get_member
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.verdict import Verdict
from tests.domain.build import NOW, WARSAW, campaign, limit
from tests.ledger.shop import ANNA, MANAGER, PIOTR, SUPERVISOR, Shop, assert_well

CODES = 12
POINTS = Decimal(100)
MEMBERS = {ANNA: "m1", PIOTR: "m2"}
LIMITS = (
    Limits(),
    Limits(executions_per_member=limit(1, IntervalType.DAYS)),
    Limits(executions_per_member=limit(2), executions=limit(3, IntervalType.MONTHS)),
    Limits(
        points=limit(350, IntervalType.WEEKS), points_per_member=limit(200, IntervalType.DAYS, 2)
    ),
    Limits(points=limit(500), executions=limit(2, IntervalType.HOURS)),
)

cards = st.sampled_from(sorted(MEMBERS))
numbers = st.integers(0, CODES - 1)


@dataclass(frozen=True)
class Done:
    """A redemption that counts, as the model remembers it."""

    redemption_id: str
    code: int
    card: str
    at: datetime


class Walk(RuleBasedStateMachine):
    """One shop, one campaign; `opened` gives a new ledger and `closed` takes it back."""

    def __init__(self, opened: Callable[[], Ledger], closed: Callable[[Ledger], None]) -> None:
        super().__init__()
        self.ledger = opened()
        self.closed = closed
        self.shop = Shop(self.ledger)
        self.now = NOW
        self.limits = Limits()
        self.reuse = False
        self.live: list[Done] = []
        self.undone: list[str] = []
        self.used: set[int] = set()
        self.void: set[int] = set()
        self.events: dict[str, tuple[int, str, Verdict]] = {}

    @initialize()
    def begin(self) -> None:
        ends = NOW + timedelta(days=400)
        activity = replace(campaign().activity, ends_at=ends)
        self.campaign, self.codes = self.shop.campaign(CODES, activity=activity)

    @rule(code=numbers, card=cards)
    def redeem(self, code: int, card: str) -> None:
        expected = self.expected(code, card)
        event_id = f"event {len(self.events)}"
        checked = self.shop.redeem(self.codes[code], self.now, card=card, check_only=True)
        verdict = self.shop.redeem(self.codes[code], self.now, card=card, event_id=event_id)
        assert self.reason(verdict) == self.reason(checked) == expected
        self.events[event_id] = (code, card, verdict)
        if verdict.redemption_id is not None:
            self.live.append(Done(verdict.redemption_id, code, card, verdict.at))
            self.used.add(code)

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def send_again(self, data: st.DataObject) -> None:
        event_id = data.draw(st.sampled_from(sorted(self.events)))
        code, card, first = self.events[event_id]
        before = self.shop.count(journal)
        again = self.shop.redeem(self.codes[code], self.now, card=card, event_id=event_id)
        assert (again.refused, again.redemption_id) == (first.refused, first.redemption_id)
        assert (again.given, again.at) == (first.given, first.at)
        assert self.shop.count(journal) == before

    @precondition(lambda self: self.live)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        done = data.draw(st.sampled_from(self.live))
        reversal = reverse(self.ledger, done.redemption_id, "mistake", SUPERVISOR, self.now)
        assert reversal.is_code_unused == self.reuse
        self.live.remove(done)
        self.undone.append(done.redemption_id)
        if self.reuse:
            self.used.discard(done.code)

    @precondition(lambda self: self.undone)
    @rule(data=st.data())
    def undo_twice(self, data: st.DataObject) -> None:
        redemption_id = data.draw(st.sampled_from(self.undone))
        try:
            reverse(self.ledger, redemption_id, "mistake", SUPERVISOR, self.now)
        except Conflict:
            return
        raise AssertionError("undone twice")

    @rule(code=numbers)
    def make_void(self, code: int) -> None:
        texts = [self.codes[code]]
        void_codes(self.ledger, self.campaign.id, MANAGER, self.now, reason="lost", texts=texts)
        if code not in self.used:
            self.void.add(code)

    @rule(limits=st.sampled_from(LIMITS), reuse=st.booleans())
    def save(self, limits: Limits, reuse: bool) -> None:
        current = get_campaign(self.ledger, self.campaign.id)
        changed = replace(current, limits=limits, reuse_after_reversal=reuse)
        save_campaign(self.ledger, changed, MANAGER, self.now, base_version=current.version)
        self.limits, self.reuse = limits, reuse

    @rule(hours=st.integers(1, 200))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def each_code_was_redeemed_once(self) -> None:
        codes = [done.code for done in self.live]
        assert len(codes) == len(set(codes))

    def teardown(self) -> None:
        try:
            if hasattr(self, "campaign"):
                self.assert_balances()
                assert_well(self.ledger)
        finally:
            self.closed(self.ledger)

    def assert_balances(self) -> None:
        for card, member_id in MEMBERS.items():
            units = POINTS * sum(done.card == card for done in self.live)
            balance = get_member(self.ledger, member_id).wallets.get("default", Decimal(0))
            assert balance == units

    @staticmethod
    def reason(verdict: Verdict) -> Reason | None:
        return verdict.refused.reason if verdict.refused else None

    def expected(self, code: int, card: str) -> Reason | None:
        """What a person with the list of redemptions and a calendar would say."""
        if code in self.void:
            return Reason.VOID
        if code in self.used:
            return Reason.ALREADY_USED
        theirs = [done for done in self.live if done.card == card]
        limits = self.limits
        for given, counted, each, reason in (
            (limits.executions_per_member, theirs, 1, Reason.MEMBER_EXECUTIONS_REACHED),
            (limits.points_per_member, theirs, POINTS, Reason.MEMBER_POINTS_REACHED),
            (limits.executions, self.live, 1, Reason.CAMPAIGN_EXECUTIONS_REACHED),
            (limits.points, self.live, POINTS, Reason.CAMPAIGN_BUDGET_REACHED),
        ):
            if given is not None:
                inside = sum(is_inside(done.at, self.now, given.interval) for done in counted)
                if (inside + 1) * each > given.value:
                    return reason
        return None


def is_inside(at: datetime, now: datetime, interval: Interval | None) -> bool:
    """Whether `at` is in the calendar window that ends now, said with calendars only."""
    if interval is None:
        return True
    then, today = at.astimezone(WARSAW), now.astimezone(WARSAW)
    if interval.type is IntervalType.HOURS:
        return then.strftime("%F %H %z") == today.strftime("%F %H %z")
    if interval.type is IntervalType.DAYS:
        return (today.date() - then.date()).days < interval.value
    if interval.type is IntervalType.WEEKS:
        return then.isocalendar()[:2] == today.isocalendar()[:2]
    return (then.year, then.month) == (today.year, today.month)
