"""A backup is put back whole or not at all, and what that forgets is counted."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, InvalidInput, MachineError, NotFound
from counterfoil.ledger.backup import backup
from counterfoil.ledger.connect import open_ledger, restore
from counterfoil.ledger.journal import entries, known_devices, verify
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.loss import Loss, loss, warning
from counterfoil.ledger.reverse import reverse
from tests.domain.build import NOW
from tests.ledger.sheets.press import print_sheets
from tests.ledger.shop import SUPERVISOR, Shop, assert_well

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def folder(filled_folder: Path, tmp_path: Path) -> Path:
    """A data folder that nobody has open."""
    return Path(shutil.copytree(filled_folder, tmp_path / "till"))


@pytest.fixture
def codes(folder: Path) -> list[str]:
    """Five codes, of which the first is redeemed."""
    with open_ledger(folder, NOW) as ledger:
        shop = Shop(ledger)
        _, made = shop.campaign(5)
        assert shop.redeem(made[0]).accepted
    return made


@pytest.fixture
def copy(folder: Path, codes: list[str]) -> Path:
    """A backup, after which three attempts were made: two accepted, one refused, one undone."""
    with open_ledger(folder, NOW) as ledger:
        shop = Shop(ledger)
        made = backup(ledger, NOW)
        assert shop.redeem(codes[1]).accepted
        redeemed = shop.redeem(codes[2])
        assert not shop.redeem(codes[2]).accepted
        assert redeemed.redemption_id is not None
        reverse(ledger, redeemed.redemption_id, "mistake", SUPERVISOR, NOW)
    return made


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != "lock"
    }


def attempts(ledger: Ledger) -> int:
    return sum(
        each.entry.kind in {Kind.REDEEM, Kind.SCAN_REFUSED}
        for device in known_devices(ledger)
        for each in entries(ledger, device)
    )


def test_the_ledger_is_as_it_was_and_says_that_it_was_restored(folder: Path, copy: Path) -> None:
    restore(folder, copy, LATER)
    with open_ledger(folder, LATER) as ledger:
        assert attempts(ledger) == 1
        last = list(entries(ledger))[-1].entry
        assert last.kind == Kind.RESTORED
        assert last.body["backup"] == copy.name
        assert list(verify(ledger)) == []
        assert_well(ledger)


def test_what_was_forgotten_is_counted(folder: Path, copy: Path) -> None:
    kept = restore(folder, copy, LATER)
    assert kept is not None
    with open_ledger(folder, LATER) as ledger:
        found = loss(ledger, kept)
    assert found == Loss(entries=4, redemptions=2)
    said = warning(found, kept)
    assert said is not None
    assert said.startswith("Not in the backup, because they were made since: 4 in the journal,")
    assert "redemptions: 2." in said
    assert kept.name in said


def test_forgotten_sheets_are_warned_of(folder: Path, copy: Path) -> None:
    with open_ledger(folder, NOW) as ledger:
        print_sheets(ledger, quantity=1)
        print_sheets(ledger, quantity=1)
    kept = restore(folder, copy, LATER)
    assert kept is not None
    with open_ledger(folder, LATER) as ledger:
        found = loss(ledger, kept)
        assert print_sheets(ledger, quantity=1).run.first_sheet == 1
    assert found == Loss(entries=6, redemptions=2, runs=2)
    assert "Runs of sheets printed since: 2. Their codes and numbers" in str(warning(found, kept))


def test_a_backup_just_made_has_forgotten_nothing(folder: Path, codes: list[str]) -> None:
    del codes
    with open_ledger(folder, NOW) as ledger:
        fresh = backup(ledger, NOW)
    kept = restore(folder, fresh, LATER)
    assert kept is not None
    with open_ledger(folder, LATER) as ledger:
        found = loss(ledger, kept)
    assert found == Loss(0, 0)
    assert warning(found, kept) is None


def test_a_forgotten_code_can_be_redeemed_again_which_the_warning_is_about(
    folder: Path, copy: Path, codes: list[str]
) -> None:
    restore(folder, copy, LATER)
    with open_ledger(folder, LATER) as ledger:
        shop = Shop(ledger)
        assert not shop.redeem(codes[0], LATER).accepted
        assert shop.redeem(codes[1], LATER).accepted


def test_no_number_is_given_out_twice(folder: Path, copy: Path, codes: list[str]) -> None:
    """The restored till is a new device, so its redemptions have ids of their own."""
    with open_ledger(folder, NOW) as ledger:
        before = ledger.device.id
    restore(folder, copy, LATER)
    with open_ledger(folder, LATER) as ledger:
        assert ledger.device.id != before
        redeemed = Shop(ledger).redeem(codes[1], LATER).redemption_id
        assert redeemed is not None
        assert redeemed.startswith(ledger.device.id)


def test_a_restore_can_be_taken_back(folder: Path, copy: Path) -> None:
    kept = restore(folder, copy, LATER)
    assert kept is not None
    again = restore(folder, kept, LATER + timedelta(seconds=1))
    assert again is not None
    with open_ledger(folder, LATER) as ledger:
        assert attempts(ledger) == 4
        # Only what the first restore itself wrote: a new device, and that it was one.
        assert loss(ledger, again) == Loss(entries=2, redemptions=0)


def test_a_restore_on_a_new_machine(copy: Path, tmp_path: Path) -> None:
    assert restore(tmp_path / "new", copy, LATER) is None
    with open_ledger(tmp_path / "new", LATER) as ledger:
        assert attempts(ledger) == 1
        assert_well(ledger)


def test_a_damaged_database_is_replaced_and_kept_as_it_is(folder: Path, copy: Path) -> None:
    (folder / "ledger.db").write_bytes(b"nothing of use" * 1000)
    kept = restore(folder, copy, LATER)
    assert kept is not None
    assert kept.read_bytes() == b"nothing of use" * 1000
    with open_ledger(folder, LATER) as ledger:
        assert_well(ledger)
        assert loss(ledger, kept) is None
    assert "cannot be read" in str(warning(None, kept))


def test_what_was_only_in_the_log_is_kept_and_not_mixed_in(
    folder: Path, copy: Path, codes: list[str], tmp_path: Path
) -> None:
    """A till that died leaves a write-ahead log; it belongs to the replaced database alone."""
    crashed = tmp_path / "crashed"
    with open_ledger(folder, NOW) as ledger:
        assert Shop(ledger).redeem(codes[3]).accepted
        shutil.copytree(folder, crashed)
    assert (crashed / "ledger.db-wal").stat().st_size > 0
    kept = restore(crashed, copy, LATER)
    assert kept is not None
    with open_ledger(crashed, LATER) as ledger:
        assert attempts(ledger) == 1
        assert loss(ledger, kept) == Loss(entries=5, redemptions=3)
        assert_well(ledger)


def test_a_ledger_in_use_is_left_alone(folder: Path, copy: Path) -> None:
    with open_ledger(folder, NOW) as ledger:
        with pytest.raises(Conflict, match="in use"):
            restore(folder, copy, LATER)
        assert attempts(ledger) == 4


def no_database(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" * 5000)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def another_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE notes (text)")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()


def damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for page in range(len(content) // 2 // 4096, len(content) // 4096):
        content[page * 4096 : page * 4096 + 16] = b"\xff" * 16
    path.write_bytes(content)


def without_utf_8(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE staff SET name = CAST(x'ff' AS TEXT)")
        raw.commit()


def of_nobody(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE staff SET active = 0")
        raw.commit()


def of_another_role(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE staff SET role = 'king'")
        raw.commit()


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (without_utf_8, "damaged"),
        (of_nobody, "damaged"),
        (of_another_role, "damaged"),
        (no_database, "no backup of Counterfoil"),
        (empty, "no backup of Counterfoil"),
        (another_database, "no backup of Counterfoil"),
        (newer, "newer Counterfoil"),
        (damaged, "damaged|no backup"),
    ],
)
def test_what_is_no_backup_is_refused_and_nothing_changed(
    folder: Path, copy: Path, make: object, sentence: str
) -> None:
    assert callable(make)
    make(copy)
    before = content(folder)
    with pytest.raises(InvalidInput, match=sentence):
        restore(folder, copy, LATER)
    assert content(folder) == before


def test_a_missing_backup_is_named(folder: Path) -> None:
    with pytest.raises(NotFound, match="no backup"):
        restore(folder, folder / "backups" / "none.db", LATER)


def test_where_nothing_can_be_kept_nothing_is_replaced(folder: Path, copy: Path) -> None:
    (folder / "backups" / f"replaced-{LATER:%Y%m%dT%H%M%S}.db").mkdir()
    before = content(folder)
    with pytest.raises(MachineError, match="could not be put back"):
        restore(folder, copy, LATER)
    assert content(folder) == before
    with open_ledger(folder, LATER) as ledger:
        assert attempts(ledger) == 4
        assert_well(ledger)


def test_a_backup_holds_all_and_no_key(folder: Path, copy: Path) -> None:
    del folder
    secret = copy.parent.parent / "device.key"
    assert secret.read_text().encode() not in copy.read_bytes()
    assert bytes.fromhex(secret.read_text()) not in copy.read_bytes()


def test_nothing_is_written_beside_a_backup(folder: Path, copy: Path, tmp_path: Path) -> None:
    """So it can lie where nothing can be written."""
    card = tmp_path / "card"
    card.mkdir()
    moved = Path(shutil.copy(copy, card))
    before = moved.read_bytes()
    restore(folder, moved, LATER)
    assert [path.name for path in card.iterdir()] == [moved.name]
    assert moved.read_bytes() == before
