import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.scanning.payload import (
    LONGEST_CANDIDATE,
    MOST_CANDIDATES,
    Payload,
    Unreadable,
    read_payload,
)


def first(text: str, aim: str | None = None) -> tuple[str, str]:
    read = read_payload(text, aim)
    assert isinstance(read, Payload), read
    return read.candidates[0], read.kind


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("AUTUMN-7K2M", "AUTUMN-7K2M", "code"),
        ("  autumn-7k2m\r\n", "autumn-7k2m", "code"),
        ("\x02AUTUMN-7K2M\x03", "AUTUMN-7K2M", "code"),
        ("\ufeffAUTUMN-7K2M", "AUTUMN-7K2M", "code"),
        ("]Q1AUTUMN-7K2M", "AUTUMN-7K2M", "code"),
        ("]C0AUTUMN-7K2M", "AUTUMN-7K2M", "code"),
        ("]d1AUTUMN-7K2M", "AUTUMN-7K2M", "code"),
        ("]A0AUTUMN", "AUTUMN", "code"),
        ("]E05901234123457", "5901234123457", "code"),
        ("12345678", "12345678", "code"),
        ("https://shop.example/r/AUTUMN-7K2M", "AUTUMN-7K2M", "url"),
        ("HTTPS://SHOP.EXAMPLE/R/AUTUMN-7K2M/", "AUTUMN-7K2M", "url"),
        ("]Q1https://shop.example/r/AUTUMN-7K2M", "AUTUMN-7K2M", "url"),
        ("https://shop.example/redeem?code=AUTUMN-7K2M&utm=x", "AUTUMN-7K2M", "url"),
        ("https://shop.example/redeem?utm=x&Promo_Code=7K2M", "7K2M", "url"),
        ("https://shop.example/#/redeem/7K2M", "7K2M", "url"),
        ("https://shop.example/#code=7K2M", "7K2M", "url"),
        ("https://shop.example/?7K2M", "7K2M", "url"),
        ("https://shop.example/r/AUTUMN%2D7K2M", "AUTUMN-7K2M", "url"),
        ("https://id.gs1.org/01/09521234543213/21/7K2M", "7K2M", "gs1_digital_link"),
        ("https://brand.example/x/01/09521234543213/10/LOT/21/7K2M?17=261231", "7K2M",
         "gs1_digital_link"),
        ("https://id.gs1.org/01/09521234543213?21=7K2M", "7K2M", "gs1_digital_link"),
        ("]d2010952123454321321AUTUMN7K2M\x1d10LOT", "AUTUMN7K2M", "gs1"),
        ("]C1010952123454321310LOT\x1d217K2M", "7K2M", "gs1"),
        ("]Q3\x1d01095212345432131726123121AUTUMN7K2M", "AUTUMN7K2M", "gs1"),
        ("]e0(01)09521234543213(21)7K2M", "7K2M", "gs1"),
        ("]C18112AUTUMN7K2M", "AUTUMN7K2M", "gs1"),
        ("]C1AUTUMN-7K2M", "AUTUMN-7K2M", "gs1"),
    ],
)  # fmt: skip
def test_where_the_code_is(text: str, code: str, kind: str) -> None:
    assert first(text) == (code, kind)


def test_the_identifier_may_come_apart_from_the_text() -> None:
    assert first("010952123454321321AUTUMN7K2M", "]d2") == ("AUTUMN7K2M", "gs1")
    assert first("010952123454321321AUTUMN7K2M", "]d1") == ("010952123454321321AUTUMN7K2M", "code")


def test_a_coupon_number_is_tried_by_its_serial_and_whole() -> None:
    read = read_payload("https://id.gs1.org/255/9521234543215123456")
    assert isinstance(read, Payload)
    assert read.candidates[:2] == ("123456", "9521234543215123456")


def test_an_element_in_brackets_ends_at_the_separator_too() -> None:
    assert read_payload("(21)SUM7K2M\x1d(10)LOT") == Payload(
        ("SUM7K2M", "LOT", "(21)SUM7K2M(10)LOT"), "gs1"
    )


def test_upc_a_is_tried_as_printed_too() -> None:
    read = read_payload("0036000291452")
    assert read == Payload(("0036000291452", "036000291452"), "code")


def test_a_url_may_be_tried_by_more_than_one_part() -> None:
    read = read_payload("https://shop.example/r/SPRING?code=7K2M")
    assert read == Payload(("7K2M", "SPRING"), "url")


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "\r\n", "]Q1", "\x00", "AB\x00CD", "AB\x07CD", "AB\u202eDC", "AB\u200bCD",
        "AB\u2066CD", "\ue000ABCD", "\ud800",
        "A" * 10_240, "]C1" + "9" * 10_240,
        "https://shop.example/",
        "https://shop.example/%00%01", "https://shop.example/r/%E2%80%AEABC", "x" * 129,
        "https://id.gs1.org/01/09521234543213/21/%E2%80%AEABC",
        "https://shop.example/?code=%00",
    ],
)  # fmt: skip
def test_garbage_is_refused_with_a_sentence(text: str) -> None:
    read = read_payload(text)
    assert isinstance(read, Unreadable)
    assert read.reason.endswith(".")


@pytest.mark.parametrize(
    "text", ["https://[::1", "http://[/", "https://a:b:c/7K2M", "mailto:a@b.c"]
)
def test_what_only_looks_like_a_url_does_not_raise(text: str) -> None:
    read_payload(text)


alphabet = st.characters() | st.sampled_from("]CQde019()/?#=&%:.\x1d\x00\u202e ")
scanned = st.text(alphabet, max_size=300) | st.builds(
    lambda head, tail: head + tail,
    st.sampled_from(
        ["]C1", "]d2", "]Q3", "]e0", "]Q1", "https://", "https://x.example/", "http://x/01/",
         "\x1d01",
         "https://x.example/01/09521234543213/21/", "https://x.example/?code="]
    ),
    st.text(alphabet, max_size=300),
)  # fmt: skip


@given(scanned, st.none() | st.sampled_from(["]C1", "]E0", "]Q1", "]d2", "garbage"]))
def test_anything_gives_a_bounded_answer(text: str, aim: str | None) -> None:
    read = read_payload(text, aim)
    if isinstance(read, Unreadable):
        assert read.reason
        return
    assert 1 <= len(read.candidates) <= MOST_CANDIDATES
    assert len(set(read.candidates)) == len(read.candidates)
    for candidate in read.candidates:
        assert 1 <= len(candidate) <= LONGEST_CANDIDATE
        assert not any(ord(c) < 32 or 0x202A <= ord(c) <= 0x202E for c in candidate)


@given(st.text("ABCDEFGHJKMNPQRSTUVWXYZ23456789-", min_size=1, max_size=30), st.sampled_from(
    ["", "]Q1", "]C0", "]d1", "https://shop.example/r/", "https://shop.example/?code="]
))  # fmt: skip
def test_a_code_comes_out_as_it_went_in(code: str, carrier: str) -> None:
    assert first(carrier + code)[0] == code


@given(st.text("ABCDEFGHJKMNPQRSTUVWXYZ23456789", min_size=1, max_size=20))
def test_a_serial_is_found_in_any_order_of_elements(code: str) -> None:
    gtin, expiry, batch = "0109521234543213", "17261231", "10LOT5"
    for text in (
        f"{gtin}{expiry}21{code}",
        f"{gtin}21{code}\x1d{expiry}",
        f"{batch}\x1d21{code}\x1d{gtin}",
        f"\x1d21{code}",
    ):
        assert first("]C1" + text)[0] == code
