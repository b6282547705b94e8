"""Which codes are asked for by when they were used, and what there is to choose from."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from counterfoil.desk.codes import work
from counterfoil.desk.codes.work import Used, span
from counterfoil.ledger.campaigns import archive
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.staff import DEFAULT
from tests.desk.conftest import NOW
from tests.helpers.shop import Shop

WARSAW = ZoneInfo("Europe/Warsaw")
# On a day of 25 hours, after midnight in Warsaw and before it in UTC.
LATE = datetime(2026, 10, 25, 23, 30, tzinfo=UTC)


def midnight(month: int, day: int) -> datetime:
    return datetime(2026, month, day, tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("used", "start", "end"),
    [
        (Used.ANY, None, None),
        (Used.TODAY, midnight(10, 26), midnight(10, 27)),
        (Used.YESTERDAY, midnight(10, 25), midnight(10, 26)),
        (Used.WEEK, midnight(10, 20), midnight(10, 27)),
        (Used.MONTH, midnight(9, 27), midnight(10, 27)),
        (Used.DAYS, midnight(10, 3), midnight(10, 9)),
    ],
)
def test_days_are_those_of_the_store(
    used: Used, start: datetime | None, end: datetime | None
) -> None:
    days = midnight(10, 8), midnight(10, 3)
    assert span(used, *days, LATE, WARSAW) == (start, end)


def test_the_first_campaign_is_chosen_where_none_is_named(folder: Path, shop: Shop) -> None:
    assert shop.codes
    with open_ledger(folder, NOW) as ledger:
        looked = work.look(ledger, "")
        assert looked.campaign == looked.campaigns[0]
        assert len(looked.batches) == 1
        assert looked.batch(looked.batches[0].id) == looked.batches[0]
        assert looked.batch(None) is None
        last = looked.campaigns[-1]
        archive(ledger, last.id, DEFAULT, NOW)
        assert last.id not in {each.id for each in work.look(ledger, "").campaigns}
        # One that is put away is there where it is asked for.
        asked = work.look(ledger, last.id)
        assert asked.campaign is not None
        assert asked.campaign.id == last.id


def test_without_a_campaign_there_is_nothing(tmp_path: Path) -> None:
    with open_ledger(tmp_path, NOW) as ledger:
        assert work.look(ledger, "") == work.Looked()
