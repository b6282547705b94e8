"""A day at the command line: its log tells what was done, and holds nothing of it."""

import json

import pytest

from counterfoil.cli.wiring import report_bug
from tests.cli.shop import Shop

PERSON = {
    "loyaltyCardNumber": "77001234", "firstName": "Żaneta", "lastName": "Brzęczyszczykiewicz",
    "email": "zaneta@example.com", "phone": "+48600123987",
}  # fmt: skip
PIN = "483920"


@pytest.mark.logs("unexpected")
def test_a_day_leaves_nothing_in_the_log(shop: Shop) -> None:
    codes = shop.codes("Points")
    shop.done("member", "create", shop.file("person.json", {"member": PERSON}))
    shop.done("redeem", codes[0], "--member", PERSON["loyaltyCardNumber"])
    for code in (codes[0], "SUMMER2026", f"{codes[1]}X"):
        assert shop("redeem", code, "--member", PERSON["loyaltyCardNumber"]).code == 1
    assert shop("redeem", codes[1], "--member", PERSON["email"]).code != 0
    assert shop("member", "show", PERSON["phone"]).code != 0
    assert shop("codes", "void", "Points", "NO-CODE-9", "--reason", PERSON["lastName"]).code == 2
    shop.done("codes", "void", "Points", codes[2], "--reason", PERSON["lastName"])
    try:
        raise RuntimeError(f"{codes[3]} of {PERSON['email']} with {PIN}")
    except RuntimeError as error:
        report_bug(error, shop.data)
    text = (shop.data / "log" / "command-line.log").read_text("utf-8")
    secrets = (*codes, *PERSON.values(), PIN, "SUMMER2026", "NO-CODE-9", str(shop.folder))
    assert [secret for secret in secrets if secret in text] == []
    lines = [json.loads(line) for line in text.splitlines()]
    refused = [line["refused"] for line in lines if line.get("refused")]
    assert {"already_used": 1} in refused
    assert {"unknown": 1} in refused
    assert sum(line["event"] == "unexpected" for line in lines) == 1
