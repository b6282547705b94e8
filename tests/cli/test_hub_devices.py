"""A hub's devices, rights and conflicts from the command line, on a folder and on PostgreSQL."""

import os
import pty
import re
import subprocess
from collections.abc import Iterator
from datetime import timedelta

import pytest

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.chain import device_id
from counterfoil.domain.exchange import DeviceKind, Standing
from counterfoil.domain.store import Role, Staff
from counterfoil.hub.wiring import clock
from counterfoil.ledger.connect import open_ledger, open_url
from counterfoil.ledger.exchange.devices import list_devices
from counterfoil.ledger.exchange.enrol import enrol
from counterfoil.ledger.exchange.greeting import greeted
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.journal import known_devices
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.pins import set_pin
from counterfoil.ledger.settings import STANDING, write_setting
from counterfoil.ledger.staff import save_staff
from tests.cli.shop import Ran, Shop, command, environment, program
from tests.domain.build import NOW
from tests.domain.build import store as warsaw
from tests.helpers.postgres import new_database, postgres_server
from tests.house.checkout import ROOT
from tests.ledger.exchange.sender import hub_of, till
from tests.ledger.exchange.tills import enrolled, greeting, public
from tests.ledger.shop import MANAGER
from tests.ledger.shop import Shop as LedgerShop
from tests.ledger.shop import fill as fill_ledger

OLGA = Staff("olga", "Olga", Role.MANAGER)
A_TOKEN = re.compile(r"[A-Z2-7]{6}(-[A-Z2-7]{6}){3}")


def opened(shop: Shop) -> Ledger:
    """Open the ledger between two commands."""
    return open_ledger(shop.data, NOW, store=warsaw())


@pytest.fixture
def hub(empty: Shop) -> Shop:
    """A folder with a hub: two managers, a till, a campaign whose codes may be held or risked."""
    with opened(empty) as ledger:
        fill_ledger(ledger)
        save_staff(ledger, OLGA, MANAGER, NOW)
        summer = LedgerShop(ledger)
        summer.campaign(6, offline_policy=OfflinePolicy.CAPPED)
        enrolled(become_hub(ledger, NOW), 1)
    return empty


def test_an_invitation_makes_a_hub_and_lets_one_device_in(shop: Shop) -> None:
    token = shop.done("hub", "invite", "--store", "store", "--name", "Till 7")
    assert A_TOKEN.fullmatch(token)
    with opened(shop) as ledger:
        assert ledger.standing is Standing.HUB
        got = enrol(ledger, token, "", public(1), clock())
        assert (got.name, got.kind, got.store.code) == ("Till 7", DeviceKind.TILL, "store")
    record = shop("hub", "invite", "--store", "store", "--office", "--json").record
    assert (record["kind"], record["store"]) == ("office", "store")
    listed = shop("hub", "devices", "--json").record
    assert (listed["name"], listed["state"], listed["waiting"]) == ("Till 7", "active", 0)
    assert listed["id"] == device_id(public(1))
    ran = shop("hub", "invite", "--store", "nowhere")
    assert (ran.code, ran.err) == (2, "There is no store nowhere.\n")
    ran = shop("hub", "invite", "--store", "store", "--staff", "zofia")
    assert (ran.code, "ask a manager" in ran.err) == (2, True)


def test_a_terminal_sees_the_token_as_a_symbol_too(shop: Shop) -> None:
    leader, follower = pty.openpty()
    url = "https://hub.example.com"
    running = subprocess.Popen(
        command("hub", "invite", "--store", "store", "--url", url, "--data", shop.data),
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=follower,
        cwd=ROOT,
        env=environment({"TERM": "xterm", "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}),
    )
    os.close(follower)
    shown = b"".join(_read(leader)).decode()
    os.close(leader)
    assert running.wait(30) == 0, shown
    token = A_TOKEN.search(shown)
    assert token is not None
    assert f"counterfoil join {url} {token[0]}" in shown
    rows = re.findall(r"[ ▀▄█]{20,}", shown)
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == len(rows[0]) // 2 + len(rows[0]) % 2
    assert set(rows[0]) == {"█"}


def _read(leader: int) -> Iterator[bytes]:
    try:
        while some := os.read(leader, 4000):
            yield some
    except OSError:
        return  # The other end was closed: the program has ended.


def test_devices_are_listed_with_their_clocks_and_what_waits(hub: Shop) -> None:
    with opened(hub) as ledger:
        (device,) = list_devices(ledger)
        said = greeting(device.id, 4, now=NOW + timedelta(hours=2, seconds=3, microseconds=9))
        greeted(ledger, said, 0, NOW)
    shown = hub.done("hub", "devices")
    assert re.search(r"Till 1 +till +W1 +active +13 May 2026, 14:30 +4 +2:00:03 ahead", shown)
    record = hub("hub", "devices", "--json").record
    assert (record["clockOff"], record["waiting"], record["awaited"]) == (7203, 4, False)


def test_a_device_is_revoked_by_its_name(hub: Shop) -> None:
    said = hub.done("hub", "revoke", "Till 1", "--reason", "Stolen.")
    assert said == "Till 1 may only hand over what it did."
    record = hub("hub", "devices", "--json").record
    assert (record["state"], record["why"]) == ("revoked", "Stolen.")
    assert hub("hub", "revoke", "Till 1").code == 2
    assert hub("hub", "revoke", "Till 9").err == "There is no device Till 9.\n"


def test_two_managers_write_a_device_off_each_with_their_pin(hub: Shop) -> None:
    for second in ("manager", "ewa", "nobody"):
        assert hub("hub", "write-off", "Till 1", "--second", second).code == 2
    with opened(hub) as ledger:
        set_pin(ledger, "manager", "483920", MANAGER, NOW)
        set_pin(ledger, "olga", "592836", MANAGER, NOW)

    def write_off(*pins: str) -> Ran:
        words = ("hub", "write-off", "Till 1", "--second", "olga", "--stdin", "--reason", "Burnt.")
        ran = program(*words, data=hub.data, stdin="\n".join(pins).encode())
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    assert "PIN is wrong" in write_off("483920", "592837").err
    assert "PIN is wrong" in write_off("483921", "592836").err
    assert write_off("483920", "592836").out == "Till 1 is written off.\n"
    assert hub("hub", "devices", "--json").record["state"] == "written_off"


def test_a_fence_names_who_is_waited_for(hub: Shop) -> None:
    record = hub("hub", "fence", "--json").record
    assert record["awaited"] == [device_id(public(1))]
    assert re.search(r"Till 1 +till +W1 +awaited", hub.done("hub", "devices"))
    said = hub.done("hub", "fence")
    began = int(str(record["epoch"]))
    assert re.fullmatch(r"Epoch (\d+) has begun; devices that are waited for: 1\.", said)
    assert int(said.split()[1]) > began > 1
    assert hub("hub", "fence", "--staff", "ewa").code == 2


def test_codes_are_held_and_asked_back(hub: Shop) -> None:
    said = hub.done("hub", "hold", "Till 1", "Summer", "--batch", "1")
    assert said == "Till 1 holds 6 codes of Summer."
    (record,) = hub("hub", "rights", "--device", "Till 1", "--json").records
    assert (record["kind"], record["state"], record["codes"]) == ("codes", "granted", 6)
    assert re.search(r"Till 1 +Summer +codes +granted +6", hub.done("hub", "rights"))
    said = hub.done("hub", "recall", record["right"])
    assert said == f"The right {record['right']} is asked back."
    (record,) = hub("hub", "rights", "--json").records
    assert record["state"] == "recalled"
    assert hub("hub", "recall", 999).code == 2
    for words in ((), ("--batch", "1", "--sheet", "1"), ("--batch", "9"), ("--sheet", "9")):
        assert hub("hub", "hold", "Till 1", "Summer", *words).code == 2


def test_what_tills_are_supplied_with_is_set_and_shown_as_a_figure(hub: Shop) -> None:
    risk = ("--risk-units", "500", "--risk-money", "12.50", "--risk-count", "3")
    said = hub.done("hub", "allow", "Summer", *risk, "--hours", "8", "--quota", "2")
    assert said == "Every till is kept supplied for Summer."
    said = hub.done("hub", "allow", "c1", "--device", "Till 1", "--risk-count", "2")
    assert said == "The till is kept supplied for Summer."
    assert hub.done("hub", "exposure") == "Nothing is out of the hub's hands."
    hub.done("hub", "hold", "Till 1", "Summer", "--batch", "1")
    campaign, device, total = hub("hub", "exposure", "--json").records
    assert (campaign["campaign"], campaign["codes"]) == ("Summer", 6)
    assert (device["device"], device["codes"], total["codes"]) == ("Till 1", 6, 6)
    assert "Summer" in hub.done("hub", "exposure")
    for wrong in (("--risk-units", "x"), ("--risk-units", "-1"), ("--hours", "0")):
        assert hub("hub", "allow", "Summer", *wrong).code == 2


def test_a_conflict_is_listed_and_settled(empty: Shop) -> None:
    with opened(empty) as ledger:
        fill_ledger(ledger)
        shop = hub_of(LedgerShop(ledger))
        _, codes = shop.campaign(10)
        shop.redeem(codes[0])
        jan = till(shop)
        jan.push(jan.redeem(codes[0]), jan.redeem(codes[0]))
    assert "Till 1, Jan, 13 May 14:30" in empty.done("hub", "conflicts")
    first, second = (each["id"] for each in empty("hub", "conflicts", "--json").records)
    said = empty.done("hub", "settle", first, "keep_first")
    assert said == "The first one stands; the second gives nothing."
    assert empty("hub", "settle", first, "keep_first").code == 2
    assert empty("hub", "settle", second, "accept_loss").code == 2
    empty.done("hub", "settle", second, "accept_loss", "--note", "A regular.")
    assert empty.done("hub", "conflicts") == "Nothing waits to be settled."
    states = {each["state"] for each in empty("hub", "conflicts", "--all", "--json").records}
    assert states == {"kept_first", "accepted"}
    assert empty("hub", "settle", "X-1", "keep_first").code == 2
    assert empty("hub", "settle", first, "burn").code == 2


def test_a_ledger_that_is_no_hub_has_no_devices(shop: Shop) -> None:
    assert shop.done("hub", "devices").startswith("No device has joined")
    assert shop.done("hub", "conflicts") == "Nothing waits to be settled."


def test_to_supply_tills_makes_a_hub(shop: Shop) -> None:
    assert shop.done("hub", "allow", "Points") == "Every till is kept supplied for Points."
    with opened(shop) as ledger:
        assert ledger.standing is Standing.HUB


@pytest.mark.parametrize("words", [("serve", "--port", "0"), ("invite", "--store", "store")])
def test_a_ledger_that_has_joined_a_hub_is_none(shop: Shop, words: tuple[str, ...]) -> None:
    with opened(shop) as ledger, ledger.write() as conn:
        write_setting(conn, STANDING, Standing.TILL)
    ran = shop("hub", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_a_hubs_database_has_stores_and_staff_of_all(empty: Shop) -> None:
    with postgres_server() as server, new_database(server) as database:
        url = database.replace("postgresql+psycopg://", "postgresql://", 1)
        at_hub = ("--database", url)
        shop = ("--name", "Kraków", "--zone", "Europe/Warsaw", "--currency", "pln")
        said = empty.done("store", "add", "K1", *shop, *at_hub)
        assert said == "The store K1 is Kraków, Europe/Warsaw, PLN."
        assert empty("store", "add", "K1", *shop, *at_hub).code == 2
        empty.done("store", "set", "--store", "K1", "--name", "Rynek", *at_hub)
        assert "Rynek" in empty.done("store", "list", *at_hub)
        empty.done("staff", "add", "ola", "Ola", "--role", "manager", *at_hub)
        assert "Ola" in empty.done("staff", "list", *at_hub)
        assert A_TOKEN.fullmatch(empty.done("hub", "invite", "--store", "K1", *at_hub))
        assert empty.done("hub", "devices", *at_hub).startswith("No device has joined")
        with open_url(database, NOW) as ledger:
            # All commands are of one device.
            assert len(known_devices(ledger)) == 2
    assert {path.name for path in empty.data.iterdir()} == {"hub.key", "log"}
