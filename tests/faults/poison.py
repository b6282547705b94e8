"""Entries that are damaged, forged or nonsense in the midst of others."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, Final

from counterfoil.domain.entry import Entry, Kind, canonical
from counterfoil.domain.exchange import EntryVerdict, Outcome, Pushed, Upload
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.exchange.push import take
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.sync import quarantine
from counterfoil.wire.sync_push import read_push, write_upload
from tests.domain.build import NOW, store
from tests.faults.killed_hubs import scratch
from tests.faults.reckoning import Harm
from tests.helpers.chains import OTHER, signed
from tests.ledger.exchange.sender import Till, hub_of, till
from tests.ledger.shop import Shop, fill

Spoil = Callable[[Random, dict[str, Any], Upload], object]
"""Returns what comes in the place of an upload, whose JSON it is told."""

BATCH: Final = 12
EACH: Final = 25
"""Batches that one hub is sent."""
JUNK: Final[tuple[Any, ...]] = (
    None,
    -1,
    "x",
    [],
    {},
    "\u202e\u0000",
    2**70,
    1e300,
    True,
    "?" * 3000,
)


def _without(random: Random, sent: dict[str, Any], _upload: Upload) -> object:
    name = random.choice([name for name in sent["entry"] if name != "n"])
    return {**sent, "entry": {key: sent["entry"][key] for key in sent["entry"] if key != name}}


def _changed(random: Random, sent: dict[str, Any], _upload: Upload) -> object:
    name = random.choice([name for name in sent["entry"] if name != "n"])
    was = canonical(sent["entry"][name])
    junk = random.choice([each for each in JUNK if canonical(each) != was])
    return {**sent, "entry": {**sent["entry"], name: junk}}


def _forged(_random: Random, _sent: dict[str, Any], upload: Upload) -> object:
    """By somebody without the key. What comes behind it does not follow it, and is well."""
    assert upload.signed is not None
    entry = replace(upload.signed.entry, body={**upload.signed.entry.body, "staff": "ewa"})
    return write_upload(Upload(upload.n, "", signed(entry, OTHER)))


def _beside(random: Random, sent: dict[str, Any], _upload: Upload) -> object:
    nested: Any = random.choice(JUNK)
    for _ in range(50):
        nested = [nested]
    entry = {**sent["entry"], "hash": "0" * 64}
    return {**sent, "entry": entry, "with": {"row": nested, "coupons": nested}}


SPOILT: Final[tuple[Spoil, ...]] = (_without, _changed, _forged, _beside)
"""What spoils an entry on its way, or on a till's disk."""


def poisoned(tries: int, seed: int) -> Harm:
    """Send batches with spoilt entries in their midst, until there were so many."""
    random, harm, done = Random(seed), Harm(), 0
    with scratch() as folder, _shop(folder / "shop"):
        while done < tries:
            shutil.copytree(folder / "shop", folder / "hub", ignore=shutil.ignore_patterns("lock"))
            with open_ledger(folder / "hub", NOW) as ledger:
                done += _send(Shop(ledger), random, harm)
            shutil.rmtree(folder / "hub")
    return harm


@contextmanager
def _shop(folder: Path) -> Iterator[None]:
    with open_ledger(folder, NOW, store=store()) as ledger:
        fill(ledger)
        hub_of(Shop(ledger)).campaign(BATCH * EACH)
    yield


def _send(shop: Shop, random: Random, harm: Harm) -> int:
    """Send a till's batches to a hub; return how many entries were spoilt."""
    hub = hub_of(shop)
    jan, codes, spoilt = till(hub), hub.codes("c1"), set[int]()
    for batch in range(EACH):
        sent = [_entry(jan, random, codes.pop()) for _ in range(BATCH)]
        bad = {sent[at].n for at in random.sample(range(BATCH), random.randrange(1, 4))}
        message = [_as_sent(random, each, bad) for each in sent]
        spoilt |= bad
        pushed = _pushed(hub, jan, message, harm)
        if pushed is None or pushed.next_n != jan.n + 1:
            harm.lose(f"batch {batch}: the queue stands still")
            break
        _compare(sent, pushed.verdicts, bad, harm)
        again = _pushed(hub, jan, message, harm)
        if again is None or again.verdicts != pushed.verdicts:
            harm.crash(f"batch {batch}: sent again, it gets other verdicts")
    _count(hub, jan, spoilt, harm)
    return len(spoilt)


def _entry(jan: Till, random: Random, code: str) -> Upload:
    """Do something: mostly redeem, at times what nobody can make sense of, though it is signed."""
    if random.random() < 0.8:
        return jan.redeem(code, final=True)
    kind = random.choice([*(each for each in Kind if each is not Kind.REDEEM), "conjured_up"])
    return jan.entry(kind, {"staff": "jan", "x": random.choice(["", 1, None, [1], {"y": 2}])})


def _as_sent(random: Random, upload: Upload, bad: set[int]) -> object:
    sent = dict(write_upload(upload))
    return random.choice(SPOILT)(random, sent, upload) if upload.n in bad else sent


def _pushed(hub: Shop, jan: Till, message: list[object], harm: Harm) -> Pushed | None:
    try:
        text = canonical({"v": 1, "uploads": message})
        return take(hub.ledger, jan.device, read_push(text), NOW)
    except Exception as error:  # noqa: BLE001 - whatever comes through is counted
        harm.crash(f"{type(error).__name__}: {error}")
        return None


def _compare(
    sent: list[Upload], verdicts: tuple[EntryVerdict, ...], bad: set[int], harm: Harm
) -> None:
    said: Mapping[int, EntryVerdict] = {each.n: each for each in verdicts}
    for each in sent:
        entry: Entry = each.signed.entry  # type: ignore[union-attr]
        verdict = said.get(each.n)
        if verdict is None:
            harm.lose(f"entry {each.n} got no verdict")
        elif each.n in bad and verdict.outcome is not Outcome.QUARANTINED:
            harm.crash(f"entry {each.n} was spoilt and is {verdict.outcome}")
        elif entry.kind == Kind.REDEEM and (each.n in bad) is (verdict.outcome is Outcome.APPLIED):
            harm.lose(f"entry {each.n} is {verdict.outcome}: {verdict.reason}")


def _count(hub: Shop, jan: Till, spoilt: set[int], harm: Harm) -> None:
    """All that was well is there once; what was spoilt is kept as it came."""
    aside = {row["n"] for row in hub.rows(quarantine)}
    there = {row["id"] for row in hub.rows(redemptions)}
    for each in jan.sent:
        entry: Entry = each.signed.entry  # type: ignore[union-attr]
        is_there = f"{jan.device}-{each.n}" in there
        if each.n in spoilt and each.n not in aside:
            harm.lose(f"entry {each.n} was spoilt, and is not kept")
        if entry.kind == Kind.REDEEM and is_there is (each.n in spoilt):
            harm.lose(f"redemption {each.n} is {'there' if is_there else 'not there'}")
