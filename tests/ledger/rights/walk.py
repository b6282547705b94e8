"""A hub and two tills that are given rights, spend them and give them back, in any order.

Each has a ledger of its own. Entries go to the hub in pieces, answers get lost, and what the hub
gives is heard of late. Codes that are used elsewhere are not heard of at all.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from counterfoil.domain.errors import Conflict
from counterfoil.domain.exchange import DeviceState, Outcome, Standing
from counterfoil.domain.rights import Allowance, Amount, GrantKind, GrantState, Wish
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.exchange.push import take
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.sending import uploads
from counterfoil.ledger.outbox.verdicts import take_verdicts
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.rights.allowances import set_allowance
from counterfoil.ledger.rights.duties import fulfil, take_grant
from counterfoil.ledger.rights.managing import give, recall
from counterfoil.ledger.rights.outstanding import outstanding
from counterfoil.ledger.rights.rows import list_grants
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.verdict import Attempt
from tests.domain.build import NOW
from tests.ledger.rights.counter import ids
from tests.ledger.rights.walk_parts import Seen, Till, enrol
from tests.ledger.shop import ANNA, CASHIER, MANAGER, SUPERVISOR, Shop, assert_well

OWNED, CAPPED = "c1", "c2"
CODES: Final = 8
POINTS: Final = 600
EXECUTIONS: Final = 9
"""Limits of both campaigns; each code gives a hundred units."""
EACH: Final = 100
ENDS: Final = frozenset({GrantState.CLOSED, GrantState.WRITTEN_OFF})

campaigns = st.sampled_from([OWNED, CAPPED])
tills = st.integers(0, 1)
codes = st.integers(0, CODES - 1)


class Walk(RuleBasedStateMachine):
    """Whatever is done in whatever order."""

    def __init__(self, opened: Callable[[int], Ledger], closed: Callable[[Ledger], None]) -> None:
        super().__init__()
        self.hub = become_hub(opened(0), NOW)
        self.tills = [Till(replace(opened(n), standing=Standing.TILL)) for n in (1, 2)]
        for till in self.tills:
            enrol(self.hub, till.ledger)
        self.closed = closed
        self.codes = {each: Shop(self.hub).codes(each) for each in (OWNED, CAPPED)}
        self.ranges = {each: ids(self.hub, each) for each in (OWNED, CAPPED)}
        self.now: datetime = NOW
        self.seen = Seen()

    @initialize(hours=st.sampled_from([1, 24]), units=st.sampled_from([100, 200, 350]))
    def keep_supplied(self, hours: int, units: int) -> None:
        amount = Amount(Decimal(units), count=3)
        for campaign in (OWNED, CAPPED):
            allowed = Allowance(campaign, budget=amount, risk=amount, hours=hours)
            set_allowance(self.hub, allowed, MANAGER, self.now)
        for which, till in enumerate(self.tills):
            for campaign, (first, _) in self.ranges.items():
                start = first + which * CODES // 2
                self._give(Wish(till.device, campaign, GrantKind.CODES, ((start, start + 2),)))
            self.sync(which)
            self.sync(which)

    @rule(minutes=st.sampled_from([1, 45, 300]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(which=tills, campaign=campaigns, first=codes, more=st.integers(0, 3))
    def hold(self, which: int, campaign: str, first: int, more: int) -> None:
        start, last = self.ranges[campaign]
        held = (start + first, min(start + first + more, last))
        self._give(Wish(self.tills[which].device, campaign, GrantKind.CODES, (held,)))

    @rule(
        which=tills,
        campaign=campaigns,
        kind=st.sampled_from([GrantKind.BUDGET, GrantKind.RISK]),
        units=st.sampled_from([100, 250, 500]),
        count=st.integers(1, 5),
    )
    def lend(self, which: int, campaign: str, kind: GrantKind, units: int, count: int) -> None:
        amount, ends = Amount(Decimal(units), count=count), self.now + timedelta(hours=3)
        device = self.tills[which].device
        self._give(Wish(device, campaign, kind, amount=amount, expires_at=ends))

    def _give(self, wish: Wish) -> None:
        with suppress(Conflict):
            give(self.hub, wish, MANAGER, self.now)

    @rule(data=st.data())
    def ask_back(self, data: st.DataObject) -> None:
        with self.hub.read() as conn:
            out = [each.id for each in list_grants(conn)]
        if out:
            recall(self.hub, data.draw(st.sampled_from(out)), MANAGER, self.now)

    @rule(which=tills)
    def hear_of_rights(self, which: int) -> None:
        till = self.tills[which].ledger
        with self.hub.read() as conn:
            given = list_grants(conn, device=till.device.id, states=GrantState)
        with till.write() as conn:
            for grant in given:
                take_grant(till, conn, grant)
        fulfil(till, self.now)

    @rule(which=tills, most=st.integers(1, 6), again=st.booleans(), answered=st.booleans())
    def push(self, which: int, most: int, again: bool, answered: bool) -> None:
        till = self.tills[which]
        after = max(0, till.sent - 2) if again else till.sent
        pushed = take(self.hub, till.device, uploads(till.ledger, after, most), self.now)
        assert pushed.state is DeviceState.ACTIVE
        self.seen.duplicates |= {
            f"{till.device}-{verdict.n}"
            for verdict in pushed.verdicts
            if verdict.outcome is Outcome.DUPLICATE
        }
        assert all(each.outcome in {Outcome.APPLIED, Outcome.DUPLICATE} for each in pushed.verdicts)
        if answered:
            take_verdicts(till.ledger, pushed, self.now)
            till.sent = pushed.next_n - 1

    @rule(campaign=campaigns, some=st.lists(codes, min_size=1, max_size=4))
    def both_redeem(self, campaign: str, some: list[int]) -> None:
        for which in range(len(self.tills)):
            self.redeem_alone(which, campaign, some)

    @rule(which=tills)
    def sync(self, which: int) -> None:
        self.push(which, 500, again=False, answered=True)
        self.hear_of_rights(which)
        self.push(which, 500, again=False, answered=True)

    @rule(which=tills, campaign=campaigns, some=st.lists(codes, min_size=1, max_size=4))
    def redeem_alone(self, which: int, campaign: str, some: list[int]) -> None:
        for code in some:
            if (which, campaign, code) not in self.seen.asked:
                self._redeem(self.tills[which].ledger, campaign, code, "")

    @rule(which=st.integers(0, 2), campaign=campaigns, code=codes)
    def redeem_at_the_hub(self, which: int, campaign: str, code: int) -> None:
        device = self.tills[which].device if which < len(self.tills) else ""
        if which < len(self.tills) and self._is_used(which, campaign, code):
            # It knows that itself.
            return
        self.seen.asked.add((which, campaign, code))
        self._redeem(self.hub, campaign, code, device)

    def _is_used(self, which: int, campaign: str, code: int) -> bool:
        query = select(redemptions.c.id).where(
            redemptions.c.code_id == self.ranges[campaign][0] + code
        )
        with self.tills[which].ledger.read() as conn:
            return conn.scalar(query) is not None

    def _redeem(self, ledger: Ledger, campaign: str, code: int, device: str) -> None:
        text = self.codes[campaign][code]
        attempt = Attempt((text,), CASHIER, ANNA, device=device)
        verdict = redeem(ledger, attempt, self.now)
        if verdict.accepted:
            assert verdict.redemption_id is not None
            self.seen.given[verdict.redemption_id] = (campaign, text, verdict.final)

    @rule(data=st.data())
    def undo_at_the_hub(self, data: st.DataObject) -> None:
        query = select(redemptions.c.id).where(redemptions.c.reversed_at.is_(None))
        with self.hub.read() as conn:
            made = sorted(conn.scalars(query))
        if made:
            chosen = data.draw(st.sampled_from(made))
            reverse(self.hub, chosen, "brought back", SUPERVISOR, self.now)
            self.seen.undone.add(chosen)

    @invariant()
    def no_limit_is_passed(self) -> None:
        for campaign in (OWNED, CAPPED):
            counting = self._promoted(campaign) | {
                name
                for name, (of, _, _) in self.seen.given.items()
                if of == campaign and name not in self.seen.duplicates
            }
            live = len(counting - self.seen.undone)
            assert live * EACH <= POINTS
            assert live <= EXECUTIONS

    def _promoted(self, campaign: str) -> set[str]:
        query = select(redemptions.c.id).where(redemptions.c.campaign_id == campaign)
        with self.hub.read() as conn:
            return {each for each in conn.scalars(query) if each in self.seen.duplicates}

    @invariant()
    def the_hub_keeps_within_its_limits(self) -> None:
        for campaign in (OWNED, CAPPED):
            query = select(redemptions.c.id).where(
                redemptions.c.campaign_id == campaign, redemptions.c.reversed_at.is_(None)
            )
            with self.hub.read() as conn:
                out = outstanding(conn, campaign)
                used = len(conn.scalars(query).all())
            assert used * EACH + out.units <= POINTS
            assert used + out.count <= EXECUTIONS

    @invariant()
    def what_is_final_is_handed_over_once(self) -> None:
        live = [each for name, each in self.seen.given.items() if name not in self.seen.undone]
        finally_given = Counter(code for _, code, final in live if final)
        assert all(count == 1 for count in finally_given.values())
        assert all(final for campaign, _, final in live if campaign == OWNED)
        for name in self.seen.duplicates:
            assert not self.seen.given[name][2]

    @invariant()
    def duplicates_cost_no_more_than_was_risked(self) -> None:
        times: dict[str, int] = defaultdict(int)
        for name, (_, code, _) in self.seen.given.items():
            times[code] += name not in self.seen.undone
        lost = sum(max(0, count - 1) for count in times.values()) * EACH
        with self.hub.read() as conn:
            risked = list_grants(conn, kind=GrantKind.RISK, states=GrantState)
        assert lost <= sum(each.amount.units for each in risked)
        assert sum(each.burned.units for each in risked) == len(self.seen.duplicates) * EACH

    @invariant()
    def no_lease_is_overspent_and_the_tills_know_best(self) -> None:
        for till in self.tills:
            with till.ledger.read() as conn:
                here = list_grants(conn, device=till.device, states=GrantState)
            with self.hub.read() as conn:
                there = {
                    each.id: each
                    for each in list_grants(conn, device=till.device, states=GrantState)
                }
            for grant in here:
                assert grant.amount.covers(grant.spent)
                assert grant.spent.covers(grant.burned)
                if grant.kind is GrantKind.BUDGET:
                    assert grant.spent.covers(there[grant.id].spent)

    @invariant()
    def ends_are_final_and_numbers_are_given_once(self) -> None:
        with self.hub.read() as conn:
            known = list_grants(conn, states=GrantState)
        for grant in known:
            assert self.seen.grants.setdefault(grant.id, grant.device) == grant.device
            assert self.seen.ended.get(grant.id, grant.state) == grant.state
            if grant.state in ENDS:
                self.seen.ended[grant.id] = grant.state
        assert len(known) == len(self.seen.grants)

    def teardown(self) -> None:
        for which in range(len(self.tills)):
            self.sync(which)
            self.sync(which)
        assert_well(self.hub)
        for ledger in (self.hub, *(till.ledger for till in self.tills)):
            self.closed(ledger)
