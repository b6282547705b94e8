"""What is wrong with a form is told by its field, in a sentence that says what to do."""

from dataclasses import replace

import pytest

from counterfoil.desk.wizard.form import (
    CapForm,
    ConditionForm,
    EffectForm,
    Form,
    GroupForm,
    PairForm,
    RuleForm,
    TextForm,
    put,
)
from counterfoil.desk.wizard.place import Place, place_of, wrong_places
from counterfoil.desk.wizard.problems import code_format, problems
from tests.desk.wizard.facts import facts, good_form


def test_a_good_form_has_none() -> None:
    assert problems(good_form(), facts()) == {}


def test_an_empty_form_names_what_is_missing_in_the_order_of_the_steps() -> None:
    found = problems(Form(), facts())
    assert list(found) == ["event", "texts.0.name", "starts", "rules.0.effects.0.value"]
    assert wrong_places(found) == {Place.TRIGGER, Place.DETAILS, Place.RULES}
    assert all(str(error).endswith(".") for error in found.values())


LONG = "x" * 256


@pytest.mark.parametrize(
    ("path", "value", "where", "says"),
    [
        ("event", "gone", "event", "There is no event schema gone"),
        ("event", "old", "event", "is inactive"),
        ("attribute", "", "attribute", "Choose the attribute"),
        ("attribute", "visits", "attribute", "type text"),
        ("codes.length", "long", "codes.length", "whole number, such as 8"),
        ("codes.length", "3", "codes.length", "needs 4 to 32"),
        ("codes.prefix", "ŻÓŁĆ", "codes.prefix", "letter A to Z"),
        ("codes.quantity", "many", "codes.quantity", "whole number"),
        ("codes.quantity", "-1", "codes.quantity", "whole number"),
        ("codes.quantity", "200000000", "codes.quantity", "at most 100,000,000"),
        ("texts.0.name", " ", "texts.0.name", "a name in this language"),
        ("texts.0.name", LONG, "texts.0.name", "256 characters; shorten it to 255"),
        ("texts.0.name", "a\u202eb", "texts.0.name", "U+202E"),
        ("texts.0.description", "x" * 10_001, "texts.0.description", "shorten it to 10000"),
        ("starts", "", "starts", "day and time from which"),
        ("ends", "soon", "ends", "or take the end out"),
        ("ends", "2026-06-01T09:00", "ends", "choose a later end"),
        ("display_order", "first", "display_order", "whole number"),
        ("labels", (PairForm("", "x"),), "labels.0.key", "Name the label"),
        ("labels", (PairForm("a", LONG),), "labels.0.value", "shorten it"),
        ("audience", GroupForm("tier"), "audience.codes", "at least one tier"),
        ("visibility", GroupForm("segment"), "visibility.codes", "at least one segment"),
        ("limits.points", CapForm("0"), "limits.points.value", "number above 0"),
        ("limits.executions", CapForm("1.5"), "limits.executions.value", "whole number above 0"),
        (
            "limits.points",
            CapForm("5", "calendarDays", "900"),
            "limits.points.count",
            "from 1 to 100",
        ),
        ("rules", (), "rules", "Add a rule"),
        ("rules", (RuleForm(effects=()),), "rules.0.effects", "Say what the rule gives"),
        ("rules.0.name", LONG, "rules.0.name", "shorten it to 255"),
        ("rules.0.target", "referrer", "rules.0.target", "Only a referral campaign"),
    ],
)
def test_each_field_tells_its_problem(path: str, value: object, where: str, says: str) -> None:
    found = problems(put(good_form(), path, value), facts())
    assert list(found) == [where]
    assert says in str(found[where])


def test_twice_the_same_label_or_language() -> None:
    form = replace(
        good_form(),
        labels=(PairForm("a", "1"), PairForm("a", "2")),
        texts=(TextForm("en", "A"), TextForm("pl", "B"), TextForm("pl", "C")),
    )
    assert set(problems(form, facts())) == {"labels.1.key", "texts.2.locale"}


def test_more_than_six_rules() -> None:
    form = replace(good_form(), rules=good_form().rules * 7)
    assert "at most 6 rules" in str(problems(form, facts())["rules"])


def test_codes_too_many_for_their_format_are_told_by_the_quantity() -> None:
    form = put(put(good_form(), "codes.length", "4"), "codes.quantity", "90000")
    known = facts()
    assert problems(form, known) == {}
    found = code_format(form)
    assert found is not None
    with_others = replace(known, made={found: 9000})
    assert "too many for this format" in str(problems(form, with_others)["codes.quantity"])


def test_imported_codes_need_no_format() -> None:
    form = put(put(good_form(), "codes.length", ""), "codes.generated", False)
    assert problems(form, facts()) == {}
    assert code_format(form) is None


@pytest.mark.parametrize(
    ("condition", "where", "says"),
    [
        (ConditionForm(), "attribute", "Choose what the condition looks at"),
        (ConditionForm("member.customAttributes.", "is_equal", "1"), "attribute", "Name the"),
        (ConditionForm("member.tier"), "operator", "Choose how it is compared"),
        (ConditionForm("member.tier", "is_one_of", []), "data", "needs a list"),
        (ConditionForm("", "expression", "1 +"), "data", "cannot be read"),
        (ConditionForm("", "expression", "5"), "data", "neither true nor false"),
    ],
)
def test_conditions(condition: ConditionForm, where: str, says: str) -> None:
    form = put(good_form(), "rules.0.conditions", (condition,))
    found = problems(form, facts())
    assert list(found) == [f"rules.0.conditions.0.{where}"]
    assert says in str(found[f"rules.0.conditions.0.{where}"])


@pytest.mark.parametrize(
    ("effect", "where", "says"),
    [
        (EffectForm(value="many"), "value", "number above 0"),
        (EffectForm(value="5", wallet="my points"), "wallet", "without spaces"),
        (EffectForm(mode="formula", value="transaction."), "value", "formula"),
        (EffectForm("give_reward"), "reward", "Choose a reward"),
        (EffectForm("remove_member_custom_attribute"), "key", "Name the attribute"),
        (
            EffectForm("assign_member_custom_attribute", key="a", text=LONG),
            "text",
            "shorten it",
        ),
    ],
)
def test_effects(effect: EffectForm, where: str, says: str) -> None:
    found = problems(put(good_form(), "rules.0.effects.0", effect), facts())
    assert list(found) == [f"rules.0.effects.0.{where}"]
    assert says in str(found[f"rules.0.effects.0.{where}"])


@pytest.mark.parametrize("reward", ["tea", "gone"])
def test_an_active_campaign_needs_active_rewards(reward: str) -> None:
    form = put(good_form(), "rules.0.effects.0", EffectForm("give_reward", reward=reward))
    assert problems(form, facts()) == {}
    found = problems(replace(form, active=True), facts())
    assert f"no active reward {reward}" in str(found["rules.0.effects.0.reward"])


def test_what_only_the_whole_shows_is_told_for_the_whole() -> None:
    form = replace(good_form(), offline_policy="never")
    found = problems(form, facts())
    assert list(found) == [""]
    assert place_of("") is Place.SUMMARY
