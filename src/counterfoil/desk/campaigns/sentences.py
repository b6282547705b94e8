"""A campaign in sentences: what the wizard's summary, its own page and a conflict show."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from counterfoil.desk import formats
from counterfoil.desk.campaigns import rule_words
from counterfoil.desk.campaigns.names import Names
from counterfoil.desk.translation import _, n_, p_
from counterfoil.domain.campaign import (
    Activity,
    Campaign,
    CampaignType,
    Group,
    GroupKind,
    OfflinePolicy,
)
from counterfoil.domain.campaign_change import Part
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.limit import Interval, IntervalType, Limit, Limits

SHOWN: Final = (
    Part.TYPE,
    Part.EVENT,
    Part.CODE_FORMAT,
    Part.DATES,
    Part.RULES,
    Part.LIMITS,
    Part.AUDIENCE,
    Part.VISIBILITY,
    Part.TEXTS,
    Part.LABELS,
    Part.OFFLINE_POLICY,
    Part.REUSE_AFTER_REVERSAL,
)
"""The parts of a campaign that are told, in this order."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A part of a campaign: what it is called, and its sentences."""

    part: Part
    title: str
    lines: tuple[str, ...]


def paragraphs(campaign: Campaign, names: Names) -> tuple[Paragraph, ...]:
    """Return a campaign in sentences, part by part; a part without any is left out."""
    told = (Paragraph(part, title(part), lines(campaign, part, names)) for part in SHOWN)
    return tuple(each for each in told if each.lines)


def title(part: Part) -> str:
    """Return what a part of a campaign is called."""
    return {
        Part.TYPE: _("Kind of campaign"),
        Part.EVENT: _("Event"),
        Part.EVENT_CODE_ATTRIBUTE: _("Attribute with the code"),
        Part.CODE_FORMAT: _("How codes look"),
        Part.TEXTS: _("Name and description"),
        Part.DATES: _("When it runs"),
        Part.DISPLAY_ORDER: _("Display order"),
        Part.LABELS: _("Labels"),
        Part.VISIBILITY: _("Who sees it"),
        Part.AUDIENCE: _("Who may earn"),
        Part.RULES: _("What it gives"),
        Part.LIMITS: _("Limits and budget"),
        Part.OFFLINE_POLICY: _("Without a hub"),
        Part.REUSE_AFTER_REVERSAL: _("After an undo"),
        Part.ACTIVE: _("Active"),
        Part.ARCHIVED: _("Archived"),
    }[part]


def lines(campaign: Campaign, part: Part, names: Names) -> tuple[str, ...]:
    """Return the sentences of one part."""
    return _TOLD[part](campaign, names)


def kind(one: CampaignType) -> str:
    """Say whom a campaign rewards."""
    if one is CampaignType.DIRECT:
        return _("Direct: it rewards the member who redeems.")
    return _("Referral: it can reward the member’s referrer too.")


def event(campaign: Campaign) -> str:
    """Say what redeeming is recorded as."""
    return _("Redeeming is the event {event}; its attribute {attribute} holds the code.").format(
        event=campaign.event, attribute=campaign.event_code_attribute
    )


def codes(code_format: CodeFormat | None) -> tuple[str, ...]:
    """Say how codes look."""
    if code_format is None:
        return (_("Codes are imported, none are generated."),)
    drawn = {
        CharacterSet.NUM: _("digits"),
        CharacterSet.ALPHA: _("letters"),
        CharacterSet.ALPHANUM: _("letters and digits"),
    }[code_format.character_set]
    template = (
        _("Codes begin with {prefix}; {count} {characters} follow.")
        if code_format.prefix
        else _("Codes have {count} {characters}.")
    )
    said = [template.format(prefix=code_format.prefix, count=code_format.length, characters=drawn)]
    if code_format.check_character:
        said.append(_("The last one is a check character, which finds typing errors."))
    if code_format.look_alikes:
        said.append(_("Look-alikes such as 0 and O may occur."))
    return tuple(said)


def texts(campaign: Campaign) -> tuple[str, ...]:
    """Return the names and descriptions, each with its locale."""
    return tuple(
        f"{locale}: {text.name} — {text.description}"
        if text.description
        else f"{locale}: {text.name}"
        for locale, text in campaign.translations.items()
    )


def dates(activity: Activity, names: Names) -> str:
    """Say when a campaign runs."""
    start = formats.moment(activity.starts_at, names.zone)
    if activity.ends_at is None:
        return _("From {start} on, without an end.").format(start=start)
    end = formats.moment(activity.ends_at, names.zone)
    return _("From {start} until {end}.").format(start=start, end=end)


def visibility(group: Group, names: Names) -> str:
    """Say who sees a campaign."""
    return {
        GroupKind.EVERYONE: _("Everyone sees it."),
        GroupKind.TIER: _("Members of the tier {names} see it."),
        GroupKind.SEGMENT: _("Members of the segment {names} see it."),
    }[group.kind].format(names=names.group(group))


def audience(group: Group, names: Names) -> str:
    """Say who may earn."""
    return {
        GroupKind.EVERYONE: _("Everyone may earn."),
        GroupKind.TIER: _("Only members of the tier {names} may earn."),
        GroupKind.SEGMENT: _("Only members of the segment {names} may earn."),
    }[group.kind].format(names=names.group(group))


def rules(campaign: Campaign, names: Names) -> tuple[str, ...]:
    """Return the rules, their names above them where there are several."""
    told = [rule_words.rule(each, names) for each in campaign.rules]
    if len(told) == 1:
        return told[0].lines
    return tuple(line for each in told for line in (f"{each.name}", *each.lines))


def limits(all_limits: Limits) -> tuple[str, ...]:
    """Return the limits, or that there is none."""
    said = []
    if all_limits.points:
        template = _("At most {units} are given {window}.")
        said.append(_units(template, all_limits.points))
    if all_limits.executions:
        count = int(all_limits.executions.value)
        template = n_(
            "At most {count} redemption {window}.", "At most {count} redemptions {window}.", count
        )
        said.append(_count(template, all_limits.executions))
    if all_limits.points_per_member:
        template = _("A member gets at most {units} {window}.")
        said.append(_units(template, all_limits.points_per_member))
    if all_limits.executions_per_member:
        count = int(all_limits.executions_per_member.value)
        template = n_(
            "A member redeems at most {count} code {window}.",
            "A member redeems at most {count} codes {window}.",
            count,
        )
        said.append(_count(template, all_limits.executions_per_member))
    return tuple(said) or (_("There is no limit."),)


def window(interval: Interval | None) -> str:
    """Return what a limit is counted in: in total, in each month, in 7 days in a row."""
    if interval is None:
        return p_("limit", "in total")
    if interval.value == 1:
        return _EACH[interval.type]()
    return _ROW[interval.type]().format(count=interval.value)


def offline(policy: OfflinePolicy) -> str:
    """Say what a till may do alone."""
    return {
        OfflinePolicy.ONLINE_ONLY: _("A till that cannot reach its hub does not redeem."),
        OfflinePolicy.OWNED: _("A till that cannot reach its hub redeems the codes it holds."),
        OfflinePolicy.CAPPED: _(
            "A till that cannot reach its hub redeems any code, up to a limit of risk."
        ),
    }[policy]


def reuse(*, again: bool) -> str:
    """Say what becomes of the code of a redemption that is undone."""
    return _("The code can be used again.") if again else _("The code stays used.")


def _units(template: str, limit: Limit) -> str:
    return template.format(units=formats.units(limit.value), window=window(limit.interval))


def _count(template: str, limit: Limit) -> str:
    return template.format(count=formats.number(limit.value), window=window(limit.interval))


_EACH: Final[Mapping[IntervalType, Callable[[], str]]] = {
    IntervalType.HOURS: lambda: p_("limit", "in each hour"),
    IntervalType.DAYS: lambda: p_("limit", "in each day"),
    IntervalType.WEEKS: lambda: p_("limit", "in each week"),
    IntervalType.MONTHS: lambda: p_("limit", "in each month"),
    IntervalType.YEARS: lambda: p_("limit", "in each year"),
}
_ROW: Final[Mapping[IntervalType, Callable[[], str]]] = {
    IntervalType.HOURS: lambda: _("in any {count} hours of the clock in a row"),
    IntervalType.DAYS: lambda: _("in any {count} days in a row"),
    IntervalType.WEEKS: lambda: _("in any {count} weeks in a row"),
    IntervalType.MONTHS: lambda: _("in any {count} months in a row"),
    IntervalType.YEARS: lambda: _("in any {count} years in a row"),
}

_Tell = Callable[[Campaign, Names], tuple[str, ...]]
_TOLD: Final[Mapping[Part, _Tell]] = {
    Part.TYPE: lambda c, _names: (kind(c.type),),
    Part.EVENT: lambda c, _names: (event(c),),
    Part.EVENT_CODE_ATTRIBUTE: lambda c, _names: (c.event_code_attribute,),
    Part.CODE_FORMAT: lambda c, _names: codes(c.code_format),
    Part.TEXTS: lambda c, _names: texts(c),
    Part.DATES: lambda c, names: (dates(c.activity, names),),
    Part.DISPLAY_ORDER: lambda c, _names: (formats.number(c.display_order),),
    Part.LABELS: lambda c, _names: tuple(f"{each.key} = {each.value}" for each in c.labels),
    Part.VISIBILITY: lambda c, names: (visibility(c.visibility, names),),
    Part.AUDIENCE: lambda c, names: (audience(c.audience, names),),
    Part.RULES: rules,
    Part.LIMITS: lambda c, _names: limits(c.limits),
    Part.OFFLINE_POLICY: lambda c, _names: (offline(c.offline_policy),),
    Part.REUSE_AFTER_REVERSAL: lambda c, _names: (reuse(again=c.reuse_after_reversal),),
    Part.ACTIVE: lambda c, _names: (_yes(on=c.active),),
    Part.ARCHIVED: lambda c, _names: (_yes(on=c.archived),),
}


def _yes(*, on: bool) -> str:
    return _("Yes") if on else _("No")
