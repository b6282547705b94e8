"""The form and Open Loyalty's JSON are one truth: nothing of a campaign is lost on the way."""

import json
from datetime import UTC
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from counterfoil.desk.wizard.convert import from_campaign, to_campaign
from counterfoil.desk.wizard.form import (
    Form,
    RuleForm,
    added,
    differences,
    from_document,
    get,
    has,
    moved,
    put,
    removed,
    to_document,
)
from counterfoil.domain.campaign import Campaign
from tests.openloyalty.test_properties import campaigns

WARSAW = ZoneInfo("Europe/Warsaw")


@given(campaigns(), st.sampled_from([UTC, WARSAW]))
def test_a_campaign_survives_the_form(campaign: Campaign, zone: ZoneInfo) -> None:
    assert to_campaign(from_campaign(campaign), campaign.id, zone) == campaign


@given(campaigns())
def test_a_form_survives_being_kept_as_a_draft(campaign: Campaign) -> None:
    form = from_campaign(campaign)
    assert from_document(json.loads(json.dumps(to_document(form)))) == form
    assert differences(form, form) == ()


def test_an_older_draft_is_read_with_what_it_has() -> None:
    assert from_document({"type": "referral"}) == Form(type="referral")


def test_fields_are_reached_by_their_path() -> None:
    form = put(Form(), "rules.0.effects.0.value", "100")
    assert get(form, "rules.0.effects.0.value") == "100"
    more = added(form, "rules", RuleForm("Second"))
    assert [rule.name for rule in moved(more, "rules", 1, 0).rules] == ["Second", ""]
    assert removed(more, "rules", 1) == form
    assert has(more, "rules.1.name")
    assert not has(form, "rules.1.name")
    assert differences(Form(), put(form, "limits.points.value", "5")) == (
        "rules",
        "limits.points.value",
    )
