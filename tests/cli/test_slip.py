"""Slips from the command line: what can be used is printed, the rest is refused."""

from pathlib import Path

import pytest

from tests.cli.shop import COFFEE, Shop
from tests.helpers.receipt_printer import Printed, printer_at_port, read


def paper(shop: Shop, *words: object) -> Printed:
    """Print into a file, and return what is on the paper."""
    file = shop.folder / "paper"
    shop.done("slip", *words, "--to", f"file:{file}")
    return read(file.read_bytes())


def test_a_code_comes_out_of_a_printer_on_the_network(shop: Shop) -> None:
    code, *_ = shop.codes("Points")
    with printer_at_port() as printer:
        said = shop.done("slip", code.lower(), "--to", printer.address)
        printed = read(printer.received())
    assert said == f"{code} is printed: Points."
    assert printed.qr == [code]
    assert printed.lines[0] == "Points"
    assert printed.lines[-1] == "Main street"
    assert printed.lines[1].replace(" ", "") == code


def test_the_campaigns_end_stands_on_it_as_its_last_day(shop: Shop) -> None:
    ending = {
        "activity": {"startsAt": "2024-01-01 00:00+00:00", "endsAt": "2099-12-31 23:00+00:00"},
        "codeGenerator": {"characterSet": "alphanum", "length": 8, "prefix": "TEA"},
        "translations": {"en": {"name": "Free tea"}, "pl": {"name": "Herbata za darmo"}},
    }
    body = {"campaign": COFFEE["campaign"] | ending}
    shop.done("campaign", "create", shop.file("tea.json", body))
    shop.done("codes", "generate", "Free tea", 1)
    (code,) = shop.codes("Free tea")
    test = shop.done("codes", "generate", "Free tea", 1, "--test").split()[-1]
    # Midnight in the store, Europe/Warsaw, belongs to no day of the campaign.
    assert "Valid until 31 Dec 2099" in paper(shop, code).lines
    assert "TEST" not in paper(shop, code).lines
    assert "TEST" in paper(shop, test).lines
    assert paper(shop, code, "--locale", "pl").lines[0] == "Herbata za darmo"


def test_a_coupon_has_its_reward_value_and_last_day(shop: Shop) -> None:
    code, *_ = shop.codes("Coffee")
    shop.done("redeem", code, "--member", "4000101", "--json")
    (issued,) = shop("coupon", "list", "--json").records
    printed = paper(shop, issued["code"])
    assert printed.lines[0] == "A coffee"
    assert printed.lines[1].replace(" ", "") == issued["code"]
    assert printed.lines[2] == "4.5 EUR"
    assert printed.lines[3].startswith("Valid until ")
    assert printed.qr == [issued["code"]]
    shop.done("coupon", "use", issued["code"])
    refused = shop("slip", issued["code"], "--to", f"file:{shop.folder / 'none'}")
    assert refused.code == 2
    assert refused.err == (
        f"The coupon {issued['code']} is used; print one that can still be used.\n"
    )


def test_bars_narrow_paper_and_an_address(shop: Shop) -> None:
    code, *_ = shop.codes("Points")
    both = paper(shop, code, "--symbol", "both", "--paper", 58)
    assert (both.qr, both.bars) == ([code], [code])
    shown = paper(shop, code, "--content", "https://shop.example/r/{code}")
    assert shown.qr == [f"https://shop.example/r/{code}"]
    # What the address led to is a code again.
    assert paper(shop, shown.qr[0]).qr == [code]


def test_what_cannot_be_used_is_not_printed(shop: Shop) -> None:
    used, void, *_ = shop.codes("Points")
    shop.done("redeem", used, "--member", "4000101")
    shop.done("codes", "void", "Points", void, "--reason", "lost")
    target = shop.folder / "paper"
    for code, status in ((used, "used"), (void, "void")):
        ran = shop("slip", code, "--to", f"file:{target}")
        assert ran.code == 2
        assert ran.err == f"The code {code} is {status}; print one that can still be used.\n"
    ran = shop("slip", "PTS-NOPE", "--to", f"file:{target}")
    assert (ran.code, ran.err) == (
        2,
        "There is no code PTS-NOPE here; check how it is written.\n",
    )
    assert not target.exists()


def test_a_printer_that_is_gone_is_the_machines_fault(shop: Shop) -> None:
    code, *_ = shop.codes("Points")
    with printer_at_port() as printer:
        address = printer.address
    ran = shop("slip", code, "--to", address)
    assert ran.code == 3
    assert ran.err.startswith(f"The printer {address} takes nothing (Connection refused);")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--to", "printer"), "printer is no address of a receipt printer; write it as tcp:HOST"),
        (("--to", "file:x", "--content", "x"), "Write {code} into --content"),
        (("--to", "file:x", "--paper", "50"), "Invalid value for '--paper'"),
        ((), "Missing option '--to'."),
    ],
)
def test_wrong_use_is_told(shop: Shop, words: tuple[str, ...], sentence: str) -> None:
    code, *_ = shop.codes("Points")
    ran = shop("slip", code, *words)
    assert ran.code == 2
    assert ran.err.startswith(sentence)
    assert not Path("x").exists()
