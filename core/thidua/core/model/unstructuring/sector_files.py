"""A plugin's card, its sector, indicators, checks and formulas as plain values."""

from thidua.core.model.contribution import Check, Plugin, Sector, Severity, UnitKind
from thidua.core.model.formulas import Formula, Parameter
from thidua.core.model.indicator import Direction, Indicator, ValueKind, WhenBlank
from thidua.core.model.places import placed
from thidua.core.model.sector_file import SectorFile
from thidua.core.model.unstructuring.plain import Plain, plain_text, said
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all


def unstructure_sector(sector_file: SectorFile) -> Plain:
    """What :func:`thidua.core.model.structuring.read_sector` reads as the same record.

    Refused where a formula is a Python function, which no plain value can say: each is named.
    """
    refuse_all(
        _is_python(formula, place)
        for place, formula in placed("formulas", sector_file.formulas)
        if formula.function is not None
    )
    return said(
        {
            "plugin": _plugin(sector_file.plugin) if sector_file.plugin else None,
            "sector": _sector(sector_file.sector) if sector_file.sector else None,
            "indicators": [_indicator(item) for item in sector_file.indicators],
            "checks": [_check(item) for item in sector_file.checks],
            "formulas": [_formula(item) for item in sector_file.formulas],
        }
    )


def _is_python(formula: Formula, place: str) -> Fault:
    return Fault(
        Text(
            f"Công thức “{formula.code}” là một hàm Python, không ghi ra tệp dữ liệu được.",
            f"The formula “{formula.code}” is a Python function, which no data file can hold.",
        ),
        place,
        Text(
            "Viết lại công thức bằng biểu thức, hoặc giao ngành dưới dạng gói Python.",
            "Write the formula as an expression, or hand the sector on as a Python package.",
        ),
    )


def _plugin(plugin: Plugin) -> Plain:
    return said(
        {
            "code": plugin.code,
            "title": plain_text(plugin.title),
            "api_version": plugin.api_version,
            "maintainers": list(plugin.maintainers),
        }
    )


def _sector(sector: Sector) -> Plain:
    return said(
        {
            "code": sector.code,
            "title": plain_text(sector.title),
            "legal_basis": sector.legal_basis,
            "unit_kinds": [_unit_kind(kind) for kind in sector.unit_kinds],
        }
    )


def _unit_kind(kind: UnitKind) -> Plain:
    return {"code": kind.code, "title": plain_text(kind.title)}


def _indicator(indicator: Indicator) -> Plain:
    unit, kind = indicator.unit, indicator.kind
    direction, blank = indicator.direction, indicator.when_blank
    return said(
        {
            "code": indicator.code,
            "title": plain_text(indicator.title),
            "unit": unit.vi if unit.vi == unit.en else plain_text(unit),
            "kind": None if kind is ValueKind.NUMBER else kind.value,
            "grades": list(indicator.grades),
            "grade_titles": [plain_text(title) for title in indicator.grade_titles],
            "whole": indicator.whole or None,
            "direction": None if direction is Direction.HIGHER else direction.value,
            "when_blank": None if blank is WhenBlank.MISSING else blank.value,
            "reference": indicator.reference,
        }
    )


def _check(check: Check) -> Plain:
    severity = check.severity
    return said(
        {
            "code": check.code,
            "title": plain_text(check.title),
            "expression": check.expression,
            "severity": None if severity is Severity.WARNING else severity.value,
            "stated": check.stated,
            "recomputed": check.recomputed,
        }
    )


def _formula(formula: Formula) -> Plain:
    return said(
        {
            "code": formula.code,
            "title": plain_text(formula.title),
            "explanation": plain_text(formula.explanation),
            "inputs": list(formula.inputs),
            "optional_inputs": dict(formula.optional_inputs),
            "parameters": [_parameter(item) for item in formula.parameters],
            "expression": formula.expression,
            "reference": formula.reference,
        }
    )


def _parameter(parameter: Parameter) -> Plain:
    return said(
        {
            "name": parameter.name,
            "default": parameter.default,
            "title": plain_text(parameter.title),
            "choices": dict(parameter.choices),
        }
    )
