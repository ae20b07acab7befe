"""Moments as they are stored: ISO 8601, milliseconds, with the offset of the wall clock."""

from datetime import datetime


def to_text(moment: datetime) -> str:
    """Write a moment. ValueError for one without an offset: nobody could tell when it was."""
    if moment.utcoffset() is None:
        raise ValueError(f"{moment} has no offset from UTC")
    return moment.isoformat(timespec="milliseconds")


def from_text(text: str) -> datetime:
    """Read a moment that was written by `to_text`. ValueError for one without an offset."""
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() is None:
        raise ValueError(f"{text} has no offset from UTC")
    return moment
