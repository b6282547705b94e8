"""What is logged is written out in the code: sentences without values, fields that are known."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from counterfoil.logs.scrub import FIELDS, scrub_text
from tests.house.checkout import ROOT, modules

LOGGERS: Final = {"_LOG", "log", "_log"}
LEVELS: Final = {"debug", "info", "warning", "error", "exception", "critical"}
FILLED: Final = re.compile(
    r"\b(?:InvalidInput|NotFound|Forbidden|Conflict|MachineError|HubUnreachable)\(\s*f[\"']"
)


def logged() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of a logger, with where it is."""
    for path in modules("src"):
        text = path.read_text("utf-8")
        if "structlog" in text:
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call) and is_logged(node):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def is_logged(call: ast.Call) -> bool:
    by = call.func
    if not isinstance(by, ast.Attribute) or not isinstance(by.value, ast.Name):
        return False
    return by.value.id in LOGGERS and by.attr in LEVELS


def test_what_is_logged_is_a_plain_sentence_with_fields_that_are_known() -> None:
    found = list(logged())
    assert len(found) > 10
    for where, call in found:
        (event,) = call.args
        assert isinstance(event, ast.Constant), where
        assert scrub_text(str(event.value)) == event.value, where
        assert {key.arg for key in call.keywords if key.arg} <= set(FIELDS), where


def test_the_sentence_of_a_users_error_holds_no_value() -> None:
    """It goes into the log; what is filled in does not."""
    filled = [path.name for path in modules("src") if FILLED.search(path.read_text("utf-8"))]
    assert filled == []
