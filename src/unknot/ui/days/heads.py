"""What the heads of all tables have in common."""

from PySide6.QtWidgets import QHeaderView

from unknot.ui.theme import set_scale


def dress_head(head: QHeaderView, scale: float) -> None:
    """Give a head the size of its text: what lies in it, and is painted on, does not take it over by itself."""
    head.setHighlightSections(False)
    head.setMinimumSectionSize(8)
    for part in (head, head.viewport()):
        set_scale(part, scale)
