"""What the computer does around a session: sound, a screen that stays on, sleep noticed, media keys heard.

Everything here is started after the window is up, answers late or never without harm, and goes with the window.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from unknot.core.session import HELD, OVER, Snapshot
from unknot.desktop.awake import Awake
from unknot.desktop.bus import session_address, try_out
from unknot.desktop.media_player import MediaPlayer
from unknot.desktop.sleep_signal import SleepSignal
from unknot.desktop.sounds import Sounds
from unknot.i18n import _
from unknot.practice import Practice
from unknot.speaker import Speaker
from unknot.store.settings import Settings
from unknot.ui.window import Window
from unknot.ui.words import phase_words, region_name


def problem_words(problem: str) -> str:
    """Return in one plain line what is the matter with the sound, and what to do; empty where it is well again."""
    return {
        "voice-missing": _("No voice on this computer: chimes go on. Install speech-dispatcher and espeak-ng for one."),
        "voice-hung": _("The voice does not answer: chimes go on. It is tried again."),
        "voice-died": _("The voice has ended and is started again."),
        "sound-missing": _("No sound device: watch the picture. Sound comes back when a device does."),
        "device-gone": _("The sound device is gone: the session goes on. Sound comes back when a device does."),
    }.get(problem, "")


class Surroundings(QObject):
    """Follows the moments of sessions, and tells the platform.

    `troubled` says in plain words what is the matter with the sound; an empty text that it is well.
    """

    troubled = Signal(str)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.sounds = Sounds(self)
        self._awake = Awake(self)
        self._sleep = SleepSignal(self)
        self._player = MediaPlayer(self)
        self._shown: tuple[str, ...] = ()
        self._latest: Snapshot | None = None
        self._following = QTimer(self, singleShot=True)
        self._following.timeout.connect(self._tell)
        self._problems = {"voice": "", "sound": ""}
        self._settings = Settings(voice=False, chimes=False)
        self._language = "en"
        self._testing = self._closed = False
        self.troubled.connect(window.show_sound)

    def wire(self, practice: Practice, speaker: Speaker, settings: Settings, language: str) -> None:
        """Connect everything, and start it in the next turn of the loop."""
        conductor = practice.conductor
        self._practice = practice
        self.sounds.spoken.connect(speaker.spoken)
        self.sounds.problem.connect(self._problem)
        self.sounds.voice_came.connect(self._speak_test)
        self._language = language
        self._sleep.about_to_sleep.connect(conductor.interrupt)
        self._player.play_pause.connect(conductor.pause_or_resume)
        self._player.play.connect(lambda: self._hold(held=True))
        self._player.pause.connect(lambda: self._hold(held=False))
        self._player.next.connect(conductor.skip)
        self._player.stop.connect(conductor.stop)
        self._player.raise_window.connect(self._window.come_forward)
        QTimer.singleShot(0, self, lambda: try_out(session_address(), self))
        QTimer.singleShot(0, self, self._sleep.listen)
        QTimer.singleShot(0, self, lambda: self.sound_as(settings))

    # Sound

    @property
    def trouble(self) -> str:
        """What is the matter with the sound now, in plain words; empty if nothing is."""
        return "\n".join(filter(None, self._problems.values()))

    def sound_as(self, settings: Settings) -> None:
        """Sound as the settings say, and let go of what is not wanted. Nothing is started once all is let go of."""
        if self._closed:
            return
        self._settings = settings
        self.sounds.configure(settings.voice_rate, settings.volume)
        self.sounds.start(language=self._language, voice=settings.voice, chimes=settings.chimes)
        for kind, wanted in (("voice", settings.voice), ("sound", settings.chimes)):
            if not wanted and self._problems[kind]:
                self._say_problem(kind, "")

    def hush(self) -> None:
        """Let the processes go that sound, until `sound_again`."""
        self.sounds.start(language=self._language, voice=False, chimes=False)

    def sound_again(self) -> None:
        """Sound as the settings said last."""
        self.sound_as(self._settings)

    def test(self) -> None:
        """Let everything that is wanted be heard once, as soon as it can be."""
        self._testing = self._settings.voice
        self.sound_as(self._settings)  # what was given up on is tried again
        self.sounds.play("begin")
        if self.sounds.voice_ready:
            self._speak_test()

    def _speak_test(self) -> None:
        if self._testing:
            self._testing = False
            self.sounds.say(_("This is how Unknot sounds."), cut=True)

    def _hold(self, *, held: bool) -> None:
        """Go on if the session is held, or hold it if it runs: not the other way round."""
        if self._practice.conductor.held is held:
            self._practice.conductor.pause_or_resume()

    def _problem(self, problem: str) -> None:
        """Say what is the matter for as long as it is."""
        self._say_problem("voice" if problem.startswith("voice-") else "sound", problem_words(problem))

    def _say_problem(self, kind: str, words: str) -> None:
        self._problems[kind] = words
        self.troubled.emit(self.trouble)

    def follow(self, snapshot: Snapshot) -> None:
        """Take one moment of a session, and tell of it in the next turn: no moment waits for the platform."""
        self._latest = snapshot
        self._following.start()

    def _tell(self) -> None:
        """Tell the platform how the session stands."""
        if self._latest is None:
            return
        session = self._latest.session
        if session.stage in OVER and not session.over:
            return  # the next of the routine begins at this very moment
        if session.counting:
            self._awake.hold()
        else:
            self._awake.release()
        if session.over:
            self._player.vanish()
            self._shown = ()
            return
        guide, plan = self._practice.guide, session.plan
        status = "Paused" if session.stage in HELD else "Playing"
        title, who = phase_words(guide, plan, session.index).name, region_name(guide.anatomy, plan.region)
        if self._shown != (status, title, who):
            if not self._shown:
                self._player.appear()
            self._shown = (status, title, who)
            self._player.show(status, title, who)

    def close(self) -> None:
        """Let go of everything."""
        self._closed = True
        self._following.stop()
        self._awake.release()
        self._player.vanish()
        self._sleep.close()
        self.sounds.close()
