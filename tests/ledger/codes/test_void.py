import pytest

from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from counterfoil.domain.facts import CodeStatus
from counterfoil.domain.refusal import Reason
from counterfoil.ledger import journal
from counterfoil.ledger.codes.batches import Batch, Counts
from counterfoil.ledger.codes.filters import CodeFilter
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.recovery import recover
from counterfoil.ledger.codes.void import CHUNK, Voided, void_codes, void_steps
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW
from tests.ledger.codes.brand import all_codes, counted, new_campaign, texts_of, use
from tests.ledger.shop import CASHIER, MANAGER


def made(ledger: Ledger, campaign_id: str, quantity: int) -> Batch:
    batch = generate(ledger, campaign_id, quantity, MANAGER, NOW)
    assert batch is not None
    return batch


def test_a_batch_is_void_but_for_its_used_codes(ledger: Ledger) -> None:
    campaign = new_campaign(ledger)
    batch, kept = made(ledger, campaign.id, 30), made(ledger, campaign.id, 10)
    texts = texts_of(all_codes(ledger, campaign))
    use(ledger, *texts[:3])
    result = void_codes(ledger, campaign.id, MANAGER, NOW, reason="Lost", batch_id=batch.id)
    assert result == Voided(void=27, used=3)
    assert counted(ledger, campaign) == Counts(40, 3, 27)
    verdicts = use(ledger, texts[0], texts[3], texts[30])
    reasons = [verdict.refused.reason if verdict.refused else None for verdict in verdicts]
    assert reasons == [Reason.ALREADY_USED, Reason.VOID, None]
    entries = [signed.entry for signed in journal.entries(ledger)]
    voided = [entry for entry in entries if entry.kind == "codes_voided"]
    assert [entry.body["ids"] for entry in voided] == [[[batch.first_id, batch.last_id]]]
    assert [entry.body["count"] for entry in voided] == [27]
    assert kept.first_id == batch.last_id + 1


def test_single_codes_by_id_and_by_text(ledger: Ledger) -> None:
    campaign, other = new_campaign(ledger), new_campaign(ledger)
    made(ledger, campaign.id, 20)
    made(ledger, other.id, 5)
    lines = all_codes(ledger, campaign)
    use(ledger, lines[0].text)
    elsewhere = all_codes(ledger, other)[0]
    result = void_codes(
        ledger,
        campaign.id,
        MANAGER,
        NOW,
        reason="Stolen",
        code_ids=[lines[0].id, lines[1].id, lines[2].id, lines[5].id, elsewhere.id, 10**9],
        texts=[lines[7].text.lower(), lines[1].text, "no such code"],
    )
    assert result == Voided(void=4, used=1, void_before=1, unknown=3)
    gone = all_codes(ledger, campaign, CodeFilter(status=CodeStatus.VOID))
    assert [line.id for line in gone] == [lines[place].id for place in (1, 2, 5, 7)]
    assert counted(ledger, other) == Counts(5, 0, 0)
    first = next(e.entry for e in journal.entries(ledger) if e.entry.kind == "codes_voided")
    assert first.body["ids"] == [[lines[1].id, lines[2].id], [lines[5].id, lines[5].id]]
    assert first.body["reason"] == "Stolen"


def test_a_batch_is_void_from_its_first_step_on(ledger: Ledger) -> None:
    campaign = new_campaign(ledger)
    batch = made(ledger, campaign.id, CHUNK + 100)
    last = all_codes(ledger, campaign, page_size=1000)[-1].text
    steps = void_steps(ledger, campaign.id, MANAGER, NOW, reason="Lost", batch_id=batch.id)
    next(steps)
    (verdict,) = use(ledger, last)
    assert verdict.refused is not None
    assert verdict.refused.reason is Reason.VOID
    assert all_codes(ledger, campaign, page_size=1000)[-1].status is CodeStatus.VOID
    with pytest.raises(Conflict):
        void_codes(ledger, campaign.id, MANAGER, NOW, reason="Lost", batch_id=batch.id)
    # The program is gone before the next step; what is left is done at the next start.
    steps.close()
    assert recover(ledger).voided == 1
    assert counted(ledger, campaign) == Counts(CHUNK + 100, 0, CHUNK + 100)
    assert recover(ledger).voided == 0


def test_a_batch_already_spent_is_not_touched(ledger: Ledger) -> None:
    campaign = new_campaign(ledger)
    batch = made(ledger, campaign.id, 5)
    for expected in (Voided(void=5), Voided(void_before=5)):
        result = void_codes(ledger, campaign.id, MANAGER, NOW, reason="Lost", batch_id=batch.id)
        assert result == expected
    assert counted(ledger, campaign) == Counts(5, 0, 5)


def test_what_may_not_be_made_void_is_refused(sqlite_ledger: Ledger) -> None:
    ledger = sqlite_ledger
    campaign, other = new_campaign(ledger), new_campaign(ledger)
    batch = made(ledger, campaign.id, 5)
    with pytest.raises(Forbidden):
        void_codes(ledger, campaign.id, CASHIER, NOW, reason="Lost", batch_id=batch.id)
    with pytest.raises(InvalidInput, match="reason"):
        void_codes(ledger, campaign.id, MANAGER, NOW, reason=" ", batch_id=batch.id)
    with pytest.raises(NotFound):
        void_codes(ledger, campaign.id, MANAGER, NOW, reason="Lost", batch_id=99)
    with pytest.raises(Conflict):
        void_codes(ledger, other.id, MANAGER, NOW, reason="Lost", batch_id=batch.id)
    assert counted(ledger, campaign) == Counts(5, 0, 0)
