"""Pulling: what changed at the hub, or all of it, and the codes that come with it."""

from functools import partial
from typing import Final

from counterfoil.domain.errors import NotFound
from counterfoil.domain.exchange import Changes
from counterfoil.ledger.heard import heard
from counterfoil.ledger.inflow.apply import take_changes
from counterfoil.ledger.inflow.batches import batch_steps
from counterfoil.ledger.inflow.cleaning import clean_after, count_erased
from counterfoil.ledger.inflow.mirrored import wanted_batches
from counterfoil.ledger.inflow.snapshot import take_snapshot
from counterfoil.sync.port import Pruned
from counterfoil.sync.session import Exchange
from counterfoil.sync.spool import spool_of

MOST_CHANGES: Final = 1_000
"""Changes on a page."""


def pull(exchange: Exchange) -> bool:
    """Take in all that the hub knows; say False where something was done here meanwhile.

    What was done here has to be pushed first then: the hub's word would undo it.
    """
    erased = count_erased(exchange.ledger)
    if not _objects(exchange):
        return False
    clean_after(exchange.ledger, erased)
    for batch_id in wanted_batches(exchange.ledger):
        _batch(exchange, batch_id)
    return True


def _objects(exchange: Exchange) -> bool:
    with exchange.ledger.read() as conn:
        after = heard(conn).seq
    try:
        pages = _pages(exchange, after)
    except Pruned:
        if exchange.waits and after:
            # What is known here is better than what the hub remembers until all have pushed again.
            return True
        return _snapshot(exchange)
    if not take_changes(exchange.ledger, pages, exchange.now):
        return False
    exchange.pulled += sum(len(page.changes) for page in pages)
    return True


def _pages(exchange: Exchange, after: int) -> list[Changes]:
    if not after:
        raise Pruned("Nothing is here yet.")
    pages: list[Changes] = []
    while not pages or pages[-1].more:
        page = exchange.ask(partial(exchange.port.changes, after, MOST_CHANGES))
        pages.append(page)
        after = page.seq
    return pages


def _snapshot(exchange: Exchange) -> bool:
    ledger, port = exchange.ledger, exchange.port
    spool = spool_of(ledger.folder, ledger.database.secret)
    manifest = exchange.ask(port.manifest)
    for digest in manifest.pages:
        spool.fetch(digest, partial(exchange.ask, partial(port.page, digest)))
    if not take_snapshot(ledger, manifest, spool.pages(manifest.pages), exchange.now):
        return False
    spool.clear()
    exchange.snapshot = True
    return True


def _batch(exchange: Exchange, batch_id: int) -> None:
    ledger, port = exchange.ledger, exchange.port
    spool = spool_of(ledger.folder, ledger.database.secret)
    try:
        pages = exchange.ask(partial(port.batch, batch_id))
    except NotFound:
        # It was removed since; the next pull says so.
        return
    for digests, texts in ((pages.digests, False), (pages.texts, True)):
        for number, digest in enumerate(digests):
            ask = partial(port.batch_page, batch_id, number, texts=texts)
            spool.fetch(digest, partial(exchange.ask, ask))
    steps = batch_steps(ledger, pages, spool.pages(pages.digests), spool.pages(pages.texts))
    for _ in steps:
        exchange.go_on()
    spool.clear()
    exchange.batches += 1
