"""A day of one program whose disk goes wrong and is well again: what it says, and that it goes on.

The program prints a line after each thing it did: it opened, it did the thing on the bad disk, it
exported the journal to another disk, it did the thing once more, it redeemed another code.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from counterfoil.domain.errors import MachineError, UserError
from counterfoil.domain.exchange import DeviceKind
from counterfoil.domain.member import Member
from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.import_csv import import_codes
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.exchange.enrol import invite
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import save_member
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.sheets.model import Selection
from counterfoil.ledger.staff import DEFAULT
from counterfoil.ledger.verdict import Attempt
from counterfoil.ledger.whole_file import written_whole
from counterfoil.sheets.catalogue import find_stock
from counterfoil.sheets.print_run import PrintOrder, print_steps
from counterfoil.sync.exchange import sync_once
from counterfoil.sync.join import join
from counterfoil.wire.journal_file import write_lines
from tests.faults import evidence
from tests.faults.deeds import LABELS, Harm
from tests.faults.disk_faults import BadDisk, Trouble
from tests.faults.evidence import Evidence
from tests.faults.kills import doctor
from tests.faults.scene import COUPON, POINTS, Scene
from tests.faults.tracing import trace
from tests.helpers.loop_port import LoopPort
from tests.helpers.shop import ANNA_CARD

MADE = 300
OPENED, TRIED, EXPORTED, AGAIN, LAST = range(5)
Record = dict[str, object]


@dataclass(frozen=True)
class Work:
    """What there is to work with: the ledger, the scene, and a way to the hub if it joined one."""

    ledger: Ledger
    scene: Scene
    port: LoopPort | None = None

    def campaign(self, name: str) -> str:
        """Return a campaign's id."""
        return next(each.id for each in list_campaigns(self.ledger) if each.name == name)


Act = Callable[[Work, int], Record]


def now() -> datetime:
    """Return the time, as the program's wiring does."""
    return datetime.now(UTC)  # noqa: TID251 - this is a program of its own


def _redeem(work: Work, turn: int) -> Record:
    attempt = Attempt((work.scene.points[turn],), DEFAULT, ANNA_CARD)
    verdict = redeem(work.ledger, attempt, now())
    return {"accepted": verdict.accepted, "redemption": verdict.redemption_id}


def _generate(work: Work, _turn: int) -> Record:
    made = generate(work.ledger, work.campaign(POINTS), MADE, DEFAULT, now())
    return {"made": made.size if made else 0}


def _import(work: Work, turn: int) -> Record:
    file = work.scene.folder / f"more{turn}.csv"
    rows = "".join(f"SUMMER{turn}{n:05}\n" for n in range(MADE))
    file.write_text(f"code\n{rows}", "utf-8")
    done = import_codes(work.ledger, work.campaign(COUPON), file, DEFAULT, now())
    return {"made": done.codes if done else 0}


def _print(work: Work, turn: int) -> Record:
    selection = Selection(work.campaign(POINTS), quantity=LABELS // 2)
    order = PrintOrder(selection, find_stock("avery-l7160"))
    path = work.scene.folder / f"labels{turn}.pdf"
    finish(print_steps(work.ledger, order, DEFAULT, now(), path, eyes=None))
    return {"file": str(path)}


def _sync(work: Work, _turn: int) -> Record:
    assert work.port is not None
    return {"pushed": sync_once(work.ledger, work.port, now()).pushed}


def _hand_out_regardless(work: Work, turn: int) -> Record:
    """A mistake for the proof to find: what the disk says is not heard."""
    try:
        return _redeem(work, turn)
    except MachineError:
        return {"accepted": True, "redemption": "none"}


PLANTED = "hand out regardless"
ACTS: Mapping[str, Act] = {
    "redeem": _redeem, "generate": _generate, "import": _import, "print": _print, "sync": _sync,
}  # fmt: skip


def live(scene: Scene, name: str) -> int:
    """Live the day, and print a line for each thing done."""
    with _working(scene, joined=name == "sync") as work:
        _tell(dict)
        failed = "failed" in _tell(lambda: _act(name)(work, 0))
        _tell(lambda: _export(work, scene.folder.with_name("outside.txt")))
        _tell(lambda: _act(name)(work, 0 if failed else 1))
        _tell(lambda: _sync(work, 2) if work.port else _redeem(work, 2))
    return 0


def _act(name: str) -> Act:
    return _hand_out_regardless if name == PLANTED else ACTS[name]


def try_day(scene: Scene, name: str, disk: BadDisk) -> Harm:
    """Live a day on a bad disk, which is well again after the export, and look at what is there."""
    copy = scene.copy(scene.folder.with_name("day"))
    disk.root, disk.starts, disk.ends = str(copy.data), OPENED + 1, EXPORTED + 1
    before = evidence.of_folder(copy.data)
    ended = trace(lambda: live(copy, name), copy.folder, disk)
    where = f"{name} in a running program, disk {disk.trouble.name.lower()} at call {disk.at}"
    told = [json.loads(line) for line in ended.out.decode().splitlines()]
    if ended.code != 0 or len(told) != LAST + 1:
        return Harm(1, crashes=[f"{where}: it ended with {ended.code}: {ended.err.decode()}"])
    crashes = [*doctor(copy.data), *_wrong(told, disk)]
    after = evidence.of_folder(copy.data)
    if name == "sync":
        losses = _not_at_hub(copy)
    else:
        crashes += after.faults
        losses = [*after.lacks(before), *_differing(name, told, before, after)]
    return Harm(
        1,
        [f"{where}: {each}" for each in losses],
        [f"{where}: a code was accepted twice"] * after.doubles,
        [f"{where}: {each}" for each in crashes],
    )


def join_hub(scene: Scene) -> Scene:
    """Make the scene's shop a hub, and a new till in `data` one of its devices."""
    joined = scene.copy(scene.folder.with_name("joined"))
    joined.data.rename(joined.folder / "hub")
    with _opened(joined) as (alone, ledger):
        hub = become_hub(alone, now())
        token = invite(hub, hub.store.code, "till", DeviceKind.TILL, DEFAULT, now())
        till = join(ledger, LoopPort(hub, now), "https://hub.example", token, "", now())
        sync_once(till, LoopPort(hub, now), now())
        for turn in range(3):
            redeem(till, Attempt((f"NONE{turn}",), DEFAULT, ""), now())
            save_member(hub, Member(f"new{turn}", f"88{turn}", now(), "Ola"), DEFAULT, now())
    return joined


@contextmanager
def _opened(scene: Scene) -> Iterator[tuple[Ledger, Ledger]]:
    with ExitStack() as stack:
        hub = stack.enter_context(open_ledger(scene.folder / "hub", now()))
        yield hub, stack.enter_context(open_ledger(scene.data, now()))


@contextmanager
def _working(scene: Scene, *, joined: bool) -> Iterator[Work]:
    if not joined:
        with open_ledger(scene.data, now()) as ledger:
            yield Work(ledger, scene)
        return
    with _opened(scene) as (hub, ledger):
        yield Work(ledger, scene, LoopPort(hub, now))


def _export(work: Work, path: Path) -> Record:
    with written_whole(path) as file:
        file.writelines(write_lines(entries(work.ledger)))
    return {"entries": len(path.read_text("utf-8").splitlines())}


def _tell(act: Callable[[], Record]) -> Record:
    try:
        record = act()
    except (UserError, MachineError) as error:
        record = {"failed": str(error)}
    except Exception as error:  # noqa: BLE001 - a bug is what is looked for
        record = {"bug": repr(error)}
    print(json.dumps(record), flush=True)  # noqa: T201 - to whoever traces this process
    return record


def _wrong(told: list[Record], disk: BadDisk) -> list[str]:
    wrong = [str(each["bug"]) for each in told if "bug" in each]
    wrong += [f"when the disk was well again: {each['failed']}" for each in told[AGAIN:]
              if "failed" in each]  # fmt: skip
    if disk.trouble is not Trouble.FAILED and "entries" not in told[EXPORTED]:
        wrong.append(f"the journal could not be exported: {told[EXPORTED]}")
    return wrong


def _differing(name: str, told: list[Record], before: Evidence, after: Evidence) -> list[str]:
    shown = [each for each in told if each.get("accepted")]
    lost = [f"{each['redemption']} was shown as accepted" for each in shown
            if str(each["redemption"]) not in after.redeemed]  # fmt: skip
    new = len(after.redeemed) - len(before.redeemed)
    if new != len(shown):
        lost.append(f"{len(shown)} were accepted, and {new} are recorded")
    made = sum(int(str(each.get("made", 0))) for each in told)
    if after.codes - before.codes != made:
        lost.append(f"{made} codes were made, and {after.codes - before.codes} are there")
    files = [each for each in told if "file" in each]
    lost += [f"{each['file']} is not there" for each in files
             if not Path(str(each["file"])).exists()]  # fmt: skip
    if name == "print" and after.labels - before.labels < len(files) * (LABELS // 2):
        lost.append("labels are on paper and not recorded")
    return lost


def _not_at_hub(scene: Scene) -> list[str]:
    hub, till = evidence.of_folder(scene.folder / "hub"), evidence.of_folder(scene.data)
    with open_ledger(scene.data, now()) as ledger:
        own = {name: sealed for name, sealed in till.entries.items()
               if name.startswith(f"{ledger.device.id}-")}  # fmt: skip
    lost = [f"entry {name}" for name, sealed in own.items() if hub.entries.get(name) != sealed]
    return lost if own else ["the till has no entry"]
