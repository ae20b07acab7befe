"""How each kind of control is dressed, as rules for Qt."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unknot.ui.theme import Colours


def sheet(c: "Colours", icons: str) -> str:
    """Return the rules for a theme; `icons` is the path of the folder of small pictures."""
    tone = "dark" if c.dark else "light"
    edge = c.quiet if c.dark else c.far_stop  # on the dark ground so deep a red needs an edge to be seen
    return f"""
    QToolTip {{ color: {c.ink}; background: {c.field}; border: 1px solid {c.line}; padding: 6px; }}
    QLabel[tone="quiet"] {{ color: {c.quiet}; }}
    QLabel[tone="stop"] {{ color: {c.ink}; font-weight: 600; }}
    QLabel[tone="teal"] {{ color: {c.teal}; }}
    QLabel[reads="true"]:focus {{ color: {c.teal}; text-decoration: underline; }}
    QPushButton {{ background: {c.field}; color: {c.ink}; border: 1px solid {c.edge}; border-radius: 6px;
        padding: 9px 16px; }}
    QPushButton:hover {{ border-color: {c.teal}; }}
    QPushButton:focus {{ border: 2px solid {c.teal}; padding: 8px 15px; }}
    QPushButton:disabled {{ color: {c.quiet}; background: {c.plate}; border-color: {c.line}; }}
    QPushButton[kind="primary"] {{ background: {c.teal}; color: {c.on_teal}; border-color: {c.teal};
        font-weight: 600; }}
    QPushButton[kind="primary"]:focus {{ border: 2px solid {c.ink}; }}
    QPushButton[kind="primary"]:disabled {{ background: {c.plate}; color: {c.quiet}; border-color: {c.line}; }}
    QPushButton[kind="stop"] {{ background: {c.stop}; color: {c.on_stop}; border-color: {c.stop}; font-weight: 600; }}
    QPushButton[kind="stop"]:focus {{ border: 3px solid {c.ink}; padding: 7px 14px; }}
    QPushButton[kind="stop"][far="true"] {{ background: {c.far_stop}; border: 3px solid {edge};
        padding: 7px 14px; }}
    QPushButton[kind="stop"][far="true"]:focus {{ border: 4px solid {c.ink}; padding: 6px 13px; }}
    QPushButton[kind="view"] {{ background: transparent; border: none; border-bottom: 2px solid transparent;
        border-radius: 0; padding: 6px 4px; color: {c.quiet}; }}
    QPushButton[kind="view"]:checked {{ color: {c.ink}; border-bottom-color: {c.teal}; }}
    QPushButton[kind="view"]:disabled {{ color: {c.quiet}; background: transparent; }}
    QPushButton[kind="view"]:checked:disabled {{ border-bottom-color: {c.line}; }}
    QPushButton[kind="view"]:focus {{ color: {c.teal}; border: 2px dotted {c.teal}; border-radius: 4px;
        padding: 4px 2px; }}
    QPushButton[kind="back"] {{ background: transparent; border: none; border-bottom: 1px solid {c.line};
        border-radius: 0; padding: 0 2px; color: {c.teal}; }}
    QPushButton[kind="back"]:hover {{ border-bottom-color: {c.teal}; }}
    QPushButton[kind="back"]:focus {{ border: 2px dotted {c.teal}; border-radius: 4px; padding: 0; }}
    QProgressBar {{ background: {c.line}; border: none; border-radius: 4px; }}
    QProgressBar::chunk {{ background: {c.teal}; border-radius: 4px; }}
    QAbstractButton[kind="card"] {{ background: {c.field}; border: 1px solid {c.edge}; border-radius: 6px; }}
    QAbstractButton[kind="card"]:hover {{ border-color: {c.teal}; }}
    QAbstractButton[kind="card"]:focus {{ border: 2px solid {c.teal}; }}
    QCheckBox {{ spacing: 10px; }}
    QCheckBox::indicator {{ width: 18px; height: 18px; border: 2px solid {c.quiet}; border-radius: 4px;
        background: {c.field}; }}
    QCheckBox::indicator:checked {{ background: {c.teal}; border-color: {c.teal};
        image: url({icons}/tick-{tone}.png); }}
    QCheckBox::indicator:focus {{ border-color: {c.teal}; }}
    QCheckBox:focus {{ color: {c.teal}; }}
    QRadioButton {{ spacing: 10px; }}
    QRadioButton::indicator {{ width: 18px; height: 18px; border: 2px solid {c.quiet}; border-radius: 11px;
        background: {c.field}; }}
    QRadioButton::indicator:checked {{ border-color: {c.teal}; background: qradialgradient(cx: 0.5, cy: 0.5,
        radius: 0.5, fx: 0.5, fy: 0.5, stop: 0.52 {c.teal}, stop: 0.62 {c.field}); }}
    QRadioButton::indicator:focus {{ border-color: {c.teal}; }}
    QRadioButton:focus {{ color: {c.teal}; }}
    QPlainTextEdit {{ background: {c.field}; color: {c.ink}; border: 1px solid {c.quiet}; border-radius: 4px;
        padding: 5px; selection-background-color: {c.teal}; selection-color: {c.on_teal}; }}
    QPlainTextEdit:focus {{ border: 2px solid {c.teal}; padding: 4px; }}
    QPlainTextEdit:disabled {{ color: {c.quiet}; background: {c.plate}; border-color: {c.line}; }}
    QTextBrowser {{ border: 1px solid {c.line}; padding: 1px; }}
    QTextBrowser:focus {{ border: 2px solid {c.teal}; padding: 0; }}
    QSpinBox, QDateEdit {{ background: {c.field}; color: {c.ink}; border: 1px solid {c.quiet}; border-radius: 4px;
        padding: 3px 30px 3px 8px; selection-background-color: {c.teal}; selection-color: {c.on_teal}; }}
    QSpinBox:focus, QDateEdit:focus {{ border: 2px solid {c.teal}; padding: 2px 29px 2px 7px; }}
    QSpinBox:disabled, QDateEdit:disabled {{ color: {c.quiet}; background: {c.plate}; border-color: {c.line}; }}
    QSpinBox::up-button, QSpinBox::down-button, QDateEdit::up-button, QDateEdit::down-button {{ width: 26px;
        border: none; background: transparent; }}
    QSpinBox::up-button:hover, QSpinBox::down-button:hover, QDateEdit::up-button:hover, QDateEdit::down-button:hover
        {{ background: {c.line}; }}
    QSpinBox::up-arrow, QDateEdit::up-arrow {{ image: url({icons}/up-{tone}.png); width: 12px; height: 12px; }}
    QSpinBox::down-arrow, QDateEdit::down-arrow {{ image: url({icons}/down-{tone}.png); width: 12px; height: 12px; }}
    QLineEdit {{ background: {c.field}; color: {c.ink}; border: 1px solid {c.quiet}; border-radius: 4px;
        padding: 5px 8px; selection-background-color: {c.teal}; selection-color: {c.on_teal}; }}
    QLineEdit:focus {{ border: 2px solid {c.teal}; padding: 4px 7px; }}
    QComboBox {{ background: {c.field}; color: {c.ink}; border: 1px solid {c.quiet}; border-radius: 4px;
        padding: 5px 8px; }}
    QComboBox:focus {{ border: 2px solid {c.teal}; padding: 4px 7px; }}
    QComboBox::drop-down {{ width: 26px; border: none; }}
    QComboBox::down-arrow {{ image: url({icons}/down-{tone}.png); width: 12px; height: 12px; }}
    QComboBox QAbstractItemView {{ background: {c.field}; color: {c.ink}; selection-background-color: {c.teal};
        selection-color: {c.on_teal}; }}
    QListWidget {{ background: transparent; border: none; outline: none; }}
    QListWidget::item {{ padding: 4px 12px; border-left: 3px solid transparent; color: {c.ink}; }}
    QListWidget::item:hover {{ background: {c.plate}; }}
    QListWidget::item:selected {{ color: {c.muscle}; font-weight: 600; background: transparent;
        border-left-color: {c.muscle}; }}
    QListWidget:focus::item:selected {{ background: {c.plate}; border-left-color: {c.teal}; }}
    QScrollArea {{ background: transparent; border: none; }}
    QScrollArea > QWidget > QWidget {{ background: transparent; }}
    QScrollBar:vertical {{ background: transparent; border: none; width: 10px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {c.bone}; border-radius: 4px; margin: 1px; min-height: 32px; }}
    QScrollBar::handle:vertical:disabled {{ background: transparent; }}
    QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
    QScrollBar:horizontal {{ background: transparent; border: none; height: 10px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {c.bone}; border-radius: 4px; margin: 1px; min-width: 32px; }}
    QScrollBar::add-line:horizontal, QScrollBar::sub-line:horizontal {{ width: 0; }}
    QFrame[kind="rule"] {{ background: {c.line}; border: none; max-height: 1px; min-height: 1px; }}
    {_more_than_colour(c) if c.contrast else ""}
    """


def _more_than_colour(c: "Colours") -> str:
    """Return what tells the place of the keyboard, and a choice, by a shape as well."""
    return f"""
    QCheckBox:focus, QRadioButton:focus {{ text-decoration: underline; }}
    QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 3px solid {c.teal}; width: 16px;
        height: 16px; }}
    QPushButton:focus {{ border: 3px solid {c.teal}; padding: 7px 14px; }}
    QPushButton[kind="view"]:checked {{ border-bottom: 4px solid {c.teal}; padding: 6px 4px 4px 4px; }}
    QPushButton[kind="view"]:focus {{ border: 3px solid {c.teal}; padding: 3px 1px; }}
    QPushButton[kind="back"]:focus {{ border: 3px solid {c.teal}; }}
    """
