"""Reports as HTML: a plugin's Jinja2 template, filled with plain data inside a sandbox.

The template is checked first (:mod:`thidua.office.template_rules`), then run with nothing but
dicts, lists, strings, integers and booleans in reach, every text escaped and every loop counted.
It may extend one of the layouts of this package; it opens no file.
"""

import traceback
from collections.abc import Mapping, MutableMapping
from importlib.resources import files
from typing import Any, Final

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import Fault, Refused, refuse, refuse_all
from thidua.core.workspace.templates import Document, Plain, TemplateFile
from thidua.office.template_rules import (
    FILTERS,
    MAX_TEMPLATE_CHARACTERS,
    TESTS,
    faults_of_template,
    no_such_field,
    suggestion,
)

LAYOUTS: Final = ("van-ban.html", "tong-ket.html")
"""``van-ban.html``: the frame of an administrative document; ``tong-ket.html``: that frame with
the sections of a summary report."""
MAX_LOOP_STEPS: Final = 200_000
MAX_OUTPUT_CHARACTERS: Final = 20_000_000

_LOOP_FIELDS: Final = frozenset({"index", "index0", "first", "last", "length"})
_COUNTED: Final = "counted"


def render_html(template: TemplateFile, data: Mapping[str, Plain], language: Language) -> bytes:
    """Fill a template with a report as plain data; it may also read ``language``.

    Raises :class:`Refused` with every fault that the template's text shows, or with the first
    that filling it shows, each with file and line; TypeError where ``data`` is not plain.
    """
    require_plain(data)
    place = template.file
    values = {**data, "language": language}
    fence = _Fence(frozenset(values))
    try:
        return _written(fence.template(template.content.decode("utf-8"), place), values)
    except Refused:
        raise
    except Exception as error:  # the template is a plugin's: whatever it raises is named
        raise Refused((_fault_of(error, place),)) from error


def faults_of_html(template: TemplateFile, document: Document) -> tuple[Fault, ...]:
    """What is wrong with a template before any report is written: all that its text shows, else
    the first that filling it with a made-up report shows, with file and line."""
    from thidua.office.report_sample import sample_report

    try:
        render_html(template, sample_report(document), "vi")
    except Refused as refused:
        return refused.faults
    return ()


def require_plain(value: object, path: str = "report") -> None:
    """Raise TypeError at the first value that is no dict, list, string, integer or boolean."""
    if type(value) is dict:
        for key, item in value.items():
            require_plain(item, f"{path}.{key}")
    elif type(value) is list:
        for index, item in enumerate(value):
            require_plain(item, f"{path}[{index}]")
    elif value is not None and type(value) not in (str, int, bool):
        raise TypeError(f"{path}: not plain data: {type(value).__name__}")


class _MissingField(Exception):
    """A field that the report does not have was read."""

    def __init__(self, what: Text, remedy: Text | None) -> None:
        super().__init__(what.en)
        self.what = what
        self.remedy = remedy


class _TooLong(Exception):
    """The template loops or writes more than a report can need."""


class _Layouts(BaseLoader):
    """Gives the layouts of this package, and nothing else, to ``extends``."""

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """A layout, held to the same rules as any template."""
        assert isinstance(environment, _Fence) and name in LAYOUTS
        source = files("thidua.office").joinpath("layouts", name).read_text("utf-8")
        return environment.template(source, name)


class _Fence(ImmutableSandboxedEnvironment):
    """A sandbox for one rendering: only keys of dicts and items of lists can be reached."""

    def __init__(self, fields: frozenset[str]) -> None:
        super().__init__(
            autoescape=True,
            undefined=StrictUndefined,
            loader=_Layouts(),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._fields = fields
        self._steps_left = MAX_LOOP_STEPS
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS} | {_COUNTED: self._counted}
        self.tests = {name: self.tests[name] for name in TESTS}

    def template(self, source: str, place: str) -> Template:
        """Parse, check and compile; :class:`Refused` with every fault of the text."""
        if len(source) > MAX_TEMPLATE_CHARACTERS:
            raise refuse("Mẫu báo cáo quá dài.", "The report template is too long.", place=place)
        tree = self.parse(source, place, place)
        refuse_all(faults_of_template(tree, place, self._fields, LAYOUTS))
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(
                loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno, environment=self
            )
        return Template.from_code(self, self.compile(tree, place, place), {})

    def _counted(self, value: object) -> list[Any]:
        if type(value) is not list:
            raise TypeError("only a list can be looped over")
        self._steps_left -= len(value)
        if self._steps_left < 0:
            raise _TooLong
        return value

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The key of a dict, never an attribute; of a loop, where it stands."""
        if isinstance(obj, LoopContext) and attribute in _LOOP_FIELDS:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The key of a dict or the place in a list; anything else is named as missing."""
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        if type(obj) is list and type(argument) is int and argument < len(obj):
            return obj[argument]
        known = [key for key in obj if isinstance(key, str)] if isinstance(obj, Mapping) else []
        raise _MissingField(no_such_field(str(argument)), suggestion(str(argument), known))

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing is called; the check of the text has said so already."""
        return False


def _written(template: Template, values: Mapping[str, Plain]) -> bytes:
    pieces: list[str] = []
    length = 0
    for piece in template.generate(values):
        length += len(piece)
        if length > MAX_OUTPUT_CHARACTERS:
            raise _TooLong
        pieces.append(piece)
    return "".join(pieces).encode("utf-8")


def _fault_of(error: Exception, place: str) -> Fault:
    where = _line_of(error, place)
    if isinstance(error, _MissingField):
        return Fault(error.what, where, error.remedy)
    if isinstance(error, _TooLong):
        return Fault(
            Text(
                "Mẫu báo cáo lặp hoặc in ra quá nhiều.",
                "The report template loops or prints too much.",
            ),
            where,
        )
    return Fault(
        Text(f"Mẫu báo cáo có lỗi: {error}.", f"The report template is faulty: {error}."), where
    )


def _line_of(error: Exception, place: str) -> str:
    if isinstance(error, TemplateSyntaxError):
        return f"{place}:{error.lineno}"
    known = (place, *LAYOUTS)
    found = [
        (frame.f_code.co_filename, line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename in known
    ]
    return "{}:{}".format(*found[-1]) if found else place
