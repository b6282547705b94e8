"""Render what a till shows of its hub to pictures: header, drawer, banners, and the screens.

Run as `python -m tests.desk.sync_screens FOLDER [LOOK …] [PART …]`.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from counterfoil.desk import preferences
from counterfoil.desk.app import make_application
from counterfoil.desk.counter import present
from counterfoil.desk.counter import state as steps
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.desk.settings.joining import Among
from counterfoil.desk.sync.state import Link, SyncState
from counterfoil.desk.theme import Scheme
from counterfoil.desk.widgets import Scroll
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.exchange import Outcome, Standing
from counterfoil.domain.refusal import Reason, Refused
from counterfoil.ledger.attempts import recent
from counterfoil.ledger.verdict import Given
from tests.desk.network_screens import shoot_devices, shoot_inbox
from tests.desk.screens import NOW, Stage
from tests.helpers.joined import (
    add_verdict,
    redeem_some,
    stand,
)
from tests.helpers.quiet_line import QuietLine
from tests.helpers.shop import make_shop

PLAIN = Preferences(language="en", scheme=Scheme.LIGHT, camera=OFF)
LOOKS = {
    "en-light": PLAIN,
    "en-dark": replace(PLAIN, scheme=Scheme.DARK),
    "pl-light": replace(PLAIN, language="pl"),
    "pl-dark": replace(PLAIN, language="pl", scheme=Scheme.DARK),
    "en-125": replace(PLAIN, text_scale=1.3),
    "pl-200": replace(PLAIN, language="pl", text_scale=2.0),
    "en-small": PLAIN,
    "rtl": PLAIN,
}
HUB = "https://hub.nowyswiat.example"
ONLINE = SyncState(Link.ONLINE, known_at=NOW - timedelta(minutes=1), hub=HUB)
STATES = {
    "online": ONLINE,
    "sending": replace(ONLINE, waiting=3, oldest_at=NOW),
    "offline": replace(
        ONLINE,
        link=Link.OFFLINE,
        waiting=14,
        oldest_at=NOW - timedelta(minutes=22),
        known_at=NOW - timedelta(minutes=22),
        conflicts=3,
    ),
    "clock": replace(ONLINE, clock_off=timedelta(hours=-3)),
    "waits": replace(ONLINE, link=Link.WAITS, waiting=2, oldest_at=NOW),
    "frozen": replace(ONLINE, link=Link.FROZEN, waiting=2, oldest_at=NOW),
    "revoked": replace(ONLINE, link=Link.REVOKED),
    "first": replace(ONLINE, link=Link.FIRST, known_at=None),
    "stale": replace(
        ONLINE,
        link=Link.OFFLINE,
        waiting=140,
        oldest_at=NOW - timedelta(hours=43),
        known_at=NOW - timedelta(hours=43),
    ),
}


@contextmanager
def joined(app: QApplication, name: str, kept: Preferences, standing: Standing) -> Iterator[Stage]:
    """Set a stage whose till has joined a hub."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        made = make_shop(folder, NOW - timedelta(days=40))
        redeem_some(folder, made, NOW - timedelta(hours=3))
        stand(folder, standing, NOW)
        preferences.write(folder, kept)
        stage = Stage(app, folder, made, name, QuietLine)
        if name.endswith("small"):
            stage.desk.window.resize(1024, 700)
        if name == "rtl":
            app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        try:
            yield stage
        finally:
            stage.desk.close()
            stage.desk.window.close()
            stage.desk.window.deleteLater()
            app.processEvents()


def shoot_states(stage: Stage, out: Path) -> None:
    """Shoot the counter in each state of sync, and the drawer."""
    sync = stage.desk.sync
    for number, (state, known) in enumerate(STATES.items(), 1):
        sync.show(known)
        if state in {"offline", "frozen", "waits", "online"}:
            sync.drawer.open()
        stage.shoot(f"sync-{number:02}-{state}", out)
        sync.drawer.hide()
    sync.show(STATES["offline"])
    stage.desk.window.close()
    stage.shoot("sync-10-closing", out)


def shoot_counter(stage: Stage, out: Path) -> None:
    """Shoot the counter: the hub is asked, what it refuses alone, how the last attempts stand."""
    desk, screen = stage.desk, stage.desk.screen
    assert desk.counter is not None
    assert screen is not None
    assert desk.till is not None
    made = [each.id for each in recent(desk.till.ledger) if each.refused is None]
    outcomes = (Outcome.DUPLICATE, Outcome.APPLIED, Outcome.QUARANTINED)
    for redemption, outcome in zip(made, outcomes, strict=False):
        add_verdict(desk.till.ledger, int(redemption.rpartition("-")[2]), outcome)
    desk.counter.show_attempts()
    screen.verdict.show_view(present.asking())
    desk.sync.show(ONLINE)
    desk.sync.show_asking(True)
    stage.shoot("counter-01-asking", out)
    desk.sync.show_asking(False)
    desk.sync.show(STATES["offline"])
    stage.type("CARD-UNKNOWN-1")
    stage.shoot("counter-02-not-known", out)
    for number, reason in enumerate(
        (
            Reason.NOT_CHECKED,
            Reason.NO_RIGHT,
            Reason.NOT_HELD,
            Reason.LEASE_SPENT,
            Reason.RISK_SPENT,
            Reason.QUOTA_SPENT,
            Reason.HUB_WAITS,
        )
    ):
        show_refusal(stage, reason)
        stage.shoot(f"counter-03-{number}-{reason}", out)
    provisional_of(stage)
    stage.shoot("counter-04-provisional", out)


def show_refusal(stage: Stage, reason: Reason) -> None:
    """Show what the counter says where a code is refused for a reason of rights."""
    counter = stage.desk.counter
    assert counter is not None
    assert counter.state.shown is not None
    shown = counter.state.shown
    assert shown.verdict is not None
    values = {"code": "CARD-7MRN-KN8W", "campaign": "Autumn scratch card", "member": "Anna Nowak"}
    refused = Refused(reason, values)
    verdict = replace(shown.verdict, accepted=False, refused=refused, given=())
    counter.go(steps.decided(replace(counter.state, in_hand=shown.scan), verdict, check_only=False))


def provisional_of(stage: Stage) -> None:
    """Show an acceptance that the hub has not confirmed."""
    counter = stage.desk.counter
    assert counter is not None
    assert counter.state.shown is not None
    shown = counter.state.shown
    assert shown.verdict is not None
    given = (Given("give_points", "5001", "default", Decimal(100)),)
    verdict = replace(shown.verdict, accepted=True, final=False, refused=None, given=given)
    counter.go(steps.decided(replace(counter.state, in_hand=shown.scan), verdict, check_only=False))


def shoot_joining(stage: Stage, out: Path) -> None:
    """Shoot the settings of this till: joined, and as one that stands alone asks to."""
    desk = stage.desk
    desk.window.header.settings_wanted.emit()
    panel = desk.settings.panel
    assert panel is not None
    scroll = panel.findChild(Scroll)
    assert scroll is not None

    def shoot(name: str) -> None:
        stage.settle()
        scroll.ensureWidgetVisible(panel.joining)
        bar = scroll.verticalScrollBar()
        bar.setValue(bar.maximum())
        stage.shoot(name, out)

    shoot("joining-01-joined")
    panel.joining.show_among(Among())
    shoot("joining-02-alone")
    panel.joining.open_form()
    shoot("joining-03-form")
    panel.joining.address.setText("hub.example")
    panel.joining.show_error(InvalidInput("{url} is no address of a hub.", url="hub.example"))
    shoot("joining-04-wrong")
    panel.joining.show_among(Among(why_not="This ledger has campaigns of its own."))
    panel.joining.open_form()
    shoot("joining-05-why-not")
    desk.window.header.settings_wanted.emit()


PARTS = {
    "joining": shoot_joining,
    "counter": shoot_counter,
    "devices": shoot_devices,
    "inbox": shoot_inbox,
    "states": shoot_states,
}


def main() -> None:
    out, named = Path(sys.argv[1]), sys.argv[2:]
    wanted = [each for each in named if each in LOOKS]
    parts = [each for each in named if each in PARTS] or list(PARTS)
    out.mkdir(parents=True, exist_ok=True)
    app = make_application(["screens"])
    app.setQuitOnLastWindowClosed(False)
    for name, kept in LOOKS.items():
        if wanted and name not in wanted:
            continue
        with joined(app, name, kept, Standing.OFFICE) as stage:
            for part in parts:
                PARTS[part](stage, out)


if __name__ == "__main__":
    main()
