"""A statement as a label: what is said, with its source behind it, quietly; in full in the tooltip."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from unknot.core.anatomy import Source, Statement
from unknot.i18n import _
from unknot.markup import escape, strong
from unknot.ui.layout import text
from unknot.ui.words import quiet_mark, source_mark


def statement_label(statement: Statement, scale: float, sought: str = "") -> QLabel:
    """Return a label that wraps. What is looked for, in `sought`, is marked wherever it stands."""
    label = text(f"{marked(statement.text, sought)} {quiet_mark(statement.source)}", scale=scale)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setAccessibleName(f"{statement.text} ({source_mark(beyond_guide=statement.source.beyond_guide)})")
    name_source(label, statement.source)
    return label


def name_source(widget: QWidget, source: Source) -> None:
    """Name a source in full in a widget's tooltip."""
    widget.setToolTip(_("Source: {source}").format(source=source.title))


def marked(said: str, sought: str) -> str:
    """Return words as rich text in which what is looked for is underlined and bold."""
    wanted = [re.escape(word) for word in sought.split()]
    if not wanted:
        return escape(said)
    pieces = re.split(f"({'|'.join(wanted)})", said, flags=re.IGNORECASE)
    return "".join(f"<u>{strong(piece)}</u>" if index % 2 else escape(piece) for index, piece in enumerate(pieces))
