"""The counter of a joined till: what it says while the hub is asked, and of what it cannot tell."""

import threading
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.counter import present, standing
from counterfoil.desk.counter.scene import Scene
from counterfoil.desk.counter.state import Scan, Shown
from counterfoil.desk.counter.view import Tone
from counterfoil.domain.exchange import Standing
from counterfoil.domain.refusal import Reason, Refused
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.claims import ClaimStanding
from counterfoil.ledger.verdict import Attempt, Verdict
from tests.desk.conftest import PATIENCE_MS, Start
from tests.helpers.joined import stand
from tests.helpers.quiet_line import QuietLine
from tests.helpers.shop import Shop

NOW = datetime(2026, 11, 24, 13, 2, tzinfo=UTC)
SCENE = Scene(ZoneInfo("Europe/Warsaw"), "PLN", NOW)
VALUES = {"code": "ABC-123", "campaign": "Free coffee", "member": "Anna"}
RIGHTS = [
    Reason.NOT_CHECKED,
    Reason.NO_RIGHT,
    Reason.NOT_HELD,
    Reason.LEASE_SPENT,
    Reason.RISK_SPENT,
    Reason.QUOTA_SPENT,
    Reason.HUB_WAITS,
]


answered = threading.Event()


class SlowLine(QuietLine):
    """A hub that answers once it is let."""

    def redeem(self, ledger: Ledger, attempt: Attempt, now: object) -> Verdict:
        answered.wait(PATIENCE_MS / 1000)
        return super().redeem(ledger, attempt, now)


def shown(reason: Reason | None = None, *, final: bool = True, check_only: bool = False) -> Shown:
    refused = Refused(reason, VALUES) if reason else None
    verdict = Verdict(
        accepted=refused is None,
        final=final,
        refused=refused,
        code="ABC-123",
        campaign=None,
        member=None,
        given=(),
        redemption_id=None,
        at=NOW,
    )
    return Shown(Scan(("ABC123",), "typed"), verdict, check_only)


@pytest.mark.parametrize("reason", RIGHTS)
def test_each_refusal_says_what_to_do_next(reason: Reason) -> None:
    view = present.of_shown(shown(reason), SCENE)
    assert view.tone is Tone.REFUSED
    assert view.sentence.endswith(".")
    assert view.next_step
    assert "{" not in view.spoken


def test_a_check_says_that_the_hub_has_the_last_word() -> None:
    unknown = present.of_shown(shown(Reason.NOT_CHECKED, check_only=True), SCENE)
    assert "a check does not ask it" in unknown.sentence
    foreseen = present.of_shown(shown(final=False, check_only=True), SCENE)
    assert foreseen.tone is Tone.ACCEPTED
    assert foreseen.sentence == "The hub has the last word when it is redeemed."


def test_a_provisional_acceptance_is_set_apart() -> None:
    assert present.of_shown(shown(final=False), SCENE).tone is Tone.PROVISIONAL


def test_each_standing_of_an_attempt_has_words_of_its_own() -> None:
    told = [standing.outcome(each) for each in ClaimStanding]
    assert len({word for _tone, _icon, word, _why in told}) == len(ClaimStanding)
    assert standing.outcome(None) == standing.outcome(ClaimStanding.CONFIRMED)
    assert standing.outcome(ClaimStanding.DUPLICATE)[0] is Tone.USED


def test_while_the_hub_is_asked_the_card_and_the_header_say_so(
    qtbot: QtBot, shop: Shop, folder: Path, start: Start
) -> None:
    stand(folder, Standing.TILL, NOW)
    till = start(lines=SlowLine)
    qtbot.waitUntil(lambda: till.screen is not None and till.sync.state.joined)
    assert till.screen is not None
    screen = till.screen
    screen.code.typed.emit(shop.codes["coupon"][0])
    qtbot.waitUntil(lambda: screen.verdict.view == present.asking())
    assert till.window.header.sync.text() == "Asking the hub…"
    answered.set()
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.REFUSED)
    assert till.window.header.sync.text() == "Online"
