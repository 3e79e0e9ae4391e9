"""What an import says when it is done: how many rows were read, stored, left as they were."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any, Final

import click

from thidua.cli.bilingual_commands import say
from thidua.cli.output import Column, show_rows
from thidua.cli.session import warn
from thidua.core.text.bilingual import Text
from thidua.core.text.counting import counted

VIETNAM: Final = timezone(timedelta(hours=7))

COUNTS: Final = (
    Column("file", Text("Tệp", "File")),
    Column("declared", Text("Dòng của biểu", "Rows of the form"), right=True),
    Column("read", Text("Đọc", "Read"), right=True),
    Column("new", Text("Mới", "New"), right=True),
    Column("changed", Text("Sửa", "Changed"), right=True),
    Column("unchanged", Text("Giữ nguyên", "Unchanged"), right=True),
    Column("blank", Text("Để trống", "Blank"), right=True),
    Column("refused", Text("Có lỗi", "Refused"), right=True),
    Column("beside", Text("Ngoài bảng", "Beside the table"), right=True),
)
"""``read = new + changed + unchanged + blank + refused``."""

_MOST_NAMED: Final = 10
"""Rows that a notice names one by one."""


def report_import(taken: Any, shape: str = "table") -> None:
    """Print the counts of an import, and on the error stream what the user should look at."""
    content, stored = taken.content, taken.stored
    if shape != "table":
        unchanged = content.entries if taken.earlier is not None else stored.unchanged
        done = {"new": stored.new, "changed": stored.changed, "unchanged": unchanged}
        _show_counts(taken.file.name, content.counts, shape, done, stored=not taken.dry_run)
    elif taken.earlier is not None:
        _say_earlier(taken)
    else:
        _say_counts(taken)
    if taken.earlier is not None:
        return
    for notice in _notices(content):
        warn(notice)
    for fault in taken.warnings:
        warn(Text(fault.in_language("vi"), fault.in_language("en")))


@contextmanager
def counting_refused(file: Path, shape: str = "table") -> Iterator[None]:
    """Say how many rows were sound and how many not, before they are refused one by one."""
    from thidua.core.workspace.intake.row_counts import RowsRefused

    try:
        yield
    except RowsRefused as refused:
        if shape == "table":
            words = refused.counts.words
            line = Text(f"{file.name}: {words.vi}", f"{file.name}: {words.en}")
            click.echo(say(line), err=True)
        else:
            done = {"new": 0, "changed": 0, "unchanged": 0, "sound": refused.counts.entries}
            _show_counts(file.name, refused.counts, shape, done, stored=False)
        raise


def _show_counts(file: str, counts: Any, shape: str, done: dict[str, int], *, stored: bool) -> None:
    row = {
        "file": file,
        "declared": counts.declared,
        "read": counts.read,
        **done,
        "blank": counts.blank,
        "refused": counts.refused,
        "beside": counts.beside,
    }
    show_rows([row], COUNTS, shape, data={**row, "stored": stored})


def _say_counts(taken: Any) -> None:
    content, stored = taken.content, taken.stored
    blank = getattr(content, "blank", 0)
    if taken.dry_run:
        click.echo(say(Text("Chạy thử, chưa lưu gì.", "Dry run, nothing is stored.")))
    declared = getattr(content, "declared", None)
    given = declared is not None
    vi = f" (biểu phát ra có {declared})" if given else ""
    en = f" (the form was given out with {declared})" if given else ""
    click.echo(
        say(
            Text(
                f"{taken.file.name}: đọc {content.rows} dòng{vi}: mới {stored.new}, sửa"
                f" {stored.changed}, giữ nguyên {stored.unchanged}, để trống {blank}.",
                f"{taken.file.name}: {counted(content.rows, 'row')} read{en}: {stored.new} new,"
                f" {stored.changed} changed, {stored.unchanged} unchanged, {blank} blank.",
            )
        )
    )
    if content.ignored:
        names = ", ".join(f"“{name}”" for name in content.ignored)
        click.echo(say(Text(f"Cột không đọc: {names}.", f"Columns not read: {names}.")))


def _say_earlier(taken: Any) -> None:
    name, moment = taken.file.name, f"{taken.earlier.at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    click.echo(
        say(
            Text(
                f"{name}: tệp này đã nhập lúc {moment}; không có gì thay đổi.",
                f"{name}: imported already at {moment}; nothing has changed.",
            )
        )
    )


def _notices(content: Any) -> Iterator[Text]:
    """What was read although it may have been overlooked."""
    if content.hidden:
        yield Text(
            f"{content.hidden} dòng đang ẩn hoặc bị lọc trong tệp cũng được nhập.",
            f"{content.hidden} rows that are hidden or filtered away were read as well.",
        )
    if computed := getattr(content, "computed", 0):
        yield Text(
            f"{computed} giá trị do công thức trong tệp tính, lấy theo lần lưu cuối.",
            f"{computed} values were computed by formulas and taken as last saved.",
        )
    if elsewhere := getattr(content, "elsewhere", 0):
        yield Text(
            f"{elsewhere} số liệu có thời gian khác kỳ này: được lưu, không tính vào kỳ này.",
            f"{elsewhere} figures are of other days than the period: kept, not counted in it.",
        )
    if converted := getattr(content, "converted", 0):
        yield Text(
            f"{converted} số liệu ghi theo đơn vị tính khác đã được quy đổi về đơn vị tính của"
            " chỉ tiêu.",
            f"{converted} figures in another unit of measure were converted to the indicator's.",
        )
    if beside := getattr(content, "beside", ()):
        named = ", ".join(beside[:_MOST_NAMED]) + (" …" if len(beside) > _MOST_NAMED else "")
        yield Text(
            f"{len(beside)} dòng không phải số liệu (tổng cộng, ghi chú, chữ ký) không được nhập:"
            f" {named}.",
            f"{len(beside)} rows hold no figure (totals, notes, signatures): {named}.",
        )
    if unread := getattr(content, "unread", ()):
        sheets = ", ".join(f"“{name}”" for name in unread)
        yield Text(f"Trang tính không đọc: {sheets}.", f"Sheets not read: {sheets}.")
