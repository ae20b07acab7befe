"""The page on paper: every figure is there to be read and copied, nothing is cut off, whatever was written in it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from reports import MM_PT, TODAY, Pdf, checks, four_weeks, on, put, read, written
from store.records import NOW
from ui.seeing import LEFT
from unknot.core.days import Period, Ratings
from unknot.core.plan import Dose, Technique
from unknot.core.report import Line, Report, Stretch
from unknot.core.routine import Routine, Step
from unknot.guide.library import Guide
from unknot.store import editing
from unknot.store.changes import Change, ChangeKind
from unknot.store.kept import new_id
from unknot.store.record import Record
from unknot.store.settings import Settings
from unknot.ui import report_chart, report_paper
from unknot.ui.report_html import page_html
from unknot.ui.report_paper import FOOT_MM, MARGIN_MM, Content, Pages, document, page_font, prepare
from unknot.ui.report_set import Sized

EDGE_PT = MARGIN_MM * MM_PT - 1


@pytest.fixture
def record(qapp: object) -> Iterator[Record]:
    with Record.empty_in_memory() as made:
        yield made


@pytest.fixture
def filled(record: Record) -> Record:
    put(record, four_weeks())
    for check in checks():
        record.add_check(check)
    steps = (Step(LEFT, Dose(45, 1)), Step(LEFT, Dose(45, 1)))
    editing.keep_routine(record, Change(new_id(), ChangeKind.ROUTINE, NOW), Routine(new_id(), "Evening", steps))
    return record


def whole(pdf: Pdf) -> None:
    """Assert that every word lies within the margins, and that no page has anything at its edge."""
    wide, high = pdf.size()
    for word in pdf.words():
        assert word.left >= EDGE_PT, word
        assert word.right <= wide - EDGE_PT, word
        assert word.top >= EDGE_PT, word
        assert word.bottom <= high - EDGE_PT, word
    foot_from = high - (MARGIN_MM + FOOT_MM) * MM_PT
    torn = [word for word in pdf.words() if word.top < foot_from < word.bottom - 1]
    assert torn == [], "what reaches into the foot is cut off there"
    for picture in pdf.pictures(50):
        margin = round(MARGIN_MM / 25.4 * 50) - 2
        inner = range(margin, picture.width() - margin)
        for x, y in product(range(picture.width()), range(picture.height())):
            if x not in inner or not margin <= y < picture.height() - margin:
                assert QColor(picture.pixel(x, y)).lightness() > 250, (x, y)


def test_every_figure_stands_on_one_page(filled: Record, guide: Guide, tmp_path: Path) -> None:
    settings = Settings().with_dose("piriformis", Dose(30, 1, (Technique.COMPRESSION, Technique.STRIPPING)))
    pdf = written(
        read(filled, guide, settings=settings).with_note("It is worse after sitting."), guide, tmp_path / "a.pdf"
    )
    assert pdf.pages == 1
    for said in (
        "26 October 2026 to 22 November 2026 (28 days)",
        "13 sessions, 9 completed 10 of 25 days with a session; the record begins on 29 Oct 2026",
        "5.9 / 4.0 discomfort before / after, 0 to 10; given 10 and 9 times",
        "2 stops: 1 electrical, 1 not said 1 check asked for a clinician",
        "19 Nov 2026 Piriformis, right Electrical",
        "15 Nov 2026 Piriformis, right Not said",
        "3 Nov 2026 I have new numbness or tingling in my low back, a buttock or a leg Ask a clinician first",
        "as said on 5 Nov 2026: I take blood thinners, or bleed or bruise easily",
        "The check was answered 2 times.",
        "It is worse after sitting.",
        "Gluteus medius, left 9 9 0 0 0 90",
        "Piriformis, right 4 0 1 2 1 40",
        "All 13 9 1 2 1 130",
        "0 is no discomfort, 10 the worst imaginable",
        "Ordinary 60 s 60 s 60 s 2",
        "Piriformis, last used 30 s – 60 s 1",
        "guide: 30 to 90 s guide beyond the guide beyond the guide",
        "Evening Piriformis, left; Piriformis, left (1 spot; sustained compression 45 s,",
        "Made with Unknot 0.1.0 on 22 November 2026. General information and timing. Unknot is not a medical device.",
        "Page 1 of 1",
        "Name",
        "Date of birth",
    ):
        assert said in pdf.text or said in pdf.flow, said
    whole(pdf)


def test_each_week_has_its_plain_averages(filled: Record, guide: Guide, tmp_path: Path) -> None:
    text = written(read(filled, guide), guide, tmp_path / "a.pdf").text
    assert "29 Oct – 1 Nov 2 6.0 (2) 4.0 (2)" in text
    assert "16–22 Nov 5 5.8 (4) 4.0 (3)" in text
    assert "All 13 5.9 (10) 4.0 (9)" in text


def test_the_page_judges_nothing(filled: Record, guide: Guide) -> None:
    said = page_html(read(filled, guide), guide).lower()
    for word in ("better", "worse", "improve", "trend", "progress", "good", "bad", "should", "diagnos"):
        assert word not in said, word


def test_the_file_says_what_it_is_and_in_which_language(filled: Record, guide: Guide, tmp_path: Path) -> None:
    pdf = written(read(filled, guide), guide, tmp_path / "a.pdf")
    assert "Self-massage of the hips: a record" in pdf.info
    assert "Unknot 0.1.0" in pdf.info
    assert b"<dc:language><rdf:Bag><rdf:li>en</rdf:li>" in pdf.path.read_bytes()


def test_an_empty_record_gives_a_page_that_says_so_kindly(record: Record, guide: Guide, tmp_path: Path) -> None:
    pdf = written(read(record, guide), guide, tmp_path / "a.pdf")
    assert pdf.pages == 1
    assert "There is no session on record in this time. That is all right" in pdf.text
    assert "No safety check was answered in this time." in pdf.text
    assert "What was done" not in pdf.text
    assert "nan" not in pdf.text.lower()
    whole(pdf)


def test_checks_that_are_left_out_are_called_so(filled: Record, guide: Guide, tmp_path: Path) -> None:
    text = written(read(filled, guide).leaving_out(checks=True), guide, tmp_path / "a.pdf").text
    assert "Safety checks Left out of this page." in text
    assert "numbness" not in text
    assert "asked for a clinician" not in text


def test_a_rehearsal_is_nowhere(record: Record, guide: Guide, tmp_path: Path) -> None:
    put(record, [on(TODAY, rehearsal=True, before=9)])
    assert "There is no session on record" in written(read(record, guide), guide, tmp_path / "a.pdf").text


NOTES = {
    "long": "I would like to ask about sitting. " * 57,
    "one word": "w" * 2000,
    "lines": "\n".join(str(number) for number in range(300)),
    "right to left": "يؤلمني عند الجلوس. שלום עולם",
    "no letters of ours": "座ると痛みます。저녁에 아파요. 😀",
    "markup": "<b>bold</b> & <a name='chart'>here</a> </body> %s {n}",
}


@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_whatever_is_noted_the_page_stays_whole(filled: Record, guide: Guide, tmp_path: Path, note: str) -> None:
    pdf = written(read(filled, guide).with_note(note), guide, tmp_path / "a.pdf")
    assert pdf.pages <= 4
    assert "All 13 5.9 (10) 4.0 (9)" in pdf.text, "what comes after the note is there"
    whole(pdf)


def test_a_note_stands_as_it_was_written(filled: Record, guide: Guide, tmp_path: Path) -> None:
    text = written(read(filled, guide).with_note(NOTES["markup"]), guide, tmp_path / "a.pdf").text
    assert NOTES["markup"] in text


def test_a_part_is_not_torn_where_it_fits_on_a_page(filled: Record, guide: Guide, tmp_path: Path) -> None:
    for lines in range(4, 60, 5):
        report = read(filled, guide).with_note("\n".join(["Line."] * lines))
        words = written(report, guide, tmp_path / "a.pdf").words()
        pages_of = {word.page for word in words if word.text in ("Ordinary", "Source", "programme")}
        assert len(pages_of) == 1, lines


def test_a_year_and_a_lifetime_are_a_few_pages(record: Record, guide: Guide, tmp_path: Path) -> None:
    days = [date(1999, 1, 1) + timedelta(days=index * 30) for index in range(330)]
    put(record, (on(day, before=5, after=3) for day in days))
    pdf = written(read(record, guide, Period(date(1990, 1, 1), TODAY)), guide, tmp_path / "a.pdf")
    assert pdf.pages <= 3
    assert "1999 13 5.0 (13) 3.0 (13)" in pdf.text
    assert "All 330 5.0 (330) 3.0 (330)" in pdf.text
    whole(pdf)


@pytest.mark.parametrize(
    ("territory", "name"), [("US", "Letter"), ("CA", "Letter"), ("DE", "A4"), ("NZ", "A4"), ("GB", "A4")]
)
def test_the_paper_is_that_of_the_country(
    territory: str, name: str, filled: Record, guide: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = QLocale(QLocale.Language.English, QLocale.codeToTerritory(territory))
    monkeypatch.setattr(QLocale, "system", lambda: there)
    assert report_paper.paper_name(report_paper.paper()) == name
    pdf = written(read(filled, guide), guide, tmp_path / "a.pdf")
    assert pdf.size() == pytest.approx({"Letter": (612, 792), "A4": (595, 842)}[name], abs=1)
    assert pdf.pages == 1
    whole(pdf)


def test_a_printer_gets_the_same_page(filled: Record, guide: Guide, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    prepare(printer, QPageSize(QPageSize.PageSizeId.A4))
    pages = Pages(Content(read(filled, guide), guide, "0.1.0"), printer)
    painter = QPainter(printer)
    pages.paint(painter, 0)
    painter.end()
    printed = Pdf(tmp_path / "printed.pdf")
    assert printed.text == written(read(filled, guide), guide, tmp_path / "a.pdf").text
    whole(printed)


def test_a_muscle_or_item_that_this_guide_lacks_has_its_id(record: Record, guide: Guide, tmp_path: Path) -> None:
    put(record, [replace(on(TODAY), region=replace(LEFT, muscle="tensor"))])
    one = checks()[0]
    record.add_check(replace(one, answer=replace(one.answer, ticked=("older-item",))))
    text = written(read(record, guide), guide, tmp_path / "a.pdf").text
    assert "tensor, left 1 1 0 0 0 10" in text
    assert "older-item Ask a clinician first" in text


# The chart


def charted(report: Report) -> QImage:
    picture = QImage(round(report_chart.WIDTH_PX * 2), round(report_chart.HEIGHT_PX * 2), QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.scale(2, 2)
    report_chart.paint(painter, report, page_font())
    painter.end()
    return picture


def rated(*values: tuple[int, int] | None) -> tuple[Line, ...]:
    week = Period(date(2026, 11, 2), date(2026, 11, 8))
    return tuple(Line(week, 1, Ratings() if value is None else Ratings(value[0], 1, value[1], 1)) for value in values)


def rows_with_black(picture: QImage) -> list[int]:
    """Return the rows in which a mark is drawn: black itself is for nothing else."""
    return [
        y
        for y in range(40, picture.height() - 30)
        if any(QColor(picture.pixel(x, y)).lightness() < 25 for x in range(40, picture.width()))
    ]


def test_the_chart_marks_what_was_given_and_nothing_else(record: Record, guide: Guide) -> None:
    report = replace(read(record, guide), stretch=Stretch.WEEK)
    assert rows_with_black(charted(replace(report, lines=rated(None, None)))) == []
    low, high = (rows_with_black(charted(replace(report, lines=rated((value, value))))) for value in (2, 8))
    assert low
    assert high
    assert min(low) > max(high), "more discomfort stands higher"


def test_the_chart_takes_any_number_of_lines(record: Record, guide: Guide) -> None:
    report = replace(read(record, guide), stretch=Stretch.YEAR)
    for number in (0, 1, 30):
        charted(replace(report, lines=rated(*[(10, 0)] * number)))


def test_the_preview_is_the_same_text(filled: Record, guide: Guide, tmp_path: Path) -> None:
    report = read(filled, guide)
    shown = document(Content(report, guide, "0.1.0"), Sized(zoom=1.4), 96.0, 900).toPlainText()
    printed = written(report, guide, tmp_path / "a.pdf").text
    words = {word for word in shown.replace("\ufffc", " ").split() if word.isalpha()}
    assert len(words) > 100
    assert [word for word in words if word not in printed] == []
