"""Encrypted where it lies: nothing there can be read without the key, and all works with it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, MachineError
from counterfoil.domain.recovery_key import write_key
from counterfoil.ledger import sqlite
from counterfoil.ledger.backup import backup
from counterfoil.ledger.checkup import checkup_folder
from counterfoil.ledger.connect import open_ledger, restore
from counterfoil.ledger.encryption import (
    Encryption,
    decrypt,
    encrypt,
    encryption,
    recovery_key,
    unlock,
)
from counterfoil.ledger.journal import entries, verify
from counterfoil.ledger.loss import Loss, loss
from counterfoil.ledger.sealing import (
    SEAL,
    folder_key,
    key_file_named,
    name_key_file,
    named_key_file,
)
from counterfoil.ledger.staff import DEFAULT
from tests.domain.build import NOW
from tests.helpers.own_keyring import own_keyring
from tests.ledger.shop import Shop

HEADER = b"SQLite format 3"


@pytest.fixture(autouse=True)
def no_key_file_is_left() -> Iterator[None]:
    with key_file_named(None):
        yield


@pytest.fixture(scope="module")
def encrypted(filled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop's folder with a backup, encrypted, beside the keyring that its key is in."""
    place = tmp_path_factory.mktemp("encrypted")
    shutil.copytree(filled_folder, place / "data")
    with open_ledger(place / "data", NOW) as ledger:
        backup(ledger, NOW)
    with own_keyring(place / "keyring") as keyring:
        encrypt(open_ledger(place / "data", NOW), DEFAULT, NOW)
        assert len(list(keyring.iterdir())) == 1
    return place


@pytest.fixture
def keyring(encrypted: Path, tmp_path: Path) -> Iterator[Path]:
    shutil.copytree(encrypted / "keyring", tmp_path / "keyring")
    with own_keyring(tmp_path / "keyring") as folder:
        yield folder


@pytest.fixture
def folder(encrypted: Path, tmp_path: Path, keyring: Path) -> Path:
    """A shop's folder with a backup, encrypted; its key is in the keyring."""
    assert keyring.exists()
    shutil.copytree(encrypted / "data", tmp_path / "data")
    return tmp_path / "data"


def _open_to_all(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in found if any(word in path.read_bytes() for word in WORDS)]


WORDS = (HEADER, b"Anna", b"CREATE TABLE", b"digest_key")


def test_nothing_can_be_read_and_everything_works(folder: Path) -> None:
    with open_ledger(folder, NOW) as ledger:
        shop = Shop(ledger)
        _campaign, codes = shop.campaign()
        assert shop.redeem(codes[0]).accepted
        assert not shop.redeem(codes[0]).accepted
        assert not _open_to_all(folder), "with what is in its log"
        backup(ledger, NOW, folder / "backups" / "second.db")
    assert not _open_to_all(folder)
    assert encryption(folder) is Encryption.ON
    assert all(finding.is_well for finding in checkup_folder(folder, NOW, lambda _: 1 << 40))


def test_the_journal_goes_on_with_the_same_key_and_says_who_did_it(folder: Path) -> None:
    with open_ledger(folder, NOW) as ledger:
        last = list(entries(ledger))[-1].entry
        assert (last.kind, last.body) == (Kind.ENCRYPTION_SET, {"on": True, "staff": "manager"})
        assert not list(verify(ledger))
    key = folder_key(folder)
    assert key is not None
    assert key.hex() not in (folder / SEAL).read_text("utf-8")


def test_decrypted_it_lies_as_before(folder: Path, keyring: Path) -> None:
    decrypt(open_ledger(folder, NOW), DEFAULT, NOW)
    assert encryption(folder) is Encryption.OFF
    assert len([name for name in _open_to_all(folder) if name.endswith(".db")]) == 2
    assert not list(keyring.iterdir()), "the key is forgotten"
    with open_ledger(folder, NOW) as ledger:
        assert not list(verify(ledger))
        assert list(entries(ledger))[-1].entry.body["on"] is False
    with pytest.raises(Conflict, match="is not encrypted"):
        decrypt(open_ledger(folder, NOW), DEFAULT, NOW)
    with pytest.raises(Conflict, match="is not encrypted"):
        recovery_key(folder)


def test_a_backup_is_put_back_with_the_same_key(folder: Path) -> None:
    made = next((folder / "backups").glob("ledger-*"))
    kept = restore(folder, made, NOW)
    assert kept is not None
    assert not sqlite.is_plain(kept)
    with open_ledger(folder, NOW) as ledger:
        # That it was encrypted was written down after the backup.
        assert loss(ledger, kept) == Loss(entries=1, redemptions=0)
    assert encryption(folder) is Encryption.ON


def test_an_open_backup_is_encrypted_as_it_is_put_back(folder: Path, filled_folder: Path) -> None:
    restore(folder, filled_folder / "ledger.db", NOW)
    assert not _open_to_all(folder)


def test_a_backup_goes_to_another_machine_with_its_recovery_key(
    folder: Path, tmp_path: Path
) -> None:
    made, other = next((folder / "backups").glob("ledger-*")), tmp_path / "other"
    with pytest.raises(InvalidInput, match="or it is encrypted; name the file with its key"):
        restore(other, made, NOW)
    wrong, right = tmp_path / "wrong", tmp_path / "right"
    wrong.write_text(write_key(bytes(32)), "ascii")
    right.write_text(recovery_key(folder), "ascii")
    name_key_file(wrong)
    with pytest.raises(InvalidInput, match="or it is encrypted with another key"):
        restore(other, made, NOW)
    name_key_file(right)
    restore(other, made, NOW)
    assert not _open_to_all(other)
    name_key_file(None)
    open_ledger(other, NOW).close()


def test_without_its_key_it_says_so_and_is_never_called_damaged(
    folder: Path, keyring: Path, tmp_path: Path
) -> None:
    written = recovery_key(folder)
    next(keyring.iterdir()).unlink()
    with pytest.raises(sqlite.Locked, match="its key is not in this user's keyring; enter the"):
        open_ledger(folder, NOW)
    found = list(checkup_folder(folder, NOW))
    assert [finding.check for finding in found] == ["opening"]
    other = tmp_path / "other.key"
    other.write_text(bytes(32).hex(), "ascii")
    name_key_file(other)
    with pytest.raises(sqlite.Locked, match=r"other\.key is not the one that the ledger"):
        open_ledger(folder, NOW)
    name_key_file(None)
    with pytest.raises(InvalidInput, match="of another ledger"):
        unlock(folder, write_key(bytes(32)), NOW)
    unlock(folder, written, NOW)
    open_ledger(folder, NOW).close()


def test_a_lost_name_of_the_key_is_made_anew(folder: Path) -> None:
    written = recovery_key(folder)
    (folder / SEAL).write_text("{", "utf-8")
    with pytest.raises(sqlite.Locked, match=r"encryption\.json is damaged"):
        open_ledger(folder, NOW)
    with pytest.raises(InvalidInput, match="of another ledger"):
        unlock(folder, write_key(bytes(32)), NOW)
    unlock(folder, written, NOW)
    open_ledger(folder, NOW).close()


def test_the_database_of_another_is_not_called_damaged(folder: Path) -> None:
    (folder / "ledger.db").write_bytes(bytes(range(256)) * 64)
    with pytest.raises(sqlite.Locked, match="it is another ledger's, or its beginning is damaged"):
        open_ledger(folder, NOW)


def test_a_locked_keyring_is_told(folder: Path, keyring: Path) -> None:
    (keyring / "locked").touch()
    with pytest.raises(sqlite.Locked, match=r"cannot be used \(It is locked\); install or unlock"):
        open_ledger(folder, NOW)


def test_without_a_keyring_it_says_what_to_do(filled_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(filled_folder, folder)
    with pytest.raises(MachineError, match=r"keyring cannot be used .* --key-file or COUNTERFOIL_"):
        encrypt(open_ledger(folder, NOW), DEFAULT, NOW)
    assert encryption(folder) is Encryption.OFF
    name_key_file(folder / "key")
    with pytest.raises(InvalidInput, match="who takes the folder would have the key"):
        encrypt(open_ledger(folder, NOW), DEFAULT, NOW)
    name_key_file(tmp_path / "key")
    done = encrypt(open_ledger(folder, NOW), DEFAULT, NOW)
    assert done.key_file == tmp_path / "key"
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    name_key_file(None)
    open_ledger(folder, NOW).close()
    (tmp_path / "key").rename(tmp_path / "elsewhere")
    with pytest.raises(sqlite.Locked, match=r"key cannot be read .*; put in the medium"):
        open_ledger(folder, NOW)


def test_only_a_manager_encrypts_and_decrypts(folder: Path) -> None:
    for act in (encrypt, decrypt):
        ledger = open_ledger(folder, NOW)
        with pytest.raises(Forbidden):
            act(ledger, replace(DEFAULT, active=False), NOW)
        open_ledger(folder, NOW).close()
    assert encryption(folder) is Encryption.ON


def test_what_was_cut_off_opens_and_is_finished(folder: Path, filled_folder: Path) -> None:
    shutil.copy(filled_folder / "ledger.db", folder / "ledger.db")
    assert encryption(folder) is Encryption.BEGUN
    encrypt(open_ledger(folder, NOW), DEFAULT, NOW)
    assert encryption(folder) is Encryption.ON
    shutil.copy(filled_folder / "ledger.db", folder / "ledger.db")
    decrypt(open_ledger(folder, NOW), DEFAULT, NOW)
    assert encryption(folder) is Encryption.OFF
    with open_ledger(folder, NOW) as ledger:
        assert not list(verify(ledger))


def test_a_damaged_backup_is_told_of(folder: Path, filled_folder: Path) -> None:
    damaged = folder / "backups" / "damaged.db"
    damaged.write_bytes((filled_folder / "ledger.db").read_bytes()[:9000])
    done = encrypt(open_ledger(folder, NOW), DEFAULT, NOW)
    assert done.left == (damaged,)
    assert encryption(folder) is Encryption.BEGUN


def test_a_key_file_is_found_again_from_wherever_it_is_looked_for() -> None:
    with key_file_named(Path("key")):
        assert named_key_file() == Path.cwd() / "key"
