"""Records to test with: sessions as they can really be, made by hand or by hypothesis."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from unknot.core.anatomy import Region, Side
from unknot.core.history import KeptPhase, KeptSession
from unknot.core.plan import Technique
from unknot.core.safety import StopReason
from unknot.core.screening import Answer, CheckKind, Urgency
from unknot.core.session import Outcome
from unknot.core.tally import day_of
from unknot.store.exporting import export_to
from unknot.store.kept import KeptCheck, new_id
from unknot.store.record import Record
from unknot.store.settings import Settings

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
MUSCLES = {"gluteus-medius": 4, "gluteus-minimus": 2, "piriformis": 2}
BOUNDARY = time(3)


def session(session_id: str = "", **values: Any) -> KeptSession:
    """Return a session that was done on the evening of `NOW`."""
    plain: dict[str, object] = {
        "id": session_id or new_id(),
        "region": Region("piriformis", Side.LEFT),
        "started_at": NOW,
        "ended_at": NOW + timedelta(minutes=5),
        "day": date(2026, 11, 22),
        "outcome": Outcome.COMPLETED,
        "stop_reason": None,
        "rehearsal": False,
        "before": 5,
        "after": None,
        "note": "",
        "updated_at": NOW + timedelta(minutes=5),
        "phases": (KeptPhase(Technique.COMPRESSION, 1, 60.0, 58.25), KeptPhase(Technique.STRIPPING, None, 60.0, 60.0)),
    }
    return KeptSession(**(plain | values))  # type: ignore[arg-type]


def exported(record: Record, folder: Path, settings: Settings | None = None, name: str = "out.json") -> bytes:
    """Return what an export of a record says at `NOW`."""
    path = folder / name
    export_to(path, record, settings or Settings(), NOW)
    return path.read_bytes()


ids = st.integers(0, 5).map(lambda number: str(UUID(int=number + (4 << 76) + (8 << 60))))
"""Few enough to meet again."""
zones = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
seconds = st.floats(0, 90, allow_nan=False)
ratings = st.none() | st.integers(0, 10)
notes = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@st.composite
def sessions(draw: st.DrawFn) -> KeptSession:
    """Return any session."""
    started = draw(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))).replace(microsecond=0)  # noqa: DTZ001
    began = started.replace(tzinfo=draw(zones))
    ended = began + timedelta(seconds=draw(st.integers(0, 900)))
    outcome = draw(st.sampled_from(Outcome))
    return session(
        draw(ids),
        region=Region(draw(st.sampled_from(sorted(MUSCLES))), draw(st.sampled_from(Side))),
        started_at=began,
        ended_at=ended,
        day=day_of(began, BOUNDARY),
        outcome=outcome,
        stop_reason=draw(st.none() | st.sampled_from(StopReason)) if outcome is Outcome.STOPPED else None,
        rehearsal=draw(st.booleans()),
        before=draw(ratings),
        after=draw(ratings),
        note=draw(notes),
        updated_at=ended + timedelta(seconds=draw(st.integers(0, 3))),
        phases=tuple(
            draw(
                st.lists(
                    st.builds(
                        KeptPhase,
                        st.sampled_from(Technique),
                        st.none() | st.integers(1, 4),
                        st.floats(1, 90, allow_nan=False),
                        seconds,
                    ),
                    max_size=3,
                )
            )
        ),
    )


def check(number: int) -> KeptCheck:
    """Return the answer to the safety check of a number up to 5. It is always the same: an answer never changes."""
    at = NOW + timedelta(hours=number)
    result = [None, *Urgency][number % 4]
    kind = CheckKind.WHOLE if number % 2 else CheckKind.DAILY
    agreed = {"cancer": date(2026, 11, 1)} if number == 1 else {}
    answer = Answer(at, kind, ("cancer",) if number else (), result, agreed, seen=number == 5)
    return KeptCheck(str(UUID(int=number + (4 << 76) + (9 << 60))), answer)


checks = st.integers(0, 5).map(check)
