"""Qt's binding to Python, without what it would do with each module that is imported after it.

PySide6 reads the source of every such module, to see whether it may ask for one of its own switches (`__feature__`),
and Python keeps what was read: of the start 100 ms and 6 MB. Nothing here uses such a switch. Import this before
anything else that needs Qt; where a later PySide6 does it otherwise, nothing is changed, and a test says so.
"""

import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401  # which brings what is looked for below

_feature = sys.modules.get("shibokensupport.feature")
if hasattr(_feature, "_mod_uses_pyside"):

    def _uses_no_switch(module: ModuleType) -> bool:  # noqa: ARG001
        return False

    _feature._mod_uses_pyside = _uses_no_switch  # type: ignore[union-attr]  # noqa: SLF001
