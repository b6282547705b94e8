import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.design import Design, Symbology, Template, qr_content
from counterfoil.sheets.design_json import design_from_json, design_to_json

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")
designs = st.builds(
    Design,
    template=st.sampled_from(Template),
    symbology=st.sampled_from(Symbology),
    level=st.sampled_from("LMQH"),
    logo=st.none() | st.binary(max_size=40),
    ink=colours,
    paper=colours,
    band=colours,
    group=st.integers(0, 8),
)


@given(designs)
def test_a_design_comes_back_as_it_was(design: Design) -> None:
    assert design_from_json(design_to_json(design)) == design


def test_what_is_not_said_is_as_in_a_new_design() -> None:
    assert design_from_json("{}") == Design()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no label’s design"),
        ("[]", "no label’s design"),
        ("[" * 100_000, "no label’s design"),
        ('{"colour": "red"}', "has no “colour”"),
        ('{"template": "poster"}', "“template”"),
        ('{"template": ["card"]}', "“template”"),
        ('{"level": "X"}', "“level”"),
        ('{"group": "4"}', "“group”"),
        ('{"group": true}', "“group”"),
        ('{"group": -1}', "“group”"),
        ('{"logo": 7}', "“logo”"),
        ('{"logo": "%%%"}', "“logo”"),
        ('{"ink": "red"}', "no colour"),
        ('{"show_code": 1}', "“show_code”"),
        (f'{{"{"x" * 9000}": 1}}', "has no “xxx"),
        (f'{{"locale": ["{"x" * 9000}"]}}', "“locale”"),
        (f'{{"paper": "{"x" * 9000}"}}', "no colour"),
    ],
)
def test_what_is_no_design_is_refused(text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said) as refused:
        design_from_json(text)
    assert len(str(refused.value)) < 200


def test_a_logo_is_kept_in_base64() -> None:
    assert json.loads(design_to_json(Design(logo=b"abc")))["logo"] == "YWJj"


def test_a_code_in_an_address_is_percent_encoded() -> None:
    address = Design(content="https://shop.example/r/{code}")
    assert qr_content(address, "A/B C") == "https://shop.example/r/A%2FB%20C"
    assert qr_content(Design(), "A/B C") == "A/B C"
