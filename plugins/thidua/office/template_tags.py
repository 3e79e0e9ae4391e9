"""Tags of a template that are opened and never closed."""

from typing import Final

from jinja2 import Environment
from jinja2.exceptions import TemplateSyntaxError

from thidua.core.text.bilingual import Text

_CLOSED: Final = ("for", "if", "block", "filter", "call", "macro", "with", "autoescape")
_STILL_OPEN: Final = "needs to be closed"


class Unclosed(TemplateSyntaxError):
    """A ``for``, an ``if`` or a block that is never closed; the line is that of its tag."""

    def __init__(self, tag: str, line: int, name: str | None, file: str | None) -> None:
        super().__init__(f"this {tag} is never closed", line, name, file)
        self.what = Text(f"Thẻ {tag} này chưa được đóng.", f"This {tag} is never closed.")
        self.remedy = Text(f"Thêm {{% end{tag} %}}.", f"Add {{% end{tag} %}}.")


def unclosed_in(
    error: TemplateSyntaxError, environment: Environment, source: str
) -> Unclosed | None:
    """The innermost tag that is still open where a template, or the tag around it, ends; None for
    another mistake."""
    if _STILL_OPEN not in str(error.message):
        return None
    opened: list[tuple[str, int]] = []
    after = ""
    for line, kind, value in environment.lex(source):
        if kind == "name" and after == "block_begin":
            if value.startswith("end"):
                if not opened or opened[-1][0] != value[3:]:
                    break
                opened.pop()
            elif value in _CLOSED:
                opened.append((value, line))
        after = after if kind == "whitespace" else kind
    return Unclosed(*opened[-1], error.name, error.filename) if opened else None
