"""How a label is to look, as options."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from counterfoil.cli.files import read_bytes
from counterfoil.domain.text import check_text
from counterfoil.sheets.design import CODE_PLACE, Design, Symbology, Template
from counterfoil.sheets.logo import MOST_BYTES
from counterfoil.sheets.symbol import LEVELS

F = TypeVar("F", bound=Callable[..., Any])

_USUAL = Design()
_HIDDEN = ("name", "code", "dates")


def _choices(kind: type[Template] | type[Symbology]) -> click.Choice[str]:
    return click.Choice([each.value for each in kind])


_OPTIONS = (
    click.option("--template", type=_choices(Template), default=_USUAL.template.value,
        show_default=True, help="How the label is arranged."),
    click.option("--symbol", "symbology", type=_choices(Symbology),
        default=_USUAL.symbology.value, show_default=True, help="What is scanned."),
    click.option("--level", type=click.Choice(list(LEVELS)), default=_USUAL.level,
        show_default=True, help="QR error correction."),
    click.option("--content", metavar="URL", default=_USUAL.content,
        help=f"What the QR symbol carries, {CODE_PLACE} in it; else the code alone."),
    click.option("--locale", metavar="L", default=_USUAL.locale, show_default=True,
        help="Of the campaign's name, and how dates are written."),
    click.option("--terms", metavar="TEXT", default=_USUAL.terms, help="Small print."),
    click.option("--logo", "logo_file", metavar="FILE", type=click.Path(path_type=Path),
        help="A picture: PNG, JPEG or WebP."),
    click.option("--ink", metavar="#RRGGBB", default=_USUAL.ink, help="Of symbols and texts."),
    click.option("--paper", metavar="#RRGGBB", default=_USUAL.paper, help="Under them."),
    click.option("--band", metavar="#RRGGBB", default=_USUAL.band, help="What `card` colours."),
    click.option("--group", metavar="N", type=click.IntRange(0, 64), default=_USUAL.group,
        show_default=True, help="How many characters of the code stand together; 0: all."),
    click.option("--no-name", is_flag=True, help="Without the campaign's name."),
    click.option("--no-code", is_flag=True, help="Without the code in letters."),
    click.option("--no-dates", is_flag=True, help="Without the dates."),
    click.option("--crop-marks", is_flag=True, help="With marks to cut by."),
)  # fmt: skip


def designed(command: F) -> F:
    """Give a command options for a label's design, which it gets as `design`."""

    @wraps(command)
    def with_design(**given: Any) -> Any:  # noqa: ANN401 - as click calls it
        return command(design=_design(given), **given)

    decorated: Any = with_design
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    result: F = decorated
    return result


def _design(given: dict[str, Any]) -> Design:
    """Take the design's options out of what was given.

    Raises InvalidInput, NotFound or MachineError where they are wrong or the logo cannot be read.
    """
    logo_file: Path | None = given.pop("logo_file")
    shown: dict[str, Any] = {f"show_{name}": not given.pop(f"no_{name}") for name in _HIDDEN}
    texts: dict[str, Any] = {name: given.pop(name) for name in ("content", "locale", "terms")}
    check_text(*texts.values())
    return Design(
        template=Template(given.pop("template")),
        symbology=Symbology(given.pop("symbology")),
        logo=None if logo_file is None else read_bytes(logo_file, MOST_BYTES + 1),
        **{name: given.pop(name) for name in ("level", "ink", "paper", "band", "group")},
        crop_marks=given.pop("crop_marks"),
        **shown,
        **texts,
    )
