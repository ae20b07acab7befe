"""What is said of a moment of a session: the same words wherever it is shown."""

from dataclasses import dataclass

from unknot.core.anatomy import Statement
from unknot.core.plan import Kind, Tool
from unknot.core.session import HELD, Session, Snapshot, Stage, easing_is_due
from unknot.guide.library import Guide
from unknot.i18n import _
from unknot.ui.words import phase_words, region_name, source_mark, time_left

SOON_S = 10
"""From so many seconds before a change on, `then` says what comes."""


@dataclass(frozen=True, slots=True)
class MomentWords:
    """The words of one moment. `spot`, `pace` and `then` are empty where there is nothing to say.

    `spoken` is the time as a tool reads it out, `source` where `line` comes from, `unit` what the digits count,
    `then` the very next change, in the last `SOON_S` seconds before it, and `coming` the index of the phase that
    `then`, or else `following`, is about.
    """

    who: str
    title: str
    spot: str
    digits: str
    spoken: str
    unit: str
    pace: str
    line: str
    source: str
    following: str
    then: str
    coming: int | None
    pause: str


def moment_words(guide: Guide, snapshot: Snapshot) -> MomentWords:
    """Return what is said of a moment of a session that is not over."""
    session = snapshot.session
    held = session.stage in HELD
    soon = session.counting and snapshot.seconds <= SOON_S
    line = _line(guide, snapshot)
    return MomentWords(
        who=_who(guide, session),
        title=_title(guide, session),
        spot=_spot(session),
        digits=str(snapshot.seconds),
        spoken=time_left(snapshot.seconds),
        unit=_unit(session),
        pace=_pace(guide, session),
        line=_held(session) if held else line.text,
        source=_("Source: {source}").format(source=line.source.title),
        following=_following(guide, session),
        then=_then(guide, session) if soon else "",
        coming=_changes_to(session) if soon else _leads_to(session),
        pause=_("Resume") if held else _("Pause"),
    )


def _leads_to(session: Session) -> int | None:
    """Return the index of the technique that comes next, or None; after a pause, the one that was held."""
    if session.returning and session.left_s > 0.0:
        return session.index
    return session.plan.next_technique(session.index)


def _who(guide: Guide, session: Session) -> str:
    """Return the muscle and side; in a routine, the how manieth it is."""
    who, place = region_name(guide.anatomy, session.plan.region), session.place
    if place.count == 1:
        return who
    return _("{who}: {n} of {count}").format(who=who, n=place.number, count=place.count)


def _title(guide: Guide, session: Session) -> str:
    if session.stage is Stage.LEAD_IN:
        return guide.moves.lead_in.name
    return phase_words(guide, session.plan, session.index).name


def _line(guide: Guide, snapshot: Snapshot) -> Statement:
    session = snapshot.session
    if session.stage is Stage.LEAD_IN:
        return guide.moves.into(session.plan, None if session.returning else session.place.previous)
    if snapshot.easing:
        return guide.strength.ease
    if easing_is_due(session, snapshot.now):
        return guide.strength.easing
    return phase_words(guide, session.plan, session.index).instruction


def _unit(session: Session) -> str:
    """Return what the digits count, how long it is in all, and where that length comes from."""
    if session.stage in HELD:
        return _("seconds left, held")
    phase = session.phase
    length = session.plan.lead_in_s if session.returning else phase.duration_s
    guide = not session.returning and phase.kind in (Kind.COMPRESSION, Kind.FRICTION)
    words = _("of {n} seconds (guide)") if guide else _("of {n} seconds (app default)")
    return words.format(n=round(length))


def _pace(guide: Guide, session: Session) -> str:
    """Return how fast the mark on the picture moves, and where that comes from."""
    technique = session.phase.technique
    pace = guide.techniques[technique].pace if technique is not None else None
    if pace is None or session.returning:
        return ""
    mark = source_mark(beyond_guide=pace.source.beyond_guide)
    return _("{words} ({mark})").format(words=pace.text, mark=mark)


def _held(session: Session) -> str:
    if session.stage is Stage.INTERRUPTED:
        return _("Interrupted: the computer was away. Only what was seen counts. Resume when you are ready.")
    return _("Paused. Take your time; it goes on with a fresh lead-in.")


def _spot(session: Session) -> str:
    spot = session.phase.spot
    return "" if spot is None else _("spot {n} of {count}").format(n=spot, count=session.plan.spots)


def _following(guide: Guide, session: Session) -> str:
    index, after = _leads_to(session), session.place.following
    if index is None and after is not None:
        return _("Next: {phase}").format(phase=region_name(guide.anatomy, after.region))
    if index is None:
        return _("Last phase")
    return _("Next: {phase}").format(phase=phase_words(guide, session.plan, index).name)


def _changes_to(session: Session) -> int | None:
    """Return the index of what comes at once: a gap in which one stays on the spot is passed over."""
    plan, index = session.plan, _leads_to(session)
    if index is None or index <= session.index + 1:
        return index
    coming = plan.phases[session.index + 1]
    stays = coming.kind is Kind.GAP and plan.phases[index].spot == session.phase.spot
    return index if stays else session.index + 1


def _then(guide: Guide, session: Session) -> str:
    """Return the very next change: a move where there is one to make, else the technique."""
    plan, index = session.plan, _changes_to(session)
    if index is None:
        return _last(guide, session)
    coming, work = plan.phases[index], plan.work_at(index)
    if coming.kind is Kind.CHANGE:
        return _("Then: change to the roller") if coming.tool is Tool.ROLLER else _("Then: change to the ball")
    if coming.kind is Kind.GAP and work.spot is not None:
        return _("Then: move to spot {n}").format(n=work.spot)
    name = phase_words(guide, plan, index).name
    words = _("Then: {phase}, same spot") if index == session.index + 2 else _("Then: {phase}")
    return words.format(phase=name)


def _last(guide: Guide, session: Session) -> str:
    """Return what comes after the last phase: in a routine, the next muscle or the other side."""
    after = session.place.following
    if after is None:
        return _("Then: you are done")
    who = region_name(guide.anatomy, after.region)
    if after.region.side is session.plan.region.side:
        return _("Then: {phase}").format(phase=who)
    return _("Then: turn over, {who}").format(who=who)
