"""``thidua plugin``: what is installed, what works, and where a code comes from."""

from typing import TYPE_CHECKING, Any

import click

from thidua.cli.bilingual_commands import Group, command, language, say
from thidua.cli.output import Column, format_option, show_rows
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thidua.core.model.formulas import Formula, Parameter
    from thidua.core.text.fault import Fault
    from thidua.core.workspace.provision import Kind
    from thidua.plugins.manager import PluginStatus
    from thidua.plugins.whereabouts import Claim


def _state_words(state: Any) -> Text:
    words: Text = state.words
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
    Column("origin", Text("Nguồn", "Origin")),
    Column("status", Text("Tình trạng", "Status"), words=_state_words, whole=True),
    Column("sector", Text("Ngành", "Sector")),
)
CSV = (
    *LIST,
    Column("contributes", Text("Đóng góp", "Contributes")),
    Column("hooks", Text("Hook", "Hooks")),
    Column("causes", Text("Lý do", "Causes")),
)


@command(
    "Liệt kê các phần mở rộng đã cài, từng cái một, kèm lý do nếu bị cách ly.",
    "List the installed plugins, each loaded apart, with the cause where one is quarantined.",
    "list",
)
@format_option
def list_plugins(shape: str) -> None:
    from thidua.plugins.manager import Plugins

    statuses = Plugins.load().overview()
    rows = [_row(status) for status in statuses]
    show_rows(rows, LIST if shape == "table" else CSV, shape)
    if shape == "table":
        for status in statuses:
            _say_more(status)


def _row(status: "PluginStatus") -> dict[str, Any]:
    return {
        "code": status.code or status.entry_point,
        "entry_point": status.entry_point,
        "title": status.title,
        "distribution": status.distribution,
        "version": status.version,
        "api_version": status.api_version,
        "origin": status.target,
        "file": status.file,
        "status": status.state,
        "always_on": status.always_on,
        "sector": status.sector or None,
        "hooks": list(status.hooks),
        "contributes": dict(status.counts),
        "causes": [_in_words(fault) for fault in status.faults],
    }


def _say_more(status: "PluginStatus") -> None:
    """What the plugin contributes by which hooks, and what is wrong with it."""
    if status.hooks:
        click.echo(f"{status.code}: {say(_count_words(status.counts))}")
        click.echo(f"    {', '.join(status.hooks)}")
    for fault in status.faults:
        click.echo(f"! {_in_words(fault)}")


def _in_words(fault: "Fault") -> str:
    return fault.in_language(language())


WHY = (
    Column("code", Text("Mã", "Code")),
    Column("kind", Text("Là", "Is")),
    Column("title", Text("Tên", "Title")),
    Column("within", Text("Trong bảng điểm", "In criteria set")),
    Column("provider", Text("Phần mở rộng", "Plugin")),
    Column("status", Text("Tình trạng", "Status"), words=_state_words),
)


@command(
    "Cho biết mã này do phần mở rộng nào cung cấp, trong tệp nào; công thức thì kèm cách dùng.",
    "Tell which plugin provides a code, in which file; of a formula also its inputs.",
    "why",
)
@click.argument("code")
@format_option
def why(code: str, shape: str) -> None:
    from thidua.cli.session import installed_plugins
    from thidua.plugins.whereabouts import claims_on

    claims = claims_on(installed_plugins(), code)
    rows = [_claim_row(claim, shape) for claim in claims]
    file = Column("file", Text("Tệp", "File"))
    show_rows(rows, WHY if shape == "table" else (*WHY, file), shape)
    if shape == "table":
        for name in dict.fromkeys(row["file"] for row in rows if row["file"]):
            click.echo(f"{say(file.title)}: {name}")
        for claim in claims:
            if claim.formula is not None:
                _say_formula(claim.formula)


def _claim_row(claim: "Claim", shape: str) -> dict[str, Any]:
    row = {
        "code": claim.code,
        "kind": claim.subject.words if shape == "table" else claim.subject.kind,
        "title": claim.title,
        "within": claim.within or None,
        "provider": claim.provider.in_words,
        "file": claim.place,
        "status": claim.hold,
    }
    return row if claim.formula is None else row | _formula_row(claim.formula)


def _formula_row(formula: "Formula") -> dict[str, Any]:
    return {
        "explanation": formula.explanation,
        "inputs": list(formula.inputs),
        "optional_inputs": dict(formula.optional_inputs),
        "parameters": [
            {
                "name": it.name,
                "title": it.title,
                "default": it.default,
                "choices": [name for name, _ in it.choices],
            }
            for it in formula.parameters
        ],
    }


def _say_formula(formula: "Formula") -> None:
    """How a criterion applies the formula: its inputs and its parameters, one a line."""
    click.echo(say(formula.explanation))
    click.echo(f"{say(Text('Đầu vào', 'Inputs'))}: {', '.join(formula.inputs)}")
    for name, source in formula.optional_inputs:
        click.echo(
            say(Text(f"  {name}: nếu bỏ trống là {source}", f"  {name}: {source} unless given"))
        )
    for parameter in formula.parameters:
        click.echo(say(_in_one_line(parameter)))


def _in_one_line(parameter: "Parameter") -> Text:
    name, title, default = parameter.name, parameter.title, parameter.default
    choices = ", ".join(choice for choice, _ in parameter.choices)
    listed = f" ({choices})" if choices else ""
    vi = "bắt buộc" if default is None else f"mặc định {default}"
    en = "required" if default is None else f"{default} unless given"
    return Text(
        f"Tham số {name}{listed}, {vi}: {title.vi}",
        f"Parameter {name}{listed}, {en}: {title.en}",
    )


plugin: Any = Group(
    "plugin",
    about=Text("Phần mở rộng: đang có gì, mã nào từ đâu.", "Plugins: what is there, and whence."),
    commands=[list_plugins, why],
)
