"""The way to a hub over HTTP. Whatever goes wrong on it means: try again later."""

import gzip
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Final, Self

import httpx2

from counterfoil import __version__
from counterfoil.domain.entry import canonical
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound, UserError
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
from counterfoil.sync.port import HubUnreachable, Pruned, SessionEnded
from counterfoil.wire import sync as wire

CONNECT_S: Final = 5.0
ANSWER_S: Final = 60.0
"""Seconds that a push or a page may take; a question at the counter takes less."""
LARGEST_ANSWER: Final = 64 * 1024 * 1024
_GZIP_FROM: Final = 2048
_ZIPPED: Final = {"Content-Encoding": "gzip"}
_JSON: Final = "application/json"

_ERRORS: Final[Mapping[int, type[UserError]]] = {
    401: SessionEnded,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    410: Pruned,
}
_LATER: Final = frozenset({408, 425, 429})


def hub_url(text: str) -> str:
    """Return the address of a hub as it is kept. Raises InvalidInput where it is none."""
    try:
        url = httpx2.URL(text.strip())
    except httpx2.InvalidURL:
        url = httpx2.URL("")
    if not _is_plain(url) or any(map(str.isspace, text.strip())):
        raise InvalidInput(
            "{url} is no address of a hub; give one such as https://hub.example.com.",
            url=text.strip()[:200],
        )
    return str(url).rstrip("/")


def _is_plain(url: httpx2.URL) -> bool:
    more = url.query or url.userinfo or url.fragment
    fits = url.port is None or 0 < url.port < 65536
    return url.scheme in {"http", "https"} and bool(url.host) and not more and fits


def _client() -> httpx2.Client:
    return httpx2.Client(
        headers={"User-Agent": f"counterfoil/{__version__}", "Accept": _JSON},
        follow_redirects=False,
    )


@dataclass
class HttpPort:
    """A `Port` to the hub at `url`; a context manager. `token` is that of the session."""

    url: str
    token: str | None = None
    client: httpx2.Client = field(default_factory=_client)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self.client.close()

    def join(self, token: str, name: str, public_key: bytes, proof: bytes) -> Enrolment:
        """See `Port`."""
        said = wire.write_joining(wire.Joining(token, name, public_key, proof))
        return wire.read_enrolment(self._post("join", said))

    def challenge(self, device: str, timeout_s: float | None = None) -> str:
        """See `Port`."""
        found = self._get("challenge", {"device": device}, timeout_s)
        return wire.read_challenge(found)

    def session(
        self,
        challenge: str,
        greeting: Greeting,
        signature: bytes,
        timeout_s: float | None = None,
    ) -> Welcome:
        """See `Port`."""
        said = wire.write_opening(wire.Opening(challenge, greeting, signature))
        opened = wire.read_opened(self._post("session", said, timeout_s))
        self.token = opened.token
        return opened.welcome

    def push(self, uploads: tuple[Upload, ...]) -> Pushed:
        """See `Port`."""
        return wire.read_pushed(self._post("push", wire.write_push(uploads)))

    def redeem(self, upload: Upload, timeout_s: float) -> EntryVerdict:
        """See `Port`."""
        return wire.read_answer(self._post("redeem", wire.write_intent(upload), timeout_s))

    def generate(self, wanted: CodesWanted) -> int | None:
        """See `Port`."""
        return wire.read_made(self._post("generate", wire.write_wanted(wanted)))

    def changes(self, after: int, limit: int) -> Changes:
        """See `Port`."""
        return wire.read_changes(self._get("changes", {"after": after, "limit": limit}))

    def manifest(self) -> Manifest:
        """See `Port`."""
        return wire.read_manifest(self._get("snapshot"))

    def page(self, sha256: str) -> bytes:
        """See `Port`."""
        return self._send("GET", f"snapshot/{sha256}").content

    def batch(self, batch_id: int) -> BatchPages:
        """See `Port`."""
        return wire.read_batch(self._get(f"batches/{batch_id}"))

    def batch_page(self, batch_id: int, page: int, *, texts: bool) -> bytes:
        """See `Port`."""
        path = f"batches/{batch_id}/{page}"
        return self._send("GET", path, params={"texts": "true"} if texts else None).content

    def _get(
        self, path: str, params: Mapping[str, Any] | None = None, timeout_s: float | None = None
    ) -> object:
        return self._read(self._send("GET", path, timeout_s, params=params))

    def _post(
        self, path: str, message: Mapping[str, object], timeout_s: float | None = None
    ) -> object:
        content = canonical(message).encode()
        headers = {"Content-Type": _JSON}
        if len(content) >= _GZIP_FROM:
            content, headers = gzip.compress(content, 1), headers | _ZIPPED
        return self._read(self._send("POST", path, timeout_s, content=content, headers=headers))

    def _send(
        self,
        method: str,
        path: str,
        timeout_s: float | None = None,
        *,
        params: Mapping[str, Any] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx2.Response:
        shown = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        request = self.client.build_request(
            method,
            f"{self.url}/sync/{path}",
            params=params,
            content=content,
            headers={**(headers or {}), **shown},
            timeout=_timeout(timeout_s),
        )
        try:
            got = self.client.send(request, stream=True)
            with closing(got):
                found = _bounded(got)
        except (httpx2.TransportError, httpx2.DecodingError, OSError) as error:
            raise HubUnreachable(
                "The hub {hub} cannot be reached ({why}).", hub=self.url, why=_why(error)
            ) from error
        answer = httpx2.Response(got.status_code, headers=_plain(got.headers), content=found)
        if not answer.is_success:
            raise self._error(answer)
        return answer

    def _read(self, answer: httpx2.Response) -> object:
        if not _is_json(answer):
            raise self._no_hub()
        try:
            return wire.parse(answer.content, "answer of a hub")
        except InvalidInput as error:
            raise self._no_hub() from error

    def _error(self, answer: httpx2.Response) -> UserError:
        status = answer.status_code
        if status >= 500 or status in _LATER:
            return HubUnreachable(
                "The hub {hub} cannot answer now ({status}).",
                retry_after=_seconds(answer.headers.get("Retry-After")),
                hub=self.url,
                status=status,
            )
        said = _message(answer)
        if said is None:
            return self._no_hub()
        return _ERRORS.get(status, InvalidInput)("{sentence}", sentence=said)

    def _no_hub(self) -> HubUnreachable:
        return HubUnreachable(
            "What answered at {hub} is no hub of Counterfoil; check the address, and whether the"
            " network asks to sign in first.",
            hub=self.url,
        )


def _timeout(timeout_s: float | None) -> httpx2.Timeout:
    wait = ANSWER_S if timeout_s is None else min(timeout_s, ANSWER_S)
    return httpx2.Timeout(wait, connect=min(wait, CONNECT_S))


def _bounded(got: httpx2.Response) -> bytes:
    parts, size = [], 0
    for part in got.iter_bytes():
        size += len(part)
        if size > LARGEST_ANSWER:
            raise httpx2.DecodingError("the answer is too long")
        parts.append(part)
    return b"".join(parts)


def _plain(headers: httpx2.Headers) -> dict[str, str]:
    """Return the headers of an answer whose content was decoded."""
    wanted = ("Content-Type", "Retry-After")
    return {name: headers[name] for name in wanted if name in headers}


def _is_json(answer: httpx2.Response) -> bool:
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return kind == _JSON


def _message(answer: httpx2.Response) -> str | None:
    """Return the sentence of a hub's error, None where it is no hub's."""
    if not _is_json(answer):
        return None
    try:
        found = wire.parse(answer.content)
    except InvalidInput:
        return None
    said = found.get("message") if isinstance(found, dict) else None
    return said if isinstance(said, str) else None


def _seconds(text: str | None) -> float | None:
    try:
        return max(0.0, float(text or ""))
    except ValueError:
        return None


def _why(error: Exception) -> str:
    return str(error) or type(error).__name__
