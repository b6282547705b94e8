"""Shows one page of the manual: text in the theme's colours, pictures that fit, words marked."""

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QPainter,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from counterfoil.desk import theme
from counterfoil.desk.manual.book import Chapter, flat, read_picture, slug
from counterfoil.desk.manual.dress import dress
from counterfoil.desk.widgets import Live

# Longer lines are hard to follow.
WIDEST = 780
MARGIN = 32


def decode_pictures(chapter: Chapter) -> Mapping[str, QImage]:
    """Return the pictures of a page, decoded: not for the screen's thread."""
    found = {name: QImage.fromData(read_picture(name)) for name in chapter.pictures}
    return {name: picture for name, picture in found.items() if not picture.isNull()}


class Reader(Live, QTextBrowser):
    """`followed` gives the link that was chosen, as it is written."""

    followed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._chapter: Chapter | None = None
        self._pictures: Mapping[str, QImage] = {}
        self._words: Sequence[str] = ()
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))

    def show_chapter(
        self, chapter: Chapter, pictures: Mapping[str, QImage], words: Sequence[str] = ()
    ) -> None:
        """Show a page from its top, with `words` marked; from the first of them, if any."""
        self._chapter, self._pictures, self._words = chapter, pictures, words
        self._set_document()
        self.setAccessibleName(chapter.title)
        self.verticalScrollBar().setValue(0)
        places = self._mark()
        if places:
            self._show_block(self.document().findBlock(places[0][0]))

    def scroll_to_heading(self, name: str) -> None:
        """Scroll to the heading that a link names behind #."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and slug(block.text()) == name:
                self._scroll_to(block)
                return
            block = block.next()

    def restyle(self) -> None:
        if self._chapter is not None:
            at = self.verticalScrollBar().value()
            self._set_document()
            self._mark()
            self.verticalScrollBar().setValue(at)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Give the document nothing but what was read for it."""
        del kind, name
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _set_document(self) -> None:
        assert self._chapter is not None  # noqa: S101 - both callers know it is there
        # A new one each time, because the frames of the old one would stay; that one is deleted.
        made = QTextDocument(self)
        made.setDocumentMargin(0)
        made.setDefaultFont(theme.body_font(theme.current()))
        made.setMarkdown(self._chapter.text)
        dress(made)
        self.setDocument(made)
        self._fit()

    def _fit(self) -> None:
        """Keep the lines short enough to be read, and the pictures within them."""
        px = theme.current().px
        room = self.viewport().width()
        margin = min(px(MARGIN), room // 12)
        wide = min(px(WIDEST), room - 2 * margin)
        root = self.document().rootFrame()
        shape = root.frameFormat()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near, far = (shape.setRightMargin, shape.setLeftMargin)[:: 1 if rtl else -1]
        near(margin)
        far(max(margin, room - margin - wide))
        shape.setTopMargin(px(28))
        shape.setBottomMargin(px(28))
        root.setFrameFormat(shape)
        self._fit_pictures(wide)

    def _fit_pictures(self, wide: int) -> None:
        document = self.document()
        for name, picture in self._pictures.items():
            width = min(wide, theme.current().px(picture.width()))
            shown = _framed(picture, width, self.devicePixelRatioF())
            document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), shown)
            _resize(document, name, shown.deviceIndependentSize())

    def _mark(self) -> list[tuple[int, int]]:
        """Mark the words; return where they are."""
        marks, places = [], _places(self.document(), self._words)
        look = QTextCharFormat()
        look.setBackground(theme.current().colour("needed-ground"))
        look.setForeground(theme.current().colour("text"))
        for start, end in places:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document())
            mark.cursor.setPosition(start)
            mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.format = look
            marks.append(mark)
        self.setExtraSelections(marks)
        return places

    def _scroll_to(self, block: QTextBlock) -> None:
        self.verticalScrollBar().setValue(round(self._top(block)) - theme.current().px(20))

    def _show_block(self, block: QTextBlock) -> None:
        """Scroll to what is not well in sight from the top of the page."""
        if self._top(block) > self.viewport().height() / 2:
            self._scroll_to(block)

    def _top(self, block: QTextBlock) -> float:
        return self.document().documentLayout().blockBoundingRect(block).top()


def _places(document: QTextDocument, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where words that hold one of `words` begin and end."""
    if not words:
        return []
    wanted = re.compile("|".join(rf"{re.escape(word)}\w*" for word in words))
    found = []
    block = document.begin()
    while block.isValid():
        at = block.position()
        found += [(at + hit.start(), at + hit.end()) for hit in wanted.finditer(flat(block.text()))]
        block = block.next()
    return found


def _framed(picture: QImage, width: int, ratio: float) -> QImage:
    """Return a picture scaled to a width, with a thin line around it."""
    mode = Qt.TransformationMode.SmoothTransformation
    made = picture.convertToFormat(QImage.Format.Format_RGB32)
    made = made.scaledToWidth(max(1, round(width * ratio)), mode)
    painter = QPainter(made)
    painter.setPen(QPen(theme.current().colour("edge"), 1))
    painter.drawRect(made.rect().adjusted(0, 0, -1, -1))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _resize(document: QTextDocument, name: str, size: QSizeF) -> None:
    block = document.begin()
    while block.isValid():
        each = block.begin()
        while not each.atEnd():
            shape = each.fragment().charFormat()
            if shape.isImageFormat() and shape.toImageFormat().name() == name:
                _set_size(document, each.fragment().position(), shape, size)
                return
            each += 1
        block = block.next()


def _set_size(
    document: QTextDocument, position: int, before: QTextCharFormat, size: QSizeF
) -> None:
    shape = before.toImageFormat()
    shape.setWidth(size.width())
    shape.setHeight(size.height())
    cursor = QTextCursor(document)
    cursor.setPosition(position)
    cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(shape)
