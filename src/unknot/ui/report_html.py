"""The page for a clinician as rich text: the same for the preview, for paper and for a PDF. Black on white.

First what has to be seen in half a minute: how much, how it felt, stops, what the check found. The tables come after.
"""

from collections.abc import Iterable, Iterator

from unknot.core.days import DayCount, Ratings
from unknot.core.report import Checks, Finding, Report
from unknot.guide.library import Guide
from unknot.i18n import _, n_
from unknot.markup import escape
from unknot.ui.report_set import headline, plain, quiet, table
from unknot.ui.report_tables import done, felt, programme, routines
from unknot.ui.report_words import decimal, long_period, number, safe_region, short_day

MOST_LINES = 24
"""Lines of a note that stand on lines of their own; what follows runs on, so that a note can't fill pages."""


def page_html(report: Report, guide: Guide, foot: str = "") -> str:
    """Return the body of the page; where a chart goes is an anchor named `CHART`.

    `foot` ends it where there is no sheet of paper to have it at its foot.
    """
    parts = [_head(report), _glance(report, guide)]
    if not report.count.sessions:
        parts.append(_nothing())
    parts += [_stops(report, guide), _checks(report, guide), _note(report)]
    if report.count.sessions:
        parts += [done(report, guide), felt(report)]
    parts += [programme(report, guide), routines(report, guide)]
    parts += [f"<hr>{quiet(foot)}"] if foot else []
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
    said = quiet(n_("And {n} earlier stop.", "And {n} earlier stops.", more).format(n=number(more))) if more else ""
    head = (_("Day"), _("Muscle and side"), _("What it felt like"))
    return headline(_("Sessions that were stopped")) + table(head, rows, (18, 34, 48), strong=2) + said


def _checks(report: Report, guide: Guide) -> str:
    checks = report.checks
    if checks is None:
        return headline(_("Safety checks")) + quiet(_("Left out of this page."))
    head = (_("Day"), _("What was ticked"), _("What it asks for"))
    rows = [
        [_days_of(found), _items(guide, found.ticked), guide.check.ranks[found.result]] for found in checks.findings
    ]
    listed = table(head, rows, (16, 61, 23), strong=2) if rows else ""
    agreed = (
        _("A clinician knows and agrees, as said on {day}: {items}").format(
            day=short_day(day), items=_items(guide, (item for item, said in checks.agreed if said == day))
        )
        for day in dict.fromkeys(day for _item, day in checks.agreed)
    )
    below = "".join(f'<p class="said">{escape(line)}</p>' for line in agreed)
    return headline(_("Safety checks")) + listed + below + quiet(" ".join(_about_checks(checks)))


def _about_checks(checks: Checks) -> Iterator[str]:
    """Yield what else there is to say of the checks."""
    if checks.earlier:
        earlier = n_("And {n} earlier finding.", "And {n} earlier findings.", checks.earlier)
        yield earlier.format(n=number(checks.earlier))
    if not checks.answered:
        yield _("No safety check was answered in this time.")
    else:
        times = n_("The check was answered {n} time.", "The check was answered {n} times.", checks.answered)
        yield times.format(n=number(checks.answered))
    if checks.answered and not checks.findings:
        yield _("None asked for a clinician.")
    for day in checks.seen:
        yield _("{day}: the person said that a clinician had seen them about this.").format(day=short_day(day))


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
    return headline(_("In the person's own words")) + "".join(plain(line) for line in paragraphs)
