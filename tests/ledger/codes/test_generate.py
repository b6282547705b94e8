import re
from dataclasses import replace
from itertools import zip_longest

import pytest

from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, MachineError, NotFound
from counterfoil.domain.store import Staff
from counterfoil.ledger import journal
from counterfoil.ledger.campaigns import archive
from counterfoil.ledger.codes.batches import Counts, batches_of
from counterfoil.ledger.codes.generate import CHUNK, generate, generation_steps
from counterfoil.ledger.codes.recovery import recover
from counterfoil.ledger.codes.removal import remove_unfinished
from counterfoil.ledger.codes.steps import Progress
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW
from tests.ledger.codes.brand import EIGHT, all_codes, counted, new_campaign, rows, texts_of, use
from tests.ledger.shop import CASHIER, MANAGER

# Four of ten digits: 10,000 codes, of which 1,000 may be in use.
TINY = CodeFormat(CharacterSet.NUM, 4)


def test_a_batch_has_as_many_different_codes_as_asked_for(ledger: Ledger) -> None:
    campaign = new_campaign(ledger)
    batch = generate(ledger, campaign.id, 300, MANAGER, NOW, name="First")
    assert batch is not None
    lines = all_codes(ledger, campaign)
    assert len(set(texts_of(lines))) == 300
    assert all(re.fullmatch("[2-9A-HJKMNP-Z]{8}", text) for text in texts_of(lines))
    assert {(line.batch, line.batch_id) for line in lines} == {("First", batch.id)}
    assert batch.size == 300
    assert counted(ledger, campaign) == Counts(300, 0, 0)
    assert rows(ledger) == {"batches": 1, "codes": 300, "code_digests": 300, "counters": 300}


def test_every_code_can_be_redeemed_once(ledger: Ledger) -> None:
    campaign = new_campaign(ledger, replace(EIGHT, prefix="XM-AS", check_character=True))
    generate(ledger, campaign.id, 20, MANAGER, NOW)
    texts = texts_of(all_codes(ledger, campaign))
    assert all(text.startswith("XM-AS") for text in texts)
    assert all(verdict.accepted for verdict in use(ledger, *texts))
    assert not any(verdict.accepted for verdict in use(ledger, *texts))
    assert counted(ledger, campaign) == Counts(20, 20, 0)


def test_a_top_up_goes_on_where_the_last_batch_ended(ledger: Ledger) -> None:
    campaign = new_campaign(ledger)
    first, second = (generate(ledger, campaign.id, 40, MANAGER, NOW) for _ in range(2))
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("1", "2")
    assert second.first_id == first.last_id + 1
    assert len(set(texts_of(all_codes(ledger, campaign)))) == 80


def test_campaigns_with_the_same_format_share_its_codes(ledger: Ledger) -> None:
    one, other = new_campaign(ledger, TINY), new_campaign(ledger, TINY)
    for campaign in (one, other, one):
        generate(ledger, campaign.id, 300, MANAGER, NOW)
    both = [*all_codes(ledger, one), *all_codes(ledger, other)]
    assert len(set(texts_of(both))) == 900
    with pytest.raises(InvalidInput, match="too many for this format"):
        generate(ledger, other.id, 101, MANAGER, NOW)
    assert rows(ledger)["codes"] == 900


def test_codes_of_overlapping_formats_are_drawn_again(ledger: Ledger) -> None:
    # "12" and two digits more, as the digits of the first kind may also fall.
    campaigns = [
        new_campaign(ledger, TINY),
        new_campaign(ledger, CodeFormat(CharacterSet.NUM, 4, check_character=True)),
        new_campaign(ledger, replace(TINY, look_alikes=True)),
    ]
    wanted = (900, 90, 100)
    for campaign, quantity in zip(campaigns, wanted, strict=True):
        generate(ledger, campaign.id, quantity, MANAGER, NOW)
    texts = [text for each in campaigns for text in texts_of(all_codes(ledger, each))]
    assert len(set(texts)) == len(texts) == sum(wanted)
    assert rows(ledger)["code_digests"] == sum(wanted)


def test_prefixes_that_differ_in_dashes_only_make_different_codes(ledger: Ledger) -> None:
    campaigns = [
        new_campaign(ledger, CodeFormat(CharacterSet.NUM, 4, prefix)) for prefix in ("AB", "A-B")
    ]
    for campaign in campaigns:
        generate(ledger, campaign.id, 1000, MANAGER, NOW)
    plain = [
        text.replace("-", "") for each in campaigns for text in texts_of(all_codes(ledger, each))
    ]
    assert len(set(plain)) == 2000


def test_the_journal_says_what_was_made_but_no_code_and_no_key(ledger: Ledger) -> None:
    campaign = new_campaign(ledger)
    generate(ledger, campaign.id, 5, MANAGER, NOW, name="First")
    entry = list(journal.entries(ledger))[-1].entry
    assert entry.kind == "batch_generated"
    assert entry.body["campaign"] == campaign.id
    assert entry.body["size"] == 5
    assert entry.body["counter"] == [0, 5]
    assert not any(text in str(entry.body) for text in texts_of(all_codes(ledger, campaign)))
    assert list(journal.verify(ledger)) == []


@pytest.mark.parametrize("quantity", [0, -1, 100_000_001])
def test_a_quantity_that_cannot_be_is_refused(sqlite_ledger: Ledger, quantity: int) -> None:
    campaign = new_campaign(sqlite_ledger, CodeFormat(CharacterSet.ALPHANUM, 16))
    with pytest.raises(InvalidInput):
        generate(sqlite_ledger, campaign.id, quantity, MANAGER, NOW)
    assert rows(sqlite_ledger)["counters"] == 0


def test_what_cannot_take_codes_is_refused(sqlite_ledger: Ledger) -> None:
    ledger = sqlite_ledger
    imports_only, put_away = new_campaign(ledger, None), new_campaign(ledger)
    archive(ledger, put_away.id, MANAGER, NOW)
    with pytest.raises(Conflict, match="imported codes only"):
        generate(ledger, imports_only.id, 5, MANAGER, NOW)
    with pytest.raises(Conflict, match="archived"):
        generate(ledger, put_away.id, 5, MANAGER, NOW)
    with pytest.raises(NotFound):
        generate(ledger, "nowhere", 5, MANAGER, NOW)
    with pytest.raises(Forbidden):
        generate(ledger, put_away.id, 5, CASHIER, NOW)
    assert rows(ledger)["batches"] == 0


def test_a_batch_is_unknown_until_it_is_whole(ledger: Ledger) -> None:
    campaign = new_campaign(ledger)
    steps = generation_steps(ledger, campaign.id, 3 * CHUNK, MANAGER, NOW)
    progress = [next(steps) for _ in range(4)]
    assert [each.done for each in progress] == sorted({each.done for each in progress})
    assert progress[-1].total == 3 * CHUNK
    with ledger.read() as conn:
        assert batches_of(conn, campaign.id) == ()
    assert all_codes(ledger, campaign) == []
    assert counted(ledger, campaign) == Counts()
    steps.close()


def test_a_till_goes_on_redeeming_between_the_steps(ledger: Ledger) -> None:
    campaign, other = new_campaign(ledger), new_campaign(ledger)
    generate(ledger, other.id, 10, MANAGER, NOW)
    texts = texts_of(all_codes(ledger, other))
    steps = generation_steps(ledger, campaign.id, 2 * CHUNK, MANAGER, NOW)
    redeemed = [use(ledger, text)[0].accepted for text, _ in zip(texts, steps, strict=False)]
    assert all(redeemed)
    assert counted(ledger, other).used == len(redeemed)


@pytest.mark.parametrize("after", [0, 1, 3, 6, 8])
def test_cancelled_at_any_step_it_leaves_nothing(ledger: Ledger, after: int) -> None:
    campaign = new_campaign(ledger)
    kept = generate(ledger, campaign.id, 50, MANAGER, NOW)
    before, texts = rows(ledger), texts_of(all_codes(ledger, campaign))
    heard: list[Progress] = []
    made = generate(
        ledger,
        campaign.id,
        3 * CHUNK,
        MANAGER,
        NOW,
        progress=heard.append,
        cancelled=lambda: len(heard) >= after,
    )
    assert made is None
    assert rows(ledger) == before
    assert texts_of(all_codes(ledger, campaign)) == texts
    again = generate(ledger, campaign.id, 50, MANAGER, NOW)
    assert kept is not None
    assert again is not None
    assert again.first_id == kept.last_id + 1


def test_closed_in_the_middle_it_leaves_nothing(ledger: Ledger) -> None:
    campaign = new_campaign(ledger)
    steps = generation_steps(ledger, campaign.id, 2 * CHUNK, MANAGER, NOW)
    for _ in range(3):
        next(steps)
    steps.close()
    assert rows(ledger) == {"batches": 0, "codes": 0, "code_digests": 0, "counters": 0}


def test_what_a_crash_leaves_is_removed_when_the_ledger_is_opened(ledger: Ledger) -> None:
    campaign = new_campaign(ledger)
    generate(ledger, campaign.id, 50, MANAGER, NOW)
    before = rows(ledger)
    steps = generation_steps(ledger, campaign.id, 2 * CHUNK, MANAGER, NOW)
    for _ in range(4):
        next(steps)
    assert rows(ledger) != before
    # Nobody closes the steps: their process is gone, so to speak.
    assert remove_unfinished(ledger) == 1
    assert rows(ledger) == before
    assert recover(ledger).removed == 0
    steps.close()
    assert rows(ledger) == before


def test_two_batches_made_at_once_do_not_meet(ledger: Ledger) -> None:
    campaign, other = new_campaign(ledger), new_campaign(ledger)
    one = generation_steps(ledger, campaign.id, CHUNK, MANAGER, NOW)
    two = generation_steps(ledger, other.id, CHUNK, MANAGER, NOW)
    for _ in zip_longest(one, two):
        pass
    assert counted(ledger, campaign).codes == counted(ledger, other).codes == CHUNK
    assert rows(ledger)["code_digests"] == 2 * CHUNK


def test_a_code_is_made_by_somebody_known(sqlite_ledger: Ledger) -> None:
    campaign = new_campaign(sqlite_ledger)
    stranger = Staff("nobody", "Nobody", MANAGER.role, active=False)
    with pytest.raises(Forbidden):
        generate(sqlite_ledger, campaign.id, 5, stranger, NOW)


def test_a_wide_format_is_no_matter(ledger: Ledger) -> None:
    campaign = new_campaign(ledger, replace(EIGHT, length=32, prefix="A_B-C"))
    generate(ledger, campaign.id, 3, MANAGER, NOW)
    assert all(len(text) == 37 for text in texts_of(all_codes(ledger, campaign)))


def test_a_full_disk_is_told_and_leaves_nothing(sqlite_ledger: Ledger) -> None:
    ledger = sqlite_ledger
    campaign = new_campaign(ledger)
    generate(ledger, campaign.id, 50, MANAGER, NOW)
    before = rows(ledger)
    with ledger.write() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages + 200}")
    with pytest.raises(MachineError, match="disk is full"):
        generate(ledger, campaign.id, 10 * CHUNK, MANAGER, NOW)
    assert rows(ledger) == before
    assert counted(ledger, campaign) == Counts(50, 0, 0)
