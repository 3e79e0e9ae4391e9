"""Reports out: a sector contributes templates, a renderer turns one with its data into a file."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias

from attrs import field, frozen, validators

from thidua.core.model.code import is_code
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import Fault

Plain: TypeAlias = bool | int | str | Sequence["Plain"] | Mapping[str, "Plain"] | None
"""What a template may see: no object with methods, and no float. Numbers come as text already
formatted for the language of the report."""


class ReportSubject(StrEnum):
    """What a report is about, and so which of ``--cluster`` and ``--unit`` it needs."""

    DEPARTMENT = "department"
    """The period as a whole, all clusters of the department."""
    CLUSTER = "cluster"
    UNIT = "unit"
    """One member of one cluster."""


@frozen
class ReportTemplate:
    """A report that a plugin offers, with the template itself, so that nothing is read later."""

    code: str = field(validator=is_code)
    title: Text
    format: str = field(validator=is_code)
    """The template's own format, ``html``: the renderer of the same format takes it."""
    content: bytes = field(validator=validators.min_len(1), repr=False)
    file: str = ""
    """The file it came from, for messages."""
    subject: ReportSubject = ReportSubject.CLUSTER
    sector: str | None = field(default=None, validator=validators.optional(is_code))
    """The sector whose report it is; None for a report of any sector."""


Render = Callable[[ReportTemplate, Mapping[str, Plain], Language], bytes]
"""Fills in a template; raises ``Refused`` with the template's file and line where it is faulty."""

TemplateCheck = Callable[[ReportTemplate], tuple[Fault, ...]]
"""All that can be found wrong with a template before there is a report to fill it with."""


@frozen
class Renderer:
    """A file format that reports can be written in."""

    code: str = field(validator=is_code)
    title: Text
    format: str = field(validator=is_code)
    """The format of the templates that it takes."""
    suffix: str = field(validator=validators.matches_re(r"\.[a-z0-9]+"))
    """Of the files that it writes, ``.html``."""
    render: Render = field(eq=False, repr=False)
    check: TemplateCheck | None = field(default=None, eq=False, repr=False)
    """What ``thidua sector show PATH`` asks of the templates of the format; None asks nothing."""
