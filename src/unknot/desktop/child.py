"""A process of our own that is told one JSON object a line, answers likewise, and is kept alive. Never blocks.

What it does not answer in time is taken as hung: it is killed and started anew, at once the first time, later after
that, and a few times at most. See `orders.py` for its other end.
"""

import json
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from unknot.desktop.orders import CHANGED, LOOK_AGAIN

MISSING, HUNG, DIED = "missing", "hung", "died"
"""Why a child is lost."""
SECOND_LOOK_MS = 20
LONGEST_LINE = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """How much patience there is."""

    ready_s: float = 20.0
    """From its start: two seconds where nothing else runs, ten where a computer has just been started."""
    taken_s: float = 2.0
    """From an order to its `{"done": …}`."""
    again_s: float = 30.0
    """After a failure that starting at once did not cure; the longest wait of one that wants to look again."""
    tries: int = 3
    gone_s: float = 1.0
    """From the end of orders to the end of the process."""
    backlog: int = 4096
    """Bytes of orders that wait because the child does not read."""


class Limit(QObject):
    """Emits `passed` when the time is up and nobody stopped it.

    It looks twice: where the whole program was held up, an answer that has long been there is heard in between.
    """

    passed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._looked = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._up)

    def start(self, seconds: float) -> None:
        """Count anew."""
        self._looked = False
        self._timer.start(max(0, round(1000 * seconds)))

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def left_s(self) -> float:
        """Return the seconds that are left."""
        return max(0, self._timer.remainingTime()) / 1000

    def _up(self) -> None:
        if self._looked:
            self.passed.emit()
        else:
            self._looked = True
            self._timer.start(SECOND_LOOK_MS)


class Child(QObject):
    """Starts `command` and speaks with it. `greeting` is the first order of each of its lives, if there is one."""

    ready = Signal()
    answered = Signal(object)
    """Any answer other than `ready` and `done`: a dict."""
    lost = Signal(str)
    """Why. It comes back on its own, or is given up on."""

    def __init__(self, command: Sequence[str], limits: Limits, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.greeting: Mapping[str, object] | None = None
        self.is_ready = False
        self._command, self._limits = tuple(command), limits
        self._process: QProcess | None = None
        self._leaving: list[QProcess] = []
        self._partial = b""
        self._number = 0
        self._open: deque[tuple[int, float]] = deque()
        self._failures = self._looks = 0
        self._limit = Limit(self)
        self._limit.passed.connect(self._overdue)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._launch)

    @property
    def comes_back_at_once(self) -> bool:
        """Whether a lost one has been started anew, or is about to be."""
        return self._process is not None or (self._again.isActive() and self._again.interval() == 0)

    @property
    def given_up(self) -> bool:
        """Whether it failed so often that it is not started again before the next `start`."""
        return self._failures > self._limits.tries

    @property
    def process_id(self) -> int:
        """The id of its process, 0 where none runs."""
        return 0 if self._process is None else self._process.processId()

    def start(self) -> None:
        """Start it, unless it runs; one that was given up on, too. Returns at once."""
        self._failures = 0
        if self._process is None:
            self._again.stop()
            self._launch()

    def tell(self, order: Mapping[str, object], within_s: float | None = None) -> int:
        """Give an order, to be taken within `taken_s` or the given time; return its number, 0 where nobody takes it."""
        process = self._process
        if process is None:
            return 0
        if process.bytesToWrite() > self._limits.backlog:
            self.fail(HUNG)
            return 0
        process.write(json.dumps(order).encode() + b"\n")
        self._number += 1
        if self.is_ready:
            self._open.append((self._number, time.monotonic() + (within_s or self._limits.taken_s)))
            self._watch()
        return self._number

    def is_open(self, number: int) -> bool:
        """Whether the order of this number has not been done yet, by the life it was given to."""
        return any(number == each for each, _ in self._open)

    def proved(self) -> None:
        """Take that it does what it is for: its next failure is the first again."""
        self._failures = self._looks = 0

    def fail(self, why: str) -> None:
        """Kill it, because it is of no use as it is."""
        was_ready = self.is_ready
        self._let_go().kill()
        self._failures += 1
        if self._failures <= self._limits.tries:
            at_once = was_ready and self._failures == 1
            self._again.start(0 if at_once else round(1000 * self._limits.again_s))
        self.lost.emit(why)

    def leave(self) -> None:
        """Let it end by itself; kill it if it does not. Returns at once."""
        self._again.stop()
        if self._process is None:
            return
        process = self._let_go()
        process.closeWriteChannel()
        killing = QTimer(process, singleShot=True, interval=round(1000 * self._limits.gone_s))
        killing.timeout.connect(process.kill)
        killing.start()

    def wait(self, until_s: float) -> bool:
        """Wait until what was let go has ended, and kill what has not by `until_s` (monotonic). Whether none was."""
        killed = False
        for process in self._leaving:
            left_ms = max(0, round(1000 * (until_s - time.monotonic())))
            if process.state() != QProcess.ProcessState.NotRunning and not process.waitForFinished(left_ms):
                process.kill()
                process.waitForFinished(round(1000 * self._limits.gone_s))
                killed = True
        return not killed

    def _launch(self) -> None:
        self._partial, self._number = b"", 0
        self._process = process = QProcess(self)
        process.setProgram(self._command[0])
        process.setArguments(list(self._command[1:]))
        process.setStandardErrorFile(QProcess.nullDevice())  # what sound libraries say there helps nobody
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._erred)
        self._limit.start(self._limits.ready_s)
        process.start()
        if self.greeting is not None and self._process is process:
            self.tell(self.greeting)

    def _let_go(self) -> QProcess:
        """Hear no more of the process, and count on it no more."""
        process = self._process
        assert process is not None
        self._process, self.is_ready = None, False
        self._limit.stop()
        self._open.clear()
        process.readyReadStandardOutput.disconnect(self._read)
        process.finished.disconnect(self._finished)
        process.errorOccurred.disconnect(self._erred)
        self._leaving = [each for each in self._leaving if each.state() != QProcess.ProcessState.NotRunning]
        self._leaving.append(process)
        return process

    def _read(self) -> None:
        process = self._process
        if process is None:
            return
        *lines, self._partial = (self._partial + bytes(process.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            if self._process is process:
                self._hear(line)
        if len(self._partial) > LONGEST_LINE and self._process is process:
            self.fail(HUNG)

    def _hear(self, line: bytes) -> None:
        try:
            said = json.loads(line)
        except ValueError:
            return
        match said:
            case {"done": int(number)}:
                while self._open and self._open[0][0] <= number:
                    self._open.popleft()
                if self.is_ready:
                    self._watch()
            case {"ready": _}:
                self.is_ready = True
                self._limit.stop()
                self.ready.emit()
            case dict():
                self.answered.emit(said)

    def _watch(self) -> None:
        """Have the earliest of what has not been done looked at."""
        if self._open:
            self._limit.start(min(at_s for _, at_s in self._open) - time.monotonic())
        else:
            self._limit.stop()

    def _overdue(self) -> None:
        self.fail(HUNG)

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()  # what it said last
        process = self._process
        if process is None:
            return
        if status != QProcess.ExitStatus.NormalExit or code not in {CHANGED, LOOK_AGAIN}:
            self.fail(DIED)
            return
        self._let_go()
        if code == LOOK_AGAIN:
            self._looks += 1
        wait_s = 0.0 if code == CHANGED else min(self._limits.again_s, 2.0**self._looks)
        self._again.start(round(1000 * wait_s))

    def _erred(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.fail(MISSING)
