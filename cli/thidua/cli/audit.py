"""``thidua audit``: the sums, percentages and averages of a table, computed again."""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from thidua.cli.bilingual_commands import command, option, say
from thidua.cli.output import Column, format_option, show_rows
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from thidua.core.workspace.auditing import Audit
    from thidua.core.workspace.auditing.findings import Finding

WRONG: Final = 1
"""Exit code where a stated figure disagrees with its parts, as for any other fault in a file."""


def _number_words(value: Any) -> Text:
    from thidua.core.workspace.auditing.findings import number

    return Text(number(value, "vi"), number(value, "en"))


TABLE = (
    Column("place", Text("Ô", "Cell")),
    Column("label", Text("Số liệu", "Figure")),
    Column("stated", Text("Ghi", "Stated"), right=True, words=_number_words),
    Column("recomputed", Text("Tính lại", "Recomputed"), right=True, words=_number_words),
    Column("difference", Text("Lệch", "Difference"), right=True, words=_number_words),
    Column("working", Text("Phép tính", "Working")),
    Column("parts", Text("Từ các ô", "From")),
    Column("note", Text("Kết luận", "Verdict")),
)
CSV = (
    Column("sheet", Text("Trang tính", "Sheet")),
    Column("place", Text("Ô", "Cell")),
    Column("kind", Text("Loại", "Kind")),
    Column("label", Text("Số liệu", "Figure")),
    Column("stated", Text("Ghi", "Stated")),
    Column("recomputed", Text("Tính lại", "Recomputed")),
    Column("difference", Text("Lệch", "Difference")),
    Column("parts", Text("Từ các ô", "From")),
    Column("working", Text("Phép tính", "Working")),
    Column("verdict", Text("Kết luận", "Verdict")),
    Column("note", Text("Ghi chú", "Note")),
)


@command(
    "Kiểm tra số học của một báo cáo hoặc bảng tự chấm: tổng, tỷ lệ, bình quân so với các số"
    " thành phần. Không cần không gian làm việc; nhận tệp bảng tính, .csv và .docx (các bảng trong"
    " văn bản). Mã thoát: 0 khi không có số nào sai, 1 khi có số sai.",
    "Check the arithmetic of a report or a self-score sheet: sums, percentages and averages"
    " against their parts. Needs no workspace; takes spreadsheets, .csv, and .docx (its"
    " tables). Exit code: 0 where nothing is wrong, 1 where something is.",
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@option("--sheet", vi="Chỉ trang tính này.", en="This sheet only.", metavar="NAME")
@option(
    "--all",
    "everything",
    vi="Liệt kê cả những phép tính đúng.",
    en="List the calculations that are right too.",
    is_flag=True,
)
@format_option
@click.pass_context
def audit(
    context: click.Context, file: Path, sheet: str | None, everything: bool, shape: str
) -> None:
    from thidua.core.workspace.auditing import audit_tables
    from thidua.core.workspace.report_data import Verdict

    done = audit_tables(file.name, _tables(file), sheet)
    shown = [
        finding
        for finding in done.findings
        if everything or shape != "table" or finding.verdict is not Verdict.AGREES
    ]
    rows = [_row(finding, shape) for finding in shown]
    if shape != "table":
        show_rows(rows, CSV, shape, data=_data(file, done, rows))
    else:
        _show_table(file, done, rows)
    if not done.agrees:
        context.exit(WRONG)


def _tables(file: Path) -> Any:
    from thidua.cli.session import plugins_here
    from thidua.core.text.fault import refuse

    if not file.is_file():
        raise refuse("không có tệp này.", "there is no such file.", place=str(file))
    plugins = plugins_here()
    return plugins.catalogue(plugins.codes_to_enable).reader_for(file).read(file)


def _show_table(file: Path, done: "Audit", rows: list[dict[str, Any]]) -> None:
    for sheet in dict.fromkeys(row["sheet"] for row in rows):
        own = [row for row in rows if row["sheet"] == sheet]
        show_rows(own, TABLE, "table", " · ".join(filter(None, (file.name, sheet))))
    if done.hidden:
        names = ", ".join(f"“{name}”" for name in done.hidden)
        click.echo(say(Text(f"Trang tính ẩn, không kiểm: {names}.", f"Hidden, left out: {names}.")))
    click.echo(say(done.summary))


def _data(file: Path, done: "Audit", rows: list[dict[str, Any]]) -> dict[str, Any]:
    from thidua.core.workspace.report_data import Verdict

    counts = {verdict.value: done.count(verdict) for verdict in Verdict}
    return {
        "file": file.name,
        "counts": counts,
        "summary": done.summary,
        "hidden": list(done.hidden),
        "findings": rows,
    }


def _row(finding: "Finding", shape: str) -> dict[str, Any]:
    from thidua.core.workspace.auditing.cell_ranges import cell_ranges

    is_table = shape == "table"
    shown = _same if is_table else _plain
    return {
        "sheet": finding.sheet,
        "place": finding.place,
        "kind": finding.kind,
        "label": finding.label,
        "stated": shown(finding.stated),
        "recomputed": shown(finding.recomputed),
        "difference": shown(finding.difference),
        "parts": cell_ranges(finding.parts) if is_table else list(finding.parts),
        "working": finding.working,
        "verdict": finding.verdict,
        "note": finding.note,
    }


def _same(value: Fraction | None) -> Fraction | None:
    return value


def _plain(value: Fraction | None) -> str | None:
    """A decimal; what has no end as a fraction, so that nothing is lost."""
    from thidua.core.exact.decimal_text import canonical, is_decimal

    if value is None:
        return None
    return canonical(value) if is_decimal(value) else str(value)
