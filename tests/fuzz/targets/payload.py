"""What scanners hand over: texts of any length and kind, and the bytes of serial ports."""

import unicodedata
from random import Random
from typing import Final

from counterfoil.domain.code import fold_any
from counterfoil.scanning.gs1 import CARRIERS, GS
from counterfoil.scanning.payload import (
    LONGEST_CANDIDATE,
    LONGEST_TEXT,
    MOST_CANDIDATES,
    PARAMETERS,
    Unreadable,
    read_payload,
)
from counterfoil.scanning.serial_port import LONGEST, SILENCE, Framer
from tests.fuzz.engine import Target, decoded, one_of, plain, texts
from tests.fuzz.mutation import TOKENS, mutated

HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
AIMS: Final = ("]Q1", "]Q3", "]C0", "]C1", "]d2", "]e0", "]E0", "]J1", "]", "]]]", "]zz")
SEEDS: Final = texts(
    *("SUM7K2M9XQ4", "sum-7k2m-9xq4", "0123456789012", "]Q1SUM7K2M", "]C1\x1d2112345\x1d10AB"),
    *("01095212345432131721041021SERIAL\x1d10LOT", "(255)9501101530001123(21)A"),
    *("https://x.example/r/SUM7K2M", "https://x.example/?code=SUM7K2M&utm=1#frag"),
    *("https://id.gs1.org/01/09521234543213/21/SUM7K2M", "HTTPS://X.EXAMPLE/#/r/SUM7K2M"),
    *(
        "http://[::1]/a",
        "http://[::1",
        "https://x/%E2%80%AESUM",
        "\u017fum-\ufb01ve",
        "\uff33\uff35\uff2d\uff17",
    ),
)
IDENTIFIERS: Final = texts(*CARRIERS, "01", "17", "3103", "41", "8006")
WORDS: Final = (
    *TOKENS,
    *texts(*AIMS, *PARAMETERS, *CARRIERS, GS, "https://", "http://", "?", "&", "=", "#", "/", "//"),
    *texts("01/09521234543213", "255/9501101530001123", "(01)", "@", ":", "%41", "%C3%28", "+"),
    *texts("\x02", "\x03", "\x04", "\u00a0", "\u0131", "\u212a", "\ud800", "xn--", "\u3002", "。"),
)  # fmt: skip


def built(rng: Random) -> bytes:
    """A text put together of what such texts are made of."""
    return b"".join(rng.choice(WORDS + SEEDS) for _ in range(rng.choice((1, 2, 3, 5, 9))))


def changed(rng: Random) -> bytes:
    """A usual text, changed."""
    return mutated(rng, rng.choice(SEEDS), WORDS, SEEDS)


def huge(rng: Random) -> bytes:
    """A text about as long as is read, and much longer."""
    piece = rng.choice(WORDS + SEEDS) or b"x"
    size = rng.choice((127, 128, 129, 2047, 2048, 2049, 10_000, 60_000))
    return (piece * (size // len(piece) + 1))[: size + rng.randrange(-2, 3)]


def link(rng: Random) -> bytes:
    """A URL with a code somewhere in it, or several."""
    parts = [rng.choice((b"https://", b"http://", b"HTTP://", b"https:/")), b"x.example"]
    for _ in range(rng.randrange(1, 7)):
        parts += (rng.choice((b"/", b"/", b"?", b"&", b"#", b"=", b"%2F", b"#/")),)
        parts += (rng.choice((rng.choice(WORDS), rng.choice(SEEDS))),)
    return b"".join(parts)


def elements(rng: Random) -> bytes:
    """A GS1 element string, more or less."""
    made = rng.choice((b"", b"]C1", b"]d2", b"\x1d"))
    form = rng.choice((b"%s", b"(%s)"))
    for _ in range(rng.randrange(1, 9)):
        value = rng.choice(WORDS + SEEDS)[: rng.choice((0, 3, 14, 40))]
        made += form % rng.choice(IDENTIFIERS) + value + rng.choice((b"", b"\x1d"))
    return made


def make(rng: Random) -> bytes:
    """Any of these; a quarter with an identifier that the reader gave apart, behind NUL NUL."""
    made = (built, changed, changed, link, elements) if rng.random() < 0.97 else (huge,)
    text = one_of(rng, *made)
    return text if rng.random() < 0.75 else rng.choice(AIMS).encode() + b"\0\0" + text


def payload(data: bytes) -> bool:
    """Read what a scanner gave: bounded, without what nobody sees, and the same each time."""
    head, mark, rest = data.partition(b"\0\0")
    aim = decoded(head) if mark and len(head) == 3 else None
    text = decoded(rest if aim else data)
    got = read_payload(text, aim)
    assert got == read_payload(text, aim), "not the same again"
    if isinstance(got, Unreadable):
        assert got.reason.endswith("."), got.reason
        return False
    assert len(text) <= LONGEST_TEXT, len(text)
    assert 0 < len(got.candidates) <= MOST_CANDIDATES, len(got.candidates)
    assert len(set(got.candidates)) == len(got.candidates), got.candidates
    for each in got.candidates:
        assert 0 < len(each) <= LONGEST_CANDIDATE, len(each)
        seen = {unicodedata.category(sign) for sign in each}
        assert not seen & HIDDEN, (each, seen)
        folded = fold_any(each)
        assert folded is None or fold_any(folded) == folded, (each, folded)
    return True


def port(data: bytes) -> bool:
    """Bytes of a serial port, in pieces: bounded texts, and a good scan is read behind anything."""
    framer, now, done = Framer(), 0.0, 0
    for piece in data.split(b"\x1b"):
        read = framer.feed(piece, now)
        assert sum(map(len, read)) <= len(data), len(data)
        assert all(0 < len(text) <= LONGEST + 1 for text in read), max(map(len, read))
        done += len(read)
        now += SILENCE * (len(piece) % 3) / 2
        done += len(framer.tick(now))
    framer.tick(now + 1)
    assert framer.feed(b"\x02SUM7K2M9\r\n", now + 2) == ["SUM7K2M9"]
    return done > 0


TARGETS: Final = (
    Target("payload", 210_000, make, plain(payload), block=65_000),
    Target("serial port", 40_000, make, plain(port), block=20_000),
)
