"""The arithmetic audit of a table: what a reader would check with a calculator, all of it.

Sums of groups and total rows, percentages, averages, balances, points against their maximum:
each stated figure is computed again from its own parts. Nothing is read from a workspace.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse
from thidua.core.text.names import matching_key
from thidua.core.text.suggesting import did_you_mean
from thidua.core.workspace.auditing.averages import average_findings
from thidua.core.workspace.auditing.balances import balance_findings
from thidua.core.workspace.auditing.ceilings import ceiling_findings
from thidua.core.workspace.auditing.findings import Finding
from thidua.core.workspace.auditing.grids import Grid, grids_of, transposed
from thidua.core.workspace.auditing.shares import share_findings
from thidua.core.workspace.auditing.sums import (
    group_findings,
    row_total_findings,
    total_findings,
)
from thidua.core.workspace.readers import Table
from thidua.core.workspace.report_data import Verdict


@frozen
class Audit:
    """All calculations of a file, done again."""

    findings: tuple[Finding, ...]
    """In the order of the sheets, tables and rows."""
    hidden: tuple[str, ...] = ()
    """Hidden sheets, which were not looked at."""

    def count(self, verdict: Verdict) -> int:
        """How many calculations got a verdict."""
        return sum(finding.verdict is verdict for finding in self.findings)

    @property
    def agrees(self) -> bool:
        """Whether nothing stated is wrong; what cannot be verified is not."""
        return not self.count(Verdict.DISAGREES)

    @property
    def summary(self) -> Text:
        """``Đã kiểm 41 phép tính: 39 đúng, 2 sai.``"""
        right, wrong = self.count(Verdict.AGREES), self.count(Verdict.DISAGREES)
        vi = f"Đã kiểm {right + wrong} phép tính: {right} đúng, {wrong} sai"
        noun = "calculation" if right + wrong == 1 else "calculations"
        en = f"{right + wrong} {noun} checked: {right} right, {wrong} wrong"
        if left := self.count(Verdict.NOT_VERIFIABLE):
            vi, en = f"{vi}; {left} chưa kiểm được", f"{en}; {left} not verifiable"
        return Text(f"{vi}.", f"{en}.")


def audit_tables(file: str, tables: Sequence[Table], sheet: str | None = None) -> Audit:
    """Check the sheets of a file, or the one named.

    Refused where there is no such sheet, or no figure in the file states a result that can be
    computed again. Hidden sheets are left out unless named.
    """
    looked_at = _chosen(file, tables, sheet)
    findings = tuple(
        finding for table in looked_at for grid in grids_of(table) for finding in _of_grid(grid)
    )
    if not findings:
        raise _nothing(file)
    left_out = tuple(table.sheet for table in tables if table.hidden) if sheet is None else ()
    return Audit(findings, left_out)


def _of_grid(grid: Grid) -> list[Finding]:
    """The findings of one table, from its first row to its last."""
    downwards = transposed(grid)
    kinds: tuple[Iterator[Finding], ...] = (
        group_findings(grid),
        total_findings(grid),
        row_total_findings(grid),
        share_findings(grid),
        average_findings(grid),
        balance_findings(grid),
        ceiling_findings(grid),
        share_findings(downwards),
        balance_findings(downwards),
    )
    found = [finding for kind in kinds for finding in kind]
    rows = {line.number: place for place, line in enumerate(grid.lines)}
    return sorted(found, key=lambda item: rows[_row(item.place)])


def _row(address: str) -> int:
    return int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _chosen(file: str, tables: Sequence[Table], sheet: str | None) -> Iterable[Table]:
    if sheet is None:
        return [table for table in tables if not table.hidden]
    chosen = [table for table in tables if matching_key(table.sheet) == matching_key(sheet)]
    if not chosen:
        raise _no_sheet(file, tables, sheet)
    return chosen


def _no_sheet(file: str, tables: Sequence[Table], sheet: str) -> Refused:
    names = [table.sheet for table in tables if table.sheet]
    known = ", ".join(f"“{name}”" for name in names)
    remedy = did_you_mean(sheet, names)
    if remedy is None and known:
        remedy = Text(f"Các trang tính: {known}.", f"The sheets are: {known}.")
    return refuse(
        f"không có trang tính “{sheet}”.",
        f"there is no sheet “{sheet}”.",
        place=file,
        remedy=remedy,
    )


def _nothing(file: str) -> Refused:
    return refuse(
        "không tìm thấy phép tính nào để kiểm.",
        "no calculation was found that could be checked.",
        place=file,
        remedy=Text(
            "Bảng cần có dòng tiêu đề (ví dụ: Điểm chuẩn, Tự chấm, Kế hoạch, Kết quả, Tỷ lệ %)"
            " và số mục hoặc dòng “Tổng cộng”.",
            "A table needs a row of headings (such as Điểm chuẩn, Tự chấm, Kế hoạch, Kết quả,"
            " Tỷ lệ %) and numbered rows or a row “Tổng cộng”.",
        ),
    )
