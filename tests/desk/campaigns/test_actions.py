"""What the menu of a campaign does, through real widgets, files and the ledger."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from counterfoil.desk.campaigns.page import CampaignsPage
from counterfoil.desk.desk import Desk
from counterfoil.desk.parts.files import file_name
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.screens import Screen
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.ledger.campaigns import Summary, get_campaign, list_campaigns, save_campaign
from counterfoil.ledger.codes.batches import batches_of
from counterfoil.ledger.staff import DEFAULT
from tests.desk.campaigns.conftest import Choose
from tests.desk.conftest import NOW

Find = Callable[[str], Summary]
pytestmark = pytest.mark.qt_log_ignore("does not support", extend=True)


def notice(desk: Desk) -> str:
    assert desk.shell is not None
    return desk.shell.notice.text.text()


def banner(desk: Desk) -> str:
    return desk.window.trouble


@pytest.fixture
def add(qtbot: QtBot, page: CampaignsPage, choose: Choose) -> CampaignsPage:
    """The panel that adds codes to the scratch card."""
    choose("CARD", "Add codes").run()
    qtbot.waitUntil(page.acts.jobs.add_codes.isVisible)
    return page


def test_codes_are_added_with_a_look_at_the_space(
    qtbot: QtBot, desk: Desk, office: Office, add: CampaignsPage, line: Find
) -> None:
    panel, before = add.acts.jobs.add_codes, line("CARD")
    QTest.keyClicks(panel.quantity, "2,000")
    assert panel.quantity_field.error == ""
    assert "853 billion different codes" in panel.space
    assert "once in 424 million tries" in panel.space
    QTest.keyClicks(panel.batch, "Flyers")
    QTest.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    assert not panel.isVisible()
    qtbot.waitUntil(lambda: line("CARD").counts.codes == before.counts.codes + 2000)
    assert not add.acts.jobs.job.busy
    assert notice(desk) == "Autumn scratch card has 2,000 more codes."
    with office.ledger.read() as conn:
        assert [each.name for each in batches_of(conn, before.id)] == ["1", "Flyers"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Give a number of codes from 1 to 100,000,000."),
        ("0", "Give a number of codes from 1 to 100,000,000."),
        ("-5", "Give a number of codes from 1 to 100,000,000."),
        ("many", "Give a number of codes from 1 to 100,000,000."),
        ("1.5", "Give a number of codes from 1 to 100,000,000."),
        ("100000001", "Give a number of codes from 1 to 100,000,000."),
    ],
)
def test_what_is_no_number_of_codes_is_said_beside_the_field(
    add: CampaignsPage, typed: str, sentence: str
) -> None:
    panel = add.acts.jobs.add_codes
    QTest.keyClicks(panel.quantity, typed)
    QTest.keyClick(panel.quantity, Qt.Key.Key_Return)
    assert panel.quantity_field.error == sentence
    assert panel.isVisible()
    QTest.keyClick(panel.quantity, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_too_many_for_the_format_are_refused_while_typing(
    qtbot: QtBot, office: Office, page: CampaignsPage, line: Find, choose: Choose
) -> None:
    base = get_campaign(office.ledger, line("CARD").id)
    tiny = CodeFormat(CharacterSet.NUM, 4, "TINY")
    save_campaign(
        office.ledger, replace(base, id="tiny", code_format=tiny, version=1), DEFAULT, NOW
    )
    page.reload()
    qtbot.waitUntil(lambda: len(page.rows.rows) == 6)
    choose("TINY", "Add codes").run()
    panel = page.acts.jobs.add_codes
    qtbot.waitUntil(panel.isVisible)
    QTest.keyClicks(panel.quantity, "500")
    assert panel.quantity_field.error == ""
    assert panel.space.endswith("That is easy to guess: longer codes are safer.")
    QTest.keyClicks(panel.quantity, "0")
    assert "too many for this format" in panel.quantity_field.error


def test_a_campaign_of_imported_codes_says_what_to_do_instead(
    qtbot: QtBot, desk: Desk, office: Office, page: CampaignsPage, line: Find
) -> None:
    base = get_campaign(office.ledger, line("CARD").id)
    save_campaign(
        office.ledger, replace(base, id="plain", code_format=None, version=1), DEFAULT, NOW
    )
    page.reload()
    qtbot.waitUntil(lambda: len(page.rows.rows) == 6)
    page.acts.jobs.ask_for_codes(line(""))
    qtbot.waitUntil(lambda: "takes imported codes only" in banner(desk))
    assert not page.acts.jobs.add_codes.isVisible()


def test_stopping_takes_back_what_was_begun(
    qtbot: QtBot, desk: Desk, add: CampaignsPage, line: Find, choose: Choose
) -> None:
    jobs, before = add.acts.jobs, line("CARD")
    QTest.keyClicks(jobs.add_codes.quantity, "500000")
    QTest.keyClick(jobs.add_codes.quantity, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: jobs.job.busy)
    assert choose("CARD", "Add codes").why_not == (
        "Wait until the work with codes is done, or stop it."
    )
    QTest.mouseClick(jobs.job.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not jobs.job.busy)
    assert notice(desk).startswith("Stopped.")
    qtbot.waitUntil(lambda: not desk.door.busy)
    add.reload()
    qtbot.wait(50)
    assert line("CARD").counts == before.counts


def choose_file(page: CampaignsPage, path: Path) -> None:
    """Choose a file as a person would in the dialog, and see that it holds up nothing."""
    (dialog,) = page.findChildren(QFileDialog)
    assert not dialog.isModal()
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(str(path))
    dialog.accept()


def test_codes_are_imported_with_a_report_of_what_was_left_out(
    qtbot: QtBot, tmp_path: Path, page: CampaignsPage, line: Find, choose: Choose
) -> None:
    file = tmp_path / "codes.csv"
    file.write_text("code,status\nABCD1,unused\nABCD2,used\nABCD1,unused\n---,unused\nX9Y8,odd\n")
    choose("CARD", "Import codes").run()
    choose_file(page, file)
    report = page.acts.jobs.report
    qtbot.waitUntil(report.isVisible)
    assert report.text.text() == (
        "codes.csv: 2 codes imported · 1 more than once in it · 2 rows are no codes"
    )
    assert report.rows.text().splitlines() == [
        "Line 5: this cannot be a code: it is too long, or has only spaces and dashes (---)",
        "Line 6: the status is none of unused, used and void (X9Y8)",
    ]
    qtbot.waitUntil(lambda: line("CARD").counts.codes == 14)
    assert line("CARD").counts.used == 1


def test_a_file_that_is_no_list_of_codes_is_refused(
    qtbot: QtBot, desk: Desk, tmp_path: Path, page: CampaignsPage, choose: Choose
) -> None:
    file = tmp_path / "empty.csv"
    file.write_text("code\n")
    choose("CARD", "Import codes").run()
    choose_file(page, file)
    qtbot.waitUntil(lambda: "There is no code in empty.csv" in banner(desk))
    assert not page.acts.jobs.job.busy


def test_codes_are_exported_to_a_file(
    qtbot: QtBot, desk: Desk, tmp_path: Path, page: CampaignsPage, choose: Choose
) -> None:
    file = tmp_path / "Free coffee.csv"
    choose("CUP", "Export to CSV").run()
    choose_file(page, file)
    qtbot.waitUntil(lambda: notice(desk) == "12 codes are in Free coffee.csv.")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["status"] for row in rows] == ["unused"] * 12
    assert all(row["code"].startswith("CUP") for row in rows)


def test_a_campaign_is_switched_off_and_on(
    qtbot: QtBot, desk: Desk, line: Find, choose: Choose
) -> None:
    choose("CUP", "Deactivate").run()
    qtbot.waitUntil(lambda: not line("CUP").active)
    qtbot.waitUntil(lambda: notice(desk) == "Free coffee is inactive.")
    choose("CUP", "Activate").run()
    qtbot.waitUntil(lambda: line("CUP").active)


def test_one_is_archived_only_after_the_question(
    qtbot: QtBot, desk: Desk, office: Office, page: CampaignsPage, line: Find, choose: Choose
) -> None:
    confirm = page.acts.confirm
    choose("CUP", "Archive").run()
    assert confirm.text.text() == (
        "Archive Free coffee? Its 12 unused codes stop working at once, and it cannot be"
        " activated again. Its history stays, and it can be duplicated."
    )
    QTest.mouseClick(confirm.no, Qt.MouseButton.LeftButton)
    assert not line("CUP").archived
    choose("CUP", "Archive").run()
    QTest.mouseClick(confirm.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.rows.rows) == 4)
    assert notice(desk) == "Free coffee is archived."
    # It is put away, not removed.
    assert get_campaign(office.ledger, line("CUP").id).archived


def test_a_copy_opens_in_the_wizard(
    qtbot: QtBot, desk: Desk, office: Office, choose: Choose
) -> None:
    choose("CUP", "Duplicate").run()
    assert desk.shell is not None
    shell = desk.shell
    qtbot.waitUntil(lambda: shell.current is Screen.WIZARD)
    copy = next(each for each in list_campaigns(office.ledger) if each.name == "Free coffee (2)")
    assert (copy.active, copy.prefix, copy.counts.codes) == (False, "CUQ", 0)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Summer: 50% / off?", "Summer 50% off.csv"),
        ("../../etc", "etc.csv"),
        ("\x00", "campaign.csv"),
        ("x" * 300, "x" * 80 + ".csv"),
        ("קיץ 🎉", "קיץ 🎉.csv"),
    ],
)
def test_a_file_s_name_fits_every_system(text: str, name: str) -> None:
    assert file_name(text, ".csv") == name
