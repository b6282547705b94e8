"""The background door: order, interleaving, failures, closing."""

import threading
from collections.abc import Generator, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from counterfoil.desk.door import Door
from counterfoil.domain.errors import Conflict

UI = threading.main_thread


@pytest.fixture
def bugs() -> list[Exception]:
    return []


@pytest.fixture
def door(qapp: QCoreApplication, bugs: list[Exception]) -> Iterator[Door]:  # noqa: ARG001 - its signals need it
    opened = Door("test", bugs.append)
    yield opened
    if opened.is_open:
        opened.close()


def test_an_operation_runs_elsewhere_and_its_result_comes_back_here(
    qtbot: QtBot, door: Door
) -> None:
    seen: list[tuple[threading.Thread, threading.Thread]] = []
    door.submit(
        threading.current_thread, lambda ran: seen.append((ran, threading.current_thread()))
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] is not UI()
    assert seen[0][1] is UI()


def test_operations_keep_their_order(qtbot: QtBot, door: Door) -> None:
    results: list[int] = []
    for number in range(50):
        door.submit(partial(int, number), results.append)
    qtbot.waitUntil(lambda: len(results) == 50)
    assert results == list(range(50))


def test_a_scan_passes_a_long_job(qtbot: QtBot, door: Door) -> None:
    order: list[str] = []
    first_step = threading.Event()
    go_on = threading.Event()

    def steps() -> Iterator[int]:
        first_step.set()
        go_on.wait(5)
        yield 1
        order.append("second step")
        yield 2

    door.start(steps(), lambda _progress: None, lambda _done: order.append("job"))
    assert first_step.wait(5)
    door.submit(lambda: order.append("scan"), lambda _done: None)
    go_on.set()
    qtbot.waitUntil(lambda: "job" in order)
    assert order == ["scan", "second step", "job"]


def test_a_job_reports_progress_and_its_result(qtbot: QtBot, door: Door) -> None:
    progress: list[int] = []
    results: list[str] = []

    def steps() -> Generator[int, None, str]:
        yield from range(3)
        return "made"

    door.start(steps(), progress.append, results.append)
    qtbot.waitUntil(lambda: bool(results))
    assert (progress, results) == ([0, 1, 2], ["made"])


def test_a_cancelled_job_cleans_up_and_says_nothing(door: Door) -> None:
    cleaned = threading.Event()
    results: list[object] = []
    at_work = threading.Event()

    def steps() -> Iterator[int]:
        try:
            for number in range(1_000_000):
                at_work.set()
                yield number
        finally:
            cleaned.set()

    job = door.start(steps(), lambda _progress: None, results.append)
    assert at_work.wait(5)
    job.cancel()
    assert cleaned.wait(5)
    assert not results


def test_it_is_busy_until_what_came_of_it_is_on_the_screen(qtbot: QtBot, door: Door) -> None:
    ran, results = threading.Event(), list[object]()
    door.submit(ran.set, results.append)
    assert ran.wait(5)
    assert (door.busy, results) == (True, [])
    qtbot.waitUntil(lambda: not door.busy)
    assert len(results) == 1
    job = door.start(iter(int, 1), lambda _progress: None, results.append)
    assert (door.busy, len(results)) == (True, 1)
    job.cancel()
    qtbot.waitUntil(lambda: not door.busy)
    assert len(results) == 1


def test_what_the_user_can_mend_reaches_only_the_failure(
    qtbot: QtBot, door: Door, bugs: list[Exception]
) -> None:
    failures: list[Exception] = []

    def run() -> None:
        raise Conflict("The folder {name} is in use.", name="till")

    door.submit(run, lambda _done: None, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert str(failures[0]) == "The folder till is in use."
    assert not bugs


@pytest.mark.logs("failure behind the door")
def test_a_bug_is_logged_and_reported_and_the_door_goes_on(
    qtbot: QtBot, door: Door, bugs: list[Exception]
) -> None:
    failures: list[Exception] = []
    results: list[int] = []

    def run() -> None:
        raise ZeroDivisionError

    door.submit(run, lambda _done: None, failures.append)
    door.submit(lambda: 1, results.append)
    qtbot.waitUntil(lambda: bool(results))
    assert isinstance(bugs[0], ZeroDivisionError)
    assert failures == bugs


@pytest.mark.logs("failure behind the door")
def test_a_job_that_fails_is_over(qtbot: QtBot, door: Door, bugs: list[Exception]) -> None:
    failures: list[Exception] = []

    def steps() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    door.start(steps(), lambda _progress: None, lambda _done: None, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert bugs == failures


def test_closing_finishes_what_waits_then_runs_the_last_thing(door: Door) -> None:
    ran: list[str] = []
    at_work = threading.Event()

    def steps() -> Iterator[int]:
        try:
            while True:
                at_work.set()
                yield 0
        finally:
            ran.append("job closed")

    door.start(steps(), lambda _progress: None, lambda _done: None)
    assert at_work.wait(5)
    for name in ("a", "b"):
        door.submit(partial(ran.append, name), lambda _done: None)
    door.close(lambda: ran.append("last"))
    assert ran == ["a", "b", "job closed", "last"]
