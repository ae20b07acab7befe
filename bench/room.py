"""A private room to listen in: a sound server with a device that nobody hears, recorded as it plays. Linux only.

What is started with its `environment` finds this server, a session bus and an empty home, and nothing of the machine's
own. The speech server that a voice starts there ends with the room.
"""

import array
import bisect
import contextlib
import math
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

RATE_HZ = 16_000
AUDIBLE = 100
"""A sample at least this far from 0, of 32768, is sound."""
PACKAGES = {"pulseaudio": "pulseaudio", "parec": "pulseaudio-utils", "dbus-daemon": "dbus"}
PATIENCE_S = 20.0
STEP_S = 0.02
NEAR_S = 2.0
"""The recording is dated by its pieces within this time, so that nothing adds up that is lost of it."""


def missing_packages() -> list[str]:
    """Name the Debian packages that this machine lacks for a room."""
    return sorted({package for command, package in PACKAGES.items() if shutil.which(command) is None})


class Room:
    """The server and its recording, between `with` and its end. All times are `time.monotonic()`."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="room-"))  # 0700, and short: socket paths have little space
        home, run = self._folder / "home", self._folder / "run"
        home.mkdir()
        run.mkdir(mode=0o700)
        self.environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(run),
            "XDG_CONFIG_HOME": str(home),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={run}/bus",
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
        }
        self._bus: subprocess.Popen[bytes] | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._recorder: subprocess.Popen[bytes] | None = None
        self._reader: threading.Thread | None = None
        self._data = bytearray()
        self._pieces: list[tuple[float, float]] = []

    def __enter__(self) -> Self:
        try:
            self._bus = self._start("dbus-daemon", "--session", "--nofork", f"--address=unix:path={self._run}/bus")
            self.start_server()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End whatever was started in here."""
        self._end_speech()
        for process in (self._recorder, self._server, self._bus):
            _end(process)
        if self._reader is not None:
            self._reader.join(PATIENCE_S)
        shutil.rmtree(self._folder, ignore_errors=True)

    def start_server(self) -> None:
        """Start the sound server, and record what its device plays from now on."""
        self._server = self._start(
            "pulseaudio",
            *("--daemonize=no", "--exit-idle-time=-1", "-n", "--disallow-exit"),
            # Without rewinds: with them, what is played anew where a sound begins over others is recorded twice.
            "--load=module-null-sink sink_name=sink rate=48000 norewinds=1",
            "--load=module-native-protocol-unix auth-anonymous=1",
        )
        _wait(lambda: not self._pactl("info").returncode, "the sound server does not answer")
        self.pactl("set-default-source", "sink.monitor")  # else the recording moves with the default device
        self._record()

    def kill_server(self) -> None:
        """Have the sound server die, as in a crash, and the speech server with it: that may hang on what it lost."""
        self._end_speech(signal.SIGKILL)
        for process in (self._server, self._recorder):
            assert process is not None
            process.kill()
            process.wait()
        if self._reader is not None:
            self._reader.join(PATIENCE_S)
        for left in (self._run / "pulse").iterdir():
            left.unlink()

    def pactl(self, *words: str) -> str:
        """Ask the sound server for something, in the words of pactl; return its answer."""
        done = self._pactl(*words)
        if done.returncode:
            raise RuntimeError(f"pactl {' '.join(words)}: {done.stderr.strip()}")
        return done.stdout.strip()

    def recorded_until(self) -> float:
        """Return up to when there is a recording."""
        return self._zero_s(time.monotonic()) + len(self._data) / 2 / RATE_HZ

    def slipped_ms(self) -> float:
        """Return by how much the recording has grown longer, or shorter (below 0), than the time that passed."""
        return 1000 * (self._zero_s(self._pieces[0][0]) - self._zero_s(self._pieces[-1][0]))

    def samples(self, from_s: float, to_s: float) -> "array.array[int]":
        """Return what was played between two moments, as 16-bit samples at `RATE_HZ`; wait until it is recorded."""
        _wait(lambda: self.recorded_until() > to_s, "the recording lags behind")
        zero_s = self._zero_s(from_s)
        first, end = (max(0, round((at_s - zero_s) * RATE_HZ)) for at_s in (from_s, to_s))
        found = array.array("h")
        found.frombytes(bytes(self._data[2 * first : min(2 * end, len(self._data) // 2 * 2)]))
        return found

    def _zero_s(self, at_s: float) -> float:
        """Return when the recording would have begun, by its pieces around a moment.

        No sample comes before it was played: the quickest of them tells best.
        """
        pieces = self._pieces
        first = bisect.bisect_left(pieces, (at_s - NEAR_S, 0.0))
        near = pieces[first : bisect.bisect_right(pieces, (at_s + NEAR_S, 0.0))] or pieces[-1:]
        return min((zero_s for _came_s, zero_s in near), default=math.inf)

    def first_sound(self, from_s: float, to_s: float) -> float | None:
        """Return when something was first heard between two moments, in seconds after the first of them."""
        heard = (place for place, value in enumerate(self.samples(from_s, to_s)) if abs(value) >= AUDIBLE)
        place = next(heard, None)
        return None if place is None else place / RATE_HZ

    def last_sound(self, from_s: float, to_s: float) -> float | None:
        """Return when something was last heard between two moments, in seconds after the first of them."""
        samples = self.samples(from_s, to_s)
        heard = (place for place in range(len(samples) - 1, -1, -1) if abs(samples[place]) >= AUDIBLE)
        place = next(heard, None)
        return None if place is None else place / RATE_HZ

    @property
    def _run(self) -> Path:
        return self._folder / "run"

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        return subprocess.Popen(command, env=self.environment, stdin=quiet, stdout=quiet, stderr=quiet)

    def _pactl(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = ["pactl", *words]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, timeout=PATIENCE_S
        )

    def _record(self) -> None:
        """Record anew; what was recorded before is forgotten."""
        command = ["parec", "-d", "sink.monitor", f"--rate={RATE_HZ}", "--channels=1", "--format=s16le"]
        self._recorder = subprocess.Popen(
            [*command, "--latency-msec=5"], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._data, self._pieces = bytearray(), []
        self._reader = threading.Thread(target=self._read, args=(self._recorder,), daemon=True)
        self._reader.start()
        _wait(lambda: len(self._data) > RATE_HZ, "nothing is recorded")

    def _read(self, recorder: subprocess.Popen[bytes]) -> None:
        assert recorder.stdout is not None
        with recorder.stdout as pipe:
            while data := os.read(pipe.fileno(), 65_536):
                self._data += data
                now_s = time.monotonic()
                self._pieces.append((now_s, now_s - len(self._data) / 2 / RATE_HZ))

    def _end_speech(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the speech server that a voice started, and what that started."""
        with contextlib.suppress(OSError, ValueError):
            written = self._run / "speech-dispatcher" / "pid" / "speech-dispatcher.pid"
            os.kill(int(written.read_text()), how)


def _wait(until: Callable[[], bool], otherwise: str) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not until():
        if time.monotonic() > end_s:
            raise TimeoutError(otherwise)
        time.sleep(STEP_S)


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process is None:
        return
    process.terminate()
    try:
        process.wait(2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
