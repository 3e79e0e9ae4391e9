"""Results on the screen: a table for people, JSON or CSV for programs.

Rows hold plain values: a date, an exact number, a :class:`Text`. A table shows them in words, CSV
as a spreadsheet reads them, JSON in the forms that programs agree on (dates as ISO 8601).
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Literal

import click
from attrs import frozen

from thidua.cli.bilingual_commands import language, option, say
from thidua.core.text.bilingual import Text

FORMATS = ("table", "json", "csv")


def format_option(command: Callable[..., None]) -> Callable[..., None]:
    """``--format table|json|csv``, given to the command as ``shape``."""
    return option(  # type: ignore[no-any-return]
        "--format",
        "shape",
        vi="Dạng in ra: table, json hoặc csv.",
        en="Output: table, json or csv.",
        type=click.Choice(FORMATS),
        default="table",
    )(command)


@frozen
class Column:
    """A column of a table: its key in the rows, its heading, and how it stands."""

    key: str
    title: Text
    right: bool = False
    words: Callable[[Any], Text] | None = None
    """What a table says for a value; JSON and CSV keep the value itself, a code."""
    whole: bool = False
    """Never broken over two lines."""


def show_rows(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Column],
    shape: str,
    title: str = "",
    data: Any = None,
) -> None:
    """Print rows; as JSON, ``data`` where given, else an array of the rows."""
    if shape == "json":
        show_json(list(rows) if data is None else data)
    elif shape == "csv":
        _show_csv(rows, columns)
    else:
        show_table(rows, columns, title)


def show_json(data: Any) -> None:
    """Print data as JSON, Vietnamese letters as they are."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=_json_value))


def _json_value(value: object) -> str:
    if isinstance(value, Text):
        return say(value)
    if isinstance(value, Fraction):
        from thidua.core.exact.decimal_text import canonical

        return canonical(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")


def _show_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([column.key for column in columns])
    for row in rows:
        writer.writerow([_csv_cell(row.get(column.key)) for column in columns])


_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(/[0-9]+)?")
"""A decimal, or the fraction of a number that has no end."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")


def _csv_cell(value: Any) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers."""
    text = _json_value(value) if isinstance(value, Fraction) else _flat(value)
    is_risky = text.lstrip().startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(text)
    return f"'{text}" if is_risky else text


def _flat(value: Any) -> str:
    match value:
        case None:
            return ""
        case list() | tuple():
            return "; ".join(_flat(item) for item in value)
        case dict():
            return "; ".join(f"{key}={_flat(item)}" for key, item in value.items())
        case Text():
            return say(value)
        case date():
            from thidua.core.text.dates import format_date

            return format_date(value, language())
        case Fraction():
            from thidua.core.text.number_format import format_number

            return format_number(value, language())
    return str(value)


def grouped(count: int, noun: str = "") -> str:
    """A count as the running command's reader expects it: ``1.000.000``, ``1,000,000``; with an
    English noun that takes an s, ``1 unit``, ``3 units``."""
    from thidua.core.text.number_format import format_number

    number = format_number(Fraction(count), language())
    return f"{number} {noun if count == 1 else f'{noun}s'}" if noun else number


def show_notices(notices: Iterable[Text]) -> None:
    """Print what must be known beside a table, a line each."""
    for notice in notices:
        click.echo(f"! {say(notice)}")


def show_table(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], title: str = ""
) -> None:
    """Print a table as wide as the terminal."""
    from rich.table import Table
    from rich.text import Text as RichText

    heading = RichText(title, style="bold") if title else None
    table = Table(title=heading, title_justify="left", title_style="bold")
    for column in columns:
        side: Literal["left", "right"] = "right" if column.right else "left"
        table.add_column(say(column.title), justify=side, no_wrap=column.whole)
    for row in rows:
        table.add_row(*(RichText(_table_cell(row.get(it.key), it)) for it in columns))
    console().print(table)


def _table_cell(value: Any, column: Column) -> str:
    return _flat(value if column.words is None or value is None else column.words(value))


def console() -> Any:
    """A rich console; where the output is no terminal it is wide, so that nothing is cut."""
    from rich.console import Console

    wide = None if sys.stdout.isatty() else 140
    return Console(file=sys.stdout, width=wide, highlight=False, emoji=False)
