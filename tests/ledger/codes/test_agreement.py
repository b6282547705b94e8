"""Whatever is made, imported, used, made void or cancelled: list, export and counts agree."""

import csv
import shutil
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.code import CharacterSet, CodeFormat, fold_any
from counterfoil.domain.facts import CodeStatus
from counterfoil.domain.mint import digest
from counterfoil.ledger.codes.batches import Counts, batches_of
from counterfoil.ledger.codes.export_csv import export_steps
from counterfoil.ledger.codes.filters import CodeFilter
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.import_csv import import_codes
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.codes import code_digests, codes
from tests.domain.build import NOW
from tests.ledger.codes.brand import all_codes, counted, new_campaign, use
from tests.ledger.shop import MANAGER, assert_well

# Spaces so small that they meet each other and the imported codes again and again.
FORMATS = (
    CodeFormat(CharacterSet.NUM, 4),
    CodeFormat(CharacterSet.NUM, 4, check_character=True),
    CodeFormat(CharacterSet.ALPHA, 4),
)
DIGITS = st.text("0123456789", min_size=4, max_size=4)
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("generate"), st.integers(0, 2), st.integers(1, 40)),
        st.tuples(st.just("cancel"), st.integers(0, 2), st.integers(0, 3)),
        st.tuples(st.just("import"), st.integers(0, 2), st.lists(DIGITS, min_size=1, max_size=30)),
        st.tuples(st.just("use"), st.integers(0, 2), st.integers(0, 200)),
        st.tuples(st.just("void"), st.integers(0, 2), st.integers(0, 200)),
        st.tuples(st.just("void batch"), st.integers(0, 2), st.integers(0, 5)),
    ),
    max_size=10,
)


@settings(max_examples=25)
@given(ACTIONS)
def test_list_export_and_counts_agree(
    filled_folder: Path, actions: list[tuple[str, int, object]]
) -> None:
    with TemporaryDirectory() as folder:
        data = Path(folder, "data")
        shutil.copytree(filled_folder, data)
        with open_ledger(data, NOW) as ledger:
            play(ledger, actions, Path(folder, "codes.csv"))


def play(ledger: Ledger, actions: list[tuple[str, int, object]], file: Path) -> None:
    campaigns = [new_campaign(ledger, each) for each in FORMATS]
    for what, which, value in actions:
        act(ledger, campaigns[which], what, value, file)
    for campaign in campaigns:
        assert_agreement(ledger, campaign)
    assert_digests(ledger)
    assert_well(ledger)


def act(ledger: Ledger, campaign: Campaign, what: str, value: object, file: Path) -> None:
    match what, value:
        case "generate", int(quantity):
            generate(ledger, campaign.id, quantity, MANAGER, NOW)
        case "cancel", int(steps):
            left = iter(range(steps))
            generate(
                ledger, campaign.id, 9, MANAGER, NOW, cancelled=lambda: next(left, None) is None
            )
        case "import", list(texts):
            file.write_text("\n".join(["code", *texts]))
            import_codes(ledger, campaign.id, file, MANAGER, NOW)
        case "use", int(place):
            use(ledger, *(line.text for line in all_codes(ledger, campaign)[place:][:1]))
        case "void", int(place):
            ids = [line.id for line in all_codes(ledger, campaign)[place:][:3]]
            void_codes(ledger, campaign.id, MANAGER, NOW, reason="Lost", code_ids=ids)
        case "void batch", int(place):
            with ledger.read() as conn:
                found = batches_of(conn, campaign.id)[place:][:1]
            for batch in found:
                void_codes(ledger, campaign.id, MANAGER, NOW, reason="Lost", batch_id=batch.id)


def assert_agreement(ledger: Ledger, campaign: Campaign) -> None:
    listed = all_codes(ledger, campaign)
    by_status = {
        status: all_codes(ledger, campaign, CodeFilter(status=status)) for status in CodeStatus
    }
    assert sorted(line.id for lines in by_status.values() for line in lines) == [
        line.id for line in listed
    ]
    used, void = len(by_status[CodeStatus.USED]), len(by_status[CodeStatus.VOID])
    assert counted(ledger, campaign) == Counts(len(listed), used, void)
    with ledger.read() as conn:
        assert sum(batch.size for batch in batches_of(conn, campaign.id)) == len(listed)
    out = StringIO(newline="")
    finish(export_steps(ledger, campaign.id, out))
    rows = csv.DictReader(StringIO(out.getvalue(), newline=""))
    assert [(row["code"], row["status"], row["batch"]) for row in rows] == [
        (line.text, line.status.value, line.batch) for line in listed
    ]


def assert_digests(ledger: Ledger) -> None:
    """Each code has exactly its own digest, and no digest is left over."""
    with ledger.read() as conn:
        texts = {row.id: row.text for row in conn.execute(select(codes.c.id, codes.c.text))}
        kept = {row.code_id: bytes(row.digest) for row in conn.execute(select(code_digests))}
        assert conn.execute(select(func.count()).select_from(code_digests)).scalar() == len(texts)
    canonical = {code_id: fold_any(text) or "" for code_id, text in texts.items()}
    assert len(set(canonical.values())) == len(canonical)
    assert kept == {code_id: digest(text, ledger.digest_key) for code_id, text in canonical.items()}
