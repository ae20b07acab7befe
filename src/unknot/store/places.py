"""Where everything is kept, readable by its owner alone."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from unknot.i18n import _
from unknot.store.errors import StoreError, plain

FOLDER_MODE = 0o700
FILE_MODE = 0o600
SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database."""

_OURS = ("unknot", "settings.toml")
"""How every name begins that the program puts into its folder."""


@dataclass(frozen=True, slots=True)
class Places:
    """The paths of one store. `folder` holds the database; with a data folder given, the rest as well."""

    database: Path
    settings: Path
    log: Path
    lock: Path
    folder: Path

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder in use, each once."""
        return tuple(dict.fromkeys((self.folder, self.settings.parent, self.log.parent)))

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that may be there."""
        sides = (self.database.with_name(self.database.name + side) for side in SIDE_FILES)
        return (self.database, *sides, self.settings, self.log, self.lock, self.sight)

    @property
    def sight(self) -> Path:
        """The picture of the window as it opens."""
        return self.folder / "unknot-first-sight.png"

    @property
    def backups(self) -> Path:
        """The folder with the copies that the program makes by itself."""
        return self.folder / "unknot-backups"

    def leftovers(self) -> tuple[Path, ...]:
        """Return what was set aside because it was damaged, and drafts that a kill left: neither is used any more."""
        kept, left = (self.database, self.settings), (".damaged*", ".*.tmp*")
        return tuple(found for file in kept for end in left for found in file.parent.glob(file.name + end))


def name_places(data_dir: Path | None) -> Places:
    """Return where things are, or would be: all in `data_dir`, or in the platform's folders. Makes nothing."""
    if data_dir is not None:
        data = config = log = data_dir.expanduser().absolute()
    else:
        import platformdirs  # costs 20 ms, and only without a data folder

        data = platformdirs.user_data_path("unknot", appauthor=False)
        config = platformdirs.user_config_path("unknot", appauthor=False)
        log = platformdirs.user_log_path("unknot", appauthor=False)
    return Places(data / "unknot.sqlite3", config / "settings.toml", log / "unknot.log", data / "unknot.lock", data)


def find_places(data_dir: Path | None) -> Places:
    """Return where things are, with the folders made and closed to others, and files already there closed too.

    Raises StoreError for a folder that can't be made or written to.
    """
    places = name_places(data_dir)
    for folder in places.folders:
        _make_folder(folder, dedicated=data_dir is None)
    for file in places.files:
        _close_file(file)
    return places


def make_private_file(path: Path) -> None:
    """Create an empty file that its owner alone can read, or close the one that is there. Raises OSError."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, FILE_MODE))
    _close_file(path)


def is_open_to_others(path: Path) -> bool:
    """Whether anybody but the owner can do anything with `path`."""
    return os.name == "posix" and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _make_folder(folder: Path, *, dedicated: bool) -> None:
    try:
        made = not folder.is_dir()
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        if made or dedicated or _is_for_us_alone(folder):
            _close(folder, FOLDER_MODE)
    except OSError as error:
        raise StoreError(_("The folder {path} can't be made: {why}.").format(path=folder, why=plain(error))) from error
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise StoreError(_("The folder {path} can't be written to.").format(path=folder))


def _is_for_us_alone(folder: Path) -> bool:
    """Whether a folder that was there already may be closed to others: not a shared one, not a home."""
    if folder.stat().st_mode & stat.S_ISVTX or folder.resolve() == Path.home().resolve():
        return False
    return all(entry.name.startswith(_OURS) for entry in folder.iterdir())


def _close_file(path: Path) -> None:
    try:
        _close(path, FILE_MODE)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(_("{path} can't be closed to others: {why}.").format(path=path, why=plain(error))) from error


def _close(path: Path, mode: int) -> None:
    """Set `mode` on what is ours, whatever the umask was; what belongs to somebody else stays as it is."""
    if os.name != "posix":
        return
    status = path.stat()
    if status.st_uid == os.getuid() and stat.S_IMODE(status.st_mode) != mode:
        path.chmod(mode)
