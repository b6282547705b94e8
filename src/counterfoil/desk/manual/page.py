"""The manual's page: the contents and a search on the side, and one page of it to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from counterfoil.desk import theme, translation
from counterfoil.desk.manual.book import START, Book, Chapter, read_book, search, wanted
from counterfoil.desk.manual.contents import Contents
from counterfoil.desk.manual.reader import Reader, decode_pictures
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import button, describe, frame, label, set_icon

SIDE = 280
SEARCH_KEY, BACK_KEY = "Ctrl+F", "Alt+Left"
PAUSE_MS = 120
MOST_TYPED = 80


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody reads: a page, a heading of it, how far down; and what was searched for."""

    name: str
    heading: str = ""
    down: int = 0
    typed: str = ""


def load(language: str, name: str) -> tuple[Book, Chapter, Mapping[str, QImage]]:
    """Read the manual and the pictures of one of its pages."""
    book = read_book(language)
    chapter = book.chapter(name)
    return book, chapter, decode_pictures(chapter)


class ManualPage(Page):
    """Opens at the page that `open` names, else where it was read last."""

    help_page: ClassVar[str] = START

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._book: Book | None = None
        self._spot = Spot("")
        self._before: list[Spot] = []
        self._turn = 0
        self.back = button("plain", BACK_KEY)
        self.back.clicked.connect(self._go_back)
        self.head.add(self.back)
        self.line = QLineEdit(maxLength=MOST_TYPED, clearButtonEnabled=False)
        self.contents = Contents()
        self.nothing = label("quiet", wrap=True)
        self.reader = Reader()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._show_contents)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.restyle()

    def _lay_out(self) -> None:
        self._side = frame("card")
        column = QVBoxLayout(self._side)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.line)
        column.addWidget(self.nothing)
        column.addWidget(self.contents, 1)
        column.addStretch(0)
        sheet = frame("card")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.addWidget(self.reader)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._side)
        row.addWidget(sheet, 1)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self.line.textEdited.connect(lambda _text: self._pause.start())
        self.line.returnPressed.connect(self._take_first)
        self.contents.opened.connect(self._choose)
        self.reader.followed.connect(self._follow)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, act in ((SEARCH_KEY, self._begin_search), ("Esc", self._end_search)):
            QShortcut(QKeySequence(key), self, act, context=within)

    @property
    def chapter(self) -> str:
        """The name of the page that is read."""
        return self._spot.name

    def open(self, subject: str = "") -> None:
        """Show the page `subject`; the one read last where there is none."""
        self._before.clear()
        self._to(Spot(subject or self._spot.name or START))
        self.reader.setFocus()

    def retranslate(self) -> None:
        subtitle = _("F1 opens it wherever you are, and takes you back.")
        self.head.show(_("Manual"), subtitle)
        self.back.setText(_("Back"))
        describe(self.back, _("Back to where you were"), BACK_KEY)
        self.back.setShortcut(BACK_KEY)
        self.line.setPlaceholderText(_("Search the manual"))
        describe(self.line, _("Search the manual"), SEARCH_KEY)
        self.contents.setAccessibleName(_("Contents"))
        if self._book is not None and self._book.language != translation.code():
            self._to(Spot(self._spot.name))

    def restyle(self) -> None:
        set_icon(self.back, "back")
        self._size_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_side()

    def _size_side(self) -> None:
        self._side.setFixedWidth(min(theme.current().px(SIDE), round(self.width() * 0.36)))

    def _to(self, spot: Spot) -> None:
        self._turn += 1
        turn, language = self._turn, translation.code()
        self.office.read.submit(
            lambda: load(language, spot.name),
            lambda read: self._show(turn, spot, *read),
            self.office.tell,
        )

    def _show(
        self, turn: int, spot: Spot, book: Book, chapter: Chapter, pictures: Mapping[str, QImage]
    ) -> None:
        if turn != self._turn:
            return
        changed = book is not self._book
        self._book, self._spot = book, spot
        self.reader.show_chapter(chapter, pictures, wanted(spot.typed))
        if spot.heading:
            self.reader.scroll_to_heading(spot.heading)
        elif spot.down:
            self.reader.verticalScrollBar().setValue(spot.down)
        if changed:
            self._show_contents()
        self.contents.light(chapter.name)

    def _leaving(self) -> Spot:
        down = self.reader.verticalScrollBar().value()
        return Spot(self._spot.name, down=down, typed=self._spot.typed)

    def _choose(self, name: str) -> None:
        self._before.append(self._leaving())
        self._to(Spot(name, typed=self.line.text()))

    def _follow(self, link: str) -> None:
        name, _sign, heading = link.partition("#")
        self._before.append(self._leaving())
        self._to(Spot(name.removesuffix(".md") or self._spot.name, heading))

    def _go_back(self) -> None:
        if self._before:
            self._to(self._before.pop())
        else:
            self.office.back()

    def _begin_search(self) -> None:
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def _end_search(self) -> None:
        self.line.clear()
        self._show_contents()
        self.reader.setFocus()

    def _take_first(self) -> None:
        self._show_contents()
        first = self.contents.first
        if first and self.line.text().strip():
            self._choose(first)

    def _show_contents(self) -> None:
        """List the pages, or those that were searched for."""
        self._pause.stop()
        if self._book is None:
            return
        typed = self.line.text().strip()
        hits = search(self._book, typed) if typed else ()
        if typed:
            self.contents.show_hits(hits)
        else:
            self.contents.show_chapters(self._book.chapters)
        self.nothing.setText(_("Nothing about “{text}”. Try another word.").format(text=typed))
        self.nothing.setVisible(bool(typed) and not hits)
        self.contents.light(self._spot.name)
