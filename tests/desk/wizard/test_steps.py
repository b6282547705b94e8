"""Each step with its real inputs: what is put in stands in the form, and the screen follows."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.wizard.form import CapForm, EffectForm, GroupForm, put
from counterfoil.desk.wizard.page import WizardPage
from counterfoil.desk.wizard.place import Place
from counterfoil.desk.wizard.steps.condition import FORMULA, ConditionPart
from counterfoil.desk.wizard.steps.effect import EffectPart
from counterfoil.desk.wizard.steps.rule import RulePart
from counterfoil.ledger.schemas import list_schemas
from tests.desk.wizard.conftest import Open, at, settle
from tests.helpers.shop import ANNA_CARD

LEFT = Qt.MouseButton.LeftButton


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, LEFT)


def type_in(widget: QWidget, text: str) -> None:
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, text)


def rule_of(page: WizardPage) -> RulePart:
    return page.form.rules.rule


def test_the_type(wizard: Open) -> None:
    page = wizard()
    click(page.form.kind.cards.buttons["referral"])
    assert page.wizard.paper.form.type == "referral"
    page.form.go(Place.RULES)
    assert not rule_of(page).target.isHidden()


def test_without_an_event_the_ready_made_one_is_one_click(
    qtbot: QtBot, desk: Desk, wizard: Open
) -> None:
    page = wizard()
    facts = page.wizard.paper.facts
    page.wizard.paper.know(type(facts)(facts.store, facts.now))
    page.wizard.paper.set("event", "")
    page.form.go(Place.TRIGGER)
    offer = page.form.trigger.offer
    assert offer.isVisible()
    click(offer)
    settle(qtbot, desk)
    form = page.wizard.paper.form
    assert (form.event, form.attribute) == ("code_redeemed", "promo_code")
    assert desk.office is not None
    assert "code_redeemed" in [each.event_type for each in list_schemas(desk.office.ledger)]
    assert not offer.isVisible()


def test_codes_show_samples_odds_and_clashing_prefixes(
    qtbot: QtBot, desk: Desk, wizard: Open
) -> None:
    page = wizard(at=Place.CODES)
    step, preview = page.form.codes, page.form.codes.preview
    type_in(step.prefix.inner, "card")
    settle(qtbot, desk)
    assert all(sample.text().startswith("CARD") for sample in preview.samples)
    assert "Autumn scratch card (CARD)" in preview.clash.text()
    click(preview.take)
    assert page.wizard.paper.form.codes.prefix == "CARE"
    assert not preview.take.isVisible()
    type_in(step.length.inner, "4")
    type_in(step.quantity.inner, "90000")
    assert preview.weak.isVisible()
    assert step.quantity.error == ""
    type_in(step.quantity.inner, "99000")
    assert "too many for this format" in step.quantity.error
    settle(qtbot, desk)
    click(step.check.inner)
    assert page.wizard.paper.form.codes.check_character


def test_codes_that_are_there_count_for_the_odds(qtbot: QtBot, desk: Desk, wizard: Open) -> None:
    page = wizard(at=Place.CODES)
    type_in(page.form.codes.prefix.inner, "CARD")
    settle(qtbot, desk)
    assert 12 in page.wizard.paper.facts.made.values()


def test_details_translations_dates_groups_and_labels(wizard: Open) -> None:
    page = wizard(at=Place.DETAILS)
    details, paper = page.form.details, page.wizard.paper
    details.texts.languages.edited.emit("pl")
    assert [text.locale for text in paper.form.texts] == ["en", "pl"]
    polish = details.field_at("texts.1.name")
    assert polish is not None
    type_in(polish.inner, "Herbata")
    click(details.when.has_end)
    assert paper.form.ends == "2026-12-24T14:02"
    details.audience.kinds.edited.emit("tier")
    assert paper.form.audience == GroupForm("tier")
    chips = details.audience.chips.findChildren(QWidget)
    gold = next(each for each in chips if each.accessibleName() == "Gold")
    click(gold)
    assert paper.form.audience == GroupForm("tier", ("gold",))
    click(details.labels.add)
    key = details.field_at("labels.0.key")
    assert key is not None
    type_in(key.inner, "season")
    assert paper.form.labels[0].key == "season"
    assert paper.form.texts[1].name == "Herbata"


def test_conditions_are_built_by_choosing(wizard: Open) -> None:
    page = wizard(at=Place.RULES)
    paper, rule = page.wizard.paper, rule_of(page)
    click(rule.add_condition)
    (condition,) = rule.conditions.parts
    assert isinstance(condition, ConditionPart)
    condition.attribute.inner.edited.emit("transaction.grossValue")  # type: ignore[attr-defined]
    assert paper.form.rules[0].conditions[0].operator == "is_greater"
    assert condition.data is not None
    line = condition.data.inner.focusProxy()
    assert line is not None
    type_in(line, "20.5")
    assert paper.form.rules[0].conditions[0].data == 20.5
    condition.operator.inner.edited.emit("is_less")  # type: ignore[attr-defined]
    assert paper.form.rules[0].conditions[0].data == 20.5
    condition.attribute.inner.edited.emit("event.eventDate")  # type: ignore[attr-defined]
    assert paper.form.rules[0].conditions[0].data == []
    chips = condition.data.inner.findChildren(QWidget)
    click(next(each for each in chips if each.accessibleName() == "Friday"))
    assert paper.form.rules[0].conditions[0].data == [5]
    condition.attribute.inner.edited.emit("member.customAttributes.")  # type: ignore[attr-defined]
    type_in(condition.own_name.inner, "shoeSize")
    assert paper.form.rules[0].conditions[0].attribute == "member.customAttributes.shoeSize"


def test_a_formula_tells_its_error_as_it_is_typed(wizard: Open) -> None:
    page = wizard(at=Place.RULES)
    rule = rule_of(page)
    click(rule.add_condition)
    condition = rule.conditions.parts[0]
    assert isinstance(condition, ConditionPart)
    condition.attribute.inner.edited.emit(FORMULA)  # type: ignore[attr-defined]
    assert condition.data is not None
    QTest.keyClicks(condition.data.inner, "member.tier ==")
    assert "cannot be read" in condition.data.error
    QTest.keyClicks(condition.data.inner, " 'gold'")
    assert condition.data.error == ""


def test_effects_units_by_amount_and_a_new_reward_in_place(
    qtbot: QtBot, desk: Desk, wizard: Open
) -> None:
    page = wizard(at=Place.RULES)
    paper, rule = page.wizard.paper, rule_of(page)
    (effect,) = rule.effects.parts
    assert isinstance(effect, EffectPart)
    effect.modes.edited.emit("amount")
    type_in(effect.number.inner, "2")
    effect.modes.edited.emit("formula")
    assert paper.form.rules[0].effects[0].value == "transaction.grossValue * 2"
    effect.kind.inner.edited.emit("give_reward")  # type: ignore[attr-defined]
    click(effect.new)
    click(effect.new_reward.add)
    assert effect.new_reward.name_field.error == "Say what the coupon is for."
    effect.new_reward.name_field.inner.setText("Żółta herbata")  # type: ignore[attr-defined]
    click(effect.new_reward.add)
    settle(qtbot, desk)
    assert paper.form.rules[0].effects[0].reward == "zolta-herbata"
    assert not effect.new_reward.isVisible()


def test_rules_are_added_moved_copied_and_taken_out(wizard: Open) -> None:
    page = wizard(at=Place.RULES)
    rules, paper = page.form.rules, page.wizard.paper
    paper.set("rules.0.name", "First")
    click(rules.add)
    assert rules.opened_rule == 1
    by_name = {item.text: item for item in rules.menu(1)}
    by_name["Move up"].run()
    assert [rule.name for rule in paper.form.rules] == ["", "First"]
    by_name = {item.text: item for item in rules.menu(1)}
    by_name["Duplicate"].run()
    by_name["Take this rule out"].run()
    assert [rule.name for rule in paper.form.rules] == ["", "First"]
    for _more in range(4):
        click(rules.add)
    assert not rules.add.isEnabled()
    assert all(item.why_not for item in rules.menu(0) if item.text in {"Move up", "Duplicate"})


def test_limits_are_said_in_words(wizard: Open) -> None:
    page = wizard(at=Place.LIMITS)
    each = page.form.limits.caps["executions_per_member"]
    type_in(each.value.inner, "1")
    each.per.inner.edited.emit("calendarMonths")  # type: ignore[attr-defined]
    assert page.wizard.paper.form.limits.executions_per_member == CapForm("1", "calendarMonths")
    assert each.told.text() == "A member redeems at most 1 code in each month."
    type_in(each.count.inner, "0")
    assert each.count.error == "Give a whole number from 1 to 100."


def test_the_summary_says_it_all_and_tries_a_code(qtbot: QtBot, desk: Desk, wizard: Open) -> None:
    page = wizard()
    paper, summary = page.wizard.paper, page.form.summary
    paper.set("texts.0.name", "Tea")
    paper.replace(put(paper.form, "rules.0.effects.0", EffectForm(value="100")))
    page.form.go(Place.SUMMARY)
    told = "\n".join(summary.whole.texts + summary.cost.texts + summary.fixed.texts)
    assert "The member gets 100 units" in told
    assert "100,000 units" in told
    assert "How the codes look stays once there are codes." in told
    type_in(summary.trial.card_line, ANNA_CARD)
    click(summary.trial.go)
    settle(qtbot, desk)
    assert summary.trial.verdict.text() == "Would be accepted"
    paper.set("audience", GroupForm("segment", ("vip",)))
    assert not summary.trial.verdict.isVisible()
    click(summary.trial.go)
    settle(qtbot, desk)
    assert summary.trial.verdict.text() == "Tea is not for Anna Nowak."


def test_what_is_missing_is_one_click_from_the_summary(wizard: Open) -> None:
    page = wizard(at=Place.SUMMARY)
    page.form.go_on()
    assert at(page) is Place.DETAILS
    page.form.go(Place.SUMMARY)
    page.form.summary.wanted.emit("rules.0.effects.0.value")
    assert at(page) is Place.RULES
    field = page.form.rules.field_at("rules.0.effects.0.value")
    assert field is not None
    assert field.error
