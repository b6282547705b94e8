"""A push: uploads arrive as they were sent, and one that cannot be read spoils no other."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.domain.errors import Conflict, InvalidInput
from counterfoil.domain.exchange import Upload
from counterfoil.wire import sync
from counterfoil.wire.entry import write_entry
from tests.helpers.chains import chain
from tests.wire.said import documents, verdicts

uploads = st.builds(
    lambda at, attached, receipted: Upload(at + 1, "", chain(5)[at], attached, receipted),
    st.integers(0, 4),
    documents,
    st.none() | verdicts,
)


@settings(max_examples=40)
@given(st.lists(uploads, max_size=3))
def test_uploads_are_read_back_as_they_were_and_keep_their_text(sent: list[Upload]) -> None:
    message = json.dumps(sync.write_push(sent))
    got = sync.read_push(message)
    parts = [(each.n, each.signed, each.attached, each.receipted) for each in got]
    assert parts == [(each.n, each.signed, each.attached, each.receipted) for each in sent]
    assert all(each.raw in message for each in got)
    assert [json.loads(each.raw) for each in got] == [sync.write_upload(each) for each in sent]
    assert sync.read_push(json.dumps(sync.write_push(got), indent=1).encode())[:1] is not None


def an_upload(n: int = 1, **over: object) -> dict[str, object]:
    whole = sync.write_upload(Upload(n, "", chain(5)[n - 1]))
    return {**whole, **over}


def text_of(*parts: str, v: int = 1) -> str:
    return f'{{"v": {v}, "uploads": [{", ".join(parts)}]}}'


GOOD = json.dumps(an_upload(2))
ENTRY = json.dumps(write_entry(chain(1)[0]))
UNREADABLE = {
    "{}": 0,
    '{"entry": 7, "with": {}, "receipt": null}': 0,
    json.dumps(an_upload(1, more=1)): 1,
    json.dumps({"entry": an_upload()["entry"]}): 1,
    json.dumps(an_upload(1, **{"with": []})): 1,
    json.dumps(an_upload(1, receipt={"n": 1})): 1,
    json.dumps({"entry": {"n": 2**70, "v": 1}}): 0,
    json.dumps({"entry": {"n": True}}): 0,
    json.dumps(an_upload(1, entry={**write_entry(chain(1)[0]), "v": 2, "new": [1]})): 1,
    json.dumps(an_upload(1, **{"with": {"a": "\ud800"}})): 1,
    f'{{"entry": {ENTRY}, "with": {{"a": 1, "a": 2}}, "receipt": null}}': 1,
    f'{{"entry": {ENTRY}, "with": {{"a": NaN}}, "receipt": null}}': 1,
    f'{{"entry": {ENTRY}, "with": {{"a": 1e999}}, "receipt": null}}': 1,
    f'{{"entry": {ENTRY}, "with": {{"a": {"[" * 400 + "]" * 400}}}, "receipt": null}}': 1,
    f'{{"entry": {ENTRY}, "with": {{"a": {"[" * 5000 + "]" * 5000}}}, "receipt": null}}': 0,
    '{"entry": nonsense}': 0,
    '{"n": 4, "text": "]}", "quote": "\\"{["}': 0,
}


@pytest.mark.parametrize("bad", UNREADABLE)
def test_an_upload_that_cannot_be_read_keeps_its_text_and_number(bad: str) -> None:
    said = UNREADABLE[bad]
    alone, good = sync.read_push(text_of(bad, GOOD))
    assert alone == Upload(said, bad, None)
    assert (good.n, good.signed) == (2, chain(2)[1])
    # One without a number is behind the one before it.
    assert [each.n for each in sync.read_push(text_of(GOOD, bad))] == [2, said or 3]


def test_what_a_newer_program_pushes_is_passed_on_as_text() -> None:
    message = '{"v": 2, "new": true, "uploads": [{"entry": {"n": 3}}, {"entries": 4}]}'
    got = sync.read_push(message)
    assert got == (Upload(3, '{"entry": {"n": 3}}', None), Upload(4, '{"entries": 4}', None))
    around = '{"a": [{"uploads": [1]}], "v": 2, "uploads" : [{}], "z": {"uploads": [{}]}}'
    assert sync.read_push(around) == (Upload(0, "{}", None),)
    with pytest.raises(InvalidInput):
        sync.read_push('{"v": 2, "things": []}')


@pytest.mark.parametrize(
    "bad",
    [
        "", "{}", "[]", "null", "7", '"uploads"', '{"v":1}', '{"v":1,"uploads":{}}',
        '{"v":1,"uploads":[1]}', '{"v":1,"uploads":[{}', '{"v":1,"uploads":[{}]',
        '{"v":1,"uploads":[{},]}', '{"v":1,"uploads":[,{}]}', '{"v":1,"uploads":[{}{}]}',
        '{"v":1,"uploads":[{} x {}]}', '{"v":1,"uploads":[{}],"uploads":[]}',
        '{"v":1,"uploads":[],"uploads":[{}]}', '{"v":1,"others":[{}]}', '{"uploads":[]}',
        '{"v":1,"uploads":[{"a":"]}]}', '{"v":1,"uploads":[{"a":[}]]}', "[" * 100_000,
        '{"v":1,"uploads":[],"more":1}', '{"v":1,"uploads":[[{}]]}', '{"v":true,"uploads":[]}',
        b"\xff", '{"v":1,"uploads":[{}]} {}', '{"uploads":[{}],"v":1.0}',
    ],
)  # fmt: skip
def test_what_is_no_push_is_refused_whole(bad: str | bytes) -> None:
    with pytest.raises(InvalidInput, match="This is no "):
        sync.read_push(bad)


def test_a_push_cut_off_anywhere_is_no_push() -> None:
    whole = text_of(json.dumps(an_upload(1, **{"with": {"t": '"]}]} \\'}})), GOOD)
    assert len(sync.read_push(whole)) == 2
    for length in range(len(whole)):
        with pytest.raises(InvalidInput, match="This is no "):
            sync.read_push(whole[:length])


def test_a_push_has_a_bound() -> None:
    sync.read_push(text_of(*["{}"] * sync.MOST_UPLOADS))
    with pytest.raises(InvalidInput, match="more than 500 entries"):
        sync.read_push(text_of(*["{}"] * (sync.MOST_UPLOADS + 1)))


def test_an_intent_is_read_or_refused() -> None:
    asked = Upload(3, "", chain(3)[2], {"codes": ["A"]})
    message = json.dumps(sync.write_intent(asked))
    got = sync.read_intent(message)
    assert (got.n, got.signed, got.attached) == (3, asked.signed, {"codes": ["A"]})
    newer = {"v": 1, "upload": an_upload(1, entry={"v": 2})}
    for bad, error in (
        (message[:-1], InvalidInput),
        (json.dumps({"v": 2, "upload": {}}), Conflict),
        (json.dumps({"v": 1, "upload": {}}), InvalidInput),
        (json.dumps(newer), Conflict),
        (json.dumps({"v": 1, "upload": an_upload(1, more=1)}), InvalidInput),
        (
            json.dumps({"v": 1, "upload": an_upload(1, **{"with": {"codes": ["\ud800"]}})}),
            InvalidInput,
        ),
    ):
        with pytest.raises(error):
            sync.read_intent(bad)


def test_an_upload_that_was_never_read_is_sent_as_it_came() -> None:
    assert sync.write_upload(Upload(0, '{"odd": [1]}', None)) == {"odd": [1]}


def test_the_form_of_version_1_stays_as_it_is() -> None:
    assert list(sync.write_push([])) == ["v", "uploads"]
    assert list(an_upload()) == ["entry", "with", "receipt"]
