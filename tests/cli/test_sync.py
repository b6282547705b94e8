"""Joining a hub and keeping in step with it from the command line."""

import json
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from counterfoil.cli.app import main
from counterfoil.cli.wiring import clock
from counterfoil.domain.exchange import DeviceKind
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.exchange.enrol import invite
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import default_staff
from tests.cli.shop import Shop, command, environment
from tests.house.checkout import ROOT
from tests.hub.served import served


@dataclass
class Hub:
    """A served hub, and tokens for it."""

    ledger: Ledger
    url: str
    codes: list[str]

    def token(self, kind: DeviceKind = DeviceKind.TILL) -> str:
        """Invite a device."""
        by = default_staff(self.ledger)
        return invite(self.ledger, self.ledger.store.code, "Till 2", kind, by, clock())


@pytest.fixture
def hub(shop: Shop) -> Iterator[Hub]:
    """The shop of the command line's tests as a hub."""
    codes = shop.codes("Points")
    with open_ledger(shop.data, clock()) as ledger:
        made = become_hub(ledger, clock())
        with served(made, clock) as client:
            yield Hub(made, str(client.http.base_url).rstrip("/"), codes)


@pytest.fixture
def till(hub: Hub, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Shop:
    """A data folder that has joined."""
    folder = tmp_path / "till"
    folder.mkdir()
    made = Shop(folder, capfd)
    made.done("join", hub.url, hub.token())
    return made


def test_a_folder_joins_and_has_what_the_hub_has(
    hub: Hub, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "till"
    folder.mkdir()
    till = Shop(folder, capfd)
    said = till.done("join", hub.url, hub.token())
    assert said.splitlines() == [
        "This is now Till 2, a till of Main street.",
        "Sent 2 entries; fetched everything.",
    ]
    assert "Points" in till.done("campaign", "list")
    again = till("join", hub.url, hub.token())
    assert (again.code, "has joined the hub" in again.err) == (2, True)


def test_an_office_device_joins_as_json(
    hub: Hub, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "office"
    folder.mkdir()
    joined, synced = Shop(folder, capfd)(
        "join", hub.url, hub.token(DeviceKind.OFFICE), "--json"
    ).records
    assert (joined["kind"], joined["name"], joined["hub"]) == ("office", "Till 2", hub.url)
    assert (synced["snapshot"], synced["state"]) == (True, "active")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("hub.example", "T"), 2, "no address of a hub"),
        (("http://127.0.0.1:9", "T"), 3, "cannot be reached"),
    ],
)
def test_what_cannot_be_joined_is_said(
    empty: Shop, words: tuple[str, ...], code: int, said: str
) -> None:
    ran = empty("join", *words)
    assert (ran.code, said in ran.err) == (code, True)


def test_a_store_of_its_own_does_not_join(hub: Hub, tmp_path: Path, shop: Shop) -> None:
    assert hub.url
    other = Shop(tmp_path / "own", shop.capfd)
    other.folder.mkdir()
    other.done("member", "create", other.file("m.json", {"member": {"loyaltyCardNumber": "77"}}))
    ran = other("join", hub.url, "TOKEN")
    assert (ran.code, "of its own" in ran.err) == (2, True)


def test_a_hub_elsewhere_without_tls_is_warned_of(empty: Shop) -> None:
    ran = empty("join", "http://192.0.2.1:1/", "T", "--name", "x" * 200)
    assert "can be read and changed on the way" in ran.err


def test_redeeming_asks_the_hub_and_syncing_tells_it_the_rest(hub: Hub, till: Shop) -> None:
    verdict = till("redeem", hub.codes[0], "--member", "4000101", "--json").record
    assert (verdict["verdict"], verdict["final"]) == ("accepted", True)
    again = till("redeem", hub.codes[0], "--member", "4000101", "--json")
    assert (again.code, again.record["reason"]) == (1, "already_used")
    alone = till("redeem", hub.codes[1], "--member", "4000101", "--offline", "--json")
    assert (alone.code, alone.record["verdict"]) == (1, "refused")
    status = till("sync", "status", "--json").record
    assert (status["waiting"], status["state"], status["kind"]) == (5, "active", "till")
    assert "Waiting to be sent" in till.done("sync", "status")
    assert till.done("sync").splitlines()[-1].startswith("Sent 5 entries; fetched ")
    assert till("sync", "--json").record["pushed"] == 0
    assert till("sync", "status", "--json").record["waiting"] == 0
    assert till.done("sync", "conflicts") == "There is no conflict."


def test_a_check_says_that_the_hub_would_be_asked(hub: Hub, till: Shop) -> None:
    assert "The hub will be asked" in till("redeem", hub.codes[0], "--check").out
    lines = json.dumps({"code": hub.codes[0], "member": "4000102"}) + "\n"
    ran = subprocess.run(
        command("redeem", "-", "--data", till.data),
        input=lines * 2,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(),
        timeout=60,
        check=False,
    )
    verdicts = [json.loads(line)["verdict"] for line in ran.stdout.splitlines()]
    assert verdicts == ["accepted", "refused"]


def test_a_ledger_that_joined_nobody_has_nothing_to_sync(empty: Shop) -> None:
    for words in (("sync",), ("sync", "status")):
        ran = empty(*words)
        assert (ran.code, "has joined no hub" in ran.err) == (2, True)


def test_a_restore_that_would_strand_a_queue_is_refused_unless_forced(hub: Hub, till: Shop) -> None:
    copy = till.done("backup")
    till("redeem", hub.codes[0], "--member", "4000101")
    ran = till("restore", copy)
    assert (ran.code, "have not reached the hub" in ran.err) == (2, True)
    assert till("restore", copy, "--force").code == 0
    ran = till("sync")
    assert (ran.code, "restored from a backup" in ran.err) == (2, True)
    till.done("join", hub.url, hub.token())


def test_how_long_the_hub_is_waited_for_can_be_set(empty: Shop) -> None:
    assert "waits 1.5 seconds" in empty.done("sync", "patience")
    assert "waits 0.5 seconds" in empty.done("sync", "patience", "0.5")
    assert "waits 0.5 seconds" in empty.done("sync", "patience")
    assert empty("sync", "patience", "0").code == 2


def test_what_a_lost_till_did_is_handed_over_from_its_journal(hub: Hub, till: Shop) -> None:
    till("redeem", hub.codes[0], "--member", "4000101")
    exported = till.folder / "journal.jsonl"
    till.done("journal", "export", "-o", exported)
    (till.data / "ledger.db").write_bytes(b"damaged")
    key = till.data / "device.key"
    words = ("salvage", "hand-over", hub.url, "--journal", exported, "--key", key)
    till.capfd.readouterr()
    assert main([*map(str, words), "--json"]) == 0
    done = json.loads(till.capfd.readouterr().out)
    assert (done["had"], done["sent"], done["state"]) == (2, 2, "active")
    assert main([*map(str, words)]) == 0
    assert "had 4 entries" in till.capfd.readouterr().out


def test_a_damaged_till_of_a_hub_is_told_to_join_anew_though_it_has_no_backup(
    hub: Hub, till: Shop
) -> None:
    assert hub.url
    database = till.data / "ledger.db"
    with database.open("r+b") as file:
        file.write(bytes(4096))
    ran = till("salvage", "restore")
    assert ran.code == 2
    assert f"This till had joined {hub.url}" in ran.err
    assert "salvage join" in ran.err


@pytest.mark.slow
def test_watching_goes_on_until_it_is_stopped(hub: Hub, till: Shop) -> None:
    assert hub.url
    with subprocess.Popen(
        command("sync", "--watch", "--json", "--data", till.data),
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(),
    ) as running:
        assert running.stdout is not None
        assert json.loads(running.stdout.readline())["state"] == "active"
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0
