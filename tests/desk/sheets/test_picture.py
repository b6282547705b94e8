"""The picture of a sheet: every place where it lies, told apart by more than colour."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counterfoil.desk.sheets.picture import SheetPicture
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.sheets.model import SheetCode
from counterfoil.sheets.catalogue import all_stock, find_stock
from counterfoil.sheets.stock import Stock

UNUSED, USED, VOID = CodeStatus.UNUSED, CodeStatus.USED, CodeStatus.VOID
STOCK = find_stock("avery-l7160")


def codes(first: int, *statuses: CodeStatus) -> tuple[SheetCode, ...]:
    return tuple(
        SheetCode(place, 100 + place, f"CODE-{place}", status)
        for place, status in enumerate(statuses, first)
    )


@pytest.fixture
def picture(qtbot: QtBot) -> SheetPicture:
    made = SheetPicture()
    qtbot.addWidget(made)
    show(made, STOCK, codes(5, UNUSED, USED, VOID, UNUSED))
    made.show()
    qtbot.waitExposed(made)
    return made


def show(picture: SheetPicture, stock: Stock, on_it: tuple[SheetCode, ...]) -> None:
    picture.show_sheet(stock, on_it)
    picture.resize(320, picture.heightForWidth(320))


def middle(picture: SheetPicture, place: int) -> QPoint:
    return picture.box(place).center().toPoint()


def drawn(picture: SheetPicture, place: int) -> QImage:
    """What a place looks like, its colours taken away."""
    grey = picture.grab(picture.box(place).toAlignedRect().adjusted(2, 2, -2, -2)).toImage()
    return grey.convertToFormat(QImage.Format.Format_Grayscale8)


def darkest(image: QImage) -> int:
    return min(
        image.pixelColor(x, y).value() for x in range(image.width()) for y in range(image.height())
    )


def test_statuses_are_told_apart_without_colour(picture: SheetPicture) -> None:
    pictures = [drawn(picture, place) for place in (5, 6, 7)]
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]
    assert all(darkest(each) < 160 for each in pictures)
    assert darkest(drawn(picture, 1)) > 200


def test_places_lie_as_on_the_paper(picture: SheetPicture) -> None:
    first, fourth = picture.box(1), picture.box(4)
    assert first.left() == fourth.left()
    assert first.bottom() < fourth.top() + 1
    assert picture.box(3).right() < 320
    assert picture.box(21).bottom() < picture.height()
    ratio = first.width() / first.height()
    assert ratio == pytest.approx(STOCK.label_width / STOCK.label_height, rel=0.05)


def test_every_stock_has_room_for_its_places(picture: SheetPicture) -> None:
    for stock in all_stock():
        show(picture, stock, codes(1, UNUSED))
        assert picture.rect().contains(picture.box(stock.per_page).toRect()), stock.id


def test_the_mouse_points_at_a_code_and_opens_it(qtbot: QtBot, picture: SheetPicture) -> None:
    QTest.mouseMove(picture, middle(picture, 6))
    qtbot.waitUntil(lambda: picture.current is not None)
    assert picture.current is not None
    assert picture.current.text == "CODE-6"
    with qtbot.waitSignal(picture.wanted) as wanted:
        QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=middle(picture, 7))
    assert wanted.args[0].text == "CODE-7"
    with qtbot.assertNotEmitted(picture.wanted):
        QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=middle(picture, 1))


def test_the_keys_lead_from_code_to_code(qtbot: QtBot, picture: SheetPicture) -> None:
    picture.window().activateWindow()
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: picture.current is not None)
    places = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(picture, key)
        assert picture.current is not None
        places.append(picture.current.place)
    # Below the seventh place there is no code, nor above it.
    assert places == [6, 7, 7, 7]
    assert "Place 7 · CODE-7 · Void" in picture.accessibleName()
    with qtbot.waitSignal(picture.wanted) as wanted:
        QTest.keyClick(picture, Qt.Key.Key_Return)
    assert wanted.args[0].text == "CODE-7"
