"""The sessions as a long list: sorted and filtered by the database, and read a page at a time."""

from collections.abc import Sequence

from unknot.core.history import KeptSession, SortBy, Wanted
from unknot.store import reading
from unknot.store.record import Record

_ORDER = {
    SortBy.START: ("julianday(started_at)",),
    SortBy.REGION: ("muscle", "side"),
    SortBy.OUTCOME: ("outcome",),
    SortBy.BEFORE: ("discomfort_before IS NULL", "discomfort_before"),
    SortBy.AFTER: ("discomfort_after IS NULL", "discomfort_after"),
    SortBy.NOTE: ("note = ''", "note COLLATE NOCASE"),
}


def listed(record: Record, wanted: Wanted, most: int | None = None) -> tuple[str, ...]:
    """Return the ids of the sessions that are wanted, in order, or the first ones: `most` of them."""
    where, values = ["outcome IS NOT NULL"], list[str]()
    if wanted.period is not None:
        where.append("day BETWEEN ? AND ?")
        values += [wanted.period.first.isoformat(), wanted.period.last.isoformat()]
    if wanted.region is not None:
        where.append("muscle = ? AND side = ?")
        values += [wanted.region.muscle, wanted.region.side.value]
    if wanted.outcome is not None:
        where.append("outcome = ?")
        values.append(wanted.outcome.value)
    for word in wanted.words.split():
        where.append("instr(lower(note), lower(?))")
        values.append(word)
    way = "DESC" if wanted.descending else "ASC"
    key = _ORDER[wanted.sort]
    order = [f"{part} ASC" if part.endswith(("IS NULL", "= ''")) else f"{part} {way}" for part in key]
    order += [f"id {way}"] if wanted.sort is SortBy.START else ["julianday(started_at) DESC", "id"]  # as in the index
    rows = record.connection.execute(
        f"SELECT id FROM sessions WHERE {' AND '.join(where)} ORDER BY {', '.join(order)} LIMIT ?",  # noqa: S608
        (*values, -1 if most is None else most),
    )
    return tuple(row_id for (row_id,) in rows)


def page(record: Record, ids: Sequence[str]) -> tuple[KeptSession | None, ...]:
    """Return the sessions of these ids, in their order; None for one that is not there any more."""
    found = {session.id: session for session in reading.sessions_of(record.connection, ids)}
    return tuple(found.get(session_id) for session_id in ids)
