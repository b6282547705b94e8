"""A day's work in a ledger, what the check-up finds in it, and ways to damage it."""

from datetime import timedelta

from counterfoil.domain.effect import GivePoints, GiveReward
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.ledger.checkup import checkup
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.reverse import reverse
from tests.domain.build import NOW, limit, rule
from tests.ledger.shop import SUPERVISOR, Shop

LATER = NOW + timedelta(minutes=1)
PLENTY = 10**15


def faults(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """Return what is wrong, by the check that says so."""
    found = list(checkup(ledger, LATER, lambda _: PLENTY))
    assert len({finding.check for finding in found}) == len(found)
    return {each.check: tuple(map(str, each.faults)) for each in found if not each.is_well}


def busy_day(ledger: Ledger) -> Shop:
    """Do a day's work: limits of each kind, coupons, a reversal, refusals, units by hand."""
    shop = Shop(ledger)
    limits = Limits(
        points=limit("1000"),
        points_per_member=limit("900", IntervalType.DAYS),
        executions_per_member=limit(8, IntervalType.MONTHS),
        executions=limit(50, IntervalType.WEEKS),
    )
    both = rule(effects=(GivePoints("12.34"), GiveReward("coffee")))
    _, codes = shop.campaign(8, limits=limits, rules=(both,))
    done = [shop.redeem(code, NOW) for code in codes[:4]]
    assert all(verdict.accepted for verdict in done)
    assert done[0].redemption_id is not None
    reverse(ledger, done[0].redemption_id, "wrong member", SUPERVISOR, NOW)
    assert not shop.redeem(codes[1], NOW).accepted
    assert not shop.redeem("NOSUCHCODE", NOW).accepted
    shop.credit(5)
    return shop


Damage = tuple[str, str, str]

# What is done to the rows, the check that finds it, and part of what it says.
DAMAGE: dict[str, Damage] = {
    "balance": (
        "UPDATE wallet_balances SET units = units + 1 WHERE member_id = 'm1'",
        "balances",
        "wallet default of member m1",
    ),
    "balance_gone": ("DELETE FROM wallet_balances", "balances", "member m1"),
    "counter": (
        "UPDATE usage SET executions = executions - 1 WHERE member_id = '' AND unit = ''",
        "limits",
        "campaign c1",
    ),
    "counter_of_a_member": (
        "UPDATE usage SET points = points + 100 WHERE member_id = 'm1'",
        "limits",
        "campaign c1",
    ),
    "counters_gone": ("DELETE FROM usage", "limits", "campaign c1"),
    "count": (
        "UPDATE campaign_counts SET used = used + 1",
        "numbers of codes",
        "campaign c1",
    ),
    "count_gone": ("DELETE FROM campaign_counts", "numbers of codes", "campaign c1"),
    "code_unused": (
        "UPDATE codes SET status = 0 WHERE status = 1",
        "one use of a code",
        "is not marked as used",
    ),
    "code_used_twice": (
        (
            "UPDATE redemptions SET code_id = (SELECT max(code_id) FROM redemptions)"
            " WHERE reversed_at IS NULL"
        ),
        "one use of a code",
        "was redeemed twice",
    ),
    "redemption_gone": (
        "DELETE FROM refusals WHERE reason = 'unknown'",
        "redemptions and journal",
        "and the ledger does not",
    ),
    "redemption_put_in": (
        "UPDATE refusals SET id = 'SOMEBODY-99' WHERE reason = 'unknown'",
        "redemptions and journal",
        "no entry of SOMEBODY-99",
    ),
    "code_gone": (
        "DELETE FROM codes WHERE id = (SELECT max(id) FROM codes)",
        "batches of codes",
        "has 7 codes where it should have 8",
    ),
    "code_of_no_batch": (
        "UPDATE codes SET batch_id = 77 WHERE id = (SELECT max(id) FROM codes)",
        "batches of codes",
        "1 codes are of a batch 77 that is not there",
    ),
    "code_out_of_range": (
        "UPDATE batches SET last_id = last_id - 1",
        "batches of codes",
        "outside of its range",
    ),
    "batches_overlap": (
        (
            "INSERT INTO batches (campaign_id, name, kind, state, size, first_id, last_id, lengths,"
            " labels, created_at, created_by) SELECT campaign_id, 'x', kind, 'ready', 0, last_id,"
            " last_id, lengths, labels, created_at, created_by FROM batches"
        ),
        "batches of codes",
        "share numbers of codes",
    ),
    "digest_gone": (
        "DELETE FROM code_digests WHERE code_id = (SELECT max(code_id) FROM code_digests)",
        "digests of codes",
        "8 codes and 7 digests",
    ),
    "digest_astray": (
        (
            "UPDATE code_digests SET code_id = 999"
            " WHERE code_id = (SELECT max(code_id) FROM code_digests)"
        ),
        "digests of codes",
        "cannot be found",
    ),
    "units": (
        "UPDATE redemptions SET units = units + 1 WHERE reversed_at IS NOT NULL",
        "units given",
        "are not those of its transfers",
    ),
    "cut_off": ("UPDATE batches SET state = 'voiding'", "unfinished work", "made void"),
}
