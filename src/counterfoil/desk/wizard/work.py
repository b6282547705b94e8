"""What the wizard has the ledger do. Every function here runs behind a door."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from counterfoil.desk.wizard.convert import from_campaign, to_campaign
from counterfoil.desk.wizard.facts import Facts, Taken
from counterfoil.desk.wizard.form import Form, from_document, to_document
from counterfoil.domain.campaign import Campaign
from counterfoil.domain.campaign_change import History
from counterfoil.domain.code import CodeFormat
from counterfoil.domain.errors import NotFound
from counterfoil.domain.event import EventSchema, Field, FieldType
from counterfoil.domain.reward import Reward
from counterfoil.domain.store import Staff
from counterfoil.ledger import drafts
from counterfoil.ledger.campaigns import (
    NEW,
    get_campaign,
    history,
    list_campaigns,
    new_campaign_id,
    save_campaign,
)
from counterfoil.ledger.codes.spaces import made_so_far
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import list_segments, list_tiers
from counterfoil.ledger.rewards import list_rewards, save_reward
from counterfoil.ledger.schemas import list_schemas, save_schema

DRAFT: Final = "draft:"
"""Stands before the id of a draft where a screen is asked for one; else it is a campaign's."""

READY_MADE: Final = EventSchema(
    "code_redeemed",
    "Code redeemed",
    (Field(FieldType.TEXT, "promo_code", "The code that was redeemed"),),
)
"""The event schema that is offered where there is none."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A form to be filled in: which draft keeps it, and what it was begun from.

    `base` is the form of the campaign as it was when the change began, None for a new one.
    """

    form: Form
    facts: Facts
    draft_id: str
    campaign_id: str = ""
    base_version: int = NEW
    base: Form | None = None
    resumed: bool = False


def begin(ledger: Ledger, subject: str, now: datetime) -> Begun:
    """Open a draft ("draft:ID"), a campaign to be changed (its id), or a new form ("").

    A change of a campaign that was begun before goes on from its draft.

    Raises:
        NotFound: there is no such draft or campaign.
    """
    if subject.startswith(DRAFT):
        return _resume(ledger, drafts.get_draft(ledger, subject.removeprefix(DRAFT)), now)
    if not subject:
        facts = gather(ledger, None, now)
        return Begun(new_form(facts), facts, drafts.new_draft_id())
    begun = [each for each in drafts.list_drafts(ledger) if each.campaign_id == subject]
    if begun:
        return _resume(ledger, drafts.get_draft(ledger, begun[0].id), now)
    campaign = get_campaign(ledger, subject)
    form = from_campaign(campaign)
    facts = gather(ledger, campaign, now)
    return Begun(form, facts, drafts.new_draft_id(), campaign.id, campaign.version, form)


def _resume(ledger: Ledger, draft: drafts.Draft, now: datetime) -> Begun:
    form = from_document(draft.document)
    campaign = _campaign(ledger, draft.campaign_id)
    facts = gather(ledger, campaign, now)
    if campaign is None:
        return Begun(form, facts, draft.id, resumed=True)
    base = from_campaign(campaign)
    return Begun(form, facts, draft.id, campaign.id, draft.base_version or NEW, base, resumed=True)


def _campaign(ledger: Ledger, campaign_id: str) -> Campaign | None:
    try:
        return get_campaign(ledger, campaign_id) if campaign_id else None
    except NotFound:
        return None


def gather(ledger: Ledger, campaign: Campaign | None, now: datetime) -> Facts:
    """Return what there is to choose from, and what stands already."""
    lines = list_campaigns(ledger, archived=True)
    ours = campaign.id if campaign else ""
    codes = next((line.counts.codes for line in lines if line.id == ours), 0)
    return Facts(
        store=ledger.store,
        now=now,
        schemas=list_schemas(ledger),
        tiers=list_tiers(ledger),
        segments=list_segments(ledger),
        rewards=list_rewards(ledger),
        taken=tuple(Taken(line.name, line.prefix) for line in lines if line.id != ours),
        campaign=campaign,
        history=history(ledger, ours) if ours else History(),
        codes=codes,
    )


def new_form(facts: Facts) -> Form:
    """Return an empty form, with what hardly anybody would choose otherwise."""
    usable = [s for s in facts.schemas if s.active and facts.text_attributes(s.event_type)]
    event = usable[0].event_type if usable else ""
    attribute = facts.text_attributes(event)[0] if event else ""
    local = facts.now.astimezone(facts.store.zone).replace(second=0, microsecond=0, tzinfo=None)
    return Form(event=event, attribute=attribute, starts=local.isoformat(timespec="minutes"))


def after(starts: str, days: int = 30) -> str:
    """Return an end some days after a start, both as the form keeps them."""
    return (datetime.fromisoformat(starts) + timedelta(days=days)).isoformat(timespec="minutes")


def keep(ledger: Ledger, begun: Begun, form: Form, by: Staff, now: datetime) -> None:
    """Keep what stands in the fields as a draft."""
    draft = drafts.Draft(
        begun.draft_id, form.name, to_document(form), begun.campaign_id, begun.base_version
    )
    drafts.save_draft(ledger, draft, by, now)


def save(ledger: Ledger, begun: Begun, form: Form, by: Staff, now: datetime) -> Campaign:
    """Save the campaign and throw its draft away.

    Raises as `save_campaign`; the draft is then still there.
    """
    campaign_id = begun.campaign_id or new_campaign_id()
    campaign = to_campaign(form, campaign_id, ledger.store.zone)
    saved = save_campaign(ledger, campaign, by, now, base_version=begun.base_version)
    drafts.delete_draft(ledger, begun.draft_id, by)
    return saved


def throw_away(ledger: Ledger, begun: Begun, by: Staff) -> None:
    """Throw the draft away."""
    drafts.delete_draft(ledger, begun.draft_id, by)


def made(ledger: Ledger, code_format: CodeFormat) -> int:
    """Return how many codes of a format there are, in all campaigns."""
    with ledger.read() as conn:
        return made_so_far(conn, code_format)


def add_ready_made(ledger: Ledger, by: Staff, now: datetime) -> EventSchema:
    """Add the ready-made event schema."""
    return save_schema(ledger, READY_MADE, by, now)


def add_reward(ledger: Ledger, reward: Reward, by: Staff, now: datetime) -> Reward:
    """Add a reward in place, under an id that no other has."""
    taken = {each.id for each in list_rewards(ledger)}
    numbered = (f"{reward.id}-{number}" for number in range(2, len(taken) + 3))
    free = next(each for each in (reward.id, *numbered) if each not in taken)
    return save_reward(ledger, replace(reward, id=free), by, now)
