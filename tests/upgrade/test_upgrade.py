"""Ledgers of every version of the tables, as older programs left them, opened by today's."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from counterfoil.domain.refusal import Reason
from counterfoil.ledger.backup import FOLDER, backup, check_backup
from counterfoil.ledger.checkup import checkup
from counterfoil.ledger.connect import open_ledger, open_url
from counterfoil.ledger.device import load_key
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.journal import verify
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.migrate import HEAD
from counterfoil.ledger.outbox.sending import waiting
from counterfoil.ledger.readiness import check_ready
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.staff import default_staff
from counterfoil.ledger.tables.codes import USED, batches, codes
from counterfoil.sync.exchange import sync_once
from tests.helpers.loop_port import LoopPort
from tests.helpers.postgres import new_database, postgres_server
from tests.upgrade.kept import VERSIONS, key, put, put_on_postgresql, said
from tests.upgrade.make import Old, answers

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)

# The first release's is the longest way.
EACH = [VERSIONS[0], *(pytest.param(each, marks=pytest.mark.slow) for each in VERSIONS[1:])]


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with postgres_server() as url:
        yield url


def known(of_old: Any, of_new: Any) -> bool:  # noqa: ANN401 - JSON
    """Say whether all that was answered is answered still; there may be more."""
    if isinstance(of_old, dict):
        return all(name in of_new and known(of_old[name], of_new[name]) for name in of_old)
    if isinstance(of_old, list):
        return len(of_old) == len(of_new) and all(map(known, of_old, of_new))
    return bool(of_old == of_new)


def well(ledger: Ledger) -> bool:
    found = [each for each in checkup(ledger, NOW, lambda _folder: 10**12) if not each.is_well]
    assert found == []
    return list(verify(ledger)) == []


def attempt(ledger: Ledger, code: str, card: str = "4000102") -> Any:  # noqa: ANN401 - a verdict
    return redeem(ledger, Attempt((code,), default_staff(ledger), card), NOW)


@pytest.mark.parametrize("name", EACH)
def test_what_was_there_is_there_and_answers_the_same(name: str, tmp_path: Path) -> None:
    folder = put(name, tmp_path / "data")
    with open_ledger(folder, NOW) as ledger:
        check_ready(ledger)
        assert well(ledger)
    assert name == HEAD or [path.name[:19] for path in (folder / FOLDER).iterdir()] == [
        f"ledger-version-{name}"
    ]
    before, now = said(name), answers(Old(folder))
    for about in ("codes", "members", "staff", "stats"):
        assert known(before[about], now[about]), about
    for code, (answer,) in before["checks"].items():
        (again,) = now["checks"][code]
        for field in ("verdict", "reason", "campaign"):
            assert again.get(field) == answer.get(field), (code, field)


@pytest.mark.parametrize("name", EACH)
def test_work_goes_on(name: str, tmp_path: Path) -> None:
    statuses = {each["code"]: each["status"] for each in said(name)["codes"]["Points"]}
    with open_ledger(put(name, tmp_path / "data"), NOW) as ledger:
        goes_on(ledger, statuses)
        check_backup(backup(ledger, NOW))


def goes_on(ledger: Ledger, statuses: dict[str, str]) -> None:
    """Redeem what is unused, and nothing that is used or void."""
    for code, status in statuses.items():
        verdict = attempt(ledger, code)
        assert verdict.accepted is (status == "unused"), (code, status, verdict.refused)
        assert attempt(ledger, code).refused.reason in {Reason.ALREADY_USED, Reason.VOID}
    assert well(ledger)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*VERSIONS, "0005-hub"])
def test_the_same_on_postgresql(name: str, postgres: str, tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(key(name))
    statuses = {each["code"]: each["status"] for each in said(name)["codes"]["Points"]}
    with new_database(postgres) as url:
        put_on_postgresql(name, url, tmp_path / "data")
        with open_url(url, NOW, key=load_key(tmp_path / "key")) as opened:
            ledger = become_hub(opened, NOW)
            check_ready(ledger)
            assert well(ledger)
            assert used(ledger) >= {code for code, status in statuses.items() if status == "used"}
            # The till of the pair has used one of them since.
            goes_on(ledger, statuses)


def used(ledger: Ledger) -> set[str]:
    query = select(codes.c.text).join(batches, batches.c.id == codes.c.batch_id)
    with ledger.read() as conn:
        return {str(each) for each in conn.scalars(query.where(codes.c.status == USED))}


def test_a_hub_and_its_till_go_on_with_what_waited(tmp_path: Path) -> None:
    till_data = put("0005-till", tmp_path / "till")
    offline = said("0005-till")["offline"]
    with (
        open_ledger(put("0005-hub", tmp_path / "hub"), NOW) as hub,
        open_ledger(till_data, NOW) as till,
    ):
        assert waiting(till).count >= said("0005-till")["waiting"]
        assert offline not in used(hub)
        port = LoopPort(hub, lambda: NOW)
        for minutes in range(3):
            sync_once(till, port, NOW + timedelta(minutes=minutes))
        assert waiting(till).count == 0
        assert offline in used(hub)
        assert attempt(hub, offline).refused.reason is Reason.ALREADY_USED
        assert well(hub)
        assert well(till)
