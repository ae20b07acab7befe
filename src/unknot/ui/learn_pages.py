"""The pages of Learn that are made from what the guide holds anyway: one a muscle, and the sources."""

from collections.abc import Sequence

from unknot.core.anatomy import Muscle, Source, Statement
from unknot.guide.learn import REFERRAL, Page, Part
from unknot.guide.library import Guide
from unknot.i18n import _


def all_pages(guide: Guide, written: Sequence[Page]) -> tuple[Page, ...]:
    """Return every page in order: those of the muscles after the one on referral, or first; the sources at the end."""
    muscles = tuple(_muscle(muscle) for muscle in guide.anatomy.muscles)
    at = next((index for index, page in enumerate(written, 1) if page.id == REFERRAL), 0)
    return (*written[:at], *muscles, *written[at:], _sources(guide.sources))


def _muscle(muscle: Muscle) -> Page:
    seen = _("{muscle}: where to press, and the bone to keep off.").format(muscle=muscle.name)
    finding = tuple(found.statement for found in muscle.finding)
    return Page(
        f"muscle-{muscle.id}",
        muscle.name,
        (
            Part(
                lines=(muscle.refers,), picture=f"muscle:{muscle.id}", caption=Statement(seen, muscle.keep_off.source)
            ),
            Part(heading=_("How to find it"), points=finding),
            Part(heading=_("Stay off bone"), lines=(muscle.keep_off,)),
            Part(heading=_("With what, and how to lie"), lines=(muscle.tool, muscle.position)),
        ),
    )


def _sources(sources: Sequence[Source]) -> Page:
    guide = tuple(Statement(source.title, source) for source in sources if not source.beyond_guide)
    beyond = tuple(Statement(source.title, source) for source in sources if source.beyond_guide)
    return Page(
        "sources",
        _("Sources"),
        (Part(heading=_("The guide"), points=guide), Part(heading=_("Beyond the guide"), points=beyond)),
    )
