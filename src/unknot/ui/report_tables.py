"""The tables of the page for a clinician: what was done, discomfort, the programme, routines of the person's own."""

from unknot.core.days import DayCount
from unknot.core.plan import COMPRESSION_S, Dose, Technique
from unknot.core.report import Report, Stretch
from unknot.guide.library import Guide
from unknot.i18n import _, n_
from unknot.ui.report_set import headline, quiet, table
from unknot.ui.report_words import (
    average,
    line_name,
    minutes,
    number,
    routine_words,
    safe_muscle,
    safe_region,
    technique_length,
    uses_spots,
)
from unknot.ui.words import source_mark

CHART = "chart"
"""Names the anchor in the text where the chart goes."""


def done(report: Report, guide: Guide) -> str:
    """Return what was done on each muscle and side."""
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
    return headline(_("What was done")) + table(head, rows, (28, 12, 12, 12, 12, 12, 12), numbers=1) + quiet(how)


def _done_row(name: str, count: DayCount, worked: int) -> list[str]:
    figures = (count.sessions, count.completed, count.partial, count.stopped, count.interrupted, worked)
    return [name, *(number(figure) for figure in figures)]


def felt(report: Report) -> str:
    """Return the averages before and after, line by line, with the place of the chart beside them."""
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
    averages = table((first, _("Sessions"), _("Before"), _("After")), [*rows, overall], (31, 17, 26, 26), numbers=1)
    how = [_("0 is no discomfort, 10 the worst imaginable. Plain averages; in brackets how many were given.")]
    if report.more_lines:
        earlier = n_("{n} earlier year has no line.", "{n} earlier years have no line.", report.more_lines)
        how.append(earlier.format(n=report.more_lines))
    chart = f'<td width="45%" align="right"><a name="{CHART}">&nbsp;</a></td>'
    both = f'<table width="100%"><tr><td width="55%">{averages}</td>{chart}</tr></table>'
    return headline(_("Discomfort before and after")) + both + quiet(" ".join(how))


def programme(report: Report, guide: Guide) -> str:
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
    return headline(_("The programme")) + table(head, rows, (25, 22, 17, 18, 18)) + quiet(how)


def _dose_cells(dose: Dose) -> list[str]:
    lengths = [technique_length(dose, technique) for technique in Technique]
    return [*lengths, str(dose.spots) if uses_spots(dose) else "–"]


def routines(report: Report, guide: Guide) -> str:
    """Return the person's own routines, step by step."""
    if not report.routines:
        return ""
    rows = [[routine.name, routine_words(guide, routine)] for routine in report.routines]
    more = report.more_routines
    said = quiet(n_("And {n} more.", "And {n} more.", more).format(n=number(more))) if more else ""
    return headline(_("Routines of their own")) + table((_("Name"), _("In this order")), rows, (26, 74)) + said
