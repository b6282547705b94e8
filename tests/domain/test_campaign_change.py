"""Changing a running campaign: free, a new version, or refused with what to do instead."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.campaign import (
    Activity,
    CampaignType,
    Group,
    GroupKind,
    Label,
    OfflinePolicy,
    Translation,
)
from counterfoil.domain.campaign_change import (
    FIXED_BY_CODES,
    FIXED_LATER,
    FREE,
    Difference,
    History,
    Kind,
    Part,
    differences,
    judge_change,
    refusals,
)
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.limit import Limits
from tests.domain.build import NOW, campaign, limit, rule

FORMAT = CodeFormat(CharacterSet.ALPHANUM, 8, "SUM")
CHANGES: dict[Part, dict[str, Any]] = {
    Part.TYPE: {"type": CampaignType.REFERRAL},
    Part.EVENT: {"event": "other"},
    Part.EVENT_CODE_ATTRIBUTE: {"event_code_attribute": "other"},
    Part.CODE_FORMAT: {"code_format": replace(FORMAT, length=9)},
    Part.TEXTS: {"translations": {"en": Translation("Summer"), "pl": Translation("Lato")}},
    Part.DATES: {"activity": Activity(NOW)},
    Part.DISPLAY_ORDER: {"display_order": 7},
    Part.LABELS: {"labels": (Label("season", "summer"),)},
    Part.VISIBILITY: {"visibility": Group(GroupKind.TIER, frozenset({"gold"}))},
    Part.AUDIENCE: {"audience": Group(GroupKind.TIER, frozenset({"gold"}))},
    Part.RULES: {"rules": (rule(name="Other"),)},
    Part.LIMITS: {"limits": Limits(executions=limit(3))},
    Part.OFFLINE_POLICY: {"offline_policy": OfflinePolicy.OWNED},
    Part.REUSE_AFTER_REVERSAL: {"reuse_after_reversal": True},
    Part.ACTIVE: {"active": False},
    Part.ARCHIVED: {"archived": True},
}
BEFORE = campaign(code_format=FORMAT)
parts = st.sets(st.sampled_from(Part))
histories = st.builds(History, codes=st.booleans(), redemptions=st.booleans())


def changed(wanted: set[Part]) -> Any:  # noqa: ANN401
    over = {name: value for part in wanted for name, value in CHANGES[part].items()}
    return replace(BEFORE, **over)


@given(parts)
def test_just_what_was_changed_differs(wanted: set[Part]) -> None:
    after = replace(changed(wanted), version=9)
    assert {each.part for each in differences(BEFORE, after)} == wanted
    assert {each.part for each in differences(after, BEFORE)} == wanted


@given(parts, histories)
def test_each_difference_is_judged_alone(wanted: set[Part], history: History) -> None:
    together = judge_change(BEFORE, changed(wanted), history)
    alone = [judge_change(BEFORE, changed({part}), history) for part in Part if part in wanted]
    assert list(together) == [each for judged in alone for each in judged]


@given(parts)
def test_without_a_history_anything_goes(wanted: set[Part]) -> None:
    judged = judge_change(BEFORE, changed(wanted), History())
    assert refusals(judged) == ()
    assert {each.difference.part for each in judged if each.kind is Kind.FREE} == wanted & FREE


@pytest.mark.parametrize("history", [History(codes=True), History(redemptions=True)])
def test_what_codes_hang_on_stays_once_there_are_codes(history: History) -> None:
    refused = refusals(judge_change(BEFORE, changed(set(Part)), history))
    assert {each.difference.part for each in refused} == set(FIXED_BY_CODES)
    for each in refused:
        assert each.sentence.startswith("Summer has codes, so ")
        assert "duplicate it" in each.sentence


def test_a_refusal_names_what_stays() -> None:
    (only,) = judge_change(BEFORE, changed({Part.EVENT}), History(codes=True))
    assert only.difference == Difference(Part.EVENT, "promo_redeemed", "other")
    assert only.sentence == (
        "Summer has codes, so its event stays promo_redeemed; duplicate it and choose the event"
        " for the copy."
    )


def test_imported_codes_let_a_generator_come_beside_them_once() -> None:
    imported = campaign(code_format=None)
    (only,) = judge_change(imported, BEFORE, History(codes=True))
    assert only.kind is Kind.NEW_VERSION
    (only,) = judge_change(BEFORE, imported, History(codes=True))
    assert only.kind is Kind.REFUSED


def test_an_archived_one_stays_put_away() -> None:
    away = replace(BEFORE, archived=True, active=False)
    judged = judge_change(away, replace(BEFORE, display_order=3), History())
    assert {each.difference.part for each in refusals(judged)} == {Part.ACTIVE, Part.ARCHIVED}
    assert "archived for good" in judged[-1].sentence


def test_what_is_fixed_later_is_said_beforehand() -> None:
    assert set(FIXED_LATER) == {*FIXED_BY_CODES, Part.ARCHIVED}
