"""`redeem -`: attempts in as lines of JSON, verdicts out as lines of JSON, in order."""

import json
import sys
from collections.abc import Iterator
from typing import BinaryIO

from counterfoil.cli.counter import Counter
from counterfoil.cli.output import show_json
from counterfoil.cli.values import amount, moment, readings
from counterfoil.cli.verdict import error_record, verdict_record
from counterfoil.cli.wiring import clock
from counterfoil.domain.errors import InvalidInput, MachineError, UserError
from counterfoil.domain.store import Staff
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.verdict import Attempt
from counterfoil.openloyalty.document import parse

LONGEST_LINE = 65_536
KEYS = ("code", "member", "amount", "at", "eventId")
_WRONG_USE = 2


def redeem_stream(
    ledger: Ledger, staff: Staff, source: BinaryIO, counter: Counter, *, check_only: bool
) -> int:
    """Answer each line of `source`; return 0, or 2 where a line was no attempt.

    Raises:
        MachineError: the disk failed; the lines answered before it stand.
    """
    bad = 0
    for number, line in enumerate(_lines(source), 1):
        if not line.strip():
            continue
        try:
            attempt = _attempt(line, ledger, staff)
            verdict = counter(attempt, check_only=check_only).verdict
        except MachineError:
            raise
        except UserError as error:
            bad += 1
            show_json(error_record(f"Line {number}: {error}", clock()))
        else:
            show_json(verdict_record(verdict, ledger.store.zone))
        sys.stdout.flush()
    return _WRONG_USE if bad else 0


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """Yield lines; of one that is too long, as much as shows that it is."""
    while line := source.readline(LONGEST_LINE + 1):
        part = line
        while len(part) > LONGEST_LINE and not part.endswith(b"\n"):
            part = source.readline(LONGEST_LINE + 1)
        yield line


def _attempt(line: bytes, ledger: Ledger, staff: Staff) -> Attempt:
    if len(line) > LONGEST_LINE:
        raise InvalidInput("It is longer than {most:,} bytes.", most=LONGEST_LINE)
    given = parse(line)
    if not isinstance(given, dict):
        raise InvalidInput('It is no JSON object, such as {{"code": "ABC123"}}.')
    unknown = next((key for key in given if key not in KEYS), None)
    if unknown is not None:
        raise InvalidInput(
            "The field {key} is not known; there are {keys}.",
            key=json.dumps(unknown[:40]),
            keys=", ".join(KEYS),
        )
    at, paid = given.get("at"), given.get("amount")
    return Attempt(
        texts=readings(_text(given, "code")),
        staff=staff,
        card=_text(given, "member"),
        amount=None if paid is None else amount(paid),
        event_id=_text(given, "eventId") or None,
        source="import",
        at=None if at is None else moment(at, ledger.store.zone),
    )


def _text(given: dict[str, object], key: str) -> str:
    value = given.get(key)
    if value is None and key != "code":
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise InvalidInput("The field {key} needs a text.", key=key)
    return value.strip()
