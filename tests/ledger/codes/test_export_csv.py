import csv
import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest

from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.errors import InvalidInput, MachineError, NotFound
from counterfoil.domain.facts import CodeStatus
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.codes.export_csv import CHUNK, export_file, export_steps
from counterfoil.ledger.codes.filters import ALL, CodeFilter
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.import_csv import import_codes
from counterfoil.ledger.codes.presets import COLUMNS, Preset
from counterfoil.ledger.codes.steps import Progress, finish
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.staff import save_staff
from tests.domain.build import NOW
from tests.ledger.codes.brand import all_codes, new_campaign, texts_of, use
from tests.ledger.sheets.press import print_sheets
from tests.ledger.shop import ANNA, MANAGER


def exported(ledger: Ledger, campaign_id: str, wanted: CodeFilter = ALL) -> list[dict[str, str]]:
    out = StringIO(newline="")
    count = finish(export_steps(ledger, campaign_id, out, wanted))
    found = list(csv.DictReader(StringIO(out.getvalue(), newline="")))
    assert len(found) == count
    return found


def test_every_code_has_a_line_in_order(ledger: Ledger) -> None:
    campaign = new_campaign(ledger, CodeFormat(CharacterSet.NUM, 9, "A-"))
    other = new_campaign(ledger)
    for of in (campaign, other, campaign):
        generate(ledger, of.id, 12, MANAGER, NOW, name="Batch, the")
    lines = exported(ledger, campaign.id)
    assert [line["code"] for line in lines] == texts_of(all_codes(ledger, campaign))
    assert {line["batch"] for line in lines} == {"Batch, the"}
    assert {(line["status"], line["createdAt"], line["usedAt"]) for line in lines} == {
        ("unused", "2026-05-13T12:30:00Z", "")
    }


def test_a_used_code_has_when_where_who_and_for_whom(ledger: Ledger) -> None:
    campaign = new_campaign(ledger)
    generate(ledger, campaign.id, 3, MANAGER, NOW)
    lines = all_codes(ledger, campaign)
    (verdict,) = use(ledger, lines[1].text, at=NOW + timedelta(hours=2))
    void_codes(ledger, campaign.id, MANAGER, NOW, reason="Lost", code_ids=[lines[2].id])
    found = exported(ledger, campaign.id)
    assert [line["status"] for line in found] == ["unused", "used", "void"]
    used = found[1]
    assert (used["usedAt"], used["store"], used["staff"], used["member"]) == (
        "2026-05-13T14:30:00Z",
        ledger.store.name,
        MANAGER.name,
        ANNA,
    )
    assert (used["redemption"], used["undoneAt"]) == (verdict.redemption_id, "")
    only_used = CodeFilter(status=CodeStatus.USED)
    assert exported(ledger, campaign.id, only_used) == [used]
    assert exported(ledger, campaign.id, CodeFilter(used_from=NOW + timedelta(hours=3))) == []
    assert exported(ledger, campaign.id, CodeFilter(used_to=NOW + timedelta(hours=3))) == [used]
    unused = exported(ledger, campaign.id, CodeFilter(status=CodeStatus.UNUSED))
    assert [line["code"] for line in unused] == [lines[0].text]


def test_a_printed_code_has_its_sheet_and_place(ledger: Ledger) -> None:
    campaign = new_campaign(ledger)
    generate(ledger, campaign.id, CHUNK + 10, MANAGER, NOW)
    printed = print_sheets(ledger, campaign.id, CHUNK // 2, per_page=21, start=8)
    lines = all_codes(ledger, campaign, page_size=1000)
    ids = [line.id for line in lines]
    last = print_sheets(ledger, campaign.id, 15, first_id=ids[-15], per_page=9)
    use(ledger, lines[3].text, lines[-4].text)
    stands = {
        code.text: (str(page.number), str(code.place))
        for page in (*printed.pages, *last.pages)
        for code in page.codes
    }
    found = exported(ledger, campaign.id)
    assert [line["code"] for line in found] == texts_of(lines)
    assert all(
        (line["sheet"], line["place"]) == stands.get(line["code"], ("", "")) for line in found
    )
    (used, other) = exported(ledger, campaign.id, CodeFilter(status=CodeStatus.USED))
    assert (used["sheet"], used["place"], used["staff"]) == ("1", "11", MANAGER.name)
    assert other["sheet"] == str(last.run.last_sheet)


def test_names_that_are_formulas_do_nothing_in_a_spreadsheet(ledger: Ledger) -> None:
    campaign = new_campaign(ledger)
    generate(ledger, campaign.id, 1, MANAGER, NOW, name="@SUM(A1)")
    crook = Staff("crook", "=HYPERLINK(1)", Role.CASHIER)
    save_staff(ledger, crook, MANAGER, NOW)
    text = all_codes(ledger, campaign)[0].text
    assert redeem(ledger, Attempt((text,), crook, card=ANNA), NOW).accepted
    (line,) = exported(ledger, campaign.id)
    assert (line["staff"], line["batch"]) == ("'=HYPERLINK(1)", "'@SUM(A1)")


def test_a_file_appears_only_when_it_is_whole(ledger: Ledger, tmp_path: Path) -> None:
    campaign = new_campaign(ledger)
    generate(ledger, campaign.id, 2 * CHUNK + 5, MANAGER, NOW)
    path = tmp_path / "out" / "codes.csv"
    path.parent.mkdir()
    path.write_text("before")
    heard: list[Progress] = []
    stopped = export_file(
        ledger, campaign.id, path, progress=heard.append, cancelled=lambda: len(heard) == 2
    )
    assert stopped is None
    assert path.read_text() == "before"
    heard.clear()
    assert export_file(ledger, campaign.id, path, progress=heard.append) == 2 * CHUNK + 5
    assert heard[-1] == Progress(2 * CHUNK + 5, 2 * CHUNK + 5)
    assert [each.name for each in path.parent.iterdir()] == ["codes.csv"]
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert tuple(lines[0]) == COLUMNS[Preset.OURS].heading
    assert len({line[0] for line in lines[1:]}) == 2 * CHUNK + 5
    assert path.read_bytes().count(b"\r\n") == 2 * CHUNK + 6


def test_excel_can_be_told_the_encoding(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    campaign = new_campaign(sqlite_ledger)
    export_file(sqlite_ledger, campaign.id, tmp_path / "codes.csv", bom=True)
    assert (tmp_path / "codes.csv").read_bytes().startswith(b"\xef\xbb\xbfcode,")


def test_where_it_cannot_be_written_a_sentence_says_so(
    sqlite_ledger: Ledger, tmp_path: Path
) -> None:
    campaign = new_campaign(sqlite_ledger)
    with pytest.raises(MachineError, match="cannot be written"):
        export_file(sqlite_ledger, campaign.id, tmp_path / "nowhere" / "codes.csv")
    with pytest.raises(NotFound):
        export_file(sqlite_ledger, "nowhere", tmp_path / "codes.csv")
    assert not (tmp_path / "codes.csv").exists()


def test_an_export_can_be_imported_elsewhere(ledger: Ledger, tmp_path: Path) -> None:
    campaign, other = new_campaign(ledger, None), new_campaign(ledger, None)
    given = tmp_path / "given.csv"
    given.write_text('code,status,batch\n-77,used,"A ""x"", y"\n=1+1,void,B\nC 3,,B\n\'\'=2,,B\n')
    import_codes(ledger, campaign.id, given, MANAGER, NOW)
    before = [(line.text, line.status, line.batch) for line in all_codes(ledger, campaign)]
    assert [text for text, _, _ in before] == ["-77", "=1+1", "C 3", "'=2"]
    out = tmp_path / "out.csv"
    export_file(ledger, campaign.id, out)
    assert "'-77" in out.read_text()
    assert "''=2" in out.read_text()
    # Known codes are skipped, so that they stay where they are.
    again = import_codes(ledger, other.id, out, MANAGER, NOW)
    assert again is not None
    assert (again.codes, again.known, again.bad_count) == (0, 4, 0)


def test_what_is_no_file_is_left_as_it_is(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    campaign = new_campaign(sqlite_ledger)
    generate(sqlite_ledger, campaign.id, 3, MANAGER, NOW)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path):
        with pytest.raises(InvalidInput, match="is no file"):
            export_file(sqlite_ledger, campaign.id, path)
    assert pipe.is_fifo()
