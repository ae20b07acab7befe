"""Files written whole or not at all, readable by their owner alone."""

import contextlib
import errno
import os
from collections.abc import Iterable
from pathlib import Path

from unknot.store.places import FILE_MODE, make_private_file


def write_whole(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Put `content`, whole or in parts, at `path` in one step, on disk when this returns; until then nothing changes.

    Raises OSError, or what the making of a part raised; then nothing is changed and nothing is left over.
    """
    target = path.resolve()  # a link stays a link
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    draft = target.with_name(f"{target.name}.{os.urandom(4).hex()}.tmp")
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE), "wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def add_to_log(log: Path, text: str) -> None:
    """Add `text` to the log file. A log that can't be written to is no reason to fail."""
    with contextlib.suppress(OSError):
        make_private_file(log)
        with log.open("a", encoding="utf-8") as file:
            file.write(text)


def sync_folder(folder: Path) -> None:
    """Bring a new name in a folder to disk too, where the system can (Windows can't open a folder)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
