"""The dress of what only the Days window has: tables, and boxes to write in."""

from unknot import resources
from unknot.ui.theme import Colours


def sheet(c: Colours) -> str:
    """Return the rules for it."""
    icons, tone = (resources.root() / "icons").as_posix(), "dark" if c.dark else "light"
    return f"""
    QTableView {{ background: transparent; border: none; outline: none; color: {c.ink}; gridline-color: {c.line};
        selection-background-color: {c.line}; selection-color: {c.ink}; }}
    QTableView::item {{ padding: 0 8px; border-bottom: 1px solid {c.line}; }}
    QTableView::item:selected {{ background: {c.line}; color: {c.ink}; }}
    QTableView::item:focus {{ border: 2px solid {c.teal}; padding: 0 6px; }}
    QHeaderView {{ background: transparent; border: none; }}
    QHeaderView::section {{ background: transparent; color: {c.quiet}; border: none; padding: 2px 0; }}
    QTableCornerButton::section {{ background: transparent; border: none; }}
    QTableView[kind="list"] {{ background: {c.field}; border: 1px solid {c.line}; border-radius: 6px; }}
    QTableView[kind="list"]::item {{ padding: 0 5px; }}
    QTableView[kind="list"]::item:focus {{ padding: 0 3px; }}
    QTableView[kind="list"] QHeaderView::section {{ background: {c.plate}; border-bottom: 1px solid {c.line};
        padding: 6px 8px; }}
    QTableView[kind="list"] QHeaderView::section:hover {{ color: {c.teal}; }}
    QPlainTextEdit {{ background: {c.field}; color: {c.ink}; border: 1px solid {c.quiet}; border-radius: 4px;
        padding: 4px; selection-background-color: {c.teal}; selection-color: {c.on_teal}; }}
    QPlainTextEdit:focus {{ border: 2px solid {c.teal}; padding: 3px; }}
    QDateEdit, QTimeEdit {{ background: {c.field}; color: {c.ink}; border: 1px solid {c.quiet}; border-radius: 4px;
        padding: 3px 30px 3px 8px; min-height: 20px; selection-background-color: {c.teal};
        selection-color: {c.on_teal}; }}
    QDateEdit:focus, QTimeEdit:focus {{ border: 2px solid {c.teal}; padding: 2px 29px 2px 7px; }}
    QDateEdit::up-button, QDateEdit::down-button, QTimeEdit::up-button, QTimeEdit::down-button {{ width: 26px;
        border: none; background: transparent; }}
    QDateEdit::up-arrow, QTimeEdit::up-arrow {{ image: url({icons}/up-{tone}.png); width: 12px; height: 12px; }}
    QDateEdit::down-arrow, QTimeEdit::down-arrow {{ image: url({icons}/down-{tone}.png); width: 12px; height: 12px; }}
    QDateEdit QLineEdit, QTimeEdit QLineEdit {{ background: transparent; border: none; padding: 0; }}
    """
