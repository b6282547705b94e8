"""What a crash left never keeps the counter closed."""

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counterfoil.ledger.codes.generate import generation_steps
from counterfoil.ledger.codes.recovery import Recovered, recover
from counterfoil.ledger.connect import open_ledger
from tests.domain.build import NOW
from tests.ledger.codes.brand import new_campaign, rows
from tests.ledger.shop import MANAGER, Shop

QUANTITY = 60_000


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """Let no file grow beyond `size` bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_puts_the_clearing_up_off(filled_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(filled_folder, tmp_path / "till"))
    with open_ledger(folder, NOW) as ledger:
        campaign = new_campaign(ledger)
        steps = generation_steps(ledger, campaign.id, QUANTITY, MANAGER, NOW)
        while rows(ledger)["codes"] < QUANTITY // 2:
            next(steps)
        # As a crash leaves it: the steps that would remove it never run.
        crashed = Path(shutil.copytree(folder, tmp_path / "crashed"))
        steps.close()
    with files_no_longer_than(400_000), open_ledger(crashed, NOW) as ledger:
        assert rows(ledger)["codes"] > 0
        assert Shop(ledger).codes(campaign.id) != []
    with open_ledger(crashed, NOW) as ledger:
        assert rows(ledger)["codes"] == rows(ledger)["code_digests"] == 0
        assert recover(ledger) == Recovered(0, 0)
