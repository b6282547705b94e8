"""A ReportLab canvas that writes each page to the file when it is finished.

ReportLab keeps every page until the file is saved, and then builds the file in memory. Here a page
and its content go to the file at once, and what is kept of them is where they begin. Forms, fonts
and pictures are kept as ReportLab keeps them, and written at the end: they are few, and a font is
known only when its last letter is drawn. So a page cannot be gone back to: no bookmarks lead to it,
and a form is to be there before a page that shows it.
"""

import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import BinaryIO, Final

from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFCatalog,
    PDFDictionary,
    PDFDocument,
    PDFFile,
    PDFIndirectObject,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFPage,
    PDFStream,
    PDFTrailer,
)
from reportlab.pdfgen.canvas import Canvas

AUTHOR: Final = "Counterfoil"
PDF_VERSION: Final = (1, 6)  # the first with PrintScaling
COMPRESSION: Final = 4  # of zlib's levels: a sixth more bytes than 6, in three fifths of the time
BRANCH: Final = 128  # pages that hang on one node of the page tree


@contextmanager
def streamed_canvas(
    file: BinaryIO,
    page_size: tuple[float, float],
    *,
    title: str,
    now: datetime,
    subject: str = "",
    keywords: str = "",
    font: str | None = None,
    compression: int = COMPRESSION,
) -> Iterator["StreamedCanvas"]:
    """Give a canvas whose pages of `page_size` points go to `file` as they are shown.

    The file is whole when the block ends, and useless where it ends by an exception. `font` is the
    name of a registered font that text is set in where no other is asked for, ReportLab's where
    None; `compression` is zlib's level. The same drawing gives the same bytes. Viewers are told to
    print without scaling, as labels have their places.

    Raises what `file` raises.
    """
    canvas = StreamedCanvas(file, page_size, now, font, compression)
    canvas.setTitle(title)
    canvas.setAuthor(AUTHOR)
    canvas.setCreator(AUTHOR)
    canvas.setSubject(subject)
    canvas.setKeywords(keywords)
    canvas.setViewerPreference("PrintScaling", "None")
    yield canvas
    canvas.save()


class StreamedCanvas(Canvas):
    """ReportLab's canvas on a streamed document."""

    def __init__(
        self,
        file: BinaryIO,
        page_size: tuple[float, float],
        now: datetime,
        font: str | None,
        compression: int,
    ) -> None:
        super().__init__(
            file,
            page_size,
            pageCompression=1,
            invariant=1,
            initialFontName=font,  # type: ignore[arg-type]  # a name, whatever the stub says
        )
        self.document = self._doc = StreamedDocument(file, now, compression)
        self.setPageSize(page_size)  # names the first font anew, to this document


class StreamedDocument(PDFDocument):
    """ReportLab's document, less its pages."""

    Catalog: PDFCatalog
    Pages: PDFDictionary

    def __init__(self, file: BinaryIO, now: datetime, compression: int) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=PDF_VERSION)
        self._timeStamp = _time_stamp(now)
        self.updateSignature(now.astimezone(UTC).isoformat())
        self._compression = compression
        self._out = _Out(file)
        self._offsets = array("Q", [0])  # by the number of the object; there is no object 0
        self._page_count = 0
        self._resources: dict[tuple[str, ...], PDFObjectReference] = {}
        self._branches: list[str] = []
        self._leaves: list[str] = []
        self.Pages = self.Catalog.Pages = _node()  # type: ignore[attr-defined]
        self._branch = _node()

    def addPage(self, page: PDFPage) -> None:  # noqa: N802  # ReportLab's name
        """Write a finished page and its content, and forget them."""
        content = zlib.compress(page.stream.encode(), self._compression)
        self.updateSignature(content)
        stream = PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), content)
        page.Contents = self._write_and_forget(stream)
        page.Parent = self._refer(self._branch)
        self._share_resources(page)
        self._leaves.append(self._write_and_forget(page))
        self.pageCounter += 1
        self.inObject = None
        if len(self._leaves) == BRANCH:
            self._end_branch()

    def format(self) -> bytes:
        """Write what is left: fonts, forms, pictures, the page tree, the table of objects.

        ReportLab calls this to have the whole file as bytes; none are left for it to write.
        """
        if self._leaves:
            self._end_branch()
        self.Pages["Kids"], self.Pages["Count"] = PDFArray(self._branches), self._page_count
        root, info = self._refer(self.Catalog), self._refer(self.info)
        number = 0
        while number < self.objectcounter:  # which grows, as objects name others
            number += 1
            if number in self.numberToId:
                self._write(self.numberToId[number])
        self._write_table(root, info)
        return b""

    def _share_resources(self, page: PDFPage) -> None:
        """Let pages that use the same forms and pictures, and nothing else, name them once."""
        special = page.ExtGState or page._colorsUsed or page._shadingUsed  # type: ignore[attr-defined]  # noqa: SLF001
        if special:
            return
        used = tuple(page.XObjects.dict) if page.XObjects else ()
        if used not in self._resources:
            page.check_format(self)
            self._resources[used] = self._refer(page.Resources)
        page.Resources = self._resources[used]

    def _end_branch(self) -> None:
        self._branch["Kids"], self._branch["Count"] = PDFArray(self._leaves), len(self._leaves)
        self._branch["Parent"] = self._refer(self.Pages)
        self._page_count += len(self._leaves)
        self._branches.append(self._write_and_forget(self._branch))
        self._branch, self._leaves = _node(), []

    def _write(self, name: str) -> int:
        """Write the object of that name, return its number."""
        number, _ = self.idToObjectNumberAndVersion[name]
        text = PDFIndirectObject(name, self.idToObject[name]).format(self)
        self._offsets.extend([0] * (number + 1 - len(self._offsets)))
        self._offsets[number] = self._out.add(text)
        return number

    def _write_and_forget(self, thing: PDFObject) -> str:
        """Write a new object, return a reference to it."""
        name = self._refer(thing).name
        number = self._write(name)
        del self.idToObject[name], self.numberToId[number], self.idToObjectNumberAndVersion[name]
        return f"{number} 0 R"

    def _refer(self, thing: PDFObject) -> PDFObjectReference:
        reference: PDFObjectReference = self.Reference(thing)  # type: ignore[no-untyped-call]
        return reference

    def _write_table(self, root: PDFObjectReference, info: PDFObjectReference) -> None:
        size = len(self._offsets)
        begin = self._out.add(f"xref\n0 {size}\n0000000000 65535 f \n")
        for offset in self._offsets[1:]:
            self._out.add(b"%010d 00000 n \n" % offset)
        self._out.add(PDFTrailer(begin, size, Root=root, Info=info, ID=self.ID()).format(self))


class _Out(PDFFile):
    """ReportLab's counter of what is written, to a file instead of a list."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(PDF_VERSION)
        file.writelines(self.strings)
        self.write = file.write  # type: ignore[assignment]


def _node() -> PDFDictionary:
    return PDFDictionary({"Type": PDFName("Pages")})


def _time_stamp(now: datetime) -> TimeStamp:
    """`now` as ReportLab writes it, in UTC."""
    stamp = TimeStamp(invariant=1)
    stamp.lt = now.astimezone(UTC).timetuple()
    stamp.YMDhms = tuple(stamp.lt[:6])
    return stamp
