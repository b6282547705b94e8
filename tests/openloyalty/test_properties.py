"""Any JSON is read or refused in a sentence; any campaign survives being written and read."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.domain.campaign import (
    Activity,
    Campaign,
    CampaignType,
    Group,
    GroupKind,
    Label,
    OfflinePolicy,
    Rule,
    RuleTarget,
    Translation,
)
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.condition import Condition, Operator
from counterfoil.domain.effect import (
    AssignMemberCustomAttribute,
    DeductUnit,
    GivePoints,
    GiveReward,
    RemoveMemberCustomAttribute,
)
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.limit import Interval, IntervalType, Limit, Limits
from counterfoil.openloyalty.campaign import read_campaign, write_campaign
from counterfoil.openloyalty.document import parse
from counterfoil.openloyalty.member import read_member
from counterfoil.openloyalty.reward import read_reward
from counterfoil.openloyalty.schema import read_schema
from tests.openloyalty.bodies import CAMPAIGN

NOW = datetime(2026, 9, 1, tzinfo=UTC)

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(
        ["give_points", "none", "tier", "2026-01-01T00:00Z", "1 + 1", "(", "9" * 400]
    ),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=5) | st.sampled_from(sorted(CAMPAIGN)), inner, max_size=5
        )
    ),
    max_leaves=12,
)


def refusal(read: Callable[[], object]) -> str:
    """Return the sentence that `read` refuses with; "Read." where it does not."""
    try:
        read()
    except InvalidInput as refused:
        return str(refused)
    return "Read."


@given(json_values)
def test_any_json_is_read_or_refused_in_a_sentence(value: object) -> None:
    for read in (
        lambda: read_campaign(value, id="c"),
        lambda: read_schema(value),
        lambda: read_member(value, id="m", registered_at=NOW),
        lambda: read_reward(value, id="r"),
    ):
        assert refusal(read).endswith(".")


@given(st.data())
def test_a_campaign_with_one_part_replaced_is_read_or_refused(data: st.DataObject) -> None:
    body = deepcopy(CAMPAIGN)
    at: Any = body
    while True:
        keys = sorted(at) if isinstance(at, dict) else range(len(at))
        key = data.draw(st.sampled_from(keys))
        if not at[key] or not isinstance(at[key], dict | list) or data.draw(st.booleans()):
            at[key] = data.draw(json_values)
            break
        at = at[key]
    try:
        campaign = read_campaign(body, id="c")
    except InvalidInput:
        return
    assert read_campaign(write_campaign(campaign), id="c") == campaign


@given(st.binary() | st.text())
def test_any_text_is_parsed_or_refused(data: bytes | str) -> None:
    assert refusal(lambda: parse(data)).endswith(".")


names = st.text("abcXYZ ąöש-'&", min_size=1, max_size=20).filter(str.strip).map(str.strip)
codes = st.text("abc019_-.", min_size=1, max_size=12)
amounts = st.decimals(Decimal("0.01"), Decimal(10**9), places=2)
counts = st.integers(1, 10**9).map(Decimal)
zones = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
seconds = st.floats(0, 30_000_000_000).map(lambda span: timedelta(seconds=span))
moments = st.builds(lambda span, zone: (NOW + span).astimezone(zone), seconds, zones)
formulas = st.sampled_from(["100", "transaction.grossValue * 0.1", "2.5", "1 + 1"])
intervals = st.builds(Interval, st.sampled_from(IntervalType), st.integers(1, 100))
effects = st.one_of(
    st.builds(GivePoints, formulas, codes),
    st.builds(DeductUnit, formulas, codes),
    st.builds(GiveReward, codes),
    st.builds(AssignMemberCustomAttribute, names, names | st.just("")),
    st.builds(RemoveMemberCustomAttribute, names),
)
conditions = st.builds(
    Condition,
    st.sampled_from(["store.code", "member.tier", "code.batch"]),
    st.sampled_from([Operator.IS_EQUAL, Operator.STARTS_WITH]),
    names,
) | st.builds(
    Condition,
    st.just("transaction.grossValue"),
    st.just(Operator.IS_GREATER),
    st.integers(0, 1000) | st.floats(0, 1000),
)


def limits_of(values: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Limit | None]:
    return st.none() | st.builds(Limit, values, st.none() | intervals)


def groups() -> st.SearchStrategy[Group]:
    some = st.frozensets(codes, min_size=1, max_size=3)
    kinds = st.sampled_from([GroupKind.SEGMENT, GroupKind.TIER])
    return st.just(Group()) | st.builds(Group, kinds, some)


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    starts_at, other = draw(moments), draw(st.none() | moments)
    kind = draw(st.sampled_from(CampaignType))
    targets = list(RuleTarget) if kind is CampaignType.REFERRAL else [RuleTarget.SELF]
    rule = st.builds(
        Rule,
        names,
        st.lists(effects, min_size=1, max_size=5).map(tuple),
        st.lists(conditions, max_size=3).map(tuple),
        st.sampled_from(targets),
        st.text("ab \n", max_size=10),
    )
    texts = st.builds(Translation, names, names | st.just(""))
    return Campaign(
        id=draw(codes),
        translations={"en": draw(texts)}
        | draw(st.dictionaries(st.sampled_from(["pl", "he"]), texts)),
        activity=Activity(starts_at, other if other and other > starts_at else None),
        event=draw(names),
        event_code_attribute=draw(names),
        rules=tuple(draw(st.lists(rule, min_size=1, max_size=6))),
        type=kind,
        code_format=draw(
            st.none()
            | st.builds(
                CodeFormat,
                st.sampled_from(CharacterSet),
                st.integers(4, 32),
                st.text("ABC09", max_size=8),
                st.booleans(),
                st.booleans(),
            )
        ),
        limits=Limits(
            draw(limits_of(amounts)),
            draw(limits_of(amounts)),
            draw(limits_of(counts)),
            draw(limits_of(counts)),
        ),
        visibility=draw(groups()),
        audience=draw(groups()),
        display_order=draw(st.integers(-1000, 1000)),
        active=draw(st.booleans()),
        archived=draw(st.booleans()),
        labels=tuple(
            Label(key, value)
            for key, value in draw(st.dictionaries(names, names, max_size=3)).items()
        ),
        offline_policy=draw(st.sampled_from(OfflinePolicy)),
        reuse_after_reversal=draw(st.booleans()),
        version=draw(st.integers(1, 10**6)),
    )


@settings(max_examples=40)
@given(campaigns())
def test_a_campaign_survives_being_written_as_json_and_read(campaign: Campaign) -> None:
    text = json.dumps(write_campaign(campaign))
    assert read_campaign(parse(text), id=campaign.id) == campaign


@settings(max_examples=40)
@given(campaigns())
def test_what_is_written_depends_on_the_campaign_alone(campaign: Campaign) -> None:
    """Two campaigns that are equal are written alike, so that their journal entries are too."""
    elsewhere = replace(
        campaign,
        activity=Activity(
            campaign.activity.starts_at.astimezone(UTC),
            campaign.activity.ends_at and campaign.activity.ends_at.astimezone(UTC),
        ),
    )
    assert write_campaign(elsewhere) == write_campaign(campaign)
