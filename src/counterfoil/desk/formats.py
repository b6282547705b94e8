"""Numbers, moments and sentences as staff read them: their language, their store's time zone."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.numbers import NumberFormatError, format_currency, format_decimal, parse_decimal

from counterfoil.desk import translation
from counterfoil.desk.translation import _, n_, p_
from counterfoil.domain.errors import UserError
from counterfoil.domain.problem import Problem
from counterfoil.domain.store import Role

# English as most of the world writes dates and times: the day first, 24 hours.
# The amount, then the currency by its three letters, as the counter asks for it.
MONEY = "#,##0.00\u00a0¤¤"
MOST_AMOUNT = Decimal("9999999.99")
GROUPING = str.maketrans("", "", " \u00a0\u202f'")

LOCALES = {"en": "en_GB", "pl": "pl", "he": "he"}


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Return a moment with its day, to the minute; the month in words, so that none is a day."""
    return format_datetime(at.astimezone(zone), "d MMM y, HH:mm", locale=locale())


def short_moment(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return the time of day, with the day before it where that is not `now`'s."""
    local = at.astimezone(zone)
    if local.date() == now.astimezone(zone).date():
        return format_time(local, "short", locale=locale())
    return format_datetime(local, "d MMM, HH:mm", locale=locale())


def recent_moment(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return the time of day, with the weekday in the last six days, with the day before that."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    if timedelta() < today - local.date() < timedelta(days=7):
        return format_datetime(local, "EEEE HH:mm", locale=locale())
    return short_moment(at, zone, now) if local.date() == today else moment(at, zone)


def span(length: timedelta) -> str:
    """Return how long something took, in short words: 22 min, 3 h, 2 days."""
    minutes = max(1, length // timedelta(minutes=1))
    if minutes < 60:
        return _("{count} min").format(count=minutes)
    hours = minutes // 60
    if hours < 48:
        return _("{count} h").format(count=hours)
    return n_("{count} day", "{count} days", hours // 24).format(count=number(hours // 24))


def ago(at: datetime, now: datetime) -> str:
    """Return how long ago a moment was, in words: 3 minutes ago."""
    if now - at < timedelta(seconds=1):
        return _("just now")
    return format_timedelta(at - now, add_direction=True, locale=locale())


def day(at: datetime, zone: ZoneInfo) -> str:
    """Return the day, the month in words."""
    return format_date(at.astimezone(zone), "long", locale=locale())


def calendar_day(of: date) -> str:
    """Return a day of the calendar, the month in words."""
    return format_date(of, "long", locale=locale())


def number(amount: Decimal | int) -> str:
    """Return a number with the language's own separators, and no more decimals than it has."""
    exact = Decimal(amount)
    shown = exact.normalize() if exact != exact.to_integral_value() else exact.quantize(Decimal(1))
    return format_decimal(shown, format="#,##0.##", locale=locale())


def parse_number(text: str) -> Decimal | None:
    """Return the number that staff typed, with a point or a comma; None where it is not one.

    One separator with at most two figures behind it sets off the decimals in every language.
    """
    text = text.translate(GROUPING)
    whole, separator, decimals = text.replace(",", ".").rpartition(".")
    plain = bool(separator) and "." not in whole and len(decimals) <= 2
    try:
        if plain:
            return parse_decimal(f"{whole or 0}.{decimals or 0}", locale="en", strict=True)
        return parse_decimal(text, locale=locale(), strict=True)
    except NumberFormatError:
        return None


def parse_amount(text: str) -> Decimal | None:
    """Return the sum that staff typed, read as `parse_number` does; None where it is not one."""
    value = parse_number(text)
    return value if value is not None and 0 <= value <= MOST_AMOUNT else None


def money(amount: Decimal, currency: str) -> str:
    """Return a sum of money."""
    return format_currency(amount, currency, MONEY, locale=locale(), currency_digits=False)


def units(amount: Decimal) -> str:
    """Return an amount of units in words: 1 unit, 2 units, 1.5 units."""
    if amount != amount.to_integral_value():
        return p_("not a whole number", "{count} units").format(count=number(amount))
    return n_("{count} unit", "{count} units", abs(int(amount))).format(count=number(amount))


def fill(template: str, values: Mapping[str, object], zone: ZoneInfo) -> str:
    """Return a sentence of the domain in the screen's language, its places filled."""
    return _(template).format(**{name: shown(value, zone) for name, value in values.items()})


def shown(value: object, zone: ZoneInfo) -> object:
    """Return a value of a sentence as it is read."""
    if isinstance(value, datetime):
        return moment(value, zone)
    return number(value) if isinstance(value, Decimal) else value


def error(failed: Exception) -> str:
    """Return what to tell about a failure: a user error's own sentence, or that it was noted."""
    if isinstance(failed, UserError):
        return _filled(failed.template, failed.values)
    return _("Something went wrong in the program. It was noted in the log; please report it.")


def problem(one: Problem) -> str:
    """Return what is not as wished, or not as it should be."""
    return _filled(one.template, one.values)


def _filled(template: str, values: Mapping[str, object]) -> str:
    return _(template).format(**{name: _read(name, value) for name, value in values.items()})


def _read(name: str, value: object) -> object:
    """Return a value as it is read: problems, spans and roles in the screen's language."""
    if isinstance(value, Problem):
        return problem(value)
    if isinstance(value, timedelta):
        return span(value)
    return role(value) if name == "role" and value in set(Role) else value


def role(value: object) -> str:
    """Return what a role is called."""
    return {
        Role.CASHIER: p_("role", "cashier"),
        Role.SUPERVISOR: p_("role", "supervisor"),
        Role.MANAGER: p_("role", "manager"),
    }[Role(str(value))]


def locale() -> str:
    """Return the locale that numbers and dates are written in."""
    return LOCALES[translation.code()]
