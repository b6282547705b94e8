"""Taking codes in, as a device does, without anything between it and the hub."""

from collections.abc import Iterable

from counterfoil.domain.exchange import BatchPages
from counterfoil.ledger.codes.steps import Report, finish, unheard
from counterfoil.ledger.feed.batches import batch_page, pages
from counterfoil.ledger.inflow.batches import batch_steps
from counterfoil.ledger.inflow.mirrored import wanted_batches
from counterfoil.ledger.ledger import Ledger
from tests.ledger.brand import publish_all, pull, set_place
from tests.ledger.shop import Shop


def know_all(hub: Shop, device: Ledger) -> None:
    """Have a device know all there is but the codes."""
    publish_all(hub.ledger, device)
    set_place(device, 1)
    assert pull(hub.ledger, device)


def digest_pages(hub: Shop, wanted: BatchPages) -> list[bytes]:
    """Return the pages of a batch's digests."""
    count = len(wanted.digests)
    return [batch_page(hub.ledger, wanted.batch, n, texts=False) for n in range(count)]


def text_pages(hub: Shop, wanted: BatchPages) -> list[bytes]:
    """Return the pages of a batch's texts."""
    count = len(wanted.texts)
    return [batch_page(hub.ledger, wanted.batch, n, texts=True) for n in range(count)]


def take_wanted(hub: Shop, device: Ledger, *, texts: bool = False) -> None:
    """Take in the codes of every batch that the device should have."""
    for batch in wanted_batches(device):
        wanted = pages(hub.ledger, batch, texts=texts)
        take_batch(device, wanted, digest_pages(hub, wanted), text_pages(hub, wanted))


def take_batch(
    device: Ledger,
    wanted: BatchPages,
    digests: Iterable[bytes],
    texts: Iterable[bytes] = (),
    progress: Report = unheard,
) -> None:
    """Take in the codes of one batch from its pages."""
    finish(batch_steps(device, wanted, digests, texts), progress)
