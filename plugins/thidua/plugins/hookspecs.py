"""The hooks, typed for the one who implements them.

Hooks return frozen records, not behaviour. A hook that gives several records may return a list
or yield them; the order does not matter, since everything is sorted by code. Arguments are only
ever added to a hook, and an implementation may leave out those it does not use. A hook that has
nothing to give is left out of the plugin; returning None is a fault, for it is nearly always a
forgotten ``return``.
"""

from collections.abc import Iterable

import pluggy

from thidua.core.model.contribution import Check, Plugin, Sector
from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.workspace.readers import Reader
from thidua.core.workspace.templates import Renderer, ReportTemplate

PROJECT = "thidua"
ENTRY_POINT_GROUP = "thidua.plugins"

API_VERSION = 1
"""The version of this interface; a plugin says in its card which one it was written for."""

OLDEST_API_VERSION = 1
"""The oldest interface whose plugins still work."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks a function of a plugin as the implementation of the hook of the same name."""


@hookspec
def thidua_plugin() -> Plugin:  # type: ignore[empty-body]
    """The plugin's own card: its code, its titles, the interface it was written for.

    A plugin without this hook is known by the name of its entry point, and taken to be written
    for the present interface. Example::

        from thidua.plugins import Plugin, Text, hookimpl

        @hookimpl
        def thidua_plugin():
            return Plugin(
                code="health",
                title=Text(vi="Ngành Y tế", en="Health"),
                api_version=1,
                maintainers=("Sở Y tế <syt@example.vn>",),
            )
    """


@hookspec
def thidua_sector() -> Sector:  # type: ignore[empty-body]
    """The sector that departments enable to get what this plugin gives; at most one a plugin.

    A plugin without a sector is enabled by the code of its card. Example::

        from thidua.plugins import Sector, Text, UnitKind, hookimpl

        @hookimpl
        def thidua_sector():
            return Sector(
                code="health",
                title=Text(vi="Y tế", en="Health"),
                legal_basis="Quyết định số 01/QĐ-SYT",
                unit_kinds=(UnitKind("clinic", Text(vi="Trạm y tế", en="Clinic")),),
            )
    """


@hookspec
def thidua_indicators() -> Iterable[Indicator]:  # type: ignore[empty-body]
    """What units report. A code is an indicator's identity in the whole workspace. Example::

    from thidua.plugins import Indicator, Text, hookimpl

    @hookimpl
    def thidua_indicators():
        yield Indicator(
            code="children_vaccinated",
            title=Text(vi="Trẻ em được tiêm chủng đầy đủ", en="Children fully vaccinated"),
            unit=Text(vi="trẻ", en="children"),
        )
    """


@hookspec
def thidua_formulas() -> Iterable[Formula]:  # type: ignore[empty-body]
    """Ways to turn figures into points: an expression, or where the formula language cannot say
    it a plain Python function of exact numbers, which returns a Fraction or an int already
    rounded to ``places``, never a float. Example::

        from fractions import Fraction

        from thidua.plugins import Formula, Text, hookimpl

        def halves(figures):
            whole = figures["points"] * figures["done"] / figures["total"]
            return Fraction(int(whole * 2), 2)

        @hookimpl
        def thidua_formulas():
            return [
                Formula(
                    code="whole-halves",
                    title=Text(vi="Theo tỷ lệ, làm tròn xuống 0,5", en="In steps of 0.5"),
                    explanation=Text(
                        vi="Điểm theo tỷ lệ, làm tròn xuống bội của 0,5.",
                        en="In proportion, rounded down to a multiple of 0.5.",
                    ),
                    inputs=("done", "total"),
                    function=halves,
                    places=1,
                )
            ]
    """


@hookspec
def thidua_criteria_sets() -> Iterable[CriteriaSet]:  # type: ignore[empty-body]
    """Point tables. They are usually read from one TOML file each, by
    :meth:`thidua.plugins.Folder.criteria_set`; built in Python they look like this. Example::

        from fractions import Fraction

        from thidua.core.model.criteria import Basis, Criterion, FormulaBase
        from thidua.plugins import CriteriaSet, Text, hookimpl

        @hookimpl
        def thidua_criteria_sets():
            share = FormulaBase("points * min(children_vaccinated / children_born, 1)")
            yield CriteriaSet(
                code="health-2026",
                title=Text(vi="Bảng điểm ngành Y tế", en="Point table of health"),
                basis=Basis.PROPOSAL,
                points=Fraction(10),
                criteria=(
                    Criterion("H-01", Fraction(10), Text("Tiêm chủng", "Vaccination"), base=share),
                ),
            )
    """


@hookspec
def thidua_report_templates() -> Iterable[ReportTemplate]:  # type: ignore[empty-body]
    """Reports. The template travels inside the record; it is usually read from a file by
    :meth:`thidua.plugins.Folder.template`. Example::

        from thidua.plugins import Document, ReportTemplate, TemplateFile, Text, hookimpl

        PAGE = "<h1>{{ department_name }}, {{ period }}</h1>"

        @hookimpl
        def thidua_report_templates():
            yield ReportTemplate(
                code="health-summary",
                title=Text(vi="Báo cáo tổng kết ngành Y tế", en="Summary report of health"),
                document=Document.SUMMARY,
                files=(TemplateFile("html", PAGE.encode(), "summary.html"),),
                sector="health",
            )
    """


@hookspec
def thidua_checks() -> Iterable[Check]:  # type: ignore[empty-body]
    """Plausibility checks: expressions on the figures of one unit, true where they can be
    believed, silent where a figure is missing. Example::

        from thidua.plugins import Check, Severity, Text, hookimpl

        @hookimpl
        def thidua_checks():
            yield Check(
                code="vaccinated-within-born",
                title=Text(
                    vi="Số trẻ được tiêm lớn hơn số trẻ sinh ra",
                    en="More children vaccinated than born",
                ),
                expression="children_vaccinated <= children_born",
                severity=Severity.ERROR,
            )
    """


@hookspec
def thidua_readers() -> Iterable[Reader]:  # type: ignore[empty-body]
    """File formats that units and figures can be imported from. ``read`` takes the path and
    returns tables of plain cells; it raises ``Refused`` for a file it cannot read. Example::

        from thidua.plugins import Cell, Reader, Row, Table, Text, cell_address, hookimpl

        def read(path):
            lines = path.read_text("utf-8").splitlines()
            rows = [
                Row(number, tuple(
                    Cell(value or None, cell_address(column, number))
                    for column, value in enumerate(line.split("|"))
                ))
                for number, line in enumerate(lines, start=1)
            ]
            return (Table(sheet="", rows=tuple(rows)),)

        @hookimpl
        def thidua_readers():
            yield Reader(
                code="psv",
                title=Text(vi="Tệp phân cách bằng dấu |", en="Pipe-separated file"),
                suffixes=(".psv",),
                read=read,
            )
    """


@hookspec
def thidua_renderers() -> Iterable[Renderer]:  # type: ignore[empty-body]
    """File formats that reports can be written in. ``render`` takes fillings (a template's file
    and the report as plain data, each) and the language, and returns the bytes of a file for each,
    in their order. Example::

        from string import Template

        from thidua.plugins import Renderer, Text, hookimpl

        def render(fillings, language):
            return [
                Template(it.template.content.decode()).safe_substitute(it.data).encode()
                for it in fillings
            ]

        @hookimpl
        def thidua_renderers():
            yield Renderer(
                code="plain-text",
                title=Text(vi="Văn bản thuần", en="Plain text"),
                format="text",
                suffix=".txt",
                render=render,
            )
    """
