"""What the way over HTTP makes of everything that can come back."""

import json
import socket
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound, UserError
from counterfoil.domain.exchange import (
    BatchPages,
    Changes,
    DeviceState,
    EntryVerdict,
    Greeting,
    Outcome,
    Pushed,
    Upload,
    Welcome,
)
from counterfoil.sync.http import HttpPort, hub_url
from counterfoil.sync.port import HubUnreachable, Pruned, SessionEnded
from counterfoil.wire import sync as wire
from tests.helpers.chains import chain
from tests.sync.answering import Answer, answering

NOW = datetime(2026, 5, 13, 12, 30, tzinfo=UTC)
GREETING = Greeting("t1", 3, b"\x01" * 32, 2, 40, 1, NOW)
WELCOME = Welcome(1, NOW, DeviceState.ACTIVE, 4)
UPLOADS = tuple(Upload(each.entry.n, "", each) for each in chain(9))


def said(message: object) -> Answer:
    return Answer(body=json.dumps(message).encode())


def refused(status: int, sentence: str = "No.") -> Answer:
    return Answer(status, json.dumps({"code": status, "message": sentence}).encode())


def html(status: int = 200) -> Answer:
    page = b"<html><body>Welcome to our network! Please sign in.</body></html>"
    return Answer(status, page, {"Content-Type": "text/html; charset=utf-8"})


def test_a_session_is_begun_and_its_token_shown_from_then_on() -> None:
    opened = said(wire.write_opened(wire.Opened("secret", WELCOME)))
    changes = Changes(40, 40, (), more=False, acked=3, epoch=1, hub_time=NOW)
    answers = (said(wire.write_challenge("c")), opened, said(wire.write_changes(changes)))
    with answering(*answers) as server, HttpPort(server.url) as port:
        assert port.challenge("t1") == "c"
        assert port.session("c", GREETING, b"\x02" * 64) == WELCOME
        assert port.changes(40, 500) == changes
    assert [each.path for each in server.asked] == [
        "/sync/challenge?device=t1",
        "/sync/session",
        "/sync/changes?after=40&limit=500",
    ]
    opening = wire.Opening("c", GREETING, b"\x02" * 64)
    assert wire.read_opening(server.asked[1].json()) == opening
    assert [each.headers.get("Authorization") for each in server.asked] == [
        None,
        None,
        "Bearer secret",
    ]


def test_entries_are_sent_packed_as_the_wire_has_them() -> None:
    pushed = Pushed((EntryVerdict(1, Outcome.APPLIED, receipt=b"\x07" * 32),), 2, 1, NOW)
    with answering(said(wire.write_pushed(pushed))) as server, HttpPort(server.url) as port:
        assert port.push(UPLOADS) == pushed
    assert server.asked[0].headers["Content-Encoding"] == "gzip"
    came = wire.read_push(json.dumps(server.asked[0].json()))
    assert [each.signed for each in came] == [each.signed for each in UPLOADS]


def test_an_intent_is_asked_about_alone() -> None:
    verdict = EntryVerdict(9, Outcome.REFUSED, reason="void", answer={"accepted": False})
    with answering(said(wire.write_answer(verdict))) as server, HttpPort(server.url) as port:
        assert port.redeem(UPLOADS[8], 1.5) == verdict
    came = wire.read_intent(json.dumps(server.asked[0].json()))
    assert came.signed == UPLOADS[8].signed


def test_pages_are_bytes() -> None:
    page = Answer(body=b"\x00\xff", headers={"Content-Type": "application/octet-stream"})
    pages = BatchPages(3, ("ab" * 32,))
    answers = (page, said(wire.write_batch(pages)), page, page)
    with answering(*answers) as server, HttpPort(server.url) as port:
        assert port.page("ab" * 32) == b"\x00\xff"
        assert port.batch(3) == pages
        assert port.batch_page(3, 0, texts=False) == b"\x00\xff"
        assert port.batch_page(3, 0, texts=True) == b"\x00\xff"
    assert [each.path for each in server.asked] == [
        f"/sync/snapshot/{'ab' * 32}",
        "/sync/batches/3",
        "/sync/batches/3/0",
        "/sync/batches/3/0?texts=true",
    ]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, InvalidInput),
        (401, SessionEnded),
        (403, Forbidden),
        (404, NotFound),
        (409, Conflict),
        (410, Pruned),
        (422, InvalidInput),
    ],
)
def test_what_the_hub_refuses_is_told_in_its_words(status: int, kind: type[UserError]) -> None:
    with (
        answering(refused(status, "Not {this}.")) as server,
        HttpPort(server.url) as port,
        pytest.raises(kind) as error,
    ):
        port.manifest()
    assert str(error.value) == "Not {this}."
    assert not isinstance(error.value, HubUnreachable)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_hub_that_cannot_answer_is_to_be_asked_later(status: int) -> None:
    later = refused(status)
    asked = replace(later, headers={**later.headers, "Retry-After": "7"})
    with answering(asked, later, html(status)) as server, HttpPort(server.url) as port:
        for retry_after in (7.0, None, None):
            with pytest.raises(HubUnreachable) as error:
                port.manifest()
            assert error.value.retry_after == retry_after


@pytest.mark.parametrize(
    "answer",
    [
        html(),
        html(404),
        html(403),
        Answer(302, b"", {"Location": "https://login.example"}),
        Answer(body=b"{"),
        Answer(body=b"\xff\xfe"),
        Answer(404, b"[]"),
        Answer(404, b"{"),
        Answer(404, b'{"detail": "Not Found"}'),
    ],
)
def test_what_is_no_hub_is_called_so(answer: Answer) -> None:
    with (
        answering(answer) as server,
        HttpPort(server.url) as port,
        pytest.raises(HubUnreachable, match="is no hub of Counterfoil"),
    ):
        port.manifest()


def test_an_answer_that_breaks_off_counts_as_none() -> None:
    with (
        answering(Answer(body=b'{"v": 1', says=900)) as server,
        HttpPort(server.url) as port,
        pytest.raises(HubUnreachable, match="cannot be reached"),
    ):
        port.manifest()


def test_an_answer_that_is_not_what_it_says_counts_as_none() -> None:
    torn = Answer(body=b"no gzip", headers={"Content-Encoding": "gzip"})
    with (
        answering(torn) as server,
        HttpPort(server.url) as port,
        pytest.raises(HubUnreachable, match="cannot be reached"),
    ):
        port.page("ab" * 32)


def test_an_answer_of_a_newer_hub_is_not_guessed_at() -> None:
    newer = said({"v": 2, "pages": []})
    with (
        answering(newer) as server,
        HttpPort(server.url) as port,
        pytest.raises(Conflict, match="update this program"),
    ):
        port.manifest()


def test_nobody_listening_is_found_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port_number = closed.getsockname()[1]
    with (
        HttpPort(f"http://127.0.0.1:{port_number}") as port,
        pytest.raises(HubUnreachable, match="cannot be reached"),
    ):
        port.challenge("t1")


def test_silence_is_not_waited_for_longer_than_asked() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with HttpPort(url) as port:
            began = time.monotonic()
            with pytest.raises(HubUnreachable):
                port.redeem(UPLOADS[0], 0.2)
            assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://hub.example", "https://hub.example"),
        (" https://hub.example/ ", "https://hub.example"),
        ("http://10.0.0.2:8000", "http://10.0.0.2:8000"),
        ("https://example.com/brand/", "https://example.com/brand"),
    ],
)
def test_an_address_is_kept_in_one_form(text: str, url: str) -> None:
    assert hub_url(text) == url


@pytest.mark.parametrize(
    "text",
    ["", "hub.example", "ftp://hub.example", "https://", "https://a b", "https://u:p@hub.example",
     "https://hub.example/?a=1", "https://hub.example:99999"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="no address of a hub"):
        hub_url(text)
