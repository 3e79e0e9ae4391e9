"""What a sheet of a sector's workbook is made of: columns, and which values they stand for."""

from collections.abc import Mapping
from enum import Enum, auto

from attrs import Factory, field, frozen

from thidua.core.text.bilingual import Text


class Kind(Enum):
    """How a plain value is written in a cell, and read from it."""

    TEXT = auto()
    CODE = auto()
    EXPRESSION = auto()
    NUMBER = auto()
    """Exact, with a decimal comma: ``0,5``."""
    LIMIT = auto()
    """A number, or the word for no limit."""
    WHOLE = auto()
    DAY = auto()
    WORD = auto()
    """One of the column's words."""
    LIST = auto()
    """Texts, a line each."""
    PAIRS = auto()
    """Expressions by name, a line each: ``actual = jobs_created``."""
    SETTINGS = auto()
    """As PAIRS, of numbers (decimal comma) and codes."""
    SETTING = auto()
    """One such number or code."""
    FIGURES = auto()
    """As PAIRS, of figures: numbers, days, yes or no, bounds, codes of grades."""
    FIGURE = auto()
    """One such figure."""


@frozen
class Column:
    """A column of a sheet (of an upright sheet, a row)."""

    code: str
    """Stands in the row of codes, by which it is read whatever its heading says."""
    title: Text
    about: Text
    """What to write, for the comment on its heading and for the guide."""
    kind: Kind = Kind.TEXT
    key: str = ""
    """The path of the value inside its record, ``title.vi``; the code where it is left out."""
    words: Mapping[str | bool, Text] = field(factory=dict, eq=False)
    """Of a WORD: what is written for each value. Of a LIMIT or FIGURE: for ``"none"``."""
    required: bool = False
    """The sheet must have the column."""
    names: str = ""
    """The sheet whose codes stand here, to choose from."""
    width: int = 14
    """Characters."""

    @property
    def path(self) -> str:
        """The path of the value inside its record."""
        return self.key or self.code


@frozen
class Form:
    """A sheet: the records that stand on it, one a row (of an upright sheet, one a column)."""

    code: str
    title: Text
    about: Text
    columns: tuple[Column, ...]
    """In the order in which they are written; links to the records above come first."""
    parent: str = ""
    """The form of the records that these belong to; none for a file of its own."""
    key: str = ""
    """The list of the parent's record that these are: ``bands.steps``."""
    links: tuple[str, ...] = Factory(tuple)
    """The columns that name the record above; blank means that of the row before."""
    upright: bool = False

    @property
    def values(self) -> tuple[Column, ...]:
        """The columns that hold values of the records themselves."""
        return tuple(column for column in self.columns if column.code not in self.links)

    def column(self, code: str) -> Column:
        """The column of a code; KeyError where there is none."""
        return {column.code: column for column in self.columns}[code]


def title_columns(subject: Text, *, required: bool = True, width: int = 34) -> tuple[Column, ...]:
    """The two columns of a text in both languages."""
    needed = (
        Text("Bắt buộc.", "Required.") if required else Text("Có thể để trống.", "May be blank.")
    )
    as_it_is = Text(
        "Để trống thì dùng tên tiếng Việt.", "Where it is blank, the Vietnamese one is used."
    )
    return tuple(
        Column(
            f"title_{language}",
            title,
            Text(f"{subject.vi} {it.vi}. {more.vi}", f"{subject.en} {it.en}. {more.en}"),
            key=f"title.{language}",
            width=width,
        )
        for language, title, it, more in (
            ("vi", Text("Tên gọi", "Title"), Text("bằng tiếng Việt", "in Vietnamese"), needed),
            (
                "en",
                Text("Tên tiếng Anh", "Title in English"),
                Text("bằng tiếng Anh", "in English"),
                as_it_is,
            ),
        )
    )
