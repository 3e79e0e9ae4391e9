"""What stands in a page's fences, and the marks in comments before them.

A comment right before a fence says what cannot be seen in it::

    <!-- file: cases/annex.toml -->     save the block under this name
    <!-- append: sector.toml -->        put it at the end of this file
    <!-- as: criterion -->              what a piece of TOML is a piece of
    <!-- not run: needs a network -->   why it is only to be read

A block of TOML, Python or HTML whose first line is a comment with a path is saved there too.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

_FENCE = re.compile(
    r"^(?P<fence>`{3,})(?P<language>[^\n`]*)\n(?P<source>.*?)^(?P=fence)[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_MARK = re.compile(r"<!-- (?P<name>file|append|as|not run): (?P<value>[^\n]*?) -->\n*\Z")
_NAMED = re.compile(r"(?:# |<!-- )(?P<path>[\w./-]+\.\w+)(?: -->)?\n")


@frozen
class Fence:
    """One fenced block of a page."""

    language: str
    source: str
    start: int
    end: int
    line: int
    marks: Mapping[str, str]

    @property
    def saved_as(self) -> str | None:
        """The file that a reader makes of the block."""
        named = _NAMED.match(self.source)
        return self.marks.get("file") or (named["path"] if named else None)

    @property
    def content(self) -> str:
        """The block without the line that only names its file."""
        return _NAMED.sub("", self.source, count=1) if "file" not in self.marks else self.source


def fences_of(text: str) -> Iterator[Fence]:
    """Every fenced block of a page, in order."""
    for found in _FENCE.finditer(text):
        yield Fence(
            language=found["language"].strip(),
            source=found["source"],
            start=found.start(),
            end=found.end(),
            line=text.count("\n", 0, found.start()) + 1,
            marks=dict(_marks_before(text[: found.start()])),
        )


def _marks_before(text: str) -> Iterator[tuple[str, str]]:
    while found := _MARK.search(text):
        yield found["name"], found["value"]
        text = text[: found.start()]


def pages(docs: Path) -> list[Path]:
    """Every page that readers see."""
    return sorted(path for path in docs.rglob("*.md") if "templates" not in path.parts)
