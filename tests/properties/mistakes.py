"""Mistakes that a hub or a till could have made. Each one has to make a random walk fail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from sqlalchemy import Connection, func, insert, select, update

from counterfoil.domain.exchange import Change, Changes, Outcome, Pushed, Upload
from counterfoil.domain.rights import OPEN, GrantKind, GrantState
from counterfoil.ledger.exchange.conflict_rows import ConflictState
from counterfoil.ledger.exchange.reached import reached
from counterfoil.ledger.heard import heard
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.numbers import PER_EPOCH
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.sync import conflicts, enrolments, entry_verdicts, feed, grants
from counterfoil.sync.port import Port
from tests.properties.network import Relay
from tests.properties.parts import Mistake
from tests.properties.walk import (
    WEIGHTS,
    Days,
    clash,
    copy_hub,
    give_up,
    hold,
    page_from_before,
    put_hub_back,
    scan,
    sync_well,
    take_back,
    undo,
    wait,
)
from tests.properties.world import World

T = TypeVar("T")
Act = Callable[[Connection, World], None]


@dataclass
class Meddling(Relay):
    """Does something at the hub around each message."""

    world: World
    act: Act

    def _ask(self, ask: Callable[[Port], T]) -> T:
        self._meddle()
        try:
            return ask(self.port)
        finally:
            self._meddle()

    def _meddle(self) -> None:
        with self.world.hub.write() as conn:
            self.act(conn, self.world)


def meddling(act: Act) -> Mistake:
    """Return the mistake that `act` makes at the hub around each message."""
    return Mistake(port=lambda world, port: Meddling(port, world, act))


def no_fence(conn: Connection, _world: World) -> None:
    """A hub that was restored goes on at once."""
    conn.execute(update(enrolments).values(awaited=False))


def reclaim_by_time(conn: Connection, world: World) -> None:
    """The hub counts a lease as back once its time is over."""
    over = grants.c.expires_at <= to_micros(world.now)
    conn.execute(
        update(grants)
        .where(over, grants.c.kind == GrantKind.BUDGET, grants.c.state.in_(OPEN))
        .values(state=GrantState.CLOSED)
    )


def move_without_release(conn: Connection, _world: World) -> None:
    """The hub counts codes as back once it has asked for them."""
    conn.execute(
        update(grants)
        .where(grants.c.kind == GrantKind.CODES, grants.c.state == GrantState.RECALLED)
        .values(state=GrantState.CLOSED)
    )


def numbers_again(conn: Connection, _world: World) -> None:
    """A restored hub gives the numbers of grants on from those it remembers."""
    new = conn.execute(
        select(grants.c.id, grants.c.device)
        .where(grants.c.id > PER_EPOCH, grants.c.state == GrantState.GRANTED)
        .order_by(grants.c.id)
    ).all()
    for row in new:
        most = conn.scalar(select(func.max(grants.c.id)).where(grants.c.id < PER_EPOCH)) or 0
        conn.execute(update(grants).where(grants.c.id == row.id).values(id=most + 1))
        told = (feed.c.topic == "grant") & (feed.c.key == str(row.id))
        conn.execute(update(feed).where(told).values(key=str(most + 1)))


@dataclass
class Forgetful(Relay):
    """A till that forgets each entry once the hub has taken it."""

    taken: dict[str, int]

    def push(self, uploads: tuple[Upload, ...]) -> Pushed:
        signed = uploads[0].signed if uploads else None
        if signed is None:
            return super().push(uploads)
        device = signed.entry.device
        left = tuple(each for each in uploads if each.n >= self.taken.get(device, 0))
        pushed = super().push(left)
        self.taken[device] = max(self.taken.get(device, 0), pushed.next_n)
        return pushed


@dataclass
class Hasty(Relay):
    """A hub that takes what comes behind a gap, as if it had the rest."""

    world: World

    def push(self, uploads: tuple[Upload, ...]) -> Pushed:
        signed = uploads[0].signed if uploads else None
        if signed is not None:
            with self.world.hub.write() as conn:
                _fill(conn, signed.entry.device, signed.entry.n, signed.entry.prev_hash)
        return super().push(uploads)


def _fill(conn: Connection, device: str, before: int, tip: bytes) -> None:
    """Have the hub believe that it has all of a device's entries before a number."""
    last = reached(conn, device).n
    model = conn.execute(select(journal).where(journal.c.device == device).limit(1)).mappings()
    row = dict(model.one_or_none() or {})
    for n in range(last + 1, before if row else 0):
        conn.execute(insert(journal).values(row | {"n": n, "hash": tip, "prev_hash": bytes(32)}))
        verdict = {"device": device, "n": n, "hash": tip, "outcome": Outcome.APPLIED}
        kept = select(entry_verdicts.c.n).where(
            entry_verdicts.c.device == device, entry_verdicts.c.n == n
        )
        if conn.scalar(kept) is None:
            more = {"of": "", "reason": "", "values": "{}", "answer": None, "receipt": bytes(32)}
            conn.execute(insert(entry_verdicts).values(verdict | more))


@dataclass
class Unforgiving(Relay):
    """A hub that lets nobody have a code that became free."""

    world: World

    def push(self, uploads: tuple[Upload, ...]) -> Pushed:
        self._move(ConflictState.OPEN.value, "asleep", uploads)
        try:
            return super().push(uploads)
        finally:
            self._move("asleep", ConflictState.OPEN.value)

    def _move(self, before: str, after: str, uploads: tuple[Upload, ...] = ()) -> None:
        """Give conflicts another state, but those that the entries themselves are about."""
        about = {str(each.signed.entry.body.get("redemption")) for each in uploads if each.signed}
        with self.world.hub.write() as conn:
            conn.execute(
                update(conflicts)
                .where(conflicts.c.state == before, conflicts.c.id.not_in(about))
                .values(state=after)
            )


def as_if_new(till: Ledger, page: Changes) -> Changes:
    """Have a page of an old epoch, and the grants in it, taken for one of now."""
    with till.read() as conn:
        said = heard(conn)

    def renewed(change: Change) -> Change:
        if change.topic != "grant" or change.document is None:
            return change
        return replace(change, document={**change.document, "epoch": said.epoch})

    only = tuple(renewed(each) for each in page.changes if each.topic == "grant")
    return replace(
        page,
        after=said.seq,
        seq=said.seq,
        epoch=said.epoch,
        changes=only,
        acked=10**9,
        more=False,
    )


def forgetful(world: World, port: Port) -> Port:
    return Forgetful(port, world.taken)


RESTORES: Final = {**WEIGHTS, copy_hub: 4, put_hub_back: 6, scan: 40, give_up: 0.5}
RIGHTS: Final = {**WEIGHTS, hold: 25, take_back: 15, sync_well: 15}
HOURS: Final = {**WEIGHTS, wait: 10, scan: 40, sync_well: 12}
STUCK: Final = {**WEIGHTS, page_from_before: 20}
LOSERS: Final = {**WEIGHTS, clash: 15, undo: 25}

MISTAKES: Final[Mapping[str, tuple[Mistake, Days]]] = {
    "no fence after a restore": (meddling(no_fence), Days(RESTORES, ("asked",) * 8)),
    "leases reclaimed by time": (meddling(reclaim_by_time), Days(HOURS, ("tight",) * 6)),
    "answered entries dropped at once": (Mistake(port=forgetful), Days(RESTORES)),
    "gaps accepted": (Mistake(port=lambda world, port: Hasty(port, world)), Days(RESTORES)),
    "a holding moved without its release": (meddling(move_without_release), Days(RIGHTS)),
    "grants of an old epoch": (Mistake(page=as_if_new), Days(STUCK)),
    "numbers of grants given again": (meddling(numbers_again), Days(RESTORES)),
    "nobody promoted after a void": (
        Mistake(port=lambda world, port: Unforgiving(port, world)),
        Days(LOSERS),
    ),
}
"""Each mistake, and the days on which it shows soon."""
