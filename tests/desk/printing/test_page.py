"""What is chosen, and the real page that follows it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from counterfoil.desk import theme, translation
from counterfoil.desk.desk import Desk
from counterfoil.desk.printing.page import PrintPage
from counterfoil.desk.printing.wanted import Which, read_subject, subject
from counterfoil.desk.shell.screens import Screen
from counterfoil.ledger.campaign_copy import copy_campaign
from counterfoil.ledger.codes.batches import batches_of
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import DEFAULT
from counterfoil.sheets.symbol import qr_picture
from tests.desk.conftest import NOW
from tests.desk.printing.conftest import Settle
from tests.helpers.shop import Shop


def choose(page: PrintPage, which: Which) -> None:
    page.choices.codes.which.chosen.emit(str(which))


def test_the_first_sheet_is_shown_as_it_will_be_printed(
    page: PrintPage, campaign_id: str, settled: Settle
) -> None:
    assert page.head.title == "Print"
    assert page.choices.codes.left.text() == "12 codes are not printed yet."
    assert page.foot.summary.accessibleName() == "12 labels on 1 sheet"
    assert page.preview.shows
    assert page.preview.document.pageCount() == 1
    size = page.preview.document.pagePointSize(0)
    assert (round(size.width()), round(size.height())) == (595, 842)
    assert page.foot.print.isEnabled()
    assert page.choices.codes.value.campaign_id == campaign_id
    before = page.preview.factor
    page.preview.larger.click()
    assert page.preview.factor == pytest.approx(before * 1.25)
    page.preview.smaller.click()
    assert page.preview.factor == pytest.approx(before)
    page.preview.true_size.click()
    assert page.preview.factor > 0
    page.preview.whole.click()
    settled()
    assert page.preview.factor == pytest.approx(before)


def test_the_first_label_is_pressed_in_the_picture_of_the_sheet(
    page: PrintPage, settled: Settle
) -> None:
    stock = page.choices.stock
    box = stock.grid.label_box(12).center().toPoint()
    QTest.mouseClick(stock.grid, Qt.MouseButton.LeftButton, pos=box)
    settled()
    assert stock.start.text() == "12"
    assert stock.first == 12
    assert page.foot.summary.accessibleName() == "12 labels on 2 sheets"
    QTest.mouseClick(stock.grid, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    for key, place in ((Qt.Key.Key_Right, 13), (Qt.Key.Key_Up, 10), (Qt.Key.Key_Home, 1)):
        QTest.keyClick(stock.grid, key)
        assert stock.first == place
    assert stock.grid.accessibleName() == "The first label to print: 1 of 21"
    settled()
    assert page.foot.summary.accessibleName() == "12 labels on 1 sheet"
    stock.start.setFocus()
    stock.start.selectAll()
    QTest.keyClicks(stock.start, "22")
    settled()
    assert stock.start_field.error == "This sheet has labels 1 to 21."
    assert not page.foot.print.isEnabled()


def test_stock_is_found_or_given_by_measures(page: PrintPage, settled: Settle) -> None:
    stock = page.choices.stock
    QTest.keyClicks(stock.listed.search, "avery 5160")
    assert [row.key for row in stock.listed.rows.rows] == ["avery-5160"]
    QTest.keyClick(stock.listed.search, Qt.Key.Key_Return)
    settled()
    assert stock.stock is not None
    assert stock.stock.id == "avery-5160"
    size = page.preview.document.pagePointSize(0)
    assert (round(size.width()), round(size.height())) == (612, 792)
    stock.listed.search.setText("no such stock")
    assert stock.listed.table.isHidden()
    assert stock.stock.id == "avery-5160"
    stock.source.chosen.emit("measured")
    settled()
    assert page.foot.print.isEnabled()
    width = stock.measures.inputs["label_width"]
    for typed in ("80", "wide"):
        width.setText(typed)
        width.textEdited.emit(typed)
        settled()
        assert not page.foot.print.isEnabled()
    assert stock.measures.fields["label_width"].error == (
        "Give a number of millimetres, such as 63.5."
    )
    width.setText("40")
    width.textEdited.emit("40")
    settled()
    assert stock.stock is not None
    assert (stock.stock.label_width, stock.stock.per_page) == (40, 21)
    assert page.foot.print.isEnabled()
    for name in ("label_width", "label_height"):
        stock.measures.inputs[name].setText("6")
    stock.measures.changed.emit()
    settled()
    assert "mm" in stock.said
    assert "no room" in stock.said
    assert not page.foot.print.isEnabled()


def test_colours_that_no_scanner_tells_apart_are_refused_beside_the_field(
    page: PrintPage, settled: Settle
) -> None:
    design = page.choices.design
    for typed, field, said in (
        ("#FF0000", design.ink, "red light"),
        ("nothing", design.ink, "no colour"),
        ("#102040", design.ink, ""),
    ):
        design.ink.colour.text.setText(typed)
        design.ink.colour.text.textEdited.emit(typed)
        settled()
        assert said in field.error
        assert bool(said) is bool(field.error)
        assert page.foot.print.isEnabled() is not bool(said)
    design.paper.colour.text.setText("808080")
    design.paper.colour.text.textEdited.emit("808080")
    settled()
    assert "too dark" in design.paper.error
    assert design.value.paper == "#808080"


def test_so_many_or_from_one_code_to_another(page: PrintPage, settled: Settle, shop: Shop) -> None:
    codes = page.choices.codes
    choose(page, Which.COUNT)
    settled()
    assert codes.quantity_field.error == "Give the number of labels, such as 210."
    QTest.keyClicks(codes.quantity, "5")
    settled()
    assert page.foot.summary.accessibleName() == "5 labels on 1 sheet"
    choose(page, Which.RANGE)
    QTest.keyClicks(codes.first, shop.codes["points"][2])
    QTest.keyClicks(codes.last, shop.codes["points"][4].lower())
    settled()
    assert page.foot.summary.accessibleName() == "3 labels on 1 sheet"
    codes.first.setText(shop.codes["points"][9])
    codes.changed.emit()
    settled()
    assert "stands behind" in codes.last_field.error
    codes.first.setText(shop.codes["coupon"][0])
    codes.changed.emit()
    settled()
    assert "no code of this campaign" in codes.first_field.error


def test_texts_without_room_are_told_and_an_address_needs_the_place_of_the_code(
    page: PrintPage, settled: Settle
) -> None:
    terms = page.choices.design.terms
    terms.setPlainText("One per visit and only while there is any left in this shop. " * 40)
    settled()
    assert page.problems.isVisible()
    assert "terms" in page.problems.text.text()
    assert page.foot.print.isEnabled()
    terms.setPlainText("Not \U0001f600")
    settled()
    assert "\U0001f600" in page.choices.design.fields["terms"].error
    assert not page.problems.isVisible()
    terms.setPlainText("")
    further = page.choices.design.further
    further.content.kind.chosen.emit("address")
    settled()
    assert further.content.value == "https://example.com/{code}"
    assert page.foot.print.isEnabled()
    further.content.address.setText("https://example.com")
    further.content.address.textEdited.emit("https://example.com")
    settled()
    assert "{code}" in further.content_field.error
    assert further.isVisible()
    further.content.kind.chosen.emit("code")
    settled()
    assert page.foot.print.isEnabled()


def test_a_logo_is_a_picture(
    page: PrintPage, settled: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    design = page.choices.design
    for name, data in (("logo.png", png(tmp_path)), ("notes.txt", b"not a picture")):
        path = tmp_path / name
        path.write_bytes(data)
        design.logo.choose.click()
        dialog = page.findChild(QFileDialog)
        assert isinstance(dialog, QFileDialog)
        dialog.fileSelected.emit(str(path))
        dialog.close()
        settled()
        assert design.value.logo == data
        qtbot.waitUntil(lambda: page.findChild(QFileDialog) is None)
        assert page.foot.print.isEnabled() is (name == "logo.png")
    assert "no picture" in design.fields["logo"].error
    design.logo.remove.click()
    settled()
    assert design.value.logo is None
    assert design.fields["logo"].error == ""


def png(folder: Path) -> bytes:
    from PIL import Image

    path = folder / "made.png"
    Image.fromarray(qr_picture("logo")).save(path)
    return path.read_bytes()


def test_another_campaign_or_batch_is_chosen(
    desk: Desk,
    page: PrintPage,
    ledger: Ledger,
    campaign_id: str,
    settled: Settle,
    qtbot: QtBot,
) -> None:
    generate(ledger, campaign_id, 30, DEFAULT, NOW)
    with ledger.read() as conn:
        second = batches_of(conn, campaign_id)[-1]
    assert desk.office is not None
    assert read_subject(subject(campaign_id, second.id)) == (campaign_id, second.id)
    desk.office.go(Screen.PRINT, subject(campaign_id, second.id))
    settled()
    assert page.choices.codes.left.text() == "30 codes are not printed yet."
    other = next(each.id for each in page.looked.campaigns if each.name == "Free coffee")
    page.choices.codes.campaign_chosen.emit(other)
    settled()
    assert page.choices.codes.value.campaign_id == other
    assert page.choices.codes.value.batch_id is None
    copy = copy_campaign(ledger, campaign_id, DEFAULT, NOW)
    desk.office.go(Screen.PRINT, copy.id)
    settled()
    assert page.pages.currentWidget() is page.spent
    assert not page.foot.print.isEnabled()
    page.spent.wanted.emit()
    qtbot.waitUntil(page.jobs.add_codes.isVisible)


def test_the_page_follows_its_width_and_the_language(
    desk: Desk, page: PrintPage, settled: Settle
) -> None:
    assert page.parts.isHidden()
    desk.window.resize(900, 700)
    settled()
    assert page.parts.isVisible()
    assert not page.preview.isVisible()
    page.parts.chosen.emit("look")
    assert page.preview.isVisible()
    assert not page.choices.isVisible()
    translation.use("pl")
    page.retranslate()
    page.choices.codes.retranslate()
    assert page.choices.codes.campaign_field.inner.accessibleName() == "Kampania"
    translation.use("en")
    assert theme.current().scale == 1.0
