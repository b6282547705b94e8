"""The command line as a user has it: words in, exit code and text out, on a real data folder."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from counterfoil.cli.app import main
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.connect import open_ledger
from tests.house.checkout import ROOT

SCHEMA = {
    "eventType": "code_redeemed",
    "name": "A code is redeemed",
    "schema": {"fields": [{"type": "text", "name": "promo_code"}]},
}
REWARD = {"reward": {"name": "A coffee", "couponValue": 4.5, "daysValid": 30}}
MEMBERS = (
    {"loyaltyCardNumber": "4000101", "firstName": "Ada", "lastName": "Nowak", "tier": "gold"},
    {"loyaltyCardNumber": "4000102", "firstName": "Łucja", "lastName": "Żak"},
)


def campaign(name: str, prefix: str, *effects: dict[str, Any], **changes: object) -> Any:  # noqa: ANN401
    """Return a campaign's body in Open Loyalty's form, active since 2024."""
    body = {
        "type": "direct",
        "trigger": "custom_event_unique_code",
        "translations": {"en": {"name": name}},
        "activity": {"startsAt": "2024-01-01 00:00+00:00", "endsAt": None},
        "event": "code_redeemed",
        "eventCodeAttribute": "promo_code",
        "generateCodes": True,
        "codeGenerator": {"characterSet": "alphanum", "length": 8, "prefix": prefix},
        "rules": [{"name": "Rule", "conditions": [], "effects": list(effects)}],
        "limits": {},
        "visibility": {"target": "none"},
        "audience": {"target": "none"},
        "displayOrder": 1,
        "active": True,
        "labels": [],
    }
    return {"campaign": body | changes}


POINTS = campaign("Points", "PTS", {"effect": "give_points", "pointsRule": "100"})
COFFEE = campaign(
    "Coffee",
    "CUP",
    {"effect": "give_reward", "rewardId": "coffee"},
    counterfoil={"checkCharacter": True, "reuseAfterReversal": True},
)


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """The lines of standard output as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def record(self) -> dict[str, Any]:
        """The only line of standard output as JSON."""
        (only,) = self.records
        return only


@dataclass(frozen=True)
class Shop:
    """A data folder, and the commands given to it."""

    folder: Path
    capfd: pytest.CaptureFixture[str]

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    def __call__(self, *words: object) -> Ran:
        """Run the command line in this process."""
        self.capfd.readouterr()
        code = main([*map(str, words), "--data", str(self.data)])
        out, err = self.capfd.readouterr()
        return Ran(code, out, err)

    def done(self, *words: object) -> str:
        """Run a command that must succeed; return what it printed, without the last line's end."""
        ran = self(*words)
        assert (ran.code, ran.err) == (0, ""), ran
        return ran.out.rstrip("\n")

    def file(self, name: str, content: object) -> Path:
        """Write a file beside the data folder: text as it is, anything else as JSON."""
        path = self.folder / name
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, "utf-8", newline="")
        return path

    def codes(self, campaign_text: str) -> list[str]:
        """The texts of a campaign's codes, in order."""
        ran = self("codes", "list", campaign_text, "--json")
        return [record["code"] for record in ran.records]


def program(
    *words: object, data: Path, stdin: bytes = b"", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as its own process."""
    return subprocess.run(
        command(*words, "--data", data),
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env=environment(env),
        timeout=60,
        check=False,
    )


def command(*words: object) -> list[str]:
    """Return the words that start the program as its own process."""
    return [sys.executable, "-m", "counterfoil", *map(str, words)]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment with little in it."""
    return {"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin", **(more or {})}


def fill(shop: Shop) -> None:
    """Set a store up: members, a reward, two campaigns with five codes each."""
    shop.done("store", "set", "--name", "Main street", "--zone", "Europe/Warsaw")
    shop.done("schema", "create", shop.file("schema.json", SCHEMA))
    shop.done("reward", "create", shop.file("reward.json", REWARD), "--id", "coffee")
    for member in MEMBERS:
        shop.done("member", "create", shop.file("member.json", {"member": member}))
    shop.done("staff", "add", "zofia", "Zofia", "--role", "cashier")
    for name, body in (("Points", POINTS), ("Coffee", COFFEE)):
        shop.done("campaign", "create", shop.file("campaign.json", body))
        shop.done("codes", "generate", name, 5)


def first_code(data: Path, campaign_id: str) -> str:
    """Return a campaign's first code, asked of the ledger itself."""
    with open_ledger(data, datetime.now(UTC)) as ledger:  # noqa: TID251 - as the wiring would
        return list_codes(ledger, campaign_id, limit=1).codes[0].text


def copy(template: Path, to: Path) -> None:
    """Copy a store that is not open."""
    shutil.copytree(template / "data", to / "data", ignore=shutil.ignore_patterns("lock"))
