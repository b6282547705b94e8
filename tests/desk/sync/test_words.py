"""How a till stands with its hub, in words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from counterfoil.desk.sync import words
from counterfoil.desk.sync.state import Link, SyncState
from counterfoil.domain.errors import InvalidInput

NOW = datetime(2026, 11, 24, 13, 2, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Warsaw")
ONLINE = SyncState(Link.ONLINE, known_at=NOW, hub="https://hub.example")
OFFLINE = replace(
    ONLINE,
    link=Link.OFFLINE,
    waiting=14,
    oldest_at=NOW - timedelta(minutes=22),
    known_at=NOW - timedelta(minutes=22),
)


def test_the_header_says_how_much_waits_and_since_when() -> None:
    assert words.light(ONLINE, NOW).texts == ("Online",)
    assert words.light(OFFLINE, NOW).texts == (
        "Offline · 14 waiting · oldest 22 min",
        "Offline · 14 waiting",
        "Offline",
    )
    asking = replace(OFFLINE, link=Link.ASKING)
    assert words.light(asking, NOW).texts == ("Asking the hub…",)


def test_no_two_states_look_the_same_without_their_colour() -> None:
    lights = [words.light(replace(ONLINE, link=link), NOW) for link in Link]
    assert len({light.whole for light in lights}) == len(Link)
    assert all(light.icon for light in lights)
    assert all(words.meaning(link) for link in Link)


@pytest.mark.parametrize(
    ("off", "said"),
    [
        (timedelta(hours=3), "Online · clock 3 h fast"),
        (timedelta(days=-365), "Online · clock 365 days slow"),
        (timedelta(seconds=90), "Online"),
    ],
)
def test_a_clock_that_is_off_is_said(off: timedelta, said: str) -> None:
    light = words.light(replace(ONLINE, clock_off=off), NOW)
    assert light.whole == said
    assert (light.icon == "clock") == (said != "Online")


def test_the_drawer_tells_all_there_is() -> None:
    state = replace(OFFLINE, conflicts=3, trouble=InvalidInput("It is broken."))
    assert dict(words.facts(state, NOW, ZONE)) == {
        "Hub": "https://hub.example",
        "Waiting to be sent": "14 entries · 22 minutes ago",
        "Knows all up to": "13:40 · 22 minutes ago",
        "Open conflicts": "3",
        "Last trouble": "It is broken.",
    }
    assert dict(words.facts(replace(ONLINE, known_at=None), NOW, ZONE))["Knows all up to"] == (
        "Nothing yet"
    )


def test_old_data_is_told_by_the_weekday() -> None:
    state = replace(OFFLINE, known_at=NOW - timedelta(hours=43))
    assert state.is_stale(NOW, timedelta(hours=24))
    assert not OFFLINE.is_stale(NOW, timedelta(hours=24))
    assert words.stale(state, NOW, ZONE).startswith("What this till knows is from Sunday 19:02; ")
