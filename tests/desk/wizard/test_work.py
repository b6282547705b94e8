"""What the wizard has the ledger do, without a window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from counterfoil.desk.wizard import trial, work
from counterfoil.desk.wizard.convert import to_campaign
from counterfoil.desk.wizard.form import EffectForm, Form, TextForm, put
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.errors import Forbidden, NotFound
from counterfoil.domain.redemption import Accepted
from counterfoil.domain.refusal import Reason, Refused
from counterfoil.domain.reward import Reward
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.campaign_versions import Stale
from counterfoil.ledger.campaigns import get_campaign, list_campaigns
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.drafts import list_drafts
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import DEFAULT
from tests.desk.conftest import NOW
from tests.helpers.shop import ANNA_CARD, Shop


@pytest.fixture
def ledger(shop: Shop, folder: Path) -> Iterator[Ledger]:  # noqa: ARG001 - the shop comes first
    with open_ledger(folder, NOW) as opened:
        yield opened


def filled(form: Form) -> Form:
    named = replace(form, texts=(TextForm("en", "Tea"),))
    return put(named, "rules.0.effects.0", EffectForm(value="10"))


def test_a_new_form_starts_with_what_hardly_anybody_would_change(ledger: Ledger) -> None:
    begun = work.begin(ledger, "", NOW)
    assert (begun.form.event, begun.form.attribute) == ("code_redeemed", "promo_code")
    assert begun.form.starts == "2026-11-24T14:02"
    assert [tier.name for tier in begun.facts.tiers] == ["Basic", "Gold"]
    assert {taken.prefix for taken in begun.facts.taken} >= {"CARD", "CUP"}


def test_a_draft_is_kept_gone_on_with_and_saved(ledger: Ledger) -> None:
    begun = work.begin(ledger, "", NOW)
    form = filled(begun.form)
    work.keep(ledger, begun, form, DEFAULT, NOW)
    (line,) = list_drafts(ledger)
    assert line.name == "Tea"
    again = work.begin(ledger, f"{work.DRAFT}{line.id}", NOW)
    assert again.form == form
    assert again.resumed
    saved = work.save(ledger, again, form, DEFAULT, NOW)
    assert get_campaign(ledger, saved.id).name == "Tea"
    assert list_drafts(ledger) == ()
    with pytest.raises(NotFound):
        work.begin(ledger, f"{work.DRAFT}{line.id}", NOW)


def test_a_draft_can_be_thrown_away(ledger: Ledger) -> None:
    begun = work.begin(ledger, "", NOW)
    work.keep(ledger, begun, begun.form, DEFAULT, NOW)
    work.throw_away(ledger, begun, DEFAULT)
    assert list_drafts(ledger) == ()


def test_a_change_goes_on_from_its_draft_and_knows_what_it_was_made_from(ledger: Ledger) -> None:
    campaign_id = list_campaigns(ledger)[0].id
    begun = work.begin(ledger, campaign_id, NOW)
    assert begun.base == begun.form
    assert begun.facts.history.codes
    assert begun.facts.codes == 12
    changed = put(begun.form, "texts.0.name", "Renamed")
    work.keep(ledger, begun, changed, DEFAULT, NOW)
    again = work.begin(ledger, campaign_id, NOW)
    assert again.form == changed
    assert again.base_version == begun.base_version
    saved = work.save(ledger, again, changed, DEFAULT, NOW)
    assert saved.version == begun.base_version + 1
    with pytest.raises(Stale):
        work.save(ledger, begun, begun.form, DEFAULT, NOW)


def test_a_draft_of_a_campaign_that_is_gone_is_a_new_one(ledger: Ledger) -> None:
    begun = replace(work.begin(ledger, "", NOW), campaign_id="gone", base_version=3)
    work.keep(ledger, begun, begun.form, DEFAULT, NOW)
    again = work.begin(ledger, f"{work.DRAFT}{begun.draft_id}", NOW)
    assert (again.campaign_id, again.base_version) == ("", 0)


def test_only_managers_keep_and_save(ledger: Ledger) -> None:
    begun = work.begin(ledger, "", NOW)
    cashier = Staff("jan", "Jan", Role.CASHIER)
    with pytest.raises(Forbidden):
        work.keep(ledger, begun, begun.form, cashier, NOW)
    with pytest.raises(Forbidden):
        work.save(ledger, begun, filled(begun.form), cashier, NOW)


def test_a_reward_made_in_place_takes_no_other_ones_id(ledger: Ledger) -> None:
    saved = work.add_reward(ledger, Reward("coffee", "Another coffee"), DEFAULT, NOW)
    assert saved.id == "coffee-2"


def test_codes_of_a_format_are_counted_over_all_campaigns(ledger: Ledger) -> None:
    assert work.made(ledger, CodeFormat(CharacterSet.ALPHANUM, 8, "CARD")) == 12
    assert work.made(ledger, CodeFormat(CharacterSet.ALPHANUM, 9, "CARD")) == 0


def test_trying_a_code_tells_every_check_and_records_nothing(ledger: Ledger) -> None:
    begun = work.begin(ledger, "", NOW)
    form = put(filled(begun.form), "rules.0.effects.0", EffectForm(mode="amount", value="2"))
    campaign = to_campaign(form, "new", ledger.store.zone)
    nobody = trial.attempt(ledger, campaign, trial.Try(), NOW)
    assert isinstance(nobody.decision, Refused)
    assert nobody.decision.reason is Reason.MEMBER_REQUIRED
    asked = trial.Try(ANNA_CARD, Decimal("12.50"), NOW)
    tried = trial.attempt(ledger, campaign, asked, NOW)
    assert isinstance(tried.decision, Accepted)
    assert tried.decision.points == Decimal(25)
    assert all(check.refused is None for check in tried.checks)
    early = replace(asked, at=NOW - timedelta(days=1))
    late = trial.attempt(ledger, campaign, early, NOW)
    assert [c.check for c in late.checks if c.refused] == ["started"]


def test_trying_counts_what_a_member_has_redeemed_so_far(ledger: Ledger) -> None:
    line = next(each for each in list_campaigns(ledger) if each.name == "Free coffee")
    campaign = get_campaign(ledger, line.id)
    tried = trial.attempt(ledger, campaign, trial.Try(), NOW)
    assert isinstance(tried.decision, Accepted)
    assert set(tried.rewards) == {"coffee"}
