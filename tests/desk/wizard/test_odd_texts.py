"""Very long names, emoji, right-to-left text, six rules of twenty conditions: all work."""

from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counterfoil.desk import theme
from counterfoil.desk.desk import Desk
from counterfoil.desk.theme import Scheme
from counterfoil.desk.wizard.form import ConditionForm, EffectForm, Form, RuleForm, TextForm
from counterfoil.desk.wizard.place import Place
from counterfoil.desk.wizard.problems import problems
from counterfoil.ledger.campaigns import get_campaign, list_campaigns
from tests.desk.wizard.conftest import Open, settle

ODD = "☕️ Zażółć gęślą jaźń · مرحبا بالعالم · שלום עולם · 👩‍👩‍👧‍👦 "
LONG = (ODD * 10)[:255].strip()
CONDITIONS = (
    ConditionForm("transaction.grossValue", "is_between", {"from": 5, "to": 500.5}),
    ConditionForm("member.tier", "is_one_of", ["gold", "gone"]),
    ConditionForm("event.eventDate", "is_day_of_week", ["monday", 3]),
    ConditionForm("event.eventDate", "is_time_between", {"from": "22:00", "to": "06:00"}),
    ConditionForm("event.eventDate", "is_between", ["2026-01-01", "2027-01-01T12:00"]),
    ConditionForm("member.customAttributes.שם", "is_not_equal", LONG),
    ConditionForm("store.name", "not_contains_one_of", [LONG, "b"]),
    ConditionForm("member.labels", "has_at_least_one_label", [{"key": "a", "value": "b=c"}]),
    ConditionForm("", "expression", "size(member.segments) >= 0"),
    ConditionForm("event.eventDate", "is_month_of_year", [11, "december"]),
)


def large_form(form: Form) -> Form:
    effects = (EffectForm(value="1"), EffectForm("give_reward", reward="coffee"))
    rules = tuple(
        RuleForm(f"{at} {LONG}"[:255], LONG, "self", CONDITIONS * 2, effects) for at in range(6)
    )
    texts = (TextForm("en", LONG, ODD * 50), TextForm("ar", "حملة الشتاء"))
    return replace(form, rules=rules, texts=texts)


def test_a_large_campaign_is_shown_changed_and_saved(
    qtbot: QtBot, desk: Desk, wizard: Open
) -> None:
    page = wizard()
    paper = page.wizard.paper
    paper.replace(large_form(paper.form))
    assert problems(paper.form, paper.facts) == {}
    before = paper.form
    for place in Place:
        page.form.go(place)
        settle(qtbot, desk)
    page.form.go(Place.RULES)
    for at in range(1, 6):
        page.form.rules.open_rule(at)
        assert len(list(page.form.rules.fields())) > 60
    assert paper.form == before, "showing a form changes nothing in it"
    started = perf_counter()
    paper.set("rules.5.name", "Renamed")
    assert perf_counter() - started < 1, "a key press in the largest form is not felt"
    page.form.go(Place.SUMMARY)
    page.form.go_on()
    qtbot.waitUntil(lambda: page.wizard.now is None and not page.job.busy, timeout=30_000)
    settle(qtbot, desk)
    assert desk.office is not None
    ledger = desk.office.ledger
    line = next(each for each in list_campaigns(ledger) if each.name == LONG)
    saved = get_campaign(ledger, line.id)
    assert [len(rule.conditions) for rule in saved.rules] == [20] * 6
    assert saved.rules[5].name == "Renamed"


def test_nothing_is_wider_than_the_page_at_200_percent_and_from_right_to_left(
    qtbot: QtBot, qapp: QApplication, desk: Desk, wizard: Open
) -> None:
    try:
        theme.apply(qapp, Scheme.DARK, 2.0)
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        page = wizard()
        large = large_form(page.wizard.paper.form)
        page.wizard.paper.replace(replace(large, rules=large.rules[:1]))
        for place in Place:
            page.form.go(place)
            settle(qtbot, desk)
            step = page.form.steps[place]
            assert step.width() <= page.width()
            assert step.minimumSizeHint().width() <= page.width(), place
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        theme.apply(qapp, Scheme.LIGHT, 1.0)
