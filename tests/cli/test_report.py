"""The report for support: what is in it, where the ledger can be opened and where not."""

import json
import zipfile
from pathlib import Path
from typing import Any

from counterfoil.ledger.connect import DATABASE
from counterfoil.ledger.lockfile import take_lock
from tests.cli.shop import Shop
from tests.domain.build import NOW


def content(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_it_says_how_things_are_and_nothing_they_hold(shop: Shop, tmp_path: Path) -> None:
    code = shop.codes("Points")[0]
    shop.done("redeem", code, "--member", "4000101")
    (shop.data / "desk.json").write_text(
        json.dumps({"language": "pl", "receipt_printer": "tcp:192.0.2.10", "other": code})
    )
    # What an older program wrote there, with data in it.
    (shop.data / "log" / "desk.log").write_text(f"2026 ERROR KeyError: {code}\n")
    target = tmp_path / "r.zip"
    said = shop.done("report", target)
    parts = content(target)
    assert list(parts) == [
        "about.json", "ledger.json", "doctor.json", "settings.json", "log/command-line.log",
    ]  # fmt: skip
    assert all(name in said for name in parts)
    about, ledger = json.loads(parts["about.json"]), json.loads(parts["ledger.json"])
    assert {"version", "platform", "python", "sqlite", "files"} <= set(about)
    assert (ledger["standing"], ledger["rows"]["redemptions"]) == ("alone", 1)
    assert all(each["well"] for each in json.loads(parts["doctor.json"]))
    settings = json.loads(parts["settings.json"])
    assert settings == {"language": "pl", "receipt_printer": "set"}
    log = [json.loads(line) for line in parts["log/command-line.log"].splitlines()]
    assert {"redeem": 1} in [line.get("done") for line in log]
    whole = "".join(parts.values())
    for secret in (*shop.codes("Points"), "Nowak", "Łucja", "4000101", "192.0.2.10", str(tmp_path)):
        assert secret not in whole


def test_while_the_desk_is_open_it_tells_what_can_be_told(shop: Shop, tmp_path: Path) -> None:
    lock = take_lock(shop.data / "lock", NOW)
    try:
        shop.done("report", tmp_path / "r.zip")
    finally:
        lock.release()
    about: dict[str, Any] = json.loads(content(tmp_path / "r.zip")["about.json"])
    assert about["notOpened"]["kind"] == "InUse"
    assert about["files"][DATABASE] > 0


def test_a_ledger_that_is_no_database_is_reported_as_well(shop: Shop, tmp_path: Path) -> None:
    (shop.data / DATABASE).write_bytes(b"Anna Nowak 4000101" * 100)
    shop.done("report", tmp_path / "r.zip")
    parts = content(tmp_path / "r.zip")
    findings = json.loads(parts["doctor.json"])
    assert findings[0]["check"] == "opening"
    assert not findings[0]["well"]
    assert "Nowak" not in "".join(parts.values())
