"""What the program needs of the libraries under it."""

import sys

from PySide6.QtWidgets import QApplication, QLabel

CALLS = 1000


def test_calls_without_an_answer_keep_none_alive(qapp: QApplication) -> None:
    """PySide6 6.12.0 loses one reference to None a call on Python 3.11, and aborts after some thousands of them."""
    label = QLabel()
    label.setToolTip("")
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        label.setToolTip("")
    lost = before - sys.getrefcount(None)
    label.deleteLater()
    assert abs(lost) < 50
