"""The Days window: the person's days, weeks and months as the record has them. Loaded when it is first opened."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from unknot import aio
from unknot.core.days import DayCount, Period, WeekStart, by_week, week_of
from unknot.core.history import KeptSession, Wanted
from unknot.core.safety import StopReason, resting
from unknot.core.session import OVER, Snapshot
from unknot.core.tally import day_of
from unknot.i18n import _
from unknot.practice import Practice, dose_for
from unknot.store.errors import StoreError
from unknot.ui.words import ago, region_name, rest_words
from unknot.way_back import WayBack

if TYPE_CHECKING:
    from unknot.amending import Amending
    from unknot.core.anatomy import Region
    from unknot.listing import Listing
    from unknot.store.record import Record
    from unknot.ui.days.weeks_page import Seen
    from unknot.ui.days.window import DaysWindow

Work = Callable[[], Awaitable[None]]
MOST_LINES = 400
"""More sessions than a week's cells could show."""


@dataclass(eq=False)
class Days:
    """Opens the window beside the main one, and tells it what it shows.

    `report_asked` is called when the person wants a page for a clinician; without it none is offered.
    """

    practice: Practice
    way_back: WayBack
    report_asked: Callable[[], None] | None = None
    _shown: "DaysWindow | None" = None
    _amending: "Amending | None" = None
    _due: "Region | None" = None
    _listing: "Listing | None" = None

    def wire(self) -> None:
        """Listen to what the person wants."""
        self.practice.window.days_asked.connect(self.open)
        self.practice.window.dressed.connect(self._dress)

    def follow(self, snapshot: Snapshot) -> None:
        """Leave the screen to a session that runs: nothing may lie over its clock."""
        if self._shown is not None and snapshot.session.stage not in OVER and self._shown.isVisible():
            self._shown.hide()

    def open(self, page: str = "") -> None:
        """Show the window, at a page if one is named. Not while a session runs."""
        if self.practice.conductor.active:
            self.practice.window.show_notice(_("Days can be opened when the session is over."))
            return
        shown = self._made()
        if page:
            shown.turn(page)
        shown.show()
        shown.raise_()
        shown.activateWindow()
        self._look()

    def close(self) -> None:
        """Put the window away."""
        if self._shown is not None:
            self._shown.hide()

    @property
    def shown(self) -> "DaysWindow":
        """The window, made if it was not yet."""
        return self._made()

    def _made(self) -> "DaysWindow":
        if self._shown is None:
            from unknot.amending import Amending
            from unknot.listing import Listing
            from unknot.ui.days.window import DaysWindow

            window = self.practice.window
            shown = DaysWindow(self.practice.guide, window.colours, self._today, self._week_start, window)
            shown.offer_report(on=self.report_asked is not None)
            shown.looked.connect(self._look)
            shown.report.connect(self._report)
            shown.today.next_wanted.connect(self._start_next)
            shown.today.aged.connect(self._look)
            shown.calendar.wanted.connect(lambda: self._start(self._read_calendar))
            shown.calendar.opened.connect(self.open_day)
            self._listing = listing = Listing(self.practice.journal, shown.sessions)
            shown.sessions.listing.connect(lambda: self._start(listing.show))
            shown.sessions.missing.connect(lambda: self._start(listing.feed))
            shown.weeks.wanted.connect(lambda: self._start(self._read_weeks))
            self._shown = shown
            self._amending = Amending(self.practice, self.way_back, shown, self._look)
            self._amending.wire()
        return self._shown

    def _report(self) -> None:
        if self.report_asked is not None:
            self.report_asked()

    def _dress(self) -> None:
        if self._shown is not None:
            self._shown.dress(self.practice.window.colours)
            self._look()

    # What holds now

    @property
    def _today(self) -> date:
        return day_of(self.practice.clock.wall(), self.practice.keeper.settings.boundary)

    @property
    def _week_start(self) -> WeekStart:
        from unknot.ui.days.week import week_start

        return week_start(self.practice.keeper.settings.week_start)

    # Reading

    def _start(self, work: Work) -> None:
        self.practice.tasks.start(self._told(work))

    async def _told(self, work: Work) -> None:
        """Read something; where the record can't be read, say so in the window."""
        try:
            await work()
        except StoreError as error:
            if self._shown is not None:
                self._shown.say(str(error))

    def _look(self) -> None:
        """Read what the page that is shown shows."""
        shown, listing = self._shown, self._listing
        if shown is None or listing is None or not shown.isVisible():
            return
        start = self._week_start
        shown.calendar.begin_weeks(start)
        shown.sessions.offer_days(self._today, start)
        read = {
            "today": self._read_today,
            "calendar": self._read_calendar,
            "sessions": listing.show,
            "weeks": self._read_weeks,
        }
        self._start(read[shown.page])

    async def _read_today(self) -> None:
        from unknot.core.due import next_due
        from unknot.store.standing import standings
        from unknot.ui.days.today_page import TodayRow

        guide, clock = self.practice.guide, self.practice.clock
        now, uptime, goal = clock.wall(), clock.uptime(), self.practice.keeper.settings.goal
        day, regions = self._today, guide.anatomy.regions()
        found, rests = await aio.done(
            self.practice.journal.do(lambda record: standings(record, day, regions, goal, now, uptime))
        )
        rows = []
        for one in found:
            rest = resting(rests, one.region, now, uptime)
            why = "" if rest is None else rest_words(guide, rest, now, uptime)
            last = "" if one.last is None else ago(now - one.last)
            rows.append(TodayRow(region_name(guide.anatomy, one.region), one.tally, last, why))
        self._due = next_due(found)
        if self._shown is not None:
            due = "" if self._due is None else region_name(guide.anatomy, self._due)
            self._shown.today.show_day(day, rows, due)

    def _start_next(self) -> None:
        """Lead the next one that is due, as if it had been picked and started in the main window."""
        practice, due = self.practice, self._due
        if due is None:
            return
        practice.pick(due)
        if practice.region != due:  # something else is on its way, and has a dialog open
            return
        if self._shown is not None:
            self._shown.hide()
        practice.start(dose_for(practice.guide, practice.keeper.settings, due.muscle))

    # The calendar

    def open_day(self, day: date) -> None:
        """Show the sessions of a day."""
        shown = self._made()
        shown.sessions.offer_days(self._today, self._week_start, also=Period(day, day))
        shown.turn("sessions")

    async def _read_calendar(self) -> None:
        from unknot.core.calendar import View
        from unknot.ui.days.calendar_page import Shown

        shown = self._shown
        if shown is None:
            return
        period, view = shown.calendar.period, shown.calendar.view
        counts, some, empty = await aio.done(
            self.practice.journal.do(lambda record: _calendar(record, period, with_sessions=view is View.WEEK))
        )
        lines: dict[date, list[str]] = {}
        for session in some:
            who = region_name(self.practice.guide.anatomy, session.region)
            lines.setdefault(session.day, []).append(f"{session.started_at:%H:%M} {who}")
        goal = self.practice.keeper.settings.goal
        shown.calendar.show_period(Shown(period, counts, self._today, self._week_start, goal, lines, empty))

    # Over weeks

    async def _read_weeks(self) -> None:
        shown = self._shown
        if shown is None:
            return
        start = self._week_start
        last = week_of(self._today, start)
        period = Period(last.first - timedelta(weeks=shown.weeks.count - 1), last.last)
        seen = await aio.done(self.practice.journal.do(lambda record: _weeks_of(record, period, start)))
        shown.weeks.show_weeks(seen)


def _calendar(
    record: "Record", period: Period, *, with_sessions: bool
) -> tuple[Mapping[date, DayCount], Sequence[KeptSession], bool]:
    """Return a period's counts by day, its sessions in order where they are wanted, and whether there is none."""
    from unknot.store import listing, summaries

    some: Sequence[KeptSession | None] = ()
    if with_sessions:
        some = listing.page(record, listing.listed(record, Wanted(period, descending=False))[:MOST_LINES])
    real = tuple(one for one in some if one is not None and not one.rehearsal)
    return summaries.counts(record, period), real, summaries.span(record) is None


def _weeks_of(record: "Record", period: Period, start: WeekStart) -> "Seen":
    from unknot.store import summaries
    from unknot.ui.days.weeks_page import Seen

    stops = {
        None if reason is None else StopReason(reason): times
        for reason, times in summaries.stops(record, period).items()
    }
    weeks = by_week(summaries.ratings(record, period), period, start)
    return Seen(weeks, summaries.totals(record, period), stops, summaries.span(record) is None)
