"""Receipts: they prove one verdict on one entry, and nothing else."""

from dataclasses import replace

import pytest

from counterfoil.domain.exchange import EntryVerdict, Outcome
from counterfoil.ledger.exchange.verdicts import is_genuine, with_receipt

KEY, ENTRY = bytes(32), bytes(range(32))
PLAIN = EntryVerdict(7, Outcome.APPLIED)
WHOLE = EntryVerdict(
    7,
    Outcome.REFUSED,
    of="A-1",
    reason="The code {code}.",
    values={"code": "…", "at": {"moment": 1}},
    answer={"accepted": False, "documents": []},
)


@pytest.mark.parametrize("verdict", [PLAIN, WHOLE])
def test_a_receipt_is_good_for_its_verdict_only(verdict: EntryVerdict) -> None:
    given = with_receipt(KEY, "ABCDEFGHJK", ENTRY, verdict)
    assert is_genuine(KEY, "ABCDEFGHJK", ENTRY, given)
    others = [
        replace(given, n=8),
        replace(given, outcome=Outcome.QUARANTINED),
        replace(given, of="A-2"),
        replace(given, reason="late"),
        replace(given, values={"code": "x"}),
        replace(given, answer={"accepted": True, "documents": []}),
        replace(given, receipt=bytes(32)),
        replace(given, receipt=b""),
    ]
    assert not any(is_genuine(KEY, "ABCDEFGHJK", ENTRY, other) for other in others)
    assert not is_genuine(KEY, "ABCDEFGHJX", ENTRY, given)
    assert not is_genuine(KEY, "ABCDEFGHJK", bytes(32), given)
    assert not is_genuine(bytes(31) + b"1", "ABCDEFGHJK", ENTRY, given)


def test_no_plain_verdict_reads_like_another_one() -> None:
    strange = 'A","n'
    given = with_receipt(KEY, strange, ENTRY, PLAIN)
    assert is_genuine(KEY, strange, ENTRY, given)
    assert not is_genuine(KEY, "A", ENTRY, given)


def test_what_cannot_be_written_is_not_genuine() -> None:
    odd = replace(PLAIN, values={"x": float("nan")})
    assert not is_genuine(KEY, "A", ENTRY, odd)
