"""Every sentence staff can read is there in every language, with the same places to be filled."""

import sys
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pytest
from babel.messages.pofile import read_po

import counterfoil.desk.app  # noqa: F401 - brings in every module whose sentences the desk shows
from counterfoil.desk import formats, translation
from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.desk import Desk
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.domain.errors import Forbidden
from counterfoil.domain.problem import Problem
from counterfoil.resources import resource
from tests.helpers.messages import Message, messages, of_errors, places

OTHERS = [language.code for language in translation.LANGUAGES if language.code != "en"]


def shown_by_the_desk() -> set[Message]:
    """Return the messages of the screen itself and of every module that the desk has loaded."""
    loaded = {
        name.removeprefix("counterfoil.").replace(".", "/")
        for name in sys.modules
        if name.startswith("counterfoil.")
    }
    unreachable = set(of_errors()) - set(of_errors(lambda file: file in loaded))
    return messages() - unreachable


def texts(string: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the texts of a message: one, or one for each plural form."""
    return (string,) if isinstance(string, str) else tuple(string or ())


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_is_translated(code: str) -> None:
    with resource(f"translations/{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    missing = []
    for message in sorted(shown_by_the_desk(), key=lambda m: m.text):
        found = catalogue.get(message.text, context=message.context or None)
        strings = texts(found.string) if found else ()
        if not strings or not all(strings):
            missing.append(message.text)
    assert not missing, "run `python -m tests.helpers.messages`, then translate what is empty"


@pytest.mark.parametrize("code", OTHERS)
def test_the_places_of_a_sentence_are_the_same(code: str) -> None:
    with resource(f"translations/{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    wrong = []
    for message in catalogue:
        english = message.id if isinstance(message.id, str) else message.id[-1]
        wrong += [
            s for s in texts(message.string) if message.id and s and places(s) != places(english)
        ]
    assert not wrong


def test_polish_counts_in_three_ways() -> None:
    translation.use("pl")
    shown = [formats.units(Decimal(n)) for n in ("1", "2", "5", "22", "112", "1.5")]
    assert shown == ["1 punkt", "2 punkty", "5 punktów", "22 punkty", "112 punktów", "1,5 punktu"]


def test_a_role_in_an_error_is_translated_too() -> None:
    translation.use("pl")
    error = Forbidden("{name} may not do this; ask a {role}.", name="Zofia", role="supervisor")
    assert (
        formats.error(error) == "Zofia nie ma do tego uprawnień; potrzebna rola: kierownik zmiany."
    )


def test_a_problem_is_translated_with_what_is_in_it() -> None:
    translation.use("pl")
    why = Problem("entry {missing} is missing before it", {"missing": 7})
    flaw = Problem("entry {n} of {device}: {why}", {"n": 8, "device": "TILL", "why": why})
    assert formats.problem(flaw) == "wpis 8 urządzenia TILL: brakuje przed nim wpisu 7"
    late = Problem(
        "the clock is {behind} behind the last entry of the journal; set it right",
        {"behind": timedelta(days=3)},
    )
    assert formats.problem(late) == (
        "zegar spóźnia się o 3 dni względem ostatniego wpisu dziennika; ustaw go"
    )


def test_the_language_changes_while_the_desk_is_open(desk: Desk, screen: CounterScreen) -> None:
    assert screen.verdict.view.word == "Ready"
    desk.settings.change(Preferences(language="pl", camera=OFF))
    assert screen.verdict.view.word == "Gotowe"
    assert screen.code.line.placeholderText() == "Zeskanuj lub wpisz kod"
    desk.settings.change(Preferences(language="en", camera=OFF))
    assert screen.verdict.view.word == "Ready"
