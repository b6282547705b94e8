"""What messages may say: strategies for each kind of them, and an example of each."""

from collections.abc import Callable
from datetime import UTC
from typing import Any, NamedTuple

from hypothesis import strategies as st

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
    Welcome,
)
from counterfoil.domain.store import Store
from counterfoil.wire import sync
from tests.domain.build import WARSAW
from tests.helpers.chains import NOW

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
    early=st.lists(numbers, max_size=3).map(tuple),
)
welcomes = st.builds(
    Welcome,
    epoch=epochs,
    hub_time=moments,
    state=st.sampled_from(DeviceState),
    next_n=numbers,
    waits=st.booleans(),
    lacks=st.lists(numbers, max_size=3).map(tuple),
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
GREETING = Greeting("TILL", 3, b"\1" * 32, 1, 40, 1, NOW, (3,))
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
