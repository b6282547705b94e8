"""What came of drawing the first page: the page, or what stood in the way."""

from dataclasses import dataclass

from counterfoil.domain.errors import UserError
from counterfoil.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Drawn:
    """The first page as a PDF; how many labels and sheets there are in all, and how many unprinted.

    `left` counts the codes of the campaign or batch that are not printed yet.
    """

    data: bytes
    labels: int
    sheets: int
    left: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Misfit:
    """What stands in the way, and the field it is said beside."""

    field: str
    error: UserError
    left: int | None = None
