"""Another sound sector of a third party, which owes nothing to files: forestry."""

from fractions import Fraction

from thidua.core.model.criteria import Basis, Criterion, FormulaBase
from thidua.plugins import (
    API_VERSION,
    Cell,
    Check,
    CriteriaSet,
    Indicator,
    Plugin,
    Reader,
    Renderer,
    Row,
    Sector,
    Table,
    Text,
    hookimpl,
)


@hookimpl
def thidua_plugin():
    return Plugin("forest", Text("Ngành Lâm nghiệp", "Forestry"), API_VERSION)


@hookimpl
def thidua_sector():
    return Sector("forestry", Text("Lâm nghiệp", "Forestry"), "Quyết định số 02/QĐ-SNN")


@hookimpl
def thidua_indicators():
    yield Indicator("trees_planted", Text("Số cây đã trồng", "Trees planted"), Text("cây", "trees"))
    yield Indicator("fires", Text("Số vụ cháy rừng", "Forest fires"), Text("vụ", "cases"))


@hookimpl
def thidua_criteria_sets():
    return [
        CriteriaSet(
            code="forest-2026",
            title=Text("Bảng điểm ngành Lâm nghiệp", "Point table of forestry"),
            basis=Basis.PROPOSAL,
            points=Fraction(5),
            criteria=(
                Criterion(
                    "F-01",
                    Fraction(5),
                    Text("Trồng cây", "Planting"),
                    base=FormulaBase("points * min(trees_planted / 1000, 1)"),
                ),
            ),
        )
    ]


@hookimpl
def thidua_checks():
    yield Check("few-fires", Text("Quá nhiều vụ cháy", "Too many fires"), "fires < 1000")


@hookimpl
def thidua_readers():
    yield Reader(
        "lines",
        Text("Tệp văn bản", "Text file"),
        (".lines",),
        lambda path: (Table("", (Row(1, (Cell(path.read_text("utf-8").strip(), "A1"),)),)),),
    )


@hookimpl
def thidua_renderers():
    yield Renderer(
        "text",
        Text("Văn bản thuần", "Plain text"),
        "html",
        ".txt",
        lambda fillings, language: [it.template.content for it in fillings],
    )
