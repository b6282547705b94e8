"""A damaged database: what is found of its journal, and what is told of the rest."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import update

from counterfoil.domain.entry import SignedEntry
from counterfoil.domain.errors import Conflict, MachineError, UserError
from counterfoil.ledger import sqlite
from counterfoil.ledger.backup import backup
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.damage import Damaged
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.salvage.carve import carve
from counterfoil.ledger.salvage.reading import read_only
from counterfoil.ledger.salvage.remains import survey
from counterfoil.ledger.salvage.restoring import go_back, save_whole_part
from counterfoil.ledger.salvage.since import void_since
from counterfoil.ledger.tables.codes import UNUSED, codes
from tests.domain.build import NOW
from tests.faults.harm import FRAME, HARMS, LOG_HEADER, copied
from tests.ledger.shop import MANAGER, Shop, fill

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "till", NOW) as ledger:
        fill(ledger)
        yield ledger


def redeemed(ledger: Ledger) -> tuple[list[str], list[SignedEntry]]:
    """Redeem five codes, make a backup, redeem five more."""
    shop = Shop(ledger)
    _, texts = shop.campaign(12)
    for number, text in enumerate(texts[:10]):
        if number == 5:
            backup(ledger, LATER)
        assert shop.redeem(text, LATER + timedelta(seconds=number)).accepted
    return texts, list(entries(ledger))


@pytest.mark.parametrize("is_open", [False, True])
def test_what_is_found_is_what_was_signed(till: Ledger, tmp_path: Path, *, is_open: bool) -> None:
    _, every = redeemed(till)
    device, folder = till.device.id, till.folder
    assert folder is not None
    if not is_open:
        till.close()
    whole = copied(folder, tmp_path / "whole")
    assert list(carve(whole).entries(device)) == every
    for harm in HARMS.values():
        database = copied(tmp_path / "whole", tmp_path / "harmed")
        harm(database, Random(5))
        found = carve(database)
        kept = list(found.entries(device))
        assert all(each == every[each.entry.n - 1] for each in kept)
        chain = found.chains.get(device)
        gaps = () if chain is None else chain.gaps
        lost = {n for first, last in gaps for n in range(first, last + 1)}
        assert {each.entry.n for each in kept} | lost == {*range(1, chain.last + 1 if chain else 1)}


def test_a_log_that_lacks_what_was_told_is_refused(till: Ledger, tmp_path: Path) -> None:
    _, every = redeemed(till)
    assert till.folder is not None
    database = copied(till.folder, tmp_path / "harmed")
    log = database.with_name("ledger.db-wal")
    with log.open("r+b") as file:
        frames = (log.stat().st_size - LOG_HEADER) // FRAME
        file.seek(LOG_HEADER + (frames - 25) * FRAME + 200)
        file.write(b"damage")
    with pytest.raises(Damaged, match="would be forgotten"):
        open_ledger(database.parent, LATER)
    part = save_whole_part(database.parent, LATER + timedelta(hours=1))
    remains = survey(database.parent)
    assert remains.carved.chains[till.device.id].gaps == ()
    assert remains.backups[0].path == part
    assert 0 < remains.backups[0].forgets.entries < remains.backups[1].forgets.entries
    assert list(remains.carved.entries(till.device.id)) == every


def test_a_log_cut_off_with_the_power_is_played_back(till: Ledger, tmp_path: Path) -> None:
    redeemed(till)
    assert till.folder is not None
    database = copied(till.folder, tmp_path / "harmed")
    log = database.with_name("ledger.db-wal")
    os.truncate(log, log.stat().st_size - 3000)
    open_ledger(database.parent, LATER).close()


def test_a_backup_is_put_back_and_the_codes_since_made_void(till: Ledger) -> None:
    texts, _ = redeemed(till)
    folder = till.folder
    assert folder is not None
    till.close()
    with (folder / "ledger.db").open("r+b") as file:
        file.write(bytes(3000))
    with pytest.raises(MachineError, match="can be saved"):
        open_ledger(folder, LATER)
    remains = survey(folder)
    done = go_back(remains, remains.backups[0].path, LATER + timedelta(hours=1))
    assert [use.text for use in done.uses] == texts[5:10]
    with open_ledger(folder, LATER) as ledger:
        assert Shop(ledger).redeem(texts[5], LATER, check_only=True).accepted
        assert void_since(ledger, done.uses, MANAGER, LATER).void == 5
        accepted = [Shop(ledger).redeem(text, LATER).accepted for text in texts]
    assert accepted == [False] * 10 + [True] * 2


def test_one_that_had_joined_a_hub_joins_anew_instead(till: Ledger) -> None:
    redeemed(till)
    folder = till.folder
    assert folder is not None
    till.close()
    remains = survey(folder)
    joined = type(remains)(folder, remains.carved, None, None, "https://hub", "", remains.backups)
    with pytest.raises(Conflict, match="join anew"):
        go_back(joined, remains.backups[0].path, LATER)


def test_a_damaged_ledger_is_read_from_a_copy_and_never_written(till: Ledger) -> None:
    texts, _ = redeemed(till)
    folder = till.folder
    assert folder is not None
    till.close()
    before = (folder / "ledger.db").read_bytes()
    with read_only(folder, LATER) as ledger:
        assert Shop(ledger).codes("c1") == texts
        with pytest.raises(UserError, match="Nothing was recorded"):
            Shop(ledger).redeem(texts[11], LATER)
    assert (folder / "ledger.db").read_bytes() == before
    assert not list(folder.glob("reading-*"))


def test_a_code_whose_row_was_damaged_is_used_all_the_same(till: Ledger) -> None:
    texts, _ = redeemed(till)
    with till.write() as conn:
        conn.execute(update(codes).values(status=UNUSED))
    said = Shop(till).redeem(texts[0], LATER)
    assert not said.accepted
    assert Shop(till).redeem(texts[10], LATER).accepted


def test_an_encrypted_one_is_salvaged_too_though_its_seals_are_broken(
    till: Ledger, tmp_path: Path
) -> None:
    pytest.importorskip("sqlcipher3")
    _, every = redeemed(till)
    assert till.folder is not None
    till.close()
    key, locked = bytes(range(32)), tmp_path / "locked.db"
    sqlite.convert(till.folder / "ledger.db", None, locked, key)
    assert carve(locked).count == 0
    assert list(carve(locked, key).entries(till.device.id)) == every
    with locked.open("r+b") as file:
        for page in range(locked.stat().st_size // 4096):
            file.seek(page * 4096 + 4090)
            file.write(b"broken")
    assert list(carve(locked, key).entries(till.device.id)) == every
