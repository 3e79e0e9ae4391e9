"""What the five articles say: figures, coming targets, and the arithmetic of both."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from thidua.cli.bilingual_commands import say
from thidua.cli.demo.tables import SOFT, WARNING, add, line, show, table_of
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from rich.table import Table

    from thidua.core.workspace.report_data import FigureGroup, FigureRow, SummaryReport

Reports = Mapping[str, "SummaryReport"]
"""By department."""

FIGURES = (
    Text("Chỉ tiêu", "Indicator"),
    Text("Số liệu", "Figure"),
    Text("Đơn vị tính", "Unit"),
    Text("Thời gian", "Time"),
    Text("Mức giao", "Target"),
    Text("Tỷ lệ đạt", "Share"),
)
TARGETS = (
    Text("Đơn vị", "Department"),
    Text("Chỉ tiêu", "Target for"),
    Text("Kết quả", "Result"),
    Text("Mức giao", "Target"),
    Text("Đơn vị tính", "Unit"),
    Text("So với kết quả", "Against the result"),
    Text("Lưu ý", "Note"),
)
AUDIT = (
    Text("Đơn vị", "Department"),
    Text("Số liệu dẫn xuất", "Derived figure"),
    Text("Đã công bố", "Stated"),
    Text("Tính lại từ các số thành phần", "Computed from its parts"),
    Text("Kết luận", "Verdict"),
)
NOT_PUBLISHED = Text("chưa công bố", "not published")


def show_figures(report: "SummaryReport") -> None:
    """Every published figure of a department, with its target and share where there is one."""
    rows = [row for group in report.figures for row in group.rows if row.published]
    count = Text(f"{len(rows)} số liệu công bố", f"{len(rows)} published figures")
    table = table_of(f"{report.department_name}: {say(count)}", FIGURES, right=(1, 5))
    for group in report.figures:
        _add_group(table, group)
    show(table)
    published = {row.source_mark: row.source for row in rows}
    for source in published.values():
        line(Text(f"Nguồn: {source}.", f"Source: {source}."), SOFT)
    _show_others(report)


def _add_group(table: "Table", group: "FigureGroup") -> None:
    published = [row for row in group.rows if row.published]
    if published:
        add(table, [group.title], "bold")
    for row in published:
        add(table, _figure_cells(row), indent=2)


def _figure_cells(row: "FigureRow") -> list[str]:
    from thidua.core.workspace.report_data import FigureKind
    from thidua.core.workspace.summary.figures import NO_TARGET

    kind = f" ({row.kind_text})" if row.kind_text else ""
    target = "-" if row.kind is FigureKind.TARGET else row.target or say(NO_TARGET)
    return [f"{row.label}{kind}", row.value, row.unit, row.period, target, row.share or "-"]


def _show_others(report: "SummaryReport") -> None:
    """What stands in the report besides: inferred figures by name, made-up ones by number."""
    others = [row for group in report.figures for row in group.rows if not row.published]
    for row in others:
        if not row.illustrative:
            said = f"{row.label}: {row.value} {row.unit}".rstrip()
            line(Text(f"Suy ra: {said}. {row.source}.", f"Inferred: {said}. {row.source}."), SOFT)
    made_up = sum(row.illustrative for row in others)
    if made_up:
        line(
            Text(
                f"Ngoài ra báo cáo có {made_up} số liệu minh hoạ, không nguồn nào công bố.",
                f"The report also has {made_up} illustrative figures (số liệu minh hoạ),"
                " published by no source.",
            ),
            SOFT,
        )


def show_targets(reports: Reports) -> None:
    """The coming targets of all departments; one that asks for less than was reached is red."""
    table = table_of("", TARGETS, right=(2, 3))
    for report in reports.values():
        for row in report.next_targets:
            cells = (row.label, row.result or say(NOT_PUBLISHED), row.target, row.unit)
            said = [short_name(report), *cells, row.comparison, row.flag]
            add(table, said, WARNING if row.below_result else "")
    show(table)


def show_audit(reports: Reports) -> None:
    """Each derived figure beside what its own parts give."""
    from thidua.core.workspace.report_data import Verdict

    table = table_of("", AUDIT, right=(2,))
    for report in reports.values():
        for row in report.audit:
            disagrees = row.verdict is Verdict.DISAGREES
            cells = (row.label, row.stated, row.working, row.verdict_text)
            add(table, [short_name(report), *cells], WARNING if disagrees else "")
    show(table)


def short_name(report: "SummaryReport") -> str:
    """The place of a department: all that tells five departments apart in a narrow column."""
    return report.letterhead.place_and_date.partition(",")[0]
