"""What is wrong with an event schema is told by its field."""

from dataclasses import replace

import pytest

from counterfoil.desk.schemas.form import FieldForm, SchemaForm, form_of, problems, to_schema
from counterfoil.desk.wizard.work import READY_MADE
from tests.domain.build import schema

GOOD = SchemaForm("code_redeemed", "Code redeemed", (FieldForm("promo_code"),))


@pytest.mark.parametrize("made", [READY_MADE, schema(), schema(active=False, fields=())])
def test_a_schema_survives_the_form(made: object) -> None:
    assert to_schema(form_of(made)) == made  # type: ignore[arg-type]


def test_the_ready_made_schema_has_nothing_wrong() -> None:
    assert problems(form_of(READY_MADE)) == {}
    assert problems(GOOD) == {}


@pytest.mark.parametrize(
    ("form", "where", "says"),
    [
        (replace(GOOD, name=" "), "name", "name that staff understand"),
        (replace(GOOD, name="x" * 256), "name", "shorten it to 255"),
        (replace(GOOD, name="a\u202eb"), "name", "U+202E"),
        (replace(GOOD, event_type=""), "event_type", "beginning with a letter"),
        (replace(GOOD, event_type="code redeemed"), "event_type", "dashes and underscores"),
        (replace(GOOD, event_type="x" * 65), "event_type", "at most 64"),
        (replace(GOOD, event_type="taken"), "event_type", "event of this type already"),
        (replace(GOOD, fields=(FieldForm("żółć"),)), "fields.0.name", "letters A to Z"),
        (
            replace(GOOD, fields=(FieldForm("a"), FieldForm("a"))),
            "fields.1.name",
            "there twice",
        ),
        (
            replace(GOOD, fields=(FieldForm("a", description="x" * 10_001),)),
            "fields.0.description",
            "shorten it",
        ),
    ],
)
def test_problems(form: SchemaForm, where: str, says: str) -> None:
    found = problems(form, frozenset({"taken"}))
    assert list(found) == [where]
    assert says in str(found[where])


def test_what_only_the_whole_shows() -> None:
    form = replace(GOOD, fields=tuple(FieldForm(f"a{n}") for n in range(101)))
    assert list(problems(form)) == [""]
