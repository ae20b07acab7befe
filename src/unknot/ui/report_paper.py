"""The page for a clinician on paper: laid out, turned page by page, and painted on a printer, a PDF or a screen."""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QLocale, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from unknot.core.report import Report
from unknot.guide.library import Guide
from unknot.i18n import _, n_
from unknot.ui import report_chart
from unknot.ui.report_html import page_html, page_title
from unknot.ui.report_set import INK, QUIET, TEXT_PT, Sized, style_sheet
from unknot.ui.report_tables import CHART
from unknot.ui.report_words import long_day
from unknot.ui.theme import TEXT_FACES

MARGIN_MM, FOOT_MM = 14.0, 11.0
"""What stays free around, and how much of the height above the lower margin is the foot's."""
INCH_MM = 25.4
SCREEN_DPI = 96.0
SIZES = (1.0, 0.95, 0.9)
"""How small the text may become so that everything is on one page, as shares of the usual size."""
TOGETHER = 0.5
"""A part that is lower than this share of a page begins on a new one rather than be torn."""
LETTER = frozenset(
    {"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"},
)
"""Where paper is US Letter, by country; A4 everywhere else (Unicode CLDR, supplemental data, `paperSize`)."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a page is made from. `version` is the program's."""

    report: Report
    guide: Guide
    version: str

    def foot(self) -> str:
        """Return what stands at the foot of every page, but for its number."""
        made = _("Made with Unknot {version} on {day}.").format(version=self.version, day=long_day(self.report.made_on))
        return f"{made} {self.guide.about.disclaimer.text}"


def paper() -> QPageSize:
    """Return the paper that is usual where the computer is."""
    here = QLocale.territoryToCode(QLocale.system().territory())
    return QPageSize(QPageSize.PageSizeId.Letter if here in LETTER else QPageSize.PageSizeId.A4)


def paper_name(size: QPageSize) -> str:
    """Return what a paper is called."""
    return _("Letter") if size.id() is QPageSize.PageSizeId.Letter else size.name()


def prepare(device: QPagedPaintDevice, size: QPageSize | None = None) -> None:
    """Make a device take whole pages, upright; their margins are ours. `size` None keeps the device's own."""
    wanted = size or device.pageLayout().pageSize()
    layout = QPageLayout(wanted, QPageLayout.Orientation.Portrait, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)


def text_width_mm(size: QPageSize) -> float:
    """Return how wide the text is on a paper, in millimetres."""
    return size.size(QPageSize.Unit.Millimeter).width() - 2 * MARGIN_MM


def document(content: Content, sized: Sized, dpi: float, width: float, edge: float | None = None) -> QTextDocument:
    """Return the page as a document of that width, in pixels of a device with `dpi`; where it ends is its own affair.

    `dpi` is what the device says of itself where the document will be shown; `sized.zoom` enlarges it there. `edge`
    is what stays free around the text, inside the width, where there is no paper: then the foot ends the text.
    """
    font = page_font()
    font.setPointSizeF(TEXT_PT * sized.text * sized.zoom)  # headings are sized by it, whatever a style sheet says
    made = QTextDocument()
    made.setUndoRedoEnabled(False)
    made.setDocumentMargin(edge or 0.0)
    made.setDefaultFont(font)
    made.setDefaultStyleSheet(style_sheet(sized))
    made.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, page_title())
    made.setHtml(page_html(content.report, content.guide, "" if edge is None else content.foot()))
    made.setTextWidth(width)
    chart = report_chart.Chart(content.report, page_font(), sized.zoom * dpi / SCREEN_DPI, made)
    made.documentLayout().registerHandler(report_chart.TYPE, chart)
    _put_chart(made)
    return made


def page_font() -> QFont:
    """Return the face of the page's text: the program's own, but in such letters as can be copied from a PDF.

    Digits of equal width, joined letters and signs that suit their neighbours would be missing there.
    """
    font = QFont(QGuiApplication.font())
    for name in ("tnum", "liga", "calt"):
        tag = QFont.Tag.fromString(name)
        if tag is not None:
            font.setFeature(tag, 0)
    font.setFamilies([*TEXT_FACES, *font.families()])
    font.setPointSizeF(TEXT_PT)
    return font


class Pages:
    """The page laid out for a device, as pages to be painted. The device has to stay."""

    def __init__(self, content: Content, device: QPagedPaintDevice) -> None:
        self._content = content
        self._dpi = float(device.logicalDpiX())
        whole = device.pageLayout().fullRectPixels(device.logicalDpiX())
        self._whole = QSizeF(whole.size())
        margin, foot = self._mm(MARGIN_MM), self._mm(FOOT_MM)
        self._field = QRectF(margin, margin, self._whole.width() - 2 * margin, self._whole.height() - 2 * margin - foot)
        self.text = SIZES[0]
        self._document = self._laid_out(device)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._document.pageCount()

    def paint(self, painter: QPainter, index: int) -> None:
        """Paint a page, from 0, with its foot; the painter's origin is the corner of the paper."""
        field = self._field
        painter.save()
        painter.translate(field.left(), field.top() - index * field.height())
        shown = QRectF(0, index * field.height(), field.width(), field.height())
        painter.setClipRect(shown)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = shown
        context.palette.setColor(QPalette.ColorRole.Text, QColor(INK))
        self._document.documentLayout().draw(painter, context)
        painter.restore()
        self._paint_foot(painter, index)

    def _laid_out(self, device: QPagedPaintDevice) -> QTextDocument:
        """Return the document on one page if that is possible with a little smaller text, else as it is."""
        first: QTextDocument | None = None
        for text in SIZES:
            made = document(self._content, Sized(text=text), self._dpi, self._field.width())
            made.documentLayout().setPaintDevice(device)
            made.setPageSize(self._field.size())
            first = first or made
            if made.pageCount() == 1:
                self.text = text
                return made
            if made.pageCount() > 2:
                break
        assert first is not None
        keep_together(first, self._field.height())
        return first

    def _paint_foot(self, painter: QPainter, index: int) -> None:
        painter.save()
        line = QPen(QColor(INK), self._mm(0.2))
        painter.setPen(line)
        top = self._whole.height() - self._mm(MARGIN_MM + FOOT_MM - 3)
        painter.drawLine(int(self._field.left()), int(top), int(self._field.right()), int(top))
        font = page_font()
        font.setPixelSize(max(1, round(TEXT_PT * 0.83 * self._dpi / 72)))
        painter.setFont(font)
        painter.setPen(QColor(QUIET))
        numbers = _("Page {n} of {count}").format(n=index + 1, count=self.count)
        wide = QFontMetricsF(font, painter.device()).horizontalAdvance(numbers) + self._mm(6)
        below = QRectF(self._field.left(), top + self._mm(1.5), self._field.width(), self._mm(FOOT_MM - 4))
        side = Qt.AlignmentFlag.AlignTop
        words = Qt.TextFlag.TextWordWrap
        painter.drawText(
            below.adjusted(0, 0, -wide, 0), side | Qt.AlignmentFlag.AlignLeft | words, self._content.foot()
        )
        painter.drawText(below, side | Qt.AlignmentFlag.AlignRight, numbers)
        painter.restore()

    def _mm(self, millimetres: float) -> float:
        return millimetres / INCH_MM * self._dpi


def length(content: Content) -> str:
    """Return in words how many pages it takes, on the paper that is usual here."""
    nowhere = QBuffer()
    device = QPdfWriter(nowhere)
    size = paper()
    prepare(device, size)
    count = Pages(content, device).count
    return n_("{n} page, {paper}", "{n} pages, {paper}", count).format(n=count, paper=paper_name(size))


def keep_together(made: QTextDocument, height: float) -> None:
    """Begin a part on a new page where it would be torn, unless it is too long for that."""
    layout = made.documentLayout()
    for at in _headings(made):
        block = made.findBlock(at)
        top, bottom = layout.blockBoundingRect(block).top(), _end_of_part(made, block)
        torn = int(top // height) != int((bottom - 1) // height)
        heading_end = layout.blockBoundingRect(block).bottom()
        alone = int(top // height) != int((heading_end + 3 * (heading_end - top)) // height)
        if (torn and bottom - top < TOGETHER * height) or alone:
            cursor = QTextCursor(block)
            form = block.blockFormat()
            form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            cursor.setBlockFormat(form)


def _headings(made: QTextDocument) -> list[int]:
    """Return where the headings of parts begin."""
    found, block = [], made.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() == 2:
            found.append(block.position())
        block = block.next()
    return found


def _end_of_part(made: QTextDocument, heading: QTextBlock) -> float:
    """Return the lower edge of the last text before the next heading."""
    layout, bottom, block = made.documentLayout(), 0.0, heading
    while block.isValid() and (block == heading or block.blockFormat().headingLevel() != 2):
        bottom = max(bottom, layout.blockBoundingRect(block).bottom())
        block = block.next()
    return bottom


def _put_chart(made: QTextDocument) -> None:
    """Put the chart in the place of its anchor, where there is one."""
    block = made.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            if CHART in fragment.charFormat().anchorNames():
                cursor = QTextCursor(made)
                cursor.setPosition(fragment.position())
                cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
                form = QTextCharFormat()
                form.setObjectType(report_chart.TYPE)
                cursor.insertText("\ufffc", form)
                return
            fragments += 1
        block = block.next()


def shown_dpi() -> float:
    """Return how many pixels the screen says are an inch."""
    screen = QGuiApplication.primaryScreen()
    return SCREEN_DPI if screen is None else float(screen.logicalDotsPerInchX())
