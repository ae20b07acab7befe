"""Draw them anew: `make icons`."""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication
from tools.icons.drawn import RESOURCES, drawn

_application = QGuiApplication([])
for place, image in drawn().items():
    (RESOURCES / place).parent.mkdir(exist_ok=True)
    if not image.save(str(RESOURCES / place)):
        sys.exit(f"{place} could not be written")
