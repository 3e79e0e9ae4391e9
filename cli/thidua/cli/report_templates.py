"""``thidua report template|check``: a department's own copies of report templates."""

from pathlib import Path

import click

from thidua.cli.bilingual_commands import command, option, say
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse, refuse_all


@command(
    "Lấy một mẫu báo cáo để sửa trong Word; bản sửa nằm trong thư mục templates được dùng thay.",
    "Copy a report template to edit it in Word; the copy in the folder templates is then used.",
    "template",
)
@click.argument("code")
@option("--html", is_flag=True, vi="Mẫu của trang HTML.", en="The template of the HTML page.")
@with_session
def copy_template(session: Session, code: str, html: bool) -> None:
    from thidua.core.files.whole_file import write_whole
    from thidua.core.workspace.own_templates import FOLDER, copy_to_edit

    template = session.catalogue().template(code)
    source = copy_to_edit(template, "html" if html else "docx")
    file = session.workspace.folder / FOLDER / f"{template.code}.{source.format}"
    if file.exists():
        raise _would_overwrite(file)
    file.parent.mkdir(exist_ok=True)
    write_whole(file, source.content)
    words = Text(
        f"Đã ghi {file}. Sửa xong, hãy kiểm tra bằng lệnh: thidua report check",
        f"{file} is written. After editing it, check it with: thidua report check",
    )
    click.echo(say(words))


@command(
    "Kiểm tra các mẫu riêng trong thư mục templates.",
    "Check the own templates of the workspace.",
    "check",
)
@with_session
def check_templates(session: Session) -> None:
    from thidua.core.workspace.own_templates import faults_of_own, own_files

    catalogue = session.catalogue()
    files = own_files(session.workspace.folder, catalogue)
    renderers = catalogue.renderers.values()
    refuse_all(
        fault for template, file in files for fault in faults_of_own(template, file, renderers)
    )
    for template, file in files:
        words = Text(
            f"{file.file}: dùng được cho báo cáo “{template.title.vi}”.",
            f"{file.file}: can be used for the report “{template.title.en}”.",
        )
        click.echo(say(words))
    if not files:
        click.echo(say(NO_OWN))


NO_OWN = Text(
    "Không gian làm việc chưa có mẫu riêng; xem lệnh: thidua report template",
    "The workspace has no templates of its own; see: thidua report template",
)


def _would_overwrite(file: Path) -> Exception:
    return refuse(
        "đã có mẫu riêng này; không ghi đè, vì có thể đã sửa.",
        "this own template exists and is not overwritten, for it may have been edited.",
        place=str(file),
        remedy=Text("Hãy xoá hoặc đổi tên tệp cũ.", "Delete or rename the old file."),
    )
