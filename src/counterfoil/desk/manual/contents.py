"""The list on the side of the manual: all its pages, or those that a search found."""

from collections.abc import Sequence

from counterfoil.desk import theme
from counterfoil.desk.manual.book import Chapter, Hit
from counterfoil.desk.parts.cells import Cell
from counterfoil.desk.parts.table import Column, Row, Rows, Table

PLAIN, FOUND = theme.TARGET, 60


class Contents(Table):
    """`opened` gives the name of a page."""

    def __init__(self) -> None:
        self._lines = Rows([Column(str)])
        self._height = PLAIN
        super().__init__(self._lines)
        self.horizontalHeader().hide()

    def show_chapters(self, chapters: Sequence[Chapter]) -> None:
        """List pages by their titles."""
        self._show(PLAIN, [Row(each.name, (Cell(each.title),)) for each in chapters])

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """List what was found, each with the line that tells why."""
        self._show(
            FOUND,
            [Row(e.chapter.name, (Cell(e.chapter.title, e.line, tip=e.line),)) for e in hits],
        )

    def light(self, name: str) -> None:
        """Show which page is read, where it is in the list."""
        rows = [number for number, row in enumerate(self._lines.rows) if row.key == name]
        if rows:
            self.selectRow(rows[0])
        else:
            self.clearSelection()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the pages that are listed."""
        return tuple(row.key for row in self._lines.rows)

    @property
    def first(self) -> str:
        """The name of the first page that is listed, "" where none is."""
        return next(iter(self.names), "")

    def restyle(self) -> None:
        super().restyle()
        self.verticalHeader().setDefaultSectionSize(theme.current().px(self._height))

    def _show(self, height: int, rows: Sequence[Row]) -> None:
        self._height = height
        self._lines.show_rows(rows)
        self.restyle()
