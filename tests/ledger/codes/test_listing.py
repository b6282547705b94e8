from datetime import timedelta
from itertools import pairwise

import pytest

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.errors import NotFound
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.filters import CodeFilter
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.history import EventKind, code_history
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.codes.prefixes import prefix_warnings
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.sheets.reprint import record_reprint
from counterfoil.ledger.sheets.void import void_sheet_steps
from tests.domain.build import NOW
from tests.ledger.codes.brand import all_codes, new_campaign, texts_of, use
from tests.ledger.sheets.press import begin, draw
from tests.ledger.shop import ANNA, MANAGER, SUPERVISOR


@pytest.fixture
def campaign(ledger: Ledger) -> Campaign:
    """A campaign with batches of 20, 10 and 5 codes, another one's codes in between."""
    found, other = new_campaign(ledger), new_campaign(ledger)
    for of, quantity in ((found, 20), (other, 7), (found, 10), (found, 5)):
        generate(ledger, of.id, quantity, MANAGER, NOW)
    return found


def test_pages_go_on_where_the_last_one_ended(ledger: Ledger, campaign: Campaign) -> None:
    lines = all_codes(ledger, campaign)
    assert len(lines) == 35
    assert all(one.id < other.id for one, other in pairwise(lines))
    assert {line.batch for line in lines} == {"1", "2", "3"}


def test_pages_go_backwards_too(ledger: Ledger, campaign: Campaign) -> None:
    lines = all_codes(ledger, campaign)
    page = list_codes(ledger, campaign.id, before=lines[-1].id + 1, limit=10)
    assert page.codes == tuple(lines[25:])
    assert page.more == lines[25].id
    page = list_codes(ledger, campaign.id, before=page.more, limit=100)
    assert page.codes == tuple(lines[:25])
    assert page.more is None


def test_filters_hold_together(ledger: Ledger, campaign: Campaign) -> None:
    lines = all_codes(ledger, campaign)
    use(ledger, lines[3].text, at=NOW + timedelta(hours=1))
    use(ledger, lines[25].text, lines[26].text, at=NOW + timedelta(hours=5))
    void_codes(ledger, campaign.id, MANAGER, NOW, reason="Lost", code_ids=[lines[4].id])
    used = CodeFilter(status=CodeStatus.USED)
    assert [line.id for line in all_codes(ledger, campaign, used)] == [
        lines[place].id for place in (3, 25, 26)
    ]
    assert len(all_codes(ledger, campaign, CodeFilter(status=CodeStatus.UNUSED))) == 31
    second = CodeFilter(status=CodeStatus.USED, batch_id=lines[25].batch_id)
    assert len(all_codes(ledger, campaign, second)) == 2
    early = CodeFilter(used_from=NOW, used_to=NOW + timedelta(hours=5))
    assert [line.id for line in all_codes(ledger, campaign, early)] == [lines[3].id]
    late = CodeFilter(used_from=NOW + timedelta(hours=5))
    assert len(all_codes(ledger, campaign, late)) == 2
    none = CodeFilter(status=CodeStatus.VOID, used_from=NOW)
    assert all_codes(ledger, campaign, none) == []


def test_a_code_is_found_by_its_text_and_by_its_beginning(
    ledger: Ledger, campaign: Campaign
) -> None:
    lines = all_codes(ledger, campaign)
    wanted = lines[17]
    typed = f" {wanted.text[:4].lower()}-{wanted.text[4:]}"
    assert list_codes(ledger, campaign.id, wanted=CodeFilter(text=typed)).codes == (wanted,)
    begins = all_codes(ledger, campaign, CodeFilter(text=wanted.text[:2].lower()))
    assert texts_of(begins) == [t for t in texts_of(lines) if t.startswith(wanted.text[:2])]
    assert all_codes(ledger, campaign, CodeFilter(text="%")) == []
    elsewhere = new_campaign(ledger)
    assert all_codes(ledger, elsewhere, CodeFilter(text=wanted.text)) == []
    other_batch = CodeFilter(text=wanted.text, batch_id=lines[-1].batch_id)
    assert all_codes(ledger, campaign, other_batch) == []


def test_a_used_code_says_when_where_and_by_whom(ledger: Ledger, campaign: Campaign) -> None:
    line = all_codes(ledger, campaign)[0]
    assert line.use is None
    (verdict,) = use(ledger, line.text)
    found = all_codes(ledger, campaign)[0].use
    assert found is not None
    assert (found.at, found.store, found.staff, found.card) == (
        NOW,
        ledger.store.name,
        MANAGER.name,
        ANNA,
    )
    assert found.redemption_id == verdict.redemption_id


def test_a_code_remembers_what_happened_to_it(ledger: Ledger, campaign: Campaign) -> None:
    line = all_codes(ledger, campaign)[0]
    hours = [NOW + timedelta(hours=hour) for hour in range(1, 5)]
    (first,) = use(ledger, line.text, at=hours[0])
    use(ledger, line.text, at=hours[1])
    assert first.redemption_id is not None
    reverse(ledger, first.redemption_id, "Returned", MANAGER, hours[2])
    use(ledger, line.text, at=hours[3])
    events = code_history(ledger, line.id)
    assert [event.kind for event in events] == [
        EventKind.GENERATED,
        EventKind.REDEEMED,
        EventKind.REFUSED,
        EventKind.REVERSED,
        EventKind.REDEEMED,
    ]
    assert [event.at for event in events] == [NOW, *hours]
    assert events[3].detail == "Returned"
    with pytest.raises(NotFound):
        code_history(ledger, 10**9)


def test_a_code_knows_its_sheet_and_remembers_its_prints(
    ledger: Ledger, campaign: Campaign
) -> None:
    first, second, *_, last = all_codes(ledger, campaign)
    use(ledger, second.text)
    hours = [NOW + timedelta(hours=hour) for hour in range(1, 5)]
    draw(ledger, begin(ledger, campaign.id, 4, start=2), hours[0])
    record_reprint(ledger, 1, MANAGER, hours[1], "jam")
    finish(void_sheet_steps(ledger, 1, SUPERVISOR, hours[2], "lost"))
    lines = all_codes(ledger, campaign)
    assert [(line.sheet, line.place) for line in lines[:6]] == [
        (1, 2), (None, None), (1, 3), (1, 4), (2, 1), (None, None)
    ]  # fmt: skip
    asked = list_codes(ledger, campaign.id, wanted=CodeFilter(text=first.text)).codes
    assert [(line.sheet, line.place) for line in asked] == [(1, 2)]
    _, printed, again, voided = code_history(ledger, first.id)
    assert [each.kind for each in (printed, again, voided)] == [
        EventKind.PRINTED,
        EventKind.REPRINTED,
        EventKind.VOIDED,
    ]
    assert [each.at for each in (printed, again, voided)] == hours[:3]
    assert [each.who for each in (printed, again, voided)] == ["Manager", "Manager", "Ewa"]
    assert [each.detail for each in (printed, again, voided)] == ["", "jam", "lost"]
    assert [(each.sheet, each.place) for each in (printed, again, voided)] == [
        (1, 2), (1, 2), (1, None)
    ]  # fmt: skip
    assert [event.kind for event in code_history(ledger, last.id)] == [EventKind.GENERATED]


def test_a_void_code_says_who_made_it_so_and_why(ledger: Ledger, campaign: Campaign) -> None:
    first, *_, last = all_codes(ledger, campaign)
    later = NOW + timedelta(hours=1)
    void_codes(ledger, campaign.id, SUPERVISOR, NOW, reason="lost", texts=[first.text])
    void_codes(ledger, campaign.id, MANAGER, later, reason="old", batch_id=last.batch_id)
    for line, who, why in ((first, "Ewa", "lost"), (last, "Manager", "old")):
        made, voided = code_history(ledger, line.id)
        assert made.kind is EventKind.GENERATED
        assert (voided.kind, voided.who, voided.detail) == (EventKind.VOIDED, who, why)


def test_prefixes_that_clash_are_told_with_one_that_does_not(ledger: Ledger) -> None:
    taken = new_campaign(ledger, CodeFormat(CharacterSet.ALPHANUM, 8, "XMAS26"), "Christmas")
    new_campaign(ledger, CodeFormat(CharacterSet.ALPHANUM, 8, "EASTER"))
    wanted = CodeFormat(CharacterSet.ALPHANUM, 8, "xmas26")
    advice = prefix_warnings(ledger, wanted, NOW)
    assert [(warning.campaign, warning.prefix) for warning in advice.warnings] == [
        ("Christmas", "XMAS26")
    ]
    assert advice.suggestion == "XMAS27"
    assert prefix_warnings(ledger, wanted, NOW, campaign_id=taken.id).warnings == ()
    assert prefix_warnings(ledger, CodeFormat(CharacterSet.NUM, 8), NOW).warnings == ()
