"""What a device and its hub say to one another arrives as it was said; nothing else is taken."""

import json
from collections.abc import Callable
from datetime import UTC
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.domain.errors import Conflict, InvalidInput
from counterfoil.domain.exchange import (
    BatchPages,
    Change,
    Changes,
    DeviceKind,
    DeviceState,
    Enrolment,
    EntryVerdict,
    Greeting,
    Manifest,
    Outcome,
    Pushed,
    Upload,
    Welcome,
)
from counterfoil.domain.store import Store
from counterfoil.wire import sync
from counterfoil.wire.entry import write_entry
from tests.domain.build import WARSAW
from tests.helpers.chains import NOW, chain

text = st.text(st.characters(exclude_categories=["Cs"]))
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)
documents = st.dictionaries(text, json_values, max_size=4)
moments = st.datetimes(timezones=st.just(UTC))
counts = st.integers(0, 2**63 - 1)
numbers = st.integers(1, 2**63 - 1)
epochs = st.integers(0, 2**31 - 1)
seals = st.binary(min_size=32, max_size=32)
digests = seals.map(bytes.hex)
verdicts = st.builds(
    EntryVerdict,
    n=numbers,
    outcome=st.sampled_from(Outcome),
    of=text.filter(lambda it: len(it) <= 200),
    reason=text,
    values=documents,
    answer=st.none() | documents,
    receipt=seals | st.just(b""),
)
pushed = st.builds(
    Pushed,
    verdicts=st.lists(verdicts, max_size=3).map(tuple),
    next_n=numbers,
    epoch=epochs,
    hub_time=moments,
    state=st.sampled_from(DeviceState),
    waits=st.booleans(),
)
changes = st.builds(
    Change,
    seq=counts,
    topic=st.text("abc", min_size=1, max_size=20),
    key=names,
    document=st.none() | documents,
)
pages = st.builds(
    Changes,
    after=counts,
    seq=counts,
    changes=st.lists(changes, max_size=3).map(tuple),
    more=st.booleans(),
    acked=counts,
    epoch=epochs,
    hub_time=moments,
)
manifests = st.builds(
    Manifest,
    seq=counts,
    epoch=epochs,
    acked=counts,
    pages=st.lists(digests, max_size=3).map(tuple),
    hub_time=moments,
)
batches = st.builds(
    BatchPages,
    batch=counts,
    digests=st.lists(digests, max_size=3).map(tuple),
    texts=st.lists(digests, max_size=3).map(tuple),
)
stores = st.builds(
    Store, code=names, name=text, zone=st.just(WARSAW), currency=st.sampled_from(["EUR", "PLN"])
)
enrolments = st.builds(
    Enrolment,
    device=names,
    name=text,
    kind=st.sampled_from(DeviceKind),
    store=stores,
    digest_key=seals,
    hub_id=names,
    epoch=epochs,
    hub_time=moments,
)
greetings = st.builds(
    Greeting,
    device=names,
    n=counts,
    hash=seals,
    receipted_n=counts,
    seen_seq=counts,
    epoch=epochs,
    now=moments,
)
welcomes = st.builds(
    Welcome,
    epoch=epochs,
    hub_time=moments,
    state=st.sampled_from(DeviceState),
    next_n=numbers,
    waits=st.booleans(),
)
joinings = st.builds(
    sync.Joining,
    token=names,
    name=st.text("aä ", max_size=100),
    public_key=seals,
    proof=st.binary(min_size=64, max_size=64),
)
openings = st.builds(
    sync.Opening,
    challenge=names,
    greeting=greetings,
    signature=st.binary(min_size=64, max_size=64),
)
openeds = st.builds(sync.Opened, token=names, welcome=welcomes)


class Kind(NamedTuple):
    """A message: what it may say, and how it is written and read."""

    said: st.SearchStrategy[Any]
    write: Callable[[Any], dict[str, object]]
    read: Callable[[object], Any]


KINDS = {
    "answer": Kind(verdicts, sync.write_answer, sync.read_answer),
    "batch": Kind(batches, sync.write_batch, sync.read_batch),
    "challenge": Kind(names, sync.write_challenge, sync.read_challenge),
    "change": Kind(changes, sync.write_change, sync.read_change),
    "changes": Kind(pages, sync.write_changes, sync.read_changes),
    "enrolment": Kind(enrolments, sync.write_enrolment, sync.read_enrolment),
    "joining": Kind(joinings, sync.write_joining, sync.read_joining),
    "manifest": Kind(manifests, sync.write_manifest, sync.read_manifest),
    "opened": Kind(openeds, sync.write_opened, sync.read_opened),
    "opening": Kind(openings, sync.write_opening, sync.read_opening),
    "pushed": Kind(pushed, sync.write_pushed, sync.read_pushed),
    "verdict": Kind(verdicts, sync.write_verdict, sync.read_verdict),
}
VERSIONED = sorted(KINDS.keys() - {"change", "verdict"})
GREETING = Greeting("TILL", 3, b"\1" * 32, 2, 40, 1, NOW)
VERDICT = EntryVerdict(3, Outcome.DUPLICATE, "X-1", "used", {"at": 1}, {"a": 1}, b"\2" * 32)
STORE = Store("W1", "Warsaw", WARSAW, "PLN")
EXAMPLES: dict[str, Any] = {
    "answer": VERDICT,
    "batch": BatchPages(3, ("0" * 64,), ("1" * 64,)),
    "challenge": "asked",
    "change": Change(7, "campaign", "c1", {"a": [1, None, "x"]}),
    "changes": Changes(4, 7, (Change(7, "code", "9", None),), False, 12, 1, NOW),
    "enrolment": Enrolment("TILL", "Till", DeviceKind.TILL, STORE, b"\3" * 32, "hub", 1, NOW),
    "joining": sync.Joining("token", "Till", b"\4" * 32, b"\5" * 64),
    "manifest": Manifest(7, 1, 12, ("0" * 64,), NOW),
    "opened": sync.Opened("jwt", Welcome(1, NOW, DeviceState.ACTIVE, 4)),
    "opening": sync.Opening("asked", GREETING, b"\6" * 64),
    "pushed": Pushed((VERDICT,), 4, 1, NOW, DeviceState.FROZEN, waits=True),
    "verdict": VERDICT,
}


def over_the_wire(document: dict[str, object]) -> object:
    return sync.parse(json.dumps(document))


def written(kind: str) -> dict[str, Any]:
    return dict(KINDS[kind].write(EXAMPLES[kind]))


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_is_read_back_as_it_was(kind: str) -> None:
    _, write, read = KINDS[kind]

    @settings(max_examples=40)
    @given(KINDS[kind].said)
    def check(said: object) -> None:
        assert read(over_the_wire(write(said))) == said

    check()
    assert read(over_the_wire(written(kind))) == EXAMPLES[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_may_be_missing_unknown_or_of_another_type(kind: str) -> None:
    read = KINDS[kind].read
    whole = written(kind)
    with pytest.raises(InvalidInput, match="extra: "):
        read(whole | {"extra": 1})
    for field in whole:
        left = {name: value for name, value in whole.items() if name != field}
        with pytest.raises(InvalidInput, match=f"{field}: "):
            read(left)
        with pytest.raises((InvalidInput, Conflict)):
            read(whole | {field: 1.5})
    nothings: tuple[object, ...] = (None, [], 7, "text", {})
    for nothing in nothings:
        with pytest.raises(InvalidInput, match="This is no "):
            read(nothing)


@pytest.mark.parametrize("kind", VERSIONED)
def test_a_newer_version_is_told_apart_from_nonsense(kind: str) -> None:
    read, whole = KINDS[kind].read, written(kind)
    with pytest.raises(Conflict, match=r"newer Counterfoil \(version 2; this one knows 1\)"):
        read(whole | {"v": 2, "more": True})
    for version in (0, -1, True, "1", None):
        with pytest.raises(InvalidInput, match="v: "):
            read(whole | {"v": version})


@pytest.mark.parametrize(
    ("kind", "place", "value"),
    [
        ("opening", ("greeting", "n"), -1),
        ("opening", ("greeting", "n"), 2**63),
        ("opening", ("greeting", "hash"), "0" * 63),
        ("opening", ("greeting", "now"), 10**20),
        ("opening", ("signature",), "A" * 128),
        ("pushed", ("state",), "asleep"),
        ("pushed", ("next_n",), 0),
        ("pushed", ("waits",), 1),
        ("pushed", ("verdicts", 0, "outcome"), "perhaps"),
        ("pushed", ("verdicts", 0, "receipt"), "00"),
        ("enrolment", ("kind",), "phone"),
        ("enrolment", ("store", "zone"), "Mars/Olympus"),
        ("enrolment", ("store", "zone"), "../etc/passwd"),
        ("enrolment", ("store", "currency"), "EURO"),
        ("joining", ("name",), "n" * 101),
        ("changes", ("changes", 0, "topic"), ""),
        ("batch", ("digests", 0), "xyz"),
    ],
)
def test_what_cannot_be_is_refused(kind: str, place: tuple[str | int, ...], value: object) -> None:
    whole = written(kind)
    inner: Any = whole
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    with pytest.raises(InvalidInput, match="This is no "):
        KINDS[kind].read(over_the_wire(whole))


@pytest.mark.parametrize(
    "bad",
    [
        "", "{", '{"v":1', "[1,]", '{"a":NaN}', '{"a":Infinity}', '{"a":1e999}', "\ufeff{}",
        '{"a":1,"a":1}', '{"b":{"a":1,"a":2}}', "[" * 100_000, "1" * 5000, b"\xff{}", "{} {}",
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused_in_a_sentence(bad: str | bytes) -> None:
    with pytest.raises(InvalidInput, match=r"^This is no message: it is not JSON\.$"):
        sync.parse(bad)


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
    ):
        with pytest.raises(error):
            sync.read_intent(bad)


def test_an_upload_that_was_never_read_is_sent_as_it_came() -> None:
    assert sync.write_upload(Upload(0, '{"odd": [1]}', None)) == {"odd": [1]}


def test_the_form_of_version_1_stays_as_it_is() -> None:
    assert json.dumps(sync.write_pushed(EXAMPLES["pushed"])) == (
        '{"v": 1, "verdicts": [{"n": 3, "outcome": "duplicate", "of": "X-1", "reason": "used",'
        ' "values": {"at": 1}, "answer": {"a": 1}, "receipt": "' + "02" * 32 + '"}],'
        ' "next_n": 4, "epoch": 1, "hub_time": 1778675400000000, "state": "frozen",'
        ' "waits": true}'
    )
    assert sync.write_opening(EXAMPLES["opening"]) == {
        "v": 1,
        "challenge": "asked",
        "greeting": {
            "device": "TILL",
            "n": 3,
            "hash": "01" * 32,
            "receipted_n": 2,
            "seen_seq": 40,
            "epoch": 1,
            "now": 1778675400000000,
        },
        "signature": "06" * 64,
    }
    assert list(sync.write_push([])) == ["v", "uploads"]
    assert list(an_upload()) == ["entry", "with", "receipt"]
