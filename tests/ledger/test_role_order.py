"""Roles beside one another: each may do what the one below it may."""

from dataclasses import replace
from datetime import timedelta

import pytest

from counterfoil.domain.errors import Forbidden, NotFound
from counterfoil.domain.store import Act, Role, may, may_act_as
from counterfoil.ledger.backup import backup
from counterfoil.ledger.connect import open_ledger, restore
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import save_staff
from tests.domain.build import NOW
from tests.ledger.shop import MANAGER
from tests.ledger.test_roles import PEOPLE


def test_a_backup_is_put_back_by_a_manager_only(sqlite_ledger: Ledger) -> None:
    folder = sqlite_ledger.folder
    assert folder is not None
    save_staff(sqlite_ledger, replace(MANAGER, name="Maria"), MANAGER, NOW)
    copy = backup(sqlite_ledger, NOW)
    other = folder.parent / "other"
    with pytest.raises(Forbidden, match="Ewa may not do this; ask a manager"):
        restore(other, copy, NOW, "ewa")
    with pytest.raises(NotFound, match="has the id nobody"):
        restore(other, copy, NOW, "nobody")
    assert not (other / "ledger.db").exists()
    restore(other, copy, NOW + timedelta(seconds=1), "manager")
    with open_ledger(other, NOW) as ledger:
        assert list(entries(ledger))[-1].entry.body["staff"] == "manager"


def test_each_role_may_do_what_the_ones_before_it_may() -> None:
    for act in Act:
        allowed = [may(PEOPLE[role], act) for role in Role]
        assert allowed == sorted(allowed)
        assert allowed[-1]
    assert not may_act_as(replace(MANAGER, active=False), Role.CASHIER)
