"""The fence around a template of a report, whatever file format it fills.

Within are dicts, lists, strings, integers and booleans, every text escaped and every loop
counted; the text of a template is checked (:mod:`thidua.office.template_rules`) before it runs.
"""

import re
import traceback
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, Final

from jinja2 import BaseLoader, StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all
from thidua.core.workspace.templates import Plain
from thidua.office.template_rules import (
    FILTERS,
    LOOP_FIELDS,
    TESTS,
    Place,
    faults_of_template,
    no_such_field,
    suggestion,
)
from thidua.office.template_tags import Unclosed, unclosed_in

MAX_LOOP_STEPS: Final = 200_000

_COUNTED: Final = "counted"
_PRINTED: Final = "printed"
_ITEMS_PRINTED: Final = "items_printed"
_PRINTING: Final = {
    "upper": _PRINTED,
    "lower": _PRINTED,
    "trim": _PRINTED,
    "escape": _PRINTED,
    "join": _ITEMS_PRINTED,
}
"""Filters that turn whatever they are given into text, and what it passes through first."""


_TEXT_WITH_NUMBER: Final = re.compile(
    r"'[<>]=?' not supported between instances of "
    r"'(?:(?:str|Markup)' and '(?:int|float)|(?:int|float)' and '(?:str|Markup))'"
)
_NOT_BY_SIZE: Final = Text(
    "Chữ và số không so sánh lớn nhỏ với nhau được.",
    "A text and a number cannot be compared by size.",
)
_AS_TEXT: Final = Text(
    'Số vào mẫu dưới dạng chữ: viết row.rank == "1".',
    'Numbers arrive as text: write row.rank == "1".',
)


class Mistake(Exception):
    """A template asks for what there is not: a missing field, a loop over a text."""

    def __init__(self, what: Text, remedy: Text | None = None) -> None:
        super().__init__(what.en)
        self.what = what
        self.remedy = remedy


def too_long() -> Mistake:
    """The template loops or writes more than a report can need."""
    return Mistake(
        Text(
            "Mẫu báo cáo lặp hoặc in ra quá nhiều.",
            "The report template loops or prints too much.",
        )
    )


class Fence(ImmutableSandboxedEnvironment):
    """A sandbox for one rendering: only keys of dicts and items of lists can be reached."""

    def __init__(
        self,
        fields: Collection[str],
        *,
        loader: BaseLoader | None = None,
        layouts: Mapping[str, Collection[str]] = MappingProxyType({}),
        tags_take_their_line: bool = False,
    ) -> None:
        """``fields`` are the names that the report offers, ``layouts`` what the loader gives,
        with the blocks of each."""
        super().__init__(
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_printable,
            loader=loader,
            trim_blocks=tags_take_their_line,
            lstrip_blocks=tags_take_their_line,
        )
        self._fields = fields
        self._layouts = layouts
        self._steps_left = MAX_LOOP_STEPS
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS} | {
            _COUNTED: self._counted,
            _PRINTED: _printable,
            _ITEMS_PRINTED: _printable_items,
        }
        self.tests = {name: self.tests[name] for name in TESTS}

    def parse(
        self, source: str, name: str | None = None, filename: str | None = None
    ) -> nodes.Template:
        """The tree of a text; of a tag that is never closed, its own line is told."""
        try:
            return super().parse(source, name, filename)
        except TemplateSyntaxError as error:
            if unclosed := unclosed_in(error, self, source):
                raise unclosed from None
            raise

    def template(self, source: str, name: str, place: Place) -> Template:
        """Parse, check and compile; :class:`Refused` with every fault of the text.

        ``name`` is the file that :func:`where` finds again in a traceback.
        """
        tree = self.parse(source, name, name)
        refuse_all(faults_of_template(tree, place, self._fields, self._layouts))
        self._watch(tree)
        return Template.from_code(self, self.compile(tree, name, name), {})

    def _watch(self, tree: nodes.Template) -> None:
        # Filters first, for the other two put new ones in.
        for node in list(tree.find_all(nodes.Filter)):
            if node.node is not None and node.name in _PRINTING and not node.kwargs:
                node.node = self._through(_PRINTING[node.name], node.node)
        for concat in tree.find_all(nodes.Concat):
            concat.nodes = [self._through(_PRINTED, part) for part in concat.nodes]
        for loop in tree.find_all(nodes.For):
            loop.iter = self._through(_COUNTED, loop.iter)

    def _through(self, name: str, node: nodes.Node) -> nodes.Filter:
        return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno, environment=self)

    def _counted(self, value: object) -> list[Any]:
        if type(value) is not list:
            raise Mistake(
                Text(
                    "Chỉ lặp được trên một danh sách.", "It is only a list that can be looped over."
                )
            )
        self._steps_left -= len(value)
        if self._steps_left < 0:
            raise too_long()
        return value

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The key of a dict, never an attribute; of a loop, where it stands."""
        if isinstance(obj, LoopContext) and attribute in LOOP_FIELDS:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The key of a dict or the place in a list; anything else is named as missing."""
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        if type(obj) is list and type(argument) is int and argument < len(obj):
            return obj[argument]
        known = [key for key in obj if isinstance(key, str)] if isinstance(obj, Mapping) else []
        raise Mistake(no_such_field(str(argument)), suggestion(str(argument), known))

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing is called; the check of the text has said so already."""
        return False


def _printable(value: object) -> object:
    if isinstance(value, list | dict):
        raise Mistake(
            Text(
                "Không in được cả một danh sách hoặc một nhóm trường.",
                "A whole list or group of fields cannot be printed.",
            ),
            Text("Hãy chọn một trường, hoặc lặp bằng for.", "Choose a field, or loop with for."),
        )
    return value


def _printable_items(value: object) -> object:
    for item in value if isinstance(value, list) else ():
        _printable(item)
    return value


def written(template: Template, values: Mapping[str, Plain], most: int) -> str:
    """The template filled; the mistake of :func:`too_long` beyond ``most`` characters."""
    pieces: list[str] = []
    length = 0
    for piece in template.generate(values):
        length += len(piece)
        if length > most:
            raise too_long()
        pieces.append(piece)
    return "".join(pieces)


def fault_of(error: Exception, place: str) -> Fault:
    """What a template raised, in words."""
    if isinstance(error, Mistake | Unclosed):
        return Fault(error.what, place, error.remedy)
    if isinstance(error, TypeError) and _TEXT_WITH_NUMBER.search(str(error)):
        return Fault(_NOT_BY_SIZE, place, _AS_TEXT)
    said = str(error).rstrip(".")
    return Fault(
        Text(f"Mẫu báo cáo có lỗi: {said}.", f"The report template is faulty: {said}."), place
    )


def where(error: Exception, names: Collection[str]) -> tuple[str, int] | None:
    """Name and line of the template that raised, of those ``names``; None where none is known."""
    if isinstance(error, TemplateSyntaxError) and error.name is not None and error.name in names:
        return error.name, error.lineno
    found = [
        (frame.f_code.co_filename, line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename in names
    ]
    return found[-1] if found else None
