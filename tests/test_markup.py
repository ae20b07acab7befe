"""Words between tags are shown as they are."""

from html import escape as standard
from html import unescape

from hypothesis import given
from hypothesis.strategies import text

from unknot.markup import escape, strong


@given(text())
def test_they_are_spelled_as_the_standard_library_does(words: str) -> None:
    assert escape(words) == standard(words)


@given(text())
def test_strong_ones_too(words: str) -> None:
    opened, shown, closed = strong(words).partition(">")[2].rpartition("<")
    assert unescape(opened) == words
    assert (shown, closed) == ("<", "/span>")
