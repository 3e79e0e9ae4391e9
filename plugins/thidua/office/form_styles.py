"""How a form looks: widths, fonts, colours, and the height of what does not fit one line."""

from textwrap import wrap
from typing import Any, Final

from attrs import frozen

FONT: Final = "Times New Roman"
WIDTHS: Final = {
    "unit_name": 22,
    "indicator_title": 40,
    "kind": 9,
    "measure": 11,
    "given_target": 11,
    "previous": 11,
    "value": 15,
    "source": 17,
    "evidence": 17,
    "note": 18,
}
"""Characters; together they fill the width of an A4 page that lies on its side."""

TO_FILL: Final = "#FFF9DB"
HEADINGS: Final = {
    "unit": "#BDD0EC",
    "set": "#D9E2F3",
    "section": "#E4E9F2",
    "criterion": "#F1F4F8",
}
"""The kinds of row that are headings, the wider ones darker."""

SIZE: Final = 12
NAME_SIZE: Final = 14
SMALL: Final = 9
"""Of the name of a unit that stands beside each of its figures, and in full above them."""
LINE: Final = 17
"""Points of a line of text of the usual size."""
_LETTERS: Final = 1.25
"""Letters of a text in the width of a digit, at least."""


@frozen
class Styles:
    """Formats of one workbook."""

    title: Any
    name: Any
    """Of the cluster and the unit, above the table."""
    line: Any
    column: Any
    """The titles of the columns."""
    mark: Any
    fixed: Any
    small: Any
    open: Any
    headings: dict[str, Any]
    legend_open: Any
    legend_fixed: Any
    legend_criterion: Any
    signature: Any
    under_signature: Any
    signer: Any
    """Where the one who signs may type a name."""


def styles_of(book: Any) -> Styles:
    """Add the formats of a form to a workbook."""
    base = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter", "text_wrap": True}
    cell = {**base, "border": 1, "num_format": "@"}
    centred = {**base, "align": "center", "num_format": "@"}
    return Styles(
        title=book.add_format({**base, "font_size": NAME_SIZE, "bold": True, "text_wrap": False}),
        name=book.add_format({**base, "font_size": NAME_SIZE, "bold": True}),
        line=book.add_format(base),
        column=book.add_format({**cell, "bold": True, "align": "center", "bg_color": "#D9E2F3"}),
        mark=book.add_format({"num_format": "@", "font_name": FONT}),
        fixed=book.add_format(cell),
        small=book.add_format({**cell, "font_size": SMALL}),
        open=book.add_format({**cell, "locked": False, "bg_color": TO_FILL}),
        headings={
            kind: book.add_format({**cell, "bold": kind != "criterion", "bg_color": colour})
            for kind, colour in HEADINGS.items()
        },
        legend_open=book.add_format({**cell, "align": "center", "bg_color": TO_FILL}),
        legend_fixed=book.add_format({**cell, "align": "center"}),
        legend_criterion=book.add_format(
            {**cell, "align": "center", "bg_color": HEADINGS["criterion"]}
        ),
        signature=book.add_format({**centred, "bold": True}),
        under_signature=book.add_format({**centred, "italic": True}),
        signer=book.add_format({**centred, "locked": False, "valign": "bottom", "bold": True}),
    )


def height_of(text: str, width: int, size: int = SIZE) -> float:
    """Points that a text of a font size takes in so many characters of width.

    No program adjusts the height of merged cells, and LibreOffice none that it has not edited.
    """
    letters = int(width * _LETTERS * SIZE / size)
    return LINE * size / SIZE * max(len(wrap(text, max(letters, 1))), 1)
