"""The lock that says: a window is running on this folder.

Its holder may end in any way, `kill -9` too: the system lets go of the lock with the process. (`filelock` would do,
but costs 17 ms at start, for asyncio has to be there before it anyway.)
"""

import os
import sys
import time
from pathlib import Path
from typing import Self

from unknot.i18n import _
from unknot.store.errors import StoreError, plain
from unknot.store.places import make_private_file

PATIENCE_S = 0.25
"""How long a window waits for the lock: a verb holds it for a moment while it settles what a crash left."""
_LOOK_EVERY_S = 0.02


class InstanceLock:
    """The lock of one folder, at `path`. Use it as a context manager or release it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    def try_acquire(self, patience_s: float = PATIENCE_S) -> bool:
        """Take the lock if nobody has it within `patience_s` seconds; say whether it is ours now.

        Raises StoreError where the file can't be made.
        """
        if self._handle is not None:
            return True
        try:
            make_private_file(self._path)
            handle = os.open(self._path, os.O_RDWR)
            if _lock_within(handle, patience_s):
                self._handle = handle
            else:
                os.close(handle)
        except OSError as error:
            raise StoreError(_("{path} can't be locked: {why}.").format(path=self._path, why=plain(error))) from error
        return self.held

    def release(self) -> None:
        """Let go of the lock; nothing happens if it isn't ours. The file stays, so that nobody locks another."""
        if self._handle is not None:
            _unlock(self._handle)
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.release()


def _lock_within(handle: int, patience_s: float) -> bool:
    give_up = time.monotonic() + patience_s
    while not _lock(handle):
        if time.monotonic() >= give_up:
            return False
        time.sleep(_LOOK_EVERY_S)
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
