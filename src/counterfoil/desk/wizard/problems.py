"""What is wrong with a form, by the path of the field: each a sentence that says what to do."""

from collections.abc import Iterator
from typing import Final

from counterfoil.desk.parts import numbers
from counterfoil.desk.parts.moments import moment_of
from counterfoil.desk.wizard import convert
from counterfoil.desk.wizard.facts import Facts
from counterfoil.desk.wizard.form import CapForm, Form, GroupForm
from counterfoil.desk.wizard.rule_problems import of_rules
from counterfoil.desk.wizard.text_problems import LONGEST, LONGEST_DESCRIPTION, of_text, refused
from counterfoil.domain.campaign import GroupKind
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.codespace import check_space
from counterfoil.domain.errors import InvalidInput, UserError
from counterfoil.domain.event import check_code_attribute
from counterfoil.domain.limit import MOST_UNITS
from counterfoil.ledger.codes.generate import MOST_AT_ONCE

WHOLE: Final = ""
"""The path of what is wrong with the form as a whole."""

Problem = tuple[str, UserError]
Problems = dict[str, UserError]


def problems(form: Form, facts: Facts) -> Problems:
    """Return the problems by path, in the order of the steps; empty where it can be saved."""
    found: Problems = {}
    for part in (_trigger, _codes, _texts, _dates, _labels, _who, of_rules, _limits):
        for path, error in part(form, facts):
            found.setdefault(path, error)
    if not found:
        whole = refused(lambda: convert.to_campaign(form, "new", facts.store.zone))
        if whole is not None:
            found[WHOLE] = whole
    return found


def code_format(form: Form) -> CodeFormat | None:
    """Return the format of the codes, None where it is not one or all are imported."""
    codes = form.codes
    length = numbers.whole(codes.length)
    if not codes.generated or length is None:
        return None
    try:
        return CodeFormat(
            CharacterSet(codes.character_set),
            length,
            codes.prefix.strip(),
            codes.look_alikes,
            codes.check_character,
        )
    except InvalidInput:
        return None


def _trigger(form: Form, facts: Facts) -> Iterator[Problem]:
    if not form.event:
        yield "event", InvalidInput("Choose the event that redeeming a code is.")
        return
    schema = facts.schema(form.event)
    if schema is None:
        yield (
            "event",
            InvalidInput("There is no event schema {event}; create it first.", event=form.event),
        )
        return
    if not form.attribute:
        yield "attribute", InvalidInput("Choose the attribute that carries the code.")
        return
    error = refused(lambda: check_code_attribute(schema, form.attribute))
    if error is not None:
        yield "event" if not schema.active else "attribute", error


def _codes(form: Form, facts: Facts) -> Iterator[Problem]:
    codes = form.codes
    if not codes.generated:
        return
    length = numbers.whole(codes.length)
    if length is None:
        yield "codes.length", InvalidInput("Give the length as a whole number, such as 8.")
    else:
        error = refused(lambda: CodeFormat(CharacterSet.NUM, length))
        if error is not None:
            yield "codes.length", error
    error = refused(lambda: CodeFormat(CharacterSet.NUM, 8, codes.prefix.strip()))
    if error is not None:
        yield "codes.prefix", error
    yield from _quantity(form, facts)


def _quantity(form: Form, facts: Facts) -> Iterator[Problem]:
    quantity = numbers.whole(form.codes.quantity or "0")
    found = code_format(form)
    if quantity is None or quantity < 0:
        yield (
            "codes.quantity",
            InvalidInput("Give the number of codes as a whole number; 0 makes none yet."),
        )
    elif quantity > MOST_AT_ONCE:
        yield (
            "codes.quantity",
            InvalidInput("Ask for at most {most:,} codes at once.", most=MOST_AT_ONCE),
        )
    elif quantity and found is not None:
        made = facts.made.get(found, 0)
        error = refused(lambda: check_space(found, made, quantity))
        if error is not None:
            yield "codes.quantity", error


def _texts(form: Form, _facts: Facts) -> Iterator[Problem]:
    locales = [text.locale.strip() for text in form.texts]
    for at, text in enumerate(form.texts):
        path = f"texts.{at}"
        if locales.index(text.locale.strip()) < at:
            yield f"{path}.locale", InvalidInput("This language is there twice; take one out.")
        if not text.name.strip():
            yield f"{path}.name", InvalidInput("Give the campaign a name in this language.")
        for field, most in (("name", LONGEST), ("description", LONGEST_DESCRIPTION)):
            error = of_text(getattr(text, field), most)
            if error is not None:
                yield f"{path}.{field}", error


def _dates(form: Form, facts: Facts) -> Iterator[Problem]:
    zone = facts.store.zone
    starts, ends = moment_of(form.starts, zone), moment_of(form.ends, zone)
    if starts is None:
        yield "starts", InvalidInput("Give the day and time from which the codes can be redeemed.")
    if form.ends and ends is None:
        yield "ends", InvalidInput("Give the day and time of the end, or take the end out.")
    elif starts is not None and ends is not None and ends <= starts:
        yield "ends", InvalidInput("The end is not after the start; choose a later end.")


def _labels(form: Form, _facts: Facts) -> Iterator[Problem]:
    order = numbers.whole(form.display_order)
    if order is None or abs(order) > 1_000_000:
        yield "display_order", InvalidInput("Give a whole number; campaigns with lower ones first.")
    keys = [label.key.strip() for label in form.labels]
    for at, label in enumerate(form.labels):
        if not keys[at]:
            yield f"labels.{at}.key", InvalidInput("Name the label, such as season.")
        elif keys.index(keys[at]) < at:
            yield f"labels.{at}.key", InvalidInput("This label is there twice; take one out.")
        for field in ("key", "value"):
            error = of_text(getattr(label, field))
            if error is not None:
                yield f"labels.{at}.{field}", error


def _who(form: Form, _facts: Facts) -> Iterator[Problem]:
    groups: tuple[tuple[str, GroupForm], ...] = (
        ("visibility", form.visibility),
        ("audience", form.audience),
    )
    for path, group in groups:
        if group.kind != GroupKind.EVERYONE and not group.codes:
            kind = group.kind == GroupKind.TIER
            yield (
                f"{path}.codes",
                InvalidInput("Choose at least one tier.")
                if kind
                else InvalidInput("Choose at least one segment."),
            )


def _limits(form: Form, _facts: Facts) -> Iterator[Problem]:
    for name in ("points", "points_per_member", "executions_per_member", "executions"):
        cap: CapForm = getattr(form.limits, name)
        if not cap.value.strip():
            continue
        given = numbers.number(cap.value)
        whole = name.startswith("executions")
        if given is None or given <= 0 or (whole and numbers.whole(cap.value) is None):
            yield (
                f"limits.{name}.value",
                InvalidInput("Give a whole number above 0, or leave it empty for no limit.")
                if whole
                else InvalidInput("Give a number above 0, or leave it empty for no limit."),
            )
        count = numbers.whole(cap.count)
        if cap.per and (count is None or not 1 <= count <= MOST_UNITS):
            yield (
                f"limits.{name}.count",
                InvalidInput("Give a whole number from 1 to {most}.", most=MOST_UNITS),
            )
