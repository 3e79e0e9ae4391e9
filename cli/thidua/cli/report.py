"""``thidua report``: which reports there are, and one of them as a file."""

from pathlib import Path
from typing import Any

import click

from thidua.cli.bilingual_commands import Group, command, option, say
from thidua.cli.output import Column, format_option, show_rows
from thidua.cli.report_asking import Asked, wanted_reports
from thidua.cli.report_templates import check_templates, copy_template
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text

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


@command("Liệt kê các mẫu báo cáo dùng được.", "List the reports that can be written.", "list")
@option("--department", vi="Chỉ mẫu của đơn vị này.", en="Only what this department can use.")
@with_session
@format_option
def list_reports(session: Session, department: str | None, shape: str) -> None:
    from thidua.core.workspace.templates import Document

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
        if template.document is not Document.RESULT_FORM
    ]
    show_rows(rows, COLUMNS, shape)


@command(
    "Viết một báo cáo, văn bản ra tệp .docx, .pdf, .html hoặc .xlsx; văn bản bằng tiếng Việt.",
    "Write a report to a .docx, .pdf, .html or .xlsx file; the document is Vietnamese.",
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
    vi="Tệp cần ghi; {unit} trong tên là mã đơn vị, mỗi thành viên một tệp.",
    en="The file to write; {unit} in its name stands for a unit's code, a file for each member.",
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
    from thidua.cli.report_writing import tell, write_reports
    from thidua.core.record.connection import reading
    from thidua.core.workspace.summary.reading import organiser_of

    if department is None:
        with reading(session.engine) as connection:
            department = organiser_of(connection, cluster)
    catalogue = session.catalogue(department)
    asked = Asked(catalogue.template(code), department, period, cluster, unit)
    wanted = wanted_reports(session, catalogue, asked, output)
    write_reports(session, catalogue, wanted)
    tell(wanted)


report: Any = Group(
    "report",
    about=Text(
        "Báo cáo, văn bản: liệt kê, viết ra tệp, mẫu riêng của đơn vị.",
        "Reports and documents: list them, write them, a department's own templates.",
    ),
    commands=[list_reports, write, copy_template, check_templates],
)
