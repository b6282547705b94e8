from pathlib import Path

import pytest

from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, MachineError, NotFound
from counterfoil.domain.facts import CodeStatus
from counterfoil.domain.refusal import Reason
from counterfoil.ledger import journal
from counterfoil.ledger.campaigns import archive
from counterfoil.ledger.codes.batches import Counts
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.import_csv import CHUNK, Imported, import_codes
from counterfoil.ledger.codes.importing import MOST_BAD_ROWS
from counterfoil.ledger.codes.steps import Progress
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW
from tests.ledger.codes.brand import all_codes, counted, new_campaign, rows, texts_of, use
from tests.ledger.shop import CASHIER, MANAGER


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "codes.csv"


def imported(ledger: Ledger, campaign_id: str, file: Path) -> Imported:
    result = import_codes(ledger, campaign_id, file, MANAGER, NOW)
    assert result is not None
    return result


def test_codes_keep_their_text_and_are_found_however_they_are_typed(
    ledger: Ledger, file: Path
) -> None:
    campaign = new_campaign(ledger, None)
    file.write_text("code\nab-12 cd\nŻółw-7\nX9\n", "utf-8")
    result = imported(ledger, campaign.id, file)
    assert (result.codes, result.twice, result.known, result.bad_count) == (3, 0, 0, 0)
    assert texts_of(all_codes(ledger, campaign)) == ["ab-12 cd", "Żółw-7", "X9"]
    assert all(verdict.accepted for verdict in use(ledger, "AB12CD", "żółw7", "x-9"))
    assert counted(ledger, campaign) == Counts(3, 3, 0)


def test_codes_that_are_there_already_are_skipped_and_counted(ledger: Ledger, file: Path) -> None:
    campaign, other = new_campaign(ledger), new_campaign(ledger, None)
    generate(ledger, campaign.id, 30, MANAGER, NOW)
    made = texts_of(all_codes(ledger, campaign))
    file.write_text("\n".join(["code", *made[:20], "NEW-1", "new1", "NEW2", "NEW-1", ""]))
    result = imported(ledger, other.id, file)
    assert (result.codes, result.twice, result.known) == (2, 2, 20)
    assert texts_of(all_codes(ledger, other)) == ["NEW-1", "NEW2"]
    assert rows(ledger) == {"batches": 2, "codes": 32, "code_digests": 32, "counters": 30}


def test_a_code_imported_first_is_not_made_again(ledger: Ledger, file: Path) -> None:
    tiny = CodeFormat(CharacterSet.NUM, 4)
    campaign = new_campaign(ledger, tiny)
    file.write_text("code\n" + "\n".join(f"{number:04}" for number in range(0, 10_000, 2)))
    imported(ledger, campaign.id, file)
    generate(ledger, campaign.id, 1000, MANAGER, NOW)
    texts = texts_of(all_codes(ledger, campaign, page_size=1000))
    assert len(set(texts)) == 6000
    assert all(int(text) % 2 for text in texts[5000:])


def test_a_space_that_imports_have_filled_says_so_and_leaves_nothing(
    ledger: Ledger, file: Path
) -> None:
    campaign = new_campaign(ledger, CodeFormat(CharacterSet.NUM, 4))
    file.write_text("code\n" + "\n".join(f"{number:04}" for number in range(10_000)))
    imported(ledger, campaign.id, file)
    before = rows(ledger)
    with pytest.raises(InvalidInput, match="of this format are left"):
        generate(ledger, campaign.id, 5, MANAGER, NOW)
    assert {**rows(ledger), "counters": 0} == before


def test_bad_rows_are_listed_with_their_lines(ledger: Ledger, file: Path) -> None:
    campaign = new_campaign(ledger, None)
    rows_of_file = ["code,status", "A1,used", ",used", "---,", "A2,lost", f"{'9' * 200},", "A3"]
    file.write_text("\n".join(rows_of_file))
    result = imported(ledger, campaign.id, file)
    assert result.codes == 2
    assert [(bad.line, bad.text[:4]) for bad in result.bad] == [
        (3, ""),
        (4, "---"),
        (5, "A2"),
        (6, "9999"),
    ]
    assert "no code" in result.bad[0].why
    assert "status" in result.bad[2].why


def test_only_the_first_bad_rows_are_listed_but_all_are_counted(
    sqlite_ledger: Ledger, file: Path
) -> None:
    campaign = new_campaign(sqlite_ledger, None)
    file.write_text("code\nA1\n" + "---\n" * 300)
    result = imported(sqlite_ledger, campaign.id, file)
    assert len(result.bad) == MOST_BAD_ROWS
    assert result.bad_count == 300


@pytest.mark.parametrize("spoiler", ["---", "A1", "KNOWN"])
def test_all_or_nothing(ledger: Ledger, file: Path, spoiler: str) -> None:
    campaign = new_campaign(ledger, None)
    file.write_text("code\nKNOWN\n")
    imported(ledger, campaign.id, file)
    before = rows(ledger)
    file.write_text(f"code\nA1\nA2\n{spoiler}\n")
    result = import_codes(ledger, campaign.id, file, MANAGER, NOW, all_or_nothing=True)
    assert result is not None
    assert (result.batches, result.codes) == ((), 0)
    assert result.twice + result.known + result.bad_count == 1
    assert rows(ledger) == before
    file.write_text("code\nA1\nA2\n")
    result = import_codes(ledger, campaign.id, file, MANAGER, NOW, all_or_nothing=True)
    assert result is not None
    assert result.codes == 2


def test_a_status_comes_along(ledger: Ledger, file: Path) -> None:
    campaign = new_campaign(ledger, None)
    file.write_text("Code;Status\nA1;Unused\nA2;USED\nA3;void\nA4;\n")
    imported(ledger, campaign.id, file)
    assert counted(ledger, campaign) == Counts(4, 1, 1)
    verdicts = use(ledger, "A1", "A2", "A3", "A4")
    reasons = [verdict.refused.reason if verdict.refused else None for verdict in verdicts]
    assert reasons == [None, Reason.ALREADY_USED, Reason.VOID, None]
    assert [line.status for line in all_codes(ledger, campaign)] == [
        CodeStatus.USED,
        CodeStatus.USED,
        CodeStatus.VOID,
        CodeStatus.USED,
    ]


def test_a_column_of_batches_makes_batches(ledger: Ledger, file: Path) -> None:
    campaign = new_campaign(ledger, None)
    file.write_text("code,batch\nA1,Spring\nA2,Spring\nA3,Summer\nA4,\nA5,Spring\n")
    result = imported(ledger, campaign.id, file)
    assert [(batch.name, batch.size) for batch in result.batches] == [
        ("Spring", 2),
        ("Summer", 1),
        ("codes", 1),
        ("Spring", 1),
    ]
    assert [line.batch for line in all_codes(ledger, campaign)] == [
        "Spring",
        "Spring",
        "Summer",
        "codes",
        "Spring",
    ]
    kinds = [signed.entry.kind for signed in journal.entries(ledger)][-4:]
    assert kinds == ["batch_imported"] * 4


@pytest.mark.parametrize("lines", [("A1,Spr\x1bing",), ("A1,Spring", "A2,Sum\x1bmer")])
def test_a_batch_is_called_by_nothing_that_must_not_be_kept(
    ledger: Ledger, file: Path, lines: tuple[str, ...]
) -> None:
    campaign = new_campaign(ledger, None)
    file.write_text("\n".join(("code,batch", *lines)))
    with pytest.raises(InvalidInput, match="holds the character U\\+001B"):
        imported(ledger, campaign.id, file)
    assert rows(ledger) == {"batches": 0, "codes": 0, "code_digests": 0, "counters": 0}


def test_a_given_name_makes_one_batch(ledger: Ledger, file: Path) -> None:
    campaign = new_campaign(ledger, None)
    file.write_text("code,batch\nA1,Spring\nA2,Summer\n")
    result = import_codes(ledger, campaign.id, file, MANAGER, NOW, name="Bought")
    assert result is not None
    assert [(batch.name, batch.size) for batch in result.batches] == [("Bought", 2)]


@pytest.mark.parametrize("after", [0, 1, 2, 3, 5])
def test_cancelled_at_any_step_it_leaves_nothing(ledger: Ledger, file: Path, after: int) -> None:
    campaign = new_campaign(ledger, None)
    file.write_text("code\n" + "\n".join(f"C{number}" for number in range(2 * CHUNK)))
    heard: list[Progress] = []
    result = import_codes(
        ledger,
        campaign.id,
        file,
        MANAGER,
        NOW,
        progress=heard.append,
        cancelled=lambda: len(heard) >= after,
    )
    assert result is None
    assert rows(ledger) == {"batches": 0, "codes": 0, "code_digests": 0, "counters": 0}


def test_progress_goes_from_begin_to_end(sqlite_ledger: Ledger, file: Path) -> None:
    campaign = new_campaign(sqlite_ledger, None)
    file.write_text("code\n" + "\n".join(f"C{number}" for number in range(2 * CHUNK)))
    heard: list[Progress] = []
    import_codes(sqlite_ledger, campaign.id, file, MANAGER, NOW, progress=heard.append)
    shares = [each.done / each.total for each in heard]
    assert shares == sorted(shares)
    assert shares[-1] == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "is empty"),
        (b"\xef\xbb\xbf|", "no code in"),
        (b"code\n", "no code in"),
        (b"name,city\nAnna,Krak\n7,8\n", "no column code|cannot"),
        (b"serial no.,x\nA1,2\n", "no column code"),
        (b"code\nA\x00B\n", "NUL bytes, the first in line 2"),
        (b"code\nA1\n" + b"," * 1_000_000, "Line 3 .* more than 65,536"),
        (b"code\nA1\n" + b"7" * 100_000 + b"\nA2\n", "Line 3 .* more than 65,536"),
        (b'code\nA1\n"A2\nA3\n', "in quotes"),
        (b"PK\x03\x04whatever", "is not a CSV file"),
        ("code\nA1\nZażółć\n".encode("cp1250"), "line 3 .* UTF-8"),
        ("code\nA1\n".encode("utf-16") + b"\x00\xd8", "damaged|UTF-8"),
    ],
)
def test_a_bad_file_is_told_in_a_sentence_and_leaves_nothing(
    sqlite_ledger: Ledger, file: Path, content: bytes, sentence: str
) -> None:
    campaign = new_campaign(sqlite_ledger, None)
    file.write_bytes(content)
    if b"Anna" in content:
        # Nothing tells this heading from codes; its rows are taken for codes of the first column.
        assert imported(sqlite_ledger, campaign.id, file).codes == 3
        return
    with pytest.raises(InvalidInput, match=sentence):
        import_codes(sqlite_ledger, campaign.id, file, MANAGER, NOW)
    assert rows(sqlite_ledger)["batches"] == rows(sqlite_ledger)["codes"] == 0


def test_a_wrong_encoding_matters_only_in_the_codes(sqlite_ledger: Ledger, file: Path) -> None:
    campaign = new_campaign(sqlite_ledger, None)
    file.write_bytes("kod;osoba\nA1;Żaneta\nA2;Łukasz\n".encode("cp1250"))
    assert imported(sqlite_ledger, campaign.id, file).codes == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_encoding_is_read(sqlite_ledger: Ledger, file: Path, encoding: str) -> None:
    campaign = new_campaign(sqlite_ledger, None)
    file.write_bytes("code\tbatch\r\nGęś-1\tŁ\r\nA2\tŁ\r\n".encode(encoding))
    result = imported(sqlite_ledger, campaign.id, file)
    assert texts_of(all_codes(sqlite_ledger, campaign)) == ["Gęś-1", "A2"]
    assert result.batches[0].name == "Ł"


def test_what_may_not_import_is_refused(sqlite_ledger: Ledger, file: Path) -> None:
    ledger = sqlite_ledger
    campaign, put_away = new_campaign(ledger), new_campaign(ledger)
    archive(ledger, put_away.id, MANAGER, NOW)
    file.write_text("code\nA1\n")
    with pytest.raises(Forbidden):
        import_codes(ledger, campaign.id, file, CASHIER, NOW)
    with pytest.raises(Conflict):
        import_codes(ledger, put_away.id, file, MANAGER, NOW)
    with pytest.raises(NotFound):
        import_codes(ledger, "nowhere", file, MANAGER, NOW)
    with pytest.raises(NotFound):
        import_codes(ledger, campaign.id, file.with_name("none.csv"), MANAGER, NOW)
    with pytest.raises((InvalidInput, MachineError)):
        import_codes(ledger, campaign.id, file.parent, MANAGER, NOW)
    assert rows(ledger)["batches"] == 0


def test_hidden_signs_do_not_come_in(sqlite_ledger: Ledger, file: Path) -> None:
    campaign = new_campaign(sqlite_ledger, None)
    file.write_text("code\nA\u202e1\u200b\nB\u00a02\n", "utf-8")
    imported(sqlite_ledger, campaign.id, file)
    assert texts_of(all_codes(sqlite_ledger, campaign)) == ["A1", "B2"]
