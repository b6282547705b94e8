"""Any walk of redeeming, coupons, undoing, adjusting and erasing leaves sums equal to balances."""

import shutil
import tempfile
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from counterfoil.domain.campaign import Activity
from counterfoil.domain.effect import GivePoints, GiveReward
from counterfoil.domain.errors import Conflict, InvalidInput
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.coupon_list import list_coupons
from counterfoil.ledger.coupons import CouponAttempt, unuse_coupon, use_coupon
from counterfoil.ledger.erase import erase_member
from counterfoil.ledger.member_history import member_history
from counterfoil.ledger.members import get_member, new_member_id, save_member
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.wallet_statement import statement, wallet_codes
from counterfoil.ledger.wallets import adjust
from tests.domain.build import NOW, member, store
from tests.domain.build import rule as campaign_rule
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop, assert_well, fill

CODES = 30
CARDS = ("c1", "c2")


class MemberWalk(RuleBasedStateMachine):
    """Two cards, each of somebody who may be erased and followed by somebody new."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.ledger = open_ledger(self.folder, NOW, store=store())
        fill(self.ledger)
        self.shop = Shop(self.ledger)
        both = campaign_rule(effects=(GivePoints("100"), GiveReward("coffee")))
        _, self.codes = self.shop.campaign(CODES, rules=(both,), activity=Activity(NOW))
        self.now = NOW
        self.done: list[str] = []
        self.coupons: dict[str, bool] = {}
        self.ids: dict[str, str] = {}
        self.everybody: list[str] = []
        for card in CARDS:
            self.enrol(card)

    def enrol(self, card: str) -> None:
        person = member(id=new_member_id(), loyalty_card_number=card, wallets={})
        self.ids[card] = save_member(self.ledger, person, MANAGER, self.now).id
        self.everybody.append(self.ids[card])

    @precondition(lambda self: self.codes)
    @rule(card=st.sampled_from(CARDS))
    def redeem(self, card: str) -> None:
        verdict = self.shop.redeem(self.codes.pop(), self.now, card=card)
        assert verdict.redemption_id is not None
        self.done.append(verdict.redemption_id)
        coupon = verdict.given[1].coupon
        assert coupon is not None
        self.coupons[coupon.code] = False

    @precondition(lambda self: self.coupons)
    @rule(data=st.data(), card=st.sampled_from(("", *CARDS)))
    def use(self, data: st.DataObject, card: str) -> None:
        code = data.draw(st.sampled_from(sorted(self.coupons)))
        attempt = CouponAttempt((code,), CASHIER, card)
        checked = use_coupon(self.ledger, attempt, self.now, check_only=True)
        used = use_coupon(self.ledger, attempt, self.now)
        assert (checked.accepted, checked.refused) == (used.accepted, used.refused)
        assert not (used.accepted and self.coupons[code]), "used twice"
        self.coupons[code] = self.coupons[code] or used.accepted

    @precondition(lambda self: self.coupons)
    @rule(data=st.data())
    def put_back(self, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from(sorted(self.coupons)))
        was_used = self.coupons[code]
        try:
            unuse_coupon(self.ledger, code, "mistake", SUPERVISOR, self.now)
        except Conflict:
            assert not was_used
        else:
            assert was_used
        self.coupons[code] = False

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        redemption_id = data.draw(st.sampled_from(self.done))
        self.done.remove(redemption_id)
        reverse(self.ledger, redemption_id, "mistake", SUPERVISOR, self.now)

    @rule(card=st.sampled_from(CARDS), units=st.integers(-150, 150))
    def adjust(self, card: str, units: int) -> None:
        with suppress(InvalidInput):
            amount = Decimal(units)
            adjust(self.ledger, self.ids[card], "default", amount, "why", SUPERVISOR, self.now)

    @rule(card=st.sampled_from(CARDS))
    def erase(self, card: str) -> None:
        erase_member(self.ledger, self.ids[card], "asked", MANAGER, self.now)
        self.enrol(card)

    @rule(hours=st.integers(1, 500))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def used_coupons_are_those_that_were_used(self) -> None:
        listed = list_coupons(self.ledger, self.now, limit=1000)
        assert {each.coupon.code: each.use is not None for each in listed} == self.coupons

    def teardown(self) -> None:
        try:
            for member_id in self.everybody:
                self.assert_sums(member_id)
            assert_well(self.ledger)
        finally:
            self.ledger.close()
            shutil.rmtree(self.folder)

    def assert_sums(self, member_id: str) -> None:
        balances = get_member(self.ledger, member_id).wallets
        assert set(wallet_codes(self.ledger, member_id)) == set(balances)
        for code, balance in balances.items():
            lines = statement(self.ledger, member_id, code, limit=1000)
            assert sum(line.units for line in lines) == balance == lines[0].after
            assert lines[-1].after == lines[-1].units
        whole = member_history(self.ledger, member_id, limit=1000)
        if whole:
            half = whole[len(whole) // 2]
            rest = member_history(self.ledger, member_id, half, limit=1000)
            assert rest == whole[whole.index(half) + 1 :]


TestMemberWalk = MemberWalk.TestCase
TestMemberWalk.settings = settings(
    max_examples=6,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
