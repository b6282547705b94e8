"""PINs from the command line, and who signed in when."""

import json
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.pins import PinRefused, sign_in
from tests.cli.shop import Ran, Shop, command, environment, program
from tests.cli.test_till import NOW
from tests.house.checkout import ROOT


def pipe(shop: Shop, text: str, *words: str) -> Ran:
    """Give a command with `text` on its standard input."""
    ran = program("staff", "pin", *words, "--stdin", data=shop.data, stdin=text.encode())
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def test_a_pin_is_set_and_cleared(shop: Shop) -> None:
    ran = pipe(shop, "7301\n", "zofia")
    assert (ran.code, ran.out) == (0, "Zofia has a new PIN.\n")
    listed = {each["id"]: each for each in shop("staff", "list", "--json").records}
    assert (listed["zofia"]["hasPin"], listed["manager"]["hasPin"]) == (True, False)
    with open_ledger(shop.data, NOW) as ledger:
        with pytest.raises(PinRefused):
            sign_in(ledger, "zofia", "7302", NOW)
        sign_in(ledger, "zofia", "7301", NOW)
    listed = {each["id"]: each for each in shop("staff", "list", "--json").records}
    assert listed["zofia"]["signedInAt"] == NOW.isoformat()
    assert re.search(r"zofia +Zofia +cashier +yes +yes +1 Nov 2026", shop.done("staff", "list"))
    assert shop.done("staff", "pin", "zofia", "--clear") == "Zofia has no PIN."


def test_what_cannot_be_a_pin_is_refused(shop: Shop) -> None:
    for pin, why in (("1234", "too easy"), ("12", "4 to 8 digits"), ("", "4 to 8 digits")):
        ran = pipe(shop, pin, "zofia")
        assert (ran.code, ran.out) == (2, "")
        assert why in ran.err
    assert "has the id nobody" in pipe(shop, "7301", "nobody").err
    assert shop("staff", "pin", "zofia", "--clear", "--stdin").code == 2


def test_a_cashier_changes_the_own_pin_only_and_gives_the_old_one(
    shop: Shop,
) -> None:
    assert pipe(shop, "7301\n", "zofia", "--staff", "zofia").code == 0
    assert "PIN is wrong" in pipe(shop, "9025\n", "zofia", "--staff", "zofia").err
    assert pipe(shop, "9025\n7301\n", "zofia", "--staff", "zofia").code == 0
    ran = pipe(shop, "7301\n", "manager", "--staff", "zofia")
    assert (ran.code, ran.err) == (2, "Zofia may not do this; ask a manager.\n")


def test_the_store_and_a_backup_name_who_changed_them(shop: Shop, tmp_path: Path) -> None:
    ran = shop("store", "set", "--name", "Corner", "--staff", "zofia")
    assert (ran.code, ran.err) == (2, "Zofia may not do this; ask a manager.\n")
    copy = tmp_path / "copy.db"
    shop.done("backup", copy)
    assert shop("restore", copy, "--staff", "zofia").code == 2
    assert shop("restore", copy).code == 0


def test_a_piped_pin_ends_where_the_input_does(shop: Shop) -> None:
    assert program("staff", "pin", "zofia", "--stdin", data=shop.data, stdin=b"").returncode == 2
    ran = program("staff", "pin", "zofia", "--stdin", data=shop.data, stdin=b"7301")
    assert (ran.returncode, ran.stdout) == (0, b"Zofia has a new PIN.\n")


@pytest.mark.parametrize(("again", "code"), [("7301", 0), ("7310", 2)])
def test_a_terminal_is_asked_without_showing_the_pin(shop: Shop, again: str, code: int) -> None:
    leader, follower = pty.openpty()
    running = subprocess.Popen(
        command("staff", "pin", "zofia", "--data", shop.data),
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=ROOT,
        env=environment({"TERM": "dumb"}),
        start_new_session=True,
    )
    os.close(follower)
    shown = b""
    for question, answer in ((b"New PIN: ", "7301"), (b"Once more: ", again)):
        while question not in shown:
            shown += os.read(leader, 1000)
        os.write(leader, f"{answer}\n".encode())
    try:
        while some := os.read(leader, 1000):
            shown += some
    except OSError:
        pass  # The other end was closed: the program has ended.
    os.close(leader)
    assert running.wait(30) == code
    assert b"7301" not in shown
    assert (b"has a new PIN" if code == 0 else b"The two PINs differ") in shown


@pytest.mark.slow
def test_a_stream_of_unknown_codes_has_to_wait_until_a_supervisor_lifts_it(shop: Shop) -> None:
    code = shop.codes("Points")[0]
    lines = [{"code": f"NONE{number:05}"} for number in range(15)]
    stream = "\n".join(json.dumps(each) for each in [*lines, {"code": code, "member": "4000101"}])
    ran = program("redeem", "-", "--staff", "zofia", data=shop.data, stdin=stream.encode())
    told = [json.loads(line)["reason"] for line in ran.stdout.splitlines()]
    assert (ran.returncode, told) == (0, ["unknown"] * 15 + ["too_many_guesses"])
    assert "ask a supervisor" in shop("staff", "lift-wait", "--staff", "zofia").err
    assert shop("redeem", code, "--member", "4000101").code == 1
    assert shop.done("staff", "lift-wait") == "Codes are taken again."
    assert shop("redeem", code, "--member", "4000101").code == 0
    assert shop.done("staff", "lift-wait") == "Nobody had to wait; codes are taken."
