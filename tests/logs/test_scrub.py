"""The scrubber lets through what it knows, in the shape it knows, and nothing else."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.refusal import Reason
from counterfoil.logs.scrub import FIELDS, MASK, scrub, scrub_foreign, scrub_text

SECRETS = (
    "PTSM5JF5EWM", "PTS-M5JF-5EWM", "4000101", "+48 600 100 101", "600100101", "anna@example.com",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJqYW4ifQ.c2ln", "483920", "SUMMER", "a1b2c3d4",
    "postgresql://hub:hunter2@db.example.com/loyalty", "0f" * 32,
)  # fmt: skip


@pytest.mark.parametrize("secret", SECRETS)
def test_no_field_lets_a_secret_through(secret: str) -> None:
    said = f"took {secret} from the till"
    values: list[Any] = [said, [said], {said: 1}, {"a": said}, f"KeyError: {said}", f'"{secret}"']
    for name in FIELDS:
        for value in values:
            assert secret not in json.dumps(scrub(None, "", {name: value})), name


def test_of_a_field_it_does_not_know_only_the_name_is_kept() -> None:
    line = scrub(None, "", {"event": "redeemed", "code": "PTSM5JF5EWM", "4000101": 1})
    assert line == {"event": "redeemed", "left_out": [MASK, "code"]}


def test_what_the_programs_log_comes_through() -> None:
    line = {
        "event": "request",
        "request_id": "0123456789abcdef0123456789abcdef",
        "method": "PATCH",
        "route": "/api/{storeCode}/campaign/{campaignId}",
        "status": 200,
        "ms": 1.25,
        "device": "QRSQCKNEDV",
        "report": "QRSQCKNEDV-17",
        "refused": {Reason.ALREADY_USED.value: 2},
        "trace": ["KeyError", "counterfoil/hub/frame.py:54 __call__", "…"],
        "trouble": "The folder {folder} is in use by {holder}; close it first.",
        "version": "0.5.0",
        "platform": "Linux-6.1.0-13-amd64-x86_64-with-glibc2.36",
        "timestamp": "2026-11-26T10:35:37.123882Z",
    }
    assert scrub(None, "", dict(line)) == line


def test_of_a_librarys_message_only_plain_words_are_kept() -> None:
    assert scrub_foreign("Started server process [%d]") == "… server process […]"
    assert scrub_foreign("QTimer::start: Anna of Kraków") == "QTimer::start: … of …"


@given(st.text(alphabet="ABCDEFGHJKMNPQRSTUVWXYZ23456789", min_size=4, max_size=32))
def test_what_reads_as_a_code_is_masked_in_any_sentence(code: str) -> None:
    for shown in (code, f"{code}.", f"({code})", f"{code[:2]}-{code[2:]}", f"code={code}"):
        assert code not in scrub_text(f"The code {shown} is used.").replace("-", "")
