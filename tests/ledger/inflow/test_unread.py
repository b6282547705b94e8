"""Codes that nobody can read at a till: found, listed, told about and exported all the same."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.facts import CodeStatus, Use
from counterfoil.ledger.codes.export_csv import export_file
from counterfoil.ledger.codes.filters import CodeFilter
from counterfoil.ledger.codes.history import EventKind, code_history
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import find_code
from counterfoil.ledger.tables.codes import codes
from tests.domain.build import NOW
from tests.ledger.brand import device_of, pull, rows
from tests.ledger.inflow.taking import know_all, take_wanted
from tests.ledger.shop import Shop

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def hub(shop: Shop) -> Shop:
    """The shop as a hub."""
    return Shop(become_hub(shop.ledger, NOW))


@pytest.fixture
def till(hub: Shop, tmp_path: Path) -> Iterator[Ledger]:
    """A till that knows the codes of a campaign."""
    hub.campaign(4, offline_policy=OfflinePolicy.OWNED)
    hub.redeem(hub.codes("c1")[0], LATER)
    with device_of(hub.ledger, tmp_path / "till") as ledger:
        know_all(hub, ledger)
        take_wanted(hub, ledger)
        yield ledger


def use_of(ledger: Ledger, text: str) -> Use | None:
    """Return what staff are told of a code's use."""
    with ledger.read() as conn:
        facts = find_code(ledger, conn, (text,), lock=False).facts
    return facts.use if facts else None


def test_staff_are_told_who_used_it_elsewhere(hub: Shop, till: Ledger) -> None:
    used, unused = hub.codes("c1")[:2]
    assert use_of(till, used) == use_of(hub.ledger, used) == Use(LATER, "Warsaw Central", "Jan")
    assert use_of(till, unused) is None
    hub.redeem(unused, LATER)
    assert pull(hub.ledger, till)
    assert use_of(till, unused) == Use(LATER, "Warsaw Central", "Jan")


def test_they_are_listed_and_found_whole(hub: Shop, till: Ledger) -> None:
    listed = list_codes(till, "c1").codes
    assert [(line.text, line.status) for line in listed] == [
        ("", line.status) for line in list_codes(hub.ledger, "c1").codes
    ]
    whole = CodeFilter(text=hub.codes("c1")[2])
    assert [line.id for line in list_codes(till, "c1", wanted=whole).codes] == [listed[2].id]


def test_history_tells_of_the_use_elsewhere(hub: Shop, till: Ledger) -> None:
    code_id = rows(till, codes)[0]["id"]
    told = code_history(till, code_id)
    assert [each.kind for each in told] == [EventKind.GENERATED, EventKind.REDEEMED]
    assert (told[1].who, told[1].store, told[1].detail) == ("Jan", "Warsaw Central", "")
    assert len(code_history(hub.ledger, code_id)) == len(told)


def test_they_are_exported_with_an_empty_cell(till: Ledger, tmp_path: Path) -> None:
    out = tmp_path / "codes.csv"
    export_file(till, "c1", out)
    lines = out.read_text().splitlines()
    assert len(lines) == 1 + 4
    assert CodeStatus.USED.value in "".join(lines).lower()
