"""What holds of the one decision whatever the facts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.award import points_given
from counterfoil.domain.campaign import Activity, Group, GroupKind, RuleTarget
from counterfoil.domain.checks import CHECKS
from counterfoil.domain.effect import DeductUnit, GivePoints, GiveReward
from counterfoil.domain.facts import CodeStatus, Facts, Reading, Request, Used
from counterfoil.domain.limit import Interval, IntervalType, Limits, bucket, first_bucket
from counterfoil.domain.redemption import Accepted, decide, explain
from counterfoil.domain.refusal import Reason, Refused
from counterfoil.domain.rights import EVERY, Amount, Authority, Rights
from tests.domain.build import (
    NOW,
    WARSAW,
    campaign,
    condition,
    facts,
    limit,
    member,
    referrer,
    request,
    reward,
    rule,
    unused,
    used,
)

COUPON = GiveReward("coffee")
RULES = st.lists(
    st.sampled_from(
        [
            rule(),
            rule(condition("member.tier", "is_equal", "gold")),
            rule(condition("member.tier", "is_equal", "silver")),
            rule(effects=(COUPON,)),
            rule(effects=(DeductUnit("100"),)),
            rule(effects=(GivePoints("transaction.grossValue * 2"),)),
            rule(effects=(GivePoints("member.wallets.vip"),)),
            rule(target=RuleTarget.REFERRER),
        ]
    ),
    max_size=3,
).map(tuple)
LIMIT = st.none() | st.builds(limit, st.integers(0, 300), st.none() | st.sampled_from(IntervalType))
CAMPAIGNS = st.builds(
    campaign,
    rules=RULES,
    active=st.booleans() | st.just(True),
    archived=st.just(False) | st.booleans(),
    limits=st.builds(Limits, LIMIT, LIMIT, LIMIT, LIMIT),
    audience=st.sampled_from([Group(), Group(GroupKind.TIER, frozenset({"gold"}))]),
)
UNITS = st.integers(0, 300).map(Decimal)
USED = st.builds(
    Used,
    UNITS,
    st.integers(0, 3),
    st.integers(0, 3),
    st.dictionaries(st.sampled_from(["m1", "m2"]), UNITS),
)
MEMBERS = st.none() | st.builds(
    member,
    tier=st.sampled_from(["gold", "silver", None]),
    active=st.sampled_from([True, True, False]),
    wallets=st.dictionaries(st.just("default"), UNITS),
)
LEFT = st.none() | st.builds(
    Amount,
    st.sampled_from([Decimal(0), Decimal(50), Decimal(5000)]),
    st.sampled_from([Decimal(0), Decimal(100)]),
    st.integers(0, 2),
)
RIGHTS = st.just(EVERY) | st.builds(
    Rights,
    st.sampled_from(Authority),
    st.sampled_from([None, Reason.NOT_HELD, Reason.NOT_CHECKED]),
    LEFT,
    LEFT,
    st.none() | st.integers(0, 2),
)
FACTS = st.builds(
    facts,
    code=st.sampled_from(
        [unused(), unused(), unused(), used(), unused(status=CodeStatus.VOID), None]
    ),
    campaign=CAMPAIGNS,
    member=MEMBERS,
    referrer=st.sampled_from([None, referrer()]),
    rewards=st.sampled_from([{}, {"coffee": reward()}, {"coffee": reward(active=False)}]),
    used=USED,
    rights=RIGHTS,
)
REQUESTS = st.builds(
    request,
    reading=st.sampled_from([Reading.READ, Reading.READ, Reading.READ, *Reading]),
    card=st.sampled_from(["", "1001"]),
    amount=st.none() | UNITS,
)
NOWS = st.sampled_from([NOW, NOW, NOW - timedelta(days=30), NOW + timedelta(days=30)])


@given(FACTS, REQUESTS, NOWS)
def test_the_first_check_that_fails_is_the_refusal(
    known: Facts, asked: Request, now: datetime
) -> None:
    found = decide(known, asked, now)
    results = explain(known, asked, now)
    failed = [result.refused for result in results if result.refused]
    if isinstance(found, Accepted):
        assert not failed
        assert len(results) == len(CHECKS)
    else:
        assert failed[0] == found
    assert [result.check for result in results] == [check.name for check in CHECKS[: len(results)]]


@given(FACTS, REQUESTS, NOWS)
def test_what_is_accepted_keeps_every_limit(known: Facts, asked: Request, now: datetime) -> None:
    found = decide(known, asked, now)
    if isinstance(found, Refused):
        return
    assert known.code is not None
    assert known.campaign is not None
    assert known.code.status is CodeStatus.UNUSED
    limits, already = known.campaign.limits, known.used
    if limits.executions:
        assert already.executions + 1 <= limits.executions.value
    if limits.points and found.points:
        assert already.points + found.points <= limits.points.value
    for one in filter(None, (known.member, known.referrer)):
        given_to = points_given(found.outcomes, one.id)
        if limits.points_per_member and given_to:
            had = already.points_per_member.get(one.id, Decimal(0))
            assert had + given_to <= limits.points_per_member.value


@given(FACTS, REQUESTS, NOWS, st.sampled_from([WARSAW, UTC]))
def test_the_zone_of_now_does_not_matter(
    known: Facts, asked: Request, now: datetime, zone: object
) -> None:
    assert decide(known, asked, now.astimezone(zone)) == decide(known, asked, now)  # type: ignore[arg-type]


WINDOW = st.none() | st.builds(Interval, st.sampled_from(IntervalType), st.integers(1, 3))


@given(
    st.integers(0, 4),
    st.integers(0, 450),
    WINDOW,
    st.lists(
        st.timedeltas(timedelta(0), timedelta(hours=1))
        | st.timedeltas(timedelta(0), timedelta(days=40)),
        max_size=25,
    ),
)
def test_no_sequence_of_redemptions_passes_a_limit(
    most: int, budget: int, window: Interval | None, gaps: list[timedelta]
) -> None:
    """A ledger in small: what was accepted is counted by bucket, and never more than allowed."""
    unit = window.type if window else None
    limits = Limits(
        executions=replace(limit(most), interval=window),
        points=replace(limit(budget), interval=window),
    )
    endless = campaign(limits=limits, activity=Activity(NOW))
    now = NOW
    buckets: list[int] = []
    for gap in gaps:
        now += gap
        first, last = first_bucket(window, now, WARSAW), bucket(unit, now, WARSAW)
        counted = [one for one in buckets if first <= one <= last]
        already = Used(points=Decimal(100 * len(counted)), executions=len(counted))
        found = decide(facts(campaign=endless, used=already), request(), now)
        room = len(counted) < most and 100 * (len(counted) + 1) <= budget
        assert isinstance(found, Accepted) is room
        if isinstance(found, Accepted):
            buckets.append(last)
            assert len(counted) + 1 <= most
