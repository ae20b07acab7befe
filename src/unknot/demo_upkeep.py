"""What the demo shows of the settings, the person's data and the keys."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit

from unknot.app import Parts
from unknot.core.history import KeptSession
from unknot.i18n import _
from unknot.store import editing
from unknot.store.exporting import export_to
from unknot.store.kept import new_id
from unknot.store.record import Record

DAY = timedelta(days=1)
SETTLE_S = 0.05
"""Until what was closed has told whoever waits for it."""
Picture = Callable[[str], Awaitable[None]]
"""Takes a picture of the window with what lies over it, under a name."""
Press = Callable[[str], None]
"""Presses the button of that name."""
Wait = Callable[[Callable[[], bool]], Awaitable[None]]
"""Waits until something is so."""


async def show_upkeep(parts: Parts, folder: Path, picture: Picture, press: Press, until: Wait) -> None:
    """Open the settings, the data, what an import and a deletion ask, and the keys."""
    window = parts.window
    press(_("Settings"))
    await picture("20-settings")
    press(_("Close"))
    window.data_asked.emit()
    await until(lambda: _open(parts, _("Your data")))
    await picture("21-your-data")
    await _ask_import(parts, folder, press, until)
    await picture("22-import-asks")
    press(_("Cancel"))
    await asyncio.sleep(SETTLE_S)
    press(_("Delete everything ..."))
    await until(lambda: _open(parts, _("Delete everything")))
    await picture("23-delete-asks")
    press(_("Cancel"))
    await asyncio.sleep(SETTLE_S)
    press(_("Close"))
    await asyncio.sleep(SETTLE_S)
    press(_("Keyboard shortcuts"))
    await picture("24-shortcuts")
    press(_("Close"))


async def _ask_import(parts: Parts, folder: Path, press: Press, until: Wait) -> None:
    """Choose the file of another computer, on which the same was done the day before."""
    file, now = folder / "my-other-computer.json", parts.practice.clock.wall()
    here = parts.journal.do(lambda record: tuple(record.sessions())).result()
    with Record.empty_in_memory() as there:
        with there.writing():
            for session in here:
                editing.write_session(there, _day_before(session), parts.keeper.settings.boundary)
        export_to(file, there, parts.keeper.settings, now)
    press(_("Import ..."))
    await until(lambda: bool(_file_dialogs(parts)))
    (dialog,) = _file_dialogs(parts)
    for line in dialog.findChildren(QLineEdit):
        if line.objectName() == "fileNameEdit":
            line.setText(str(file))
    dialog.accept()
    await until(lambda: _open(parts, _("Import")) and not _file_dialogs(parts))


def _day_before(session: KeptSession) -> KeptSession:
    return replace(
        session,
        id=new_id(),
        started_at=session.started_at - DAY,
        ended_at=session.ended_at - DAY,
        day=session.day - DAY,
        updated_at=session.updated_at - DAY,
    )


def _file_dialogs(parts: Parts) -> list[QFileDialog]:
    return [dialog for dialog in parts.window.findChildren(QFileDialog) if dialog.isVisible()]


def _open(parts: Parts, title: str) -> bool:
    return any(d.isVisible() and d.windowTitle() == title for d in parts.window.findChildren(QDialog))
