"""Outlooks and findings are said plainly: what is known, how sure it is, and what is not."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from counterfoil.desk.dashboard import words
from counterfoil.desk.dashboard.work import Period, View, asked_of, grain_of
from counterfoil.domain.forecast import Gone, Lasts, Outlook, RunsOut, TooEarly
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.asked import Asked
from counterfoil.ledger.forecast import Burn, Supply
from counterfoil.ledger.rows import RowKind
from counterfoil.ledger.trend import Grain
from counterfoil.ledger.unusual import SENTENCES, Oddity, Unusual

ZONE = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 24, 13, 2, tzinfo=UTC)
MAY, JUNE, JULY = date(2027, 5, 2), date(2027, 6, 3), date(2027, 7, 4)
SURE = RunsOut(MAY, JUNE, JULY, 13.93)


def burn(outlook: Outlook, left: int = 60, resets_at: datetime | None = None) -> Burn:
    whole = Decimal(100)
    return Burn(Supply.CODES, whole, whole - left, Decimal(left), resets_at, outlook)


@pytest.mark.parametrize(
    ("outlook", "said"),
    [
        (SURE, "At 13.9 a day, it runs out between 2 May 2027 and 4 July 2027, most likely"),
        (RunsOut(MAY, JUNE, None, 250.4), "At 250 a day, it runs out around 3 June 2027; not"),
        (RunsOut(MAY, MAY, MAY, 5.0), "At 5 a day, it runs out on 2 May 2027."),
        (Lasts(0.5), "At 0.5 a day, it lasts for more than two years."),
        (TooEarly(3, 1), "Not enough history for a forecast: it takes 7 whole days"),
    ],
)
def test_an_outlook_says_how_sure_it_is(outlook: Outlook, said: str) -> None:
    assert words.outlook(burn(outlook), ZONE).startswith(f"60 left. {said}")


def test_what_is_gone_is_said() -> None:
    assert words.outlook(burn(Gone(), left=0), ZONE) == "Used up."


def test_a_limit_that_becomes_full_again_matters_only_before() -> None:
    soon, late = NOW + timedelta(days=6), NOW + timedelta(days=900)
    assert "On course; full again on 30 Nov 2026" in words.outlook(burn(SURE, 60, soon), ZONE)
    assert "runs out between" in words.outlook(burn(SURE, 60, late), ZONE)
    assert words.outlook(burn(Gone(), 0, soon), ZONE) == "Used up."


@pytest.mark.parametrize("kind", Oddity)
def test_every_finding_has_its_sentence_and_icon(kind: Oddity) -> None:
    values = {
        "count": 1200, "attempts": 4000, "share": 11.8, "others": 3.2, "usual": 0.4, "name": "Jan",
        "card": "1001", "code": "AB…YZ", "start": NOW, "end": NOW, "day": NOW,
    }  # fmt: skip
    said = words.unusual(Unusual(kind, values, RowKind.REFUSALS, Asked()), ZONE)
    assert "{" not in said
    assert "1,200" in said
    assert words.unusual_icon(Unusual(kind, values, RowKind.REFUSALS, Asked()))
    assert set(SENTENCES) == set(Oddity)


def test_every_reason_has_words_of_its_own() -> None:
    assert len({words.reason(each) for each in Reason}) == len(Reason)


def test_periods_are_days_of_the_store() -> None:
    night = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    today = asked_of(View(), night, ZONE)
    assert today.end == datetime(2026, 11, 25, 23, tzinfo=UTC)
    assert today.start == datetime(2026, 10, 26, 23, tzinfo=UTC)
    turned = View("c1", Period.CUSTOM, date(2026, 3, 30), date(2026, 3, 29))
    spring = asked_of(turned, night, ZONE)
    assert spring.start is not None
    assert spring.end is not None
    assert spring.end - spring.start == timedelta(hours=47)
    assert asked_of(View("c1", Period.ALL), night, ZONE) == Asked("c1")


def test_a_long_time_is_drawn_by_weeks() -> None:
    found = [grain_of((NOW, NOW + timedelta(days=count))) for count in (1, 2, 3, 92, 93)]
    assert found == [Grain.HOUR] * 2 + [Grain.DAY] * 2 + [Grain.WEEK]
    assert grain_of(None) is Grain.HOUR
