"""Choosing a file leaves nothing behind: neither which folders were visited nor which files were chosen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHOICE = """
import sys
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from unknot.ui.file_choice import to_open
application = QApplication(sys.argv[:1])
parent = QWidget()
dialog = to_open("Import", ["json"], parent) if sys.argv[1] == "ours" else QFileDialog(parent)
dialog.show()
dialog.setDirectory(sys.argv[2])
dialog.reject()
dialog.deleteLater()
QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the dialog is the system's own")
@pytest.mark.parametrize(("whose", "left"), [("ours", []), ("Qt's", ["QtProject.conf"])])
def test_nothing_is_kept_of_what_was_visited(tmp_path: Path, whose: str, left: list[str]) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    environment |= {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", CHOICE, whose, str(tmp_path)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert [file.name for file in home.rglob("*") if file.is_file()] == left
