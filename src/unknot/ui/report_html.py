"""The page for a clinician as rich text: the same for the preview, for paper and for a PDF. Black on white.

First what has to be seen in half a minute: how much, how it felt, stops, what the check found. The tables come after.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from unknot.core.days import DayCount, Ratings
from unknot.core.plan import COMPRESSION_S, Dose, Technique
from unknot.core.report import Finding, Report, Stretch
from unknot.guide.library import Guide
from unknot.i18n import _, n_
from unknot.ui.report_words import (
    average,
    decimal,
    line_name,
    long_period,
    minutes,
    number,
    routine_words,
    safe_muscle,
    safe_region,
    short_day,
    technique_length,
    uses_spots,
)
from unknot.ui.theme import PLATE_FACES
from unknot.ui.words import source_mark

TEXT_PT = 9.0
"""The size of the page's text, in points, where nothing makes it smaller or larger."""
MOST_LINES = 24
"""Lines of a note that stand on lines of their own; what follows runs on, so that a note can't fill pages."""
CHART = "chart"
"""Names the anchor in the text where the chart goes."""
INK, QUIET, LINE = "#000000", "#444444", "#9a9a9a"


@dataclass(frozen=True, slots=True)
class Sized:
    """How large the page is written. `text` is a share of `TEXT_PT`, `zoom` enlarges everything, for a screen."""

    text: float = 1.0
    zoom: float = 1.0

    def pt(self, share: float = 1.0) -> str:
        """Return a size of text for a style sheet."""
        return f"{TEXT_PT * self.text * self.zoom * share:.2f}pt"

    def px(self, pixels: float) -> str:
        """Return a measure for a style sheet, in pixels of which 96 are an inch."""
        return f"{pixels * self.zoom:.2f}px"


def style_sheet(sized: Sized) -> str:
    """Return how the page is set: text, headings in the plate's face, tables with hairlines."""
    plate = ", ".join(f"'{face}'" for face in PLATE_FACES)
    pt, px = sized.pt, sized.px
    return f"""
    body, p, td, th {{ color: {INK}; font-size: {pt()}; }}
    h1 {{ font-family: {plate}; font-weight: 400; margin: 0; }}
    h2 {{ font-family: {plate}; font-weight: 400; margin-top: {px(9)}; margin-bottom: {px(2)}; }}
    p {{ margin-top: 0; margin-bottom: {px(3)}; }}
    p.quiet {{ color: {QUIET}; font-size: {pt(0.88)}; margin-top: {px(3)}; }}
    p.gap {{ font-size: {pt(0.5)}; margin: 0; }}
    p.blank {{ margin: 0; }}
    p.figure {{ font-size: {pt(1.75)}; font-weight: 600; margin: 0; }}
    p.caption {{ color: {QUIET}; font-size: {pt(0.88)}; margin: 0; }}
    table {{ border-collapse: collapse; }}
    th {{ font-weight: 600; text-align: left; }}
    table.lines th, table.lines td {{ padding: {px(1.6)} {px(6)} {px(1.6)} 0; }}
    table.lines th {{ border-bottom: {px(1)} solid {INK}; }}
    table.lines td {{ border-bottom: {px(0.75)} solid {LINE}; }}
    table.lines td.strong {{ font-weight: 600; }}
    table.lines td.total {{ font-weight: 600; border-bottom: {px(1)} solid {INK}; }}
    td.glance {{ padding: {px(6)} {px(8)} {px(6)} 0; border-top: {px(1)} solid {INK};
        border-bottom: {px(1)} solid {INK}; }}
    td.blank {{ padding-top: {px(9)}; }}
    td.line {{ padding-top: {px(9)}; border-bottom: {px(0.75)} solid {INK}; }}
    """


def page_html(report: Report, guide: Guide) -> str:
    """Return the body of the page; where a chart goes is an anchor named `CHART`."""
    parts = [_head(report), _glance(report, guide)]
    if not report.count.sessions:
        parts.append(_nothing())
    parts += [_stops(report, guide), _checks(report, guide), _note(report)]
    if report.count.sessions:
        parts += [_done(report, guide), _felt(report)]
    parts += [_programme(report, guide), _routines(report, guide)]
    return "<body>" + "".join(parts) + "</body>"


# Beginning


def _head(report: Report) -> str:
    days = (report.period.last - report.period.first).days + 1
    length = n_("{n} day", "{n} days", days).format(n=number(days))
    when = _("{period} ({days})").format(period=long_period(report.period), days=length)
    name, born = escape(_("Name")), escape(_("Date of birth"))
    line = '<td class="line"><p class="blank">&nbsp;</p></td>'
    rows = "".join(
        f'<tr><td class="blank" width="32%"><p class="blank">{said}</p></td>{line}</tr>' for said in (name, born)
    )
    blanks = f'<table width="100%">{rows}</table>'
    title = f"<h1>{escape(page_title())}</h1><p>{escape(when)}</p>"
    return f'<table width="100%"><tr><td width="56%">{title}</td><td width="44%">{blanks}</td></tr></table>'


def page_title() -> str:
    """Return what the page is called, on itself and in a file's data."""
    return _("Self-massage of the hips: a record")


def _nothing() -> str:
    words = _(
        "There is no session on record in this time. That is all right: this page says what was done and felt, once"
        " there is something to say."
    )
    return f"<p>&nbsp;</p><p>{escape(words)}</p>"


# In half a minute


def _glance(report: Report, guide: Guide) -> str:
    """Return the row of figures that are read first."""
    count = report.count
    cells = [
        (number(count.sessions), _completed(count)),
        (_days(report), _days_caption(report)),
        (_before_after(report.ratings), _rated(report.ratings)),
        (number(report.stopped), _stop_caption(report, guide)),
    ]
    if report.checks is not None:
        found = len(report.checks.findings) + report.checks.earlier
        cells.append((number(found), n_("check asked for a clinician", "checks asked for a clinician", found)))
    width = 100 // len(cells)
    inside = "".join(
        f'<td class="glance" width="{width}%"><p class="figure">{escape(figure)}</p>'
        f'<p class="caption">{escape(caption)}</p></td>'
        for figure, caption in cells
    )
    return f'<p class="gap">&nbsp;</p><table width="100%"><tr>{inside}</tr></table>'


def _completed(count: DayCount) -> str:
    return n_("session, {n} completed", "sessions, {n} completed", count.sessions).format(n=number(count.completed))


def _days(report: Report) -> str:
    days = (report.covered.last - report.covered.first).days + 1
    return _("{n} of {days}").format(n=number(report.days), days=number(days))


def _days_caption(report: Report) -> str:
    if report.begins is not None:
        return _("days with a session; the record begins on {day}").format(day=short_day(report.begins))
    if report.per_week is None or not report.count.sessions:
        return _("days with a session")
    return _("days with a session; {n} sessions a week").format(n=decimal(report.per_week))


def _before_after(ratings: Ratings) -> str:
    if not ratings.before_count and not ratings.after_count:
        return "–"
    shown = ("–" if value is None else decimal(value) for value in (ratings.before, ratings.after))
    return " / ".join(shown)


def _rated(ratings: Ratings) -> str:
    if not ratings.before_count and not ratings.after_count:
        return _("discomfort before / after: not given")
    words = _("discomfort before / after, 0 to 10; given {before} and {after} times")
    return words.format(before=number(ratings.before_count), after=number(ratings.after_count))


def _stop_caption(report: Report, guide: Guide) -> str:
    kinds = ", ".join(
        _("{n} {felt}").format(n=number(times), felt=_felt_like(guide, reason).lower())
        for reason, times in report.stop_counts
    )
    stops = n_("stop", "stops", report.stopped)
    return _("{stops}: {kinds}").format(stops=stops, kinds=kinds) if kinds else stops


def _felt_like(guide: Guide, reason: object) -> str:
    return next((words for known, words in guide.stop.reasons.items() if known == reason), _("Not said"))


# What was stopped, and found


def _stops(report: Report, guide: Guide) -> str:
    if not report.stops:
        return ""
    rows = [
        [short_day(stop.day), safe_region(guide.anatomy, stop.region), _felt_like(guide, stop.reason)]
        for stop in report.stops
    ]
    more = report.stopped - len(report.stops)
    said = _quiet(n_("And {n} earlier stop.", "And {n} earlier stops.", more).format(n=number(more))) if more else ""
    head = (_("Day"), _("Muscle and side"), _("What it felt like"))
    return _heading(_("Sessions that were stopped")) + _table(head, rows, (18, 34, 48), strong=2) + said


def _checks(report: Report, guide: Guide) -> str:
    title = _heading(_("Safety checks"))
    checks = report.checks
    if checks is None:
        return title + _quiet(_("Left out of this page."))
    if not checks.answered:
        answered = _("No safety check was answered in this time.")
    else:
        answered = n_("Answered {n} time.", "Answered {n} times.", checks.answered).format(n=number(checks.answered))
    if checks.answered and not checks.findings:
        answered = _("{times} None asked for a clinician.").format(times=answered)
    rows = [
        [_days_of(found), _items(guide, found.ticked), guide.check.ranks[found.result]] for found in checks.findings
    ]
    table = (
        _table((_("Day"), _("What was ticked"), _("What it asks for")), rows, (16, 61, 23), strong=2) if rows else ""
    )
    lines = [answered]
    if checks.earlier:
        lines.append(
            n_("And {n} earlier finding.", "And {n} earlier findings.", checks.earlier).format(n=checks.earlier)
        )
    lines += [
        _("{day}: the person said that a clinician had seen them about this.").format(day=short_day(day))
        for day in checks.seen
    ]
    agreed = [
        _("A clinician knows and agrees, as said on {day}: {items}").format(
            day=short_day(day), items=_items(guide, (item for item, said in checks.agreed if said == day))
        )
        for day in dict.fromkeys(day for _item, day in checks.agreed)
    ]
    return title + table + "".join(_plain(line) for line in agreed) + _quiet(" ".join(lines))


def _days_of(found: Finding) -> str:
    if found.times == 1:
        return short_day(found.first)
    times = n_("{n} time", "{n} times", found.times).format(n=found.times)
    return _("{first} to {last}, {times}").format(
        first=short_day(found.first, year=False), last=short_day(found.last), times=times
    )


def _items(guide: Guide, ticked: Iterable[str]) -> str:
    """Return ticked items in their own words; one that this guide lacks by its id."""
    words = {item.id: item.statement.text for item in guide.screening}
    return "; ".join(words.get(item, item) for item in ticked)


def _note(report: Report) -> str:
    if not report.note:
        return ""
    lines = [line.strip() for line in report.note.splitlines() if line.strip()]
    paragraphs = [*lines[:MOST_LINES], *filter(None, [" / ".join(lines[MOST_LINES:])])]
    return _heading(_("In the person's own words")) + "".join(_plain(line) for line in paragraphs)


# The tables


def _done(report: Report, guide: Guide) -> str:
    order = {region: index for index, region in enumerate(guide.anatomy.regions())}
    totals = sorted(report.totals, key=lambda total: (order.get(total.region, len(order)), total.region))
    rows = [
        _done_row(safe_region(guide.anatomy, total.region), total.count, minutes(total.seconds)) for total in totals
    ]
    rows.append(_done_row(_("All"), report.count, sum(minutes(total.seconds) for total in report.totals)))
    head = (
        *(_("Muscle and side"), _("Sessions"), _("Completed"), _("In part"), _("Stopped"), _("Interrupted")),
        _("Minutes"),
    )
    how = _(
        "Completed: every phase ran its time. In part: a phase was skipped. Interrupted: it ended without the person,"
        " for example when the computer slept. Minutes are those of the techniques alone."
    )
    return _heading(_("What was done")) + _table(head, rows, (28, 12, 12, 12, 12, 12, 12), numbers=1) + _quiet(how)


def _done_row(name: str, count: DayCount, worked: int) -> list[str]:
    figures = (count.sessions, count.completed, count.partial, count.stopped, count.interrupted, worked)
    return [name, *(number(figure) for figure in figures)]


def _felt(report: Report) -> str:
    rows = [
        [
            line_name(line, report.stretch),
            number(line.sessions),
            average(line.ratings.before, line.ratings.before_count),
            average(line.ratings.after, line.ratings.after_count),
        ]
        for line in report.lines
    ]
    whole = report.ratings
    overall = [
        _("All"),
        number(report.count.sessions),
        average(whole.before, whole.before_count),
        average(whole.after, whole.after_count),
    ]
    first = {Stretch.WEEK: _("Week"), Stretch.MONTH: _("Month"), Stretch.YEAR: _("Year")}[report.stretch]
    table = _table((first, _("Sessions"), _("Before"), _("After")), [*rows, overall], (31, 17, 26, 26), numbers=1)
    how = [_("0 is no discomfort, 10 the worst imaginable. Plain averages; in brackets how many were given.")]
    if report.more_lines:
        earlier = n_("{n} earlier year has no line.", "{n} earlier years have no line.", report.more_lines)
        how.append(earlier.format(n=report.more_lines))
    chart = f'<a name="{CHART}">&nbsp;</a>'
    both = (
        f'<table width="100%"><tr><td width="55%">{table}</td><td width="45%" align="right">{chart}</td></tr></table>'
    )
    return _heading(_("Discomfort before and after")) + both + _quiet(" ".join(how))


def _programme(report: Report, guide: Guide) -> str:
    """Return what the ordinary doses are and which were used last, with the source of each figure."""
    names = [guide.techniques[technique].name for technique in Technique]
    head = (_("A session"), *names, _("Spots"))
    rows: list[list[str]] = []
    ordinary = {one.ordinary for one in report.programme}
    if len(ordinary) == 1:
        rows.append([_("Ordinary"), *_dose_cells(*ordinary)])
    for one in report.programme:
        name = safe_muscle(guide.anatomy, one.muscle)
        if len(ordinary) > 1:
            rows.append([_("{muscle}, ordinary").format(muscle=name), *_dose_cells(one.ordinary)])
    for dose in dict.fromkeys(one.last for one in report.programme):
        if dose is not None:
            names_of = [safe_muscle(guide.anatomy, one.muscle) for one in report.programme if one.last == dose]
            rows.append([_("{muscle}, last used").format(muscle=", ".join(names_of)), *_dose_cells(dose)])
    ours, theirs = source_mark(beyond_guide=True), source_mark(beyond_guide=False)
    low, high = (f"{limit:g}" for limit in COMPRESSION_S)
    between = _("{source}: {low} to {high} s").format(source=theirs, low=low, high=high)
    rows.append([_("Source"), between, theirs, ours, ours])
    how = _(
        "Seconds on each spot; stripping is along the whole muscle. “{guide}”: the self-massage guide that Unknot"
        " follows. “{beyond}”: the program's own figure."
    ).format(guide=theirs, beyond=ours)
    return _heading(_("The programme")) + _table(head, rows, (25, 22, 17, 18, 18)) + _quiet(how)


def _dose_cells(dose: Dose) -> list[str]:
    lengths = [technique_length(dose, technique) for technique in Technique]
    return [*lengths, str(dose.spots) if uses_spots(dose) else "–"]


def _routines(report: Report, guide: Guide) -> str:
    if not report.routines:
        return ""
    rows = [[routine.name, routine_words(guide, routine)] for routine in report.routines]
    more = report.more_routines
    said = _quiet(n_("And {n} more.", "And {n} more.", more).format(n=number(more))) if more else ""
    return _heading(_("Routines of their own")) + _table((_("Name"), _("In this order")), rows, (26, 74)) + said


# Small pieces


def _heading(words: str) -> str:
    return f"<h2>{escape(words)}</h2>"


def _plain(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def _quiet(words: str) -> str:
    return f'<p class="quiet">{escape(words)}</p>'


def _table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    *,
    numbers: int | None = None,
    strong: int | None = None,
) -> str:
    """Return a table with hairlines. Columns from `numbers` on have figures; then the last row is their sum.

    What stands in the column `strong` is what one looks for.
    """

    def cell(tag: str, index: int, words: str, kind: str = "") -> str:
        side = ' align="right"' if numbers is not None and index >= numbers else ""
        named = f' class="{kind}"' if kind else ""
        return f'<{tag} width="{widths[index]}%"{side}{named}>{escape(words)}</{tag}>'

    def line(row: Sequence[str], *, last: bool) -> str:
        total = "total" if last and numbers is not None else ""
        cells = (cell("td", index, words, "strong" if index == strong else total) for index, words in enumerate(row))
        return f"<tr>{''.join(cells)}</tr>"

    top = "".join(cell("th", index, words) for index, words in enumerate(head))
    body = "".join(line(row, last=at == len(rows) - 1) for at, row in enumerate(rows))
    return f'<table class="lines" width="100%"><thead><tr>{top}</tr></thead>{body}</table>'
