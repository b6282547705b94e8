"""Whatever is said, in whatever language and text size, nothing is cut and all can be reached."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from counterfoil.desk import theme, translation
from counterfoil.desk.counter import present, reasons
from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.counter.verdict_card import VerdictCard
from counterfoil.desk.counter.view import Line, Tone, VerdictView
from counterfoil.desk.desk import Desk
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.desk.theme import SCALES, TARGET, Scheme
from counterfoil.domain.refusal import Reason, Refused

AT = datetime(2026, 9, 24, 13, 2, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Warsaw")
LONG = {
    "code": "BASKET-7MRN-KN8W-XXQ2",
    "campaign": "Double points on your whole basket in September",
    "member": "Ewa Nowakowska-Jeziorańska",
    "card": "4000 1234 5678 9012",
    "rule": "Two units for each whole zloty",
    "store": "Kawiarnia Nowy Świat, Warszawa",
    "staff": "Małgorzata Wiśniewska",
    "balance": Decimal("1234.50"),
    "needed": Decimal(2000),
    "used_at": AT,
    "until": AT,
    "starts_at": AT,
    "ends_at": AT,
}
# Width and height of the card's place: the smallest window, and the usual one.
PLACES = ((552, 588), (800, 688))


def put_in(card: VerdictCard, view: VerdictView, place: tuple[int, int]) -> None:
    card.give_height(place[1])
    card.resize(place[0], card.height())
    card.show_view(view)
    card.show()


@pytest.fixture
def card(qapp: QApplication) -> VerdictCard:  # noqa: ARG001 - a widget needs it
    return VerdictCard()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("scale", [1.0, 1.3, 2.0])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_every_refusal_fits_its_card(
    qapp: QApplication, card: VerdictCard, language: str, scale: float, place: tuple[int, int]
) -> None:
    theme.apply(qapp, Scheme.LIGHT, scale)
    translation.use(language)
    too_long = []
    for reason in Reason:
        refused = Refused(reason, LONG)
        put_in(
            card,
            VerdictView(
                *reasons.tone_of(reason),
                "Potrzebny klient",
                present.reason_sentence(refused, ZONE),
                present.next_step(refused, ZONE),
            ),
            place,
        )
        if not card.fits():
            too_long.append(reason)
    theme.apply(qapp, Scheme.LIGHT)
    assert not too_long


def test_two_things_given_fit_the_smallest_card(card: VerdictCard) -> None:
    lines = (
        Line("units", "+100 units", "Ewa Nowakowska-Jeziorańska now has 12,345.50 units"),
        Line("gift", "A coffee of your choice", "GPKDHJQ6ED · 16.00 PLN · until 24 December"),
    )
    view = VerdictView(Tone.ACCEPTED, "accepted", "Accepted", of="CARD · Coffee", lines=lines)
    put_in(card, view, PLACES[0])
    assert card.fits()


GIFT = Line("gift", "Kawa do wyboru", "GPKDHJQ6ED · 16,00 PLN · ważny do 24 grudnia 2026")
WORTH = Line("gift", "Kawa do wyboru", "16,00 PLN · ważny do 24 grudnia 2026")
SLIPS = (
    VerdictView(Tone.ACCEPTED, "accepted", "Przyjęty", lines=(GIFT,), slip="Drukuj kupon"),
    VerdictView(
        Tone.ACCEPTED,
        "accepted",
        "Byłby przyjęty",
        lines=(WORTH, Line("member", "Ewa Nowakowska-Jeziorańska", "wydany tej osobie")),
        action="Wykorzystaj teraz",
        slip="Drukuj kupon",
    ),
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("view", SLIPS, ids=("issued", "checked"))
def test_a_coupon_fits_with_its_buttons(
    qapp: QApplication, card: VerdictCard, view: VerdictView, scale: float, place: tuple[int, int]
) -> None:
    theme.apply(qapp, Scheme.LIGHT, scale)
    put_in(card, view, place)
    fits = card.fits()
    theme.apply(qapp, Scheme.LIGHT)
    assert fits


def test_the_card_is_told_to_a_screen_reader(card: VerdictCard) -> None:
    put_in(card, VerdictView(Tone.USED, "used", "Already used", "On Monday.", "Stop."), PLACES[1])
    assert card.accessibleName() == "Already used. On Monday. Stop."


@pytest.mark.parametrize("scale", SCALES)
def test_the_smallest_window_holds_the_counter_at_every_text_size(
    qapp: QApplication, desk: Desk, screen: CounterScreen, scale: float
) -> None:
    desk.settings.change(Preferences(language="pl", text_scale=scale, camera=OFF))
    desk.window.resize(1024, 700)
    qapp.processEvents()
    assert desk.window.width() == 1024
    assert screen.code.line.width() > theme.current().px(60)
    outside = [part for part in screen.findChildren(QAbstractButton) if sticks_out(part, screen)]
    assert not outside
    desk.settings.change(Preferences(language="en", camera=OFF))


def sticks_out(part: QWidget, screen: QWidget) -> bool:
    """Tell whether a shown part reaches over the side of the screen."""
    left = part.mapTo(screen, part.rect().topLeft()).x()
    return part.isVisible() and (left < 0 or left + part.width() > screen.width())


def test_every_control_is_large_enough_named_and_reached_by_the_keyboard(
    screen: CounterScreen,
) -> None:
    controls = [
        part
        for kind in (QAbstractButton, QLineEdit)
        for part in screen.findChildren(kind)
        if part.isVisibleTo(screen)
    ]
    assert len(controls) >= 6
    for part in controls:
        assert part.height() >= TARGET
        assert part.accessibleName() or (isinstance(part, QAbstractButton) and part.text())
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_right_to_left_turns_the_screen(
    qapp: QApplication, desk: Desk, screen: CounterScreen
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qapp.processEvents()
    assert screen.viewfinder.mapTo(screen, screen.viewfinder.rect().topLeft()).x() > (
        screen.verdict.x()
    )
    assert desk.window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_dark_and_light_are_chosen_while_the_desk_is_open(desk: Desk) -> None:
    desk.settings.change(Preferences(language="en", scheme=Scheme.DARK, camera=OFF))
    assert theme.current().name == "dark"
    desk.settings.change(Preferences(language="en", scheme=Scheme.LIGHT, camera=OFF))
    assert theme.current().name == "light"
