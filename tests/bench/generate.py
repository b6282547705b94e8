"""Making codes: 8 of the 31 letters and digits that are no look-alikes, unique.

The npm package voucher-code-generator is measured too where it is installed (`npm install --global
voucher-code-generator`).
"""

import os
import resource
import secrets
import shutil
import subprocess
from time import perf_counter

import numpy as np

from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.mint import digests, mint
from tests.bench.report import Line, at_most, better, quantity, shown

MILLION = 1_000_000
EIGHT = CodeFormat(CharacterSet.ALPHANUM, 8)
NPM_LINE = "1 M codes against voucher-code-generator"
NPM = """
const alphabet = process.argv[1], count = Number(process.argv[2]);
const voucher = require("voucher-code-generator");
const begin = process.hrtime.bigint();
const codes = voucher.generate({length: 8, count, charset: alphabet});
if (new Set(codes).size !== count) throw new Error("not unique");
console.log(Number(process.hrtime.bigint() - begin) / 1e9);
"""


def run() -> list[Line]:
    """Measure our codes, then the same number made in other ways."""
    # First of all, while the peak is still that of the imports.
    before = peak()
    ten_million = timed_mint(EIGHT, 10 * MILLION)
    memory = [
        at_most("10 M codes at once: peak memory", peak(), 250, "MB"),
        shown("  of which there before", quantity(before, "MB")),
    ]
    ours = min(timed_mint(EIGHT, MILLION) for _ in range(3))
    return [
        better(
            "1 M codes, 8 of 31",
            ours,
            "secrets + set, a fifth × 5",
            by_secrets(MILLION // 5) * 5,
            10,
        ),
        npm(ours),
        shown("10 M codes, 8 of 31", quantity(ten_million, "s")),
        *memory,
        *(shown(f"1 M codes, {name}", quantity(timed_mint(f, MILLION), "s")) for name, f in KINDS),
        shown("1 M digests", quantity(timed_digests(), "s")),
    ]


KINDS = (
    ("8 of 31, one a check character", CodeFormat(CharacterSet.ALPHANUM, 8, check_character=True)),
    ("8 digits", CodeFormat(CharacterSet.NUM, 8)),
    ("16 of 31", CodeFormat(CharacterSet.ALPHANUM, 16)),
    ("32 of 36", CodeFormat(CharacterSet.ALPHANUM, 32, look_alikes=True)),
)


def timed_mint(code_format: CodeFormat, count: int) -> float:
    """Return the seconds that `count` codes take; they are checked to be unique after the clock."""
    key = secrets.token_bytes(32)
    begin = perf_counter()
    codes = mint(code_format, key, 0, count)
    taken = perf_counter() - begin
    if count <= MILLION and len(np.unique(codes)) != count:
        raise AssertionError("not unique")
    return taken


def timed_digests() -> float:
    """Return the seconds that digests of a million codes take."""
    codes = mint(EIGHT, secrets.token_bytes(32), 0, MILLION)
    key = secrets.token_bytes(32)
    begin = perf_counter()
    digests(codes, key)
    return perf_counter() - begin


def by_secrets(count: int) -> float:
    """Return the seconds that drawing each character takes, with a set against doubles."""
    begin = perf_counter()
    made: set[str] = set()
    while len(made) < count:
        made.add("".join(secrets.choice(EIGHT.alphabet) for _ in range(8)))
    return perf_counter() - begin


def npm(ours: float) -> Line:
    """Return the line that holds us against the npm package, or says that it is not there."""
    node, packages = shutil.which("node"), shutil.which("npm")
    if node is None or packages is None:
        return shown(NPM_LINE, "install Node.js and npm to compare")
    root = subprocess.run([packages, "root", "-g"], capture_output=True, text=True, check=True)
    command = [node, "-e", NPM, EIGHT.alphabet, str(MILLION)]
    environment = os.environ | {"NODE_PATH": root.stdout.strip()}
    found = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if found.returncode:
        return shown(NPM_LINE, "npm install --global voucher-code-generator")
    return better(NPM_LINE, ours, "voucher-code-generator", float(found.stdout), 10)


def peak() -> float:
    """Return the process's highest use of memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
