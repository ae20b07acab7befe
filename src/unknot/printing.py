"""Puts the page for a clinician on a printer or into a PDF, a page a turn of the loop, and can be given up."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPdfWriter

from unknot.i18n import spoken
from unknot.long_work import Work
from unknot.markup import escape
from unknot.ui.report_html import page_title
from unknot.ui.report_paper import Content, Pages, paper, prepare

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

RESOLUTION = 600
"""Dots an inch of a PDF: text is drawn as outlines, so this is only how finely places are rounded."""


async def as_pdf(content: Content, work: Work) -> bytes | None:
    """Return the page as a PDF; None where it can't be painted. Raises GivenUpError."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setTitle(page_title())
    writer.setCreator(f"Unknot {content.version}")
    writer.setDocumentXmpMetadata(QByteArray(metadata(spoken()).encode()))
    prepare(writer, paper())
    return bytes(buffer.data().data()) if await paint(content, writer, work) else None


def metadata(language: str) -> str:
    """Return what programs are told about the file: its title, and the language that it is to be read out in."""
    title = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(page_title())}</rdf:li></rdf:Alt>'
    spoken_in = f"<rdf:Bag><rdf:li>{escape(language.replace('_', '-'))}</rdf:li></rdf:Bag>"
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        f"<dc:language>{spoken_in}</dc:language></rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    )


async def paint(
    content: Content, device: QPagedPaintDevice, work: Work, abort: Callable[[], object] = lambda: None
) -> bool:
    """Paint all pages on a device, a page a turn of the loop; False where it refuses. Raises GivenUpError.

    In both cases `abort` is called, before the device is told that this was all.
    """
    pages = Pages(content, device)
    painter = QPainter()
    if not painter.begin(device):
        return False
    whole = False
    try:
        for index in range(pages.count):
            work.told(index, pages.count)
            await asyncio.sleep(0)
            work.go_on()
            if index and not device.newPage():
                return False
            pages.paint(painter, index)
        whole = True
    finally:
        if not whole:
            abort()
        painter.end()
    return True


def find_printer() -> "QPrinter | None":
    """Return the usual printer, or another; None where there is none."""
    try:
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
    except ImportError:  # a part of Qt that a distribution may have left out
        return None
    info = QPrinterInfo.defaultPrinter()
    if info.isNull():
        known = QPrinterInfo.availablePrinters()
        if not known:
            return None
        info = known[0]
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)
