"""Rows of a long list, read from either end and forgotten out of sight."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from counterfoil.desk.codes.rows import CodeRows
from counterfoil.desk.door import Door
from counterfoil.desk.parts.cells import Cell
from counterfoil.desk.parts.table import Column, Row
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.listing import CodeLine, Page
from tests.desk.conftest import NOW

PAGE, ALL = 10, 95


def line(number: int) -> CodeLine:
    return CodeLine(number, f"C{number}", CodeStatus.UNUSED, 1, "1", NOW)


def load(after: int | None, before: int | None) -> Page:
    """A ledger of codes numbered 1 to ALL."""
    if before is not None:
        last = min(before - 1, ALL)
        first = max(1, last - PAGE + 1)
        more = first if first > 1 else None
    else:
        first = (after or 0) + 1
        last = min(first + PAGE - 1, ALL)
        more = last if last < ALL else None
    return Page(tuple(line(number) for number in range(first, last + 1)), more)


def row(each: CodeLine) -> Row:
    return Row(str(each.id), (Cell(each.text),))


@pytest.fixture
def door() -> Iterator[Door]:
    opened = Door("rows", lambda _error: None)
    yield opened
    opened.close()


@pytest.fixture
def rows(door: Door, qtbot: QtBot) -> CodeRows:
    made = CodeRows([Column(lambda: "Code")], door, row, most=30)
    with qtbot.waitSignal(made.counted):
        made.start(load)
    return made


def numbers(rows: CodeRows) -> list[int]:
    assert list(rows.lines) == [each.key for each in rows.rows]
    return [int(each.key) for each in rows.rows]


def further(rows: CodeRows, qtbot: QtBot, times: int = 1) -> None:
    for _turn in range(times):
        with qtbot.waitSignal(rows.counted):
            rows.fetchMore(QModelIndex())


def test_the_first_page_is_there_and_more_follows(rows: CodeRows, qtbot: QtBot) -> None:
    assert numbers(rows) == list(range(1, 11))
    assert rows.at_start
    assert not rows.at_end
    assert rows.canFetchMore(QModelIndex())
    further(rows, qtbot)
    assert numbers(rows) == list(range(1, 21))


def test_only_so_many_rows_are_held(rows: CodeRows, qtbot: QtBot) -> None:
    further(rows, qtbot, 5)
    assert numbers(rows) == list(range(31, 61))
    assert not rows.at_start
    with qtbot.waitSignal(rows.counted):
        rows.fetch_above()
    assert numbers(rows) == list(range(21, 51))
    assert not rows.at_end


def test_the_end_is_as_near_as_the_beginning(rows: CodeRows, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rows.counted):
        rows.to_end()
    assert numbers(rows) == list(range(86, 96))
    assert rows.at_end
    assert not rows.canFetchMore(QModelIndex())
    with qtbot.waitSignal(rows.grown) as grown:
        rows.fetch_above()
    assert grown.args == [10]
    assert numbers(rows) == list(range(76, 96))
    with qtbot.waitSignal(rows.counted):
        rows.to_start()
    assert numbers(rows) == list(range(1, 11))
    rows.fetch_above()
    assert not rows.fetching


def test_all_of_them_from_the_end_to_the_beginning(rows: CodeRows, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rows.counted):
        rows.to_end()
    seen = set(numbers(rows))
    while not rows.at_start:
        with qtbot.waitSignal(rows.counted):
            rows.fetch_above()
        seen |= set(numbers(rows))
    assert seen == set(range(1, ALL + 1))


def test_a_search_goes_on_where_a_page_found_nothing(rows: CodeRows, qtbot: QtBot) -> None:
    def sparse(after: int | None, before: int | None) -> Page:
        del before
        found = (line(90),) if after == 80 else ()
        return Page(found, None if after == 90 else (after or 0) + 10)

    rows.start(sparse)
    qtbot.waitUntil(lambda: numbers(rows) == [90])
    further(rows, qtbot)
    assert rows.at_end
    assert numbers(rows) == [90]


def test_what_was_asked_for_before_comes_too_late(rows: CodeRows, qtbot: QtBot) -> None:
    rows.to_end()
    rows.to_start()
    qtbot.wait(100)
    assert numbers(rows) == list(range(1, 11))


def test_what_goes_wrong_is_told(rows: CodeRows, qtbot: QtBot) -> None:
    def broken(_after: int | None, _before: int | None) -> Page:
        raise InvalidInput("No.")

    with qtbot.waitSignal(rows.failed) as failed:
        rows.start(broken)
    assert str(failed.args[0]) == "No."
    assert not rows.fetching
