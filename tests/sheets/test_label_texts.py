from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from counterfoil.domain.campaign import Activity, Campaign, Translation
from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.design import Design
from counterfoil.sheets.label_texts import activity_dates, label_texts

WARSAW = ZoneInfo("Europe/Warsaw")
NOVEMBER = Activity(datetime(2026, 10, 31, 23, tzinfo=UTC), datetime(2026, 11, 30, 23, tzinfo=UTC))
CAMPAIGN = Campaign(
    "c1",
    {"en": Translation("Autumn"), "pl": Translation("Jesień")},
    NOVEMBER,
    "purchase",
    "promo_code",
    (),
)


def test_names_and_dates_are_in_the_language_of_the_label() -> None:
    english = label_texts(CAMPAIGN, Design(terms=" One\nper visit. "), WARSAW)
    assert (english.name, english.terms, english.note) == ("Autumn", "One per visit.", "")
    assert english.dates == "1–30 Nov 2026"
    polish = label_texts(CAMPAIGN, Design(locale="pl"), WARSAW)
    assert polish.name == "Jesień"
    assert polish.dates == "1–30 lis 2026"


def test_a_language_the_campaign_lacks_has_the_english_name() -> None:
    assert label_texts(CAMPAIGN, Design(locale="de-AT"), WARSAW).name == "Autumn"


def test_what_is_not_to_be_shown_is_empty() -> None:
    shown = label_texts(CAMPAIGN, Design(show_name=False, show_dates=False), WARSAW, test=True)
    assert (shown.name, shown.dates, shown.note) == ("", "", "TEST")


def test_days_are_those_of_the_store() -> None:
    assert activity_dates(NOVEMBER, "en", ZoneInfo("UTC")) == "31 Oct – 30 Nov 2026"


def test_no_end_and_a_single_day() -> None:
    begin = datetime(2026, 11, 1, 9, tzinfo=UTC)
    assert activity_dates(Activity(begin), "en", WARSAW) == ""
    short = Activity(begin, datetime(2026, 11, 1, 20, tzinfo=UTC))
    assert activity_dates(short, "en", WARSAW) == "1 Nov 2026"


@pytest.mark.parametrize("locale", ["xx", "", "not a locale"])
def test_an_unknown_language_is_refused(locale: str) -> None:
    with pytest.raises(InvalidInput, match="language"):
        label_texts(CAMPAIGN, Design(locale=locale), WARSAW)
