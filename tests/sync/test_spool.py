"""Pages on their way in: asked for once, whatever happens meanwhile."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from counterfoil.domain.errors import MachineError
from counterfoil.sync.port import HubUnreachable
from counterfoil.sync.spool import Spool, spool_of

PAGES = (b"first", b"second")
DIGESTS = tuple(sha256(page).hexdigest() for page in PAGES)


def given(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def gone() -> bytes:
    raise HubUnreachable("gone")


@pytest.fixture(params=["folder", "memory", "sealed"])
def spool(request: pytest.FixtureRequest, tmp_path: Path) -> Spool:
    """A spool of each sort."""
    if request.param == "memory":
        return spool_of(None)
    return spool_of(tmp_path, bytes(32) if request.param == "sealed" else None)


def test_what_has_come_is_not_asked_for_again(spool: Spool) -> None:
    for digest, page in zip(DIGESTS, PAGES, strict=True):
        spool.fetch(digest, given(page))
    for digest in DIGESTS:
        spool.fetch(digest, gone)
    assert tuple(spool.pages(DIGESTS)) == PAGES
    spool.clear()
    with pytest.raises(HubUnreachable, match="gone"):
        spool.fetch(DIGESTS[0], gone)


def test_a_page_that_is_another_one_is_not_kept(spool: Spool) -> None:
    with pytest.raises(HubUnreachable, match="damaged"):
        spool.fetch(DIGESTS[0], given(b"other"))
    with pytest.raises(HubUnreachable, match="gone"):
        spool.fetch(DIGESTS[0], gone)


def test_a_page_that_never_came_is_missed(spool: Spool) -> None:
    with pytest.raises(HubUnreachable, match="asked for again"):
        list(spool.pages(DIGESTS))


def test_a_page_that_was_damaged_on_the_disk_is_asked_for_again(tmp_path: Path) -> None:
    spool = spool_of(tmp_path)
    spool.fetch(DIGESTS[0], given(PAGES[0]))
    (tmp_path / "sync" / DIGESTS[0]).write_bytes(b"fir")
    spool.fetch(DIGESTS[0], given(PAGES[0]))
    assert tuple(spool.pages(DIGESTS[:1])) == PAGES[:1]


def test_a_later_program_finds_what_had_come(tmp_path: Path) -> None:
    spool_of(tmp_path).fetch(DIGESTS[0], given(PAGES[0]))
    again = spool_of(tmp_path)
    again.fetch(DIGESTS[0], gone)
    again.clear()
    again.clear()
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_takes_nothing_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "sync").write_text("a file")
    with pytest.raises(MachineError, match="cannot be kept"):
        spool_of(tmp_path).fetch(DIGESTS[0], given(PAGES[0]))


def test_beside_an_encrypted_ledger_nothing_of_a_page_can_be_read(tmp_path: Path) -> None:
    sealed = spool_of(tmp_path, bytes(range(32)))
    sealed.fetch(DIGESTS[0], given(PAGES[0]))
    assert list(sealed.pages(DIGESTS[:1])) == [PAGES[0]]
    (kept,) = (tmp_path / "sync").iterdir()
    assert PAGES[0] not in kept.read_bytes()
    with pytest.raises(HubUnreachable):
        list(spool_of(tmp_path, bytes(32)).pages(DIGESTS[:1]))
