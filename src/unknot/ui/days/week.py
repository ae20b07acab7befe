"""On which day a week begins, as the person set it or as their system has it."""

from PySide6.QtCore import QLocale, Qt

from unknot.core.days import WeekStart

_SET = {"monday": WeekStart.MONDAY, "saturday": WeekStart.SATURDAY, "sunday": WeekStart.SUNDAY}
_SYSTEM = {Qt.DayOfWeek.Saturday: WeekStart.SATURDAY, Qt.DayOfWeek.Sunday: WeekStart.SUNDAY}


def week_start(setting: str) -> WeekStart:
    """Return the first day of a week for a setting: a day, or `system`. A day that nobody can set is Monday."""
    return _SET.get(setting) or _SYSTEM.get(QLocale.system().firstDayOfWeek(), WeekStart.MONDAY)
