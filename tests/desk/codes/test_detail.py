"""What is shown of one code, whatever its letters."""

from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counterfoil.desk.codes.detail import WIDTH, Detail
from counterfoil.desk.codes.work import About
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.listing import CodeLine
from tests.domain.build import NOW


@pytest.mark.parametrize("text", ["AB12", "CARDDMYHBVJW", "WWWWMMMMWWWW"])
def test_a_code_has_room(
    qapp: QApplication,  # noqa: ARG001 - it has the style
    qtbot: QtBot,
    text: str,
) -> None:
    detail = Detail(ZoneInfo("Europe/Warsaw"))
    qtbot.addWidget(detail)
    detail.resize(WIDTH, 600)
    line = CodeLine(1, text, CodeStatus.UNUSED, 1, "Batch 1", NOW)
    detail.show_code(About(line, ()), slips=False)
    qtbot.waitExposed(detail)
    assert detail.code.fontMetrics().horizontalAdvance(text) <= detail.code.width()
