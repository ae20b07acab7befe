"""Keeps the settings that are in force, and writes them a moment after they change."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from unknot.store.errors import StoreError
from unknot.store.settings import Settings, write_settings

SETTLE_S = 0.4
"""How long after a change the settings are written, in seconds."""


class FileSettings:
    """The settings in force. They are written a moment after the last change, and by `flush`.

    `report` is told, in one line, where that fails.
    """

    def __init__(self, path: Path, settings: Settings, report: Callable[[str], None]) -> None:
        self.settings = settings
        self.path = path
        self._report = report
        self._soon: asyncio.TimerHandle | None = None
        self.sealed = False
        """Whether nothing is written any more: everything was deleted, and is to stay so."""

    def seal(self, *, on: bool = True) -> None:
        """Write nothing from now on, whatever changes; or write again."""
        self.sealed = on
        if on and self._soon is not None:
            self._soon.cancel()
            self._soon = None

    def change(self, settings: Settings) -> None:
        """Put `settings` in force, and on disk soon: a number that is turned changes many times a second."""
        if settings == self.settings:
            return
        self.settings = settings
        if self._soon is None and not self.sealed:
            self._soon = asyncio.get_running_loop().call_later(SETTLE_S, self.flush)

    def flush(self) -> None:
        """Write what has changed."""
        if self._soon is None:
            return
        self._soon.cancel()
        self._soon = None
        try:
            write_settings(self.path, self.settings)
        except StoreError as error:
            self._report(str(error))
