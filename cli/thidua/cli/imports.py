"""What an import says when it is done: how many rows were read, stored, left as they were."""

from collections.abc import Iterator
from datetime import timedelta, timezone
from typing import Any, Final

import click

from thidua.cli.bilingual_commands import say
from thidua.cli.session import warn
from thidua.core.text.bilingual import Text

VIETNAM: Final = timezone(timedelta(hours=7))


def report_import(taken: Any) -> None:
    """Print the counts of an import, and on the error stream what the user should look at."""
    if taken.earlier is not None:
        _say_earlier(taken)
        return
    content, stored = taken.content, taken.stored
    blank = getattr(content, "blank", 0)
    if taken.dry_run:
        click.echo(say(Text("Chạy thử, chưa lưu gì.", "Dry run, nothing is stored.")))
    click.echo(
        say(
            Text(
                f"{taken.file.name}: đọc {content.rows} dòng: mới {stored.new}, sửa"
                f" {stored.changed}, giữ nguyên {stored.unchanged}, để trống {blank}.",
                f"{taken.file.name}: {content.rows} rows read: {stored.new} new,"
                f" {stored.changed} changed, {stored.unchanged} unchanged, {blank} blank.",
            )
        )
    )
    if content.ignored:
        names = ", ".join(f"“{name}”" for name in content.ignored)
        click.echo(say(Text(f"Cột không đọc: {names}.", f"Columns not read: {names}.")))
    for notice in _notices(content):
        warn(notice)
    for fault in taken.warnings:
        warn(Text(fault.in_language("vi"), fault.in_language("en")))


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
