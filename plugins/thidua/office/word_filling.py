"""A Word template, checked part by part and then filled in inside the fence."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

from jinja2 import Template
from jinja2.exceptions import TemplateSyntaxError

from thidua.core.text.fault import Fault, Refused, refuse, refuse_all
from thidua.office.template_fence import Fence, fault_of, where, written
from thidua.office.template_paths import faults_of_paths
from thidua.office.template_rules import faults_of_template
from thidua.office.word_guard import check_filled, check_word, not_word
from thidua.office.word_parts import Part, WordTemplate, unfilled_parts
from thidua.office.word_pictures import placed_pictures
from thidua.office.word_tables import fit_tables, keep_last_rows

MAX_TEMPLATE_CHARACTERS: Final = 4_000_000
"""Of the XML of one part."""
MAX_OUTPUT_CHARACTERS: Final = 40_000_000
_MADE: Final = (1980, 1, 1, 0, 0, 0)
"""Stands as the day of every member, so that the same report is the same file."""


def fill_word(content: bytes, place: str, values: Mapping[str, Any]) -> bytes:
    """The filled document; :class:`Refused` as :func:`word_rendering.render_word` says."""
    check_word(content, place)
    template, parts = _opened(content, place)
    fence = _WordFence(parts, values)
    found = (
        _faults(fence, parts, values),
        template.lost_words(place),
        unfilled_parts(template, place),
    )
    refuse_all(chain.from_iterable(found))
    try:
        template.render(_with_pictures(template, values), jinja_env=fence)
        fit_tables(template.docx)
        keep_last_rows(template.docx)
        filled = _packed(template)
        check_filled(filled, place)
        return filled
    except (Refused, MemoryError):
        raise
    except Exception as error:  # the template is a plugin's: whatever it raises is named
        raise Refused((fault_of(error, _place(error, parts, place)),)) from error


def _opened(content: bytes, place: str) -> tuple[WordTemplate, tuple[Part, ...]]:
    try:
        template = WordTemplate(io.BytesIO(content))
        template.init_docx()
        return template, tuple(template.fields_in_parts(place))
    except MemoryError:
        raise
    except Exception as cause:  # python-docx raises whatever a damaged file leads to
        raise not_word(place) from cause


def _faults(
    fence: "_WordFence", parts: tuple[Part, ...], values: Mapping[str, Any]
) -> Iterator[Fault]:
    for part in parts:
        if len(part.source) > MAX_TEMPLATE_CHARACTERS:
            raise refuse(
                "Mẫu báo cáo quá dài.", "The report template is too long.", place=part.place(0)
            )
        try:
            tree = fence.parse(part.source, part.name, part.name)
        except TemplateSyntaxError as error:
            yield fault_of(error, part.place(error.lineno))
        else:
            yield from faults_of_template(tree, part.place, values, {})
            yield from faults_of_paths(tree, part.place, values)


class _WordFence(Fence):
    """The fence, as docxtpl asks for it: by the source of each part."""

    def __init__(self, parts: tuple[Part, ...], values: Mapping[str, Any]) -> None:
        super().__init__(values.keys())
        self._parts = {part.source: part for part in parts}

    def from_string(self, source: Any, *_: object, **__: object) -> Any:
        """A template of the part with that source, checked again, whose length is counted."""
        part = self._parts[source]
        return _Counted(self.template(source, part.name, part.place))


class _Counted:
    """What docxtpl calls a template: it only ever asks it to render."""

    def __init__(self, template: Template) -> None:
        self._template = template

    def render(self, values: Mapping[str, Any]) -> str:
        """The part filled in."""
        return written(self._template, values, MAX_OUTPUT_CHARACTERS)


def _with_pictures(template: WordTemplate, values: Mapping[str, Any]) -> dict[str, Any]:
    pictures = values.get("pictures")
    if not isinstance(pictures, dict):
        return dict(values)
    return {**values, "pictures": placed_pictures(template, pictures)}


def _place(error: Exception, parts: tuple[Part, ...], place: str) -> str:
    found = where(error, [part.name for part in parts])
    if found is None:
        return place
    name, line = found
    return next(part.place(line) for part in parts if part.name == name)


def _packed(template: WordTemplate) -> bytes:
    saved, packed = io.BytesIO(), io.BytesIO()
    template.save(saved)
    with zipfile.ZipFile(saved) as members, zipfile.ZipFile(packed, "w") as archive:
        for name in members.namelist():
            member = zipfile.ZipInfo(name, _MADE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            archive.writestr(member, members.read(name))
    return packed.getvalue()
