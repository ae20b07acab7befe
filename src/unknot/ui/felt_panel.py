"""The panel of the other way in: where it is felt, and the muscles whose known pattern includes that."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from unknot.core.anatomy import Anatomy, Region
from unknot.core.felt import Match, Place
from unknot.guide.library import Guide
from unknot.i18n import _
from unknot.markup import escape
from unknot.ui.layout import button, heading, rule, text
from unknot.ui.statement import name_source
from unknot.ui.theme import GRID, set_scale
from unknot.ui.words import place_name, region_name, source_mark, sourced, watch_lines

Picture = Callable[[Region, QSize], QPixmap]
"""Draws a region in a picture of that size, in device-independent pixels."""


class FeltPanel(QWidget):
    """Shows the places that are chosen on the body, and what is listed for them.

    Emits `ached` or `numb` for what it feels like, `picked` with the Region of a card, `cleared` to take all places
    away. It lists nothing of itself: `show_matches` does, and a list always belongs to the places shown.
    """

    ached = Signal()
    numb = Signal()
    picked = Signal(object)
    cleared = Signal()

    def __init__(self, guide: Guide, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(guide.felt.question)
        self._anatomy = guide.anatomy
        self._felt = guide.felt
        self._title = heading(guide.felt.question)
        self._how = text(guide.felt.how.text)
        self._chosen = text(bold=True, scale=1.1)
        self._clear = button(_("Clear"))
        self._listed = text()
        self._listed.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # so that it is read out when the list comes
        self._cards = [_Card(guide.anatomy, picture) for _region in guide.anatomy.regions()]
        self._watch = text("<br>".join(escape(line) for line in watch_lines(guide)))
        self._disclaimer = text(guide.about.disclaimer.text, tone="quiet")
        self._line = rule()
        self._contrast = text(guide.felt.contrast.text)
        name_source(self._contrast, guide.felt.contrast.source)
        self._aches = button(_("It aches there"), "primary", 1.1)
        self._numb = button(_("It is numb or tingling there"), "", 1.1)
        self._scroll = QScrollArea()
        self._build()
        self._clear.clicked.connect(self.cleared)
        self._aches.clicked.connect(self.ached)
        self._numb.clicked.connect(self._aches.hide)  # for these places, that is not it
        self._numb.clicked.connect(self.numb)
        for card in self._cards:
            card.clicked.connect(lambda _checked=False, card=card: self.picked.emit(card.region))
        self.show_places(())

    def _build(self) -> None:
        places = QHBoxLayout()
        places.setSpacing(GRID)
        places.addWidget(self._chosen, 1)
        places.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        reading = QVBoxLayout(inside)
        reading.setContentsMargins(0, 0, GRID, 0)
        reading.setSpacing(GRID + 2)
        reading.addWidget(self._title)
        reading.addWidget(self._how)
        reading.addLayout(places)
        reading.addWidget(self._listed)
        for card in self._cards:
            reading.addWidget(card)
        reading.addWidget(self._watch)
        reading.addWidget(self._disclaimer)
        reading.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID + 4)
        layout.addWidget(self._scroll, 1)
        for part in (self._line, self._contrast, self._aches, self._numb):
            layout.addWidget(part)

    def show_places(self, places: Sequence[Place]) -> None:
        """Show what is chosen on the body, and take away what was listed for other places."""
        self._chosen.setText("<br>".join(escape(place_name(self._anatomy, place)) for place in places))
        for part in (self._chosen, self._clear, self._line, self._contrast, self._aches, self._numb):
            part.setVisible(bool(places))
        self._how.show()
        self._disclaimer.show()
        for listed in (self._listed, self._watch, *self._cards):
            listed.hide()

    def show_matches(self, matches: Sequence[Match]) -> None:
        """List the muscles with a known pattern at the places shown, or say that there is none."""
        self._listed.setText(sourced(self._felt.listed if matches else self._felt.none))
        for card, match in zip(self._cards, matches, strict=False):
            card.show_match(match)
        for index, card in enumerate(self._cards):
            card.setVisible(index < len(matches))
        self._listed.show()
        self._watch.show()
        # It was answered; that it is numb can still be said.
        for part in (self._how, self._disclaimer, self._contrast, self._aches):
            part.hide()
        self._scroll.verticalScrollBar().setValue(0)
        # Not on the first card: a frame around it would set it apart from the others.
        self._listed.setFocus(Qt.FocusReason.OtherFocusReason)

    def draw_again(self) -> None:
        """Ask for the pictures anew, after a change of colours."""
        for card in self._cards:
            card.draw_again()


class _Card(QAbstractButton):
    """One muscle of the list: its picture, its name, and which of the places its pattern includes."""

    def __init__(self, anatomy: Anatomy, picture: Picture) -> None:
        super().__init__()
        self.region: Region | None = None
        self._anatomy = anatomy
        self._draw = picture
        self._picture = QLabel()
        self._name = text(scale=1.1, bold=True)
        self._places = text(tone="quiet")
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._places)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(words, 1)
        for part in (self._picture, self._name, self._places):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # the places wrap in a narrow panel
        self.setSizePolicy(policy)
        self.setProperty("kind", "card")
        self.setMinimumHeight(44)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_scale(self, 1.0)

    def show_match(self, match: Match) -> None:
        """Show a muscle, and its places with the mark of where each comes from."""
        guides, beyond = source_mark(beyond_guide=False), source_mark(beyond_guide=True)
        marked = [(place, guides) for place in match.guide] + [(found.place, beyond) for found in match.beyond]
        places = [
            _("{area} ({mark})").format(area=self._anatomy.area(place.area).name, mark=mark) for place, mark in marked
        ]
        titles = dict.fromkeys(source.title for found in match.beyond for source in found.sources)
        self.region = match.region
        self._name.setText(region_name(self._anatomy, match.region))
        self._places.setText(" · ".join(places))
        self.setAccessibleName(self._name.text())
        self.setAccessibleDescription(", ".join(places))
        self.setToolTip("\n".join(_("Source: {source} ({mark})").format(source=t, mark=beyond) for t in titles))
        self.draw_again()

    def draw_again(self) -> None:
        """Ask for the picture, as large as the text calls for."""
        if self.region is not None:
            height = 4 * self.fontMetrics().height()
            size = QSize(round(height * 1.25), height)
            self._picture.setFixedSize(size)
            self._picture.setPixmap(self._draw(self.region, size))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the picture as large as the text calls for."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.draw_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter pick too: this kind of button only knows Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and frame that the style sheet gives a card; the labels do the rest."""
        option = QStyleOption()
        option.initFrom(self)
        QStylePainter(self).drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option)
