"""A stolen till: what can be read in its files, what can be done with it, and what it is worth.

All files of a till's folder are searched for every code of the brand, in each form that it may
stand in. Then the till is driven without its hub by a thief who knows every code, and what it gives
is held against the figure that the manager sees. The same folder encrypted shows nothing at all.
"""

import base64
import math
import multiprocessing
import os
import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.codespace import space
from counterfoil.domain.mint import digest, digests, mint
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.encryption import Encryption, decrypt, encrypt, encryption
from counterfoil.ledger.exchange.devices import revoke
from counterfoil.ledger.journal import verify
from counterfoil.ledger.rights.exposure import exposure
from counterfoil.ledger.staff import DEFAULT
from counterfoil.ledger.tables.codes import code_digests, code_spaces
from counterfoil.ledger.tables.redemptions import redemptions
from tests.domain.build import NOW, store
from tests.helpers.own_keyring import own_keyring
from tests.ledger.shop import MANAGER, Shop, fill
from tests.prove.report import Bound, Proof
from tests.prove.runner import tries
from tests.prove.theft_scene import Scene, at_the_command_line, scene, spent_by_a_thief, taken
from tests.prove.theft_search import entropy, pages, standing

TILLS = 12
GUESSES = 2_000_000
CUT_OFF = 60
SEED = 20261126
# A page of random bytes has 7.95 bits a byte; text and tables have 1 to 6.
LEAST_ENTROPY = 7.9
WORDS = (b"SQLite format", b"CREATE TABLE", b"Anna", b"digest_key", b"promo_code", b"redeem")


def prove(effort: float) -> list[Proof]:
    """Steal tills by the dozen."""
    with TemporaryDirectory() as name, own_keyring(Path(name) / "keyring"):
        folder = Path(name)
        times = tries(TILLS, effort)
        found = _Found()
        for turn in range(times):
            _steal(folder / f"open-{turn}", Random(f"{SEED} {turn}"), found)
        for turn in range(tries(TILLS // 3, effort)):
            _steal_encrypted(folder / f"sealed-{turn}", Random(f"{SEED} e{turn}"), found)
        return [
            *found.proofs(),
            offline_guesses(folder / "guesses", tries(GUESSES, effort)),
            cut_off(folder / "cut", tries(CUT_OFF, effort)),
            alone(folder / "alone"),
            planted(folder / "planted"),
        ]


class _Found:
    """What was counted over all stolen tills."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def proofs(self) -> Iterator[Proof]:
        """Yield a line for each question."""
        of = self.counts
        yield Proof("stolen till: codes readable in its files", of["searched"], of["read"])
        coupons = Bound(of["coupons read"], of["coupons"], "coupons that tills are told of")
        yield Proof("stolen till: coupons readable (known)", of["searched"], bound=coupons)
        yield Proof("stolen till: minting keys, codes foretold", of["foretold"], of["minted"])
        most = Bound(of["spent"], of["figure"], "codes, of the manager's figure")
        yield Proof(
            "stolen till: driven without its hub", of["driven"], doubles=of["twice"], bound=most
        )
        yield Proof("stolen till: counted after it was revoked", of["revoked"], of["beyond"])
        sealed = of["sealed searched"]
        yield Proof("encrypted till: anything readable", sealed, of["sealed read"])
        yield Proof("encrypted till: pages that do not look random", of["pages"], of["orderly"])


def _steal(folder: Path, random: Random, found: _Found) -> None:
    with scene(folder, random) as at:
        at_the_command_line(at)
        stolen = taken(at, folder / "stolen")
        _search(at, stolen, found)
        _foretell(at, stolen, found)
        _drive(at, stolen, found)
    shutil.rmtree(folder)


def _search(at: Scene, stolen: Path, found: _Found) -> None:
    texts = [text for made in at.made.values() for text in made]
    contents = [path.read_bytes() for path in stolen.rglob("*") if path.is_file()]
    found.counts["searched"] += len(texts) * len(contents)
    found.counts["read"] += len(standing(texts, contents))
    coupons = at.coupons
    found.counts["coupons"] += len(coupons)
    found.counts["coupons read"] += len(standing(coupons, contents))


def _foretell(at: Scene, stolen: Path, found: _Found) -> None:
    """Look for the keys that codes are made with, and try to make codes with what is there."""
    contents = [path.read_bytes() for path in stolen.rglob("*") if path.is_file()]
    for key in at.mint_keys:
        ways = (key, key.hex().encode(), base64.b64encode(key)[:-1])
        found.counts["minted"] += any(way in content for way in ways for content in contents)
    real = {text for made in at.made.values() for text in made}
    with open_ledger(stolen, at.brand.clock()) as ledger:
        spaces = Shop(ledger).rows(code_spaces)
        private = ledger.signing_key.private_bytes_raw()
        keys = [ledger.digest_key, private, bytes(32), *(row["key"] for row in spaces)]
        for row in spaces:
            code_format = CodeFormat(
                CharacterSet(row["character_set"]), row["length"], row["prefix"]
            )
            for key in filter(None, keys):
                made = mint(code_format, key, 0, 2000)
                found.counts["foretold"] += len(made)
                found.counts["minted"] += len(real & {bytes(each).decode() for each in made})


def _drive(at: Scene, stolen: Path, found: _Found) -> None:
    """Spend all that the till has, then let it hand that over once it is revoked."""
    device = at.till.ledger.device.id
    shown = exposure(at.brand.hub).of_device(device)
    before = _counted(at, device)
    revoke(at.brand.hub, device, "stolen", MANAGER, at.brand.clock())
    spent = spent_by_a_thief(stolen, at)
    found.counts["driven"] += sum(len(made) for made in at.made.values())
    found.counts["spent"] += sum(len(codes) for codes in spent.values())
    found.counts["figure"] += shown.codes + int(shown.risk.count)
    found.counts["twice"] += len(spent["online"])
    for name, most in (("owned", shown.codes), ("capped", int(shown.risk.count))):
        found.counts["twice"] += max(0, len(spent[name]) - most)
    again = spent_by_a_thief(stolen, at)
    found.counts["twice"] += sum(len(codes) for codes in again.values())
    at.till.ledger.close()
    at.till.ledger = open_ledger(stolen, at.brand.clock())
    at.till.port.device = None
    at.till.sync()
    found.counts["revoked"] += 1
    unsent = shown.codes + int(shown.risk.count)
    found.counts["beyond"] += max(0, _counted(at, device) - before - unsent)


def _counted(at: Scene, device: str) -> int:
    rows = at.brand.shop.rows(redemptions)
    return sum(row["till"] == device and row["reversed_at"] is None for row in rows)


def _steal_encrypted(folder: Path, random: Random, found: _Found) -> None:
    with scene(folder, random, encrypted=True) as at:
        at_the_command_line(at)
        (at.folder / "journal.jsonl").unlink()
        stolen = taken(at, folder / "stolen")
        files = [path for path in stolen.rglob("*") if path.is_file()]
        contents = [path.read_bytes() for path in files if path.parent.name != "log"]
        logs = [path.read_bytes() for path in files if path.parent.name == "log"]
        texts = [*(text for made in at.made.values() for text in made), *at.coupons]
        found.counts["sealed searched"] += (len(texts) + len(WORDS)) * len(files)
        found.counts["sealed read"] += len(standing(texts, contents + logs))
        found.counts["sealed read"] += sum(any(word in each for each in contents) for word in WORDS)
        assert encryption(stolen) is Encryption.ON
        for path in files:
            if path.suffix == ".db" or path.name.endswith("-wal"):
                whole = list(pages(path))
                found.counts["pages"] += len(whole)
                found.counts["orderly"] += sum(entropy(page) < LEAST_ENTROPY for page in whole)
    shutil.rmtree(folder)


def offline_guesses(folder: Path, times: int) -> Proof:
    """Guess at the digests of a stolen till with its digest key: no better than by chance.

    What that costs is the space of the codes over their number; the line says it, at the speed of
    one core here.
    """
    with scene(folder, Random(SEED)) as at:
        ledger = at.till.ledger
        known = {bytes(row["digest"]) for row in Shop(ledger).rows(code_digests)}
        key = ledger.digest_key
    code_format = CodeFormat(CharacterSet.ALPHANUM, 8, "own")
    alphabet = np.frombuffer(code_format.alphabet.encode(), np.uint8)
    random = np.random.default_rng(SEED)
    hits, began = 0, perf_counter()
    for start in range(0, times, 100_000):
        some = min(100_000, times - start)
        drawn = alphabet[random.integers(0, len(alphabet), (some, 8))]
        stem = np.frombuffer(b"OWN", np.uint8)
        whole = np.concatenate([np.broadcast_to(stem, (some, 3)), drawn], axis=1)
        keyed = digests(np.ascontiguousarray(whole).view("S11").ravel(), key)
        hits += len(known & {bytes(each) for each in keyed})
    rate = times / (perf_counter() - began)
    assert digest(at.made["owned"][0], key) in known, "guessed right, it would be seen"
    odds = space(code_format) / len(at.made["owned"])
    # Six standard deviations above what chance gives.
    expected = times / odds
    most = Bound(hits, math.ceil(expected + 6 * math.sqrt(expected) + 1), "codes found by guessing")
    hours = odds / rate / 3600
    shutil.rmtree(folder)
    what = f"stolen till: offline guesses (1 in {odds:,.0f}; {hours:,.0f} h a code on a core)"
    return Proof(what, times, bound=most)


def cut_off(folder: Path, times: int) -> Proof:
    """Kill the program while it encrypts or decrypts, at a random moment: nothing is lost."""
    lost = crashes = 0
    with open_ledger(folder, NOW, store=store()) as ledger:
        fill(ledger)
        Shop(ledger).campaign(200)
    for turn in range(times):
        random = Random(f"{SEED} cut {turn}")
        wanted = encrypt if turn % 2 == 0 else decrypt
        _killed(wanted is encrypt, folder, random.uniform(0.005, 0.25))
        try:
            with open_ledger(folder, NOW) as ledger:
                lost += bool(list(verify(ledger))) + (len(Shop(ledger).codes("c1")) != 200)
            # It goes on where it stood, to the end.
            if wanted is encrypt:
                encrypt(open_ledger(folder, NOW), DEFAULT, NOW)
                crashes += encryption(folder) is not Encryption.ON
            elif encryption(folder) is not Encryption.OFF:
                decrypt(open_ledger(folder, NOW), DEFAULT, NOW)
                crashes += encryption(folder) is not Encryption.OFF
        except Exception:  # noqa: BLE001 - counted
            crashes += 1
    return Proof("encrypting killed at any moment", times, lost, crashes=crashes)


def _killed(encrypts: bool, folder: Path, after: float) -> None:
    child = multiprocessing.get_context("fork").Process(target=_turn, args=(encrypts, folder))
    child.start()
    child.join(after)
    if child.pid is not None and child.is_alive():
        os.kill(child.pid, signal.SIGKILL)
    child.join()


def _turn(encrypts: bool, folder: Path) -> None:
    (encrypt if encrypts else decrypt)(open_ledger(folder, NOW), DEFAULT, NOW)


def alone(folder: Path) -> Proof:
    """A till that stands alone keeps its codes readable, to print them; encrypted, it does not."""
    with open_ledger(folder, NOW, store=store()) as ledger:
        fill(ledger)
        Shop(ledger).campaign(500)
        codes = Shop(ledger).codes("c1")
    lying = standing(codes, [path.read_bytes() for path in folder.rglob("*") if path.is_file()])
    encrypt(open_ledger(folder, NOW), DEFAULT, NOW)
    sealed = standing(codes, [path.read_bytes() for path in folder.rglob("*") if path.is_file()])
    unseen = len(codes) - len(lying)
    what = "standalone till, codes readable by need: gone once encrypted"
    return Proof(what, len(codes), losses=len(sealed), crashes=unseen)


def planted(folder: Path) -> Proof:
    """Readable codes and a minting key are put where they must not be: the search finds them."""
    found = _Found()
    with scene(folder, Random(SEED)) as at:
        stolen = taken(at, folder / "stolen")
        codes = at.made["online"][:3]
        (stolen / "log" / "old.log").write_text(f"a {codes[0].lower()} b", "utf-8")
        (stolen / "desk.json").write_text(codes[1], "utf-16-le")
        (stolen / "x").write_bytes(base64.b64encode(b"12" + codes[2].encode() + b"3"))
        (stolen / "y").write_text(at.mint_keys[0].hex(), "ascii")
        _search(at, stolen, found)
        _foretell(at, stolen, found)
    seen = found.counts["read"] == len(codes) and found.counts["minted"] == 1
    ordered = entropy(bytes(range(64)) * 64) < LEAST_ENTROPY
    return Proof("readable codes planted: found", 4, crashes=int(not (seen and ordered)))
