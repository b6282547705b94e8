import json
import subprocess
from typing import Any

import pytest

from counterfoil.ledger.sheets.header import header_code
from tests.cli.shop import Shop, campaign, command, environment, program
from tests.house.checkout import ROOT

KEYS = [
    "verdict", "final", "reason", "sentence", "code", "campaign", "member", "effects",
    "redemption", "at",
]  # fmt: skip


def test_an_accepted_code_is_a_record_with_exactly_these_keys(shop: Shop) -> None:
    code = shop.codes("Points")[0]
    ran = shop("redeem", code, "--member", "4000101", "--json")
    assert ran.code == 0
    assert list(ran.record) == KEYS
    assert ran.record["verdict"] == "accepted"
    assert ran.record["final"] is True
    assert ran.record["reason"] is None
    assert ran.record["sentence"] == "Accepted: +100 units for card 4000101."
    assert (ran.record["code"], ran.record["member"]) == (code, "4000101")
    assert ran.record["effects"] == [
        {"effect": "give_points", "member": "4000101", "units": 100, "walletCode": "default"}
    ]
    assert ran.record["redemption"]


def test_a_used_code_is_refused_with_when_where_and_by_whom(shop: Shop) -> None:
    code = shop.codes("Points")[0]
    at = "2026-01-15T12:30"
    shop.done("redeem", code, "--member", "4000101", "--at", at, "--staff", "zofia")
    ran = shop("redeem", code.lower(), "--member", "4000102", "--json")
    assert ran.code == 1
    assert list(ran.record) == KEYS
    assert ran.record["verdict"] == "refused"
    assert ran.record["reason"] == "already_used"
    assert ran.record["sentence"] == ("Already used on 15 Jan 2026, 12:30 at Main street by Zofia.")
    assert (ran.record["effects"], ran.record["redemption"]) == ([], None)


def test_a_verdict_is_a_card_in_the_terminal(shop: Shop) -> None:
    code = shop.codes("Points")[0]
    card = shop.done("redeem", code, "--member", "4000102").splitlines()
    assert card[0] == f"✓ Accepted  {code}"
    assert card[1:5] == [
        "  Campaign    Points",
        "  Member      Łucja Żak (4000102)",
        "  Gives       +100 units for card 4000102",
        "  Balance     100",
    ]
    refused = shop("redeem", code, "--member", "4000102")
    assert refused.code == 1
    assert refused.out.splitlines()[0] == f"✕ Refused  {code}"
    assert "Do not hand anything over." in refused.out


def test_checking_uses_nothing_up(shop: Shop) -> None:
    code = shop.codes("Points")[0]
    for _ in range(2):
        ran = shop("redeem", code, "--member", "4000101", "--check", "--json")
        assert (ran.code, ran.record["verdict"], ran.record["redemption"]) == (0, "accepted", None)
        assert ran.record["sentence"] == "Would be accepted: +100 units for card 4000101."
    assert shop("redeem", code, "--check").code == 1


def test_a_coupon_needs_no_member(shop: Shop) -> None:
    ran = shop("redeem", shop.codes("Coffee")[0], "--json")
    (coupon,) = ran.record["effects"]
    assert (ran.code, ran.record["member"]) == (0, None)
    assert (coupon["effect"], coupon["reward"], coupon["value"]) == ("give_reward", "coffee", 4.5)
    assert coupon["coupon"] in ran.record["sentence"]


@pytest.mark.parametrize(
    ("spelled", "reason"),
    [
        ("https://shop.example/r/{code}", None),
        (" {code} ", None),
        ("]Q1{code}", None),
        ("{code}X", "unknown"),
        ("CUP22222222", "mistyped"),
        ("\x1b[31m\u202e", "unreadable"),
        ("A" * 10_000, "unreadable"),
        ("", "unreadable"),
    ],
)
def test_a_code_may_come_in_many_forms(shop: Shop, spelled: str, reason: str | None) -> None:
    text = spelled.replace("{code}", shop.codes("Points")[0])
    ran = shop("redeem", text, "--member", "4000101", "--json")
    assert ran.record["reason"] == reason
    assert ran.code == (0 if reason is None else 1)


def test_what_is_printed_cannot_control_the_terminal(shop: Shop) -> None:
    ran = shop("redeem", "AB\x1b[2JCD")
    assert ran.code == 1
    assert "\x1b[2J" not in ran.out


def test_the_purchase_amount_feeds_the_formula(shop: Shop) -> None:
    effect = {"effect": "give_points", "pointsRule": "transaction.grossValue * 2"}
    shop.done("campaign", "create", shop.file("c.json", campaign("Double", "DBL", effect)))
    shop.done("codes", "generate", "Double", 3)
    one, two, _ = shop.codes("Double")
    ran = shop("redeem", one, "--member", "4000101", "--json")
    assert ran.record["reason"] == "amount_required"
    ran = shop("redeem", one, "--member", "4000101", "--amount", "12.50", "--json")
    assert ran.record["effects"][0]["units"] == 25
    for wrong in ("x", "-1", "nan", "1e400", "1_0"):
        ran = shop("redeem", two, "--member", "4000101", f"--amount={wrong}")
        assert ran.code == 2, wrong
        assert "amount" in ran.err


def test_the_same_event_id_again_gives_the_same_answer_only(shop: Shop) -> None:
    code = shop.codes("Points")[0]
    words = ("redeem", code, "--member", "4000101", "--event-id", "e-1", "--json")
    first, second = shop(*words), shop(*words)
    assert (first.code, second.code) == (0, 0)
    assert first.record["redemption"] == second.record["redemption"]
    assert shop("member", "show", "4000101", "--json").record["units"] == {"default": 100}


def test_times_are_on_the_stores_clock(shop: Shop) -> None:
    code = shop.codes("Points")[0]
    ran = shop("redeem", code, "--at", "2023-12-31T23:59", "--member", "4000101", "--json")
    assert ran.record["sentence"] == "The campaign Points starts on 1 Jan 2024, 01:00."
    assert ran.record["at"] == "2023-12-31T22:59:00+00:00"
    ran = shop("redeem", code, "--at", "yesterday")
    assert ran.code == 2
    assert ran.err.startswith("yesterday is no time; give one such as ")


def test_a_supervisor_undoes_a_redemption_once(shop: Shop) -> None:
    code = shop.codes("Coffee")[0]
    made = shop("redeem", code, "--json").record["redemption"]
    ran = shop("reverse", made, "--reason", "wrong code", "--staff", "zofia")
    assert (ran.code, ran.err) == (2, "Zofia may not do this; ask a supervisor.\n")
    ran = shop("reverse", made, "--reason", "wrong code", "--json")
    assert ran.code == 0
    assert (ran.record["redemption"], ran.record["codeUnused"]) == (made, True)
    assert ran.record["reason"] == "wrong code"
    ran = shop("reverse", made, "--reason", "again")
    assert (ran.code, ran.err) == (2, f"The redemption {made} was undone before.\n")
    assert shop("redeem", code).code == 0


def test_an_undo_is_a_card_in_the_terminal(shop: Shop) -> None:
    code = shop.codes("Points")[0]
    made = shop("redeem", code, "--member", "4000101", "--json").record["redemption"]
    card = shop.done("reverse", made, "--reason", "Wrong member")
    assert card.splitlines() == [
        f"↶ Undone  {code}",
        "  Campaign    Points",
        "  Member      Ada Nowak (4000101)",
        "  Taken back  −100 units for card 4000101",
        "  Code        stays used",
        "  Reason      Wrong member",
    ]
    assert shop("reverse", "none", "--reason", "x").err == "There is no redemption none.\n"


def test_a_stream_is_answered_line_by_line_in_order(shop: Shop) -> None:
    one, two, three, *_ = shop.codes("Points")
    lines = (
        {"code": one, "member": "4000101"},
        {"code": one, "member": "4000101"},
        {"code": two, "member": "4000102", "at": "2026-01-15T10:00", "amount": "9.90"},
        {"code": three, "member": "4000101", "eventId": "e-7"},
        {"code": three, "member": "4000101", "eventId": "e-7"},
        {"code": 5},
    )
    ran = program("redeem", "-", data=shop.data, stdin=as_lines(lines))
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert [list(answer) for answer in answers] == [KEYS] * 6
    assert [(answer["verdict"], answer["reason"]) for answer in answers] == [
        ("accepted", None),
        ("refused", "already_used"),
        ("accepted", None),
        ("accepted", None),
        ("accepted", None),
        ("refused", "unknown"),
    ]
    assert answers[2]["at"] == "2026-01-15T09:00:00+00:00"
    assert answers[3]["redemption"] == answers[4]["redemption"]


def test_a_bad_line_is_answered_and_the_stream_goes_on(shop: Shop) -> None:
    code = shop.codes("Points")[0]
    bad = (
        b"nonsense",
        b"[]",
        b'{"member": "4000101"}',
        b'{"code": "A", "colour": "red"}',
        b'{"code": "A", "amount": true}',
        b'{"code": "A", "at": "never"}',
        b'{"code": ["A"]}',
        b'{"code": "A", "code": "B"}',
        b'{"code": "\\u0000"}',
        b'{"code": "' + b"A" * 70_000 + b'"}',
        b"\xff\xfe",
    )
    good = as_lines([{"code": code, "member": "4000101"}])
    ran = program("redeem", "-", data=shop.data, stdin=b"\n".join([*bad, b"", good]))
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.returncode == 2
    assert [answer["verdict"] for answer in answers] == ["error"] * len(bad) + ["accepted"]
    assert all(list(answer) == KEYS for answer in answers)
    for number, answer in enumerate(answers[:-1], 1):
        assert answer["reason"] == "bad_input"
        assert answer["sentence"].startswith(f"Line {number}: ")


def test_a_stream_answers_each_line_before_the_next_is_sent(shop: Shop) -> None:
    """Another program may wait for each answer."""
    codes = shop.codes("Points")
    with subprocess.Popen(
        command("redeem", "-", "--check", "--data", shop.data),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment(),
    ) as running:  # fmt: skip
        assert running.stdin is not None
        assert running.stdout is not None
        for code in codes:
            running.stdin.write(as_lines([{"code": code, "member": "4000101"}]))
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["code"] == code
        running.stdin.close()
        assert running.wait(30) == 0


def test_options_for_one_code_do_not_go_with_a_stream(shop: Shop) -> None:
    ran = shop("redeem", "-", "--member", "4000101")
    assert ran.code == 2
    assert ran.err == "With - the lines themselves say the member, amount and time.\n"


def as_lines(records: Any) -> bytes:  # noqa: ANN401
    """Return records as lines of JSON."""
    return "".join(f"{json.dumps(record)}\n" for record in records).encode()


def test_the_header_of_a_sheet_is_no_code(shop: Shop) -> None:
    header = header_code("7K2M9QXR4T", 12)
    ran = shop("redeem", header)
    assert ran.code == 2
    assert "That is the code of sheet 12, not of a customer" in ran.err
