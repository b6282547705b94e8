"""What happened to a code on paper, in words."""

from counterfoil.desk.codes import words
from counterfoil.ledger.codes.history import CodeEvent, EventKind
from tests.domain.build import NOW, WARSAW


def test_prints_say_the_sheet_and_the_place() -> None:
    printed = words.event(
        CodeEvent(EventKind.PRINTED, NOW, "Maria", "", sheet=1234, place=7), WARSAW
    )
    assert (printed.what, printed.detail) == ("Printed", "Sheet 1234, place 7")
    again = CodeEvent(EventKind.REPRINTED, NOW, "Maria", "paper jam", sheet=12, place=7)
    assert words.event(again, WARSAW).what == "Printed again"
    assert words.event(again, WARSAW).detail == "Sheet 12, place 7 · paper jam"


def test_a_code_made_void_with_its_sheet_names_it() -> None:
    voided = CodeEvent(EventKind.VOIDED, NOW, "Ewa", "lost", sheet=12)
    assert words.event(voided, WARSAW).detail == "Sheet 12 · Reason: lost"
    alone = CodeEvent(EventKind.VOIDED, NOW, "Ewa", "lost")
    assert words.event(alone, WARSAW).detail == "Reason: lost"
