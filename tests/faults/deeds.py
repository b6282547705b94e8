"""What is being done when the fault comes: a command, and what it promises once it has said so."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import evidence
from tests.faults.evidence import Evidence
from tests.faults.scene import COUPON, POINTS, Scene
from tests.helpers.shop import ANNA_CARD

LABELS = 30


@dataclass
class Harm:
    """What came of tries: in words, so that a proof that fails says why."""

    tries: int = 0
    losses: list[str] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)

    def add(self, other: "Harm") -> None:
        """Count another's tries and harm as one's own."""
        self.tries += other.tries
        self.losses += other.losses
        self.doubles += other.doubles
        self.crashes += other.crashes


@dataclass(frozen=True, slots=True)
class Seen:
    """What was there before, what the command said, and what is there now."""

    scene: Scene
    turn: int
    before: Evidence
    out: str
    after: Evidence


Words = Callable[[Scene, int], Sequence[object]]
Judge = Callable[[Seen], list[str]]


@dataclass(frozen=True, slots=True)
class Deed:
    """A command. `losses` says which of its promises are broken; `brings` feeds it attempts."""

    name: str
    words: Words
    losses: Judge
    brings: bool = False
    restores: bool = False

    def command(self, scene: Scene, turn: int) -> list[str]:
        """Return the words, with those that name the folder."""
        return [*map(str, self.words(scene, turn)), "--data", str(scene.data)]

    def stdin(self, scene: Scene) -> Path:
        """Return the file that it reads its input from."""
        return scene.folder / "attempts.jsonl" if self.brings else Path("/dev/null")


def records(out: str) -> list[dict[str, object]]:
    """Return the records in what was printed; of a line that is cut off nobody knows anything."""
    whole = [line for line in out.splitlines(keepends=True) if line.endswith("\n")]
    found = []
    for line in whole:
        with suppress(ValueError):
            found.append(json.loads(line))
    return [each for each in found if isinstance(each, dict)]


def accepted_but_lost(seen: Seen) -> list[str]:
    """Name acceptances that were shown and are not in ledger and journal, or of another code."""
    lost = []
    for record in records(seen.out):
        if record.get("verdict") != "accepted":
            continue
        name, code = str(record["redemption"]), record["code"]
        if name not in seen.after.entries or seen.after.redeemed.get(name) != code:
            lost.append(f"{name} of {code} was shown as accepted")
    return lost


def _undone(seen: Seen) -> list[str]:
    shown = [str(each["redemption"]) for each in records(seen.out) if "takenBack" in each]
    return [f"{name} was shown as undone" for name in shown if name not in seen.after.reversed]


def _coupons(seen: Seen) -> list[str]:
    shown = [str(each["coupon"]) for each in records(seen.out) if each.get("verdict") == "accepted"]
    return [f"coupon {code} was shown as used" for code in shown
            if code not in seen.after.coupons_used]  # fmt: skip


def _all_or_nothing(said: str, count: int, figure: Callable[[Evidence], int]) -> Judge:
    def judge(seen: Seen) -> list[str]:
        added = figure(seen.after) - figure(seen.before)
        if said in seen.out and added != count:
            return [f"{added} of {count} are there, though it said: {seen.out!r}"]
        return [] if added in {0, count} else [f"{added} of {count} are there"]

    return judge


def _void(seen: Seen) -> list[str]:
    added = seen.after.codes_void - seen.before.codes_void
    if "Made void: 0" in seen.out or "Made void" not in seen.out or added:
        return []
    return [f"no code is void, though it said: {seen.out!r}"]


def _sheets(seen: Seen) -> list[str]:
    file = seen.scene.folder / f"sheets{seen.turn}.pdf"
    recorded = seen.after.labels - seen.before.labels
    if not file.exists():
        return ["the sheets were shown and have no file"] if "sheets" in seen.out else []
    is_whole = file.read_bytes().startswith(b"%PDF") and file.read_bytes().rstrip()[-5:] == b"%%EOF"
    if not is_whole:
        return ["the file of the sheets is not whole"]
    return [] if recorded == LABELS else [f"a file of sheets is there, and {recorded} are recorded"]


def _backup(seen: Seen) -> list[str]:
    file = seen.scene.folder / f"copy{seen.turn}.db"
    if not file.exists():
        return ["the backup was shown and is not there"] if "copy" in seen.out else []
    try:
        copied = evidence.of_file(file)
    except sqlite3.Error as error:
        return [f"the backup is damaged: {error}"]
    return [*copied.faults, *copied.lacks(seen.before)]


def _restored(seen: Seen) -> list[str]:
    """The ledger is the one or the other, and what was replaced is kept."""
    if not seen.after.lacks(seen.before):
        return ["it said that it was restored"] if "is in place" in seen.out else []
    lost = seen.after.lacks(evidence.of_file(seen.scene.old))
    kept = [evidence.of_file(path) for path in (seen.scene.data / "backups").glob("replaced-*.db")]
    if all(each.lacks(seen.before) for each in kept):
        lost.append("what was replaced is not kept")
    return lost


def _exported(seen: Seen) -> list[str]:
    file = seen.scene.folder / f"journal{seen.turn}.txt"
    if not file.exists():
        return ["the export was shown and is not there"] if "is in" in seen.out else []
    lines = file.read_text("utf-8").splitlines()
    whole = len(lines) >= len(seen.before.entries) and all(map(json.loads, lines))
    return [] if whole else ["the export is not whole"]


DEEDS = (
    Deed("redeem -", lambda _s, _t: ("redeem", "-"), accepted_but_lost, brings=True),
    Deed(
        "redeem",
        lambda s, t: ("redeem", s.points[-1 - t], "--member", ANNA_CARD, "--json"),
        accepted_but_lost,
    ),
    Deed("redeem free", lambda s, t: ("redeem", s.free[-1 - t], "--json"), accepted_but_lost),
    Deed(
        "reverse", lambda s, t: ("reverse", s.done[t], "--reason", "wrong card", "--json"), _undone
    ),
    Deed("coupon use", lambda s, t: ("coupon", "use", s.coupons[t], "--json"), _coupons),
    Deed(
        "codes generate",
        lambda _s, _t: ("codes", "generate", POINTS, 300),
        _all_or_nothing("Added to", 300, lambda found: found.codes),
    ),
    Deed(
        "codes import",
        lambda s, t: ("codes", "import", COUPON, _numbered(s.folder / "codes.csv", t)),
        _all_or_nothing("Added to", 200, lambda found: found.codes),
    ),
    Deed("codes void", lambda _s, _t: ("codes", "void", COUPON, "--batch", "2", "--reason", "lost"),
         _void),
    Deed(
        "member import",
        lambda s, t: (
            "member", "import", _numbered(s.folder / "members.csv", t), "--all-or-nothing",
        ),
        _all_or_nothing("60", 60, lambda found: len(found.cards)),
    ),
    Deed(
        "sheet",
        lambda s, t: (
            "sheet", POINTS, "--stock", "avery-l7160", "--count", LABELS,
            "-o", s.folder / f"sheets{t}.pdf",
        ),
        _sheets,
    ),
    Deed("backup", lambda s, t: ("backup", s.folder / f"copy{t}.db"), _backup),
    Deed("journal export", lambda s, t: ("journal", "export", "-o", s.folder / f"journal{t}.txt"),
         _exported),
    Deed("restore", lambda s, _t: ("restore", s.old), _restored, restores=True),
)  # fmt: skip

FIRST_START = Deed(
    "first start", lambda _s, _t: ("store", "set", "--name", "New"), lambda _seen: []
)
"""To be done in a folder with nothing in it."""


def _numbered(file: Path, turn: int) -> Path:
    """Return a copy of a file whose rows are new at each turn."""
    other = file.with_name(f"{turn}-{file.name}")
    if not other.exists():
        rows = file.read_text("utf-8")
        other.write_text(
            rows.replace("\nSPRING", f"\nSPRING{turn}").replace("\n77", f"\n7{turn}"), "utf-8"
        )
    return other
