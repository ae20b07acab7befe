"""Where a file goes or comes from: the system's own dialog, where it has one."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from unknot.i18n import _


def to_save(title: str, name: str, kinds: Mapping[str, str], parent: QWidget) -> QFileDialog:
    """Return a dialog that asks where to write a file. `kinds`: what each ending, without its dot, is for."""
    dialog = _dialog(title, parent)
    dialog.setNameFilters([f"{words} (*.{ending})" for ending, words in kinds.items()])
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    filters = dict(zip(dialog.nameFilters(), kinds, strict=True))
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(filters.get(chosen, "")))
    dialog.setDefaultSuffix(next(iter(kinds)))
    dialog.selectFile(name)
    return dialog


def to_open(title: str, endings: Sequence[str], parent: QWidget) -> QFileDialog:
    """Return a dialog that asks for a file that is there. `endings` are those of ours, without their dots."""
    ours = " ".join(f"*.{ending}" for ending in endings)
    dialog = _dialog(title, parent)
    dialog.setNameFilters([_("What Unknot wrote ({endings})").format(endings=ours), _("All files (*)")])
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return dialog


def chosen(dialog: QFileDialog) -> Path:
    """Return the file that was chosen in a dialog that was accepted."""
    return Path(dialog.selectedFiles()[0])


def _dialog(title: str, parent: QWidget) -> QFileDialog:
    # Qt's own dialog keeps which folders were visited, for every program to read; nowhere is where that belongs.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    if not Path(folder).is_dir():
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
    return QFileDialog(parent, title, folder)
