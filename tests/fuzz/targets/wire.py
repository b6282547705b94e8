"""Messages between tills and hub, journal entries and exported journals, as bytes."""

import json
from random import Random
from typing import Final

from counterfoil.domain.entry import canonical
from counterfoil.domain.errors import Conflict, InvalidInput, UserError
from counterfoil.domain.exchange import CodesWanted, Upload
from counterfoil.wire import sync
from counterfoil.wire.entry import read_line, write_line
from counterfoil.wire.journal_file import MOST_FLAWS, check_lines, write_lines
from counterfoil.wire.sync_push import read_intent, read_push, write_intent, write_push
from tests.fuzz.engine import Target, decoded, plain, told
from tests.fuzz.mutation import TOKENS, VALUES, json_mutated, json_text, mutated
from tests.helpers.chains import OTHER, chain
from tests.wire.said import EXAMPLES, KINDS

WANTED: Final = CodesWanted("r1", "c1", 5, "jan", "Batch", (("a", "b"),))
MESSAGES: Final = [
    *((sync.write_wanted, sync.read_wanted, WANTED),),
    *((kind.write, kind.read, EXAMPLES[name]) for name, kind in sorted(KINDS.items())),
]
UPLOADS: Final = [Upload(each.entry.n, "", each, {"code": "X"}) for each in chain(6)]
PUSH: Final = json.loads(canonical(write_push(UPLOADS)))
INTENT: Final = json.loads(canonical(write_intent(UPLOADS[2])))
MESSAGE: Final = {
    "join": sync.write_joining(EXAMPLES["joining"]),
    "session": sync.write_opening(EXAMPLES["opening"]),
    "generate": sync.write_wanted(WANTED),
    "push": PUSH,
    "redeem": INTENT,
}
JOURNAL: Final = "".join(write_lines([*chain(5), *chain(3, OTHER)])).encode()
LINES: Final = JOURNAL.splitlines(keepends=True)
OTHERS: Final = (
    *VALUES,
    "0" * 64,
    "f" * 128,
    "applied",
    "active",
    "till",
    2**63,
    -1,
    2**31,
    "x" * 201,
)
WORDS: Final = (*TOKENS, b'"v":2', b'"v":1', b'"uploads":[', b"\\ud800", b'"entry":{', b"]}", b"[]")


def make_message(rng: Random) -> bytes:
    """Which kind of message, and one of it, changed."""
    which = rng.randrange(len(MESSAGES))
    write, _, said = MESSAGES[which]
    return bytes([which]) + json_text(rng, json_mutated(rng, write(said), OTHERS))


def message(data: bytes) -> bool:
    """Read a message; written and read again it must be the same."""
    write, read, _ = MESSAGES[data[0] % len(MESSAGES) if data else 0]
    try:
        said = read(sync.parse(data[1:]))
    except (InvalidInput, Conflict) as refused:
        return told(refused)
    written = write(said)
    assert read(sync.parse(canonical(written))) == said, written
    return True


def make_push(rng: Random) -> bytes:
    """What a till pushes or asks, changed as JSON or as text."""
    document = rng.choice((PUSH, PUSH, INTENT))
    if rng.random() < 0.5:
        return json_text(rng, json_mutated(rng, document, OTHERS))
    return mutated(rng, canonical(document).encode(), WORDS)


def push(data: bytes) -> bool:
    """Read a push: no upload of it gets lost, and what cannot be read stays as it came."""
    _asked(data)
    try:
        uploads = read_push(data)
    except (InvalidInput, Conflict) as refused:
        return told(refused)
    assert len(uploads) <= sync.MOST_UPLOADS, len(uploads)
    for upload in uploads:
        assert upload.raw in data.decode(), upload
        if upload.signed is not None:
            canonical(sync.write_upload(upload)).encode()
            assert upload.n == upload.signed.entry.n, upload
    readable = [each for each in uploads if each.signed is not None]
    again = read_push(canonical(write_push(readable)))
    assert [each.signed for each in again] == [each.signed for each in readable]
    return bool(readable)


def _asked(data: bytes) -> None:
    try:
        upload = read_intent(data)
    except (InvalidInput, Conflict) as refused:
        told(refused)
        return
    assert upload.signed is not None
    canonical(write_intent(upload)).encode()


def make_journal(rng: Random) -> bytes:
    """An exported journal with lines dropped, doubled, put elsewhere or changed."""
    lines = list(LINES)
    for _ in range(rng.choice((1, 1, 2, 4))):
        at = rng.randrange(len(lines)) if lines else 0
        lines[at : at + rng.choice((0, 1, 2))] = _instead(rng)
    whole = b"".join(lines)
    return mutated(rng, whole, WORDS) if rng.random() < 0.4 else whole


def _instead(rng: Random) -> list[bytes]:
    line = rng.choice(LINES)
    changed = json_text(rng, json_mutated(rng, json.loads(line), OTHERS)) + b"\n"
    return rng.choice(([], [line], [line, line], [changed], [changed], [b"\n"]))


def journal(data: bytes) -> bool:
    """Check an exported journal: one that was changed is never whole."""
    text = decoded(data)
    try:
        checked = check_lines(text.splitlines(keepends=True))
    except UserError as refused:
        return told(refused)
    assert len(checked.flaws) <= MOST_FLAWS, len(checked.flaws)
    assert checked.is_whole == (not checked.flaws), checked
    for line in filter(str.strip, text.splitlines()):
        signed = read_line(line)
        assert read_line(write_line(signed)) == signed, line
    if checked.is_whole:
        good = [json.loads(line) for line in LINES]
        said = [json.loads(line) for line in filter(str.strip, text.splitlines())]
        # What stands in no signature is no harm, and there is nothing of the kind.
        assert all(line in good for line in said), "changed, and yet whole"
    return checked.is_whole


TARGETS: Final = (
    Target("message", 80_000, make_message, plain(message), block=20_000),
    Target("push", 40_000, make_push, plain(push), block=20_000),
    Target("journal", 10_000, make_journal, plain(journal), block=5_000),
)
