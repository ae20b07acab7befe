"""The page for a clinician as a person gets it: read beside the window, saved whole and private, printed or not."""

import asyncio
import stat
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from reports import TODAY, Pdf, checks, four_weeks, on, put, read, written
from store.records import BOUNDARY
from ui.house import House, Live
from ui.seeing import button, dialogs, texts
from unknot import reporting
from unknot.core.days import Period, WeekStart
from unknot.core.report import Facts, Report, report
from unknot.core.screening import Answer, CheckKind, Urgency
from unknot.core.tally import day_of
from unknot.guide.library import Guide
from unknot.long_work import GivenUpError, Work
from unknot.printing import as_pdf, find_printer, paint
from unknot.reporting import Reporting, read_facts
from unknot.store.errors import StoreError
from unknot.store.kept import KeptCheck, new_id
from unknot.store.record import Record
from unknot.store.settings import Settings
from unknot.ui.days.week import week_start
from unknot.ui.report_dialog import ReportDialog
from unknot.ui.report_paper import Content

D = TypeVar("D", bound=QDialog)


def near_its_beginning(day: date) -> st.SearchStrategy[datetime]:
    """Return what gives moments around the hour at which a day begins, to the millisecond, and some days apart."""
    begins = datetime.combine(day, BOUNDARY)
    apart = st.sampled_from([timedelta(days=days, milliseconds=ms) for days in (-9, -1, 0, 1) for ms in (-1, 0, 1)])
    return apart.map(begins.__add__)


def reporting_of(house: House, guide: Guide) -> Reporting:
    return Reporting(guide, house.window, house.journal, house.clock, house.keeper, house.tasks)


def fill(house: House) -> None:
    house.read(lambda record: put(record, four_weeks()))
    for check in checks():
        house.read(partial(Record.add_check, check=check))


def only(kind: type[D]) -> D:
    (found,) = [dialog for dialog in dialogs() if isinstance(dialog, kind)]
    return found


async def opened(house: House, guide: Guide) -> ReportDialog:
    made = reporting_of(house, guide)
    made.open()
    dialog = only(ReportDialog)
    await house.until(lambda: dialog.content is not None)
    return dialog


def said(dialog: QDialog) -> str:
    return "\n".join(texts(dialog))


async def save(house: House, dialog: ReportDialog, path: Path) -> None:
    button(dialog, "Save as PDF …").click()
    await house.until(lambda: any(isinstance(one, QFileDialog) for one in dialogs()))
    asked = only(QFileDialog)
    assert not asked.testOption(QFileDialog.Option.DontConfirmOverwrite), "it asks before it overwrites"
    assert asked.selectedFiles()[0].endswith("unknot-2026-10-26-2026-11-22.pdf")
    asked.findChildren(QLineEdit)[0].setText(str(path))
    asked.done(QDialog.DialogCode.Accepted.value)
    await house.rest()


def test_the_page_is_read_shown_and_saved_whole_for_its_owner_alone(live: Live, guide: Guide, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()

    async def story(house: House) -> None:
        fill(house)
        dialog = await opened(house, guide)
        assert "1 page, " in said(dialog)
        assert "Gluteus medius, left" in dialog.preview.toPlainText()
        await save(house, dialog, folder / "mine.pdf")
        await house.until(lambda: "Saved as" in said(dialog))
        assert [path.name for path in folder.iterdir()] == ["mine.pdf"]
        assert stat.S_IMODE((folder / "mine.pdf").stat().st_mode) == 0o600
        assert "All 13 9 1 2 1 130" in Pdf(folder / "mine.pdf").text
        dialog.close()

    live(story)


def test_what_is_on_the_page_is_what_is_shown_at_that_moment(live: Live, guide: Guide, tmp_path: Path) -> None:
    async def story(house: House) -> None:
        fill(house)
        dialog = await opened(house, guide)
        dialog.write_note("Typed a moment ago")
        dialog._with_checks.setChecked(False)
        await save(house, dialog, tmp_path / "mine.pdf")
        await house.until(lambda: "Saved as" in said(dialog))
        text = Pdf(tmp_path / "mine.pdf").text
        assert "Typed a moment ago" in text
        assert "Left out of this page." in text
        dialog.close()

    live(story)


def test_another_time_is_read_anew_and_the_last_wish_counts(live: Live, guide: Guide) -> None:
    async def story(house: House) -> None:
        house.read(lambda record: put(record, [on(TODAY - timedelta(days=80)), on(TODAY)]))
        dialog = await opened(house, guide)
        button(dialog, "Last year").click()
        button(dialog, "Last 3 months").click()
        await house.until(lambda: dialog.content is not None and dialog.content.report.count.sessions == 2)
        assert dialog.content is not None
        assert dialog.content.report.period == Period(date(2026, 8, 23), TODAY)
        dialog.close()

    live(story)


def test_a_file_that_cannot_be_written_is_said_in_a_line_and_nothing_is_left(
    live: Live, guide: Guide, tmp_path: Path
) -> None:
    (tmp_path / "folder.pdf").mkdir()

    async def story(house: House) -> None:
        dialog = await opened(house, guide)
        await save(house, dialog, tmp_path / "folder.pdf")
        await house.until(lambda: "can't be written: it is a folder. Nothing was changed." in said(dialog))
        dialog.close()

    live(story)
    assert list((tmp_path / "folder.pdf").iterdir()) == []
    assert not list(tmp_path.glob("*.tmp"))


def test_giving_up_the_reading_shows_nothing_more(live: Live, guide: Guide) -> None:
    async def story(house: House) -> None:
        go_on = Event()
        held = house.journal.do(lambda _record: go_on.wait(20))
        reporting_of(house, guide).open()
        dialog = only(ReportDialog)
        assert "Reading your record …" in said(dialog)
        assert not button(dialog, "Save as PDF …").isEnabled()
        button(dialog, "Cancel").click()
        assert "Cancelled. To read it after all, close this and open it again." in said(dialog)
        go_on.set()
        held.result()
        await house.rest()
        assert dialog.content is None
        dialog.close()

    live(story)


def test_giving_up_between_two_questions_to_the_record_ends_the_reading() -> None:
    work = Work()
    work.give_up()
    with Record.empty_in_memory() as record:
        assert read_facts(record, Period(TODAY, TODAY), BOUNDARY, work) is None


def test_a_page_that_is_given_up_while_it_is_written_is_no_page(live: Live, guide: Guide, tmp_path: Path) -> None:
    async def story(house: House) -> None:
        fill(house)
        report = house.read(lambda record: read(record, guide)).with_note("Line.\n" * 24)
        content = Content(report, guide, "0.1.0")
        seen: list[tuple[int, int]] = []

        def told(done: int, of: int) -> None:
            seen.append((done, of))
            if done == 1:
                work.give_up()

        work = Work(told)
        with pytest.raises(GivenUpError):
            await as_pdf(content, work)
        assert seen == [(0, 2), (1, 2)]

    live(story)


def test_cancelling_while_it_is_written_leaves_no_file(
    live: Live, guide: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(house: House) -> None:
        dialog = await opened(house, guide)
        busy = dialog.show_busy

        def cancel_at_once(words: str, done: int = 0, of: int = 0, *, stoppable: bool = True) -> None:
            busy(words, done, of, stoppable=stoppable)
            if words == "Writing …":
                button(dialog, "Cancel").click()

        monkeypatch.setattr(dialog, "show_busy", cancel_at_once)
        await save(house, dialog, tmp_path / "mine.pdf")
        await house.until(lambda: "Cancelled. Nothing was written." in said(dialog))
        await house.rest()
        dialog.close()

    live(story)
    assert not list(tmp_path.glob("mine*"))


def test_closing_while_it_reads_is_no_fault(live: Live, guide: Guide) -> None:
    async def story(house: House) -> None:
        go_on = Event()
        house.journal.do(lambda _record: go_on.wait(20))
        made = reporting_of(house, guide)
        made.open()
        only(ReportDialog).close()
        go_on.set()
        await house.rest()
        made.open()
        dialog = only(ReportDialog)
        await house.until(lambda: dialog.content is not None)
        dialog.close()

    live(story)


def test_a_record_that_cannot_be_read_is_said_in_the_dialog(live: Live, guide: Guide) -> None:
    def broken() -> Record:
        raise StoreError("unknot.sqlite3 is damaged.")

    async def story(house: House) -> None:
        reporting_of(house, guide).open()
        dialog = only(ReportDialog)
        await house.until(lambda: "unknot.sqlite3 is damaged." in said(dialog))
        assert not button(dialog, "Save as PDF …").isEnabled()
        dialog.close()

    live(story, broken, checked=False)


def test_a_note_is_kept_while_the_program_runs(live: Live, guide: Guide) -> None:
    async def story(house: House) -> None:
        made = reporting_of(house, guide)
        made.open()
        only(ReportDialog).write_note("To ask")
        only(ReportDialog).close()
        await house.rest()
        made.open()
        assert only(ReportDialog).note == "To ask"
        only(ReportDialog).close()

    live(story)


def test_it_opens_once(live: Live, guide: Guide) -> None:
    async def story(house: House) -> None:
        made = reporting_of(house, guide)
        made.open()
        made.open()
        only(ReportDialog).close()
        await house.rest()

    live(story)


def test_it_goes_with_the_window_it_was_over_and_opens_again(live: Live, guide: Guide) -> None:
    async def story(house: House) -> None:
        over = QWidget()
        over.show()
        made = reporting_of(house, guide)
        made.open(over)
        assert only(ReportDialog).parent() is over
        over.deleteLater()
        await house.until(lambda: not any(isinstance(one, ReportDialog) for one in dialogs()))
        await house.rest()
        made.open()
        dialog = only(ReportDialog)
        await house.until(lambda: dialog.content is not None)
        dialog.close()

    live(story)


# Printing


def test_without_a_printer_a_plain_line_says_so(live: Live, guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "find_printer", lambda: None)

    async def story(house: House) -> None:
        dialog = await opened(house, guide)
        button(dialog, "Print …").click()
        await house.until(lambda: "This computer knows no printer." in said(dialog))
        assert button(dialog, "Save as PDF …").isEnabled()
        dialog.close()

    live(story)


def test_a_printer_is_asked_for_and_gets_the_page(
    live: Live, guide: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def to_a_file() -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        return printer

    monkeypatch.setattr(reporting, "find_printer", to_a_file)

    async def story(house: House) -> None:
        fill(house)
        dialog = await opened(house, guide)
        button(dialog, "Print …").click()
        await house.until(lambda: any(isinstance(one, QPrintDialog) for one in dialogs()))
        only(QPrintDialog).done(QDialog.DialogCode.Accepted.value)
        await house.until(lambda: "Handed to the printer." in said(dialog))
        dialog.close()

    live(story)
    assert "All 13 9 1 2 1 130" in Pdf(tmp_path / "printed.pdf").text


def test_a_job_that_is_given_up_is_called_back_before_it_is_whole(live: Live, guide: Guide, tmp_path: Path) -> None:
    async def story(house: House) -> None:
        report = house.read(lambda record: read(record, guide))
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        called_back: list[bool] = []

        def abort() -> None:
            called_back.append(printer.paintEngine().isActive())

        def told(_done: int, _of: int) -> None:
            work.give_up()

        work = Work(told)
        with pytest.raises(GivenUpError):
            await paint(Content(report, guide, "0.1.0"), printer, work, abort)
        assert called_back == [True]

    live(story)


def test_another_time_that_is_given_up_leaves_the_page_as_it_was(live: Live, guide: Guide) -> None:
    async def story(house: House) -> None:
        fill(house)
        dialog = await opened(house, guide)
        before = dialog.content
        go_on = Event()
        house.journal.do(lambda _record: go_on.wait(20))
        button(dialog, "Last year").click()
        await asyncio.sleep(0)
        button(dialog, "Cancel").click()
        go_on.set()
        await house.rest()
        assert dialog.content == before
        assert "Cancelled. The page is as it was." in said(dialog)
        dialog.close()

    live(story)


def test_a_printer_that_refuses_is_said_in_a_line(
    live: Live, guide: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def to_nowhere() -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "missing" / "printed.pdf"))
        return printer

    monkeypatch.setattr(reporting, "find_printer", to_nowhere)

    async def story(house: House) -> None:
        dialog = await opened(house, guide)
        button(dialog, "Print …").click()
        await house.until(lambda: any(isinstance(one, QPrintDialog) for one in dialogs()))
        only(QPrintDialog).done(QDialog.DialogCode.Accepted.value)
        await house.until(lambda: "The printer did not take it." in said(dialog))
        dialog.close()

    live(story)


def test_not_printing_after_all_changes_nothing(live: Live, guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "find_printer", lambda: QPrinter(QPrinter.PrinterMode.HighResolution))

    async def story(house: House) -> None:
        dialog = await opened(house, guide)
        before = said(dialog)
        button(dialog, "Print …").click()
        await house.until(lambda: any(isinstance(one, QPrintDialog) for one in dialogs()))
        only(QPrintDialog).reject()
        await house.rest()
        assert said(dialog) == before
        dialog.close()

    live(story)


def test_looking_for_a_printer_is_no_fault_anywhere(qapp: object) -> None:
    found = find_printer()
    assert found is None or found.printerName()


# What it reads


def test_the_week_begins_as_set_or_as_the_system_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert week_start("saturday") is WeekStart.SATURDAY
    for name, expected in (("en_US", WeekStart.SUNDAY), ("de_DE", WeekStart.MONDAY), ("ar_EG", WeekStart.SATURDAY)):
        monkeypatch.setattr(QLocale, "system", lambda name=name: QLocale(name))
        assert week_start(Settings().week_start) is expected


SPAN = Period(TODAY - timedelta(days=6), TODAY)
"""A week that answers are given before, in and after."""
some_answers = st.lists(
    st.builds(
        lambda at, offset, kind, result, seen, agreed: Answer(
            at.replace(tzinfo=timezone(timedelta(hours=offset))),
            kind,
            ("cancer",) if result else (),
            result,
            {"cancer": date(2026, 11, 1)} if agreed else {},
            seen,
        ),
        st.sampled_from((SPAN.first, SPAN.last + timedelta(days=1))).flatmap(near_its_beginning),
        st.sampled_from((-8, 0, 13)),
        st.sampled_from(CheckKind),
        st.sampled_from((None, *Urgency)),
        st.booleans(),
        st.booleans(),
    ),
    max_size=14,
)


@settings(deadline=None)
@given(some_answers)
def test_of_the_checks_no_more_is_read_than_the_page_says(answers: list[Answer]) -> None:
    with Record.empty_in_memory() as record:
        for answer in answers:  # in no order of time, as on a computer whose clock was changed
            record.add_check(KeptCheck(new_id(), answer))
        facts = read_facts(record, SPAN, BOUNDARY, Work())
    assert facts is not None
    whole = replace(facts, answers=tuple(answers))
    assert page(facts) == page(whole)
    assert len(facts.answers) <= sum(day_of(answer.at, BOUNDARY) in SPAN for answer in answers) + 4


def page(facts: Facts) -> Report:
    return report(facts, SPAN, TODAY, boundary=BOUNDARY)


def test_27_years_and_100_000_sessions_are_a_few_pages(qapp: object, guide: Guide, tmp_path: Path) -> None:
    first = TODAY - timedelta(days=9999)
    asked = 0

    def count(_statement: str) -> None:
        nonlocal asked
        asked += 1

    with Record.empty_in_memory() as record:
        many(record, first)
        record.connection.set_trace_callback(count)
        report = read(record, guide, Period(first, TODAY))
        record.connection.set_trace_callback(None)
    assert asked < 30, "questions to the record do not grow with what is in it"
    assert report.count.sessions == 100_000
    assert len(report.lines) == 28
    pdf = written(report, guide, tmp_path / "a.pdf")
    assert pdf.pages <= 3
    assert "100,000" in pdf.text
    assert "All 100,000 5.0 (100,000) 3.0 (100,000)" in pdf.text
    assert f"{report.stopped:,} stops" in pdf.flow
    assert "And 9,980 earlier stops." in pdf.text


def many(record: Record, first: date) -> None:
    """Write ten sessions on each of 10,000 days, every tenth of them stopped, in one transaction."""
    with record.writing():
        record.connection.execute(
            """
            WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 99999)
            INSERT INTO sessions (id, muscle, side, started_at, ended_at, day, boundary, outcome, rehearsal,
                discomfort_before, discomfort_after, updated_at)
            SELECT printf('%08d-0000-4000-8000-000000000000', n), 'piriformis', iif(n % 2, 'left', 'right'),
                date(?, printf('+%d days', n / 10)) || 'T10:00:00.000+00:00',
                date(?, printf('+%d days', n / 10)) || 'T10:05:00.000+00:00', date(?, printf('+%d days', n / 10)),
                '03:00', iif(n % 10, 'completed', 'stopped'), 0, 5, 3,
                date(?, printf('+%d days', n / 10)) || 'T10:05:00.000+00:00' FROM number
            """,
            [first.isoformat()] * 4,
        )
        record.connection.execute(
            "INSERT INTO phases (session, ordinal, technique, spot, planned_s, observed_s)"
            " SELECT id, 1, 'compression', 1, 60.0, 60.0 FROM sessions"
        )
