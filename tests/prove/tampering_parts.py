"""What tampering is tried on: days that were lived, journals as rows and lines, and rows beside."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from counterfoil.domain.chain import Tip, device_id
from counterfoil.domain.effect import GivePoints, GiveReward
from counterfoil.domain.entry import Flaw, SignedEntry
from counterfoil.domain.exchange import DeviceState
from counterfoil.domain.store import Store
from counterfoil.ledger.backup import backup
from counterfoil.ledger.connect import DATABASE, open_ledger, restore
from counterfoil.ledger.doctor import examine
from counterfoil.ledger.journal import entries, known_devices, tips, verify
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.reverse import reverse
from counterfoil.wire.entry import write_line
from tests.domain.build import NOW, rule, store
from tests.helpers.forgery import STRANGE_KEY, Row, read
from tests.ledger.shop import SUPERVISOR, Shop, fill
from tests.sync.brand import Brand

COLUMNS: Final = (
    *("device", "n", "prev_hash", "epoch", "kind", "body", "wall_time", "hub_time", "hash"),
    "signature",
)
_DROP: Final = ("DROP TRIGGER journal_no_update", "DROP TRIGGER journal_no_delete")


@dataclass(frozen=True, slots=True)
class Bench:
    """A ledger without triggers, and its journal as it was: rows, entries, keys, noted ends."""

    ledger: Ledger
    rows: list[Row]
    entries: list[SignedEntry]
    keys: Mapping[str, bytes]
    noted: Mapping[str, Tip]

    def flaws_of(self, rows: Sequence[Row], *, noted: bool) -> list[Flaw]:
        """Return what the ledger says of its journal with these rows in the place of its own."""
        with self.ledger.write() as conn:
            raw: Any = conn.connection.driver_connection
            raw.execute("DELETE FROM journal")
            marks = ", ".join("?" * len(COLUMNS))
            insert = f"INSERT INTO journal ({', '.join(COLUMNS)}) VALUES ({marks})"
            raw.executemany(insert, [tuple(row[name] for name in COLUMNS) for row in rows])
        return list(verify(self.ledger, self.noted if noted else None))

    def lines(self, rows: Sequence[Row]) -> Iterator[str]:
        """Yield the rows as lines of an export, whether or not they are whole."""
        return (write_line(read(row)) for row in rows)


@contextmanager
def bench(day: Path) -> Iterator[Bench]:
    """Give a bench on a copy of a day's folder."""
    folder = day.with_name(f"{day.name}-bench")
    shutil.copytree(day, folder)
    with open_ledger(folder, NOW) as ledger:
        with ledger.write() as conn:
            for statement in _DROP:
                conn.exec_driver_sql(statement)
            raw: Any = conn.connection.driver_connection
            columns = ", ".join(COLUMNS)
            found = raw.execute(f"SELECT {columns} FROM journal ORDER BY device, n").fetchall()
            _add_stranger(raw)
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in found]
        keys = known_devices(ledger)
        whole = [signed for device in sorted(keys) for signed in entries(ledger, device)]
        yield Bench(ledger, rows, whole, keys, tips(ledger))


def _add_stranger(raw: sqlite3.Connection) -> None:
    """Let the ledger know the key of who tampers: they would see to that."""
    raw.execute(
        "INSERT INTO devices (id, name, store_code, public_key, created_at)"
        " SELECT ?, name, store_code, ?, created_at FROM devices LIMIT 1",
        (device_id(STRANGE_KEY), STRANGE_KEY),
    )


def lived_days(folder: Path, count: int, seed: int) -> list[Path]:
    """Make ledgers of random days, on two devices each, and return their folders."""
    return [_lived(folder / f"day-{number}", Random(f"{seed} {number}")) for number in range(count)]


def _lived(folder: Path, random: Random) -> Path:
    with open_ledger(folder, NOW, store=store()) as ledger:
        fill(ledger)
        shop = Shop(ledger)
        both = rule(effects=(GivePoints("12.34"), GiveReward("coffee")))
        _campaign, codes = shop.campaign(40, rules=(both,))
        _work(shop, codes[:20], random)
        made = backup(ledger, NOW)
    # A backup goes on under a new device: the journals of two stand side by side.
    restore(folder, made, NOW)
    with open_ledger(folder, NOW) as ledger:
        _work(Shop(ledger), codes[20:], random)
    return folder


def _work(shop: Shop, codes: Sequence[str], random: Random) -> None:
    made: list[str] = []
    for code in codes:
        chance = random.random()
        if chance < 0.6:
            made.append(shop.redeem(code, NOW).redemption_id or "")
        elif chance < 0.75:
            shop.redeem(random.choice(codes) + "X", NOW)
        elif chance < 0.9:
            shop.credit(random.randint(1, 900))
        elif made:
            reverse(shop.ledger, made.pop(), "mistake", SUPERVISOR, NOW)
    assert len(made) > 2


@contextmanager
def opened_copy(folder: Path, filling: Callable[[Ledger], None], at: Store) -> Iterator[Ledger]:
    """Give a new ledger, filled."""
    with open_ledger(folder, NOW, store=at) as ledger:
        filling(ledger)
        yield ledger


Change = Callable[[sqlite3.Connection, Random], None]


def _code_unused(raw: sqlite3.Connection, random: Random) -> None:
    """Set a used code back, and the count of used ones with it."""
    used = [row[0] for row in raw.execute("SELECT id FROM codes WHERE status = 1")]
    raw.execute("UPDATE codes SET status = 0 WHERE id = ?", (random.choice(used),))
    raw.execute("UPDATE campaign_counts SET used = used - 1")


def _redemption_gone(raw: sqlite3.Connection, random: Random) -> None:
    """Make a redemption unhappen: its row, its code, its units."""
    ids = [row[0] for row in raw.execute("SELECT id FROM redemptions WHERE reversed_at IS NULL")]
    chosen = (random.choice(ids),)
    raw.execute(
        "UPDATE codes SET status = 0 WHERE id = (SELECT code_id FROM redemptions WHERE id = ?)",
        chosen,
    )
    raw.execute("UPDATE coupons SET redemption_id = NULL WHERE redemption_id = ?", chosen)
    raw.execute("UPDATE transfers SET redemption_id = NULL WHERE redemption_id = ?", chosen)
    raw.execute("DELETE FROM redemptions WHERE id = ?", chosen)


def _undone(raw: sqlite3.Connection, random: Random) -> None:
    """Have a redemption look undone, so that its code is free."""
    query = "SELECT id, code_id FROM redemptions WHERE reversed_at IS NULL"
    redemption_id, code_id = random.choice(raw.execute(query).fetchall())
    raw.execute("UPDATE redemptions SET reversed_at = at WHERE id = ?", (redemption_id,))
    raw.execute("UPDATE codes SET status = 0 WHERE id = ?", (code_id,))


def _wallet_raised(raw: sqlite3.Connection, random: Random) -> None:
    raw.execute("UPDATE wallet_balances SET units = units + ?", (random.randint(1, 10**6),))


def _units_by_hand(raw: sqlite3.Connection, random: Random) -> None:
    """Raise a wallet by a transfer, so that balance and transfers agree."""
    more = random.randint(1, 10**6)
    raw.execute(
        "INSERT INTO transfers (member_id, wallet_code, units, kind, at)"
        " SELECT member_id, wallet_code, ?, 'adjust', at FROM transfers LIMIT 1",
        (more,),
    )
    raw.execute(
        "UPDATE wallet_balances SET units = units + ? WHERE (member_id, wallet_code) ="
        " (SELECT member_id, wallet_code FROM transfers LIMIT 1)",
        (more,),
    )


def _transfer_raised(raw: sqlite3.Connection, random: Random) -> None:
    """Raise what a redemption gave, everywhere but in the journal."""
    more = random.randint(1, 10**6)
    ids = [row[0] for row in raw.execute("SELECT id FROM transfers WHERE kind = 'redeem'")]
    chosen = random.choice(ids)
    of = f"(SELECT member_id, wallet_code FROM transfers WHERE id = {chosen})"
    raw.execute("UPDATE transfers SET units = units + ? WHERE id = ?", (more, chosen))
    raw.execute(
        "UPDATE redemptions SET units = units + ?"
        " WHERE id = (SELECT redemption_id FROM transfers WHERE id = ?)",
        (more, chosen),
    )
    raw.execute(
        f"UPDATE wallet_balances SET units = units + ? WHERE (member_id, wallet_code) = {of}",
        (more,),
    )


def _coupon_put_in(raw: sqlite3.Connection, random: Random) -> None:
    code = "".join(random.choice("ABCDEFGHJKMNPQRSTUVWXYZ") for _ in range(10))
    raw.execute(
        "INSERT INTO coupons (code, reward_id, member_id, value, issued_at, redemption_id)"
        " SELECT ?, reward_id, member_id, value, issued_at, redemption_id FROM coupons LIMIT 1",
        (code,),
    )


HARM: Final[Mapping[str, Change]] = {
    "code unused": _code_unused,
    "redemption gone": _redemption_gone,
    "redemption undone": _undone,
    "wallet raised": _wallet_raised,
    "units by hand": _units_by_hand,
    "gift raised": _transfer_raised,
    "coupon put in": _coupon_put_in,
}


def with_rows_changed(day: Path, folder: Path, change: Change, random: Random) -> bool:
    """Change rows in a copy of a day's ledger; say whether `doctor` found it."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(day, folder)
    with closing(sqlite3.connect(folder / DATABASE)) as raw:
        for verb in ("update", "delete"):
            raw.execute(f"DROP TRIGGER transfers_no_{verb}")
        change(raw, random)
        raw.commit()
    with open_ledger(folder, NOW) as ledger:
        return any(not finding.is_well for finding in examine(ledger))


def cut_till(brand: Brand, name: str, random: Random) -> bool:
    """Cut the end off a joined till's journal, work on, and say whether the hub froze it."""
    till = brand.till(name)
    for _turn in range(random.randint(2, 6)):
        till.redeem("NOSUCHCODE", offline=True)
    till.sync()
    last = max(signed.entry.n for signed in entries(till.ledger))
    cut = random.randint(1, 2)
    with till.ledger.write() as conn:
        for statement in _DROP:
            conn.exec_driver_sql(statement)
        raw: Any = conn.connection.driver_connection
        for n in range(last - cut + 1, last + 1):
            gone = (till.ledger.device.id, n)
            raw.execute("DELETE FROM journal WHERE device = ? AND n = ?", gone)
            raw.execute("DELETE FROM refusals WHERE id = ? || '-' || ?", gone)
    # At another moment: the same again would be the entries that were cut, to the last bit.
    brand.clock.pass_by(minutes=1)
    for _turn in range(random.randint(0, 3)):
        till.redeem("NOSUCHCODE", offline=True)
    return till.sync().state is DeviceState.FROZEN
