"""On which line each value of a TOML text stands, which ``tomllib`` does not tell.

Only for text that ``tomllib`` has accepted: what it would refuse is not looked for again.
"""

import re

from attrs import define, field

Content = dict[str, "Located"] | list["Located"] | str


@define
class Located:
    """A value with the line where it, or the key before it, begins."""

    line: int
    content: Content

    def table(self) -> dict[str, "Located"]:
        """The keys of a table; none for any other value."""
        return self.content if isinstance(self.content, dict) else {}

    def items(self) -> list["Located"]:
        """The items of a list; none for any other value."""
        return self.content if isinstance(self.content, list) else []


_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r'"(?P<basic>(?:[^"\\]|\\.)*)"|\'(?P<literal>[^\']*)\'|(?P<bare>[A-Za-z0-9_-]+)')
_ANY_KEY = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED = re.compile(rf"{_ANY_KEY}(?:[ \t]*\.[ \t]*{_ANY_KEY})*")
_TEXT = re.compile(
    r'"""(?P<long>(?:[^\\]|\\.)*?"{0,2})"""(?!")'
    r"|'''(?P<raw>.*?'{0,2})'''(?!')"
    r'|"(?P<basic>(?:[^"\\\n]|\\.)*)"'
    r"|'(?P<literal>[^'\n]*)'",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^\s,\]}#]+(?: [0-9][^\s,\]}#]*)?")


def scan_toml(text: str) -> Located:
    """The whole document as a table of located values."""
    return _Scanner(text).document()


@define
class _Scanner:
    text: str
    position: int = 0
    _line: int = 1
    _counted: int = field(default=0)
    """Up to where line ends are counted."""

    def line(self) -> int:
        self._line += self.text.count("\n", self._counted, self.position)
        self._counted = self.position
        return self._line

    def document(self) -> Located:
        root = Located(1, {})
        here = root
        self.skip_space()
        while self.position < len(self.text):
            here = self.header(root) if self.peek("[") else self.pair(here)
            self.skip_space()
        return root

    def header(self, root: Located) -> Located:
        """``[a.b]`` or ``[[a.b]]``: the table that what follows belongs to."""
        line = self.line()
        is_list = self.take("[[")
        if not is_list:
            self.take("[")
        *path, last = self.key()
        self.take("]]" if is_list else "]")
        here = _down(root, path, line)
        if not is_list:
            return _down(here, [last], line)
        item = Located(line, {})
        here.table().setdefault(last, Located(line, [])).items().append(item)
        return item

    def pair(self, here: Located) -> Located:
        """``key = value``; gives back the table that it was put into."""
        line = self.line()
        *path, last = self.key()
        self.skip_space()
        self.take("=")
        self.skip_space()
        _down(here, path, line).table()[last] = Located(line, self.value())
        return here

    def key(self) -> list[str]:
        """A dotted key in its parts."""
        self.skip_space()
        start, whole = self.position, _DOTTED.match(self.text, self.position)
        self.position = whole.end() if whole else start
        self.skip_space()
        parts = _KEY.finditer(self.text, start, whole.end() if whole else start)
        return [part[part.lastgroup or 0] for part in parts]

    def value(self) -> Content:
        if self.take("["):
            return self.items()
        if self.take("{"):
            return self.inline_table()
        if match := _TEXT.match(self.text, self.position):
            self.position = match.end()
            return match[match.lastgroup or 0]
        match = _PLAIN.match(self.text, self.position)
        self.position = match.end() if match else len(self.text)
        return match[0] if match else ""

    def items(self) -> list[Located]:
        found: list[Located] = []
        self.skip_space()
        while not self.take("]"):
            found.append(Located(self.line(), self.value()))
            self.skip_space()
            self.take(",")
            self.skip_space()
        return found

    def inline_table(self) -> dict[str, Located]:
        table = Located(self.line(), {})
        self.skip_space()
        while not self.take("}"):
            self.pair(table)
            self.skip_space()
            self.take(",")
            self.skip_space()
        return table.table()

    def peek(self, sign: str) -> bool:
        return self.text.startswith(sign, self.position)

    def take(self, sign: str) -> bool:
        if found := self.peek(sign):
            self.position += len(sign)
        return found

    def skip_space(self) -> None:
        space = _SPACE.match(self.text, self.position)
        self.position = space.end() if space else self.position


def _down(here: Located, path: list[str], line: int) -> Located:
    """The table under a dotted key: of a list of tables the last one."""
    for part in path:
        here = here.table().setdefault(part, Located(line, {}))
        if here.items():
            here = here.items()[-1]
    return here
