"""Entries taken in together leave what they leave one by one, whatever stands between them."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, insert, update

from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import Outcome, Upload
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.domain.rights import Amount, Grant, GrantKind, GrantState
from counterfoil.ledger.connect import open_ledger, open_url
from counterfoil.ledger.doctor import examine
from counterfoil.ledger.erase import erase_member
from counterfoil.ledger.exchange import runs
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.rows import put_grant
from counterfoil.ledger.tables.campaigns import coupons, usage
from counterfoil.ledger.tables.codes import VOID, campaign_counts, codes
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.members import transfers, wallet_balances
from counterfoil.ledger.tables.office import redemption_tallies
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.sync import conflicts, entry_verdicts, feed, grants, quarantine
from tests.domain.build import NOW, limit
from tests.helpers.postgres import put_rows_back
from tests.helpers.seeds import seeds
from tests.ledger.conftest import KEY
from tests.ledger.exchange.sender import LATER, Till, hub_of, outcomes, points, sign, till
from tests.ledger.shop import MANAGER, Shop, assert_well

Fresh = Callable[[], AbstractContextManager[Ledger]]

# What differs each time by chance: keys, and so digests and all that is made of them.
COMPARED: dict[Table, tuple[str, ...]] = {
    redemptions: (),
    transfers: ("id", "reverses_id"),
    wallet_balances: (),
    usage: (),
    redemption_tallies: (),
    campaign_counts: (),
    coupons: (),
    conflicts: (),
    grants: (),
    codes: ("text", "batch_id"),
    entry_verdicts: ("hash", "receipt"),
    journal: ("prev_hash", "hash", "signature", "body"),
    quarantine: ("raw", "id"),
    feed: ("seq",),
}


@pytest.fixture(params=["sqlite", "postgres"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Open a shop's ledger as it was at first, as often as it is called."""
    if request.param == "sqlite":
        folder: Path = request.getfixturevalue("filled_folder")

        @contextmanager
        def opened() -> Iterator[Ledger]:
            place = tmp_path / str(len(list(tmp_path.iterdir())))
            shutil.copytree(folder, place)
            with open_ledger(place, NOW) as ledger:
                yield ledger
    else:
        url: str = request.getfixturevalue("filled_database")

        @contextmanager
        def opened() -> Iterator[Ledger]:
            put_rows_back(url)
            with open_url(url, NOW, key=KEY) as ledger:
                yield ledger

    return opened


def made(hub: Shop, jan: Till, seed: int) -> list[Upload]:
    """Return what a till did, most of it plain, by chance."""
    chance = random.Random(seed)
    limits = Limits()
    if seed:
        limits = Limits(
            points=limit(100_000),
            executions_per_member=limit(50, IntervalType.DAYS),
            points_per_member=limit(5_000),
        )
    _, texts = hub.campaign(quantity=80, limits=limits)
    lease = Grant(
        7, 1, jan.device, GrantKind.BUDGET, "c1", GrantState.ACCEPTED, NOW, amount=Amount(count=9)
    )
    with hub.ledger.write() as conn:
        put_grant(conn, lease)
        conn.execute(update(codes).where(codes.c.text.in_(texts[70:])).values(status=VOID))
        conn.execute(update(campaign_counts).values(void=10))
    for code in texts[60:65]:
        hub.redeem(code)
    return [_one(jan, chance, texts) for _ in range(70)]


def _one(jan: Till, chance: random.Random, texts: list[str]) -> Upload:
    kinds = ["plain", "coupon", "spent", "nobody"] * 9
    kinds += ["attribute", "event", "test", "unknown", "signed in", "reverse", "staff", "tampered"]
    kind, code = chance.choice(kinds), chance.choice(texts)
    who = chance.choice(["m1", "m2"])
    given = [points(chance.randrange(1, 500), who), points(0, who)]
    over: dict[str, Any] = {"member": who, "given": given, "at": _at(chance)}
    if kind == "coupon":
        name = f"CUP{jan.n:07}"
        return jan.redeem_for_coupon(code, name)
    if kind == "nobody":
        return jan.redeem(code, member=None, given=[])
    if kind == "signed in":
        return jan.entry(Kind.SIGNED_IN, {"staff": "jan"})
    if kind == "reverse" and jan.sent:
        return jan.reverse(chance.choice(jan.sent), frees=chance.random() < 0.5)
    more: dict[str, dict[str, Any]] = {
        "spent": {"spends": {"budget": 7, "risk": None, "units": 3, "money": 0, "count": 1}},
        "attribute": {"given": [_attribute(who)]},
        "event": {"event_id": f"e{chance.randrange(3)}"},
        "test": {"test": True},
        "unknown": {"code": "00" * 16},
        "staff": {"staff": "nobody"},
    }
    upload = jan.redeem(code, **over | more.get(kind, {}))
    return _tampered(upload) if kind == "tampered" else upload


def _at(chance: random.Random) -> int:
    moment = NOW + timedelta(minutes=chance.randrange(3000))
    return round(moment.timestamp() * 1_000_000)


def _attribute(who: str) -> dict[str, Any]:
    effect = "assign_member_custom_attribute"
    return {"effect": effect, "member": who, "key": "club", "value": "gold", "before": None}


def _tampered(upload: Upload) -> Upload:
    assert upload.signed is not None
    return Upload(upload.n, "", sign(9, upload.signed.entry), upload.attached)


def kept(hub: Shop) -> dict[str, list[str]]:
    """Return what tables hold, in an order of its own."""
    return {
        table.name: sorted(
            json.dumps({k: str(v) for k, v in row.items() if k not in without})
            for row in hub.rows(table)
            if row.get("topic") != "batch"
        )
        for table, without in COMPARED.items()
    }


@pytest.mark.parametrize("seed", seeds(2, 4))
def test_a_run_leaves_what_its_entries_leave_one_by_one(fresh: Fresh, seed: int) -> None:
    found = []
    for size in (1, 500):
        with fresh() as ledger:
            hub = hub_of(Shop(ledger))
            jan = till(hub)
            sent = made(hub, jan, seed)
            said: list[Outcome] = []
            for at in range(0, len(sent), size):
                said += outcomes(jan.push(*sent[at : at + size]))
            assert len(said) == len(sent)
            # What was signed by another key is missing in the journal.
            faults = [
                each for each in examine(hub.ledger) if each.faults and each.check != "journal"
            ]
            assert [each.faults for each in faults] == []
            found.append((said, kept(hub)))
    assert found[0][0] == found[1][0]
    for name, rows in found[0][1].items():
        assert rows == found[1][1][name], name


def test_a_plain_run_is_taken_together(hub: Shop) -> None:
    _, texts = hub.campaign(quantity=20)
    jan = till(hub)
    pushed = jan.push(*(jan.redeem(code) for code in texts))
    assert outcomes(pushed) == [Outcome.APPLIED] * 20
    assert hub.count(redemptions) == 20
    assert len(texts) > runs.LEAST
    assert_well(hub.ledger)


def test_one_signature_proves_all_before_it_and_a_wrong_one_proves_nothing(hub: Shop) -> None:
    _, texts = hub.campaign(quantity=20)
    jan = till(hub)
    sent = [jan.redeem(code) for code in texts]
    sent[-1] = _tampered(sent[-1])
    pushed = jan.push(*sent)
    assert outcomes(pushed) == [Outcome.APPLIED] * 19 + [Outcome.QUARANTINED]


@pytest.mark.logs("bug")
def test_a_coupon_code_that_there_is_already_spoils_its_own_entry_only(hub: Shop) -> None:
    _, texts = hub.campaign(quantity=20)
    jan = till(hub)
    sent = [jan.redeem(code) for code in texts[:10]]
    sent.append(jan.redeem_for_coupon(texts[10]))
    sent += [jan.redeem(code) for code in texts[11:]]
    row = {
        "code": "CUPA234567",
        "reward_id": "coffee",
        "issued_at": 0,
    }
    with hub.ledger.write() as conn:
        conn.execute(insert(coupons).values(row))
    pushed = jan.push(*sent, now=LATER)
    assert outcomes(pushed).count(Outcome.QUARANTINED) == 1
    assert hub.count(redemptions) == 19


def test_an_erased_member_is_left_out_of_a_run(hub: Shop) -> None:
    _, texts = hub.campaign(quantity=20)
    jan = till(hub)
    sent = [jan.redeem(code) for code in texts]
    erase_member(hub.ledger, "m1", "asked to", MANAGER, NOW)
    assert outcomes(jan.push(*sent)) == [Outcome.APPLIED] * 20
    assert_well(hub.ledger)
