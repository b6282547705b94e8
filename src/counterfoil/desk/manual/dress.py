"""A Markdown document in the theme's colours and sizes: Qt's own are for a plain black page."""

from collections.abc import Iterator

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from counterfoil.desk import theme

TEXT, CODE = 17, 15
# Size, room above and room below of a heading, by its level.
HEADINGS = {1: (28, 0, 14), 2: (21, 26, 8), 3: (17, 18, 4)}
LINE_HEIGHT, ASIDE_HEIGHT = 145, 130
PICTURE = "\ufffc"
_Of = QTextFormat.Property
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


def dress(document: QTextDocument) -> None:
    """Give every part of a document its colours, sizes and room."""
    for block in list(_blocks(document)):
        _dress_block(block)
        _dress_words(block)
    _frame_asides(document)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _dress_block(block: QTextBlock) -> None:
    px = theme.current().px
    made = QTextBlockFormat(block.blockFormat())
    inside = QTextCursor(block).currentTable() is not None
    height = ASIDE_HEIGHT if inside else LINE_HEIGHT
    # A picture is a line of its own, which is as high as it is.
    made.setLineHeight(100 if block.text() == PICTURE else height, _PROPORTIONAL)
    level = made.headingLevel()
    if level:
        _size, above, below = HEADINGS[min(level, 3)]
        made.setTopMargin(px(above))
        made.setBottomMargin(px(below))
    elif _is_code(block):
        made.setTopMargin(0)
        made.setBottomMargin(0)
        made.setNonBreakableLines(False)
    elif inside:
        made.setTopMargin(0)
        made.setBottomMargin(0)
    elif block.textList() is not None:
        made.setTopMargin(0)
        made.setBottomMargin(px(4 if block.next().textList() is not None else 12))
    else:
        made.setTopMargin(0)
        made.setBottomMargin(px(12))
    QTextCursor(block).setBlockFormat(made)


def _dress_words(block: QTextBlock) -> None:
    found = []
    each = block.begin()
    while not each.atEnd():
        fragment = each.fragment()
        found.append((fragment.position(), fragment.length(), fragment.charFormat()))
        each += 1
    for position, length, before in found:
        if not before.isImageFormat():
            cursor = QTextCursor(block)
            cursor.setPosition(position)
            cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(_words(block, before))


def _words(block: QTextBlock, before: QTextCharFormat) -> QTextCharFormat:
    now = theme.current()
    made = QTextCharFormat()
    level = block.blockFormat().headingLevel()
    size = HEADINGS[min(level, 3)][0] if level else TEXT
    strong = QFont.Weight.Bold if level == 1 else QFont.Weight.DemiBold
    if before.fontFixedPitch() or _is_code(block):
        made.setFont(theme.code_font(max(CODE, size - 2), QFont.Weight.Medium))
        made.setBackground(now.colour("sunken"))
    else:
        font = theme.body_font(now)
        font.setPixelSize(now.px(size))
        font.setItalic(before.fontItalic())
        font.setWeight(
            strong if level or before.fontWeight() > QFont.Weight.Medium else font.weight()
        )
        made.setFont(font)
    made.setForeground(now.colour("text"))
    if before.isAnchor():
        made.setAnchor(True)
        made.setAnchorHref(before.anchorHref())
        made.setForeground(now.colour("accent"))
        made.setFontUnderline(True)
    return made


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(_Of.BlockCodeFence.value)


def _is_note(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(_Of.BlockQuoteLevel.value)


def _frame_asides(document: QTextDocument) -> None:
    """Put notes, and lines to be typed, into frames of their own ground."""
    runs: list[tuple[int, int, str]] = []
    for block in _blocks(document):
        ground = "sunken" if _is_code(block) else "accent-ground" if _is_note(block) else ""
        end = block.position() + block.length() - 1
        if ground and runs and runs[-1][2] == ground and runs[-1][1] == block.position() - 1:
            runs[-1] = (runs[-1][0], end, ground)
        elif ground:
            runs.append((block.position(), end, ground))
    for start, end, ground in reversed(runs):
        cursor = QTextCursor(document)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        inner = cursor.insertFrame(_aside(theme.current().colour(ground)))
        cursor.setPosition(inner.firstPosition())
        cursor.setPosition(inner.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        cursor.setBlockFormat(_lines())
    for block in _blocks(document):
        if not block.text() and QTextCursor(block).currentFrame() is document.rootFrame():
            _flatten(block)


def _lines() -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLineHeight(ASIDE_HEIGHT, _PROPORTIONAL)
    return made


def _flatten(block: QTextBlock) -> None:
    """Take the room from an empty line, which is only there to part two frames."""
    flat = QTextBlockFormat()
    flat.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    QTextCursor(block).setBlockFormat(flat)


def _aside(ground: QColor) -> QTextFrameFormat:
    made = QTextFrameFormat()
    made.setBackground(ground)
    made.setPadding(theme.current().px(12))
    made.setBottomMargin(theme.current().px(14))
    made.setTopMargin(theme.current().px(4))
    return made


def _dress_table(table: QTextTable) -> None:
    now = theme.current()
    made = table.format()
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    made.setCellPadding(now.px(8))
    made.setCellSpacing(0)
    made.setBorder(1)
    made.setBorderCollapse(True)
    made.setBorderBrush(now.colour("line"))
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setTopMargin(now.px(6))
    made.setBottomMargin(now.px(16))
    table.setFormat(made)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        ground = cell.format()
        ground.setBackground(now.colour("sunken"))
        cell.setFormat(ground)
