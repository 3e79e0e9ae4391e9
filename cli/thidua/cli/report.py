"""``thidua report``: which reports there are, and one of them as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from thidua.cli.bilingual_commands import Group, command, option, say
from thidua.cli.output import Column, format_option, show_rows
from thidua.cli.session import Session, warn, with_session
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse

if TYPE_CHECKING:
    from thidua.core.workspace.report_data import SummaryReport
    from thidua.core.workspace.summary import SummaryRequest
    from thidua.core.workspace.templates import ReportTemplate

COLUMNS = (
    Column("code", Text("Mã", "Code")),
    Column("title", Text("Báo cáo", "Report")),
    Column("subject", Text("Báo cáo về", "About")),
    Column("sector", Text("Ngành", "Sector")),
    Column("files", Text("Dạng tệp", "Files")),
)
SUBJECTS = {
    "department": Text("đơn vị trong kỳ", "a department's period"),
    "cluster": Text("một cụm, khối", "one cluster"),
    "unit": Text("một thành viên", "one member"),
}

EMPTY = Text(
    "báo cáo trống, 0 số liệu và 0 bảng xếp hạng. Hãy kiểm tra --period, --department và kết quả"
    " đã nhập.",
    "the report is empty: 0 figures, 0 rankings. Check --period, --department and the results"
    " that were entered.",
)


@command("Liệt kê các mẫu báo cáo dùng được.", "List the reports that can be written.", "list")
@option("--department", vi="Chỉ mẫu của đơn vị này.", en="Only what this department can use.")
@with_session
@format_option
def list_reports(session: Session, department: str | None, shape: str) -> None:
    catalogue = session.catalogue(department)
    rows = [
        {
            "code": template.code,
            "title": say(template.title),
            "subject": say(SUBJECTS[template.subject]),
            "sector": template.sector,
            "files": [renderer.suffix for renderer, _ in catalogue.renderers_of(template)],
        }
        for template in catalogue.templates.values()
    ]
    show_rows(rows, COLUMNS, shape)


@command(
    "Viết một báo cáo ra tệp; văn bản bằng tiếng Việt.",
    "Write a report to a file; the document is Vietnamese.",
)
@click.argument("code")
@option(
    "--period",
    vi="Mã kỳ, hoặc năm: 2018, 2015-2020.",
    en="Period, or years: 2018, 2015-2020.",
    metavar="CODE",
    required=True,
)
@option(
    "--department",
    vi="Mã đơn vị báo cáo; mặc định là đơn vị tổ chức cụm.",
    en="Reporting department; the organiser of the cluster unless given.",
    metavar="CODE",
)
@option("--cluster", vi="Chỉ một cụm.", en="One cluster only.", metavar="CODE")
@option("--unit", vi="Đơn vị mà báo cáo nói về.", en="The unit reported on.", metavar="CODE")
@option(
    "-o",
    "--output",
    vi="Tệp cần ghi.",
    en="The file to write.",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    required=True,
)
@with_session
def write(
    session: Session,
    code: str,
    period: str,
    department: str | None,
    cluster: str | None,
    unit: str | None,
    output: Path,
) -> None:
    from thidua.core.record.connection import reading
    from thidua.core.workspace.summary import SummaryRequest, organiser_of

    if department is None:
        with reading(session.engine) as connection:
            department = organiser_of(connection, cluster)
    _require_subject(session.catalogue(department).template(code), cluster, unit)
    request = SummaryRequest(unit or department, period, cluster)
    report = write_report(session, department, code, request, output)
    tell(report, output)


def write_report(
    session: Session, department: str, code: str, request: "SummaryRequest", file: Path
) -> "SummaryReport":
    """Build a report and write it whole; Refused, with no file, for whatever is wrong."""
    from thidua.core.workspace.report_data import as_plain
    from thidua.core.workspace.summary import build_summary
    from thidua.core.workspace.whole_file import write_whole

    catalogue = session.catalogue(department)
    template = catalogue.template(code)
    renderer, layout = catalogue.renderer_for(template, file.suffix)
    report = build_summary(session.engine, catalogue, request, formulas=session.formulas)
    write_whole(file, renderer.write(layout, as_plain(report), "vi"))
    return report


def tell(report: "SummaryReport", file: Path) -> None:
    """Say what stands in a report that was written, and what its reader must know."""
    from thidua.core.workspace.summary.rankings import COUNTED, NOT_FINAL, PROPOSED

    figures = sum(len(group.rows) for group in report.figures)
    rankings = len(report.rankings)
    click.echo(
        say(
            Text(
                f"Đã ghi {file}: {figures} số liệu, {rankings} bảng xếp hạng.",
                f"{file} is written: {figures} figures, {rankings} rankings.",
            )
        )
    )
    for said, words in (
        (not figures and not rankings, EMPTY),
        (report.notices.basis, PROPOSED),
        (report.notices.provisional, NOT_FINAL),
        (report.notices.illustrative, COUNTED),
    ):
        if said:
            warn(words)


def _require_subject(template: "ReportTemplate", cluster: str | None, unit: str | None) -> None:
    """Refuse a report about one cluster, or one member, where it is not said which."""
    needed = {"cluster": ("--cluster", cluster), "unit": ("--unit", unit)}
    option, given = needed.get(template.subject, ("", "-"))
    if given is None:
        raise refuse(f"báo cáo này cần thêm {option}.", f"{option} is needed for this report.")


report: Any = Group(
    "report",
    about=Text("Báo cáo: liệt kê mẫu, viết ra tệp.", "Reports: list the templates, write a file."),
    commands=[list_reports, write],
)
