"""What travels beside an entry: what the journal must not hold, as the device has it by then."""

import json
from datetime import timedelta

from counterfoil.domain.effect import GiveReward
from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import Document
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.coupons import CouponAttempt, unuse_coupon, use_coupon
from counterfoil.ledger.erase import erase_member
from counterfoil.ledger.journal import entries
from counterfoil.ledger.members import update_member
from counterfoil.ledger.outbox.attached import attached
from counterfoil.ledger.pins import set_pin
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.sheets.model import Selection
from counterfoil.ledger.sheets.plan import begin_run, pages
from counterfoil.ledger.sheets.record import finish_run
from counterfoil.ledger.staff import save_staff
from counterfoil.ledger.tables.campaigns import coupons
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from tests.domain.build import NOW, rule
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop

LATER = NOW + timedelta(minutes=5)


def beside(shop: Shop, kind: Kind) -> Document:
    """Return what goes beside the last entry of a kind."""
    last = [each for each in entries(shop.ledger) if each.entry.kind == kind][-1]
    with shop.ledger.read() as conn:
        found = attached(shop.ledger, conn, last)
    json.dumps(found)
    return found


def issued(shop: Shop) -> tuple[str, str]:
    """Redeem a code that gives a coupon; return the redemption's id and the coupon."""
    _, codes = shop.campaign(rules=(rule(effects=(GiveReward("coffee"),)),))
    verdict = shop.redeem(codes[0])
    assert verdict.redemption_id is not None
    coupon = verdict.given[0].coupon
    assert coupon is not None
    return verdict.redemption_id, coupon.code


def test_a_redemption_travels_with_its_row_and_its_coupons(shop: Shop) -> None:
    issued(shop)
    assert beside(shop, Kind.REDEEM) == {
        "row": shop.rows(redemptions)[0],
        "coupons": shop.rows(coupons),
    }


def test_a_redemption_travels_as_it_was_made_though_it_was_undone_since(shop: Shop) -> None:
    redemption, _ = issued(shop)
    before = beside(shop, Kind.REDEEM)
    reverse(shop.ledger, redemption, "wrong customer", SUPERVISOR, LATER)
    assert beside(shop, Kind.REDEEM) == before
    assert beside(shop, Kind.REVERSE) == {}


def test_the_use_of_a_coupon_is_not_told_with_its_redemption(shop: Shop) -> None:
    _, code = issued(shop)
    use_coupon(shop.ledger, CouponAttempt((code,), CASHIER), LATER)
    assert beside(shop, Kind.REDEEM)["coupons"][0]["used_at"] is None
    assert beside(shop, Kind.COUPON_USED) == {"code": code}
    unuse_coupon(shop.ledger, code, "not handed over", SUPERVISOR, LATER)
    assert beside(shop, Kind.COUPON_UNUSED) == {"code": code}
    use_coupon(shop.ledger, CouponAttempt(("NOSUCH",), CASHIER), LATER)
    assert beside(shop, Kind.COUPON_REFUSED) == {}


def test_a_coupon_is_found_without_its_redemption(shop: Shop) -> None:
    _, code = issued(shop)
    use_coupon(shop.ledger, CouponAttempt((code,), CASHIER), LATER)
    with shop.ledger.write() as conn:
        conn.execute(coupons.update().values(redemption_id=None))
    assert beside(shop, Kind.COUPON_USED) == {"code": code}
    unuse_coupon(shop.ledger, code, "not handed over", SUPERVISOR, LATER)
    assert beside(shop, Kind.COUPON_UNUSED) == {"code": code}


def test_a_refusal_travels_with_what_is_kept_of_it(shop: Shop) -> None:
    shop.redeem("NOSUCHCODE")
    row = shop.rows(refusals)[0]
    assert beside(shop, Kind.SCAN_REFUSED) == {"row": row | {"digest": row["digest"].hex()}}


def test_a_member_travels_as_known_now(shop: Shop) -> None:
    update_member(shop.ledger, "m1", {"phone": "500600700"}, MANAGER, NOW)
    row = beside(shop, Kind.MEMBER_SAVED)["row"]
    assert (row["id"], row["phone"], row["card"]) == ("m1", "500600700", "1001")


def test_of_somebody_erased_since_nothing_names_a_person(shop: Shop) -> None:
    update_member(shop.ledger, "m1", {"phone": "500600700"}, MANAGER, NOW)
    erase_member(shop.ledger, "m1", "asked for it", MANAGER, LATER)
    row = beside(shop, Kind.MEMBER_SAVED)["row"]
    assert "500600700" not in json.dumps(row)
    assert "1001" not in json.dumps(row)
    assert beside(shop, Kind.MEMBER_ERASED) == {"reason": "asked for it"}


def test_somebody_of_the_staff_travels_with_the_hash_of_their_pin(shop: Shop) -> None:
    save_staff(shop.ledger, CASHIER, MANAGER, NOW)
    set_pin(shop.ledger, CASHIER.id, "4711", MANAGER, NOW)
    person = beside(shop, Kind.STAFF_SAVED)["row"]
    assert (person["id"], person["name"], person["role"]) == ("jan", "Jan", "cashier")
    assert person["pin_hash"].startswith("$argon2")
    assert beside(shop, Kind.PIN_SET)["row"] == person


def test_sheets_travel_with_what_stands_on_them(shop: Shop) -> None:
    saved, _ = shop.campaign(5)
    run = begin_run(
        shop.ledger,
        Selection(saved.id),
        MANAGER,
        NOW,
        stock_json='{"id":"A4"}',
        design_json="{}",
        per_page=3,
        start=2,
    )
    drawn = list(pages(shop.ledger, run.run_id))
    finish_run(shop.ledger, run.run_id, MANAGER, NOW, proved=5)
    there = beside(shop, Kind.SHEETS_PRINTED)
    ids = [code.id for page in drawn for code in page.codes]
    assert there["run"]["labels"] == 5
    assert there["sheets"] == [
        [1, 2, 2, [[ids[0], ids[1], 2]]],
        [2, 1, 3, [[ids[2], ids[4], 1]]],
    ]


def test_what_stands_in_the_journal_whole_has_nothing_beside_it(shop: Shop) -> None:
    saved, _ = shop.campaign(5)
    void_codes(shop.ledger, saved.id, MANAGER, NOW, reason="lost", code_ids=[1])
    for kind in (Kind.CAMPAIGN_SAVED, Kind.SCHEMA_SAVED, Kind.REWARD_SAVED, Kind.CODES_VOIDED):
        assert beside(shop, kind) == {}
