"""What a session says aloud: short, in the order in which somebody on the floor needs it."""

from unknot.core.anatomy import Side
from unknot.core.cues import Cue, Saying
from unknot.core.plan import Kind
from unknot.core.session import Session
from unknot.guide.library import Guide
from unknot.guide.words import StrengthWords
from unknot.i18n import _
from unknot.ui.words import duration, phase_words, region_name


def spoken(guide: Guide, cue: Cue, session: Session) -> str:
    """Return the words of a cue, or an empty text where there is nothing to say."""
    match cue.saying:
        case Saying.READY:
            return _ready(guide, session)
        case Saying.PHASE:
            return _phase(guide, session, cue.index)
        case Saying.EASING | Saying.COMFORT | Saying.EASE:
            return _strength(guide.strength, cue.saying)
        case Saying.HALF_WAY:
            return _("Half way.")
        case Saying.TEN_SECONDS:
            return _("Ten seconds.")
        case Saying.SECONDS_LEFT:
            return _("{time} left.").format(time=duration(cue.seconds))
        case Saying.PAUSED:
            return _("Paused.")
        case Saying.INTERRUPTED:
            return _("Interrupted. Only what was seen counts.")
        case Saying.DONE:
            return _("Done. Take your time getting up.")
    return ""


def _strength(words: StrengthWords, saying: Saying) -> str:
    """Return what is said of how strong it is."""
    if saying is Saying.EASE:
        return words.ease.text
    return words.easing.text if saying is Saying.EASING else f"{words.easing.text} {words.ask.text}"


def _ready(guide: Guide, session: Session) -> str:
    """Return how one gets into position; in a routine, for what, and that one turns over."""
    plan = session.plan
    previous = None if session.returning else session.place.previous
    who = region_name(guide.anatomy, plan.region)
    said = _("{who}. {words}").format(who=who, words=guide.moves.into(plan, previous).text)
    if previous is None or previous.region.side is plan.region.side:
        return said
    now = _("Now the left side.") if plan.region.side is Side.LEFT else _("Now the right side.")
    return f"{now} {said}"


def _phase(guide: Guide, session: Session, index: int) -> str:
    """Return what to do now; between techniques, what comes after it, too, for the hands need to know."""
    words = phase_words(guide, session.plan, index)
    phase = session.plan.phases[index]
    if phase.technique is not None:
        spot = _spot(session, index)
        return _("{name}{spot}. {words}").format(name=words.name, spot=spot, words=words.instruction.text)
    following = session.plan.next_technique(index)
    if phase.kind is Kind.CHANGE and following is not None:
        after = phase_words(guide, session.plan, following).name
        return _("{words} Next: {phase}.").format(words=words.instruction.text, phase=after)
    return words.instruction.text


def _spot(session: Session, index: int) -> str:
    """Return which spot it is where there are several and it is a new one."""
    plan, spot = session.plan, session.plan.phases[index].spot
    first = all(phase.spot != spot for phase in plan.phases[:index])
    if spot is None or plan.spots == 1 or not first:
        return ""
    return _(", spot {n}").format(n=spot)
