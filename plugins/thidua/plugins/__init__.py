"""What the author of a plugin needs, in one import.

A plugin is an ordinary package with functions marked :data:`hookimpl`, announced by one entry
point of the group ``thidua.plugins``::

    # pyproject.toml of the package
    [project.entry-points."thidua.plugins"]
    health = "thidua_health"

    # thidua_health/__init__.py
    from thidua.plugins import Folder, hookimpl

    here = Folder(__package__)

    @hookimpl
    def thidua_plugin():
        return here.plugin("sector.toml")

    @hookimpl
    def thidua_sector():
        return here.sector("sector.toml")

    @hookimpl
    def thidua_criteria_sets():
        yield here.criteria_set("criteria-2026.toml")

The hooks are in :mod:`thidua.plugins.hookspecs`, each with a complete example; docs/authors
makes a sector from an empty folder.
"""

from thidua.core.model.contribution import Check, Plugin, Sector, Severity, UnitKind
from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.formulas import Formula, Parameter
from thidua.core.model.indicator import Direction, Indicator, ValueKind, WhenBlank
from thidua.core.text.bilingual import Text
from thidua.core.workspace.readers import Cell, Reader, Row, Table, cell_address
from thidua.core.workspace.templates import (
    Document,
    Filling,
    Renderer,
    ReportTemplate,
    TemplateFile,
)
from thidua.plugins.folder import Folder
from thidua.plugins.hookspecs import API_VERSION, hookimpl

__all__ = [
    "API_VERSION",
    "Cell",
    "Check",
    "CriteriaSet",
    "Direction",
    "Document",
    "Filling",
    "Folder",
    "Formula",
    "Indicator",
    "Parameter",
    "Plugin",
    "Reader",
    "Renderer",
    "ReportTemplate",
    "Row",
    "Sector",
    "Severity",
    "Table",
    "TemplateFile",
    "Text",
    "UnitKind",
    "ValueKind",
    "WhenBlank",
    "cell_address",
    "hookimpl",
]
