"""A list and what is shown of its lines share the room there is."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counterfoil.desk import theme
from counterfoil.desk.parts.beside import LEAST_HEIGHT, ROOMY, Aside, Beside

WIDTH, HEIGHT = 340, 600


class Shared:
    """A list with a line over it, and what stands beside it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.listed, self.over, self.aside = QLabel("list"), QLabel("over"), Aside(WIDTH)
        self.whole = Beside(self.listed, self.aside, over=(self.over,))
        qtbot.addWidget(self.whole)
        self.whole.show()

    def resize(self, width: int) -> None:
        self.whole.resize(theme.current().px(width), HEIGHT)


@pytest.fixture
def shared(qtbot: QtBot) -> Shared:
    return Shared(qtbot)


def test_both_stand_side_by_side_where_there_is_room(shared: Shared) -> None:
    shared.resize(ROOMY)
    shared.aside.show()
    assert shared.listed.isVisible()
    assert shared.over.isVisible()
    assert shared.aside.minimumWidth() == shared.aside.maximumWidth() == theme.current().px(WIDTH)
    assert shared.listed.minimumHeight() == theme.current().px(LEAST_HEIGHT)


def test_one_takes_the_place_of_the_list_where_there_is_none(shared: Shared) -> None:
    shared.resize(ROOMY // 2)
    assert shared.listed.isVisible()
    shared.aside.show()
    assert not shared.listed.isVisible()
    assert not shared.over.isVisible()
    assert shared.aside.maximumWidth() > ROOMY
    shared.resize(ROOMY)
    assert shared.listed.isVisible()


def test_the_list_is_back_once_it_is_closed(qtbot: QtBot, shared: Shared) -> None:
    shared.resize(ROOMY // 2)
    shared.aside.show()
    with qtbot.waitSignal(shared.aside.closed):
        shared.aside.leave.click()
    assert shared.aside.isHidden()
    assert shared.listed.isVisible()
