"""Tables and headings of the demonstration on the screen."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from thidua.cli.bilingual_commands import say
from thidua.cli.output import console
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from rich.table import Table

WARNING = "bold red"
SOFT = "dim"


def chapter(number: int, title: Text) -> None:
    """A rule across the screen with the title of what follows."""
    screen = console()
    screen.print()
    screen.rule(f"[bold]{number}. {say(title)}", align="left")


def line(text: Text, style: str = "") -> None:
    """One paragraph."""
    from rich.text import Text as RichText

    console().print(RichText(say(text), style=style))


def table_of(title: str, columns: Sequence[Text], right: Iterable[int] = ()) -> "Table":
    """An empty table; ``right`` are the places of the columns with numbers."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text as RichText

    heading = RichText(title, style="bold") if title else None
    table = Table(title=heading, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    numbers = set(right)
    for place, column in enumerate(columns):
        table.add_column(say(column), justify="right" if place in numbers else "left")
    return table


def add(table: "Table", cells: Sequence[str], style: str = "", indent: int = 0) -> None:
    """A row of plain text: nothing in a name is markup. ``indent`` moves its first cell."""
    from rich.padding import Padding
    from rich.text import Text as RichText

    first, *rest = (RichText(cell) for cell in cells)
    table.add_row(Padding(first, (0, 0, 0, indent)), *rest, style=style or None)


def show(table: "Table") -> None:
    """Print a table as wide as it needs, apart from what stands above it."""
    screen = console()
    screen.print()
    screen.print(table)
