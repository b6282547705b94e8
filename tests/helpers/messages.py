"""Every sentence that staff can read on the screen, gathered from the source.

Run `python -m tests.helpers.messages` to add the new ones to the catalogues, to be translated.
"""

import ast
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from counterfoil.domain.campaign_change import FIXED_BY_CODES, FIXED_LATER, STAYS_ARCHIVED
from counterfoil.domain.coupon import COUPON_WORDINGS
from counterfoil.domain.refusal import RESETS, WORDINGS
from counterfoil.ledger.campaign_versions import STALE
from counterfoil.ledger.exchange.office.judging import NOBODY
from counterfoil.ledger.exchange.office.members import CARD_TAKEN, ERASED_MEANWHILE
from counterfoil.ledger.exchange.office.people import NO_HASH
from counterfoil.ledger.exchange.office.sheets import NUMBER_TAKEN, PRINTED_TWICE
from counterfoil.ledger.unusual import SENTENCES as UNUSUAL
from counterfoil.resources import resource

SOURCE = Path(__file__).parents[2] / "src" / "counterfoil"
KEYWORDS = {"_": None, "n_": (1, 2), "p_": ((1, "c"), 2)}
ERRORS = {"UserError", "InvalidInput", "NotFound", "Conflict", "Forbidden", "MachineError"}
ERRORS |= {"HubUnreachable", "SessionEnded", "Pruned", "Locked", "Damaged"}
# Sentences that are no exceptions but are shown like them.
SENTENCES = {"Unreadable", "Problem"}
# Rooms whose errors the desk shows, and modules that keep their sentences in a table.
ROOMS = ("domain", "ledger", "scanning", "sheets", "sync", "desk")
TABLES = (
    "ledger/damage.py",
    "ledger/failure.py",
    "sheets/checks.py",
    "sheets/judge.py",
    "sheets/layout_words.py",
    "sheets/proving.py",
)
# What a hub writes into the inbox, which devices show.
IN_THE_INBOX = (CARD_TAKEN, ERASED_MEANWHILE, NO_HASH, NOBODY, NUMBER_TAKEN, PRINTED_TWICE)
PLACE = re.compile(r"\{(\w*)(?::[^{}]*)?\}")
SENTENCE = re.compile(r"[A-Z{].* .*\.")


@dataclass(frozen=True, slots=True)
class Message:
    """One message id: the English text, its plural and its context where there are such."""

    text: str
    plural: str = ""
    context: str = ""


def places(text: str) -> set[str]:
    """Return the `{named}` places of a sentence."""
    return set(PLACE.findall(text))


def messages() -> set[Message]:
    """Return every message."""
    worded = (*WORDINGS.values(), *COUPON_WORDINGS.values())
    wordings = {Message(text) for w in worded for text in (w.sentence, w.next_step)}
    tables = (UNUSUAL, FIXED_BY_CODES, FIXED_LATER)
    tabled = {Message(text) for table in tables for text in table.values()}
    tabled |= {Message(STAYS_ARCHIVED), Message(STALE), *map(Message, IN_THE_INBOX)}
    return set(of_screens()) | set(of_errors()) | wordings | tabled | {Message(RESETS)}


def of_screens() -> Iterator[Message]:
    """Yield what the desk's own source marks for translation."""
    found = extract_from_dir(
        SOURCE / "desk", method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=()
    )
    for _file, _line, text, _comments, context in found:
        if isinstance(text, tuple):
            yield Message(text[0], text[1], context or "")
        else:
            yield Message(text, "", context or "")


def everything(_module: str) -> bool:
    """Choose every module."""
    return True


def of_errors(chosen: Callable[[str], bool] = everything) -> Iterator[Message]:
    """Yield the sentences of errors the user can mend, of chosen modules (`ledger/redeem`)."""
    for room in ROOMS:
        for file in sorted((SOURCE / room).rglob("*.py")):
            if not chosen(str(file.relative_to(SOURCE).with_suffix(""))):
                continue
            tree = ast.parse(file.read_text("utf-8"))
            yield from (Message(text) for text in _raised(tree))
            if str(file.relative_to(SOURCE)) in TABLES:
                yield from (Message(text) for text in _constants(tree))


def _raised(tree: ast.Module) -> Iterator[str]:
    named = dict(_named(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            first = node.args[0]
            if node.func.id not in ERRORS | SENTENCES:
                continue
            if isinstance(first, ast.Constant):
                yield str(first.value)
            elif isinstance(first, ast.Name) and first.id in named:
                yield named[first.id]


def _named(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the texts that a module gives names to."""
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            value = node.value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield node.target.id, value.value


def _constants(tree: ast.Module) -> Iterator[str]:
    """Yield the sentences that are written down, as told from docstrings, comments and names."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield from [node.value] if SENTENCE.fullmatch(node.value) else []


def update(code: str) -> int:
    """Add missing messages to a catalogue, drop the obsolete; return how many are untranslated."""
    path = resource(f"translations/{code}.po")
    with path.open("rb") as file:
        kept = read_po(file, locale=code)
    catalogue = Catalog(
        locale=code,
        project="Counterfoil",
        charset="utf-8",
        fuzzy=False,
        header_comment="",
        creation_date=kept.creation_date,
    )
    missing = 0
    for message in sorted(messages(), key=lambda m: (m.text, m.context)):
        known = kept.get(message.text, context=message.context or None)
        identity = (message.text, message.plural) if message.plural else message.text
        string = (
            known.string if known else ("" if not message.plural else ("",) * catalogue.num_plurals)
        )
        missing += not (string if isinstance(string, str) else all(string or ()))
        catalogue.add(identity, string, context=message.context or None)
    text = io.BytesIO()
    write_po(text, catalogue, width=100, omit_header=False, sort_output=True)
    path.write_bytes(text.getvalue())
    return missing


if __name__ == "__main__":
    for language in ("pl",):
        print(f"{language}: {update(language)} to be translated")  # noqa: T201 - a script
