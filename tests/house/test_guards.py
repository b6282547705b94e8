"""The guards of the suite's conftest are proved on a small suite that breaks each of them."""

import pytest

from tests.house.checkout import ROOT

pytest_plugins = ["pytester"]

SUITE = """
import logging, threading
import pytest, structlog

done = threading.Event()

def test_quiet():
    logging.getLogger("shop").info("fine")

def test_warns():
    logging.getLogger("shop").warning("paper low")

def test_warns_by_structlog():
    structlog.get_logger("shop").warning("paper low", left=3)

@pytest.mark.logs("paper low")
def test_warns_as_expected():
    logging.getLogger("shop").warning("paper low")

@pytest.mark.logs("paper low")
def test_does_not_warn_as_expected():
    pass

def test_leaves_a_thread():
    threading.Thread(target=done.wait, args=(2,), name="straggler").start()

def test_leaves_a_daemon():
    threading.Thread(target=done.wait, args=(2,), daemon=True).start()

def test_a_thread_that_ends():
    threading.Thread(target=done.wait, args=(0.05,)).start()
"""


def test_each_guard_fails_the_test_that_breaks_it(pytester: pytest.Pytester) -> None:
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text())
    pytester.makeini("[pytest]\nmarkers = logs(pattern): expected\n")
    pytester.makepyfile(SUITE)
    result = pytester.runpytest_subprocess("-p", "no:randomly")
    result.assert_outcomes(passed=8, errors=4)
    result.stdout.fnmatch_lines(
        [
            "*ERROR at teardown of test_warns *",
            "E *logged without being asked for: *shop: paper low*",
            "*ERROR at teardown of test_warns_by_structlog *",
            "E *logged without being asked for: *left=3*",
            "*ERROR at teardown of test_does_not_warn_as_expected *",
            "E *expected in the log, but not there: *paper low*",
            "*ERROR at teardown of test_leaves_a_thread *",
            "E *left threads running: straggler",
        ]
    )
