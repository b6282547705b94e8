from pathlib import Path

import pytest

from counterfoil.domain.errors import InvalidInput
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.import_csv import import_codes
from counterfoil.ledger.sheets.samples import sample_codes
from counterfoil.sheets.design import Design, Symbology
from counterfoil.sheets.run_plan import check_content, widest
from tests.domain.build import NOW
from tests.ledger.shop import MANAGER, Shop


def test_the_widest_code_is_the_one_that_needs_most_modules() -> None:
    assert widest(["1234567890123456", "abcdefghijklmnop", "ABC"], Design()) == "abcdefghijklmnop"
    bars = Design(symbology=Symbology.CODE_128)
    assert widest(["1234567890", "ABCDEF"], bars) == "ABCDEF"
    assert widest([], Design()) == ""


@pytest.mark.parametrize("symbology", [Symbology.QR, Symbology.BOTH])
def test_an_address_without_the_code_is_refused(symbology: Symbology) -> None:
    with pytest.raises(InvalidInput, match=r"Write \{code\}"):
        check_content(Design(content="https://shop.example/", symbology=symbology))
    check_content(Design(content="x", symbology=Symbology.CODE_128))


def test_of_imported_codes_the_longest_is_the_sample(shop: Shop, tmp_path: Path) -> None:
    campaign, _codes = shop.campaign(2)
    file = tmp_path / "codes.csv"
    file.write_text("code\nSHORT77\nMUCH-LONGER-77\nMIDDLE777\n")
    imported = import_codes(shop.ledger, campaign.id, file, MANAGER, NOW, name="old")
    assert imported is not None
    tests = generate(shop.ledger, campaign.id, 1, MANAGER, NOW, test=True)
    assert tests is not None
    samples = sample_codes(shop.ledger, campaign.id, None)
    assert len(samples) == 2
    assert samples[1] == "MUCH-LONGER-77"
    assert sample_codes(shop.ledger, campaign.id, imported.batches[0].id) == ("MUCH-LONGER-77",)
    assert len(sample_codes(shop.ledger, campaign.id, tests.id)) == 1
