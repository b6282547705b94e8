"""Any mix of tests and real redemptions leaves what the real ones alone leave."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.sql.expression import FromClause

from counterfoil.domain.effect import AssignMemberCustomAttribute, GivePoints, GiveReward
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.overview import overview
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.statistics import statistics
from counterfoil.ledger.tables.campaigns import coupons, usage
from counterfoil.ledger.tables.codes import campaign_counts
from counterfoil.ledger.tables.members import members, transfers, wallet_balances
from counterfoil.ledger.tables.office import redemption_tallies, refusal_tallies
from counterfoil.ledger.usage import kept
from counterfoil.ledger.verdict import Verdict
from tests.domain.build import NOW, limit, rule
from tests.ledger.day import faults
from tests.ledger.shop import ANNA, MANAGER, PIOTR, SUPERVISOR, Shop

CODES = 4
FIGURES = (wallet_balances, campaign_counts, redemption_tallies, refusal_tallies)
EFFECTS = (GivePoints("7"), GiveReward("coffee"), AssignMemberCustomAttribute("club", "yes"))
LIMITS = Limits(points=limit(21), executions_per_member=limit(2, IntervalType.DAYS))


@dataclass(frozen=True)
class Step:
    """Redeem a code, of the test ones or of the others; or undo the first that is left."""

    test: bool
    code: int
    card: str
    undo: bool = False


NOTHING = Step(test=True, code=0, card="")

steps = st.builds(
    Step,
    st.booleans(),
    st.integers(0, CODES - 1),
    st.sampled_from((ANNA, PIOTR, "nobody")),
    st.sampled_from((False, False, False, True)),
)


@contextmanager
def shop_in(filled: Path) -> Iterator[Shop]:
    with TemporaryDirectory() as folder:
        shutil.copytree(filled, Path(folder, "data"))
        with open_ledger(Path(folder, "data"), NOW) as ledger:
            yield Shop(ledger)


def play(shop: Shop, todo: Sequence[Step]) -> None:
    """Do the steps, a second apart each; in place of `NOTHING` the second passes."""
    campaign, real = shop.campaign(CODES, rules=(rule(effects=EFFECTS),), limits=LIMITS)
    generate(shop.ledger, campaign.id, CODES, MANAGER, NOW, test=True)
    tests = shop.codes(campaign.id)[CODES:]
    done: dict[bool, list[str]] = {True: [], False: []}
    for number, step in enumerate(todo):
        now = NOW + timedelta(seconds=number)
        if step is NOTHING:
            continue
        if step.undo and done[step.test]:
            undone = done[step.test].pop(0)
            reverse(shop.ledger, undone, "mistake", SUPERVISOR, NOW)
            continue
        code = (tests if step.test else real)[step.code]
        verdict: Verdict = shop.redeem(code, now, card=step.card)
        assert verdict.test is step.test
        if verdict.redemption_id is not None:
            done[step.test].append(verdict.redemption_id)


def figures(shop: Shop) -> dict[str, Any]:
    """Everything that counts: balances, moves, coupons, attributes, limits, codes, statistics."""
    (campaign_id,) = {row["campaign_id"] for row in shop.rows(campaign_counts)}
    with shop.ledger.read() as conn:
        limits = kept(conn, campaign_id)
    found: dict[str, Any] = {table.name: sorted_rows(shop, table) for table in FIGURES}
    found["transfers"] = sorted(
        (row["member_id"], row["kind"], row["units"]) for row in shop.rows(transfers)
    )
    found["coupons"] = sorted(
        (row["member_id"], row["cancelled_at"] is None) for row in shop.rows(coupons)
    )
    found["attributes"] = sorted(
        (row["id"], row["custom_attributes"]) for row in shop.rows(members)
    )
    found |= {"usage": limits, "statistics": statistics(shop.ledger, campaign_id)}
    return found | {"overview": overview(shop.ledger), "has usage": shop.count(usage) > 0}


def sorted_rows(shop: Shop, table: FromClause) -> list[list[tuple[str, Any]]]:
    return sorted(sorted(row.items()) for row in shop.rows(table))


@settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(steps, max_size=14))
def test_tests_leave_no_trace_in_any_figure(filled_folder: Path, todo: list[Step]) -> None:
    with shop_in(filled_folder) as mixed:
        play(mixed, todo)
        assert faults(mixed.ledger) == {}
        found = figures(mixed)
    with shop_in(filled_folder) as alone:
        play(alone, [NOTHING if step.test else step for step in todo])
        assert found == figures(alone)
