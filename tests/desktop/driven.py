"""A small program around one part of `unknot.desktop`, for the tests: does what its input says, line by line.

Arguments: awake, sleep, player or notifications; and for the first and the last the milliseconds that a service may
take. A line is a method and what it takes, parted by bars, and "did" and the method is said when it has returned.
"settle" says "settled" when the bus has answered all that was asked of it, and what it sent before has been seen to;
"quit" ends.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, SignalInstance

from unknot.desktop import awake, notifications
from unknot.desktop.awake import Awake
from unknot.desktop.bus import BUS, Bus
from unknot.desktop.media_player import MediaPlayer
from unknot.desktop.notifications import Notification, Notifications
from unknot.desktop.sleep_signal import SleepSignal

SLEEPER = "io.github.unknot.Sleeper"
FOR_EVER_MS = 10**9


def say(line: str) -> None:
    """Say a line."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Keeper(Awake):
    """Can be told to wait no longer for a service, so that no test waits for that."""

    def give_up(self) -> None:
        """Do what happens when a service has taken too long."""
        assert isinstance(self._system, awake._Desktop)
        self._system._patience.timeout.emit()


def sleeper() -> SleepSignal:
    """Make what hears of sleep; it says "listening" once the bus knows, and has a name of its own then."""
    listener = SleepSignal(application)
    listener.about_to_sleep.connect(lambda: say("about to sleep"))
    bus: Bus = listener._bus
    # After what the part asks for when the bus is ready: answers come in the order of what was asked.
    bus.ready.connect(
        lambda: bus.call(BUS, "RequestName", "su", SLEEPER, 0, answered=lambda _: say("listening")),
    )
    return listener


def player() -> MediaPlayer:
    """Make a player that ends when it is asked to stop, as the end of a session does."""
    made = MediaPlayer(application)
    for wish in ("play_pause", "play", "pause", "next", "stop", "raise_window"):
        signal: SignalInstance = getattr(made, wish)
        signal.connect(lambda wish=wish: say(wish))
    made.stop.connect(made.vanish)
    return made


class Notifier(Notifications):
    """Shows a reminder with two buttons, and says what comes of it."""

    def __init__(self) -> None:
        super().__init__(Path("/usr/share/icons/unknot.svg"), application)
        self.pressed.connect(lambda key: say(f"pressed {key} {os.environ.get('XDG_ACTIVATION_TOKEN', '')}".rstrip()))
        self.found.connect(lambda there: None if there else say("missing"))

    def remind(self, body: str) -> None:
        """Show a notification."""
        self.show(Notification("Unknot", body, {"start": "Start", "later": "In 30 minutes"}, "Show Unknot"))

    def ask(self) -> None:
        """Ask whether silence is wanted, and say what the answer is."""
        self.ask_silence(lambda silence: say(f"silence: {silence}"))


def part(name: str) -> QObject:
    """Make the part."""
    if name == "notifications":
        notifications.PATIENCE_MS = int(sys.argv[2]) if len(sys.argv) > 2 else FOR_EVER_MS
        return Notifier()
    if name == "sleep":
        return sleeper()
    if name == "player":
        return player()
    awake.PATIENCE_MS = int(sys.argv[2]) if len(sys.argv) > 2 else FOR_EVER_MS
    return Keeper(application)


def settle() -> None:
    """Ask the bus something, as soon as it can be asked: it answers in the order in which it is asked."""
    bus = driven._bus if isinstance(driven, SleepSignal) else driven._system._bus  # type: ignore[attr-defined]

    def ask() -> None:
        bus.call(BUS, "GetId", answered=lambda _: say("settled"))

    if bus._sends():
        ask()
    else:
        bus.ready.connect(ask)


def read() -> None:
    """Do what has been written."""
    said = os.read(0, 65536).decode()
    for line in said.splitlines():
        method, *given = line.split("|")
        if method == "settle":
            settle()
        elif method != "quit":
            getattr(driven, method)(*given)
            say(f"did {method}")
    if not said or "quit" in said.splitlines():
        application.quit()


application = QCoreApplication([])
driven = part(sys.argv[1])
notifier = QSocketNotifier(0, QSocketNotifier.Type.Read, application)
notifier.activated.connect(read)
say("ready")
application.exec()
