"""Who may do what: each act is tried by each role, and what was done names who did it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, text

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Forbidden
from counterfoil.domain.exchange import Standing
from counterfoil.domain.member import Segment, Tier
from counterfoil.domain.rights import Allowance, GrantKind, Wish
from counterfoil.domain.store import LEAST_ROLE, Act, Role, Staff, may
from counterfoil.ledger import wallets
from counterfoil.ledger.backup import note_restore
from counterfoil.ledger.campaigns import archive, save_campaign, set_active
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.import_csv import import_codes
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.connect import open_ledger, open_url
from counterfoil.ledger.coupons import CouponAttempt, use_coupon
from counterfoil.ledger.encryption import note_encryption
from counterfoil.ledger.erase import erase_member
from counterfoil.ledger.exchange.conflicts import How, settle
from counterfoil.ledger.guesses import lift
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_import import import_members
from counterfoil.ledger.members import save_member, save_segment, save_tier, update_member
from counterfoil.ledger.person_export import export_person
from counterfoil.ledger.pins import clear_pin, set_pin, sign_in
from counterfoil.ledger.repair import repair
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.rewards import save_reward
from counterfoil.ledger.rights.allowances import set_allowance
from counterfoil.ledger.rights.managing import give
from counterfoil.ledger.schemas import save_schema
from counterfoil.ledger.settings import save_store
from counterfoil.ledger.sheets.reprint import record_reprint
from counterfoil.ledger.sheets.void import void_sheet_steps
from counterfoil.ledger.staff import save_staff
from counterfoil.ledger.tables.sync import conflicts
from tests.domain.build import NOW, campaign, member, reward, schema, store
from tests.helpers.postgres import keep_rows, new_database, put_rows_back
from tests.ledger.conftest import KEY
from tests.ledger.day import DAMAGE
from tests.ledger.sheets.press import begin, draw, print_sheets
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop, fill

PEOPLE = {person.role: person for person in (CASHIER, SUPERVISOR, MANAGER)}
PIN = "7301"


@dataclass(frozen=True)
class Bench:
    """A shop with a campaign of three codes: the first is redeemed, the second printed."""

    shop: Shop
    folder: Path
    codes: list[str]
    redemption: str

    @property
    def ledger(self) -> Ledger:
        return self.shop.ledger

    def file(self, content: str) -> Path:
        path = self.folder / "file.csv"
        path.write_text(content, "utf-8")
        return path


Do = Callable[[Bench, Staff], object]
OLA = Staff("ola", "Ola", Role.CASHIER)
NEW = member(id="m3", loyalty_card_number="1003", wallets={})
CARDS, CODES = "loyaltyCardNumber\n2001\n", "code\nFOREIGN1\n"


def _mend(bench: Bench, by: Staff) -> None:
    with bench.ledger.write() as conn:
        conn.execute(text(DAMAGE["balance"][0]))
    repair(bench.ledger, by, NOW)


def _settle(bench: Bench, by: Staff) -> None:
    row = {"id": "x-1", "kind": "stale", "of": "c1", "n": 1, "units": 0, "money": 0, "at": 0}
    row |= {"device": bench.ledger.device.id, "document": "{}", "state": "open", "note": ""}
    with bench.ledger.write() as conn:
        conn.execute(delete(conflicts))
        conn.execute(insert(conflicts).values(row))
    settle(bench.ledger, "x-1", How.KEEP_FIRST, "", by, NOW)


def _office(bench: Bench) -> Ledger:
    return replace(bench.ledger, standing=Standing.OFFICE)


# Every function that writes for somebody: what the act is called, and how it is done.
DEEDS: dict[str, tuple[Act, Do]] = {
    "redeem": (Act.REDEEM, lambda b, by: b.shop.redeem(b.codes[1], staff=by)),
    "redeem_again": (Act.REDEEM, lambda b, by: b.shop.redeem(b.codes[0], staff=by)),
    "save_member": (Act.SAVE_MEMBER, lambda b, by: save_member(b.ledger, NEW, by, NOW)),
    "update_member": (
        Act.SAVE_MEMBER,
        lambda b, by: update_member(b.ledger, "m1", {"phone": "1"}, by, NOW),
    ),
    "use_coupon": (
        Act.USE_COUPON,
        lambda b, by: use_coupon(b.ledger, CouponAttempt(("AB2C3D4E5F",), by), NOW),
    ),
    "export_person": (Act.EXPORT_MEMBER, lambda b, by: export_person(b.ledger, "m2", by, NOW)),
    "erase_member": (Act.ERASE_MEMBER, lambda b, by: erase_member(b.ledger, "m2", "x", by, NOW)),
    "lift_guesses": (Act.LIFT_GUESSES, lambda b, by: lift(b.ledger, by, NOW)),
    "reverse": (Act.REVERSE, lambda b, by: reverse(b.ledger, b.redemption, "why", by, NOW)),
    "adjust": (
        Act.ADJUST_UNITS,
        lambda b, by: wallets.adjust(b.ledger, "m1", "default", Decimal(5), "gift", by, NOW),
    ),
    "void_codes": (
        Act.VOID_CODES,
        lambda b, by: void_codes(b.ledger, "c1", by, NOW, reason="lost", texts=b.codes[2:]),
    ),
    "generate": (Act.MAKE_CODES, lambda b, by: generate(b.ledger, "c1", 2, by, NOW)),
    "import_codes": (
        Act.MAKE_CODES,
        lambda b, by: import_codes(b.ledger, "c1", b.file(CODES), by, NOW),
    ),
    "print_sheets": (
        Act.PRINT_CODES,
        lambda b, by: draw(b.ledger, begin(b.ledger, quantity=1, by=by), by=by),
    ),
    "finish_run": (Act.PRINT_CODES, lambda b, by: draw(b.ledger, begin(b.ledger), by=by)),
    "record_reprint": (Act.PRINT_CODES, lambda b, by: record_reprint(b.ledger, 1, by, NOW)),
    "void_sheet": (
        Act.VOID_CODES,
        lambda b, by: finish(void_sheet_steps(b.ledger, 1, by, NOW, "lost")),
    ),
    "import_members": (
        Act.IMPORT_MEMBERS,
        lambda b, by: import_members(b.ledger, b.file(CARDS), by, NOW),
    ),
    "save_tier": (Act.SAVE_GROUP, lambda b, by: save_tier(b.ledger, Tier("x", "X"), by, NOW)),
    "save_segment": (
        Act.SAVE_GROUP,
        lambda b, by: save_segment(b.ledger, Segment("x", "X"), by, NOW),
    ),
    "save_campaign": (
        Act.SAVE_CAMPAIGN,
        lambda b, by: save_campaign(b.ledger, campaign(id="c2"), by, NOW),
    ),
    "set_active": (
        Act.SAVE_CAMPAIGN,
        lambda b, by: set_active(b.ledger, "c1", by, NOW, active=False),
    ),
    "archive": (Act.SAVE_CAMPAIGN, lambda b, by: archive(b.ledger, "c1", by, NOW)),
    "save_schema": (Act.SAVE_SCHEMA, lambda b, by: save_schema(b.ledger, schema(), by, NOW)),
    "save_reward": (Act.SAVE_REWARD, lambda b, by: save_reward(b.ledger, reward(), by, NOW)),
    "save_staff": (Act.SAVE_STAFF, lambda b, by: save_staff(b.ledger, OLA, by, NOW)),
    "set_pin": (Act.SAVE_STAFF, lambda b, by: set_pin(b.ledger, "zoe", PIN, by, NOW)),
    "clear_pin": (Act.SAVE_STAFF, lambda b, by: clear_pin(b.ledger, "zoe", by, NOW)),
    "save_store": (Act.SAVE_STORE, lambda b, by: save_store(b.ledger, store(), by, NOW)),
    "repair": (Act.REPAIR, _mend),
    "settle_conflict": (Act.SETTLE_CONFLICT, _settle),
    "give_right": (
        Act.GRANT_RIGHTS,
        lambda b, by: give(_office(b), Wish("x", "c1", GrantKind.CODES, ((1, 2),)), by, NOW),
    ),
    "set_allowance": (
        Act.GRANT_RIGHTS,
        lambda b, by: set_allowance(_office(b), Allowance("c1"), by, NOW),
    ),
    "note_encryption": (
        Act.ENCRYPT,
        lambda b, by: note_encryption(b.ledger, by, NOW, on=True),
    ),
    "note_restore": (
        Act.RESTORE,
        lambda b, by: note_restore(b.ledger, b.folder / "ledger.db", by, NOW),
    ),
}


def made(ledger: Ledger) -> tuple[list[str], str]:
    """Put into a shop what the acts need; return its codes and a redemption."""
    shop = Shop(ledger)
    _, codes = shop.campaign(3)
    save_staff(ledger, Staff("zoe", "Zoe", Role.CASHIER), MANAGER, NOW)
    redemption = shop.redeem(codes[0]).redemption_id
    assert redemption is not None
    print_sheets(ledger, quantity=1)
    return codes, redemption


@pytest.fixture(scope="session")
def bench_folder(
    filled_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[str], str]:
    folder = tmp_path_factory.mktemp("bench") / "data"
    shutil.copytree(filled_folder, folder)
    with open_ledger(folder, NOW) as ledger:
        return folder, *made(ledger)


@pytest.fixture(scope="session")
def bench_database(postgres: str) -> Iterator[tuple[str, list[str], str]]:
    with new_database(postgres) as url:
        with open_url(url, NOW, key=KEY, store=store()) as ledger:
            fill(ledger)
            codes, redemption = made(ledger)
        keep_rows(url)
        yield url, codes, redemption


@pytest.fixture
def sqlite_bench(bench_folder: tuple[Path, list[str], str], tmp_path: Path) -> Iterator[Bench]:
    kept, codes, redemption = bench_folder
    shutil.copytree(kept, tmp_path / "data")
    with open_ledger(tmp_path / "data", NOW) as ledger:
        yield Bench(Shop(ledger), tmp_path, codes, redemption)


@pytest.fixture
def postgres_bench(bench_database: tuple[str, list[str], str], tmp_path: Path) -> Iterator[Bench]:
    url, codes, redemption = bench_database
    put_rows_back(url)
    with open_url(url, NOW, key=KEY) as ledger:
        yield Bench(Shop(ledger), tmp_path, codes, redemption)


@pytest.fixture(params=["sqlite", "postgres"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """The bench on either database, made once and copied for each test."""
    bench: Bench = request.getfixturevalue(f"{request.param}_bench")
    return bench


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("deed", DEEDS)
def test_each_role_may_do_its_acts_and_no_others(bench: Bench, deed: str, role: Role) -> None:
    act, do = DEEDS[deed]
    by, before = PEOPLE[role], bench.shop.last_entry().entry.n
    if may(by, act):
        do(bench, by)
        entry = bench.shop.last_entry().entry
        assert entry.n > before
        assert entry.body["staff"] == by.id
        return
    with pytest.raises(Forbidden, match=f"{by.name} may not do this; ask a {LEAST_ROLE[act]}"):
        do(bench, by)
    assert bench.shop.last_entry().entry.n == before


@pytest.mark.parametrize("deed", DEEDS)
def test_whoever_left_may_do_nothing(bench: Bench, deed: str) -> None:
    before = bench.shop.last_entry().entry.n
    with pytest.raises(Forbidden, match="Manager may not do this"):
        DEEDS[deed][1](bench, replace(MANAGER, active=False))
    assert bench.shop.last_entry().entry.n == before


def test_every_entry_says_who_did_it(bench: Bench) -> None:
    for _act, do in DEEDS.values():
        if do is not DEEDS["archive"][1]:
            do(bench, MANAGER)
    set_pin(bench.ledger, "manager", PIN, MANAGER, NOW)
    sign_in(bench.ledger, "manager", PIN, NOW)
    with pytest.raises(Forbidden):
        sign_in(bench.ledger, "ewa", "", NOW)
    written = [signed.entry for signed in entries(bench.ledger)]
    # A till is made before there is anybody, and by nobody in particular.
    unsigned = {entry.kind for entry in written if not entry.body.get("staff")}
    assert unsigned == {Kind.DEVICE_ADDED}
    assert {Kind(entry.kind) for entry in written} >= OF_THESE_DEEDS


OF_THESE_DEEDS = {
    *(Kind.REDEEM, Kind.REVERSE, Kind.SCAN_REFUSED, Kind.CAMPAIGN_SAVED, Kind.SCHEMA_SAVED),
    *(Kind.REWARD_SAVED, Kind.BATCH_GENERATED, Kind.BATCH_IMPORTED, Kind.CODES_VOIDED),
    *(Kind.MEMBER_SAVED, Kind.GROUP_SAVED, Kind.UNITS_ADJUSTED, Kind.STAFF_SAVED),
    *(Kind.PIN_SET, Kind.PIN_CLEARED, Kind.SIGNED_IN, Kind.SIGN_IN_REFUSED, Kind.STORE_SAVED),
    *(Kind.SHEETS_PRINTED, Kind.SHEET_REPRINTED),
    *(Kind.RESTORED, Kind.REPAIRED, Kind.COUPON_REFUSED, Kind.GUESSES_LIFTED),
    *(Kind.MEMBER_EXPORTED, Kind.MEMBER_ERASED, Kind.ENCRYPTION_SET),
}


def test_every_act_is_tried() -> None:
    assert {act for act, _do in DEEDS.values()} == set(Act)
