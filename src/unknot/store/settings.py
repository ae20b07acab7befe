"""What a person has set, kept as TOML: typed, checked, and only what differs from the defaults."""

import math
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Literal, Self

import msgspec
from msgspec import Meta

from unknot.core.anatomy import Region, Side
from unknot.core.plan import COMPRESSION_S, LEAD_IN_S, Dose, Technique
from unknot.core.tally import DAY_BOUNDARY, GOAL
from unknot.i18n import _
from unknot.store.errors import StoreError, plain
from unknot.store.files import write_whole
from unknot.store.moments import from_text

EMERGENCY_NUMBER = "112"
"""Works all over Europe and on every mobile phone; another can be set (the program's own)."""
MOST_SPOTS = 4
"""The most that any muscle offers."""

Theme = Literal["system", "light", "dark", "contrast"]
Motion = Literal["system", "none"]
WeekBegins = Literal["system", "monday", "saturday", "sunday"]
TIME_OF_DAY = r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z"
Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Rate = Annotated[float, Meta(ge=-1.0, le=1.0)]


class DoseSetting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The last dose of one muscle, as it is written."""

    compression_s: Annotated[float, Meta(ge=COMPRESSION_S[0], le=COMPRESSION_S[1])]
    spots: Annotated[int, Meta(ge=1, le=MOST_SPOTS)]
    techniques: Annotated[tuple[Technique, ...], Meta(min_length=1)]
    lead_in_s: Annotated[float, Meta(ge=LEAD_IN_S[0], le=LEAD_IN_S[1])]

    def __post_init__(self) -> None:
        """Refuse what limits alone let pass."""
        if not math.isfinite(self.compression_s) or not math.isfinite(self.lead_in_s):
            raise ValueError("seconds must be a number")
        if len(set(self.techniques)) < len(self.techniques):
            raise ValueError("a technique is there twice")

    @classmethod
    def of(cls, dose: Dose) -> Self:
        """Write a dose down. StoreError, one plain line, for one outside the limits."""
        values = {
            "compression_s": dose.compression_s,
            "spots": dose.spots,
            "techniques": dose.techniques,
            "lead_in_s": dose.lead_in_s,
        }
        try:
            return msgspec.convert(values, cls)
        except msgspec.ValidationError as error:
            raise StoreError(_("These values can't be kept: {why}.").format(why=where(error))) from error

    def dose(self) -> Dose:
        """Return the dose that was written down, techniques in the order in which a session uses them."""
        techniques = tuple(technique for technique in Technique if technique in self.techniques)
        return Dose(self.compression_s, self.spots, techniques, self.lead_in_s)


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Everything that can be set. `muscle`, `side`: picked last. `window`: x, y, width and height in pixels.

    `motion`: whether the picture may move by itself, or as the system wishes. `voice_rate`: -1 slowest, 0 usual, 1
    fastest. `say_every_quarter`: what is left, every 15 seconds. `ask_comfort`: how strong it is, with the word that it
    should be easing. `distance_view`: a session begins in it. `week_start`: the first day of a week in calendars.
    `remind`: a notification every `remind_every_h` hours between two times of day, `remind_from` and `remind_until`
    (the program's own figures). `reminded_at`: when the last one came, with its offset from UTC. `tray`: the program
    stays in the system's tray when its window is closed. `at_login`: it starts there with the computer. `country`: by
    its two letters, as confirmed at the first start. `welcomed`: the first pages were read to their end.
    """

    day_boundary: Annotated[str, Meta(pattern=r"^(0[0-5]:[0-5][0-9]|06:00)\Z")] = DAY_BOUNDARY.isoformat("minutes")
    goal: Annotated[int, Meta(ge=1, le=20)] = GOAL
    theme: Theme = "system"
    motion: Motion = "system"
    voice: bool = True
    voice_rate: Rate = 0.0
    chimes: bool = True
    volume: Share = 0.8
    say_half_way: bool = False
    say_ten_seconds: bool = False
    say_every_quarter: bool = False
    ask_comfort: bool = True
    distance_view: bool = False
    muscle: str | None = None
    side: Side | None = None
    doses: dict[str, DoseSetting] = {}
    window: tuple[int, int, int, int] | None = None
    emergency_number: Annotated[str, Meta(pattern=r"^[0-9+*# ]{2,20}\Z")] = EMERGENCY_NUMBER
    week_start: WeekBegins = "system"
    remind: bool = False
    remind_every_h: Annotated[float, Meta(ge=0.5, le=12.0)] = 3.0
    remind_from: Annotated[str, Meta(pattern=TIME_OF_DAY)] = "09:00"
    remind_until: Annotated[str, Meta(pattern=TIME_OF_DAY)] = "21:00"
    reminded_at: str | None = None
    tray: bool = False
    at_login: bool = False
    country: Annotated[str, Meta(pattern=r"^[A-Z]{2}\Z")] | None = None
    welcomed: bool = False

    def __post_init__(self) -> None:
        """Refuse a window without a size, a moment that is none, and what is no number."""
        if not all(math.isfinite(one) for one in (self.volume, self.voice_rate, self.remind_every_h)):
            raise ValueError("volume, voice_rate and remind_every_h must be numbers")
        if self.reminded_at is not None:
            from_text(self.reminded_at)
        if self.window is not None and min(self.window[2:]) < 1:
            raise ValueError("a window must have a width and a height")

    @property
    def boundary(self) -> time:
        """When a day ends."""
        return time.fromisoformat(self.day_boundary)

    def dose_for(self, muscle: str) -> Dose | None:
        """Return the dose last used for that muscle, or None."""
        setting = self.doses.get(muscle)
        return setting.dose() if setting else None

    def with_dose(self, muscle: str, dose: Dose) -> Self:
        """Return these settings with another dose for one muscle. StoreError for one outside the limits."""
        return msgspec.structs.replace(self, doses=self.doses | {muscle: DoseSetting.of(dose)})

    def with_window(self, window: tuple[int, int, int, int]) -> Self:
        """Return these settings with another place for the window: x, y, width and height in pixels."""
        return msgspec.structs.replace(self, window=window)

    def with_picked(self, region: Region) -> Self:
        """Return these settings with `region` as the one picked last."""
        return msgspec.structs.replace(self, muscle=region.muscle, side=region.side)


def load(path: Path, spots_max: Mapping[str, int] | None = None) -> Settings:
    """Read the settings; the defaults where there is no file. Changes nothing.

    `spots_max` has the limit of each muscle that is known. Raises StoreError, one plain line with the place in the
    file, where it can't be read or holds what is not allowed.
    """
    try:
        settings = msgspec.toml.decode(path.read_bytes(), type=Settings)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise StoreError(_("{path} can't be read: {why}.").format(path=path, why=plain(error))) from error
    except (ValueError, RecursionError) as error:  # msgspec's, tomllib's and wrong UTF-8 are all ValueErrors
        raise StoreError(_("{path} is damaged: {why}.").format(path=path, why=where(error))) from error
    for muscle, setting in settings.doses.items():
        limit = (spots_max or {}).get(muscle, MOST_SPOTS)
        if setting.spots > limit:
            place = f"doses.{muscle}.spots"
            why = _("{where}: {value} is more than {limit}").format(where=place, value=setting.spots, limit=limit)
            raise StoreError(_("{path} is damaged: {why}.").format(path=path, why=why))
    return settings


def read_settings(path: Path, spots_max: Mapping[str, int] | None = None) -> tuple[Settings, str | None]:
    """Read the settings, or the defaults with a note, one plain line, where they can't be used.

    A damaged file is kept beside as `settings.toml.damaged`, so that it can be mended by hand.
    """
    try:
        return load(path, spots_max), None
    except StoreError as error:
        return Settings(), f"{error} {_set_aside(path)}"


def write_settings(path: Path, settings: Settings) -> None:
    """Write the settings in one step. Raises StoreError; then the file stays as it was."""
    try:
        write_whole(path, to_toml(settings).encode())
    except OSError as error:
        raise StoreError(
            _("The settings can't be saved to {path}: {why}.").format(path=path, why=plain(error))
        ) from error


def to_toml(settings: Settings) -> str:
    """Write the settings down."""
    import tomli_w  # only who writes pays for it

    return tomli_w.dumps(msgspec.to_builtins(settings))


def of_toml(text: str) -> Settings:
    """Read what `to_toml` wrote."""
    return msgspec.toml.decode(text, type=Settings)


def _set_aside(path: Path) -> str:
    aside = path.with_name(path.name + ".damaged")
    try:
        path.replace(aside)
    except OSError:
        return _("The defaults are used.")
    return _("It is kept as {name}; the defaults are used.").format(name=aside.name)


def where(error: BaseException) -> str:
    """Return the place before what is wrong: "Expected `int` <= 20 - at `$.goal`" as "goal: Expected `int` <= 20"."""
    lines = str(error).splitlines() or [type(error).__name__]
    what, _at, place = lines[0].partition(" - at `$")
    place = place.rstrip("`").lstrip(".")
    return f"{place}: {what}" if place else what
