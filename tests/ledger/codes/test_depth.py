"""Where a deep page of codes begins, and how many there are: as counting them one by one would."""

from pathlib import Path

import pytest

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.filters import ALL, CodeFilter
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.import_csv import import_codes
from counterfoil.ledger.codes.listing import (
    MOST_SKIPPED,
    after_skipping,
    count_codes,
    list_codes,
)
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW
from tests.ledger.codes.brand import all_codes, new_campaign, use
from tests.ledger.shop import MANAGER


def test_a_page_begins_where_the_codes_before_it_end(ledger: Ledger, tmp_path: Path) -> None:
    """Also in a batch with gaps, where codes of the file were there already."""
    campaign, other = new_campaign(ledger), new_campaign(ledger)
    generate(ledger, campaign.id, 6, MANAGER, NOW)
    generate(ledger, other.id, 3, MANAGER, NOW)
    known = [line.text for line in all_codes(ledger, campaign)]
    file = tmp_path / "codes.csv"
    rows = ["code", "NEW-1", known[0], "NEW-2", known[1], known[2], "NEW-3", "NEW-4"]
    file.write_text("\n".join(rows))
    imported = import_codes(ledger, campaign.id, file, MANAGER, NOW)
    assert imported is not None
    generate(ledger, campaign.id, 4, MANAGER, NOW, test=True)
    generate(ledger, campaign.id, 5, MANAGER, NOW)
    use(ledger, *(line.text for line in all_codes(ledger, campaign)[2:9]))
    batches = {line.batch_id for line in all_codes(ledger, campaign)}
    wanted = [
        *(ALL, CodeFilter(text="NEW"), CodeFilter(text="nothing")),
        *(CodeFilter(status=status) for status in CodeStatus),
        *(CodeFilter(batch_id=batch) for batch in batches),
        *(CodeFilter(CodeStatus.USED, batch) for batch in batches),
    ]
    for each in wanted:
        lines = all_codes(ledger, campaign, each)
        for skip in range(len(lines) + 3):
            after = after_skipping(ledger, campaign.id, skip, each)
            page = list_codes(ledger, campaign.id, after=after, limit=3, wanted=each)
            assert list(page.codes) == lines[skip : skip + 3]
        assert count_codes(ledger, campaign.id, each) in {None, len(lines)}
    assert count_codes(ledger, campaign.id, CodeFilter(text="NEW")) is None
    assert count_codes(ledger, campaign.id, CodeFilter(status=CodeStatus.USED)) == 7


def test_of_no_codes_every_page_is_empty(ledger: Ledger) -> None:
    campaign = new_campaign(ledger)
    assert after_skipping(ledger, campaign.id, 10**9) == 0
    assert count_codes(ledger, campaign.id) == 0


def test_a_page_too_deep_among_some_codes_is_refused(ledger: Ledger) -> None:
    campaign = new_campaign(ledger)
    generate(ledger, campaign.id, 1, MANAGER, NOW)
    unused = CodeFilter(status=CodeStatus.UNUSED)
    with pytest.raises(InvalidInput, match="_scroll"):
        after_skipping(ledger, campaign.id, MOST_SKIPPED + 1, unused)
    assert after_skipping(ledger, campaign.id, 10**15) > 0
