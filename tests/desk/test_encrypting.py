"""Encrypting a till from its settings: the counter is back, and the recovery key is shown once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.first_run.screen import Setup
from counterfoil.desk.settings.encryption import EncryptionSettings
from counterfoil.domain.recovery_key import read_key
from counterfoil.ledger.encryption import Encryption, encryption
from counterfoil.ledger.sealing import folder_key
from tests.desk.conftest import Start
from tests.helpers.own_keyring import own_keyring


@pytest.fixture
def keyring(tmp_path: Path) -> Iterator[Path]:
    with own_keyring(tmp_path / "keyring") as folder:
        yield folder


def part_of(desk: Desk) -> EncryptionSettings:
    assert desk.settings.panel is not None
    return desk.settings.panel.encryption


def turn(qtbot: QtBot, desk: Desk) -> None:
    before = part_of(desk)
    before.turn.click()
    before.sure.click()
    qtbot.waitUntil(lambda: desk.till is not None and part_of(desk) is not before)
    qtbot.waitUntil(lambda: not desk.door.busy)


@pytest.mark.usefixtures("keyring")
def test_a_till_is_encrypted_and_decrypted(qtbot: QtBot, desk: Desk, folder: Path) -> None:
    desk.window.header.settings_wanted.emit()
    turn(qtbot, desk)
    assert encryption(folder) is Encryption.ON
    part = part_of(desk)
    qtbot.waitUntil(lambda: bool(part.recovery.text()))
    assert part.isVisible()
    assert read_key(part.recovery.text()) == folder_key(folder)
    part.noted.click()
    assert part.recovery.text() == ""
    turn(qtbot, desk)
    assert encryption(folder) is Encryption.OFF


def test_without_a_keyring_the_till_goes_on_and_says_so(
    qtbot: QtBot, desk: Desk, folder: Path
) -> None:
    turn(qtbot, desk)
    qtbot.waitUntil(lambda: bool(part_of(desk).trouble))
    assert "keyring cannot be used" in part_of(desk).trouble
    assert encryption(folder) is Encryption.OFF


def test_the_question_may_be_taken_back(desk: Desk) -> None:
    part = part_of(desk)
    part.turn.click()
    part.cancel.click()
    assert not part.turn.isHidden()
    assert desk.till is not None


@pytest.mark.usefixtures("keyring")
def test_a_new_store_may_be_encrypted_from_the_first(
    qtbot: QtBot, start: Start, folder: Path
) -> None:
    desk = start()
    page = desk.first_run
    assert page is not None
    page.open_form()
    page.store.setText("Corner Coffee")
    page.person.setText("Maria")
    page.encrypted.click()
    page.set_up.emit(Setup("Corner Coffee", "UTC", "EUR", "Maria", page.encrypted.isChecked()))
    qtbot.waitUntil(lambda: desk.till is not None and bool(part_of(desk).recovery.text()))
    assert encryption(folder) is Encryption.ON
    assert read_key(part_of(desk).recovery.text()) == folder_key(folder)
    assert part_of(desk).isVisible()
