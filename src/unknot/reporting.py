"""A page for a clinician: read from the record, shown, saved as PDF and printed. Loaded when it is first wanted."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from unknot import __version__, aio
from unknot.conductor import Clock
from unknot.core.days import Period
from unknot.core.plan import Dose
from unknot.core.report import MOST_STOPS, Facts, Programme, Report, report
from unknot.core.tally import day_of
from unknot.guide.library import Guide
from unknot.i18n import _
from unknot.keeping import FileSettings
from unknot.long_work import GivenUpError, Work
from unknot.printing import as_pdf, find_printer, paint
from unknot.store import summaries
from unknot.store.errors import StoreError, plain
from unknot.store.files import write_whole
from unknot.store.journal import Journal
from unknot.store.record import Record
from unknot.store.settings import Settings
from unknot.ui.days.week import week_start
from unknot.ui.report_dialog import ReportDialog
from unknot.ui.report_paper import prepare
from unknot.ui.window import Window


@dataclass(eq=False)
class Reporting:
    """Opens the dialog, reads for it beside the window, and writes or prints what it shows."""

    guide: Guide
    window: Window
    journal: Journal
    clock: Clock
    keeper: FileSettings
    tasks: aio.Tasks
    _dialog: ReportDialog | None = None
    _work: Work = field(default_factory=Work)
    _reads: bool = False
    _note: str = ""

    def open(self, over: QWidget | None = None) -> None:
        """Show the page of the last four weeks, over the window or another; one that is open comes to the front."""
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        today = day_of(self.clock.wall(), self.keeper.settings.boundary)
        dialog = ReportDialog(self.guide, __version__, today, self._note, over or self.window)
        dialog.wished.connect(self._wish)
        dialog.save_asked.connect(lambda: self.tasks.start(self._save(dialog)))
        dialog.print_asked.connect(lambda: self.tasks.start(self._print(dialog)))
        dialog.cancelled.connect(self._cancel)
        dialog.finished.connect(self._closed)
        dialog.destroyed.connect(lambda: self._gone(dialog))
        self._dialog = dialog
        dialog.open()
        self._wish(dialog.period)

    def _closed(self) -> None:
        self._work.give_up()
        if self._dialog is not None:
            self._note = self._dialog.note
            self._dialog.deleteLater()
            self._dialog = None

    def _gone(self, dialog: ReportDialog) -> None:
        """Let go of a dialog that went with the window it was over."""
        if self._dialog is dialog:
            self._work.give_up()
            self._dialog = None

    def _begin(self, shown: Callable[[int, int], None] | None = None) -> Work:
        """Give up what is under way, and begin something else: what is shown as it goes on writes, the rest reads."""
        self._work.give_up()
        self._work = Work(shown)
        self._reads = shown is None
        return self._work

    def _cancel(self) -> None:
        self._work.give_up()
        if self._dialog is None:
            return
        if not self._reads:
            self._dialog.show_done(_("Cancelled. Nothing was written."))
        elif self._dialog.content is None:
            self._dialog.show_done(_("Cancelled. To read it after all, close this and open it again."))
        else:
            self._dialog.show_done(_("Cancelled. The page is as it was."))

    # Reading

    def _wish(self, period: Period) -> None:
        if self._dialog is not None:
            self.tasks.start(self._read(self._dialog, period, self._begin()))

    async def _read(self, dialog: ReportDialog, period: Period, work: Work) -> None:
        """Read what the page says of a period, and show it."""
        if work.given_up:
            return
        dialog.show_busy(_("Reading your record …"))
        settings = self.keeper.settings
        try:
            facts = await aio.done(self.journal.do(lambda record: read_facts(record, period, settings.boundary, work)))
        except StoreError as error:
            if not work.given_up:
                dialog.show_done(str(error))
            return
        if work.given_up or facts is None:
            return
        today = day_of(self.clock.wall(), settings.boundary)
        dialog.show_report(make_report(self.guide, settings, facts, period, today))

    # Writing

    async def _save(self, dialog: ReportDialog) -> None:
        """Ask where to, and write the page there: whole, readable by its owner alone, or not at all."""
        dialog.settle()
        content = dialog.content
        if content is None:
            return
        path = await _ask_where(dialog, content.report.period)
        if path is None or self._dialog is not dialog:
            return
        work = self._begin(lambda done, of: dialog.show_busy(_("Writing …"), done, of))
        try:
            data = await as_pdf(content, work)
        except GivenUpError:
            return
        if data is None:
            dialog.show_done(_("The page can't be written. Nothing was changed."))
            return
        dialog.show_busy(_("Writing …"), stoppable=False)  # in a moment it is there, and could not be called back
        try:
            await asyncio.to_thread(write_whole, path, data)
        except OSError as error:
            said = _("{path} can't be written: {why}. Nothing was changed.").format(path=path, why=plain(error))
        else:
            said = _("Saved as {path}. Only you can open it.").format(path=path)
        if not work.given_up:
            dialog.show_done(said)

    async def _print(self, dialog: ReportDialog) -> None:
        """Ask on which printer, and print the page there."""
        dialog.settle()
        content = dialog.content
        printer = find_printer() if content is not None else None
        if content is None or printer is None:
            dialog.show_done(
                _("This computer knows no printer. Save the page as PDF, and print it where there is one.")
            )
            return
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

        asked = QPrintDialog(printer, dialog)
        asked.setWindowTitle(_("Print"))
        for option in ("PrintToFile", "PrintPageRange"):  # a file is saved by ourselves; all pages belong together
            asked.setOption(QAbstractPrintDialog.PrintDialogOption[option], False)
        if await aio.closed(asked) != QDialog.DialogCode.Accepted.value or self._dialog is not dialog:
            return
        work = self._begin(lambda done, of: dialog.show_busy(_("Printing …"), done, of))
        prepare(printer)
        try:
            worked = await paint(content, printer, work, printer.abort)
        except GivenUpError:
            return
        if worked:
            dialog.show_done(_("Handed to the printer."))
        else:
            dialog.show_done(_("The printer did not take it. Save the page as PDF, and print that."))


def read_facts(record: Record, period: Period, boundary: time, work: Work) -> Facts | None:
    """Read what a page says of a period; None where that is given up. For the thread of the record.

    `boundary` is when the days of the safety checks begin.
    """
    with record.at_one_moment():
        span = summaries.counted_span(record)
        counts = {} if work.given_up else summaries.counts(record, period)
        ratings = {} if work.given_up else summaries.ratings(record, period)
        totals = () if work.given_up else summaries.totals(record, period)
        if work.given_up:
            return None
        return Facts(
            first=span.first if span else None,
            last=span.last if span else None,
            counts=counts,
            ratings=ratings,
            totals=totals,
            stops=summaries.last_stops(record, period, MOST_STOPS),
            stop_counts=summaries.stop_counts(record, period),
            answers=record.answers_about(period, boundary),
            routines=tuple(written.routine() for written in record.routines()),
        )


def make_report(guide: Guide, settings: Settings, facts: Facts, period: Period, today: date) -> Report:
    """Return the page's value from what was read and set."""
    programme = [
        Programme(muscle.id, Dose(spots=muscle.spots_default), settings.dose_for(muscle.id))
        for muscle in guide.anatomy.muscles
    ]
    return report(facts, period, today, programme, week=week_start(settings.week_start), boundary=settings.boundary)


async def _ask_where(dialog: ReportDialog, period: Period) -> Path | None:
    """Ask for the file; the dialog itself asks before another one is overwritten. None where nothing is to be done."""
    asked = QFileDialog(dialog, _("Save as PDF"))
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setFileMode(QFileDialog.FileMode.AnyFile)
    asked.setNameFilter(_("PDF (*.pdf)"))
    asked.setDefaultSuffix("pdf")
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    asked.setDirectory(folder if QDir(folder).exists() else QDir.homePath())
    asked.selectFile(f"unknot-{period.first.isoformat()}-{period.last.isoformat()}.pdf")
    accepted = await aio.closed(asked) == QDialog.DialogCode.Accepted.value
    chosen = asked.selectedFiles() if accepted else []  # it is deleted in the next turn
    return Path(chosen[0]) if chosen else None
