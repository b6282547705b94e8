"""What the dashboard says: names, captions, outlooks and findings in the screen's language."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_time

from counterfoil.desk import formats
from counterfoil.desk.counter.reasons import short_reason
from counterfoil.desk.dashboard.work import Period
from counterfoil.desk.translation import _, n_, p_
from counterfoil.domain.forecast import LEAST_ACTIVE, LEAST_DAYS, Gone, Lasts, RunsOut, TooEarly
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.forecast import Burn, Supply
from counterfoil.ledger.rows import RowKind
from counterfoil.ledger.statistics import Part
from counterfoil.ledger.trend import Grain, Point
from counterfoil.ledger.unusual import Oddity, Unusual

# Two reasons are called alike on the narrow list of attempts; here they stand one below the other.
_OWN = {
    Reason.MEMBER_EXECUTIONS_REACHED: lambda: _("Member’s uses"),
    Reason.MEMBER_POINTS_REACHED: lambda: _("Member’s units"),
}


def period(value: Period) -> str:
    """Return the name of a period."""
    return {
        Period.TODAY: _("Today"),
        Period.WEEK: _("7 days"),
        Period.MONTH: _("30 days"),
        Period.ALL: p_("period", "All"),
        Period.CUSTOM: _("From … to …"),
    }[value]


def reason(value: Reason) -> str:
    """Return a refusal's reason in a few words."""
    own = _OWN.get(value)
    return own() if own else short_reason(value)


def part(value: Part) -> str:
    """Return what a store, till, person or campaign is called."""
    return value.name or _("No campaign")


def rows(kind: RowKind, count: int) -> str:
    """Return how many rows there are, in words."""
    texts = {
        RowKind.REDEMPTIONS: n_("{count} redemption", "{count} redemptions", count),
        RowKind.REVERSALS: n_("{count} undone redemption", "{count} undone redemptions", count),
        RowKind.REFUSALS: n_("{count} refusal", "{count} refusals", count),
    }
    return texts[kind].format(count=formats.number(count))


def trend_title(grain: Grain) -> str:
    """Return the heading of the chart."""
    return {
        Grain.HOUR: _("Redemptions by hour"),
        Grain.DAY: _("Redemptions by day"),
        Grain.WEEK: _("Redemptions by week"),
    }[grain]


def point(value: Point, grain: Grain, zone: ZoneInfo) -> str:
    """Return when a point of the chart is, in whole."""
    local = value.start.astimezone(zone)
    if grain is Grain.HOUR:
        return formats.moment(value.start, zone)
    day = format_date(local, "EEE d MMM y", locale=formats.locale())
    return day if grain is Grain.DAY else _("Week from {day}").format(day=day)


def tick(value: Point, grain: Grain, zone: ZoneInfo) -> str:
    """Return when a point of the chart is, for the axis."""
    local = value.start.astimezone(zone)
    if grain is Grain.HOUR:
        return format_time(local, "HH:mm", locale=formats.locale())
    return format_date(local, "d MMM", locale=formats.locale())


def hour(number: int) -> str:
    """Return an hour of the day."""
    return f"{number:02}:00"


def percent(share: float) -> str:
    """Return a share of 1 as a percentage."""
    return f"{formats.number(Decimal(str(round(100 * share, 1))))} %"


def day(value: date) -> str:
    """Return a day, the month in words."""
    return format_date(value, "long", locale=formats.locale())


def span(first: date, last: date) -> str:
    """Return some days in a row, as shortly as the language writes them."""
    return str(format_interval(first, last, "yMMMd", locale=formats.locale()))


def supply(value: Burn) -> str:
    """Return what it is that may run out."""
    return {
        Supply.CODES: _("Codes"),
        Supply.POINTS: _("Budget of units"),
        Supply.EXECUTIONS: _("Number of redemptions"),
    }[value.supply]


def used(value: Burn) -> str:
    """Return how much is used, and of how much."""
    return _("{used} of {whole}").format(
        used=formats.number(value.used), whole=formats.number(value.whole)
    )


def outlook(value: Burn, zone: ZoneInfo) -> str:
    """Return how much is left, and when it will be used up as plainly as that is known."""
    left = _("{left} left.").format(left=formats.number(value.left))
    return f"{left} {_outlook(value, zone)}" if value.left else _outlook(value, zone)


def _outlook(value: Burn, zone: ZoneInfo) -> str:
    if value.resets_at is not None and not _ends_before(value, zone):
        return _("On course; full again on {day}.").format(
            day=formats.moment(value.resets_at, zone)
        )
    found = value.outlook
    if isinstance(found, Gone):
        return _("Used up.")
    if isinstance(found, TooEarly):
        return _(
            "Not enough history for a forecast: it takes {days} whole days, {active} of them with"
            " redemptions."
        ).format(days=LEAST_DAYS, active=LEAST_ACTIVE)
    rate = formats.number(Decimal(str(round(found.a_day, 1 if found.a_day < 20 else 0))))
    if isinstance(found, Lasts):
        return _("At {rate} a day, it lasts for more than two years.").format(rate=rate)
    return _range(found, rate)


def unusual(value: Unusual, zone: ZoneInfo) -> str:
    """Return the sentence of a finding."""
    return _(value.sentence).format(**_filled(value.values, zone))


def unusual_icon(value: Unusual) -> str:
    """Return the icon of a finding."""
    return {
        Oddity.BURST: "warning",
        Oddity.GUESSING: "lock",
        Oddity.CARD: "member",
        Oddity.CODE: "code",
        Oddity.TILL_REFUSALS: "store",
        Oddity.TILL_REVERSALS: "undo",
        Oddity.STAFF_REFUSALS: "staff",
        Oddity.STAFF_REVERSALS: "undo",
    }[value.kind]


def _range(found: RunsOut, rate: str) -> str:
    if found.latest is None:
        return _(
            "At {rate} a day, it runs out around {likely}; not before {earliest}, perhaps much"
            " later."
        ).format(rate=rate, likely=day(found.likely), earliest=day(found.earliest))
    if found.earliest == found.latest:
        return _("At {rate} a day, it runs out on {likely}.").format(
            rate=rate, likely=day(found.likely)
        )
    return _(
        "At {rate} a day, it runs out between {earliest} and {latest}, most likely around {likely}."
    ).format(
        rate=rate,
        earliest=day(found.earliest),
        latest=day(found.latest),
        likely=day(found.likely),
    )


def _ends_before(value: Burn, zone: ZoneInfo) -> bool:
    """Say whether a limit that becomes full again may be used up before."""
    assert value.resets_at is not None  # noqa: S101 - asked of such limits only
    end = value.resets_at.astimezone(zone).date()
    return isinstance(value.outlook, Gone) or (
        isinstance(value.outlook, RunsOut) and value.outlook.earliest < end
    )


def _filled(values: Mapping[str, object], zone: ZoneInfo) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, datetime):
            found[name] = formats.day(value, zone) if name == "day" else formats.moment(value, zone)
        elif isinstance(value, int | float):
            found[name] = formats.number(Decimal(str(value)))
        else:
            found[name] = value
    return found
