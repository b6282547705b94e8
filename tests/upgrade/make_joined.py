"""Makes the pair of this folder, a hub and its till, by an older program:

    PYTHONPATH=CHECKOUT/src:. python tests/upgrade/make_joined.py

The till has redeemed what the hub answered to, and, while it did not, one more code on its own;
that and a refusal wait to be sent. See `make.py`.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.upgrade.make import Old, answers, campaign, codes, fill, keep

OFFLINE: Final = campaign(
    "Offline",
    "OFF",
    {"effect": "give_points", "pointsRule": "100"},
    counterfoil={"offlinePolicy": "capped"},
)


def make() -> None:
    """Make both."""
    with tempfile.TemporaryDirectory() as folder:
        (hub_data := Path(folder) / "hub").mkdir()
        (till_data := Path(folder) / "till").mkdir()
        hub, till = Old(hub_data / "data"), Old(till_data / "data")
        fill(hub)
        hub("campaign", "create", hub.file("offline.json", OFFLINE))
        hub("codes", "generate", "Offline", 6)
        hub("hub", "allow", "Offline", "--risk-units", "500", "--risk-count", "3")
        free, points = codes(hub, "Offline"), codes(hub, "Points")
        with serving(hub.data) as running:
            assert running.stdout is not None
            running.stdout.readline()
            token, url = running.stdout.readline().split()[-1::-1][:2]
            till("join", url, token)
            for _again in range(4):
                till("sync")
            till("redeem", free[0], "--member", "4000101")
            till("redeem", points[4], "--member", "4000102")
            till("redeem", points[0], "--member", "4000102", fine=(1,))
            till("sync")
            running.terminate()
            running.wait()
        till("redeem", free[1], "--member", "4000102")
        till("redeem", "NO-SUCH-CODE", fine=(1,))
        (status,) = till.records("sync", "status")
        assert status["waiting"] >= 2, status
        keep("0005-hub", hub.data, answers(hub) | {"free": free})
        keep("0005-till", till.data, {"waiting": status["waiting"], "offline": free[1]})


def serving(data: Path) -> "subprocess.Popen[str]":
    """Serve a data folder, with an invitation for a till."""
    words = ("-m", "counterfoil", "hub", "serve", "--port", "0", "--invite", "store")
    return subprocess.Popen(
        [sys.executable, *words, "--data", str(data)], stdout=subprocess.PIPE, text=True
    )


if __name__ == "__main__":
    make()
