"""The way to a hub, as everything in this room sees it: over HTTP, or in a test in-process.

A port is used by two threads at once, the counter's and the one that synchronises.
"""

from typing import Protocol

from counterfoil.domain.errors import MachineError, UserError
from counterfoil.domain.exchange import (
    BatchPages,
    Changes,
    CodesWanted,
    Enrolment,
    EntryVerdict,
    Greeting,
    Manifest,
    Pushed,
    Upload,
    Welcome,
)


class HubUnreachable(MachineError):
    """The hub could not be asked, or could not answer: try again later.

    `retry_after` are the seconds that it wants to be left alone, None where it did not say.
    """

    def __init__(
        self, template: str, *, retry_after: float | None = None, **values: object
    ) -> None:
        super().__init__(template, **values)
        self.retry_after = retry_after


class SessionEnded(UserError):
    """The hub knows no session of ours: begin one."""


class Pruned(UserError):
    """The feed no longer reaches back to what we know: take a snapshot."""


class Port(Protocol):
    """What can be asked of a hub. Each call may raise HubUnreachable, or the hub's own UserError.

    All but the first three need a session, which the port remembers; they raise SessionEnded where
    there is none.
    """

    def join(self, token: str, name: str, public_key: bytes, proof: bytes) -> Enrolment:
        """Join with an invitation's token; see `domain.proof.join_bytes`."""

    def challenge(self, device: str, timeout_s: float | None = None) -> str:
        """Return what is to be signed with the greeting, to begin a session."""

    def session(
        self,
        challenge: str,
        greeting: Greeting,
        signature: bytes,
        timeout_s: float | None = None,
    ) -> Welcome:
        """Begin a session; see `domain.proof.greeting_bytes`."""

    def push(self, uploads: tuple[Upload, ...]) -> Pushed:
        """Hand over entries, in order."""

    def redeem(self, upload: Upload, timeout_s: float) -> EntryVerdict:
        """Ask about an intent; HubUnreachable where no answer came within the time."""

    def generate(self, wanted: CodesWanted) -> int | None:
        """Ask for codes; return their batch, None while it is being made: ask again then."""

    def changes(self, after: int, limit: int) -> Changes:
        """Return a page of the feed. Raises Pruned."""

    def manifest(self) -> Manifest:
        """Return what the snapshot of now is made of."""

    def page(self, sha256: str) -> bytes:
        """Return a page of a snapshot."""

    def batch(self, batch_id: int) -> BatchPages:
        """Return what the codes of a batch are made of."""

    def batch_page(self, batch_id: int, page: int, *, texts: bool) -> bytes:
        """Return a page of a batch: digests, or readable texts."""
