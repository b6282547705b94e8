"""The texts of a label, from its campaign, in the language it is printed in."""

from datetime import timedelta, tzinfo
from typing import Final

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval

from counterfoil.domain.campaign import Activity, Campaign, translated
from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.design import Design, LabelTexts

TEST: Final = "TEST"
"""Stands on labels of test codes, which work before the campaign does and count nowhere."""

_DATE: Final = "yMMMd"
# English as most of the world writes dates: the day first, as on the screens.
_LOCALES: Final = {"en": "en_GB"}


def label_texts(
    campaign: Campaign, design: Design, zone: tzinfo, *, test: bool = False
) -> LabelTexts:
    """Return the texts that a design shows of a campaign; days are those of `zone`.

    Raises InvalidInput where nothing is known of the design's locale.
    """
    return LabelTexts(
        name=translated(campaign, design.locale).name if design.show_name else "",
        dates=activity_dates(campaign.activity, design.locale, zone) if design.show_dates else "",
        terms=" ".join(design.terms.split()),
        note=TEST if test else "",
    )


def activity_dates(activity: Activity, locale: str, zone: tzinfo) -> str:
    """Return the days on which a campaign runs, the first and the last one.

    It ends before `ends_at`, so an end at midnight leaves that day out. "" where there is no end:
    a customer has nothing to heed.
    """
    known = _locale(locale)
    if activity.ends_at is None:
        return ""
    first = activity.starts_at.astimezone(zone).date()
    last = (activity.ends_at - timedelta(microseconds=1)).astimezone(zone).date()
    if last <= first:
        return str(format_date(first, "d MMM y", locale=known))
    return " ".join(format_interval(first, last, _DATE, locale=known).split())


def _locale(name: str) -> Locale:
    try:
        return Locale.parse(_LOCALES.get(name, name).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise InvalidInput(
            "Nothing is known of the language {locale}; choose another for the label.", locale=name
        ) from None
