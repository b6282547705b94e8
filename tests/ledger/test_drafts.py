"""Drafts: kept from one day to the next and through a crash, in nobody's journal."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from counterfoil.domain.errors import Forbidden, InvalidInput, NotFound
from counterfoil.ledger.connect import DATABASE, open_ledger, open_url
from counterfoil.ledger.drafts import (
    Draft,
    delete_draft,
    get_draft,
    list_drafts,
    new_draft_id,
    save_draft,
)
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.office import campaign_drafts
from tests.domain.build import NOW, store
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop, fill

DOCUMENT = {"name": "Zażółć 🎉 קיץ", "rules": [{"points": "10", "conditions": []}], "step": 3}
DRAFT = Draft("d1", "Summer", DOCUMENT, campaign_id="c1", base_version=4)


def test_a_draft_is_kept_with_who_saved_it_and_when(shop: Shop) -> None:
    entries = shop.count(journal)
    kept = save_draft(shop.ledger, DRAFT, MANAGER, NOW)
    assert kept == replace(DRAFT, saved_by="Manager", saved_at=NOW)
    assert get_draft(shop.ledger, "d1") == kept
    assert shop.count(journal) == entries


def test_drafts_are_listed_the_newest_first_and_saved_over(shop: Shop) -> None:
    for number, name in enumerate(("First", "Second", "  " + "x" * 400)):
        draft = replace(DRAFT, id=f"d{number}", name=name)
        save_draft(shop.ledger, draft, MANAGER, NOW + timedelta(minutes=number))
    again = replace(DRAFT, id="d0", document={"step": 4}, campaign_id="", base_version=0)
    save_draft(shop.ledger, again, MANAGER, NOW + timedelta(hours=1))
    listed = list_drafts(shop.ledger)
    assert [(each.id, each.campaign_id) for each in listed] == [
        ("d0", ""),
        ("d2", "c1"),
        ("d1", "c1"),
    ]
    assert (listed[0].saved_by, listed[0].saved_at) == ("Manager", NOW + timedelta(hours=1))
    assert listed[1].name == "x" * 255
    assert get_draft(shop.ledger, "d0").document == {"step": 4}


def test_a_draft_that_was_thrown_away_is_gone(shop: Shop) -> None:
    save_draft(shop.ledger, DRAFT, MANAGER, NOW)
    delete_draft(shop.ledger, "d1", MANAGER)
    delete_draft(shop.ledger, "d1", MANAGER)
    assert list_drafts(shop.ledger) == ()
    with pytest.raises(NotFound, match="not there any more"):
        get_draft(shop.ledger, "d1")


def test_only_a_manager_keeps_drafts(shop: Shop) -> None:
    for person in (CASHIER, SUPERVISOR):
        with pytest.raises(Forbidden):
            save_draft(shop.ledger, DRAFT, person, NOW)
        with pytest.raises(Forbidden):
            delete_draft(shop.ledger, "d1", person)


@pytest.mark.parametrize("text", ["{", "[]", "3", '{"a":1,"a":2}', '{"name":"a\\u0000"}'])
def test_one_that_cannot_be_read_says_so_and_leaves_the_others(shop: Shop, text: str) -> None:
    save_draft(shop.ledger, DRAFT, MANAGER, NOW)
    save_draft(shop.ledger, replace(DRAFT, id="d2"), MANAGER, NOW)
    with shop.ledger.write() as conn:
        broken = update(campaign_drafts).where(campaign_drafts.c.id == "d1")
        conn.execute(broken.values(document=text))
    with pytest.raises(InvalidInput, match="The draft Summer cannot be read any more; delete it"):
        get_draft(shop.ledger, "d1")
    assert get_draft(shop.ledger, "d2").document == DOCUMENT
    assert len(list_drafts(shop.ledger)) == 2
    delete_draft(shop.ledger, "d1", MANAGER)


@pytest.mark.parametrize(
    "draft",
    [
        replace(DRAFT, document={"name": "a\x00"}),
        replace(DRAFT, name="\u202eevil"),
        replace(DRAFT, document={"text": "x" * 1_000_001}),
    ],
)
def test_what_cannot_be_kept_is_refused(shop: Shop, draft: Draft) -> None:
    with pytest.raises(InvalidInput):
        save_draft(shop.ledger, draft, MANAGER, NOW)


def test_a_draft_survives_a_program_that_just_stops(tmp_path: Path) -> None:
    with open_ledger(tmp_path, NOW, store=store()) as ledger:
        fill(ledger)
    url = f"sqlite:///{tmp_path / DATABASE}"
    crashed = open_url(url, NOW)
    save_draft(crashed, DRAFT, MANAGER, NOW)
    # Nothing is closed: another process finds what the disk has.
    with open_url(url, NOW) as ledger:
        assert get_draft(ledger, "d1").document == DOCUMENT
    crashed.close()


def test_ids_of_new_drafts_differ(ledger: Ledger) -> None:
    del ledger
    assert new_draft_id() != new_draft_id()
