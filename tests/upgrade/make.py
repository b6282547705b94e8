"""Makes the ledgers of this folder, by an older program:

    PYTHONPATH=CHECKOUT/src python tests/upgrade/make.py NAME

CHECKOUT is that program's source, as `git archive` gives it. Written are NAME.sql, every row as
that program left it, and NAME.json: what it answered to questions that today's is asked again, and
the device's key. It was run once for each version of the tables; what it wrote is kept as it is.
"""

import io
import json
import sqlite3
import sys
import tempfile
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, Final

from counterfoil.cli.app import main

HERE: Final = Path(__file__).parent
SCHEMA: Final = {
    "eventType": "code_redeemed",
    "name": "A code is redeemed",
    "schema": {"fields": [{"type": "text", "name": "promo_code"}]},
}
REWARD: Final = {"reward": {"name": "A coffee", "couponValue": 4.5, "daysValid": 3650}}
MEMBERS: Final = (
    {"loyaltyCardNumber": "4000101", "firstName": "Ada", "lastName": "Nowak", "tier": "gold"},
    {"loyaltyCardNumber": "4000102", "firstName": "Łucja", "lastName": "Żak"},
)


def campaign(name: str, prefix: str, effect: dict[str, Any], **changes: object) -> dict[str, Any]:
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
        "rules": [{"name": "Rule", "conditions": [], "effects": [effect]}],
        "limits": {},
        "visibility": {"target": "none"},
        "audience": {"target": "none"},
        "displayOrder": 1,
        "active": True,
        "labels": [],
    }
    return {"campaign": body | changes}


POINTS: Final = campaign("Points", "PTS", {"effect": "give_points", "pointsRule": "100"})
COFFEE: Final = campaign(
    "Coffee",
    "CUP",
    {"effect": "give_reward", "rewardId": "coffee"},
    counterfoil={"checkCharacter": True, "reuseAfterReversal": True},
)


class Old:
    """An older program on a data folder, in this process: its source comes first in PYTHONPATH."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def __call__(self, *words: object, fine: tuple[int, ...] = (0,)) -> str:
        """Give a command; return what it printed."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main([*map(str, words), "--data", str(self.data)])
        assert code in fine, (words, out.getvalue(), err.getvalue())
        return out.getvalue()

    def records(self, *words: object, fine: tuple[int, ...] = (0,)) -> list[Any]:
        """Give a command that prints records; return them."""
        return [json.loads(line) for line in self(*words, "--json", fine=fine).splitlines()]

    def file(self, name: str, content: object) -> Path:
        """Write a file beside the data folder."""
        path = self.data.parent / name
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, "utf-8")
        return path


def fill(old: Old) -> None:
    """Set a store up and work there: redeem, refuse, undo, void, import."""
    old("store", "set", "--name", "Main street", "--zone", "Europe/Warsaw", "--currency", "PLN")
    old("schema", "create", old.file("schema.json", SCHEMA))
    old("reward", "create", old.file("reward.json", REWARD), "--id", "coffee")
    for member in MEMBERS:
        old("member", "create", old.file("member.json", {"member": member}))
    old("staff", "add", "zofia", "Zofia", "--role", "cashier")
    for name, body in (("Points", POINTS), ("Coffee", COFFEE)):
        old("campaign", "create", old.file("campaign.json", body))
        old("codes", "generate", name, 8)
    old("codes", "import", "Points", old.file("bought.csv", "code\nWELCOME-2026\nZOLW-7\n"))
    points, coffee = codes(old, "Points"), codes(old, "Coffee")
    old("redeem", points[0], "--member", "4000101", "--staff", "zofia")
    old("redeem", points[0], "--member", "4000102", fine=(1,))
    old("redeem", points[1], "--member", "4000102")
    (undone,) = old.records("redeem", points[2], "--member", "4000101")
    old("reverse", undone["redemption"], "--reason", "by mistake")
    (again,) = old.records("redeem", coffee[0], "--member", "4000101")
    old("reverse", again["redemption"], "--reason", "another one")
    old("redeem", coffee[1], "--member", "4000101")
    old("redeem", coffee[2], "--member", "4000102")
    old("redeem", "NO-SUCH-CODE", fine=(1,))
    old("codes", "void", "Points", points[3], "--reason", "torn")


def codes(old: Old, campaign: str) -> list[str]:
    return [each["code"] for each in old.records("codes", "list", campaign)]


def answers(old: Old) -> dict[str, Any]:
    """Return what is known of codes, members, figures and the journal."""
    points = codes(old, "Points")
    asked = (*points[:5], *codes(old, "Coffee")[:4])
    return {
        "codes": {name: old.records("codes", "list", name) for name in ("Points", "Coffee")},
        "members": old.records("member", "show", "4000101")
        + old.records("member", "show", "4000102"),
        "stats": old.records("stats", "Points") + old.records("stats", "Coffee"),
        "staff": old.records("staff", "list"),
        "checks": {
            code: old.records("redeem", code, "--member", "4000102", "--check", fine=(0, 1))
            for code in asked
        },
    }


def dump(data: Path) -> str:
    """Return the rows and the tables of a data folder's database, as SQL."""
    with closing(sqlite3.connect(data / "ledger.db")) as raw:
        return "".join(f"{line}\n" for line in raw.iterdump())


def keep(name: str, data: Path, said: dict[str, Any]) -> None:
    """Write what was made."""
    key = (data / "device.key").read_bytes().hex()
    (HERE / f"{name}.sql").write_text(dump(data), "utf-8")
    (HERE / f"{name}.json").write_text(
        json.dumps({"key": key, **said}, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8"
    )


def make(name: str) -> None:
    """Make one ledger."""
    with tempfile.TemporaryDirectory() as folder:
        old = Old(Path(folder) / "data")
        fill(old)
        keep(name, old.data, answers(old))


if __name__ == "__main__":
    make(*sys.argv[1:])
