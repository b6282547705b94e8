import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.ledger.codes.spool import DigestSpool

# Digests that meet in their first half, in all, or in nothing.
DIGESTS = st.lists(
    st.tuples(st.sampled_from([bytes(8), b"\x80" + bytes(7), b"\xff" * 8]), st.integers(0, 3)),
    max_size=60,
)


@given(DIGESTS, st.integers(1, 7))
def test_digests_come_back_in_order(pairs: list[tuple[bytes, int]], size: int) -> None:
    digests = [head + bytes([tail]) * 8 for head, tail in pairs]
    with DigestSpool() as spool:
        for number, digest in enumerate(digests):
            spool.add(np.frombuffer(digest, np.uint8).reshape(1, 16), np.array([number]))
        chunks = list(spool.in_order(size))
    records = [(row.tobytes()[:16], int(row["id"])) for chunk in chunks for row in chunk]
    assert sorted(records) == sorted(zip(digests, range(len(digests)), strict=True))
    heads = [digest[:8] for digest, _ in records]
    assert heads == sorted(heads)
    for digest in set(digests):
        same = [number for found, number in records if found == digest]
        assert same == sorted(same)
    assert all(len(chunk) <= size for chunk in chunks)


def test_many_runs_are_merged() -> None:
    count = 300_000
    random = np.random.default_rng(7).integers(0, 256, (count, 16), dtype=np.uint8)
    with DigestSpool() as spool:
        for start in range(0, count, 50_000):
            spool.add(random[start : start + 50_000], np.arange(start, start + 50_000))
        assert len(spool) == count
        merged = b"".join(chunk.tobytes() for chunk in spool.in_order(8192))
    records = [merged[at : at + 24] for at in range(0, len(merged), 24)]
    expected = sorted(random[number].tobytes() for number in range(count))
    assert [record[:16] for record in records] == expected
    ids = [int.from_bytes(record[16:], "little") for record in records]
    assert random[ids].tobytes() == b"".join(expected)
