import pytest

from counterfoil.domain.errors import InvalidInput
from counterfoil.openloyalty.document import DEEPEST, MOST_BYTES, check, parse


def test_json_is_read_with_or_without_a_byte_order_mark() -> None:
    assert parse(b'{"a": [1, 2.5, "\xc4\x85", null, true]}') == {"a": [1, 2.5, "ą", None, True]}
    assert parse(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}
    assert parse('{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The document is not JSON: character 1 cannot be read."),
        (b'{"a": 1', "The document is not JSON: character 8 cannot be read."),
        (b'{"a":\n 1,}', "The document is not JSON: line 2, column "),
        (b'{"a": 1} {"b": 2}', "The document is not JSON: character 10 cannot be read."),
        (b"\xff\xfe{\x00}\x00", "The document is not UTF-8; save it with that encoding."),
        (b'{"a": 1, "a": 2}', "The field 'a' is given twice; take one out."),
        (b'{"a": NaN}', "NaN is not a number that JSON has; give a finite one."),
        (b'{"a": -Infinity}', "-Infinity is not a number that JSON has; give a finite one."),
        (b'{"a": 1e999}', "a is not a finite number."),
        (b'{"a": %s}' % (b"9" * 5000), "99999999999999999999… is too large a number."),
        (b'{"a": 9999999999999999999}', "a is too large a number."),
        (b'{"a": {"b": ["x", "\\u0000"]}}', "a.b[1] holds the character U+0000; take it out."),
        (b'{"a": "x\\u202ey"}', "a holds the character U+202E; take it out."),
        (b'{"a": "\\ud800"}', "a holds the character U+D800; take it out."),
        (b'{"\\u0007": 1}', "A field's name in the document holds the character U+0007;"),
        (b'"' + b"a" * MOST_BYTES + b'"', "The document has more than 1,000,000 bytes;"),
        (b"[" * 100_000, "The document is nested more than 32 levels deep; flatten it."),
        (
            b"[" * (DEEPEST + 1) + b"0" + b"]" * (DEEPEST + 1),
            "The document is nested more than 32 levels deep; flatten it.",
        ),
    ],
)
def test_what_is_not_fit_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(data)
    assert str(caught.value).startswith(sentence)


def test_the_deepest_allowed_is_allowed() -> None:
    parse(b"[" * DEEPEST + b"0" + b"]" * DEEPEST)


def test_right_to_left_text_is_fit() -> None:
    check({"name": "קפה של סתיו", "note": "\N{RIGHT-TO-LEFT MARK}abc", "lines": "a\r\n\tb"})


@pytest.mark.parametrize("value", [b"bytes", {1: 2}, {"a": (1, 2)}, object()])
def test_what_json_does_not_have_is_refused(value: object) -> None:
    with pytest.raises(InvalidInput):
        check(value)


def test_a_value_made_elsewhere_is_bounded_too() -> None:
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(InvalidInput, match="nested"):
        check(loop)
    with pytest.raises(InvalidInput, match="too large"):
        check(["a" * 1000] * 1001)
