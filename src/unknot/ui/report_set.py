"""How the page for a clinician is set: sizes, the style sheet, headings, paragraphs and tables with hairlines."""

from collections.abc import Sequence
from dataclasses import dataclass

from unknot.markup import escape
from unknot.ui.theme import PLATE_FACES

TEXT_PT = 9.0
"""The size of the page's text, in points, where nothing makes it smaller or larger."""
INK, QUIET, LINE = "#000000", "#444444", "#9a9a9a"


@dataclass(frozen=True, slots=True)
class Sized:
    """How large the page is written. `text` is a share of `TEXT_PT`, `zoom` enlarges everything, for a screen."""

    text: float = 1.0
    zoom: float = 1.0

    def pt(self, share: float = 1.0) -> str:
        """Return a size of text for a style sheet."""
        return f"{TEXT_PT * self.text * self.zoom * share:.2f}pt"

    def px(self, pixels: float) -> str:
        """Return a measure for a style sheet, in pixels of which 96 are an inch."""
        return f"{pixels * self.zoom:.2f}px"


def style_sheet(sized: Sized) -> str:
    """Return how the page is set: text, headings in the plate's face, tables with hairlines."""
    plate = ", ".join(f"'{face}'" for face in PLATE_FACES)
    pt, px = sized.pt, sized.px
    return f"""
    body, p, td, th {{ color: {INK}; font-size: {pt()}; }}
    h1 {{ font-family: {plate}; font-weight: 400; margin: 0; }}
    h2 {{ font-family: {plate}; font-weight: 400; margin-top: {px(9)}; margin-bottom: {px(2)}; }}
    p {{ margin-top: 0; margin-bottom: {px(3)}; }}
    p.quiet {{ color: {QUIET}; font-size: {pt(0.88)}; margin-top: {px(3)}; }}
    p.said {{ margin-top: {px(3)}; }}
    p.gap {{ font-size: {pt(0.5)}; margin: 0; }}
    p.blank {{ margin: 0; }}
    p.figure {{ font-size: {pt(1.75)}; font-weight: 600; margin: 0; }}
    p.caption {{ color: {QUIET}; font-size: {pt(0.88)}; margin: 0; }}
    table {{ border-collapse: collapse; }}
    th {{ font-weight: 600; text-align: left; }}
    table.lines th, table.lines td {{ padding: {px(1.6)} {px(6)} {px(1.6)} 0; }}
    table.lines th {{ border-bottom: {px(1)} solid {INK}; }}
    table.lines td {{ border-bottom: {px(0.75)} solid {LINE}; }}
    table.lines td.strong {{ font-weight: 600; }}
    table.lines td.total {{ font-weight: 600; border-bottom: {px(1)} solid {INK}; }}
    td.glance {{ padding: {px(6)} {px(8)} {px(6)} 0; border-top: {px(1)} solid {INK};
        border-bottom: {px(1)} solid {INK}; }}
    td.blank {{ padding-top: {px(9)}; }}
    td.line {{ padding-top: {px(9)}; border-bottom: {px(0.75)} solid {INK}; }}
    """


def headline(words: str) -> str:
    """Return the heading of a part."""
    return f"<h2>{escape(words)}</h2>"


def plain(words: str) -> str:
    """Return a paragraph."""
    return f"<p>{escape(words)}</p>"


def quiet(words: str) -> str:
    """Return a paragraph that only explains."""
    return f'<p class="quiet">{escape(words)}</p>'


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    *,
    numbers: int | None = None,
    strong: int | None = None,
) -> str:
    """Return a table with hairlines. Columns from `numbers` on have figures; then the last row is their sum.

    What stands in the column `strong` is what one looks for.
    """

    def cell(tag: str, index: int, words: str, kind: str = "") -> str:
        side = ' align="right"' if numbers is not None and index >= numbers else ""
        named = f' class="{kind}"' if kind else ""
        return f'<{tag} width="{widths[index]}%"{side}{named}>{escape(words)}</{tag}>'

    def line(row: Sequence[str], *, last: bool) -> str:
        total = "total" if last and numbers is not None else ""
        cells = (cell("td", index, words, "strong" if index == strong else total) for index, words in enumerate(row))
        return f"<tr>{''.join(cells)}</tr>"

    top = "".join(cell("th", index, words) for index, words in enumerate(head))
    body = "".join(line(row, last=at == len(rows) - 1) for at, row in enumerate(rows))
    return f'<table class="lines" width="100%"><thead><tr>{top}</tr></thead>{body}</table>'
