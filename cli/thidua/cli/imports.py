"""What an import says when it is done: how many rows were read, stored, left as they were."""

from typing import Any

import click

from thidua.cli.bilingual_commands import say
from thidua.core.text.bilingual import Text


def report_import(taken: Any, *, blank: int = 0) -> None:
    """Print the counts of an import; they agree: read = new + changed + unchanged + blank."""
    if taken.earlier is not None:
        click.echo(
            say(
                Text(
                    f"{taken.file.name}: tệp này đã nhập lúc {taken.earlier.at:%d/%m/%Y %H:%M}"
                    " UTC; không có gì thay đổi.",
                    f"{taken.file.name}: imported already at {taken.earlier.at:%d/%m/%Y %H:%M}"
                    " UTC; nothing has changed.",
                )
            )
        )
        return
    stored = taken.stored
    head = Text("Chạy thử, chưa lưu", "Dry run, nothing stored") if taken.dry_run else None
    counts = Text(
        f"{taken.file.name}: đọc {taken.content.rows} dòng: mới {stored.new}, sửa"
        f" {stored.changed}, giữ nguyên {stored.unchanged}, để trống {blank}.",
        f"{taken.file.name}: {taken.content.rows} rows read: {stored.new} new,"
        f" {stored.changed} changed, {stored.unchanged} unchanged, {blank} blank.",
    )
    click.echo(f"{say(head)}. {say(counts)}" if head else say(counts))
    if taken.content.ignored:
        names = ", ".join(f"“{name}”" for name in taken.content.ignored)
        click.echo(say(Text(f"Cột không đọc: {names}.", f"Columns not read: {names}.")))
