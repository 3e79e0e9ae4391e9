"""Reports as HTML: a plugin's Jinja2 template, filled with plain data inside the fence of
:mod:`thidua.office.template_fence`.

It may extend one of the layouts of this package; it opens no file.
"""

from collections.abc import Mapping, MutableMapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import BaseLoader, Environment, Template, nodes

from thidua.core.text.bilingual import Language
from thidua.core.text.fault import Fault, Refused, refuse
from thidua.core.workspace.templates import Document, Plain, TemplateFile
from thidua.office.plain_data import require_plain
from thidua.office.template_fence import Fence, fault_of, where, written

LAYOUTS: Final = ("van-ban.html", "tong-ket.html")
"""``van-ban.html``: the frame of an administrative document; ``tong-ket.html``: that frame with
the sections of a summary report."""
MAX_TEMPLATE_CHARACTERS: Final = 200_000
MAX_OUTPUT_CHARACTERS: Final = 20_000_000


def render_html(template: TemplateFile, data: Mapping[str, Plain], language: Language) -> bytes:
    """Fill a template with a report as plain data; it may also read ``language``.

    Raises :class:`Refused` with every fault that the template's text shows, or with the first
    that filling it shows, each with file and line; TypeError where ``data`` is not plain.
    """
    require_plain(data)
    place = template.file
    values = {**data, "language": language}
    fence = Fence(values.keys(), loader=_Layouts(), layouts=_layouts(), tags_take_their_line=True)
    try:
        filled = _compiled(fence, template.content.decode("utf-8"), place)
        return written(filled, values, MAX_OUTPUT_CHARACTERS).encode("utf-8")
    except Refused:
        raise
    except Exception as error:  # the template is a plugin's: whatever it raises is named
        found = where(error, (place, *LAYOUTS))
        raise Refused((fault_of(error, "{}:{}".format(*found) if found else place),)) from error


def faults_of_html(template: TemplateFile, document: Document) -> tuple[Fault, ...]:
    """What is wrong with a template before any report is written: all that its text shows, else
    the first that filling it with a made-up report shows, with file and line."""
    from thidua.core.workspace.documents.sample import sample_report

    try:
        render_html(template, sample_report(document), "vi")
    except Refused as refused:
        return refused.faults
    return ()


def _compiled(fence: Fence, source: str, place: str) -> Template:
    if len(source) > MAX_TEMPLATE_CHARACTERS:
        raise refuse("Mẫu báo cáo quá dài.", "The report template is too long.", place=place)
    return fence.template(source, place, lambda line: f"{place}:{line}")


@cache
def _layouts() -> Mapping[str, frozenset[str]]:
    """The layouts, each with the blocks that a template may fill: those of its own frame too."""
    found: dict[str, frozenset[str]] = {}
    for name in LAYOUTS:  # a frame comes before what extends it
        tree = Environment(autoescape=True).parse(_text_of(name))
        frames = [str(it.template.as_const()) for it in tree.find_all(nodes.Extends)]
        own = frozenset(block.name for block in tree.find_all(nodes.Block))
        found[name] = own.union(*(found[frame] for frame in frames))
    return found


def _text_of(layout: str) -> str:
    return files("thidua.office").joinpath("layouts", layout).read_text("utf-8")


class _Layouts(BaseLoader):
    """Gives the layouts of this package, and nothing else, to ``extends``."""

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """A layout, held to the same rules as any template."""
        assert isinstance(environment, Fence) and name in LAYOUTS
        return _compiled(environment, _text_of(name), name)
