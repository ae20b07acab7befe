"""The tones, in a process of its own: `python -m unknot.desktop.chime_process`.

A sound server may block whoever asks it for something, and Qt's multimedia costs what the window need not carry.

Orders: `{"play": "tick"}`, `{"silence": true}`, `{"volume": 0.8}`. Answers: `{"ready": true}`, `{"device": "name"}`,
`{"problem": "no-device"}`, `{"played": "tick"}` when a tone has sounded to its end, and
`{"done": number}` to each order.
"""

import os
import signal
import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QTimer, QtMsgType, QUrl, qInstallMessageHandler
from PySide6.QtMultimedia import QAudioDevice, QMediaDevices, QSoundEffect

from unknot import resources
from unknot.desktop.orders import CHANGED, LOOK_AGAIN, Order, Orders, number

WARMING = "wake"
STUCK_MS = 2500
"""No tone lasts as long. Where one does, its device or the sound server is gone."""
SETTLED_MS = 300
"""When a headset comes or goes, devices change several times within this time."""
BETWEEN_MS = 1500
"""Tones that follow one another do so within this time: a new start, a third of a second, waits for them."""
BUSY = "Invalid socket"
"""In what Qt says, over and over, while it keeps a core busy with a socket of its own that it has closed."""
NONE_MS = 5000
"""Without any device, how long a sound server may take to tell of one, before it is asked anew."""


class Chimes:
    """Plays on the device that is the system's default when it begins; for another one, it asks to be started anew.

    Qt 6.11 can't change over: what is rebuilt for another device may stay mute, or keep a core busy with warnings about
    a socket, and it hears nothing of a sound server that was started anew. A new process costs a third of a second.
    """

    def __init__(self) -> None:
        self._lost_socket = False
        self._anew = _timer(BETWEEN_MS, lambda: os._exit(CHANGED))
        self._orders = Orders(self._take, lambda: None)  # what plays ends with the process
        self._effects: dict[str, QSoundEffect] = {}
        self._playing: list[str] = []
        self._devices = QMediaDevices()
        device = QMediaDevices.defaultAudioOutput()
        self._device = bytes(device.id().data())
        self._stuck = _timer(STUCK_MS, lambda: os._exit(1))
        self._settled = _timer(SETTLED_MS, self._look)
        self._devices.audioOutputsChanged.connect(self._settled.start)
        self._orders.listen()
        if device.isNull():
            self._none = _timer(NONE_MS, lambda: os._exit(LOOK_AGAIN))
            self._none.start()
            self._orders.answer(problem="no-device")
        else:
            self._load(device)
            self._orders.answer(device=device.description())
        self._orders.answer(ready=True)

    def _take(self, _number: int, order: Order) -> None:
        match order:
            case {"play": str(name)}:
                self._play(name)
            case {"silence": True}:
                self._silence()
            case {"volume": float() | int()}:
                for effect in self._effects.values():
                    effect.setVolume(min(1.0, max(0.0, number(order, "volume", 1.0))))

    def _look(self) -> None:
        if bytes(QMediaDevices.defaultAudioOutput().id().data()) != self._device:
            os._exit(CHANGED)

    def _load(self, device: QAudioDevice) -> None:
        """Load every tone, and open the device by one that is not heard: the first is a quarter of a second late."""
        files = {file.stem: QUrl.fromLocalFile(str(file)) for file in (resources.root() / "sounds").glob("*.wav")}
        for name, file in files.items():
            self._effects[name] = effect = QSoundEffect(device)
            effect.setSource(file)
            effect.playingChanged.connect(self._changed)
        self._warming = QSoundEffect(device)
        self._warming.setSource(files[WARMING])
        self._warming.setVolume(0.0)
        self._warming.play()

    def _play(self, name: str) -> None:
        effect = self._effects.get(name)
        if effect is None:
            return
        self._playing.append(name)
        self._anew.stop()
        self._stuck.start()
        effect.play()

    def _changed(self) -> None:
        """Note which tones have sounded to their end."""
        for name in [name for name in self._playing if not self._effects[name].isPlaying()]:
            self._playing.remove(name)
            self._orders.answer(played=name)
        if not self._playing:
            self._stuck.stop()
            self._rest()

    def lose_socket(self) -> None:
        """Take that Qt keeps a core busy, and start anew as soon as no tone is in the way."""
        self._lost_socket = True
        self._rest()

    def _rest(self) -> None:
        if self._lost_socket and not self._playing:
            self._anew.start()

    def _silence(self) -> None:
        """End what sounds, with a tone that is not heard: else what is in the device's buffer comes before the next."""
        self._stuck.stop()
        if self._playing:
            self._playing = []
            self._warming.play()
        for effect in self._effects.values():
            effect.stop()
        self._rest()


def _timer(interval_ms: int, due: Callable[[], object]) -> QTimer:
    timer = QTimer(singleShot=True, interval=interval_ms)
    timer.timeout.connect(due)
    return timer


def watch_for_lost_sockets(chimes: Chimes) -> None:
    """Tell when Qt says that it has lost a socket.

    Qt 6.11.3 does so about once in two hundred times that its audio engine goes to rest, without any change of device,
    and then uses a core for nothing else (measured: one of eight processes within 90 s of a tone every few seconds).
    """

    def heard(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        if BUSY in words:
            qInstallMessageHandler(None)  # once is enough: it is said thousands of times a second
            QTimer.singleShot(0, chimes.lose_socket)

    qInstallMessageHandler(heard)


def main() -> int:
    """Play until stdin closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a key in the terminal goes to all; the program itself says when
    # Where a device goes, Qt 6.11 keeps listening to a socket that is closed. With GLib's event loop it then warns of
    # that for ever and does nothing else; with its own it goes on.
    os.environ["QT_NO_GLIB"] = "1"
    application = QCoreApplication(["unknot"])
    QCoreApplication.setLibraryPaths([])  # without Qt's players of films, which tones do not need: 15 MB less
    application.setApplicationName("Unknot")
    chimes = Chimes()
    watch_for_lost_sockets(chimes)
    code = application.exec()
    del chimes
    return code


if __name__ == "__main__":
    sys.exit(main())
