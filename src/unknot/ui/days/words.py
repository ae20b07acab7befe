"""How days, weeks, counts and changes are said."""

from datetime import date, datetime

from unknot.core.calendar import View
from unknot.core.days import DayCount, Period
from unknot.core.history import KeptSession
from unknot.core.safety import StopReason
from unknot.core.session import Outcome
from unknot.guide.library import Guide
from unknot.i18n import _, n_


def nothing_yet() -> str:
    """Return what stands where there is no session yet."""
    return _("Nothing yet. After your first session it stands here.")


def month_name(month: int) -> str:
    """Return the name of a month, from 1."""
    return (
        *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June")),
        *(_("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
    )[month - 1]


def short_month(month: int) -> str:
    """Return the name of a month, from 1, as narrow columns have it."""
    return (
        *(_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun")),
        *(_("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")),
    )[month - 1]


def weekday_name(day: int) -> str:
    """Return the name of a day of the week, 0 for Monday."""
    return (
        *(_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday")),
        *(_("Friday"), _("Saturday"), _("Sunday")),
    )[day]


def short_weekday(day: int) -> str:
    """Return the name of a day of the week, 0 for Monday, as narrow columns have it."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[day]


def letter_of_weekday(day: int) -> str:
    """Return a day of the week, 0 for Monday, in one or two letters."""
    return (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))[day]


def day_words(day: date) -> str:
    """Return a day in full: `Sunday 22 November 2026`."""
    return _("{weekday} {day} {month} {year}").format(
        weekday=weekday_name(day.weekday()), day=day.day, month=month_name(day.month), year=day.year
    )


def short_day(day: date) -> str:
    """Return a day as a list has it: `Sun 22 Nov 2026`."""
    return _("{weekday} {day} {month} {year}").format(
        weekday=short_weekday(day.weekday()), day=day.day, month=short_month(day.month), year=day.year
    )


def moment_words(moment: datetime) -> str:
    """Return a day with a time of day, as a list has it: `Sun 22 Nov 2026, 19:00`."""
    return _("{day}, {clock}").format(day=short_day(moment.date()), clock=moment.strftime("%H:%M"))


def period_words(period: Period) -> str:
    """Return a period: a day, `16 to 22 November 2026`, or with both ends in full."""
    first, last = period.first, period.last
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        month = month_name(first.month)
        return _("{first} to {last} {month} {year}").format(
            first=first.day, last=last.day, month=month, year=first.year
        )
    return _("{first} to {last}").format(first=_short_date(first), last=_short_date(last))


def _short_date(day: date) -> str:
    return _("{day} {month} {year}").format(day=day.day, month=short_month(day.month), year=day.year)


def title_of(view: View, period: Period) -> str:
    """Return what stands over a calendar: `2026`, `November 2026`, `16 to 22 November 2026`."""
    match view:
        case View.YEAR:
            return str(period.first.year)
        case View.MONTH:
            return _("{month} {year}").format(month=month_name(period.first.month), year=period.first.year)
        case View.WEEK:
            return period_words(period)


def count_parts(count: DayCount) -> tuple[str, ...]:
    """Return what was done in some time, part by part; repetitions first, and only what there is."""
    parts = []
    if count.completed:
        parts.append(n_("{n:,} repetition", "{n:,} repetitions", count.completed).format(n=count.completed))
    return (*parts, *other_parts(count.partial, count.stopped, count.interrupted))


def other_parts(partial: int, stopped: int, interrupted: int) -> tuple[str, ...]:
    """Return what is no repetition, part by part. None of it is a failure."""
    parts = []
    if partial:
        parts.append(_("{n:,} in part").format(n=partial))
    if stopped:
        parts.append(_("{n:,} stopped").format(n=stopped))
    if interrupted:
        parts.append(_("{n:,} interrupted").format(n=interrupted))
    return tuple(parts)


def count_words(count: DayCount) -> str:
    """Return what was done in some time: `3 repetitions, 1 stopped`, or `nothing`."""
    return ", ".join(count_parts(count)) or _("nothing")


def outcome_name(outcome: Outcome) -> str:
    """Return how a session ended, in a word or two."""
    match outcome:
        case Outcome.COMPLETED:
            return _("Completed")
        case Outcome.PARTIAL:
            return _("In part")
        case Outcome.STOPPED:
            return _("Stopped")
        case Outcome.INTERRUPTED:
            return _("Interrupted")


def felt_name(guide: Guide, reason: StopReason | None) -> str:
    """Return what a stop felt like, as the question after it has it."""
    return _("Not said") if reason is None else guide.stop.reasons[reason]


def stopped_words(guide: Guide, reason: StopReason) -> str:
    """Return that a session was stopped, with what it felt like."""
    ended = outcome_name(Outcome.STOPPED)
    return _("{ended}: {felt}").format(ended=ended, felt=guide.stop.reasons[reason].lower())


def ended_words(guide: Guide, session: KeptSession) -> str:
    """Return how a session ended: what a stop felt like with it, and that a rehearsal does not count."""
    reason = session.stop_reason
    said = outcome_name(session.outcome) if reason is None else stopped_words(guide, reason)
    return _("{ended} (rehearsal, not counted)").format(ended=said) if session.rehearsal else said


def minutes_words(seconds: float) -> str:
    """Return the credited seconds of a session as minutes: `5.7`."""
    return f"{seconds / 60:.1f}"


def sum_of_minutes(seconds: float) -> str:
    """Return the credited seconds of many sessions as whole minutes: `2,880`."""
    return f"{seconds / 60:,.0f}"


def average_words(value: float | None) -> str:
    """Return an average of ratings with one decimal, or a dash where nobody said."""
    return "–" if value is None else f"{value:.1f}"


def change_words(kind: str, subject: str) -> str:
    """Return a change in words: what was done, by its kind as the record has it, and to what."""
    done = {
        "edit": _("Changed"),
        "delete": _("Deleted"),
        "add": _("Added"),
        "routine": _("Routine saved"),
        "routine-delete": _("Routine deleted"),
        "import": _("Imported"),
        "restore": _("Restored from a copy"),
    }[kind]
    return _("{done}: {what}").format(done=done, what=subject) if subject else done
