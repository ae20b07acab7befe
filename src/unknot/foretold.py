"""What will become of the person's data, in plain lines, before anything is done to it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from unknot.core.safety import Rest, Uptime
from unknot.guide.library import Guide
from unknot.i18n import _, n_
from unknot.store.backup import BEFORE
from unknot.store.holding import Holdings
from unknot.ui.words import region_name, until_words


def holding_words(held: Holdings) -> str:
    """Return how many sessions a record has, and of when the last one is."""
    count = n_("{n:,} session", "{n:,} sessions", held.sessions).format(n=held.sessions)
    if held.last is None:
        return count
    return _("{count}, the last of {date} at {time}").format(
        count=count, date=held.last.date().isoformat(), time=held.last.strftime("%H:%M")
    )


def copy_words(path: Path) -> str:
    """Return what a copy is, by its name and when it was written."""
    at = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    date, time = at.date().isoformat(), at.strftime("%H:%M")
    if path.name.startswith(BEFORE):
        return _("{date} at {time}, before something was restored").format(date=date, time=time)
    return _("{date} at {time}").format(date=date, time=time)


def restore_lines(name: str, copy: Holdings, here: Holdings | None) -> tuple[str, ...]:
    """Return what restoring a copy does. `here` None: the record can't be read."""
    has = _("{name} is whole. It has {what}.").format(name=name, what=holding_words(copy))
    stays = _("A muscle that rests keeps resting.")
    if here is None:
        return (
            has,
            _("The record here can't be read. It is moved aside, not deleted, and the copy takes its place."),
        )
    return (
        has,
        _("The record here has {what}.").format(what=holding_words(here)),
        _("After this the record is as it was in the copy. What is here now is kept as a copy: you can undo this."),
        stays,
    )


def what_goes(held: Holdings, copies: int) -> tuple[str, ...]:
    """Return what deleting everything deletes."""
    sessions = n_("{n:,} session, with what you noted", "{n:,} sessions, with what you noted", held.sessions)
    own = n_("{n:,} routine of your own", "{n:,} routines of your own", held.routines)
    checks = n_("{n:,} answer to the safety check", "{n:,} answers to the safety check", held.checks)
    made = n_("{n:,} copy that Unknot made by itself", "{n:,} copies that Unknot made by itself", copies)
    counted = ((sessions, held.sessions), (own, held.routines), (checks, held.checks), (made, copies))
    lines = [words.format(n=count) for words, count in counted if count]
    lines.append(_("Your settings, the log, and all that could be undone"))
    return tuple(f"–  {line}" for line in lines)


def what_stays(guide: Guide, rests: Sequence[Rest], now: datetime, uptime: Uptime | None) -> tuple[str, ...]:
    """Return what deleting everything leaves."""
    lines = [
        _("{who} rests until {until}: nothing lifts that before.").format(
            who=region_name(guide.anatomy, rest.region), until=until_words(rest.ends(now, uptime), now)
        )
        for rest in rests
    ]
    lines.append(_("Files that you exported or backed up yourself are yours: they stay where you put them."))
    return tuple(f"–  {line}" for line in lines)
