"""What can be looked at, and looking it up."""

import pytest

from counterfoil.domain.attribute import ABSENT, attributes_of, check_attribute, look_up
from counterfoil.domain.context import context
from counterfoil.domain.errors import InvalidInput
from tests.domain.build import NOW, facts, referrer, request

KNOWN = {"event": {"body": {"a": 1, "b.c": 2, "d": {"e": 3}}}, "x.y": 4}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("event.body.a", 1),
        ("event.body.b.c", 2),
        ("event.body.d.e", 3),
        ("x.y", 4),
        ("event.body.a.more", ABSENT),
        ("event.body.z", ABSENT),
        ("member.tier", ABSENT),
        ("", ABSENT),
        ("event.", ABSENT),
    ],
)
def test_a_path_leads_through_the_attributes(path: str, value: object) -> None:
    assert look_up(KNOWN, path) == value


def test_the_list_of_attributes_is_what_a_redemption_has() -> None:
    known = context(facts(referrer=referrer()), request(amount=5), NOW)
    for root, attributes in known.items():
        assert isinstance(attributes, dict)
        assert set(attributes) == set(attributes_of(root))
        for name in attributes:
            check_attribute(f"{root}.{name}")


@pytest.mark.parametrize("path", ["event.body.anything", "member.customAttributes.shoe.size"])
def test_what_others_named_is_not_checked(path: str) -> None:
    check_attribute(path)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("customer.tier", "“customer” cannot be looked at; begin with event, member"),
        ("", "“” cannot be looked at"),
        ("member", "member is not an attribute; member has tier"),
        ("member.teir", "member.teir is not an attribute; member has tier"),
        ("referrer.teir", "referrer has tier"),
    ],
)
def test_what_is_not_there_is_named(path: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        check_attribute(path)
