"""What staff read when a code is refused."""

from string import Formatter

import pytest

from counterfoil.domain.checks import CHECKS
from counterfoil.domain.redemption import decide
from counterfoil.domain.refusal import RESETS, WORDINGS, Reason, Refused, next_step, sentence
from tests.domain.build import NOW
from tests.domain.refusals import REFUSALS


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_every_reason_has_its_words_and_a_case_here() -> None:
    assert set(WORDINGS) == set(Reason) == set(REFUSALS)


@pytest.mark.parametrize("reason", Reason)
def test_each_reason_is_given_with_what_its_words_need(reason: Reason) -> None:
    case = REFUSALS[reason]
    found = decide(case.facts, case.request, case.now)
    assert found == Refused(reason, case.values)
    wording = WORDINGS[reason]
    assert places(wording.sentence) <= set(case.values)
    assert places(wording.next_step) == set()
    assert set(case.values) - places(wording.sentence) <= {"resets_at", "member"}


@pytest.mark.parametrize("reason", Reason)
def test_it_is_said_in_a_sentence_and_a_next_step(reason: Reason) -> None:
    refused = Refused(reason, REFUSALS[reason].values)
    said = sentence(refused, "{:%d %B}".format)
    then = next_step(refused, "{:%d %B}".format)
    assert said.endswith(".")
    assert then.endswith(".")
    assert not places(said + then)


def test_figures_and_times_are_shown_plainly() -> None:
    poor = Refused(Reason.TOO_FEW_UNITS, REFUSALS[Reason.TOO_FEW_UNITS].values)
    assert sentence(poor, str) == "Anna Nowak has 120.5 units; 200 are needed."
    used = Refused(Reason.ALREADY_USED, REFUSALS[Reason.ALREADY_USED].values)
    assert sentence(used, "{:%d.%m.%Y %H:%M}".format) == (
        "Already used on 12.05.2026 08:00 at Gdynia by Ewa."
    )


def test_the_next_step_says_when_a_limit_frees() -> None:
    values = {"campaign": "Summer", "member": "Anna", "resets_at": NOW}
    monthly = Refused(Reason.MEMBER_EXECUTIONS_REACHED, values)
    assert next_step(monthly, "{:%d %B}".format) == "It can be redeemed again from 13 May."
    assert places(RESETS) == {"resets_at"}


def test_words_are_translated_before_they_are_filled() -> None:
    polish = {
        WORDINGS[Reason.VOID].sentence: "Kod {code} został unieważniony.",
        WORDINGS[Reason.VOID].next_step: "Zapytaj kierownika.",
    }
    refused = Refused(Reason.VOID, {"code": "{A}"})
    assert sentence(refused, str, polish.__getitem__) == "Kod {A} został unieważniony."
    assert next_step(refused, str, polish.__getitem__) == "Zapytaj kierownika."


def test_every_check_has_a_name_of_its_own() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
