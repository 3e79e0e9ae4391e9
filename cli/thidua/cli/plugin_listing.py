"""``thidua plugin list``: what is there, where it came from, who uses it, what is wrong with it."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import click

from thidua.cli.bilingual_commands import command, language, say
from thidua.cli.departments_named import department_words, departments_enabling
from thidua.cli.output import Column, format_option, show_rows
from thidua.cli.session import Session, warn, with_session
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thidua.core.text.fault import Fault
    from thidua.core.workspace.provision import Kind
    from thidua.plugins.statuses import PluginStatus


class Use(StrEnum):
    """Whether a plugin works, and for whom."""

    ALWAYS_ON = "always-on"
    ENABLED = "enabled"
    NOT_ENABLED = "not-enabled"
    LOADED = "loaded"
    """It works; without a workspace nobody has it enabled or not."""
    BLOCKED = "blocked"
    QUARANTINED = "quarantined"

    @property
    def words(self) -> Text:
        """What a table says."""
        return _USES[self]


_USES = {
    Use.ALWAYS_ON: Text("luôn dùng", "always in use"),
    Use.ENABLED: Text("đang bật", "enabled"),
    Use.NOT_ENABLED: Text("chưa bật", "not enabled"),
    Use.LOADED: Text("đang dùng", "in use"),
    Use.BLOCKED: Text("đã tắt", "turned off"),
    Use.QUARANTINED: Text("bị cách ly", "quarantined"),
}


def _words(value: Any) -> Text:
    words: Text = value.words
    return words


def _count_words(counts: "Mapping[Kind, int]") -> Text:
    items = counts.items()
    if not items:
        return Text("-", "-")
    return Text(
        ", ".join(f"{count} {kind.words.vi}" for kind, count in items),
        ", ".join(f"{kind.words.en}: {count}" for kind, count in items),
    )


LIST = (
    Column("code", Text("Mã", "Code"), whole=True),
    Column("distribution", Text("Gói", "Package")),
    Column("version", Text("Phiên bản", "Version")),
    Column("api_version", Text("Giao diện", "API"), right=True),
    Column("origin", Text("Nguồn", "Origin"), words=_words),
    Column("status", Text("Tình trạng", "Status"), words=_words, whole=True),
    Column("enabled_for", Text("Bật cho", "Enabled for"), words=department_words),
    Column("sector", Text("Ngành", "Sector")),
)
CSV = (
    *LIST,
    Column("counts", Text("Đóng góp", "Contributes")),
    Column("hooks", Text("Hook", "Hooks")),
    Column("left_out", Text("Tắt bằng", "Turned off by")),
    Column("faults", Text("Lỗi", "Faults")),
)


@command(
    "Liệt kê các phần mở rộng, từng cái một, kèm nguồn gốc, ai đang bật, lý do nếu bị cách ly.",
    "List the plugins, each loaded apart: whence, enabled for whom, why one is quarantined.",
    "list",
)
@with_session
@format_option
def list_plugins(session: Session, shape: str) -> None:
    plugins = session.load_plugins()
    enabled = _enabled(session)
    statuses = plugins.overview()
    rows = [_row(status, enabled) for status in statuses]
    show_rows(rows, LIST if shape == "table" else CSV, shape)
    if shape == "table":
        for status in statuses:
            _say_more(status)
    for notice in plugins.notices:
        warn(notice)


def _enabled(session: Session) -> "Mapping[str, tuple[str, ...]] | None":
    """The departments of the workspace by what they have enabled; None where that is not known."""
    if not session.is_in_workspace:
        return None
    try:
        return departments_enabling(session)
    except Refused as refused:  # the list must also help where the database does not open
        for fault in refused.faults:
            warn(Text(fault.in_language("vi"), fault.in_language("en")))
        return None


def _use(status: "PluginStatus", enabled: "Mapping[str, tuple[str, ...]] | None") -> Use:
    if status.state != "loaded":
        return Use(status.state.value)
    if status.always_on:
        return Use.ALWAYS_ON
    if enabled is None:
        return Use.LOADED
    return Use.ENABLED if enabled.get(status.enabled_by) else Use.NOT_ENABLED


def _row(status: "PluginStatus", enabled: "Mapping[str, tuple[str, ...]] | None") -> dict[str, Any]:
    return {
        "code": status.code or status.entry_point,
        "entry_point": status.entry_point,
        "title": status.title,
        "distribution": status.distribution,
        "version": status.version,
        "api_version": status.api_version,
        "origin": status.origin,
        "module": status.target,
        "file": status.file,
        "status": _use(status, enabled),
        "left_out": status.left_out,
        "enabled_for": list((enabled or {}).get(status.enabled_by, ())),
        "always_on": status.always_on,
        "sector": status.sector or None,
        "hooks": list(status.hooks),
        "counts": dict(status.counts),
        "faults": [_in_words(fault) for fault in status.faults],
    }


def _say_more(status: "PluginStatus") -> None:
    """What the plugin contributes by which hooks, by what it is left out, what is wrong with it."""
    if status.hooks:
        click.echo(f"{status.code}: {say(_count_words(status.counts))}")
        click.echo(f"    {', '.join(status.hooks)}")
    if status.left_out:
        click.echo(f"{status.entry_point}: {say(status.left_out)}")
    for fault in status.faults:
        click.echo(f"! {_in_words(fault)}")


def _in_words(fault: "Fault") -> str:
    return fault.in_language(language())
