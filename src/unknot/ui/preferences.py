"""What a person can set that concerns sessions, as the settings show it."""

import re
from dataclasses import dataclass
from typing import Literal

from unknot.core.tally import DAY_BOUNDARY, GOAL
from unknot.i18n import _

Theme = Literal["system", "light", "dark", "contrast"]
Motion = Literal["system", "none"]
WeekBegins = Literal["system", "monday", "saturday", "sunday"]

GOALS = (1, 20)
LATEST_END = "06:00"
RATES = 4
"""Steps of the voice's speed to either side of the usual one; each has words of its own."""
_NUMBER = re.compile(r"[0-9+*# ]{2,20}")


@dataclass(frozen=True, slots=True)
class Preferences:
    """All of it, at first as the program itself has it; what is not from the guide is the program's own.

    `voice_rate`: -1 slowest, 0 usual, 1 fastest. `volume`: 0 to 1. `half_way`, `ten_seconds` and `every_quarter` (what
    is left, every 15 seconds) are said besides; `ask_comfort` asks how strong it is. `distance_view`: a session begins
    in it. `goal`: repetitions a day, 1 to 20. `day_boundary`: `HH:MM`, `00:00` to `06:00`. `week_start`: the first day
    of a week in calendars. `remind`: every `remind_every_h` hours, 0.5 to 12, from `remind_from` until `remind_until`,
    `HH:MM`, across midnight too. `tray`: the program stays there when its window is closed. `at_login`: it starts with
    the computer.
    """

    voice: bool = True
    voice_rate: float = 0.0
    chimes: bool = True
    volume: float = 0.8
    half_way: bool = False
    ten_seconds: bool = False
    every_quarter: bool = False
    ask_comfort: bool = True
    distance_view: bool = False
    goal: int = GOAL
    day_boundary: str = DAY_BOUNDARY.isoformat("minutes")
    week_start: WeekBegins = "system"
    theme: Theme = "system"
    motion: Motion = "system"
    emergency_number: str = "112"
    remind: bool = False
    remind_every_h: float = 3.0
    remind_from: str = "09:00"
    remind_until: str = "21:00"
    tray: bool = False
    at_login: bool = False


DEFAULT = Preferences()


def rate_words(step: int) -> str:
    """Return in words how fast the voice is, `step` being -RATES to RATES."""
    return {
        -4: _("slowest"),
        -3: _("much slower"),
        -2: _("slower"),
        -1: _("a little slower"),
        0: _("usual"),
        1: _("a little faster"),
        2: _("faster"),
        3: _("much faster"),
        4: _("fastest"),
    }[step]


def is_number(words: str) -> bool:
    """Whether something can be an emergency number: 2 to 20 digits, spaces, +, * or #, with a digit among them."""
    return _NUMBER.fullmatch(words) is not None and any(sign.isdigit() for sign in words)
