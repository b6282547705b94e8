"""A passing notice, and what may be done about it."""

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.shell.notice import Notice, Way


@pytest.fixture
def notice(qtbot: QtBot) -> Notice:
    made = Notice()
    qtbot.addWidget(made)
    return made


def test_it_says_what_was_done(notice: Notice) -> None:
    notice.say(lambda: "Done.")
    assert notice.isVisible()
    assert notice.text.text() == "Done."
    assert notice.act.isHidden()
    assert notice.property("tone") == "accepted"


def test_what_may_be_done_about_it_is_done_once(notice: Notice) -> None:
    done: list[str] = []
    notice.warn(lambda: "No paper.", Way(lambda: "Try again", lambda: done.append("again")))
    assert notice.property("tone") == "used"
    assert notice.act.text() == "Try again"
    notice.act.click()
    assert done == ["again"]
    assert notice.isHidden()


def test_the_next_notice_takes_the_place_of_the_one_before(notice: Notice) -> None:
    notice.warn(lambda: "No paper.", Way(lambda: "Try again", lambda: None))
    notice.say(lambda: "Printed.")
    assert notice.act.isHidden()
    assert notice.property("tone") == "accepted"


def test_what_is_said_about_one_notice_may_be_the_next(notice: Notice) -> None:
    again = Way(lambda: "Try again", lambda: notice.say(lambda: "Printed."))
    notice.warn(lambda: "No paper.", again)
    notice.act.click()
    assert notice.isVisible()
    assert notice.text.text() == "Printed."
