"""What is unusual lately, each with a sentence, its figures, and the rows behind it.

Compared are the last 28 days; cards and codes, whose rows have to be read, of the last 7. The rule
of what is odd is that of `domain.unusual`. What is held against what:

- a quarter of an hour with many refusals, against other days around the same hour (`bursts`);
- the refusals of a till or of a person against all others', by attempts; the reversals likewise,
  by redemptions;
- the redemptions of one card on one day against all cards on all days;
- five refusals of one code on one day are told as they are, and so is any attempt that had to wait
  as too many codes had been unknown.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, func, select

from counterfoil.domain.quarters import quarter_of, start_of
from counterfoil.domain.refusal import Reason
from counterfoil.domain.unusual import is_odd
from counterfoil.ledger.asked import (
    Asked,
    at_place,
    conditions,
    midnight,
    of_campaigns,
)
from counterfoil.ledger.bursts import bursts
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rows import RowKind
from counterfoil.ledger.statistics import Figures, Part, read_figures
from counterfoil.ledger.tables.members import members
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from counterfoil.ledger.tables.stores import devices

COMPARED_DAYS: Final = 28
ROW_DAYS: Final = 7
LEAST_REFUSED: Final = 10
LEAST_REVERSED: Final = 5
LEAST_ATTEMPTS: Final = 50
"""Attempts that all others must have had to be compared with."""
LEAST_ON_A_DAY: Final = 5
"""Redemptions of a card, or refusals of a code."""
MOST_OF_A_KIND: Final = 10
"""Cards, and codes, that are told; who tries thousands of codes shows as a burst."""
PLACE_TIMES: Final = 2.0
CARD_TIMES: Final = 3.0
_INSTANT: Final = timedelta(microseconds=1)


class Oddity(StrEnum):
    """Every kind of finding."""

    BURST = "burst"
    GUESSING = "guessing"
    TILL_REFUSALS = "till_refusals"
    STAFF_REFUSALS = "staff_refusals"
    TILL_REVERSALS = "till_reversals"
    STAFF_REVERSALS = "staff_reversals"
    CARD = "card"
    CODE = "code"


SENTENCES: Final[Mapping[Oddity, str]] = {
    Oddity.BURST: ("{count} refusals from {start} to {end}; {usual} would be usual for that hour."),
    Oddity.GUESSING: (
        "At {name}, too many codes were unknown on {day}; attempts that had to wait: {count}."
    ),
    Oddity.TILL_REFUSALS: (
        "At {name}, {count} of {attempts} attempts were refused: {share} %, elsewhere {others} %."
    ),
    Oddity.STAFF_REFUSALS: (
        "With {name}, {count} of {attempts} attempts were refused: {share} %, with others"
        " {others} %."
    ),
    Oddity.TILL_REVERSALS: (
        "At {name}, {count} of {attempts} redemptions were undone: {share} %, elsewhere {others} %."
    ),
    Oddity.STAFF_REVERSALS: (
        "With {name}, {count} of {attempts} redemptions were undone: {share} %, with others"
        " {others} %."
    ),
    Oddity.CARD: "The card {card} was used for {count} redemptions on {day}.",
    Oddity.CODE: "The code {code} was refused {count} times on {day}.",
}


@dataclass(frozen=True, slots=True)
class Unusual:
    """One finding: the values of its sentence, and the rows that it is about.

    Of the values, `start`, `end` and `day` are moments, and `day` is meant as a day.
    """

    kind: Oddity
    values: Mapping[str, object]
    rows: RowKind
    asked: Asked

    @property
    def sentence(self) -> str:
        """The sentence, with `{named}` places."""
        return SENTENCES[self.kind]


def unusual(ledger: Ledger, asked: Asked, now: datetime) -> tuple[Unusual, ...]:
    """Return what is unusual in the time asked for, the newest bursts, cards and codes first.

    Of the time, the last 28 days up to its end, or up to `now`, are looked at.
    """
    zone = ledger.store.zone
    end = asked.end or now
    today = (min(end, now) - _INSTANT).astimezone(zone).date()
    compared = replace(asked, start=midnight(today - timedelta(days=COMPARED_DAYS - 1), zone))
    since = max(filter(None, (asked.start, compared.start)))
    rowed = max(since, midnight(today - timedelta(days=ROW_DAYS - 1), zone))
    lately = replace(asked, start=since)
    rows = replace(asked, start=rowed, end=midnight(today + timedelta(days=1), zone))
    with ledger.read() as conn:
        return (
            *_bursts(conn, compared, since, zone),
            *_places(read_figures(conn, lately), lately),
            *islice(_guessing(conn, rows, zone), MOST_OF_A_KIND),
            *islice(_cards(conn, rows, zone), MOST_OF_A_KIND),
            *islice(_codes(conn, rows, zone), MOST_OF_A_KIND),
        )


def _bursts(
    conn: Connection, compared: Asked, since: datetime, zone: ZoneInfo
) -> Iterator[Unusual]:
    found = list(bursts(conn, compared, quarter_of(since), zone))
    for each in reversed(found):
        start, end = start_of(each.first), start_of(each.end)
        values = {"count": each.refused, "start": start, "end": end, "usual": round(each.usual, 1)}
        asked = replace(compared, start=start, end=end)
        yield Unusual(Oddity.BURST, values, RowKind.REFUSALS, asked)


def _places(found: Figures, asked: Asked) -> Iterator[Unusual]:
    for parts, name, refused, reversed_ in (
        (found.by_till, "till", Oddity.TILL_REFUSALS, Oddity.TILL_REVERSALS),
        (found.by_staff, "staff_id", Oddity.STAFF_REFUSALS, Oddity.STAFF_REVERSALS),
    ):
        for kind, rows, least in (
            (refused, RowKind.REFUSALS, LEAST_REFUSED),
            (reversed_, RowKind.REVERSALS, LEAST_REVERSED),
        ):
            for part, values in _odd_parts(parts, rows, least):
                yield Unusual(kind, values, rows, at_place(asked, name, part.id))


def _odd_parts(
    parts: Sequence[Part], rows: RowKind, least: int
) -> Iterator[tuple[Part, Mapping[str, object]]]:
    counted = [_share(part, rows) for part in parts]
    total, attempts = (sum(each) for each in zip(*counted, strict=True)) if counted else (0, 0)
    for part, (count, of) in zip(parts, counted, strict=True):
        others, elsewhere = total - count, attempts - of
        if elsewhere >= LEAST_ATTEMPTS and is_odd(
            count, of, others, elsewhere, places=len(parts), least=least, times=PLACE_TIMES
        ):
            yield (
                part,
                {
                    "name": part.name,
                    "count": count,
                    "attempts": of,
                    "share": round(100 * count / of, 1),
                    "others": round(100 * others / elsewhere, 1),
                },
            )


def _share(part: Part, rows: RowKind) -> tuple[int, int]:
    """Return what is counted of a part, and out of how many."""
    redeemed = part.tally.redemptions + part.reversed
    if rows is RowKind.REVERSALS:
        return part.reversed, redeemed
    return part.refused, redeemed + part.refused


def _cards(conn: Connection, asked: Asked, zone: ZoneInfo) -> Iterator[Unusual]:
    column = redemptions.c.member_id
    wanted = (column.is_not(None), redemptions.c.reversed_at.is_(None))
    found = list(_by_day(conn, redemptions, asked, zone, column, wanted))
    if not found:
        return
    counted = func.count(), func.count(column.distinct())
    total, cards = conn.execute(_of_rows(conn, redemptions, asked, *counted).where(*wanted)).one()
    places = cards * ROW_DAYS
    for inside, member_id, count in found:
        if is_odd(
            count, 1, total - count, places - 1,
            places=places, least=LEAST_ON_A_DAY, times=CARD_TIMES,
        ):  # fmt: skip
            card = conn.scalar(select(members.c.card).where(members.c.id == member_id))
            values = {"card": card, "count": count, "day": inside.start}
            rows = replace(inside, member_id=member_id)
            yield Unusual(Oddity.CARD, values, RowKind.REDEMPTIONS, rows)


def _guessing(conn: Connection, asked: Asked, zone: ZoneInfo) -> Iterator[Unusual]:
    column, reason = refusals.c.till, Reason.TOO_MANY_GUESSES
    wanted = (refusals.c.reason == reason.value,)
    for inside, till, count in _by_day(conn, refusals, asked, zone, column, wanted, least=1):
        name = conn.scalar(select(devices.c.name).where(devices.c.id == till))
        values = {"name": name, "count": count, "day": inside.start}
        rows = replace(at_place(inside, "till", till), reason=reason)
        yield Unusual(Oddity.GUESSING, values, RowKind.REFUSALS, rows)


def _codes(conn: Connection, asked: Asked, zone: ZoneInfo) -> Iterator[Unusual]:
    column = refusals.c.digest
    wanted = (column.is_not(None),)
    for inside, digest, count in _by_day(conn, refusals, asked, zone, column, wanted):
        rows = replace(inside, digest=bytes(digest))
        shown = _of_rows(conn, refusals, rows, refusals.c.shown).limit(1)
        values = {"code": conn.scalar(shown), "count": count, "day": inside.start}
        yield Unusual(Oddity.CODE, values, RowKind.REFUSALS, rows)


def _by_day(
    conn: Connection,
    table: Table,
    asked: Asked,
    zone: ZoneInfo,
    column: Column[Any],
    wanted: Sequence[ColumnElement[bool]],
    *,
    least: int = LEAST_ON_A_DAY,
) -> Iterator[tuple[Asked, Any, int]]:
    """Yield each day, the newest first, with values of a column that many of its rows have."""
    assert asked.start is not None and asked.end is not None  # noqa: S101, PT018 - both are given
    end = asked.end
    while end > asked.start:
        day = (end - _INSTANT).astimezone(zone).date()
        inside = replace(asked, start=max(midnight(day, zone), asked.start), end=end)
        times = func.count()
        query = _of_rows(conn, table, inside, column, times).where(*wanted).group_by(column)
        query = query.having(times >= least).order_by(times.desc(), column)
        for value, count in conn.execute(query):
            yield inside, value, count
        end = midnight(day, zone)


def _of_rows(
    conn: Connection,
    table: Table,
    asked: Asked,
    *columns: Any,  # noqa: ANN401 - columns and what is counted of them
) -> Select[*tuple[Any, ...]]:
    query: Select[*tuple[Any, ...]] = select(*columns).select_from(table)
    return query.where(of_campaigns(conn, table, asked), *conditions(conn, table, asked))
