"""The composition root: builds the parts, hands them to each other, shows the window, and sees it out."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtWidgets import QApplication, QWidget

from unknot import aio, resources, verbs
from unknot.asking import Asking
from unknot.between import Between, Means
from unknot.cli import WindowOptions, log_error
from unknot.conductor import Clock, Conductor
from unknot.conductor import SessionLog as ConductorLog
from unknot.core.anatomy import Region, Side
from unknot.core.session import Snapshot
from unknot.daily import DailyCopy
from unknot.days import Days
from unknot.desktop.alarm import PreciseAlarm
from unknot.desktop.application import program_icon
from unknot.desktop.clock import RehearsalClock, SystemClock
from unknot.desktop.last_call import last_call
from unknot.guide.library import Guide, load
from unknot.i18n import _, language
from unknot.keeping import FileSettings
from unknot.learning import Learning
from unknot.practice import Practice, dose_for
from unknot.routines import Routines
from unknot.speaker import Quiet, Speaker
from unknot.store.errors import StoreError
from unknot.store.journal import Journal
from unknot.store.places import Places
from unknot.store.session_log import SessionLog
from unknot.store.settings import Settings, read_settings
from unknot.today import Today
from unknot.ui import theme
from unknot.ui.keys import SessionKeys
from unknot.ui.placing import place, place_of
from unknot.ui.spoken import spoken
from unknot.ui.window import Window
from unknot.upkeep import Upkeep
from unknot.waking import Waking
from unknot.way_back import WayBack
from unknot.wishes import Wishes

if TYPE_CHECKING:
    from unknot.reporting import Reporting
    from unknot.surroundings import Surroundings

FRAME_S = 0.1
"""So much later than the window its picture is there, and what is not seen may begin."""
SETTLED_S = 2.0
"""So much later all that comes by itself has come."""
FASTEST_HEARD = 2.0
"""A rehearsal at more than this speed is silent: words would run into one another."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a running program is made of."""

    window: Window
    practice: Practice
    journal: Journal
    tasks: aio.Tasks
    keeper: FileSettings
    speaker: Speaker
    wishes: Wishes
    learning: Learning
    days: Days
    report: Callable[[QWidget | None], None]
    """Opens the page for a clinician, over the window or another one."""
    upkeep: Upkeep
    daily: DailyCopy
    watchers: list[Callable[[Snapshot], None]]
    """Told of each moment of a session after it was shown."""


def build(
    application: QApplication,
    places: Places,
    clock: Clock,
    *,
    rehearsal: bool,
    colours: theme.Colours | None = None,
    watch: Callable[[Snapshot], None] | None = None,
    window: Window | None = None,
) -> Parts:
    """Build the parts, in the event loop. Nothing sounds yet.

    `colours` None follows the settings; `watch` sees each moment of a session after it was shown. `window` is furnished
    if it is there already.
    """
    loop = asyncio.get_running_loop()
    root = resources.root()
    guide = load(root, language())
    settings, note = read_settings(places.settings, guide.anatomy.most_spots)
    fixed, colours = colours, colours or theme.colours_for(settings.theme)
    theme.apply(application, colours, root / "icons")
    window = Window() if window is None else window
    window.furnish(guide, root, colours)
    if note:
        window.show_notice(note)

    def report(line: str) -> None:
        loop.call_soon_threadsafe(window.show_notice, line)

    journal = Journal(places.database, report)
    tasks = aio.Tasks(lambda error: _task_failed(error, window, places, keeper))
    keeper = FileSettings(places.settings, settings, window.show_notice)
    log = SessionLog(journal, clock.wall, clock.uptime, rehearsal=rehearsal, boundary=settings.boundary)
    speaker = Speaker(Quiet(), clock.now, lambda cue, session: spoken(guide, cue, session))
    watchers = [] if watch is None else [watch]
    practice = _practice(application, guide, window, clock, log, keeper, tasks, watchers, speaker)
    wishes = Wishes(application, root, window, keeper, speaker, practice.conductor, fixed)
    learning = Learning(guide, window, root, language(), keeper, practice.something_changed)
    learning.wire()
    open_report = _reporting(guide, window, journal, clock, keeper, tasks)
    window.report_asked.connect(lambda: open_report(None))
    way_back = WayBack(journal, clock, places.backups, wishes.put)
    days = Days(practice, way_back)
    days.report_asked = lambda: open_report(days.shown)
    days.wire()
    watchers.append(days.follow)
    upkeep = Upkeep(guide, window, places, journal, clock, keeper, practice, wishes, way_back)
    upkeep.wire()
    daily = DailyCopy(window, places, clock, practice.conductor, keeper, tasks)
    return Parts(
        window, practice, journal, tasks, keeper, speaker, wishes, learning, days, open_report, upkeep, daily, watchers
    )


def _reporting(
    guide: Guide, window: Window, journal: Journal, clock: Clock, keeper: FileSettings, tasks: aio.Tasks
) -> Callable[[QWidget | None], None]:
    """Return what opens the page for a clinician; all of it is loaded when it is first wanted."""
    made: list[Reporting] = []

    def open_report(over: QWidget | None) -> None:
        from unknot.reporting import Reporting

        if not made:
            made.append(Reporting(guide, window, journal, clock, keeper, tasks))
        made[0].open(over)

    return open_report


def _practice(
    application: QApplication,
    guide: Guide,
    window: Window,
    clock: Clock,
    log: SessionLog,
    keeper: FileSettings,
    tasks: aio.Tasks,
    watchers: list[Callable[[Snapshot], None]],
    speaker: Speaker,
) -> Practice:
    practice: Practice

    def show(snapshot: Snapshot) -> None:
        practice.show(snapshot)
        for watch in watchers:
            watch(snapshot)

    conductor_log: ConductorLog = log
    conductor = Conductor(clock, PreciseAlarm(clock, window), conductor_log, show, speaker)
    practice = Practice(
        guide=guide,
        window=window,
        keys=SessionKeys(application),
        conductor=conductor,
        speaker=speaker,
        today=Today(guide, window, log.journal, clock, keeper),
        asking=Asking(guide, window, log.journal, clock),
        routines=Routines(guide, window, log.journal, clock, lambda muscle: dose_for(guide, keeper.settings, muscle)),
        log=log,
        journal=log.journal,
        clock=clock,
        keeper=keeper,
        tasks=tasks,
        rehearsal=log.rehearsal,
    )
    practice.wire()
    return practice


def _task_failed(error: BaseException, window: Window, places: Places, keeper: FileSettings) -> None:
    """Tell in plain words that something went wrong beside the window, and keep the details in the log."""
    if isinstance(error, StoreError):
        window.show_notice(str(error))
        return
    if not keeper.sealed:  # everything was deleted, the log as well
        log_error(error, places.log)
    window.show_notice(_("Something went wrong. What was recorded is safe; details are in the log."))


async def main(
    application: QApplication, places: Places, options: WindowOptions, window: Window, built: list[Parts]
) -> int:
    """Furnish the window, lead sessions until it is closed, and return the exit code. `built` takes what was built."""
    from unknot.desktop.signals import Termination
    from unknot.desktop.summons import Summons

    clock = SystemClock() if options.speed == 1.0 else RehearsalClock(options.speed)
    parts = build(application, places, clock, rehearsal=options.speed != 1.0, window=window)
    built.append(parts)
    practice = parts.practice
    leaving = asyncio.Event()
    between = Between(practice, Means(resources.root(), options.data_dir, leaving.set))
    window.closing.connect(between.close_window)
    application.commitDataRequest.connect(lambda _manager: practice.conductor.stop())
    parts.journal.do(lambda record: record.settle(clock.wall()))
    practice.pick(_first_region(options, parts.keeper.settings, practice.guide))
    window.distance_on_start |= options.distance
    if not window.isVisible():
        place(window, parts.keeper.settings.window)
        between.show_window(in_tray=options.in_tray)
    window.calm(still=True)  # until somebody comes, and what may move is known
    parts.learning.first_time()
    application.setWindowIcon(program_icon(resources.root()))
    waking = surround(parts, options.speed)
    rest = follow(parts, between)
    parts.daily.begin()
    termination = Termination(leaving.set)
    summons = Summons(places.folder)
    summons.called.connect(window.come_forward)
    settled = asyncio.get_running_loop().call_later(SETTLED_S, lambda: _settle(parts, places, waking))
    if window.closed_early:
        window.closing.emit()
    try:
        with last_call(lambda: screen_lost(built, places)):
            await leaving.wait()
    finally:
        practice.conductor.stop()  # closing is a stop: on record before the program goes
        window.hide()
        settled.cancel()
        rest()
        parts.daily.end()
        waking.close()
        summons.close()
        termination.close()
        parts.keeper.change(parts.keeper.settings.with_window(place_of(window)))
        _keep_sight(parts, places)
        parts.keeper.flush()
        await parts.tasks.end()
        lost = await asyncio.to_thread(parts.journal.close)
    return _tell_lost(lost, places)


def screen_lost(built: list[Parts], places: Places) -> int:
    """Save what there is and say so: the screen is gone, and Qt with it. Return the exit code."""
    lost = 0
    for parts in built:
        parts.practice.conductor.abandon()
        parts.keeper.flush()
        lost = parts.journal.close()
    verbs.complain(_("The screen is gone, so Unknot has ended. What was done until then is on record."))
    return _tell_lost(lost, places) or verbs.FAILED


def _tell_lost(lost: int, places: Places) -> int:
    """Say how many writes the disk refused to the end, if any, and return the exit code."""
    if not lost:
        return verbs.DONE
    verbs.complain(_("{count} changes could not be saved to {path}.").format(count=lost, path=places.database))
    return verbs.FAILED


def surround(parts: Parts, speed: float = 1.0) -> Waking:
    """Let the computer follow the sessions from the first touch on; return what gets it ready and lets go of it."""
    waking = Waking(parts.practice, lambda: _surround(parts, speed))
    parts.wishes.wake = parts.learning.wake = waking.wake
    return waking


def follow(parts: Parts, between: Between) -> Callable[[], None]:
    """Let reminders, tray and log-in follow the settings once the window is up; return what lets go of them."""

    def begin() -> None:
        between.begin()
        parts.watchers.append(between.watch)
        parts.wishes.remind(between)

    soon = asyncio.get_running_loop().call_later(FRAME_S, begin)

    def let_go() -> None:
        soon.cancel()
        between.close()

    return let_go


def _surround(parts: Parts, speed: float) -> "Surroundings":
    """Let the computer follow the sessions: with sound, unless they run too fast to be heard."""
    from unknot.surroundings import Surroundings

    parts.wishes.move()
    around = Surroundings(parts.window)
    settings = parts.keeper.settings
    if speed > FASTEST_HEARD:
        settings = structs.replace(settings, voice=False, chimes=False)
    parts.watchers.append(around.follow)
    parts.speaker.through(around.sounds)
    around.wire(parts.practice, parts.speaker, settings, language())
    if speed <= FASTEST_HEARD:
        parts.wishes.surround(around)
        parts.learning.surround(around)
    return around


def _first_region(options: WindowOptions, settings: Settings, guide: Guide) -> Region | None:
    """Return what is picked when the window opens: what was asked for, else what was picked last."""
    known = {muscle.id for muscle in guide.anatomy.muscles}
    if options.muscle in known:
        side = Side(options.side) if options.side else settings.side or Side.LEFT
        return Region(str(options.muscle), side)
    if settings.muscle in known and settings.side is not None:
        return Region(str(settings.muscle), settings.side)
    return None


def _settle(parts: Parts, places: Places, waking: Waking) -> None:
    """Give back what only the start needed, and have a first sight for the next one, whatever becomes of this one."""
    if parts.practice.busy:
        return
    if not (places.sight.exists() or parts.window.atlas.drawn_before):
        _keep_sight(parts, places)
    if not waking.awake:
        parts.window.let_go()
    aio.tidy()


def _keep_sight(parts: Parts, places: Places) -> None:
    """Keep what the window looks like as it opens, unless everything was deleted just now."""
    from unknot.last_seen import keep

    if not parts.keeper.sealed:
        keep(parts.window, parts.keeper.settings.theme, parts.practice.region, parts.practice.dose.spots, places.sight)
