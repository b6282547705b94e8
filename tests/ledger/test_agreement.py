"""After any day, the figures agree to the unit with the exported codes and with the journal."""

import csv
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from random import Random
from typing import Any

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.mint import digest
from counterfoil.domain.refusal import Reason
from counterfoil.domain.units import from_hundredths
from counterfoil.ledger.asked import Asked
from counterfoil.ledger.codes.export_csv import export_steps
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.journal import entries
from counterfoil.ledger.overview import overview
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.statistics import figures, statistics
from tests.domain.build import NOW
from tests.ledger.shop import ANNA, CASHIER, MANAGER, PIOTR, SUPERVISOR, Shop, assert_well


@dataclass(frozen=True, slots=True)
class Day:
    """A day at random, and what its journal says when it is added up by hand."""

    shop: Shop
    trial: frozenset[str]

    def from_journal(self) -> tuple[dict[str, Decimal], Counter[str], int]:
        """Live redemptions with their units, refusals by reason, and reversals."""
        live: dict[str, Decimal] = {}
        refused: Counter[str] = Counter()
        undone = 0
        for signed in entries(self.shop.ledger):
            kind, body = signed.entry.kind, dict[str, Any](signed.entry.body)
            if kind == Kind.REDEEM and not body.get("test"):
                units = sum(gift.get("units", 0) for gift in body["given"])
                live[body["redemption"]] = from_hundredths(units)
            elif kind == Kind.REVERSE and body["redemption"] in live:
                del live[body["redemption"]]
                undone += 1
            elif kind == Kind.SCAN_REFUSED and body["code"] not in self.trial:
                refused[body["reason"]] += 1
        return live, refused, undone

    def from_csv(self) -> set[str]:
        """The redemptions that the exported codes name, test codes left out."""
        out = StringIO(newline="")
        finish(export_steps(self.shop.ledger, "c1", out))
        key = self.shop.ledger.digest_key
        return {
            row["redemption"]
            for row in csv.DictReader(StringIO(out.getvalue()))
            if row["status"] == "used" and digest(row["code"], key).hex() not in self.trial
        }


def lived(shop: Shop, seed: int) -> Day:
    """Redeem, refuse and undo at random, with test codes in between."""
    chance = Random(seed)
    _, codes = shop.campaign(40, reuse_after_reversal=True)
    assert generate(shop.ledger, "c1", 5, MANAGER, NOW, test=True) is not None
    trial = [code for code in shop.codes("c1") if code not in codes]
    done: list[str] = []
    for number in range(90):
        at, dice = NOW + timedelta(minutes=5 * number), chance.random()
        if dice < 0.15 and done:
            undone = done.pop(chance.randrange(len(done)))
            reverse(shop.ledger, undone, "wrong", SUPERVISOR, at)
            continue
        code = chance.choice(trial if dice < 0.3 else codes)
        card, staff = chance.choice((ANNA, PIOTR)), chance.choice((CASHIER, SUPERVISOR))
        text = f"WRONG{number}" if dice > 0.9 else code
        verdict = shop.redeem(text, at, card=card, staff=staff)
        done += [verdict.redemption_id] if verdict.redemption_id else []
    key = shop.ledger.digest_key
    return Day(shop, frozenset(digest(code, key).hex() for code in trial))


@pytest.mark.parametrize("seed", range(4))
def test_figures_exported_codes_and_journal_agree(shop: Shop, seed: int) -> None:
    day = lived(shop, seed)
    live, refused, undone = day.from_journal()
    assert min(len(live), undone, len(refused)) > 1
    found = figures(shop.ledger, Asked())
    assert found.total.redemptions == len(live)
    assert found.total.units == sum(live.values())
    assert found.reversed == undone
    assert found.refusals == {Reason(reason): count for reason, count in refused.items()}
    assert day.from_csv() == set(live)
    of_campaign = statistics(shop.ledger, "c1")
    assert of_campaign.total == found.total
    assert of_campaign.counts.used == len(live)
    together = overview(shop.ledger)
    assert (together.total, together.reversed, together.refused) == (
        found.total, undone, found.refused
    )  # fmt: skip
    assert_well(shop.ledger)
