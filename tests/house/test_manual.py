"""The manual tells of everything there is, the same in each language, and leads nowhere astray."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import click
import pytest
from PIL import Image

from counterfoil.cli import app
from counterfoil.desk import translation
from counterfoil.desk.manual.book import contents, read_book, slug
from counterfoil.desk.preferences import Preferences
from counterfoil.desk.shell import screens
from counterfoil.desk.shell.screens import RAIL, SCREENS, Screen
from counterfoil.desk.shell.shell import COUNTER_HELP
from counterfoil.desk.translation import LANGUAGES, catalogue
from counterfoil.domain.coupon import COUPON_WORDINGS, CouponReason
from counterfoil.domain.refusal import WORDINGS, Reason
from counterfoil.domain.store import Role
from counterfoil.resources import resource
from tests.helpers.messages import Message
from tests.helpers.messages import messages as of_the_screen
from tests.house.checkout import modules

CODES = [language.code for language in LANGUAGES]
COMMANDS, SETTINGS, REFUSALS, STAFF = "command-line", "settings", "refusals", "staff"
GLOSSARY = "glossary"
LARGEST_PICTURE, MOST_PICTURES = 60_000, 16
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)]+)\)")
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
COMMAND = re.compile(r"counterfoil ([a-z]+)(?: ([a-z]+(?:-[a-z]+)*))?(?![\w.])")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def keys(path: Path) -> Iterator[str]:
    """Return the keys that a module names: `SEARCH_KEY = "F3"`, or several at once."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            values = value.elts if isinstance(value, ast.Tuple) else [value]
            for named, given in zip(names, values, strict=False):
                is_key = isinstance(named, ast.Name) and named.id.endswith("_KEY")
                if is_key and isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


def page(code: str, name: str) -> str:
    return (resource(f"manual/{code}") / f"{name}.md").read_text("utf-8")


def pages() -> Iterator[tuple[str, str, str]]:
    return ((code, name, page(code, name)) for code in CODES for name in contents())


def levels(text: str) -> list[int]:
    return [len(marks) for marks, _title in HEADING.findall(FENCED.sub("", text))]


def section(text: str, title: str) -> str:
    """Return what stands under a heading of the second level."""
    parts = re.split(r"^## ", text, flags=re.MULTILINE)
    return next((part for part in parts if part.partition("\n")[0] == title), "")


@pytest.mark.parametrize("code", CODES)
def test_each_language_has_the_pages_of_the_contents_and_no_others(code: str) -> None:
    found = {path.stem for path in resource(f"manual/{code}").glob("*")}
    assert found == set(contents())
    assert len(set(contents())) == len(contents())


@pytest.mark.parametrize("name", contents())
def test_a_page_says_the_same_in_each_language(name: str) -> None:
    """As far as it shows: the same headings, pictures, links between pages, and commands."""

    def shape(code: str) -> object:
        text = page(code, name)
        links = [(bool(mark), to.partition("#")[0]) for mark, to in LINK.findall(text)]
        rows = sum(line.startswith("|") for line in text.splitlines())
        return levels(text), sorted(links), FENCED.findall(text), rows

    assert [shape(code) for code in CODES] == [shape("en")] * len(CODES)


@pytest.mark.parametrize("name", contents())
def test_a_page_begins_with_its_title_and_has_no_other(name: str) -> None:
    for code in CODES:
        text = page(code, name)
        assert text.startswith("# ")
        assert levels(text).count(1) == 1


def test_every_link_and_picture_leads_somewhere() -> None:
    astray = []
    for code, name, text in pages():
        for mark, to in LINK.findall(text):
            file, _sign, heading = to.partition("#")
            target = resource(f"manual/{code}") / (file or f"{name}.md")
            if not target.is_file() or (heading and not mark and heading not in headings(target)):
                astray.append(f"{code}/{name}: {to}")
    assert not astray


def headings(path: Path) -> set[str]:
    return {slug(title) for _marks, title in HEADING.findall(path.read_text("utf-8"))}


def test_every_picture_is_shown_and_small() -> None:
    shown = {Path(to).name for _c, _n, text in pages() for mark, to in LINK.findall(text) if mark}
    kept = {path.name: path for path in resource("manual/images").glob("*")}
    assert shown == set(kept)
    assert len(kept) <= MOST_PICTURES
    for path in kept.values():
        assert path.stat().st_size < LARGEST_PICTURE, path.name
        with Image.open(path) as picture:
            assert picture.mode == "P"


def command_parts() -> Iterator[tuple[str, str, click.Command]]:
    """Return the top command, the whole name, and the command, of all there are."""
    top = click.Context(app.counterfoil)
    for name in app.counterfoil.list_commands(top):
        command = app.counterfoil.get_command(top, name)
        assert command is not None
        yield name, name, command
        if isinstance(command, click.Group):
            for part, inner in command.commands.items():
                yield name, f"{name} {part}", inner


@pytest.mark.parametrize("code", CODES)
def test_every_command_is_told_under_its_heading_with_an_example(code: str) -> None:
    text = page(code, COMMANDS)
    for top, whole, command in command_parts():
        told = section(text, top)
        assert told, top
        assert f"counterfoil {top}" in "".join(FENCED.findall(told)), top
        if not isinstance(command, click.Group):
            assert f"`counterfoil {whole}" in told, whole


@pytest.mark.parametrize("code", CODES)
def test_every_option_is_told(code: str) -> None:
    text = page(code, COMMANDS)
    common = text.partition("\n## demo")[0]
    untold = [
        f"{whole} {name}"
        for top, whole, command in command_parts()
        for option in command.params
        if isinstance(option, click.Option)
        for name in option.opts
        if not re.search(rf"`{name}\b", common + section(text, top))
    ]
    assert not untold
    assert all(f"`{name}" in common for name in ("--help", "-h", "--version"))


@pytest.mark.parametrize("code", CODES)
def test_no_command_is_told_that_there_is_not(code: str) -> None:
    known = {whole for _top, whole, _command in command_parts()}
    # A group that does something by itself is a command, too.
    known |= {
        f"{whole} "
        for _top, whole, command in command_parts()
        if isinstance(command, click.Group) and command.invoke_without_command
    }
    groups = {whole for _t, whole, command in command_parts() if isinstance(command, click.Group)}
    told = {
        (first, second)
        for _code, name, text in pages()
        if _code == code
        for first, second in COMMAND.findall(text)
    }
    for first, second in told:
        assert first in known, first
        assert first not in groups or f"{first} {second}" in known, (first, second)


@pytest.mark.parametrize("code", CODES)
def test_every_exit_code_is_told(code: str) -> None:
    exits = (app.DONE, app.REFUSED, app.WRONG_USE, app.MACHINE_FAILED, app.STOPPED)
    assert all(f"| `{number}` |" in page(code, COMMANDS) for number in exits)


@pytest.mark.parametrize("code", CODES)
def test_every_setting_is_told_by_the_name_it_is_kept_under(code: str) -> None:
    text = page(code, SETTINGS)
    assert [f.name for f in fields(Preferences) if f"\n`{f.name}`" not in text] == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("reason", CouponReason)
def test_every_refusal_of_a_coupon_is_told_by_its_sentence(code: str, reason: CouponReason) -> None:
    sentence = re.sub(r"\{\w+\}", "…", said(code, COUPON_WORDINGS[reason].sentence))
    heading = f"### {sentence}\n" if sentence else ""
    assert f"{heading}\n`{reason.value}`\n" in page(code, REFUSALS)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_is_told_by_its_sentence(code: str, reason: Reason) -> None:
    text, sentence = page(code, REFUSALS), said(code, WORDINGS[reason].sentence)
    told = section(text, re.sub(r"\{\w+\}", "…", sentence)) if sentence else text
    assert f"\n`{reason.value}`\n" in told


def said(code: str, english: str) -> str:
    """Return a text of the screen in a language; "" where it is not translated yet.

    That every text is translated in the end is held by the tests of the translation.
    """
    text = catalogue(code).gettext(english)
    return "" if code != "en" and text == english else text


@pytest.mark.parametrize("screen", Screen)
def test_every_screen_opens_a_page_that_is_there(screen: Screen) -> None:
    assert help_page(screen) in contents()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("screen", [screen for screen in RAIL if screen is not Screen.MANUAL])
def test_the_page_of_a_screen_calls_it_as_the_rail_does(code: str, screen: Screen) -> None:
    translation.use("en")
    name = said(code, screens.name(screen))
    assert f"**{name}**" in page(code, help_page(screen)) or not name


def help_page(screen: Screen) -> str:
    module, _colon, name = SCREENS[screen].page.partition(":")
    if not module:
        return COUNTER_HELP
    found: str = getattr(import_module(module), name).help_page
    return found


@pytest.mark.parametrize("name", [name for name in contents() if name != GLOSSARY])
def test_what_is_set_in_bold_stands_on_the_screen(name: str) -> None:
    """So that a text that is changed there is changed here; and in each language the same ones."""
    english = in_bold("en", name)
    assert english <= {message.text for message in messages()}
    for code in CODES:
        others = in_bold(code, name)
        assert len(others) == len(english)
        assert [text for text in english if not translations(code, text) & {text, *others}] == []


def in_bold(code: str, name: str) -> set[str]:
    text = page(code, name).replace("\n> ", " ")
    return {" ".join(words.split()) for words in BOLD.findall(text)}


def translations(code: str, english: str) -> set[str]:
    """Return what a text of the screen is in a language, wherever it stands, or English."""
    contexts = {message.context for message in messages() if message.text == english}
    found = {catalogue(code).pgettext(context, english) for context in contexts if context}
    return found | {catalogue(code).gettext(english)}


@lru_cache
def messages() -> frozenset[Message]:
    return frozenset(of_the_screen())


KEYS = sorted({key for path in modules("src/counterfoil/desk") for key in keys(path)})


@pytest.mark.parametrize("code", CODES)
def test_every_key_is_told(code: str) -> None:
    text = "".join(page(code, name) for name in contents())
    assert [key for key in KEYS if f"`{key}`" not in text] == []


@pytest.mark.parametrize("role", Role)
def test_every_role_is_told_by_its_name(role: Role) -> None:
    for code in CODES:
        assert catalogue(code).pgettext("role", role.value) in page(code, STAFF)


@pytest.mark.parametrize("code", CODES)
def test_a_book_is_read_as_it_is_written(code: str) -> None:
    book = read_book(code)
    assert tuple(chapter.name for chapter in book.chapters) == contents()
    assert all(chapter.title and chapter.plain for chapter in book.chapters)
