"""How the widgets say things: names of regions and phases, spoken times."""

from datetime import datetime, timedelta

from unknot.core.anatomy import Anatomy, Region, Side, Source, Statement
from unknot.core.felt import Place
from unknot.core.plan import Plan
from unknot.core.safety import Rest, Uptime
from unknot.guide.library import Guide
from unknot.guide.words import MoveWords, TechniqueWords
from unknot.i18n import _, n_
from unknot.markup import escape


def side_name(side: Side) -> str:
    """Return the side as a word."""
    return _("left") if side is Side.LEFT else _("right")


def region_name(anatomy: Anatomy, region: Region) -> str:
    """Return the name of a muscle on a side, as every place in the program has it."""
    return _("{muscle}, {side}").format(muscle=anatomy.muscle(region.muscle).name, side=side_name(region.side))


def place_name(anatomy: Anatomy, place: Place) -> str:
    """Return the name of an area with its side, if it has one."""
    area = anatomy.area(place.area).name
    return area if place.side is None else _("{area}, {side}").format(area=area, side=side_name(place.side))


def duration(seconds: int) -> str:
    """Return whole seconds as words: `58 seconds`, `1 minute`, `1 minute 5 seconds`."""
    minutes, rest = divmod(seconds, 60)
    said_minutes = n_("{n} minute", "{n} minutes", minutes).format(n=minutes)
    said_seconds = n_("{n} second", "{n} seconds", rest).format(n=rest)
    if not minutes:
        return said_seconds
    return said_minutes if not rest else _("{minutes} {seconds}").format(minutes=said_minutes, seconds=said_seconds)


def time_left(seconds: int) -> str:
    """Return the spoken time of the clock: `58 seconds left`."""
    return _("{time} left").format(time=duration(seconds))


def phase_words(guide: Guide, plan: Plan, index: int) -> TechniqueWords | MoveWords:
    """Return the name and the one line of what to do in the phase at `index`."""
    technique = plan.phases[index].technique
    if technique is not None:
        return guide.techniques[technique]
    return guide.moves.at(plan, index) or guide.moves.lead_in


def source_mark(*, beyond_guide: bool) -> str:
    """Return the short mark behind what is told: whether it is the guide's."""
    return _("beyond the guide") if beyond_guide else _("guide")


def quiet_mark(source: Source) -> str:
    """Return that mark as rich text, quietly."""
    mark = escape(source_mark(beyond_guide=source.beyond_guide))
    return f'<span style="font-size:small;">({mark})</span>'


def sourced(statement: Statement) -> str:
    """Return a statement as rich text with its source behind it, quietly."""
    return f"{escape(statement.text)} {quiet_mark(statement.source)}"


def rest_words(guide: Guide, rest: Rest, now: datetime, uptime: Uptime | None = None) -> str:
    """Return in one line why a muscle rests and until when."""
    until = until_words(rest.ends(now, uptime), now)
    if rest.reason is None:
        return _("Rests until {until}: you stopped here and did not say what it felt like.").format(until=until)
    felt = guide.stop.reasons[rest.reason].lower()
    return _("Rests until {until}: you stopped here ({felt}).").format(until=until, felt=felt)


def rest_lines(guide: Guide, rest: Rest, now: datetime, uptime: Uptime | None = None) -> tuple[str, ...]:
    """Return what a person whose muscle rests should read: why, until when, and when to get help."""
    unanswered = [guide.stop.unanswered.text] if rest.reason is None else []
    said = [line.text for line in (*guide.stop.nerve_like, guide.stop.stays)]
    return (rest_words(guide, rest, now, uptime), *unanswered, *said, *watch_lines(guide))


def watch_lines(guide: Guide) -> tuple[str, ...]:
    """Return when to get help at once: the lead-in, then a line for each red flag."""
    return (guide.stop.watch_for.text, *(f"–  {flag.statement.text}" for flag in guide.red_flags))


def until_words(end: datetime, now: datetime) -> str:
    """Return a time of day, with its date where it is not today's."""
    clock = end.strftime("%H:%M")
    if end.date() == now.date():
        return clock
    if (end.date() - now.date()).days == 1:
        return _("{clock} tomorrow").format(clock=clock)
    return _("{clock} on {date}").format(clock=clock, date=end.date().isoformat())


def ago(passed: timedelta) -> str:
    """Return in words how long ago something was: `just now`, `5 minutes ago`, `2 hours ago`, `3 days ago`."""
    minutes = max(0, int(passed.total_seconds() // 60))
    if not minutes:
        return _("just now")
    if minutes < 60:
        return n_("{n} minute ago", "{n} minutes ago", minutes).format(n=minutes)
    hours = minutes // 60
    if hours < 24:
        return n_("{n} hour ago", "{n} hours ago", hours).format(n=hours)
    days = hours // 24
    return n_("{n} day ago", "{n} days ago", days).format(n=days)
