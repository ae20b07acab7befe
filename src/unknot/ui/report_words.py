"""How the page for a clinician writes days, figures and doses. All of it from the catalogue, so in one language."""

from datetime import date

from unknot.core.anatomy import Anatomy, Region
from unknot.core.days import Period
from unknot.core.plan import FRICTION_S, STRIPPING_S, Dose, Technique
from unknot.core.report import Line, Stretch
from unknot.core.routine import Routine
from unknot.guide.library import Guide
from unknot.i18n import _, n_
from unknot.ui.words import region_name, side_name

NBSP = "\u00a0"


def month(number: int) -> str:
    """Return the name of a month, from 1."""
    names = (
        *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August")),
        *(_("September"), _("October"), _("November"), _("December")),
    )
    return names[number - 1]


def short_month(number: int) -> str:
    """Return the name of a month, from 1, as a table has it."""
    names = (
        *(_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"), _("Jul"), _("Aug"), _("Sep"), _("Oct")),
        *(_("Nov"), _("Dec")),
    )
    return names[number - 1]


def long_day(day: date) -> str:
    """Return a day as `22 November 2026`; it does not break."""
    written = _("{day} {month} {year}").format(day=day.day, month=month(day.month), year=day.year)
    return written.replace(" ", NBSP)


def short_day(day: date, *, year: bool = True) -> str:
    """Return a day as `22 Nov 2026`, or as `22 Nov`; it does not break."""
    name = short_month(day.month)
    if year:
        written = _("{day} {month} {year}").format(day=day.day, month=name, year=day.year)
    else:
        written = _("{day} {month}").format(day=day.day, month=name)
    return written.replace(" ", NBSP)


def long_period(period: Period) -> str:
    """Return a period as `26 October 2026 to 22 November 2026`."""
    if period.first == period.last:
        return long_day(period.first)
    return _("{first} to {last}").format(first=long_day(period.first), last=long_day(period.last))


def line_name(line: Line, stretch: Stretch) -> str:
    """Return what a line of the averages is for: `16–22 Nov`, `26 Oct – 1 Nov`, `Nov 2026`, `2026`."""
    first, last = line.period.first, line.period.last
    if stretch is Stretch.YEAR:
        return str(first.year)
    if stretch is Stretch.MONTH:
        return f"{short_month(first.month)}{NBSP}{first.year}"
    if first == last:
        return short_day(first, year=False)
    if first.month == last.month:
        return f"{first.day}–{short_day(last, year=False)}"
    return f"{short_day(first, year=False)}{NBSP}– {short_day(last, year=False)}"


def tick_name(line: Line, stretch: Stretch) -> str:
    """Return what stands under a line's place in the chart: its first day, month or year."""
    first = line.period.first
    if stretch is Stretch.YEAR:
        return str(first.year)
    return short_month(first.month) if stretch is Stretch.MONTH else short_day(first, year=False)


def number(count: int) -> str:
    """Return a whole number, in groups of three digits."""
    return f"{count:,}".replace(",", _(","))


def decimal(value: float) -> str:
    """Return a number to one decimal."""
    return f"{value:.1f}".replace(".", _("."))


def average(value: float | None, count: int) -> str:
    """Return an average with how often it was given: `5.2 (14)`; a dash where it never was."""
    return "–" if value is None else f"{decimal(value)}{NBSP}({number(count)})"


def minutes(seconds: float) -> int:
    """Return whole minutes; a little work is one minute, and only none is none."""
    return max(1, round(seconds / 60)) if seconds > 0 else 0


def seconds(value: float) -> str:
    """Return seconds as `60 s`."""
    return _("{s} s").format(s=f"{value:g}").replace(" ", NBSP)


def safe_region(anatomy: Anatomy, region: Region) -> str:
    """Return the name of a muscle and side; that of a muscle which this guide lacks is its id."""
    try:
        return region_name(anatomy, region)
    except KeyError:
        return _("{muscle}, {side}").format(muscle=region.muscle, side=side_name(region.side))


def safe_muscle(anatomy: Anatomy, muscle: str) -> str:
    """Return the name of a muscle; its id where this guide lacks it."""
    try:
        return anatomy.muscle(muscle).name
    except KeyError:
        return muscle


def technique_length(dose: Dose, technique: Technique) -> str:
    """Return how long a technique is done: a spot, but for stripping; a dash where it is not."""
    if technique not in dose.techniques:
        return "–"
    if technique is Technique.STRIPPING:
        return seconds(STRIPPING_S)
    return seconds(dose.compression_s if technique is Technique.COMPRESSION else FRICTION_S)


def uses_spots(dose: Dose) -> bool:
    """Whether a dose works on single spots: stripping alone has none."""
    return set(dose.techniques) != {Technique.STRIPPING}


def dose_words(guide: Guide, dose: Dose) -> str:
    """Return a dose in one line: `2 spots; sustained compression 60 s, circular friction 60 s, stripping 60 s`."""
    work = ", ".join(
        f"{guide.techniques[technique].name.lower()} {technique_length(dose, technique)}"
        for technique in dose.techniques
    )
    if not uses_spots(dose):
        return work
    spots = n_("{n} spot", "{n} spots", dose.spots).format(n=dose.spots).replace(" ", NBSP)
    return _("{spots}; {techniques}").format(spots=spots, techniques=work)


def routine_words(guide: Guide, routine: Routine) -> str:
    """Return the steps of a routine; neighbours with the same dose have it named once."""
    parts: list[str] = []
    for index, step in enumerate(routine.steps):
        name = safe_region(guide.anatomy, step.region)
        following = routine.steps[index + 1] if index + 1 < len(routine.steps) else None
        if following is not None and following.dose == step.dose:
            parts.append(name)
        else:
            parts.append(_("{muscle} ({dose})").format(muscle=name, dose=dose_words(guide, step.dose)))
    return "; ".join(parts)
